"""What the rules screen: rows, parties, lists, and where each column stands in the user's file."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

import polars as pl

from screen.intake.coverage import SweptColumn
from screen.intake.written import Written
from screen.lists.identities import IDENTITY_SCHEMA
from screen.models.frames import rows_about
from screen.models.inputs import InputSheet
from screen.models.kinds import KINDS, RowAbout
from screen.models.vocabulary import SubjectKind
from screen.models.watchlist import Entry, Watchlist
from screen.risk.distinct_cells import DistinctCells
from screen.risk.trades import Trades


@dataclass(frozen=True, slots=True)
class Screened:
    """The input of every rule: rows by kind (``row_schema``), parties (``PARTY_SCHEMA``), lists.

    ``cells`` holds the cells of each table (by file and sheet) as they were written, ``swept`` the
    texts that no party column took, ``identities`` the party that each entry is
    (``IDENTITY_SCHEMA``).
    """

    rows: Mapping[SubjectKind, pl.DataFrame]
    parties: pl.DataFrame
    sheets: Sequence[InputSheet]
    watchlists: Sequence[Watchlist]
    as_of: date
    cells: Mapping[tuple[str, str], Sequence[Written]] = field(default_factory=dict)
    swept: Sequence[SweptColumn] = ()
    identities: pl.DataFrame = field(default_factory=lambda: pl.DataFrame(schema=IDENTITY_SCHEMA))
    _by_country: dict[SubjectKind, dict[str, pl.DataFrame]] = field(
        default_factory=dict, compare=False
    )

    _by_sheet: dict[tuple[str, str], list[InputSheet]] = field(default_factory=dict, compare=False)
    _distinct: dict[tuple[SubjectKind, str], DistinctCells] = field(
        default_factory=dict, compare=False
    )
    _trades: dict[tuple[SubjectKind, str], Trades] = field(default_factory=dict, compare=False)

    def rows_of(self, kind: SubjectKind, country: str) -> pl.DataFrame:
        """Return the rows of ``kind`` that state ``country`` (ISO alpha-2).

        The rows are split by country once, for all rules.
        """
        if kind not in self._by_country:
            column = KINDS[kind].country
            rows = self.rows[kind]
            # Rows of one country are not copied: a sheet may hold a million of them.
            alone = rows[column].n_unique() == 1
            parts = {(rows[column][0],): rows} if alone else rows.partition_by(column, as_dict=True)
            self._by_country[kind] = {
                str(code): found for (code,), found in parts.items() if code is not None
            }
        found = self._by_country[kind].get(country)
        return self.rows[kind].clear() if found is None else found

    def distinct_cells(self, kind: SubjectKind, column: str) -> DistinctCells:
        """Return the distinct cells of a column of ``kind``, folded once for all rules."""
        if (kind, column) not in self._distinct:
            self._distinct[kind, column] = DistinctCells.of(self.rows[kind][column])
        return self._distinct[kind, column]

    def trades_of(self, kind: SubjectKind, country: str) -> Trades:
        """Return the trades of the rows that ``rows_of`` returns, told apart once for all rules."""
        if (kind, country) not in self._trades:
            self._trades[kind, country] = Trades.of(self.rows_of(kind, country), KINDS[kind])
        return self._trades[kind, country]

    def forget(self) -> None:
        """Let go of what was kept for rules, once all have been asked; it can be made again."""
        self._by_country.clear()
        self._distinct.clear()
        self._trades.clear()

    def without_rows(self) -> "Screened":
        """Return the same lists with nothing to screen."""
        rows = {kind: frame.clear() for kind, frame in self.rows.items()}
        nothing: dict[str, dict[Any, Any]] = {"_by_country": {}, "_distinct": {}, "_trades": {}}
        fields: dict[str, Any] = {"rows": rows, "parties": self.parties.clear(), **nothing}
        return replace(self, **fields)

    def about(self, about: RowAbout, *columns: str) -> pl.DataFrame:
        """Return the rows about firms or goods, with ``columns`` (``models.frames.rows_about``)."""
        return rows_about(self.rows, about, *columns)

    def entries(self, *kinds: str) -> list[tuple[Watchlist, Entry]]:
        """Return the entries of ``kinds`` that are or were in force by ``as_of``."""
        return [
            (watchlist, entry)
            for watchlist in self.watchlists
            for entry in watchlist.entries
            if entry.kind in kinds and _listed_by(entry, self.as_of)
        ]

    def written(self, column: str) -> pl.Expr:
        """Return the header under which each row's own table has ``column``.

        It is the canonical name where the table has no such column. One expression covers all files
        whose tables agree, so that a run of many files stays one look at each row.
        """
        by_file: dict[str, list[InputSheet]] = {}
        for sheet in self.sheets:
            by_file.setdefault(sheet.path, []).append(sheet)
        named = {file: own[0].header_of(column) or column for file, own in by_file.items()}
        file, name = pl.col("file"), pl.col("sheet")
        if len(set(named.values())) == 1:
            written = pl.lit(next(iter(named.values())))
        else:
            written = file.replace_strict(named, default=column, return_dtype=pl.String)
        for path, own in by_file.items():
            tables = Counter(sheet.sheet for sheet in own)
            others: dict[str, list[str]] = {}
            for sheet in own:
                header = sheet.header_of(column) or column
                if tables[sheet.sheet] > 1:
                    rows = pl.col("row").is_between(sheet.first_row, sheet.last_row)
                    here = (file == path) & (name == sheet.sheet) & rows
                    written = pl.when(here).then(pl.lit(header)).otherwise(written)
                elif header != named[path]:
                    others.setdefault(header, []).append(sheet.sheet)
            for header, sheets in others.items():
                here = (file == path) & name.is_in(sheets)
                written = pl.when(here).then(pl.lit(header)).otherwise(written)
        return written

    def header(
        self, file: object, sheet: object, column: str, row: int | None = None
    ) -> str | None:
        """Return the header of ``column`` in one sheet, or None where it has none.

        Where ``row`` is given, only the table that holds it is asked.
        """
        for one in self._tables_of(file, sheet):
            if row is None or one.first_row <= row <= one.last_row:
                header = one.header_of(column)
                if header is not None:
                    return header
        return None

    def _tables_of(self, file: object, sheet: object) -> list[InputSheet]:
        """Return the tables of one sheet; they are sorted by sheet once, for all rules."""
        if not self._by_sheet:
            for one in self.sheets:
                self._by_sheet.setdefault((one.path, one.sheet), []).append(one)
        return self._by_sheet.get((str(file), str(sheet)), [])


def screened_lists(watchlists: Sequence[Watchlist], as_of: date) -> list[Watchlist]:
    """Return the lists as they stood at ``as_of``: without entries listed later."""
    return [
        one.model_copy(update={"entries": tuple(e for e in one.entries if _listed_by(e, as_of))})
        for one in watchlists
    ]


def _listed_by(entry: Entry, as_of: date) -> bool:
    return entry.effective_from is None or entry.effective_from <= as_of
