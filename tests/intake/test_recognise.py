"""Columns are recognised by header and cells, in the layouts of many systems and languages."""

import csv
import json
import time
from itertools import groupby
from pathlib import Path

import polars as pl
import pytest

from screen.intake.content import read_content
from screen.intake.header_words import HeaderReading, read_header
from screen.intake.recognise import Recognition, header_fit, header_likeness, recognise
from screen.models.rows import ShipmentRow, SupplierRow

Row = dict[str, str]
FIRMS = [
    "Foo Textile Co., Ltd.",
    "Bar GmbH",
    "Hetian Taida Apparel Co Ltd",
    "东港水产有限公司",
    "ООО Ромашка",
]


def _table(name: str) -> list[Row]:
    with (Path(__file__).parent / "data" / f"{name}.csv").open(
        encoding="utf-8", newline=""
    ) as file:
        return list(csv.DictReader(file))


SETS = {
    name: list(rows) for name, rows in groupby(_table("header_sets"), key=lambda row: row["set"])
}


def body_of(rows: list[Row]) -> pl.DataFrame:
    cells = [row["cells"].split("|") if row["cells"] else [] for row in rows]
    height = max(map(len, cells), default=0)
    columns = {
        f"c{index}": pl.Series([*column, *[None] * (height - len(column))], dtype=pl.String)
        for index, column in enumerate(cells)
    }
    return pl.DataFrame(columns)


def read(headers: list[str], **cells: list[str]) -> Recognition:
    rows = [{"cells": "|".join(cells.get(f"c{index}", []))} for index in range(len(headers))]
    named = {index: header for index, header in enumerate(headers) if header}
    found = recognise(named, body_of(rows), {}, None)
    assert found is not None
    return found


def fields(found: Recognition) -> list[str]:
    return [found.columns[index].field for index in sorted(found.columns)]


def faults(name: str) -> list[str]:
    """What is read otherwise than the truth says, one line a column; a role counts where the truth
    names one.
    """
    rows = SETS[name]
    headers = {index: row["header"] for index, row in enumerate(rows) if row["header"]}
    found = recognise(headers, body_of(rows), {}, None)
    if found is None:
        return [f"{name}: refused"]
    wrong = [] if found.kind == rows[0]["kind"] else [f"{name}: read as {found.kind}"]
    for index, row in enumerate(rows):
        column = found.columns[index]
        got = [column.field, column.role, str(column.tier or ""), str(column.number or "")]
        wanted = [row["field"], row["role"], row["tier"], row["number"]]
        if (
            any(want and want != have for want, have in zip(wanted, got, strict=True))
            or row["field"] != column.field
        ):
            wrong.append(f"{name}: {row['header']!r} is {got}, not {wanted} ({column.thing})")
    return wrong


def test_there_are_enough_sets() -> None:
    assert len(SETS) >= 60


@pytest.mark.parametrize("name", SETS)
def test_header_sets(name: str) -> None:
    assert faults(name) == []


def spelled(row: Row) -> str:
    """The field that a spelling of the former table gets, alone or beside a column that names the
    party.
    """
    for beside in ([], ["vendor name"], ["mid"]):
        headers = dict(enumerate([row["spelling"], *beside]))
        body = pl.DataFrame(
            {str(index): [] for index in headers}, schema={str(i): pl.String for i in headers}
        )
        found = recognise(
            headers, body, {}, "supplier" if row["kind"] == "supplier" else "shipment"
        )
        if found and found.columns[0].field == row["column"]:
            return row["column"]
    return found.columns[0].field if found else ""


def test_former_spellings_keep_their_meaning() -> None:
    """At least 98 of 100; the others are meant to differ.

    NAME2 is the rest of NAME1, a brand is no alias, growers, processors and subcontractors are
    parties of their own,
    and a notify party's address is an address.
    """
    path = Path(__file__).parents[2] / "screen" / "intake" / "data" / "headers.csv"
    if not path.exists():
        pytest.skip("the former table is gone")
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    other = {row["spelling"] for row in rows if spelled(row) != row["column"]}
    assert other <= {
        "name2",
        "name 2",
        "brand",
        "grower",
        "processor",
        "subcontractor",
        "sub contractor",
        "notify address",
    }


