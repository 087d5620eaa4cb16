"""Supply chains: tiers side by side, one step in each row, and headers of two or three rows."""

from desk import Desk, caps, listed
from write import text as delimited
from write import xls, xlsx


def wide_tiers(desk: Desk) -> None:
    """A retailer's tier map for apparel: Tier 1 to Tier 4, each with its country."""
    page = desk.page("Tier map", "BD IN VN PK TR")
    columns = [
        "Style = number.style",
        "Product = goods_description",
        "Tier 1 Supplier = party:supplier:1",
        "Tier 1 Country = country:supplier:1",
        "Tier 2 (Fabric Mill) = party:fabric mill:2",
        "Tier 2 Country = country:fabric mill:2",
        "Tier 3 (Spinner) = party:spinner:3",
        "Tier 3 Country = country:spinner:3",
        "Tier 4 (Ginner) = party:ginner:4",
        "Tier 4 Country = country:ginner:4",
    ]
    plant = {
        2: {"Tier 2 (Fabric Mill)": listed("synergy")},
        5: {"Tier 3 (Spinner)": listed("aksu")},
        7: {"Tier 4 (Ginner)": listed("shaya")},
        8: {"Tier 1 Supplier": listed("taida"), "Tier 3 (Spinner)": listed("awati")},
        11: {"Tier 4 (Ginner)": listed("kuche")},
    }
    page.table(1, columns, 12, plant)
    xlsx(desk, "Tier map FW26.xlsx")


def mill_spinner_columns(desk: Desk) -> None:
    """Words of the trade for the stages: Mill, Spinner, Ginner, Raw material supplier."""
    page = desk.page("trace", "BD IN VN PK TR LK")
    columns = [
        "Article = number.style",
        "Vendor no. = supplier_id",
        "Approved Supplier = party:supplier",
        "Dyehouse = party:dyehouse",
        "Mill = party:mill",
        "Spinner = party:spinner",
        "Raw material supplier = party:raw-material supplier",
        "Subcontractor = party:subcontractor",
    ]
    plant = {
        3: {"Mill": listed("xinya")},
        4: {"Raw material supplier": listed("junggar")},
        6: {"Spinner": listed("standardfiber")},
        8: {"Dyehouse": listed("synergy"), "Subcontractor": listed("lyszd")},
    }
    page.table(1, columns, 10, plant)
    delimited(desk, "cotton_trace.csv")


def cotton_traceability(desk: Desk) -> None:
    """CBP-style traceability table for one shirt: a step in each row, Role is no party."""
    page = desk.page("Traceability", "IN BD TR VN")
    page.put(1, "Supply chain tracing: Article ST-4107, PO 4500012077")
    columns = [
        "Step = none.step",
        "Process = none.process",
        "Name of entity = party",
        "Address = address.city",
        "Country = country",
        "Role (owner/processor/transporter) = none.role",
        "Document reference = number.style",
    ]
    plant = {
        1: {"Process": "Ginning", "Name of entity": listed("biaoxin", role="ginner")},
        3: {"Process": "Spinning", "Name of entity": listed("aksu", role="spinner")},
        6: {"Process": "Sewing", "Name of entity": listed("yili", role="sewing factory")},
    }
    page.table(3, columns, 8, plant)
    xlsx(desk, "traceability ST-4107.xlsx")


def tomato_chain(desk: Desk) -> None:
    """Food importer: from grower to canner, one lot a line, with codes between the names."""
    page = desk.page("Lots", "IT ES PT TR PE MX")
    columns = [
        "Lot = number.bl",
        "Product = goods_description",
        "Grower = party:grower",
        "Grower code = none",
        "Paste maker = party:processor",
        "Canner = party:canner",
        "Canner country = country:canner",
        "HS = hs_code.six",
    ]
    plant = {
        2: {"Paste maker": listed("cofco")},
        5: {"Canner": listed("tianwei")},
        7: {"Grower": listed("agrotom")},
        9: {"Paste maker": listed("kunyu")},
    }
    page.table(1, columns, 10, plant)
    xlsx(desk, "tomato lots.xlsx")


def solar_chain(desk: Desk) -> None:
    """Module buyer's chain of custody: quartz to module in six columns, names in capitals."""
    page = desk.page("Chain of custody", "CN VN MY TH KR")
    columns = [
        "Module serial range = number.bl",
        "Module manufacturer = party:module maker",
        "Cell = party:cell maker",
        "Wafer = party:wafer maker",
        "Ingot = party:ingot maker",
        "Polysilicon = party:polysilicon maker",
        "MGS / metallurgical silicon = party:silicon maker",
        "Quartz mine = party:mine",
    ]
    plant = {
        1: {"Polysilicon": caps("daqo")},
        4: {"MGS / metallurgical silicon": caps("hoshine"), "Ingot": caps("meike")},
        6: {"Wafer": caps("jasolar")},
        8: {"Polysilicon": caps("gcl")},
    }
    page.table(1, columns, 9, plant)
    xlsx(desk, "module_chain.xlsx")


