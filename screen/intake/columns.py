"""Finds the header row of a table, decides between suppliers and shipments, and names the columns.

``data/headers.csv`` holds the spellings as they appear in ERP exports, ACE entry reports, bills of
lading and ISF data. A new spelling is one line there.
"""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache

import polars as pl

from screen.core.data_tables import read_table
from screen.models.kinds import TABLE_KINDS
from screen.models.vocabulary import Because, SubjectKind

#: Title lines and logos stand above the header; it is looked for in this many rows.
HEADER_SEARCH_ROWS = 40
#: A misspelled header is still recognised from this thefuzz ratio on.
_HEADER_RATIO = 90


@dataclass(frozen=True, slots=True)
class PartyColumn:
    """A column of names beyond the canonical ones, with its role, its tier, and the columns of its
    own country and address.
    """

    index: int
    role: str
    tier: int | None
    country: int | None
    address: int | None


@dataclass(frozen=True, slots=True)
class Header:
    """A recognised header row.

    ``columns`` maps a column's index to its canonical name, ``written`` to its header. ``parties``
    are further columns of names, ``placed`` canonical ones that have a country or address column of
    their own; the columns of each group in ``joined`` are parts of one name;
    ``because`` says what columns were recognised by, where it was not a known spelling.
    """

    row: int
    kind: SubjectKind
    columns: Mapping[int, str]
    written: Mapping[int, str]
    parties: tuple[PartyColumn, ...] = ()
    placed: tuple[PartyColumn, ...] = ()
    because: Mapping[int, Because] = field(default_factory=dict)
    joined: tuple[tuple[int, ...], ...] = ()

    @property
    def owned(self) -> dict[int, tuple[str, PartyColumn]]:
        """What each column with a place of one party holds ('country', 'address'), and whose."""
        return {
            at: (thing, one)
            for one in (*self.parties, *self.placed)
            for at, thing in ((one.country, "country"), (one.address, "address"))
            if at is not None
        }

    @property
    def later_parts(self) -> frozenset[int]:
        """The columns that continue a name which another column begins."""
        return frozenset(index for group in self.joined for index in group[1:])


@lru_cache(maxsize=50_000)
def normalise_header(text: str) -> str:
    """Return a header as it is looked up.

    Words are separated, case, marks and accents folded; scripts stay as they are.

    >>> normalise_header("Vendor_Name*")
    'vendor name'
    >>> normalise_header("CountryOfOrigin")
    'country of origin'
    """
    text = unicodedata.normalize("NFKC", text)
    text = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", text).replace("#", " no ").casefold()
    decomposed = unicodedata.normalize("NFD", text)
    text = unicodedata.normalize(
        "NFC",
        "".join(
            c for c in decomposed if not ("\u0300" <= c <= "\u036f" and _after_latin(decomposed, c))
        ),
    )
    return " ".join(re.sub(r"[\W_]+", " ", text).split())


def _after_latin(text: str, mark: str) -> bool:
    position = text.index(mark)
    return position > 0 and unicodedata.name(text[position - 1], "").startswith(
        ("LATIN", "COMBINING")
    )


@cache
def spellings() -> dict[SubjectKind, dict[str, str]]:
    """Canonical column by normalised spelling, for each kind of table."""
    table: dict[SubjectKind, dict[str, str]] = {kind: {} for kind in TABLE_KINDS}
    for kind, known in table.items():
        for row in read_table("screen.intake", "headers"):
            if row["kind"] == kind:
                known.setdefault(normalise_header(row["spelling"]), row["column"])
        for column in TABLE_KINDS[kind].model.model_fields:
            known.setdefault(normalise_header(column), column)
    return table


