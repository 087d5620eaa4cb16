"""Several tables in a sheet, and sheets made to be printed."""

from desk import Desk, caps, listed
from write import text as delimited
from write import xls, xlsx

COLUMNS = [
    "Supplier = supplier_name",
    "Country = country",
    "Goods = goods_description",
    "HS Code = hs_code.six",
    "Value = value",
]


def titles(columns: list[str]) -> list[str]:
    return [line.split(" =")[0] for line in columns]


def small_above_wide(desk: Desk) -> None:
    """A small table of key suppliers above the wide table of orders."""
    page = desk.page("Overview", "CN VN IN TR")
    page.put(1, "Key suppliers")
    end = page.table(
        2,
        ["Supplier = supplier_name", "Country = country"],
        5,
        {2: listed("mink"), 4: listed("taida")},
    )
    columns = [
        "PO = number",
        "Vendor Name = supplier_name",
        "Factory = factory",
        "Country = country",
        "Goods = goods_description",
        "HS Code = hs_code.six",
        "Ship date = date",
        "Value = value",
    ]
    page.put(end + 1, "Orders")
    plant = {3: listed("oasis"), 9: {"Factory": listed("yili")}}
    page.table(end + 2, columns, 12, plant)
    xlsx(desk, "overview.xlsx")


def side_by_side(desk: Desk) -> None:
    """Two tables side by side: suppliers left, freight forwarders and mills right."""
    page = desk.page("Both", "CN VN IN TR")
    page.table(2, COLUMNS[:3], 12, {3: listed("camel"), 8: listed("sunrise")})
    right = ["Mill = party:mill", "Town = city", "Country = country"]
    page.table(2, right, 8, {2: listed("synergy"), 6: listed("tianshan")}, left=6)
    xlsx(desk, "two lists.xlsx")


def one_below_other(desk: Desk) -> None:
    """Two tables one below the other with other columns: factories, then mills."""
    page = desk.page("All", "CN VN IN BD")
    page.put(1, "1. Factories")
    first = [
        "Factory Name = factory",
        "City = city",
        "Country = country",
        "Goods = goods_description",
    ]
    end = page.table(2, first, 9, {4: listed("bitland"), 7: listed("taida")})
    page.put(end + 1, "2. Mills")
    second = [
        "No. = number.order",
        "Country = country",
        "Mill Name = party:mill",
        "Contact = person",
    ]
    page.table(end + 2, second, 9, {2: listed("xinya"), 8: caps("awati")})
    xlsx(desk, "factories and mills.xlsx")


def printed_pages(desk: Desk) -> None:
    """A report saved from print: the header again on each page, page number and date below."""
    page = desk.page("Report")
    row = 1
    for sheet, plant in enumerate(
        [{3: listed("kingtom")}, {6: listed("select")}, {2: listed("huayang"), 8: listed("giant")}],
        1,
    ):
        row = page.put(row, "Birch & Lowell Trading Inc", "", "VENDOR LISTING")
        row = page.table(row, COLUMNS, 9, plant)
        row = page.put(row, "Printed 02.03.2026 09:14", "", "", "", f"Page {sheet} of 3")
    xls(desk, "vendor listing.xls")


def decoy_header(desk: Desk) -> None:
    """A row of notes in the middle that holds more header words than the header."""
    page = desk.page("Vendors")
    columns = ["Vendor = supplier_name", "Country = country", "Info = remarks"]
    end = page.table(1, columns, 7, {2: listed("mink"), 5: listed("needle")})
    words = ["Supplier Name", "Address", "City", "Country", "HS Code", "Description"]
    page.put(end, *words)
    page.table(end + 1, columns, 8, {3: listed("ktk"), 7: listed("crist")}, header=False)
    xlsx(desk, "vendors with legend.xlsx")


