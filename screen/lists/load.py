"""Loads watchlist folders into checked models.

A list that cannot be trusted whole is not loaded at all.
"""

import csv
import hashlib
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeVar, cast

from pydantic import BaseModel, ValidationError

from screen.core.errors import WatchlistError
from screen.lists.locate import bundled_folder, list_folders, user_lists
from screen.lists.manifest import check_manifest
from screen.models.watchlist import Entry, Evidence, ListInfo, Watchlist
from screen.reference.countries import is_country_code

Row = TypeVar("Row", bound=BaseModel)

FILES = ("list.toml", "entries.csv", "evidence.csv")


def load_watchlists(
    extra: Sequence[Path] = (), *, bundled: bool = True, without: Iterable[str] = ()
) -> list[Watchlist]:
    """Return the bundled lists and those of ``extra``, ordered by id, except those in ``without``.

    A list of ``extra`` replaces the bundled list of its id: that is how a team renews one. So does
    one in the user's own folder, which ``lists update`` fills, unless ``bundled`` is off. Raises
    WatchlistError where a list is
    unusable, where two of ``extra`` have one id, or where none is left.
    """
    lists: dict[str, Watchlist] = {}
    for root in extra:
        for watchlist in map(load_watchlist, list_folders(root)):
            other = lists.setdefault(watchlist.info.id, watchlist)
            if other.folder != watchlist.folder:
                raise WatchlistError(
                    f"list id {watchlist.info.id!r} is also used by {other.folder}",
                    path=watchlist.folder,
                    hint="give one of them another id",
                )
    if bundled:
        for folder in (*user_lists(), *list_folders(bundled_folder())):
            # A bundled folder is named after its id, so one that is replaced need not be read.
            if folder.name not in lists:
                lists[folder.name] = load_watchlist(folder)
    off = set(without)
    kept = [watchlist for list_id, watchlist in sorted(lists.items()) if list_id not in off]
    if not kept:
        raise WatchlistError(
            "no watchlist to screen against; leave out --no-bundled or add one with --watchlists"
        )
    return kept


def load_watchlist(folder: Path) -> Watchlist:
    """Load one folder.

    Raises WatchlistError with file and line where a file is missing or malformed, an id is double,
    a country is no
    ISO code, an entry has no evidence, or evidence names an unknown entry or source.
    """
    # Read once: what is checked, parsed and hashed are the same bytes, even where somebody edits
    # the folder just now.
    files = {name: _bytes(folder / name) for name in FILES}
    check_manifest(folder, files)
    info = _load_info(folder / "list.toml", files["list.toml"])
    entries = load_rows(folder / "entries.csv", files["entries.csv"], Entry)
    evidence = load_rows(folder / "evidence.csv", files["evidence.csv"], Evidence)
    _check(folder, info, entries, evidence)
    return Watchlist(
        info=info,
        entries=tuple(row for _, row in entries),
        evidence=tuple(row for _, row in evidence),
        sha256=_digest(files),
        folder=str(folder),
    )


def sha256_of_file(path: Path) -> str:
    """Return the SHA-256 digest of a file's bytes, in hex.

    Raises WatchlistError where it cannot be read.
    """
    try:
        with path.open("rb") as handle:
            return hashlib.file_digest(handle, "sha256").hexdigest()
    except OSError as error:
        raise WatchlistError(
            f"{error.strerror or error}", path=path, hint="give the file as it was downloaded"
        ) from error


def _digest(files: Mapping[str, bytes]) -> str:
    digest = hashlib.sha256()
    for name in FILES:
        digest.update(name.encode() + b"\0" + files[name] + b"\0")
    return digest.hexdigest()


def _load_info(path: Path, data: bytes) -> ListInfo:
    try:
        return ListInfo.model_validate(tomllib.loads(_text(path, data)))
    except tomllib.TOMLDecodeError as error:
        raise WatchlistError(
            f"not valid TOML ({error})", path=path, hint="correct the file"
        ) from error
    except ValidationError as error:
        raise WatchlistError(f"{_first(error)}", path=path) from error


