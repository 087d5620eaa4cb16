"""The kinds of input row, one record each: what their columns mean to intake, rules and reports.

The records lie in ``data/kinds.toml``, which explains each key; nothing else lists columns by
kind. A new kind is a pydantic model in ``models.rows`` and a table in that file.
"""

from collections.abc import Mapping
from typing import Annotated, Literal

import polars as pl
from pydantic import AfterValidator, BaseModel, ConfigDict, WithJsonSchema

from screen.models import rows
from screen.models.kind_tables import TABLE_KIND_NAMES, kind_tables
from screen.models.vocabulary import CELL_KIND, SubjectKind

#: What a row is about: a business, goods that move, or nothing but its own text.
RowAbout = Literal["firms", "goods", "cells"]


class _Record(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Need(_Record):
    """Something that rows are screened on: one of ``columns`` must be filled, or ``lost`` is."""

    columns: tuple[str, ...]
    lost: str


class RowKind(_Record):
    """What the columns of one kind of row mean. The keys are explained in the file."""

    name: SubjectKind
    title: str
    blank_file: str = ""
    model: type[BaseModel]
    about: RowAbout
    named_after: tuple[str, ...]
    main_parties: tuple[str, ...] = ()
    id: str
    country: str
    codes: str
    words: str
    tier: str | None = None
    registration: str | None = None
    date: str | None = None
    place_columns: tuple[str, ...] = ()
    address_columns: tuple[str, ...] = ()
    screenable: tuple[str, ...] = ()
    other_identity: tuple[str, ...] = ()
    parties: Mapping[str, str] = {}
    states: Mapping[str, str] = {}
    needs: Mapping[str, Need] = {}
    links: Mapping[str, str] = {}
    roles: Mapping[str, str] = {}
    things: Mapping[str, str] = {}
    countries: Mapping[str, str] = {}
    signs: Mapping[str, float] = {}

    @property
    def plural(self) -> str:
        """The word for several rows of this kind."""
        return f"{self.name}s"

    @property
    def makers(self) -> frozenset[str]:
        """The roles of the parties that can have made or sold what the row is about."""
        return frozenset(self.parties[c] for c in self.main_parties if c in self.parties)

    def main_party(self) -> pl.Expr:
        """Return the name that a finding on a row of this kind carries (String)."""
        return pl.coalesce([pl.col(name) for name in self.named_after])

    def lacks(self) -> dict[str, pl.Expr]:
        """Return, for each thing that rows are screened on, whether a row lacks it."""
        return {
            what: pl.all_horizontal(pl.col(column).is_null() for column in need.columns)
            for what, need in self.needs.items()
        }

    def address(self, *, ports: bool = True) -> pl.Expr:
        """Return the address of the row as one text (String), or null where it has none."""
        columns = [name for name in self.address_columns if ports or "port" not in name]
        if not columns:
            return pl.lit(None, dtype=pl.String)
        text = pl.concat_str(columns, separator="; ", ignore_nulls=True)
        return pl.when(text != "").then(text)

    def optional(self, column: str | None, dtype: type[pl.DataType]) -> pl.Expr:
        """Return ``column``, or nulls of ``dtype`` where this kind has no such column."""
        known = column is not None and column in self.model.model_fields
        return pl.col(str(column)) if known else pl.lit(None, dtype=dtype)


#: A cell that stands in no row of a table: it is swept for listed names and places.
CELL = RowKind(
    name=CELL_KIND,
    title="Other cells",
    model=rows.CellRow,
    about="cells",
    named_after=("text",),
    id="place",
    country="country",
    codes="hs_code",
    words="goods",
)

#: The kinds of row that a table can hold.
TABLE_KINDS: Mapping[SubjectKind, RowKind] = {
    name: RowKind.model_validate({**table, "name": name, "model": getattr(rows, table["model"])})
    for name, table in kind_tables().items()
}
#: All kinds of row, with the cells that stand in no table.
KINDS: Mapping[SubjectKind, RowKind] = {**TABLE_KINDS, CELL.name: CELL}
#: What rows about firms say of other firms: each column, and what that firm is to this one.
LINKS: Mapping[str, str] = {
    column: relation for kind in TABLE_KINDS.values() for column, relation in kind.links.items()
}

#: Roles whose country the row does not state: they may sit anywhere.
ROLES_ELSEWHERE = frozenset({"consignee", "notify party", "vessel", "parent"})
#: Columns that name a party in any kind of row; a place found only in a name says less.
NAME_COLUMNS = frozenset(column for kind in KINDS.values() for column in kind.parties)


def kinds_with(*columns: str) -> list[RowKind]:
    """Return the kinds of table rows that have all of ``columns``, in their order."""
    return [kind for kind in TABLE_KINDS.values() if {*columns} <= {*kind.model.model_fields}]


def _known(name: str) -> str:
    if name not in KINDS:
        raise ValueError(f"'{name}' is not a kind of row: {', '.join(KINDS)}")
    return name


#: The kind of a row in results: one of ``KINDS``.
KindName = Annotated[
    str,
    AfterValidator(_known),
    WithJsonSchema({"enum": [*TABLE_KIND_NAMES, CELL_KIND], "type": "string"}),
]