def recognised_headers(cells: Sequence[str], *, foreign: bool = False) -> int:
    """Return how many of ``cells`` are known headers.

    With ``foreign`` only those count that are not plain ASCII; letters that lose their marks need
    four to count, because any two may spell a word in the wrong encoding.
    """
    known = spellings()
    count = 0
    for cell in cells:
        plain = normalise_header(cell.strip().strip('"')) if cell else ""
        if foreign and (cell.isascii() or (plain.isascii() and len(plain) < 4)):
            continue
        count += bool(plain) and any(plain in known[kind] for kind in TABLE_KINDS)
    return count


def find_header(
    cells: pl.DataFrame, overrides: Mapping[str, str], kind: SubjectKind | None = None
) -> Header | None:
    """Return the header row of a table, or None where no row looks like one.

    ``overrides`` ([columns] of flscreen.toml) maps headers as written to canonical names; ``kind``
    forces the kind.
    """
    chosen = {normalise_header(header): column for header, column in overrides.items()}
    best: tuple[float, Header] | None = None
    for number, row in enumerate(cells.head(HEADER_SEARCH_ROWS).iter_rows()):
        written = {
            index: str(cell).strip() for index, cell in enumerate(row) if cell and str(cell).strip()
        }
        for candidate in (kind,) if kind else TABLE_KINDS:
            columns = name_columns(written, candidate, chosen)
            if not _usable(columns, candidate, written, sure=bool(kind or chosen)):
                continue
            weight = (
                len(set(columns.values()))
                + 0.5 * len(columns) / max(len(written), 1)
                - 0.001 * number
            )
            # Lists of firms have few columns of their own; a tie means that nothing in the
            # row is about goods that move.
            weight += 0.01 if TABLE_KINDS[candidate].about == "firms" else 0.0
            if best is None or weight > best[0]:
                best = (weight, Header(number, candidate, columns, written))
    return best[1] if best else None


def _usable(
    columns: Mapping[int, str], kind: SubjectKind, written: Mapping[int, str], *, sure: bool
) -> bool:
    """Return whether a row can be a header: it names a party, or goods by their codes.

    One known word in a row proves nothing, unless it stands alone or the user said what the table
    is (``sure``).
    """
    held, of = set(columns.values()), TABLE_KINDS[kind]
    if not held & {*of.parties, *of.other_identity}:
        goods = of.date is not None and {of.codes, of.words} <= held
        return goods and len(columns) >= 3
    return sure or len(columns) >= 2 or len(written) == 1


def name_columns(
    written: Mapping[int, str], kind: SubjectKind, chosen: Mapping[str, str]
) -> dict[int, str]:
    """Return the canonical column of each header whose spelling is known, by index."""
    known = spellings()[kind]
    fields = TABLE_KINDS[kind].model.model_fields
    columns: dict[int, str] = {}
    unknown: dict[int, str] = {}
    for index, header in written.items():
        if len(header) > 80:
            continue
        plain = normalise_header(header)
        without_brackets = normalise_header(re.sub(r"[(（\[].*?[)）\]]", " ", header))
        inside = [normalise_header(part) for part in re.split(r"[/(（\[)）\]\n]", header)]
        if plain in chosen and chosen[plain] not in fields:
            # Another party, its place, or nothing: the recogniser reads these.
            continue
        column = chosen.get(plain) or known.get(plain) or known.get(without_brackets)
        column = column or next(
            (known[part] for part in inside if part in known and len(part) > 1), None
        )
        if column:
            columns[index] = column
        else:
            unknown[index] = plain
    if len(columns) >= 2 and unknown:
        columns.update(_misspelled(unknown, known, set(columns.values())))
    return columns


def _misspelled(
    unknown: Mapping[int, str], known: Mapping[str, str], taken: set[str]
) -> dict[int, str]:
    from rapidfuzz import fuzz, process

    long_spellings = [spelling for spelling in known if len(spelling) >= 6]
    found: dict[int, str] = {}
    for index, plain in unknown.items():
        if len(plain) < 6:
            continue
        met = process.extractOne(
            plain, long_spellings, scorer=fuzz.ratio, score_cutoff=_HEADER_RATIO
        )
        if met and known[met[0]] not in taken:
            found[index] = known[met[0]]
    return found