def load_rows(path: Path, data: bytes, model: type[Row]) -> list[tuple[int, Row]]:
    """Return the rows of a CSV file of ours, each with its line; WatchlistError names the line."""
    reader = csv.DictReader(_text(path, data).splitlines(keepends=True), strict=True)
    rows: list[tuple[int, Row]] = []
    try:
        if missing := {
            name for name, field in model.model_fields.items() if field.is_required()
        } - set(reader.fieldnames or ()):
            raise WatchlistError(
                f"column {sorted(missing)[0]!r} is missing",
                path=path,
                hint="see 'Add a list' in the docs",
            )
        for values in reader:
            rows.append(
                (reader.line_num, model.model_validate(_cells(path, reader.line_num, values)))
            )
    except csv.Error as error:
        raise WatchlistError(
            f"{path}, line {reader.line_num}: not valid CSV ({error}); save it as UTF-8 CSV again"
        ) from error
    except ValidationError as error:
        raise WatchlistError(f"{path}, line {reader.line_num}: {_first(error)}") from error
    return rows


def rows_beside(file: Path, model: type[Row]) -> list[tuple[int, Row]]:
    """Return the rows of a file beside the list folders, as ``load_rows``; none without a file."""
    if not file.is_file():
        return []
    try:
        data = file.read_bytes()
    except OSError as error:
        raise WatchlistError(
            f"{error.strerror or error}", path=file, hint="it cannot be read"
        ) from error
    return load_rows(file, data, model)


def _cells(path: Path, line: int, values: dict[str | None, Any]) -> dict[str, str]:
    if None in values or None in values.values():
        raise WatchlistError(
            f"{path}, line {line}: has another number of cells than the header; quote cells that"
            " hold commas"
        )
    return cast(dict[str, str], values)


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise WatchlistError(
            f"{error.strerror or error}",
            path=path,
            hint=f"a watchlist folder holds {', '.join(FILES)}",
        ) from error


def _text(path: Path, data: bytes) -> str:
    try:
        return data.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        raise WatchlistError(
            f"not UTF-8 (byte {error.start})", path=path, hint="save it as UTF-8"
        ) from error


def _first(error: ValidationError) -> str:
    """Return the first fault of a pydantic error in one line."""
    fault = error.errors()[0]
    where = ".".join(str(part) for part in fault["loc"])
    return f"{where}: {fault['msg']}" + (
        f" (got {fault['input']!r})" if fault["type"] != "missing" else ""
    )


def _check(
    folder: Path,
    info: ListInfo,
    entries: list[tuple[int, Entry]],
    evidence: list[tuple[int, Evidence]],
) -> None:
    path = folder / "entries.csv"
    ids: dict[str, int] = {}
    for line, entry in entries:
        if entry.entry_id in ids:
            raise WatchlistError(
                f"{path}, line {line}: entry_id {entry.entry_id!r} stands on line"
                f" {ids[entry.entry_id]} too; ids are unique"
            )
        if entry.country and not is_country_code(entry.country):
            raise WatchlistError(
                f"{path}, line {line}: country {entry.country!r} is not an ISO 3166 alpha-2 code"
            )
        ids[entry.entry_id] = line
    for unknown in sorted({one for own in info.consequences for one in own.entries} - set(ids)):
        raise WatchlistError(
            f"consequences: entry {unknown!r} is not in entries.csv", path=folder / "list.toml"
        )
    sources = {source.id for source in info.sources}
    proven: set[str] = set()
    evidence_ids: set[str] = set()
    for line, claim in evidence:
        where = f"{folder / 'evidence.csv'}, line {line}"
        if claim.evidence_id in evidence_ids:
            raise WatchlistError(
                f"evidence_id {claim.evidence_id!r} is used twice",
                path=where,
                hint="ids are unique",
            )
        if claim.entry_id not in ids:
            raise WatchlistError(f"entry {claim.entry_id!r} is not in entries.csv", path=where)
        if claim.source_id not in sources:
            raise WatchlistError(f"source {claim.source_id!r} is not in list.toml", path=where)
        evidence_ids.add(claim.evidence_id)
        proven.add(claim.entry_id)
    for line, entry in entries:
        if entry.entry_id not in proven:
            raise WatchlistError(
                f"{path}, line {line}: entry {entry.entry_id!r} has no evidence; an entry without"
                " evidence is not loaded"
            )
