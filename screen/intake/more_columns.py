"""Completes a header found by known spellings with what the recogniser makes of the other columns.

Columns that a known spelling names keep their meaning, unless the cells contradict it. All other
columns are read by the words of their header and by their cells (``intake.recognise``): some fill
a canonical column that was empty, and every further column of names is a party of its own.
"""

from collections.abc import Mapping
from dataclasses import replace

import polars as pl

from screen.intake.column_fields import kind_weights
from screen.intake.column_reading import read_columns
from screen.intake.columns import Header, PartyColumn, name_columns
from screen.intake.content import read_contents
from screen.intake.raw_table import column_letter, without_header
from screen.intake.recognise import ColumnReading, Recognition, header_fit, recognise
from screen.models.kinds import KINDS
from screen.models.vocabulary import SubjectKind

#: This many rows below a header say what its columns are.
_SAMPLE = 500
#: The header is looked for in this many rows, and must fit its columns at least this well.
_SEARCHED, _LEAST_FIT = 40, 0.3
#: Without a header, this share of a column's cells must be names of companies.
_COMPANIES = 0.6
#: The signs of another kind must weigh so much more to outweigh known spellings: a table with order
#: numbers, dates, quantities and amounts is not a list of firms, whatever 'Vendor' says.
_LEAD = 3.0
#: Readings that contradict a known name header: its cells are codes or people.
_NOT_FIRMS = {"id", "registration_number", "number", "shipment_id", "person"}


def complete(
    header: Header,
    cells: pl.DataFrame,
    overrides: Mapping[str, str],
    kind: SubjectKind | None = None,
) -> Header:
    """Return ``header`` with the columns that no known spelling names.

    Its kind is that of its known spellings, unless all columns together speak for another one.
    ``kind``, where it is given, was chosen by the user.
    """
    body = _below(cells, header.row)
    if kind is None and not overrides:
        header = _by_all_columns(header, body)
    found = recognise(dict(header.written), body, overrides, header.kind)
    return header if found is None else _completed(header, found)


def _by_all_columns(header: Header, body: pl.DataFrame) -> Header:
    weights = kind_weights(read_columns(dict(header.written), body))
    heaviest = max(weights, key=lambda name: weights[name])
    if weights[heaviest] - weights[header.kind] < _LEAD:
        return header
    return replace(header, kind=heaviest, columns=name_columns(header.written, heaviest, {}))


def find_by_words(
    cells: pl.DataFrame, overrides: Mapping[str, str], kind: SubjectKind | None
) -> Header | None:
    """Return the header row that fits its cells best, where no row holds known spellings."""
    best: tuple[float, int, dict[int, str]] | None = None
    for number, row in enumerate(cells.head(_SEARCHED).iter_rows()):
        written = {at: str(cell).strip() for at, cell in enumerate(row) if cell and cell.strip()}
        if not written:
            continue
        fit = header_fit([str(cell) if cell else None for cell in row], _below(cells, number))
        if fit >= _LEAST_FIT and (best is None or fit > best[0]):
            best = (fit, number, written)
    if best is None:
        return None
    _, number, written = best
    found = recognise(written, _below(cells, number), overrides, kind)
    if found is None:
        return None
    header = _completed(Header(number, found.kind, {}, written), found)
    named = set(header.columns.values()) & set(KINDS[header.kind].parties)
    return header if named or header.parties else None


def _below(cells: pl.DataFrame, row: int) -> pl.DataFrame:
    below = cells.slice(row + 1, _SAMPLE * 4)
    return below.filter(~pl.all_horizontal(pl.all().is_null())).head(_SAMPLE)


def _completed(header: Header, found: Recognition) -> Header:
    kind = KINDS[header.kind]
    columns = dict(header.columns)
    for index, reading in found.columns.items():
        if (
            columns.get(index) in kind.parties
            and reading.thing in _NOT_FIRMS
            and _other_names(index, columns, found, header.kind)
        ):
            free = reading.thing != "person" and kind.id not in columns.values()
            columns[index] = kind.id if free else ""
    columns = {index: column for index, column in columns.items() if column}
    written = dict(header.written)
    parties: list[ColumnReading] = []
    for index, reading in sorted(found.columns.items()):
        if index in columns:
            continue
        field = reading.field
        if field in kind.model.model_fields and field not in columns.values():
            columns[index] = field
        elif field == "party" or field in kind.parties:
            parties.append(reading)
        else:
            continue
        written.setdefault(index, without_header(column_letter(index)))
    for group in found.joined:
        for index in group[1:]:
            if group[0] in columns and all(party.index != index for party in parties):
                columns[index] = columns[group[0]]
                written.setdefault(index, without_header(column_letter(index)))
    parts = {index for group in found.joined for index in group[1:]}
    return replace(
        header,
        columns=columns,
        written=written,
        parties=tuple(_party(one, found) for one in parties if one.index not in parts),
        placed=tuple(
            party
            for index, reading in sorted(found.columns.items())
            if columns.get(index) in kind.parties and index not in parts
            for party in [_party(reading, found)]
            if party.country is not None or party.address is not None
        ),
        because={
            index: reading.because
            for index, reading in found.columns.items()
            if index not in header.columns or reading.because == "config"
        },
        joined=found.joined,
    )


def _other_names(
    index: int, columns: Mapping[int, str], found: Recognition, kind: SubjectKind
) -> bool:
    """Return whether a column besides ``index`` names firms; the only one is never given up."""
    return any(
        at != index
        and reading.thing == "name"
        and (columns.get(at) in KINDS[kind].parties or reading.field)
        for at, reading in found.columns.items()
    )


def _party(reading: ColumnReading, found: Recognition) -> PartyColumn:
    return PartyColumn(
        index=reading.index,
        role=reading.role or "party",
        tier=reading.tier,
        country=_belonging(reading, found.of_field("party_country")),
        address=_belonging(reading, found.of_field("party_address")),
    )


def _belonging(party: ColumnReading, candidates: list[ColumnReading]) -> int | None:
    """Return the column among ``candidates`` that is about ``party``: the next one of its role."""
    same = [
        one
        for one in candidates
        if (one.role, one.tier, one.number) == (party.role, party.tier, party.number)
    ]
    after = [one.index for one in same if one.index > party.index]
    return after[0] if after else same[0].index if same else None


def find_by_content(
    cells: pl.DataFrame, overrides: Mapping[str, str], kind: SubjectKind | None
) -> Header | None:
    """Return the columns of a table without a header row, recognised by their cells alone.

    The header's ``row`` is -1: the first row of the sheet is already a record. None where no
    column holds names of companies.
    """
    body = _below(cells, -1)
    found = recognise({}, body, overrides, kind)
    if found is None:
        return None
    names = [one for one in found.columns.values() if one.thing == "name" and one.field]
    cells_of = [body[body.columns[one.index]].drop_nulls() for one in names]
    shares = [content.share("company") for content in read_contents(cells_of)]
    if max(shares, default=0.0) < _COMPANIES:
        return None
    return _completed(Header(-1, found.kind, {}, {}), found)
