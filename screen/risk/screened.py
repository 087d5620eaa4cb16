"""What the rules screen: the rows of all inputs, their parties, and where each canonical column stands in the user's file."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

import polars as pl

from screen.intake.written import Written
from screen.models.result import InputSheet
from screen.models.vocabulary import SubjectKind
from screen.models.watchlist import Entry, Watchlist

#: Which party of a row a finding is named after, best known maker first.
MAIN_PARTY: dict[SubjectKind, tuple[str, ...]] = {
    "supplier": ("supplier_name", "factory", "aliases", "parent", "supplier_id"),
    "shipment": ("manufacturer", "supplier_name", "shipper", "seller", "mid", "shipment_id", "consignee"),
}

#: The columns that say what a row trades in: country, HS codes, goods in words.
TRADE: dict[SubjectKind, tuple[str, str, str]] = {
    "supplier": ("country", "hs_codes", "sector"),
    "shipment": ("country_of_origin", "hs_code", "goods_description"),
}


@dataclass(frozen=True, slots=True)
class Screened:
    """The input of every rule: rows by kind (``row_schema``), parties (``PARTY_SCHEMA``), lists and the as-of date.

    ``cells`` holds the cells of each sheet (by file and sheet) as they were written.
    """

    rows: Mapping[SubjectKind, pl.DataFrame]
    parties: pl.DataFrame
    sheets: Sequence[InputSheet]
    watchlists: Sequence[Watchlist]
    as_of: date
    cells: Mapping[tuple[str, str], Written] = field(default_factory=dict)
    _parted: dict[SubjectKind, dict[str, pl.DataFrame]] = field(default_factory=dict, compare=False)

    def rows_of(self, kind: SubjectKind, country: str) -> pl.DataFrame:
        """The rows of ``kind`` that state ``country`` (ISO alpha-2); the rows are parted by country once, for all rules."""
        if kind not in self._parted:
            column = TRADE[kind][0]
            parts = self.rows[kind].filter(pl.col(column).is_not_null()).partition_by(column, as_dict=True)
            self._parted[kind] = {str(code): rows for (code,), rows in parts.items()}
        found = self._parted[kind].get(country)
        return self.rows[kind].clear() if found is None else found

    def entries(self, *kinds: str) -> list[tuple[Watchlist, Entry]]:
        """The entries of some kinds that were in force or had been by ``as_of``; later ones are not yet listed."""
        return [
            (watchlist, entry)
            for watchlist in self.watchlists
            for entry in watchlist.entries
            if entry.kind in kinds and (entry.effective_from is None or entry.effective_from <= self.as_of)
        ]

    def written(self, frame: pl.DataFrame, column: str) -> pl.Expr:
        """The header under which each row's own sheet has ``column``; the canonical name where it has none."""
        names = {
            f"{sheet.path}\0{sheet.sheet}": header
            for sheet in self.sheets
            for header, name in reversed(sheet.columns.items())
            if name == column
        }
        place = pl.col("file") + pl.lit("\0") + pl.col("sheet")
        return place.replace_strict(names, default=column, return_dtype=pl.String) if names else pl.lit(column)


def main_party(kind: SubjectKind) -> pl.Expr:
    """The name that a finding on a row of ``kind`` carries."""
    return pl.coalesce([pl.col(name) for name in MAIN_PARTY[kind]])


def screened_lists(watchlists: Sequence[Watchlist], as_of: date) -> list[Watchlist]:
    """The lists as they stood at ``as_of``: without the entries that came into force later."""
    return [
        watchlist.model_copy(
            update={
                "entries": tuple(e for e in watchlist.entries if e.effective_from is None or e.effective_from <= as_of)
            }
        )
        for watchlist in watchlists
    ]
