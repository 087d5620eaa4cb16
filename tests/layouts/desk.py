"""What the makers of layouts share: firms to fill tables with, pages of cells, and the truth.

A column is written ``Header = field:role:tier``. A dot behind a field says how its cells look
(``country.iso``) and is no part of the truth. Cells under one role and tier speak of one firm.
"""

import csv
from dataclasses import dataclass, field, replace
from pathlib import Path

from openpyxl.utils import get_column_letter

import cells

HERE = Path(__file__).parent
PARTIES = {"supplier_name": "supplier", "factory": "factory", "parent": "parent", "party": ""}
STANDS = {"goods_description": "goods-text", "remarks": "note"}


@dataclass(frozen=True)
class Firm:
    name: str
    country: str = ""
    city: str = ""
    street: str = ""
    goods: str = ""
    hs: str = ""


@dataclass(frozen=True)
class Plant:
    """One listed firm in a cell: which, in what words, how it stands, and as what."""

    key: str
    said: str
    role: str = ""
    stands: str = ""


class Planted(str):
    """The text of a cell that names listed firms."""

    plants: tuple[Plant, ...]


def read(name: str) -> list[dict[str, str]]:
    with (HERE / name).open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


FIRMS = [Firm(**row) for row in read("firms.csv")]
ENTRIES = {row["key"]: (row["list_id"], row["entry_id"]) for row in read("listed.csv")}
NATIVE = {row["name"]: row["native"] for row in read("native.csv")}
LISTED = {
    row["key"]: Firm(**{k: row[k] for k in Firm.__dataclass_fields__}) for row in read("listed.csv")
}


def listed(key: str, said: str = "", role: str = "", stands: str = "") -> Planted:
    """Name a listed firm, in its usual spelling or as ``said``."""
    text = Planted(said or LISTED[key].name)
    text.plants = (Plant(key, str(text), role, stands),)
    return text


def caps(key: str, role: str = "", stands: str = "") -> Planted:
    """Name a listed firm as systems of old do: capitals, no punctuation."""
    said = LISTED[key].name.upper().replace(".", "").replace(",", "")
    return listed(key, said, role, stands)


def text(pattern: str, *parts: Planted, role: str = "", stands: str = "") -> Planted:
    """Write listed firms into a longer text."""
    result = Planted(pattern.format(*parts))
    result.plants = tuple(
        replace(plant, role=plant.role or role, stands=plant.stands or stands)
        for part in parts
        for plant in part.plants
    )
    return result


@dataclass(frozen=True)
class Column:
    header: str
    field: str
    look: str
    role: str
    tier: str

    @classmethod
    def parse(cls, line: str) -> "Column":
        header, _, meaning = line.rpartition("= ")
        kind, role, tier = [*meaning.split(":"), "", ""][:3]
        name, _, look = kind.partition(".")
        return cls(header.strip(), name, look, role or PARTIES.get(name, ""), tier)

    @property
    def is_party(self) -> bool:
        return self.field in PARTIES


