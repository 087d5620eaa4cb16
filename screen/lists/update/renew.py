"""Renews lists: download or find the files, import them aside, and only then put them in place."""

import shutil
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from fnmatch import fnmatch
from pathlib import Path
from typing import Literal

import httpx

from screen.core.cleanup import temporary_folder
from screen.core.errors import UsageError, WatchlistError
from screen.lists.changes import Change, diff
from screen.lists.importing.draft import Choices
from screen.lists.importing.import_file import Imported, import_list
from screen.lists.load import load_watchlist
from screen.lists.update.fetch import (
    SILENCE,
    Known,
    Limits,
    fetch,
    find_link,
    read_known,
    write_known,
)
from screen.lists.update.table import Download, OfficialFile

#: Beside the lists: what was downloaded, and the editions that were replaced.
DOWNLOADS, EDITIONS = ".downloads", ".editions"
State = Literal["renewed", "unchanged", "failed"]


@dataclass(slots=True)
class Renewal:
    """What became of one list.

    ``fault`` says in one line why it failed and how to go on; the old edition then stays in force.
    """

    list_id: str
    state: State
    imported: Imported | None = None
    changes: list[Change] = field(default_factory=list)
    fault: str = ""


@dataclass(frozen=True, slots=True)
class Way:
    """How lists are renewed.

    Into which folder, from the network or a folder, and what is accepted.
    """

    root: Path
    client: httpx.Client | None = None
    source: Path | None = None
    force: bool = False
    check: bool = False
    licenses_accepted: bool = False
    silence: float = SILENCE
    pause: Callable[[float], None] | None = None


def renew(
    table: dict[str, Download],
    wanted: Sequence[str],
    way: Way,
    told: Callable[[str], None] = lambda _: None,
) -> Iterable[Renewal]:
    """Yield what became of each list of ``wanted``.

    Where none is named, of all lists of the table but those that are renewed on request only and
    are not in the folder yet.

    Raises UsageError for a list that the table does not hold. A list that fails leaves the others
    renewed and its own old edition in force.
    """
    for list_id in wanted:
        if list_id not in table:
            raise UsageError(f"no list {list_id!r} to update; use one of {', '.join(table)}")
    usual = (
        list_id
        for list_id, download in table.items()
        if not download.on_request or (way.root / list_id).is_dir()
    )
    for list_id in wanted or usual:
        told(list_id)
        try:
            yield _renew(list_id, table[list_id], way)
        except WatchlistError as error:
            yield Renewal(list_id, "failed", fault=f"{error}; {_how_to_go_on(table[list_id])}")


def _how_to_go_on(download: Download) -> str:
    return (
        f"the edition before stays in force; save the file by hand from {download.page} and give"
        " its folder with --from"
    )


def _renew(list_id: str, download: Download, way: Way) -> Renewal:
    way.root.mkdir(parents=True, exist_ok=True)
    with temporary_folder(".update-", way.root) as staging:
        files, known = _files(list_id, download, way, staging)
        held = way.root / list_id
        if held.is_dir():
            shutil.copytree(held, staging / list_id)
        choices = Choices(programs=download.programs, keep_held=True)
        done = import_list(
            download.format, files, staging / list_id, choices, None, force=way.force
        )
        in_force = sum(entry.status != "inactive" for entry in done.watchlist.entries)
        if in_force < download.floor:
            raise WatchlistError(
                f"holds {in_force:,} entries in force, where {download.floor:,} are the fewest of a"
                " whole file",
                path=files[0].name,
            )
        changes = diff([done.previous], [done.watchlist]) if done.previous else []
        if not way.check:
            _put_in_place(list_id, staging, way.root)
            _keep_downloads(list_id, files, known, way)
    new = bool(changes) or done.previous is None
    return Renewal(list_id, "renewed" if new else "unchanged", done, changes)


def _files(
    list_id: str, download: Download, way: Way, staging: Path
) -> tuple[list[Path], dict[str, Known]]:
    """Return the files to import, in a folder of their own, and what to know of them next time."""
    place = staging / "files"
    place.mkdir()
    if way.source is not None:
        return [_found(file, way.source, place) for file in download.files], {}
    assert way.client is not None
    if download.license and not way.licenses_accepted:
        raise WatchlistError(
            f"comes under a licence: {download.license}", hint="accept it with --accept-license"
        )
    kept = way.root / DOWNLOADS / list_id
    before = read_known(kept / "known.json")
    limits = Limits(download.megabytes, download.hosts, way.silence, tries=download.tries)
    if way.pause is not None:
        limits.pause = way.pause
    files, known = [], {}
    for file in download.files:
        target = place / file.name
        if (kept / file.name).is_file():
            shutil.copyfile(kept / file.name, target)
        url = file.url
        if file.link:
            page = place / f"{file.name}.page"
            fetch(way.client, url, page, "html", Known(), limits)
            url = find_link(page, url, file.link)
        known[file.name] = fetch(
            way.client, url, target, download.starts, before.get(file.name, Known()), limits
        )
        if file.link:
            # The day of the content stands in the name under which the publisher serves the file.
            target = target.rename(place / url.rsplit("/", 1)[-1].split("?")[0])
        target.touch()
        files.append(target)
    return files, known


def _found(file: OfficialFile, source: Path, place: Path) -> Path:
    """Return the newest file of ``source`` that has one of the names that ``file`` may have."""
    if not source.is_dir():
        raise UsageError(
            "no such folder", path=source, hint="give the folder with the official files"
        )
    patterns = file.find or (file.name.lower(),)
    met = [
        path
        for path in source.iterdir()
        if path.is_file() and any(fnmatch(path.name.lower(), pattern) for pattern in patterns)
    ]
    if not met:
        raise WatchlistError(f"holds no file named like {' or '.join(patterns)}", path=source)
    newest = max(met, key=lambda path: (path.stat().st_mtime, path.name))
    return Path(shutil.copy2(newest, place / newest.name))


def _put_in_place(list_id: str, staging: Path, root: Path) -> None:
    """Move the new edition in, and the one before into the folder of earlier editions."""
    held = root / list_id
    if held.is_dir():
        day = load_watchlist(held).info.as_of
        earlier = root / EDITIONS / f"{day}" / list_id
        if earlier.exists():
            shutil.rmtree(earlier)
        earlier.parent.mkdir(parents=True, exist_ok=True)
        held.rename(earlier)
    (staging / list_id).rename(held)


def _keep_downloads(list_id: str, files: Sequence[Path], known: dict[str, Known], way: Way) -> None:
    """Keep the files for the next conditional request; those given by hand are the user's own."""
    if way.source is not None:
        return
    kept = way.root / DOWNLOADS / list_id
    kept.mkdir(parents=True, exist_ok=True)
    for path, name in zip(files, known, strict=True):
        shutil.copyfile(path, kept / name)
    write_known(kept / "known.json", known)
