"""The kinds of input row, one record each: what their columns mean to the rules and reports.

Nothing else lists columns by kind. A new kind is a pydantic model in ``models.rows`` and a
record here.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import polars as pl
from pydantic import BaseModel

from screen.models.rows import CellRow, ShipmentRow, SupplierRow
from screen.models.vocabulary import TABLE_KIND_NAMES, SubjectKind


@dataclass(frozen=True, slots=True)
class Need:
    """Something that rows are screened on: one of ``columns`` must be filled, or ``lost`` is."""

    columns: tuple[str, ...]
    lost: str


@dataclass(frozen=True, slots=True)
class RowKind:
    """What the columns of one kind of row mean.

    ``parties`` maps each column that names a party to its role. ``named_after`` lists the columns
    a finding takes its name from, the best known maker first. ``states`` maps each column that
    states a country to what it states. ``place_columns`` may hold the place that goods or makers
    come from; ``address_columns`` are quoted as the address of the row. ``screenable`` columns
    give a rule something to screen even where no party is named.
    """

    name: SubjectKind
    title: str
    blank_file: str
    model: type[BaseModel]
    parties: Mapping[str, str]
    named_after: tuple[str, ...]
    id: str
    country: str
    codes: str
    words: str
    states: Mapping[str, str]
    place_columns: tuple[str, ...]
    address_columns: tuple[str, ...]
    screenable: tuple[str, ...]
    needs: Mapping[str, Need]
    other_identity: tuple[str, ...] = ()
    tier: str | None = None
    registration: str | None = None
    date: str | None = None

    @property
    def plural(self) -> str:
        """The word for several rows of this kind."""
        return f"{self.name}s"

    def main_party(self) -> pl.Expr:
        """Return the name that a finding on a row of this kind carries (String)."""
        return pl.coalesce([pl.col(name) for name in self.named_after])

    def optional(self, column: str | None, dtype: type[pl.DataType]) -> pl.Expr:
        """Return ``column``, or nulls of ``dtype`` where this kind has no such column."""
        return pl.lit(None, dtype=dtype) if column is None else pl.col(column)


SUPPLIER = RowKind(
    name="supplier",
    title="Suppliers",
    blank_file="suppliers.xlsx",
    model=SupplierRow,
    parties={
        "supplier_name": "supplier",
        "aliases": "supplier alias",
        "parent": "parent",
        "factory": "factory",
    },
    named_after=("supplier_name", "factory", "aliases", "parent", "supplier_id"),
    id="supplier_id",
    country="country",
    codes="hs_codes",
    words="sector",
    states={"country": "the supplier's country"},
    place_columns=(
        "address",
        "city",
        "region",
        "supplier_name",
        "aliases",
        "factory",
        "parent",
    ),
    address_columns=("address", "city", "region"),
    screenable=("country", "address", "city", "region"),
    needs={
        "country": Need(("country",), "host countries, sectors and orders on a country's goods"),
        "address": Need(
            ("address", "city", "region"),
            "places in Xinjiang and North Korea and addresses of listed parties",
        ),
        "goods": Need(("hs_codes", "sector"), "orders and advisories on goods"),
    },
    tier="tier",
    registration="registration_number",
)

SHIPMENT = RowKind(
    name="shipment",
    title="Shipments",
    blank_file="shipments.xlsx",
    model=ShipmentRow,
    parties={
        "supplier_name": "supplier",
        "manufacturer": "manufacturer",
        "shipper": "shipper",
        "seller": "seller",
        "consignee": "consignee",
        "notify_party": "notify party",
        "vessel": "vessel",
    },
    named_after=(
        "manufacturer",
        "supplier_name",
        "shipper",
        "seller",
        "mid",
        "shipment_id",
        "consignee",
    ),
    id="shipment_id",
    country="country_of_origin",
    codes="hs_code",
    words="goods_description",
    states={
        "country_of_origin": "the country of origin",
        "country_of_export": "the country of export",
    },
    # Consignees and ports of unlading are at the other end of the voyage.
    place_columns=(
        "address",
        "city",
        "port_of_lading",
        "manufacturer",
        "supplier_name",
        "shipper",
        "seller",
    ),
    address_columns=("address", "city", "port_of_lading"),
    screenable=("mid", "country_of_origin", "hs_code"),
    needs={
        "origin": Need(
            ("country_of_origin",),
            "host countries, North Korean origin and orders on a country's goods",
        ),
        "manufacturer": Need(("manufacturer", "mid"), "the maker of the goods"),
        "goods": Need(("hs_code", "goods_description"), "orders and advisories on goods"),
    },
    other_identity=("mid",),
    date="date",
)

#: A cell that stands in no row of a table: it is swept for listed names and places.
CELL = RowKind(
    name="cell",
    title="Other cells",
    blank_file="",
    model=CellRow,
    parties={},
    named_after=("text",),
    id="place",
    country="country",
    codes="hs_code",
    words="goods",
    states={},
    place_columns=(),
    address_columns=(),
    screenable=(),
    needs={},
)

#: The kinds of row that a table can hold.
TABLE_KINDS: Mapping[SubjectKind, RowKind] = dict(
    zip(TABLE_KIND_NAMES, (SUPPLIER, SHIPMENT), strict=True)
)
#: All kinds of row, with the cells that stand in no table.
KINDS: Mapping[SubjectKind, RowKind] = {**TABLE_KINDS, CELL.name: CELL}

#: Roles whose country the row does not state: they may sit anywhere.
ROLES_ELSEWHERE = frozenset({"consignee", "notify party", "vessel", "parent"})
#: Columns that name a party in any kind of row; a place found only in a name says less.
NAME_COLUMNS = frozenset(column for kind in KINDS.values() for column in kind.parties)
