"""Customs reports, bills of lading from data providers, and brokers' files."""

from desk import Desk, caps, listed, text
from write import text as delimited
from write import xls, xlsx


def ace_entry_summary(desk: Desk) -> None:
    """ACE report "Entry Summary Line Detail": title block, codes and names of manufacturers."""
    page = desk.page("ES-003")
    page.put(1, "ES-003 Entry Summary Line Detail")
    page.put(2, "Importer Number: 12-3456789AB")
    page.put(3, "Entry Date Range: 01/01/2026 - 02/28/2026")
    columns = [
        "Entry Summary Number = number.entry",
        "Entry Date = date.text",
        "Port of Entry = port",
        "Line Number = number.line",
        "HTS Number - Full = hs_code.flat",
        "Line Goods Description = goods_description.upper",
        "Country of Origin Code = country.iso",
        "Manufacturer ID = mid",
        "Manufacturer Name = party:manufacturer",
        "Line Goods Value Amount = value",
    ]
    plant = {4: caps("pantum"), 9: caps("oasis"), 15: caps("kingtom"), 19: caps("linglong")}
    page.table(5, columns, 20, plant)
    xlsx(desk, "ES-003_Entry_Summary_Line_Detail.xlsx")


def isf_list(desk: Desk) -> None:
    """ISF 10+2 filings of a forwarder, one line each, with all seven parties."""
    page = desk.page("ISF")
    columns = [
        "ISF Transaction No. = number",
        "MBL = number.bl",
        "Seller = party:seller",
        "Buyer = importer",
        "Manufacturer/Supplier Name = party:manufacturer",
        "Manufacturer Address = address.full:manufacturer",
        "Ship To = importer",
        "Country of Origin = country.iso:manufacturer",
        "HTSUS-6 = hs_code.six",
        "Container Stuffing Location = party:stuffing location",
        "Consolidator = party:stuffer",
    ]
    plant = {
        3: {"Seller": listed("jingde")},
        5: {"Manufacturer/Supplier Name": listed("meijia")},
        8: {"Container Stuffing Location": listed("tianwei")},
        11: {"Consolidator": listed("selectsh")},
        12: {"Manufacturer/Supplier Name": listed("taihua")},
    }
    page.table(1, columns, 14, plant)
    xlsx(desk, "ISF_status.xlsx")


def isf_form(desk: Desk) -> None:
    """ISF 10+2 as a form for one shipment: the label left, the party right."""
    page = desk.page("ISF form")
    page.put(1, "IMPORTER SECURITY FILING (10+2) INFORMATION SHEET")
    seller = listed("suguo", role="seller", stands="form")
    maker = listed("hebeitomato", role="manufacturer", stands="form")
    stuffer = listed("kunyu", role="consolidator", stands="form")
    for row, values in enumerate(
        [
            ("1. Importer of Record No.", "12-3456789AB"),
            ("2. Consignee No.", "12-3456789AB"),
            ("3. Seller (owner)", seller),
            ("   Address", "Yuhua Road 66, Shijiazhuang, China"),
            ("4. Buyer (owner)", "Birch & Lowell Trading Inc"),
            ("   Address", "Pier Street 4, Baltimore, USA"),
            ("5. Ship-to Party", "Birch & Lowell Trading Inc"),
            ("6. Manufacturer (supplier)", maker),
            ("   Address", "Xinhua Road 1, Cangzhou, China"),
            ("7. Country of Origin", "China"),
            ("8. Commodity HTSUS-6", "2002.90"),
            ("9. Container Stuffing Location", "Xingang Terminal 3, Tianjin"),
            ("10. Consolidator (stuffer)", stuffer),
        ],
        start=3,
    ):
        page.put(row, *values)
    xls(desk, "ISF form.xls")


def panjiva_shipments(desk: Desk) -> None:
    """Panjiva-like US imports download: consignee first, then shipper with full address."""
    page = desk.page("imports")
    columns = [
        "Panjiva Record Id = number",
        "Bill of Lading Number = number.bl",
        "Arrival Date = date.iso",
        "Consignee = importer",
        "Consignee Full Address = none",
        "Shipper = party:shipper",
        "Shipper Full Address = address.full",
        "Shipment Origin = country",
        "Shipment Destination = none",
        "Vessel = vessel",
        "Weight (kg) = weight",
        "Goods Shipped = goods_description.upper",
        "HS Code = hs_code.six",
    ]
    plant = {
        5: listed("ninestar"),
        10: listed("haiqing"),
        14: {
            "Goods Shipped": text(
                "310 CTNS FROZEN SQUID PROCESSED BY {} ORDER 7781",
                listed("rixin", role="manufacturer"),
            )
        },
        21: listed("weetiong"),
    }
    page.table(1, columns, 24, plant)
    delimited(desk, "panjiva-us_imports-results.csv")


def import_genius(desk: Desk) -> None:
    """ImportGenius-like download: declared shipper, notify party, marks and numbers."""
    page = desk.page("shipments")
    columns = [
        "House Bill of Lading = number.bl",
        "Arrival Date = date.text",
        "Shipper Declared = party:shipper",
        "Consignee Declared = importer",
        "Notify Party = party:notify party",
        "Product Details = goods_description.upper",
        "Marks & Numbers = remarks",
        "Container Count = none.step",
        "Port of Departure = none",
        "Country of Origin = country",
    ]
    plant = {
        2: caps("synergy"),
        7: {"Notify Party": caps("jingde")},
        12: {"Marks & Numbers": text("N/M {} C/NO 1-200", caps("huayang", role="manufacturer"))},
        16: caps("giant"),
    }
    page.table(1, columns, 18, plant)
    xlsx(desk, "importgenius_export.xlsx")


