"""An index of listed names as a folder: Arrow IPC and npy files, and a manifest that says of what.

It is made once (``flscreen index build``) and opened by every process that matches. A large one is
memory-mapped where pyarrow is installed, so that processes of one machine share its memory; a small
one is read, which is faster. A folder of other lists, of another policy or of another version of
the tool is refused by name, because its matches would be those of another run.
"""

import hashlib
import json
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl

from screen import __version__
from screen.core.atomic import write_whole
from screen.core.errors import UsageError, WatchlistError
from screen.core.extras import is_there
from screen.matching.bags import Bag
from screen.matching.letter_keys import LetterIndex
from screen.matching.name_index import NameIndex
from screen.matching.parsed_names import ParsedNames
from screen.matching.upper_bound import Matrix
from screen.models.policy import Policy
from screen.models.watchlist import Watchlist

MANIFEST = "manifest.json"
#: Raised where the files of an index change their meaning.
_FORMAT = 2
_FRAMES = ("names", "words", "tokens", "fragments", "keys", "common", "rarity", "vocabulary")
_LETTERS = ("letters", "letter_keys", "parsed")
_ARRAYS = ("ids", "weights", "own", "light", "known", "slips", "too_long", "cut")
#: Frames of fewer bytes are read faster than pyarrow, which maps them, is imported.
_WORTH_MAPPING = 64_000_000


@dataclass(frozen=True, slots=True)
class IndexOnDisk(NameIndex):
    """An index that goes to another process as its folder, which that process opens itself."""

    folder: Path

    def __reduce__(self) -> tuple[Callable[[Path], NameIndex], tuple[Path]]:
        return load_index, (self.folder,)


def manifest_of(watchlists: Sequence[Watchlist], policy: Policy) -> dict[str, Any]:
    """Return what an index of these lists is made of.

    Lists count with their digest and the entries in force (fewer with an earlier ``--as-of``); of
    the policy what decides which names match: its bands and the lists that are off.
    """
    decides = f"{policy.bands.model_dump_json()} {sorted(policy.lists_off)}"
    return {
        "format": _FORMAT,
        "version": __version__,
        "policy": hashlib.sha256(decides.encode()).hexdigest(),
        "lists": {one.info.id: f"{one.sha256}:{len(one.entries)}" for one in watchlists},
    }


def save_index(
    index: NameIndex, watchlists: Sequence[Watchlist], policy: Policy, folder: Path
) -> Path:
    """Write ``index`` of ``watchlists`` to ``folder``, the manifest last, and return it.

    Raises UsageError where it cannot be written, or where ``folder`` holds anything else.
    """
    _refuse_other_files(folder)
    (folder / MANIFEST).unlink(missing_ok=True)
    for name, frame in _frames(index).items():
        with write_whole(folder / f"{name}.arrow") as path:
            frame.rechunk().write_ipc(path, compression="uncompressed")
    for name in _ARRAYS:
        with write_whole(folder / f"{name}.npy") as path, path.open("wb") as file:
            np.save(file, getattr(index.matrix, name))
    with write_whole(folder / MANIFEST) as path:
        path.write_text(json.dumps(manifest_of(watchlists, policy), indent=1), encoding="utf-8")
    return folder


def load_index(folder: Path) -> NameIndex:
    """Return the index in ``folder``. Raises UsageError where there is none."""
    folder = folder.absolute()
    _manifest(folder)
    try:
        frames = _read_frames(folder)
        arrays = {name: np.load(folder / f"{name}.npy", mmap_mode="r") for name in _ARRAYS}
    except (OSError, ValueError, pl.exceptions.PolarsError) as error:
        raise _broken(folder) from error
    return IndexOnDisk(
        frames["names"],
        Bag(frames["words"], frames["tokens"]),
        frames["fragments"],
        frames["keys"],
        frames["common"].to_series(),
        dict(frames["rarity"].iter_rows()),
        frames["vocabulary"],
        Matrix(**arrays),
        LetterIndex(frames["letters"], frames["letter_keys"]),
        ParsedNames(frames["parsed"]),
        folder,
    )


def open_index(folder: Path, watchlists: Sequence[Watchlist], policy: Policy) -> NameIndex:
    """Return the index in ``folder`` where it is that of ``watchlists`` and ``policy``.

    Raises WatchlistError that names the first list, policy or version that is another one.
    """
    found, wanted = _manifest(folder), manifest_of(watchlists, policy)
    hint = f"; build it again: flscreen index build -o {folder}"
    for what in ("format", "version"):
        if found.get(what) != wanted[what]:
            raise WatchlistError(
                f"{folder}: the index is of {what} {found.get(what)}, not {wanted[what]}{hint}"
            )
    theirs, ours = found.get("lists", {}), wanted["lists"]
    for name in sorted({*theirs, *ours}):
        if theirs.get(name) != ours.get(name):
            said = (
                "is not in the index"
                if name not in theirs
                else "is in the index and not screened"
                if name not in ours
                else "is another one in the index"
            )
            raise WatchlistError(f"{folder}: list {name} {said}{hint}")
    if found.get("policy") != wanted["policy"]:
        raise WatchlistError(
            f"{folder}: the index is of a policy with other bands or lists_off{hint}"
        )
    return load_index(folder)


def _frames(index: NameIndex) -> dict[str, pl.DataFrame]:
    rarity = pl.DataFrame(
        {"word": list(index.rarity), "share": list(index.rarity.values())},
        schema={"word": pl.String, "share": pl.Float64},
    )
    return {
        "names": index.names,
        "words": index.bag.words,
        "tokens": index.bag.tokens,
        "fragments": index.fragments,
        "keys": index.keys,
        "common": index.common.to_frame(),
        "rarity": rarity,
        "vocabulary": index.vocabulary,
        "letters": index.letters.letters,
        "letter_keys": index.letters.keys,
        "parsed": index.parsed.frame,
    }


def _read_frames(folder: Path) -> dict[str, pl.DataFrame]:
    paths = {name: folder / f"{name}.arrow" for name in (*_FRAMES, *_LETTERS)}
    size = sum(path.stat().st_size for path in paths.values())
    mapped = "pyarrow" in sys.modules or (size >= _WORTH_MAPPING and is_there("pyarrow"))
    read = _map_frame if mapped else pl.read_ipc
    return {name: read(path) for name, path in paths.items()}


def _map_frame(path: Path) -> pl.DataFrame:
    """Return the frame in a file without reading it: polars itself makes a copy in memory."""
    from pyarrow import ipc, memory_map

    frame = pl.from_arrow(ipc.open_file(memory_map(str(path))).read_all())
    return frame if isinstance(frame, pl.DataFrame) else frame.to_frame()


def _manifest(folder: Path) -> dict[str, Any]:
    try:
        found = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise _broken(folder) from error
    if not isinstance(found, dict):
        raise _broken(folder)
    return found


def _broken(folder: Path) -> UsageError:
    return UsageError(
        "is not a whole index of listed names",
        path=folder,
        hint="make one with 'flscreen index build -o'",
    )


def _refuse_other_files(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        own = {f"{name}.arrow" for name in (*_FRAMES, *_LETTERS)}
        own |= {MANIFEST, *(f"{name}.npy" for name in _ARRAYS)}
        others = sorted(one.name for one in folder.iterdir() if one.name not in own)
    except OSError as error:
        raise UsageError(
            f"cannot be written ({error.strerror})", path=folder, hint="choose another folder"
        ) from error
    if others:
        raise UsageError(
            f"holds other files ({others[0]})", path=folder, hint="choose an empty folder"
        )
