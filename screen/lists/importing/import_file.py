"""Imports an official file into a watchlist folder.

Read, doubted, given stable ids, written whole or not at all.
"""

import importlib
import pkgutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import cast

from pydantic import ValidationError

import screen.lists.importers
from screen.core.errors import UsageError, WatchlistError
from screen.lists.folder_writer import write_watchlist
from screen.lists.importing.continued import (
    entry_of,
    evidence_of,
    gone_entries,
    own_consequences,
)
from screen.lists.importing.draft import Choices, Reading
from screen.lists.importing.ids import assign_ids
from screen.lists.importing.programs import keep_or_doubt
from screen.lists.load import load_watchlist, sha256_of_file
from screen.lists.locate import bundled_folder
from screen.models.watchlist import (
    ID_PATTERN,
    Entry,
    Evidence,
    ListInfo,
    Source,
    Watchlist,
    matches_id,
)

#: A file that keeps less than this share of the entries in force is doubted: it is more likely to
#: have been read in part than to delist so many.
FEWEST_KEPT = 0.8
_DOUBTS_SHOWN = 5
#: What a list of some programs says of itself better than the publication of all of them.
_OWN_WORDS = ("title", "consequence", "legal_basis")


@dataclass(slots=True)
class Imported:
    """What an import did."""

    watchlist: Watchlist
    previous: Watchlist | None
    left_out: dict[str, int]
    accepted: list[str] = field(default_factory=list)


def formats() -> list[str]:
    """Return the names of the official formats: one module each in ``screen/lists/importers``."""
    return sorted(
        module.name.replace("_", "-")
        for module in pkgutil.iter_modules(screen.lists.importers.__path__)
    )


def import_list(
    format_name: str,
    files: Sequence[Path],
    folder: Path,
    choices: Choices,
    as_of: date | None,
    *,
    force: bool,
) -> Imported:
    """Read ``files`` in ``format_name`` into ``folder``, whose name is the list's id.

    The list in ``folder``, else the bundled list of that id, is the one it continues: ids stay,
    entries that are gone become
    inactive. Raises UsageError for an unknown format or folder name, WatchlistError where a file is
    unusable, or doubtful and
    ``force`` is not set; nothing is then written.
    """
    if format_name not in formats():
        raise UsageError(f"no list format {format_name!r}; use one of {', '.join(formats())}")
    list_id = folder.resolve().name
    if not matches_id(list_id):
        raise UsageError(
            f"the folder's name is the list's id and must match {ID_PATTERN}, such as us-uflpa",
            path=folder,
        )
    module = importlib.import_module(f"screen.lists.importers.{format_name.replace('-', '_')}")
    read = cast(Callable[[Sequence[Path], Choices], Reading], module.read)
    reading = _read(read, format_name, files, choices)
    if not reading.drafts:
        left = ", ".join(f"{count:,} {what}" for what, count in reading.left_out.items())
        raise WatchlistError(
            f"{files[0]}: holds no entry to import"
            + (f" ({left})" if left else "")
            + "; nothing was written"
        )
    if choices.effect:
        reading.publication = replace(reading.publication, effect=choices.effect)
    retrieved = max(datetime.fromtimestamp(path.stat().st_mtime, UTC).date() for path in files)
    content_day = as_of or reading.as_of or retrieved
    previous = _previous(folder, list_id)
    passed_over: set[str] = set()
    if previous and choices.programs:
        whole = _read(read, format_name, files, replace(choices, programs=()))
        passed_over = keep_or_doubt(reading, whole, previous, choices)
    source = _source(format_name, files, reading, content_day)
    entries, evidence, gone, said = _continue(
        reading, previous, source.id, format_name, content_day, passed_over
    )
    doubts = reading.doubts + _doubts(reading, previous, gone, content_day)
    if doubts and not force:
        shown = "; ".join(doubts[:_DOUBTS_SHOWN]) + (
            f"; and {len(doubts) - _DOUBTS_SHOWN} more" if len(doubts) > _DOUBTS_SHOWN else ""
        )
        raise WatchlistError(
            f"{shown}; nothing was written: get the whole file, or accept it with --force"
        )
    cited = {claim.source_id for claim in evidence}
    held = (
        [kept for kept in previous.info.sources if kept.id in cited and kept.id != source.id]
        if previous
        else []
    )
    info = _info(
        list_id, reading, (source, *held), content_day, max(retrieved, content_day), doubts
    )
    before = previous.info if previous else None
    own = own_consequences(before, said, (entry.entry_id for entry in entries))
    # A list that changes its effect has another law behind it.
    same = before is not None and before.effect == info.effect
    info = info.model_copy(
        update={
            "consequence": info.consequence or (before.consequence if before and same else ""),
            "consequences": own if same or reading.publication.consequence else (),
        }
    )
    if before and same and choices.programs:
        # The publication speaks of all programs, the list of those that it keeps.
        info = info.model_copy(
            update={name: value for name in _OWN_WORDS if (value := getattr(before, name))}
        )
    return Imported(
        write_watchlist(folder, info, entries, evidence), previous, dict(reading.left_out), doubts
    )