@dataclass
class Page:
    """A sheet or a text file: cells by row and column, counted as Excel counts them."""

    name: str
    pool: list[Firm]
    words: dict[str, str] = field(default_factory=dict)
    cells: dict[tuple[int, int], object] = field(default_factory=dict)
    columns: list[Column] = field(default_factory=list)
    headers: dict[tuple[int, int], Column] = field(default_factory=dict)
    beyond: list[tuple[Plant, int | str, str]] = field(default_factory=list)
    merges: list[str] = field(default_factory=list)
    above: dict[tuple[str, str], Firm] = field(default_factory=dict)
    used: int = 0

    def put(self, row: int, *values: object, left: int = 1) -> int:
        """Write cells side by side; returns the next row."""
        for col, value in enumerate(values, left):
            if value not in ("", None):
                self.cells[row, col] = value
        return row + 1

    def say(self, planted: Planted, row: int | str = "", column: str = "") -> str:
        """Plant a name that stands in no cell, and return its text."""
        self.beyond.extend((plant, row, column) for plant in planted.plants)
        return str(planted)

    def native(self, encoding: str = "utf-8") -> None:
        """Write ordinary firms in their own letters, where the encoding has them."""
        names = {f.name: NATIVE.get(f.name, f.name) for f in self.pool}
        fits = {
            k: v for k, v in names.items() if v == v.encode(encoding, "ignore").decode(encoding)
        }
        self.pool = [replace(f, name=fits.get(f.name, f.name)) for f in self.pool]

    def only(self, countries: str) -> None:
        """Take the ordinary firms of the next rows from these countries, if there are any."""
        self.pool = [firm for firm in FIRMS if firm.country in countries.split()] or self.pool

    def next_firm(self) -> Firm:
        self.used += 1
        return self.pool[self.used % len(self.pool)]

    def table(
        self, top: int, lines: list[str], count: int, plant: dict | None = None, **how: object
    ) -> int:
        """Write a header and ``count`` rows; ``plant`` sets cells by row (from 1) and header."""
        left, levels = int(how.get("left", 1)), int(how.get("levels", 1))
        columns = [Column.parse(line) for line in lines]
        self.columns += [c for c in columns if c not in self.columns]
        if how.get("header", True):
            self._header(top, left, levels, columns)
            top += levels
        for number in range(1, count + 1):
            given = (plant or {}).get(number, {})
            if not isinstance(given, dict):
                given = {next(i for i, c in enumerate(columns) if c.is_party): given}
            at = {c.header: i for i, c in reversed(list(enumerate(columns)))}
            given = {k if isinstance(k, int) else at[k]: v for k, v in given.items()}
            self._row(top, left, columns, given)
            top += 1
        return top

    def _header(self, top: int, left: int, levels: int, columns: list[Column]) -> None:
        above: list[str] = [""] * levels
        for col, column in enumerate(columns, left):
            parts = column.header.split(" / ") if levels > 1 else [column.header]
            parts += [""] * (levels - len(parts))
            for level, part in enumerate(parts):
                same = level < levels - 1 and parts[: level + 1] == above[: level + 1]
                self.put(top + level, "" if same else part, left=col)
            above = parts

    def _row(self, row: int, left: int, columns: list[Column], given: dict[int, object]) -> None:
        firms: dict[tuple[str, str], Firm] = {}
        for i, column in enumerate(columns):
            if column.is_party and (column.role, column.tier) not in firms:
                firm = self._firm(column, given.get(i))
                firms[column.role, column.tier] = self.above[column.role, column.tier] = firm
        first = next(iter(firms.values()), None) or self.next_firm()
        for i, column in enumerate(columns):
            self.headers[row, left + i] = column
            firm = firms.get((column.role, column.tier), first)
            value = given[i] if i in given else self._cell(column, firm, row)
            self.put(row, value, left=left + i)

    def _firm(self, column: Column, value: object) -> Firm:
        """Tell which firm a row speaks of; under a name written once it is the one above."""
        if isinstance(value, Planted) and len(value.plants) == 1:
            return replace(LISTED[value.plants[0].key], name=value)
        if column.look == "blank":
            known = [firm for firm in FIRMS if firm.name == value]
            return known[0] if known else self.above[column.role, column.tier]
        return self.next_firm()

    def _cell(self, column: Column, firm: Firm, row: int) -> object:
        if column.field in PARTIES:
            if column.look in ("more", "blank"):
                return ""
            return firm.name.upper() if column.look == "upper" else firm.name
        value = cells.of(column.field, column.look, firm, row)
        return self.words.get(value, value) if isinstance(value, str) else value


class Desk:
    """Where one layout is made: its pages, its files, and the lines of truth about them."""

    def __init__(self, layout: str, folder: Path):
        self.layout, self.folder = layout, folder
        self.pages: list[Page] = []
        self.truth: list[list[object]] = []
        self.columns: list[list[str]] = []
        folder.mkdir(parents=True, exist_ok=True)

    def page(self, name: str, countries: str = "", **words: str) -> Page:
        """Open a page whose ordinary firms come from the countries given."""
        pool = [firm for firm in FIRMS if not countries or firm.country in countries.split()]
        shift = sum(map(ord, self.layout + name)) % len(pool)
        page = Page(name, pool[shift:] + pool[:shift], words)
        self.pages.append(page)
        return page

    def file(self, name: str, pages: list[Page] | None = None, sheets: bool = True) -> Path:
        """Note what a person says of a file's columns and of the names in it."""
        for page in pages or self.pages:
            sheet = page.name if sheets else ""
            lines = [
                [self.layout, name, sheet, row, *said]
                for row, *said in [*planted_cells(page), *planted_beyond(page)]
            ]
            self.truth += lines
            for column in page.columns:
                kind = "party" if column.is_party else column.field
                header = column.header or letter_of(page, column)
                line = [self.layout, name, sheet, header, kind, column.role, column.tier]
                self.columns += [] if line in self.columns else [line]
        return self.folder / name


def letter_of(page: Page, column: Column) -> str:
    return next(get_column_letter(col) for (_, col), c in page.headers.items() if c == column)


def planted_cells(page: Page) -> list[list[object]]:
    found = []
    for (row, col), value in sorted(page.cells.items(), key=lambda item: item[0]):
        column = page.headers.get((row, col))
        header = (column.header if column else "") or get_column_letter(col)
        for plant in getattr(value, "plants", ()):
            stands = plant.stands or usual(column)
            role = plant.role or (column.role if column else "")
            found.append([row, header, plant.said, *ENTRIES[plant.key], stands, role])
    return found


def planted_beyond(page: Page) -> list[list[object]]:
    return [
        [row, column, plant.said, *ENTRIES[plant.key], plant.stands, plant.role]
        for plant, row, column in page.beyond
    ]


def usual(column: Column | None) -> str:
    if column is None:
        return "loose-cell"
    if column.is_party:
        return "party" if column.header else "blank-header"
    return STANDS.get(column.field, "note")
