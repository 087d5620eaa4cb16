"""Writes a watchlist folder whole or not at all, with the manifest of its digests."""

import csv
from collections.abc import Iterable, Sequence
from pathlib import Path

import tomli_w
from pydantic import BaseModel

from screen.core.cleanup import temporary_folder
from screen.core.errors import WatchlistError
from screen.lists.load import FILES, load_watchlist
from screen.lists.manifest import write_manifest
from screen.models.watchlist import Entry, Evidence, ListInfo, Watchlist


def write_watchlist(
    folder: Path, info: ListInfo, entries: Sequence[Entry], evidence: Sequence[Evidence]
) -> Watchlist:
    """Write the folder and returns it as it loads.

    It is written beside ``folder``, loaded, and only then put in its place; other files in the
    folder (a README) stay.
    Raises WatchlistError where it cannot be written or would not load.
    """
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        with temporary_folder(f".{folder.name}-", folder.parent) as temporary:
            (temporary / "list.toml").write_text(_toml(info), encoding="utf-8", newline="\n")
            _write_rows(temporary / "entries.csv", Entry, entries)
            _write_rows(temporary / "evidence.csv", Evidence, evidence)
            loaded = load_watchlist(temporary)
            write_manifest(temporary)
            folder.mkdir(exist_ok=True)
            # The manifest moves last: a reader in between sees digests that do not agree, and never
            # half a list as a whole one.
            for name in (*FILES, "SHA256SUMS"):
                (temporary / name).replace(folder / name)
    except OSError as error:
        raise WatchlistError(
            f"cannot be written ({error.strerror})", path=folder, hint="choose another place"
        ) from error
    return loaded.model_copy(update={"folder": str(folder)})


def _toml(info: ListInfo) -> str:
    content = info.model_dump(mode="python", exclude={"sources", "consequences"})
    if info.consequences:
        content["consequences"] = [
            {"consequence": own.consequence, "entries": list(own.entries)}
            for own in info.consequences
        ]
    content["sources"] = [
        {key: value for key, value in source.model_dump().items() if value is not None}
        for source in info.sources
    ]
    return tomli_w.dumps(
        {key: list(value) if isinstance(value, tuple) else value for key, value in content.items()}
    )


def _write_rows(path: Path, model: type[BaseModel], rows: Iterable[BaseModel]) -> None:
    with path.open("w", encoding="utf-8", newline="") as handle:
        writer = csv.writer(handle, lineterminator="\n")
        writer.writerow(model.model_fields)
        writer.writerows([_cell(value) for value in row.__dict__.values()] for row in rows)


def _cell(value: object) -> str:
    if value is None:
        return ""
    return "|".join(value) if isinstance(value, tuple) else str(value)