def _read(
    read: Callable[[Sequence[Path], Choices], Reading],
    format_name: str,
    files: Sequence[Path],
    choices: Choices,
) -> Reading:
    try:
        return read(files, choices)
    except (LookupError, AttributeError, TypeError, ValueError) as error:
        raise WatchlistError(
            f"is not built as a {format_name} file is ({type(error).__name__})",
            path=files[0],
            hint="download it again, and report it with --debug if it is whole",
        ) from error


def _previous(folder: Path, list_id: str) -> Watchlist | None:
    for place in (folder, bundled_folder() / list_id):
        if (place / "list.toml").is_file():
            return load_watchlist(place)
    if folder.is_file() or (folder.is_dir() and any(folder.iterdir())):
        raise UsageError(
            "holds other things than a watchlist", path=folder, hint="give a new or empty folder"
        )
    return None


def _source(format_name: str, files: Sequence[Path], reading: Reading, day: date) -> Source:
    digests = "; ".join(f"{path.name} (SHA-256 {sha256_of_file(path)})" for path in files)
    publication = reading.publication
    return Source(
        id=f"{format_name}-{day}",
        title=f"{publication.title}, copy of {day}",
        publisher=publication.publisher,
        published=(reading.published or day).isoformat(),
        url=publication.homepage,
        reliability="official" if publication.kind == "official-list" else "single-source",
        note=f"Read from {digests}",
    )


def _continue(
    reading: Reading,
    previous: Watchlist | None,
    source_id: str,
    format_name: str,
    day: date,
    passed_over: set[str],
) -> tuple[list[Entry], list[Evidence], list[Entry], dict[str, str]]:
    """Entries and evidence of the new list in file order, then the gone ones.

    And those that this import delists, and what the file says follows from single entries.
    """
    before: dict[str, list[Evidence]] = {}
    for claim in previous.evidence if previous else ():
        before.setdefault(claim.entry_id, []).append(claim)
    entries: list[Entry] = []
    evidence: list[Evidence] = []
    said: dict[str, str] = {}
    for entry_id, draft, old in assign_ids(reading.drafts, previous, reading.publication.prefix):
        try:
            entries.append(entry_of(entry_id, draft, old, reading.publication.ours))
            if reading.publication.consequence:
                said[entry_id] = draft.consequence
            evidence += evidence_of(
                entry_id, draft.claims, source_id, format_name, before.get(entry_id, ())
            )
        except ValidationError as error:
            fault = error.errors()[0]
            raise WatchlistError(
                f"entry {draft.name!r}: {'.'.join(map(str, fault['loc']))}: {fault['msg']}; correct"
                " the file"
            ) from error
    delisted: list[Entry] = []
    if previous:
        continued = {entry.entry_id for entry in entries} | passed_over
        for entry, claims, new in gone_entries(
            previous, continued, reading.publication.title, day, source_id
        ):
            entries.append(entry)
            evidence += claims
            delisted += [entry] if new else []
    return entries, evidence, delisted, said


def _doubts(
    reading: Reading, previous: Watchlist | None, gone: Sequence[Entry], day: date
) -> list[str]:
    if previous is None:
        return []
    doubts = []
    if reading.published and reading.published > day:
        doubts.append(
            f"the file says that it was changed on {reading.published}, after {day}; give the right"
            " day with --as-of"
        )
    if day < previous.info.as_of:
        doubts.append(
            f"the file is of {day}, older than the list it would replace ({previous.info.as_of})"
        )
    in_force = sum(entry.status != "inactive" for entry in previous.entries)
    if len(gone) > in_force * (1 - FEWEST_KEPT):
        names = ", ".join(entry.name for entry in gone[:3])
        doubts.append(
            f"the file lacks {len(gone):,} of the {in_force:,} entries in force in"
            f" {previous.folder} ({previous.info.as_of}), such as {names}"
        )
    return doubts


def _info(
    list_id: str,
    reading: Reading,
    sources: tuple[Source, ...],
    day: date,
    retrieved: date,
    doubts: Sequence[str],
) -> ListInfo:
    publication = reading.publication
    left = ", ".join(f"{count:,} {what}" for what, count in reading.left_out.items() if count)
    notes = [
        publication.coverage_note,
        f"Left out of the file: {left}." if left else "",
        f"Accepted in spite of doubts: {'; '.join(doubts[:3])}." if doubts else "",
    ]
    return ListInfo(
        id=list_id,
        title=publication.title,
        publisher=publication.publisher,
        kind=publication.kind,
        effect=publication.effect,
        consequence=publication.consequence,
        legal_basis=publication.legal_basis,
        as_of=day,
        retrieved=retrieved,
        max_age_days=publication.max_age_days,
        coverage="partial" if left or doubts else "complete",
        coverage_note=" ".join(filter(None, notes)),
        homepage=publication.homepage,
        license=publication.license,
        sources=sources,
    )