def subtotals_and_units(desk: Desk) -> None:
    """A units row under the header, a subtotal for each country, a grand total, a footer."""
    page = desk.page("Spend", "CN")
    row = page.put(1, *titles(COLUMNS))
    row = page.put(row, "", "", "", "(6 digits)", "(USD)")
    for codes, title, plant in [
        ("CN", "China", {2: listed("camel"), 4: listed("tengxiang")}),
        ("PL DE", "Europe", {3: listed("nauta")}),
        ("JO EG", "Middle East", {1: listed("casual")}),
    ]:
        page.only(codes)
        row = page.table(row, COLUMNS, 5, plant, header=False)
        row = page.put(row, f"Subtotal {title}", "", "", "", 11250.5)
    row = page.put(row, "GRAND TOTAL", "", "", "", 33751.5)
    page.put(row + 1, "Source: general ledger, run 2 March 2026. Confidential.")
    xlsx(desk, "spend by country.xlsx")


def sections_across(desk: Desk) -> None:
    """Section titles merged across the sheet between rows; one title is a listed group."""
    page = desk.page("By group", "CN HK")
    page.put(1, *titles(COLUMNS))
    row = 2
    for title, plant in [
        ("Trading companies", {2: listed("jingde")}),
        (listed("esquel", role="parent", stands="section-title"), {3: listed("guangdongesquel")}),
        ("Others", {4: listed("rixin")}),
    ]:
        page.put(row, title)
        page.merges.append(f"A{row}:E{row}")
        row = page.table(row + 1, COLUMNS, 5, plant, header=False)
    xlsx(desk, "by group.xlsx")


def header_far_down(desk: Desk) -> None:
    """A questionnaire: thirty lines of text and a form before the table of suppliers."""
    page = desk.page("Questionnaire", "CN VN IN")
    page.put(1, "SUPPLIER SELF-ASSESSMENT")
    maker = listed("meiling", role="supplier", stands="form")
    for row, values in enumerate(
        [
            ("Company name:", maker),
            ("Address:", "Lianhua Road 2163, Hefei, China"),
            ("Contact:", "Mei Tan"),
            ("Employees:", 4200),
        ],
        start=3,
    ):
        page.put(row, *values)
    for number in range(1, 25):
        page.put(8 + number, f"Q{number}", "Do you have a written policy on this topic?", "Yes")
    page.put(35, "Please list your sub-suppliers of materials:")
    columns = ["Name = supplier_name", "Material = goods_description", "Country = country"]
    page.table(36, columns, 8, {3: listed("bayi"), 6: listed("zhonghe")})
    xlsx(desk, "self-assessment.xlsx")


def transposed(desk: Desk) -> None:
    """A comparison sheet: each supplier is a column, the labels stand left."""
    page = desk.page("Compare", "CN TW VN")
    firms = [page.next_firm() for _ in range(3)]
    names = [
        firms[0].name,
        listed("giant", role="supplier", stands="transposed"),
        firms[1].name,
        listed("camel", role="supplier", stands="transposed"),
        firms[2].name,
    ]
    page.put(1, "Offer comparison")
    page.put(3, "Supplier", *names)
    page.put(4, "Country", firms[0].country, "TW", firms[1].country, "CN", firms[2].country)
    page.put(5, "Unit price", 11.5, 12.25, 10.9, 9.8, 13)
    page.put(6, "Lead time (days)", 45, 30, 60, 40, 35)
    page.put(7, "Factory", "", "", listed("mink", role="factory", stands="transposed"))
    xlsx(desk, "comparison.xlsx")


def repeated_header_csv(desk: Desk) -> None:
    """Monthly CSV files joined by hand: the header again at each month."""
    page = desk.page("joined")
    row = 1
    for plant in [{4: listed("tanyuan")}, {}, {2: listed("sunspeed"), 7: listed("firemount")}]:
        row = page.table(row, COLUMNS, 8, plant)
    delimited(desk, "q1_joined.csv")


LAYOUTS = [
    small_above_wide,
    side_by_side,
    one_below_other,
    printed_pages,
    decoy_header,
    subtotals_and_units,
    sections_across,
    header_far_down,
    transposed,
    repeated_header_csv,
]