@pytest.mark.parametrize(
    ("text", "thing", "role", "tier", "number"),
    [
        ("Tier 1 Supplier", "name", "supplier", 1, None),
        ("Tier 4 (Ginner)", "name", "ginner", 4, None),
        ("Exporter's Name & Address", "name", "shipper", None, None),
        ("Factory 2 Name", "name", "factory", None, 2),
        ("CountryOfOrigin", "country_of_origin", "", None, None),
        ("Manufacturer of component", "name", "manufacturer", None, None),
        ("Products of the supplier", "goods", "supplier", None, None),
        ("Tier II supplier", "name", "supplier", 2, None),
        ("Supplier Tier (1-4)", "tier", "supplier", None, None),
        ("2차 협력업체명", "name", "supplier", 2, None),
    ],
)
def test_one_header(text: str, thing: str, role: str, tier: int | None, number: int | None) -> None:
    got = read_header(text)
    assert (got.thing, got.role, got.tier, got.number) == (thing, role, tier, number)


#: Headers of other people's files that the former table did not know, and the field that each must
#: get.
GOODS = """Product Type|Products Supplied|Goods Shipped|Product Details|Products Manufactured
Principal Exportable Product|Line Item Description|Description of Merchandise|商品描述|主要产品|취급품목"""
NAMES = """Organization Name|Member/Company Name|Name of supplier|Name of production unit|LGL_NAME
Production facility|Shipper Declared|Smelter Name|recipient_name|Dostawca|Mill|Spinner|Kreditor
Raw material supplier|Subcontractor|Approved Supplier|Supplier Group|Group Name|Factory 3"""
PLACES = """Sourcing Country|Billing Country|Cty|Site Address|Shipper Full Address|소재지"""


@pytest.mark.parametrize("header", GOODS.replace("\n", "|").split("|"))
def test_goods_of_other_files(header: str) -> None:
    body = pl.DataFrame({"a": ["cotton shirts"], "b": ["Foo Ltd"]})
    for kind, field in (("shipment", "goods_description"), ("supplier", "sector")):
        headers = {0: header, 1: "Vendor Name"}
        found = recognise(headers, body, {}, "shipment" if kind == "shipment" else "supplier")
        assert found is not None
        assert found.columns[0].field == field


@pytest.mark.parametrize("header", NAMES.replace("\n", "|").split("|"))
def test_names_of_other_files(header: str) -> None:
    found = recognise({0: header}, pl.DataFrame({"a": FIRMS}), {}, None)
    assert found is not None
    assert found.columns[0].field != ""
    assert found.columns[0].thing == "name"


@pytest.mark.parametrize("header", PLACES.replace("\n", "|").split("|"))
def test_places_of_other_files(header: str) -> None:
    assert read_header(header).thing in ("country", "address")


def test_codes_under_name_headers_are_ids() -> None:
    codes = ["100012", "100013", "100014", "100015"]
    found = read(["Kreditor", "Bezeichnung", "Land"], c0=codes, c1=FIRMS[:4], c2=["CN", "DE", "US"])
    assert fields(found) == ["supplier_id", "supplier_name", "country"]
    assert found.columns[1].because == "content"


def test_nothing_is_nothing() -> None:
    assert read_header("") == HeaderReading()
    assert read_header("***").thing == ""
    assert read_header("qwertz uiop").known == 0.0


def test_content_of_cells() -> None:
    assert read_content(pl.Series(FIRMS)).likely == "company"
    assert read_content(pl.Series(["CN", "DE", "Viet Nam", "中国"])).likely == "country"
    assert read_content(pl.Series(["6109.10.0012", "6203.42.4011"])).share("hs") == 1.0
    assert (
        read_content(pl.Series(["12 Main Street, Leeds", "浙江省杭州市文三路90号"])).likely
        == "address"
    )
    assert read_content(pl.Series(["John Smith", "王小明", "김철수"])).likely == "person"
    assert read_content(pl.Series(["2-Jun-06", "2024-01-31", "31.12.2023"])).likely == "date"
    assert read_content(pl.Series([None, None], dtype=pl.String)).likely == ""


def test_name_parts_are_joined_and_parties_are_not() -> None:
    assert read(["LIFNR", "NAME1", "NAME2", "NAME3", "LAND1"]).joined == ((1, 2, 3),)
    assert read(["Factory 1", "Factory 2", "Factory 3"]).joined == ()
    assert read(["Vendor Name", "Factory Name"]).joined == ()
    assert read(["Name 1", "Name 2"], c0=FIRMS, c1=FIRMS[::-1]).joined == ()


