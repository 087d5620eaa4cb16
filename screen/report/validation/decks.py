"""Labelled pairs of names: those that come with flscreen, and a user's own."""

import csv
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from screen.core.bundled import bundled
from screen.core.errors import InputError, UsageError

_TRUE = {"1", "true", "yes", "y", "match"}
_FALSE = {"0", "false", "no", "n", ""}
#: What the decks that come with flscreen are, in the words of the report.
ORIGIN = {
    "pairs.csv": (
        "made by rules from the bundled lists: it measures the distortions that its authors thought"
        " of, and says nothing about others"
    ),
    "by_hand.csv": "written by hand, pair by pair, by the authors of flscreen",
}
_GIVEN = "given by whoever made this report"


@dataclass(frozen=True, slots=True)
class Deck:
    """Labelled pairs: ``rows`` as read, ``labels`` whether each is a match."""

    name: str
    origin: str
    sha256: str
    rows: list[dict[str, str]]
    labels: list[bool]


def bundled_decks() -> list[Path]:
    """Return the decks that come with flscreen. Raises UsageError where they are missing."""
    folder = bundled("decks") or bundled("tests/decks")
    found = [folder / name for name in ORIGIN if (folder / name).is_file()] if folder else []
    if not found:
        raise UsageError("no labelled pairs came with flscreen", hint="give a PAIRS.csv")
    return found


def load_deck(path: Path) -> Deck:
    """Read a deck. Raises InputError where it is unusable, or has no labels."""
    rows, columns = read_pairs(path, None)
    if "is_match" not in columns:
        raise InputError("has no column is_match", path=path, hint="a validation needs labels")
    labels = [label(path, line, row["is_match"]) for line, row in enumerate(rows, start=2)]
    data = path.read_bytes()
    ours = bundled_decks() if bundled("decks") or bundled("tests/decks") else []
    same = next((one for one in ours if one.read_bytes() == data), None)
    origin = ORIGIN[same.name] if same else _GIVEN
    return Deck(path.name, origin, hashlib.sha256(data).hexdigest(), rows, labels)


def read_pairs(path: Path, only: str | None) -> tuple[list[dict[str, str]], Sequence[str]]:
    """Return the rows of a CSV file of pairs, those with COLUMN=VALUE if ``only``, and its columns.

    Raises InputError where it is unusable, and UsageError where ``only`` is.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as handle:
            reader = csv.DictReader(handle, strict=True)
            rows = [{key: value or "" for key, value in row.items() if key} for row in reader]
            columns = [name for name in reader.fieldnames or () if name]
    except OSError as error:
        raise InputError(
            f"{error.strerror}", path=path, hint="give a CSV file with columns name1 and name2"
        ) from error
    except (csv.Error, UnicodeDecodeError) as error:
        raise InputError(
            f"is not valid CSV in UTF-8 ({error})", path=path, hint="save it again"
        ) from error
    for needed in ("name1", "name2"):
        if needed not in columns:
            raise InputError(
                f"column {needed!r} is missing",
                path=path,
                hint="the columns are name1, name2 and, if known, is_match",
            )
    if only:
        column, sign, value = only.partition("=")
        if not sign or column not in columns:
            raise UsageError(f"--only {only}: write COLUMN=VALUE with a column of {path}")
        rows = [row for row in rows if row[column] == value]
    if not rows:
        raise InputError(
            f"{path}: holds no pairs" + (f" with {only}" if only else "") + "; nothing to score"
        )
    return rows, columns


def label(path: Path, row: int, text: str) -> bool:
    """Return whether a pair is labelled a match. Raises InputError where it is not clear."""
    plain = text.strip().casefold()
    if plain not in _TRUE | _FALSE:
        raise InputError(
            f"{path}, row {row}, column is_match: {text!r} is neither 1 nor 0; correct it"
        )
    return plain in _TRUE


def read_names(path: Path) -> list[str]:
    """Return the distinct names of a file: one a line, or the column 'name' of a CSV file.

    Raises InputError where it cannot be read or holds none.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(
            f"is no text in UTF-8 ({type(error).__name__})", path=path, hint="give a name a line"
        ) from error
    lines = text.splitlines()
    header = next(csv.reader(lines[:1]), [])
    column = next((at for at, one in enumerate(header) if one.strip().casefold() == "name"), None)
    if path.suffix.lower() == ".csv" and column is not None:
        cells = [row[column] for row in csv.reader(lines[1:]) if len(row) > column]
    else:
        cells = lines
    names = list(dict.fromkeys(cell.strip() for cell in cells if cell.strip()))
    if not names:
        raise InputError("holds no names", path=path, hint="give a name a line")
    return names
