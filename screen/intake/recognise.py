"""Recognises the columns of a table by the words of its headers and by what stands below them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import polars as pl

from screen.intake.column_fields import decide_kind, fill_names, fill_things
from screen.intake.column_owners import fill_places
from screen.intake.column_reading import Column, read_columns
from screen.intake.content import read_contents
from screen.intake.header_text import plain_words
from screen.intake.header_words import read_header
from screen.models.kinds import TABLE_KINDS, RowKind
from screen.models.vocabulary import Because, SubjectKind

#: Party fields of the configuration, and the roles that they stand for.
_CONFIG_ROLES = {
    "supplier_name": "supplier",
    "aliases": "supplier",
    "parent": "parent",
    "factory": "factory",
    "manufacturer": "manufacturer",
    "shipper": "shipper",
    "seller": "seller",
    "consignee": "consignee",
    "notify_party": "notify party",
    "vessel": "vessel",
    "supplies_to": "customer",
}
#: Kinds of cells that stand below headers and never in them.
_DATA = ("mail", "url", "date", "number", "phone", "country", "company", "address")


@dataclass(frozen=True, slots=True)
class ColumnReading:
    """What one column is read as.

    ``field`` is '' where the column is not screened; ``thing`` then says what it holds.
    """

    index: int
    header: str
    field: str
    thing: str
    role: str
    tier: int | None
    number: int | None
    because: Because
    doubt: str


@dataclass(frozen=True, slots=True)
class Recognition:
    """A recognised table. ``joined`` are groups of column indices that hold the parts of one name,
    in order.
    """

    kind: SubjectKind
    columns: Mapping[int, ColumnReading]
    joined: tuple[tuple[int, ...], ...]

    def of_field(self, field: str) -> list[ColumnReading]:
        """Return the columns that fill ``field``, from the left."""
        return [column for column in self.columns.values() if column.field == field]


def recognise(
    headers: Mapping[int, str],
    body: pl.DataFrame,
    overrides: Mapping[str, str],
    kind: SubjectKind | None,
) -> Recognition | None:
    """Recognise the columns of one table, or return None where no column names a party.

    ``headers`` maps a column's index to its header (no key where it is blank); ``body`` holds the
    cells below, one
    String column for each; ``overrides`` maps headers as written to canonical fields and wins;
    ``kind`` forces the kind.
    """
    columns = read_columns(headers, body)
    chosen = {plain_words(header): field for header, field in overrides.items()}
    for column in columns:
        if column.header and (field := chosen.get(plain_words(column.header))) is not None:
            _configure(column, field)
    found = TABLE_KINDS[kind] if kind else _configured_kind(columns) or decide_kind(columns)
    joined = fill_names(columns, found)
    fill_places(columns, found)
    fill_things(columns, found)
    if not any(column.field and _names_party(column) for column in columns):
        return None
    return Recognition(
        found.name, {column.index: _frozen(column) for column in columns}, tuple(joined)
    )


def _configure(column: Column, field: str) -> None:
    column.field, column.because, column.doubt = field, "config", ""
    column.role = _CONFIG_ROLES.get(field, column.role)
    column.thing = (
        "name" if field in _CONFIG_ROLES or field == "party" else field.removeprefix("party_")
    )


def _configured_kind(columns: Sequence[Column]) -> RowKind | None:
    """Return the kind that the configured fields belong to, where they belong to one only."""
    fields = {column.field for column in columns if column.because == "config"}
    of = {
        kind.name: {field for field in fields if field in kind.model.model_fields}
        for kind in TABLE_KINDS.values()
    }
    shared = set.intersection(*of.values())
    named = [name for name, held in of.items() if held - shared]
    return TABLE_KINDS[named[0]] if len(named) == 1 else None


def _names_party(column: Column) -> bool:
    return column.thing in ("name", "alias", "mid")


def _frozen(c: Column) -> ColumnReading:
    return ColumnReading(
        c.index, c.header, c.field, c.thing, c.role, c.tier, c.number, c.because, c.doubt
    )


def header_likeness(row_texts: Sequence[str]) -> float:
    """Say how much a row looks like a header: 1.0 where each cell is an understood header, 0.0
    where data outweighs them.

    It is a share, not a count: a long row of data never beats a short header.
    """
    texts = [text.strip() for text in row_texts if text and text.strip()]
    if not texts:
        return 0.0
    contents = read_contents([pl.Series([text], dtype=pl.String) for text in texts])
    score = 0.0
    for text, content in zip(texts, contents, strict=True):
        reading = read_header(text)
        if content.share(*_DATA) and not (
            reading.thing and reading.known == 1.0 and len(text.split()) < 4
        ):
            score -= 1.0
        elif reading.thing:
            score += reading.known
    # A lone word proves little: 'Factory' may be a title.
    return max(0.0, score / len(texts))


def header_fit(row_texts: Sequence[str | None], body: pl.DataFrame) -> float:
    """Say how well a row serves as the header of the cells below it (0.0 to 1.0), so that a decoy
    does not win.

    A column counts where its header is understood and its cells do not contradict it, or further
    down are not headers.
    """
    headers = {index: text for index, text in enumerate(row_texts) if text and text.strip()}
    likeness = header_likeness(list(headers.values()))
    if not likeness or body.is_empty():
        return likeness
    below = header_likeness([text for text in body.row(0) if isinstance(text, str)])
    columns = read_columns(headers, body)
    filled = [column for column in columns if column.content.cells]
    fitting = [
        column for column in filled if column.header and column.because == "header" and column.thing
    ]
    share = len(fitting) / len(filled) if filled else 0.0
    # Headers directly above headers are a group line or a decoy; the lower row is the header.
    return likeness * share * (0.5 if below >= 0.6 else 1.0)