def test_overrides_win() -> None:
    body = pl.DataFrame({"a": ["x"], "b": ["Foo Ltd"]})
    found = recognise(
        {0: "Country", 1: "Whatever"}, body, {"Whatever": "factory", "country": ""}, None
    )
    assert found is not None
    assert [(c.field, c.because) for c in found.columns.values()] == [
        ("", "config"),
        ("factory", "config"),
    ]


def test_a_table_without_parties_is_none() -> None:
    body = pl.DataFrame({"a": ["1", "2"], "b": ["3", "4"]})
    assert recognise({0: "Year", 1: "Turnover"}, body, {}, None) is None


def test_every_field_exists() -> None:
    known = {
        *SupplierRow.model_fields,
        *ShipmentRow.model_fields,
        "party",
        "party_country",
        "party_address",
        "party_city",
        "",
    }
    for rows in SETS.values():
        found = recognise(
            {i: r["header"] for i, r in enumerate(rows) if r["header"]}, body_of(rows), {}, None
        )
        assert found is not None
        assert set(fields(found)) <= known


def test_headers_look_like_headers() -> None:
    header = ["Supplier Name", "Address", "Country", "Zzyzx"]
    data = ["Foo Textile Co., Ltd.", "12 Main Street, Leeds", "China", "12"]
    assert header_likeness(header) > 0.7
    assert header_likeness(data) == 0.0
    assert header_likeness([]) == 0.0
    decoy = ["Supplier", "Address", "Country", "Date"]
    below = pl.DataFrame([data, data[::-1]], schema=list("abcd"), orient="row")
    above = pl.DataFrame([header, data, data], schema=list("abcd"), orient="row")
    assert header_fit(header, below) > header_fit(decoy, above)


def test_recognising_is_fast() -> None:
    """Forty columns of 500 rows; the limit leaves room for a slow machine, and the first call
    loads the tables.
    """
    headers = {
        index: f"{name} {index}"
        for index, name in enumerate(["Factory", "Address", "Country", "HS Code"] * 10)
    }
    cells = [
        [f"Foo {n} Textile Co., Ltd." for n in range(500)],
        [f"{n} Main Street, Leeds" for n in range(500)],
    ]
    cells += [["China"] * 500, [f"61{n:04}" for n in range(500)]]
    body = pl.DataFrame({f"c{index}": cells[index % 4] for index in range(40)})
    recognise(headers, body, {}, None)
    times = []
    for _ in range(3):
        start = time.perf_counter()
        recognise(headers, body, {}, None)
        times.append(time.perf_counter() - start)
    assert min(times) < 0.5


def test_deliveries_are_shipments_and_their_country_is_not_the_vendors(cli, tmp_path):
    path = tmp_path / "deliveries.csv"
    rows = [
        "ID,PO / SO #,ASN/DN #,Country,Shipment Mode,Quote Sent Date,Delivered Date,Vendor,"
        "Item Description,Brand,Line Item Quantity,Line Item Value,Unit Price,Manufacturing Site",
        *(
            f"{n},PO-{n},ASN-{n},Zambia,Air,Not captured,{n % 27 + 1}-Jun-24,Plain Pharma Ltd,"
            f"tablets,Generic,{n * 10},{n * 90},9,Plain Plant Goa"
            for n in range(1, 40)
        ),
    ]
    path.write_text("\n".join(rows), encoding="utf-8")
    report = json.loads(cli("run", path, "--format", "json").out)
    (table,) = [one for one in report["inputs"] if one["kind"] != "cell"]
    read = {header: one["read_as"] for header, one in table["columns"].items()}
    assert table["kind"] == "shipment"
    assert (read["Vendor"], read["Manufacturing Site"]) == ("supplier_name", "manufacturer")
    assert (read["PO / SO #"], read["Delivered Date"]) == ("shipment_id", "date")
    assert read["Country"] == read["Brand"] == read["Quote Sent Date"] == ""
    assert not any(one["context"]["country"] == "ZM" for one in report["findings"])
    assert [one for one in report["problems"] if one["severity"] != "info"] == []
