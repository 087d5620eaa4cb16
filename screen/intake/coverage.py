"""What became of every cell: party, field, swept, or not screened.

The sweep of the rules searches what this module collects: the columns that fill no field, the
longer texts of those that do, and the cells that stand in no table.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import polars as pl

from screen.intake.columns import Header
from screen.intake.raw_table import RawTable, column_letter, without_header
from screen.intake.tables import FoundTable
from screen.intake.validate import SheetRows
from screen.models.frames import OTHER_CELLS, row_schema
from screen.models.inputs import CellCount, ColumnUse, EncodingUsed, InputSheet, NotScreened
from screen.models.kinds import KINDS
from screen.models.rows import LONGEST_CELL, holds
from screen.models.vocabulary import ScreenedAs, SubjectKind

_OUTSIDE: dict[str, type[pl.DataType]] = {
    "row": pl.UInt32,
    "column": pl.String,
    "place": pl.String,
    "text": pl.String,
}


_IN_NO_TABLE = "no row of a table"
#: The place of the header of a column, which is swept too.
HEADER_CELL = "header of a column"
#: A cell of ids that may hold a name: two words, or letters that are not Latin.
_NAME = r"\p{L}{2}.*\s.*\p{L}{2}|[\p{Han}\p{Hangul}\p{Cyrillic}\p{Arabic}]{2}"
#: Texts that are swept too, although they are not part of a sheet's content.
NAMES_OF_FILES = ("file name", "sheet name")


@dataclass(frozen=True, slots=True)
class SweptColumn:
    """Texts to sweep: ``cells`` holds the ``key`` of a row, the ``column`` and its ``text``.

    A column of parties (``names``) is swept too, for the firms that stand within a longer cell.
    """

    kind: SubjectKind
    cells: pl.DataFrame
    names: bool = False


def columns_of(header: Header) -> dict[str, ColumnUse]:
    """Return what each column of a table is read as, by the header as written."""
    kind = KINDS[header.kind]
    parties = {one.index: one for one in header.parties}
    owned = header.owned
    uses: dict[str, ColumnUse] = {}
    for index, written in header.written.items():
        column = header.columns.get(index, "")
        role, tier, screened = kind.parties.get(column, ""), None, _screened_as(header, index)
        if index in parties:
            column, role, tier = "party", parties[index].role, parties[index].tier
        elif index in owned and not column:
            thing, owner = owned[index]
            column, role, tier = f"party_{thing}", owner.role, owner.tier
        use = ColumnUse(
            read_as=column,
            role=role,
            tier=tier,
            because=header.because.get(index, "header"),
            screened=screened,
        )
        uses.setdefault(written if written not in uses else f"{written} ({index + 1})", use)
    return uses


def _screened_as(header: Header, index: int) -> ScreenedAs:
    kind = KINDS[header.kind]
    if index in {one.index for one in header.parties} or header.columns.get(index) in kind.parties:
        return "party"
    return "field" if index in header.columns or index in header.owned else "swept"


def swept_columns(rows: SheetRows, keyed: pl.DataFrame) -> list[SweptColumn]:
    """Return the texts of a table's screened rows; ``keyed`` has their keys.

    Codes, numbers, dates and countries are left out where they could be read as such: a name that
    stands in the wrong column is found there.
    """
    kind = KINDS[rows.kind]
    texts = {kind.words, *kind.address_columns}
    names = [name for name in rows.body.columns if name != "row"]
    body = rows.good.select(names).with_columns(keyed["key"])
    swept = []
    for index, name in enumerate(names):
        # The name of a column in the frame is its letter.
        written = rows.header.written.get(index, without_header(name))
        screened = _screened_as(rows.header, index)
        text = pl.col(name).str.slice(0, LONGEST_CELL).alias("text")
        cells = body.select("key", pl.lit(written).alias("column"), text)
        field = rows.header.columns.get(index)
        if screened == "field" and field is not None and field not in texts:
            typed = holds(kind.model, field) != "text"
            odd = keyed[field].is_null() if typed else pl.col("text").str.contains(_NAME)
            cells = cells.filter(odd)
        letters = r"\p{L}\p{L}"
        wanted = pl.col("text").str.contains(letters) if screened != "party" else pl.lit(True)
        cells = cells.filter(pl.col("text").is_not_null() & wanted)
        if not cells.is_empty():
            swept.append(SweptColumn(rows.kind, cells, screened == "party"))
    return swept


def _header_texts(table: RawTable, rows: SheetRows) -> pl.DataFrame:
    """Return the header cells of a table: some tables name firms at the head of their columns."""
    at = rows.header.row
    if at < 0 or rows.found.turned:
        return pl.DataFrame(schema=_OUTSIDE)
    return _long(rows.found.cells.slice(at, 1), at, HEADER_CELL)


def cells_outside(
    table: RawTable, found: Sequence[FoundTable], read: Sequence[SheetRows]
) -> pl.DataFrame:
    """Return the cells of a sheet that belong to no screened row: row, column, place and text.

    These are the rows that no table holds, rejected rows, the sheet's name, and what stands in the
    sheet beside its cells (comments, text boxes, headers and footers of its pages).
    """
    parts = [pl.DataFrame(schema=_OUTSIDE)]
    for first, last in _gaps(found, table.cells.height):
        parts.append(_long(table.cells.slice(first, last - first), first, _IN_NO_TABLE))
    for one in found:
        if one.turned and one.header.row > 0:
            # Columns before the labels of a form, such as a numbering.
            left = one.cells.head(one.header.row).transpose().cast(pl.String)
            parts.append(_long(left, one.begin, _IN_NO_TABLE))
    parts += [_header_texts(table, rows) for rows in read]
    for rows in read:
        if not rows.rejected:
            continue
        rejected = rows.body.filter(~pl.col("row").is_in(rows.frame["row"].implode()))
        numbers = rejected.select(
            pl.int_range(1, pl.len() + 1, dtype=pl.UInt32).alias("row"),
            pl.lit(rows.found.name_row or None, dtype=pl.UInt32)
            .fill_null(pl.col("row"))
            .cast(pl.UInt32)
            .alias("_row"),
        )
        cells = _long(rejected.drop("row"), 0, "rejected row").join(numbers, on="row")
        parts.append(cells.with_columns(pl.col("_row").alias("row")).select(list(_OUTSIDE)))
    parts += [pl.DataFrame([one], schema=_OUTSIDE, orient="row") for one in table.beside]
    return pl.concat(parts)


def _gaps(found: Sequence[FoundTable], height: int) -> list[tuple[int, int]]:
    """Return the ranges of rows (from 0, end excluded) that no table holds."""
    gaps, at = [], 0
    for first, last, _ in sorted((one.holds() for one in found), key=lambda held: held[:2]):
        if first > at:
            gaps.append((at, first))
        at = max(at, last)
    return [*gaps, (at, height)] if at < height else gaps


def _long(cells: pl.DataFrame, offset: int, place: str) -> pl.DataFrame:
    letters = {name: column_letter(index) for index, name in enumerate(cells.columns)}
    return (
        cells.rename(letters)
        .with_row_index("row", offset=offset + 1)
        .unpivot(index="row", variable_name="column", value_name="text")
        .with_columns(pl.col("text").str.strip_chars().str.slice(0, LONGEST_CELL).replace("", None))
        .filter(pl.col("text").is_not_null())
        .select(pl.col("row").cast(pl.UInt32), "column", pl.lit(place).alias("place"), "text")
        .sort("row", maintain_order=True)
    )


def table_account(
    path_sha: tuple[str, str], table: RawTable, rows: SheetRows, *, first: bool
) -> InputSheet:
    """Return the account of one table of a sheet; the ``first`` one says what was not screened."""
    path, sha256 = path_sha
    body, names = rows.body, [name for name in rows.body.columns if name != "row"]
    counts = {"party": 0, "field": _header_cells(rows), "swept": 0}
    full = dict(zip(names, rows.good.select(pl.col(names).is_not_null().sum()).row(0), strict=True))
    everything = sum(body.select(pl.col(names).is_not_null().sum()).row(0))
    for index, name in enumerate(names):
        counts[_screened_as(rows.header, index)] += full[name]
    counts["swept"] += everything - sum(full.values())
    return InputSheet(
        path=path,
        sha256=sha256,
        sheet=table.sheet,
        kind=rows.kind,
        rows_read=rows.rows_read,
        rows_screened=rows.frame.height,
        rows_rejected=rows.rejected,
        rows_ignored=rows.ignored,
        first_row=rows.found.first_row,
        last_row=rows.found.last_row,
        missing=_missing(rows),
        columns=columns_of(rows.header),
        cells=CellCount(**counts),
        not_screened=[*(table.not_screened if first else []), *cut_cells(cut_counts(rows))],
        encoding=_encoding(table),
    )


def _missing(rows: SheetRows) -> dict[str, int]:
    """Return how many rows of one table lack each thing that they are screened on."""
    if rows.frame.is_empty():
        return {}
    counts = [lacks.sum().alias(what) for what, lacks in KINDS[rows.kind].lacks().items()]
    return rows.frame.select(counts).row(0, named=True)


def cut_counts(rows: SheetRows) -> dict[str, int]:
    """Return, by column, how many cells are longer than any spreadsheet holds, and were cut."""
    names = [name for name in rows.body.columns if name != "row"]
    counts = rows.body.select((pl.col(names).str.len_bytes() > LONGEST_CELL).sum()).row(0)
    written = rows.header.written
    return {written.get(at, column_letter(at)): n for at, n in enumerate(counts) if n}


def cut_cells(counts: Mapping[str, int]) -> list[NotScreened]:
    """Return what was not screened of each column with so many cells that were cut."""
    return [
        NotScreened(
            what=f"the end of {count} cells",
            where=column,
            why=f"they are longer than {LONGEST_CELL:,} letters, the most that a cell can hold",
        )
        for column, count in counts.items()
    ]


def _header_cells(rows: SheetRows) -> int:
    """Return how many cells the header row holds; they are read as what they head."""
    if rows.header.row < 0:
        return 0
    return sum(bool(cell and cell.strip()) for cell in rows.found.cells.row(rows.header.row))


def rest_account(
    path_sha: tuple[str, str], table: RawTable, outside: pl.DataFrame, *, tables: bool
) -> InputSheet | None:
    """Return the account of what stands in a sheet outside its tables; None where nothing does.

    ``tables`` says whether the sheet has any.
    """
    own = outside.filter(pl.col("place") == _IN_NO_TABLE)
    beside = [one for one in table.beside if one.place not in NAMES_OF_FILES]
    if own.is_empty() and not beside:
        return None
    rows = own["row"].n_unique()
    path, sha256 = path_sha
    return InputSheet(
        path=path,
        sha256=sha256,
        sheet=table.sheet,
        kind="cell",
        rows_read=rows,
        rows_screened=rows,
        rows_rejected=0,
        first_row=int(str(own["row"].min() or 0)),
        last_row=int(str(own["row"].max() or 0)),
        cells=CellCount(swept=own.height),
        beside=len(beside),
        not_screened=[] if tables else table.not_screened,
        encoding=_encoding(table),
    )


def _encoding(table: RawTable) -> EncodingUsed | None:
    return table.encoding and EncodingUsed(name=table.encoding.name, sure=table.encoding.sure)


def cell_rows(table: RawTable, outside: pl.DataFrame, key: int) -> pl.DataFrame:
    """Return cells outside of tables as rows (``row_schema('cell')``), numbered from ``key``."""
    schema = row_schema("cell")
    given = {
        "key": pl.int_range(key, key + outside.height, dtype=pl.UInt32),
        "file": pl.lit(table.file),
        "sheet": pl.lit(table.sheet),
        "place": pl.col("place"),
        OTHER_CELLS: pl.lit(None, dtype=pl.String),
    }
    return outside.with_columns(**given).select(
        (pl.col(name) if name in {*given, "row", "text"} else pl.lit(None)).cast(dtype).alias(name)
        for name, dtype in schema.items()
    )
