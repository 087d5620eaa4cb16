"""What a row of input may hold: one pydantic model per row kind.

Intake validates every column against these types.
"""

import datetime
from functools import cache
from typing import Annotated, Literal, get_type_hints

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

#: Excel's own limit for a cell.
LONGEST_CELL = 32_767

Text = Annotated[str, StringConstraints(max_length=LONGEST_CELL)]
CountryCode = Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}$")]
#: One or more HTSUS/HS codes of 2 to 10 digits, joined by ``|``; 2 to 6 digits are international,
#: the rest HTSUS.
HsCodes = Annotated[str, StringConstraints(pattern=r"^\d{2,10}(\|\d{2,10})*$")]
CurrencyCode = Annotated[str, StringConstraints(pattern=r"^[A-Z]{3}$")]
Amount = Annotated[float, Field(ge=-1e15, le=1e15, allow_inf_nan=False)]

#: What the cells of a column hold, as intake reads them and frames keep them.
Holds = Literal["text", "country", "hs codes", "currency", "amount", "date"]


@cache
def holds(model: type[BaseModel], column: str) -> Holds:
    """Return what the cells of a column of ``model`` hold, by the type of its field.

    >>> holds(ShipmentRow, "hs_code"), holds(ShipmentRow, "vessel")
    ('hs codes', 'text')
    """
    hint = get_type_hints(model, include_extras=True)[column]
    types: tuple[tuple[object, Holds], ...] = (
        (CountryCode | None, "country"),
        (HsCodes | None, "hs codes"),
        (CurrencyCode | None, "currency"),
        (Amount | None, "amount"),
        (datetime.date | None, "date"),
    )
    return next((what for type_, what in types if hint == type_), "text")


class SupplierRow(BaseModel):
    """A supplier as an importer's vendor master holds it."""

    model_config = ConfigDict(extra="forbid")

    supplier_id: Text | None = None
    supplier_name: Text | None = None
    aliases: Text | None = None
    parent: Text | None = None
    factory: Text | None = None
    address: Text | None = None
    city: Text | None = None
    region: Text | None = None
    country: CountryCode | None = None
    sector: Text | None = None
    hs_codes: HsCodes | None = None
    tier: Text | None = None
    supplies_to: Text | None = None
    registration_number: Text | None = None
    mid: Text | None = None


class ShipmentRow(BaseModel):
    """A shipment or entry line.

    ``value`` is in ``currency``; ``weight`` and ``quantity`` are in the file's own units.
    """

    model_config = ConfigDict(extra="forbid")

    shipment_id: Text | None = None
    date: datetime.date | None = None
    supplier_name: Text | None = None
    manufacturer: Text | None = None
    shipper: Text | None = None
    seller: Text | None = None
    consignee: Text | None = None
    notify_party: Text | None = None
    mid: Text | None = None
    country_of_origin: CountryCode | None = None
    country_of_export: CountryCode | None = None
    port_of_lading: Text | None = None
    port_of_unlading: Text | None = None
    hs_code: HsCodes | None = None
    goods_description: Text | None = None
    quantity: Amount | None = None
    weight: Amount | None = None
    value: Amount | None = None
    currency: CurrencyCode | None = None
    vessel: Text | None = None
    container: Text | None = None
    city: Text | None = None
    address: Text | None = None


class CellRow(BaseModel):
    """A cell outside of all tables: a title, a remark, a sheet's name, a comment, a text box.

    ``place`` says what it is; ``country``, ``hs_code`` and ``goods`` are never known of it.
    """

    model_config = ConfigDict(extra="forbid")

    place: Text | None = None
    text: Text | None = None
    country: CountryCode | None = None
    hs_code: HsCodes | None = None
    goods: Text | None = None