def datamyne(desk: Desk) -> None:
    """Datamyne-like report: search criteria above, database names in capitals."""
    page = desk.page("Data")
    page.put(1, "Search criteria: US Maritime Imports; HS 61-62; last 6 months")
    page.put(2, "Records: 17")
    columns = [
        "DATE = date",
        "FOREIGN SHIPPER = party:shipper",
        "SHIPPER COUNTRY = country.upper",
        "US CONSIGNEE = importer",
        "CARRIER SCAC = none",
        "HS CODE = hs_code",
        "HS DESCRIPTION = goods_description",
        "CARGO DESCRIPTION = goods_description.upper",
        "TEU = none.step",
        "METRIC TONS = weight",
    ]
    plant = {
        3: caps("esquel"),
        8: caps("changan"),
        11: {"CARGO DESCRIPTION": text("GARMENTS MADE BY {}", caps("yili", role="manufacturer"))},
        14: caps("shenzhong"),
    }
    page.table(4, columns, 17, plant)
    xls(desk, "datamyne_results.xls")


def descartes(desk: Desk) -> None:
    """Descartes-like manifest data: supplier with its parent, buyer with its own."""
    page = desk.page("manifest")
    columns = [
        "Supplier Global Ultimate = parent",
        "Supplier = supplier_name",
        "Supplier Country = country",
        "Buyer = importer",
        "Commodity = goods_description",
        "Commodity HS = hs_code.six",
        "Quantity = quantity",
        "Foreign Port = none",
        "US Port = port",
        "Ship Name = vessel",
    ]
    plant = {
        4: {"Supplier Global Ultimate": listed("zhongtaigroup"), "Supplier": listed("zhongtai")},
        9: {"Supplier": listed("ktk")},
        13: {"Supplier Global Ultimate": listed("zijin")},
    }
    page.table(1, columns, 16, plant)
    delimited(desk, "descartes.tsv", "\t")


def broker_semicolons(desk: Desk) -> None:
    """A European broker's CSV: semicolons, decimal commas, cp1252."""
    page = desk.page("entries")
    columns = [
        "MRN = number",
        "Datum/Date = date.de",
        "Exporter = party:exporter",
        "Land = country.iso",
        "Importer = importer",
        "Commodity code = hs_code.flat",
        "Goods = goods_description",
        "Customs value € = value.text",
        "Société = none",
    ]
    page.table(1, columns, 15, {2: listed("daqo"), 6: listed("zhonghe"), 13: listed("linglong")})
    delimited(desk, "broker_2026-02.csv", ";", "cp1252")


def declaration_merged_vendor(desk: Desk) -> None:
    """Customs declaration export: "Vendor" merged over two columns, the code and the name."""
    page = desk.page("Declarations")
    columns = [
        "Declaration No. = number",
        "Item = number.line",
        "Vendor = supplier_id.zero",
        " = supplier_name",
        "Goods = goods_description",
        "HS = hs_code.six",
        "Origin = country.iso",
        "Value = value",
    ]
    plant = {3: listed("bayi"), 7: listed("shenhuo"), 10: listed("zijin"), 12: caps("tengxiang")}
    page.table(1, columns, 14, plant)
    page.merges.append("C1:D1")
    xlsx(desk, "declarations.xlsx")


def leading_zero_codes(desk: Desk) -> None:
    """A portal's CSV for Excel: HS codes kept as =\"0307\" so that no zero is lost."""
    page = desk.page("lines", "CN VN TH PE ID")
    columns = [
        "Shipment = number",
        "HS Code = hs_code.excel",
        "Description = goods_description",
        "Packer = party:packer",
        "Origin = country",
        "Net kg = weight",
    ]
    page.table(
        1,
        columns,
        13,
        {2: listed("taifeng"), 5: listed("haimeng"), 9: listed("hongchang"), 12: listed("yuanyi")},
    )
    delimited(desk, "portal_lines.csv")


def vessel_and_catch(desk: Desk) -> None:
    """Seafood importer's catch log: vessel, its owner, the carrier, the processing plant."""
    page = desk.page("Catch log", "VN TH PE ID")
    columns = [
        "Lot = number.style",
        "Species = goods_description",
        "Fishing vessel = vessel",
        "Vessel owner = party:vessel owner",
        "Transhipped by = party:carrier",
        "Processing plant = party:processor",
        "Plant country = country:processor",
    ]
    plant = {
        2: {"Vessel owner": listed("oceanfishing")},
        4: {"Processing plant": listed("galicia")},
        6: {"Transhipped by": listed("primorye")},
        9: {"Processing plant": listed("meijia")},
    }
    page.table(1, columns, 11, plant)
    xlsx(desk, "catch_log.xlsx")


LAYOUTS = [
    ace_entry_summary,
    isf_list,
    isf_form,
    panjiva_shipments,
    import_genius,
    datamyne,
    descartes,
    broker_semicolons,
    declaration_merged_vendor,
    leading_zero_codes,
    vessel_and_catch,
]