def two_row_header(desk: Desk) -> None:
    """Vendor and Factory merged over Name, Address and Country of each."""
    page = desk.page("Vendors and factories")
    columns = [
        "Vendor / Name = supplier_name",
        "Vendor / Address = address.city:supplier",
        "Vendor / Country = country:supplier",
        "Factory / Name = factory",
        "Factory / Address = address.city:factory",
        "Factory / Country = country:factory",
        "Order / Goods = goods_description",
        "Order / Value = value",
    ]
    plant = {
        2: {"Factory / Name": listed("yili")},
        5: {"Vendor / Name": listed("jingde")},
        9: {"Factory / Name": listed("bitland")},
        12: {"Vendor / Name": listed("esquel"), "Factory / Name": listed("guangdongesquel")},
    }
    page.table(1, columns, 13, plant, levels=2)
    page.merges += ["A1:C1", "D1:F1", "G1:H1"]
    xlsx(desk, "vendor_factory.xlsx")


def three_row_header(desk: Desk) -> None:
    """Three rows of header: stage, party, and what is said of it."""
    page = desk.page("Mapping", "IN BD VN TR PK")
    columns = [
        "Purchase / PO / No. = number",
        "Upstream / Raw material / Name = party:raw-material supplier:3",
        "Upstream / Raw material / Country = country:raw-material supplier:3",
        "Upstream / Mill / Name = party:mill:2",
        "Upstream / Mill / Country = country:mill:2",
        "Direct / Factory / Name = party:factory:1",
        "Direct / Factory / Country = country:factory:1",
    ]
    plant = {
        3: {1: listed("junggar")},
        6: {3: listed("tianmian")},
        8: {5: listed("sunrise")},
        10: {1: listed("xpcc")},
    }
    page.table(1, columns, 11, plant, levels=3)
    page.merges += ["B1:E1", "F1:G1", "B2:C2", "D2:E2", "F2:G2"]
    xlsx(desk, "mapping_v7.xlsx")


def merged_groups(desk: Desk) -> None:
    """Supplier merged over the rows of its goods: the name stands in the first row only."""
    page = desk.page("Sourcing", "CN VN IN")
    columns = [
        "Supplier = supplier_name.blank",
        "Origin = country.iso",
        "Article = number.style",
        "Goods = goods_description",
        "HS = hs_code.six",
        "FOB USD = value",
    ]
    names = {
        1: "Xiamen Seagull Luggage Co Ltd",
        4: listed("mink"),
        8: listed("oasis"),
        11: "Song Hong Timber JSC",
    }
    page.table(1, columns, 14, {row: {"Supplier": name} for row, name in names.items()})
    page.merges += ["A2:A4", "A5:A8", "A9:A11", "A12:A15"]
    for row, key in [(6, "mink"), (8, "mink"), (10, "oasis")]:
        page.say(listed(key, role="supplier", stands="group-below"), row, "Supplier")
    xlsx(desk, "sourcing overview.xlsx")


def groups_written_once(desk: Desk) -> None:
    """A pivot copied as values: group and supplier written once, blank below."""
    page = desk.page("Pivot", "CN VN TH")
    page.put(1, "Sum of Value", "", "", "Month")
    columns = [
        "Category = none",
        "Vendor = supplier_name.blank",
        "Item = goods_description",
        "Jan = value",
        "Feb = value",
        "Grand Total = value",
    ]
    page.table(
        2,
        columns,
        12,
        {
            1: {"Category": "Hardware", "Vendor": "Wenzhou Bright Lock Hardware Co Ltd"},
            4: {"Vendor": listed("easthope")},
            7: {"Category": "Food", "Vendor": listed("chenguang")},
            10: {"Vendor": listed("alice")},
        },
    )
    page.put(15, "Grand Total", "", "", 18230, 20410, 38640)
    for row, key in [(8, "easthope"), (10, "chenguang"), (14, "alice")]:
        page.say(listed(key, role="supplier", stands="group-below"), row, "Vendor")
    xls(desk, "pivot values.xls")


def indented_tree(desk: Desk) -> None:
    """Chain as an indented tree: the column that holds the name is the tier."""
    page = desk.page("Tree", "BD IN")
    columns = [
        "Tier 1 = party:supplier:1",
        "Tier 2 = party:mill:2",
        "Tier 3 = party:spinner:3",
        "Country = country",
    ]
    tree = [
        (1, "Padma Delta Knit Composite Ltd", "Bangladesh"),
        (2, "Indus Valley Towel Works", "Pakistan"),
        (3, listed("huafu"), "China"),
        (2, listed("synergy"), "China"),
        (3, listed("kuche"), "China"),
        (1, "Meghla Sweaters Ltd", "Bangladesh"),
        (2, listed("tianshan"), "China"),
        (3, "Andes Alpaca Fina S.A.C.", "Peru"),
    ]
    blank = dict.fromkeys(["Tier 1", "Tier 2", "Tier 3"], "")
    plant = {
        row: blank | {f"Tier {tier}": name, "Country": country}
        for row, (tier, name, country) in enumerate(tree, 1)
    }
    page.table(1, columns, len(tree), plant)
    xlsx(desk, "chain tree.xlsx")


LAYOUTS = [
    wide_tiers,
    mill_spinner_columns,
    cotton_traceability,
    tomato_chain,
    solar_chain,
    two_row_header,
    three_row_header,
    merged_groups,
    groups_written_once,
    indented_tree,
]
