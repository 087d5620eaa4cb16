"""Finds every table of a sheet: below, above and beside each other, without a header, or turned.

A table is a header with the rows below it. What belongs to no table is left over for the sweep.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import polars as pl

from screen.intake.columns import Header, find_header, recognised_headers
from screen.intake.header_words import read_header
from screen.intake.more_columns import complete, find_by_content, find_by_words
from screen.intake.raw_table import column_letter
from screen.models.kinds import KINDS
from screen.models.vocabulary import SubjectKind

#: Forms and turned tables are small; larger sheets are not turned.
_LARGEST_TURNED = 400
#: At most this many rows that may be headers of further tables are looked at.
_CANDIDATES = 500
#: This share of the cells of a row must be known headers for it to begin another table.
_HEADER_SHARE = 0.6


@dataclass(frozen=True, slots=True)
class FoundTable:
    """One table of a sheet.

    ``cells`` is the grid of the whole sheet down to the table's last row, with nulls in the cells
    of other tables. Where ``turned``, its records stood in columns: ``cells`` has rows and columns
    exchanged from row ``begin`` (from 0) on, and ``name_row`` is the row of the sheet (from 1)
    that held the names.
    """

    header: Header
    cells: pl.DataFrame
    turned: bool = False
    name_row: int = 0
    begin: int = 0

    @property
    def first_row(self) -> int:
        """The first row of the table in its sheet (from 1), its header included."""
        return self.begin + 1 if self.turned else max(self.header.row, 0) + 1

    @property
    def last_row(self) -> int:
        """The last row of the table in its sheet (from 1)."""
        return self.begin + self.cells.width if self.turned else self.cells.height

    def holds(self) -> tuple[int, int, set[int]]:
        """Return first row, row after the last (both from 0), and columns of the table."""
        if self.turned:
            return self.begin, self.begin + self.cells.width, set(range(self.cells.height))
        begin = max(self.header.row, 0)
        body = self.cells.slice(begin)
        filled = body.select(pl.all().is_not_null().any()).row(0)
        return begin, self.cells.height, {at for at, full in enumerate(filled) if full}


def find_tables(
    cells: pl.DataFrame, overrides: Mapping[str, str], kind: SubjectKind | None = None
) -> list[FoundTable]:
    """Return the tables of a sheet from the top; none where no column names anything to screen.

    ``cells`` is the grid of the sheet (String columns), ``overrides`` maps headers as written to
    canonical fields, ``kind`` forces the kind of all tables.
    """
    return _tables(cells, overrides, kind, whole=True)


def _tables(
    cells: pl.DataFrame, overrides: Mapping[str, str], kind: SubjectKind | None, *, whole: bool
) -> list[FoundTable]:
    header = _header(cells, overrides, kind)
    if header is None:
        return _without_header(cells, overrides, kind, whole=whole)
    found: list[FoundTable] = []
    if header.row > 0:
        found += _tables(cells.head(header.row), overrides, kind, whole=False)
    headers = [header, *_further(cells, header, overrides, kind)]
    ends = [_end(cells, one.row) for one in headers[1:]] + [cells.height]
    for one, end in zip(headers, ends, strict=True):
        block = FoundTable(one, cells.head(end))
        if one is header and not whole and not _names_anything(block):
            continue
        found += _side_by_side(block, overrides, kind)
    return found


def _header(
    cells: pl.DataFrame, overrides: Mapping[str, str], kind: SubjectKind | None
) -> Header | None:
    known = find_header(cells, overrides, kind)
    if known:
        return complete(known, cells, overrides, kind)
    return find_by_words(cells, overrides, kind)


def _names_anything(table: FoundTable) -> bool:
    """Return whether some row below the header has a name; titles and group lines have none."""
    header = table.header
    parties = KINDS[header.kind].parties
    at = [i for i, column in header.columns.items() if column in parties]
    at += [one.index for one in header.parties]
    body = table.cells.slice(header.row + 1)
    return len(header.columns) + len(header.parties) > 1 and bool(
        at and body.select(pl.any_horizontal(pl.nth(at).is_not_null()).any()).item()
    )


def _further(
    cells: pl.DataFrame, first: Header, overrides: Mapping[str, str], kind: SubjectKind | None
) -> Iterator[Header]:
    """Yield the headers of the tables below the first one."""
    begin = first.row + 2
    filled = cells.select(pl.sum_horizontal(pl.all().is_not_null())).to_series()
    rows = pl.DataFrame({"row": pl.int_range(len(filled), eager=True), "filled": filled})
    apart = rows.filter(
        (pl.col("row") >= begin)
        & (pl.col("filled") >= 2)
        & (pl.col("filled").shift(1, fill_value=0) <= 1)
    )
    before = first
    for number in apart["row"].head(_CANDIDATES).to_list():
        texts = [str(cell).strip() if cell else "" for cell in cells.row(number)]
        if not _header_like(texts) or _repeats(texts, before):
            continue
        below = _header(cells.slice(number), overrides, kind)
        if below is not None and below.row == 0:
            before = replace(below, row=number)
            yield before


def _header_like(texts: Sequence[str]) -> bool:
    filled = [text for text in texts if text]
    known = 0
    for text in filled:
        reading = read_header(text)
        understood = bool(reading.thing or reading.role) and reading.known == 1.0
        known += bool(recognised_headers([text])) or understood
    return known >= 2 and known >= _HEADER_SHARE * len(filled)


def _repeats(texts: Sequence[str], header: Header) -> bool:
    """Return whether a row is ``header`` once more, as on each page of a print-out."""
    same = sum(texts[at] == written for at, written in header.written.items() if at < len(texts))
    return same * 2 > len(header.written)


def _end(cells: pl.DataFrame, next_header: int) -> int:
    """Return the row after the last of a table above ``next_header``.

    Blank lines and the title of the next table are not its rows.
    """
    end = next_header
    while end > 0 and sum(cell is not None for cell in cells.row(end - 1)) <= 1:
        end -= 1
    return end


def _side_by_side(
    block: FoundTable, overrides: Mapping[str, str], kind: SubjectKind | None
) -> list[FoundTable]:
    """Return the tables that stand beside each other in ``block``, or the one that it is.

    Tables beside each other are separated by an empty column and name the same things twice.
    """
    begin, _, columns = block.holds()
    segments: list[list[int]] = []
    for at in sorted(columns):
        if segments and segments[-1][-1] == at - 1:
            segments[-1].append(at)
        else:
            segments.append([at])
    if len(segments) < 2:
        return [block]
    meanings = [
        {block.header.columns[at] for at in segment if at in block.header.columns}
        for segment in segments
    ]
    twice = any(
        one & other for place, one in enumerate(meanings) for other in meanings[place + 1 :]
    )
    if not twice:
        return [block]
    tables = []
    for segment in segments:
        cells = _only(block.cells, segment)
        header = _header(cells.slice(begin), overrides, kind)
        if header is None:
            return [block]
        tables.append(FoundTable(replace(header, row=header.row + begin), cells))
    return tables


def _only(cells: pl.DataFrame, columns: Sequence[int]) -> pl.DataFrame:
    """Return the grid with nulls in all other columns."""
    kept = {column_letter(at) for at in columns}
    return cells.select(
        pl.col(name) if name in kept else pl.lit(None, dtype=pl.String).alias(name)
        for name in cells.columns
    )


def _without_header(
    cells: pl.DataFrame, overrides: Mapping[str, str], kind: SubjectKind | None, *, whole: bool
) -> list[FoundTable]:
    """Return the table of a sheet whose records stand in columns, or that has no header at all."""
    turned = [
        table
        for begin, end in _blocks(cells)
        if (table := _turned(cells.slice(begin, end - begin), begin, overrides, kind))
    ]
    if turned:
        return turned
    header = find_by_content(cells, overrides, kind) if whole else None
    return [FoundTable(header, cells)] if header else []


def _blocks(cells: pl.DataFrame) -> list[tuple[int, int]]:
    """Return the ranges of rows between blank ones; none of a sheet too large to be a form."""
    if cells.height > _LARGEST_TURNED or cells.width > _LARGEST_TURNED:
        return []
    blank = cells.select(pl.all_horizontal(pl.all().is_null())).to_series().to_list()
    blocks: list[tuple[int, int]] = []
    for row, empty in enumerate([*blank, True]):
        if empty:
            continue
        if blocks and blocks[-1][1] == row:
            blocks[-1] = (blocks[-1][0], row + 1)
        else:
            blocks.append((row, row + 1))
    return blocks


def _turned(
    cells: pl.DataFrame, begin: int, overrides: Mapping[str, str], kind: SubjectKind | None
) -> FoundTable | None:
    """Return a block of rows as a table whose headers stand in its first column."""
    turned = _turn(cells)
    header = find_header(turned, overrides, kind)
    if header is None or turned.height <= header.row + 1:
        return None
    header = complete(header, turned, overrides)
    name_row = begin + _name_row(header)
    table = FoundTable(header, turned, turned=True, name_row=name_row, begin=begin)
    return table if _names_anything(table) else None


def _turn(cells: pl.DataFrame) -> pl.DataFrame:
    """Return the grid with rows and columns exchanged."""
    turned = cells.transpose()
    turned.columns = [column_letter(index) for index in range(turned.width)]
    return turned.cast(pl.String)


def _name_row(header: Header) -> int:
    parties = KINDS[header.kind].parties
    named = [at for at, column in header.columns.items() if column in parties]
    named += [one.index for one in header.parties]
    return (named[0] if named else 0) + 1
