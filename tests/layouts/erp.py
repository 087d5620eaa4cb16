"""Supplier masters and order lists as ERP and procurement systems export them."""

from desk import Desk, caps, listed, text
from write import loose, ods, web, xls, xlsx
from write import text as delimited


def sap_lfa1(desk: Desk) -> None:
    """SAP table LFA1 downloaded from SE16: names cut in two at 35 letters (NAME1, NAME2)."""
    page = desk.page("LFA1")
    columns = [
        "MANDT = none.client",
        "LIFNR = supplier_id.zero",
        "LAND1 = country.iso",
        "NAME1 = supplier_name.upper",
        "NAME2 = supplier_name.more",
        "ORT01 = city.upper",
        "PSTLZ = postal_code",
        "STRAS = address",
        "KTOKK = none",
        "SPERR = none",
    ]
    vital = listed("vital", "QINGDAO VITAL NUTRACEUTICAL INGREDIENTS BIOSCIENCE CO LTD")
    cut = listed("nonferrous", "XINJIANG NONFERROUS METALS INDUSTRY GROUP CO LTD")
    plant = {
        3: {
            "NAME1": halves(vital, "QINGDAO VITAL NUTRACEUTICAL"),
            "NAME2": "INGREDIENTS BIOSCIENCE CO LTD",
        },
        7: caps("camel"),
        11: {"NAME1": halves(cut, "XINJIANG NONFERROUS METALS"), "NAME2": "INDUSTRY GROUP CO LTD"},
        15: caps("taida"),
    }
    page.table(1, columns, 18, plant)
    xlsx(desk, "LFA1_export.xlsx")


def halves(whole, first: str):
    """Keep the truth of a whole name in the cell that holds its first half."""
    cell = text("{}", whole)
    half = type(whole)(first)
    half.plants = cell.plants
    return half


def sap_me2n(desk: Desk) -> None:
    """SAP ME2N, German surface: supplier number and name in one cell, texts of 40 letters."""
    page = desk.page("ME2N", "DE CN TR CZ PL IT")
    columns = [
        "Einkaufsbeleg = number",
        "Position = number.line",
        "Belegdatum = date.de",
        "Lieferant/Lieferwerk = supplier_name",
        "Material = number.style",
        "Kurztext = goods_description",
        "Menge = quantity",
        "Bestellmengeneinheit = none.unit",
        "Nettopreis = value.text",
        "Währung = none.currency",
    ]
    numbered = {
        n: {"Lieferant/Lieferwerk": text(f"1002{n:02d}     {{}}", caps(key))}
        for n, key in {2: "jingweida", 9: "zhonghe", 14: "meiling"}.items()
    }
    page.table(1, columns, 16, numbered)
    for row in range(2, 18):
        value = page.cells[row, 4]
        if not value[:4].isdigit():
            page.cells[row, 4] = f"1002{row + 20:02d}     {value}"
    xlsx(desk, "ME2N.xlsx")


def sap_list_utf16(desk: Desk) -> None:
    """SAP "local file, spreadsheet": UTF-16 text with tabs named .xls, title lines, blank rim."""
    page = desk.page("list", "CN VN TH IN")
    page.put(1, "Dynamic List Display")
    page.put(2, "Vendors", "", "", "02.03.2026")
    columns = [
        "Supplier = supplier_id.zero",
        "Name of Supplier = supplier_name",
        "Street = address",
        "City = city",
        "Ctr = country.iso",
        "Created on = date.de",
    ]
    page.table(4, columns, 14, {2: listed("oasis"), 5: caps("pantum"), 12: caps("alice")}, left=2)
    loose(desk, "vendors_sap.xls", "\t".join, "utf-16")


def oracle_suppliers(desk: Desk) -> None:
    """Oracle E-Business Suite: AP_SUPPLIERS joined to sites, column names of the database."""
    page = desk.page("suppliers")
    columns = [
        "VENDOR_ID = supplier_id",
        "SEGMENT1 = number.order",
        "VENDOR_NAME = supplier_name.upper",
        "VENDOR_NAME_ALT = none",
        "VENDOR_SITE_CODE = none",
        "ADDRESS_LINE1 = address",
        "CITY = city.upper",
        "COUNTRY = country.iso",
        "ENABLED_FLAG = none.flag",
        "PAY_GROUP_LOOKUP_CODE = none.category",
    ]
    page.table(
        1,
        columns,
        20,
        {4: caps("synergy"), 8: caps("ktk"), 13: caps("sunspeed"), 17: caps("firemount")},
    )
    delimited(desk, "ap_suppliers_sites.csv")


def oracle_cloud_supplier_import(desk: Desk) -> None:
    """Oracle Fusion supplier import sheet: instructions above, required fields with a star."""
    page = desk.page("POZ_SUPPLIERS_INT")
    page.put(1, "Supplier Import")
    page.put(2, "Enter one supplier on each line. Fields marked * are required.")
    columns = [
        "Import Action * = none",
        "Supplier Name* = supplier_name",
        "Supplier Number = supplier_id",
        "Alternate Name = none",
        "Tax Organization Type = none",
        "Business Relationship = none",
        "Parent Supplier = parent",
        "Taxpayer Country = country.iso",
    ]
    plant = {3: listed("seine"), 6: {"Parent Supplier": listed("ninestar")}, 9: listed("meike")}
    page.table(4, columns, 11, plant)
    xlsx(desk, "PozSupplierImport.xlsx")


def netsuite_vendors(desk: Desk) -> None:
    """NetSuite saved search exported to Excel: an HTML table named .xls."""
    page = desk.page("Vendors")
    columns = [
        "Internal ID = supplier_id",
        "Name = supplier_name",
        "Primary Contact = person",
        "Email = email",
        "Billing Address 1 = address",
        "Billing City = city",
        "Billing Country = country",
        "Terms = none.terms",
    ]
    page.table(1, columns, 15, {3: listed("lyszd"), 8: listed("tanyuan"), 14: listed("bitland")})
    web(desk, "VendorsResults.xls")


def netsuite_items(desk: Desk) -> None:
    """NetSuite item list: one preferred vendor, and all vendors of the item in one cell."""
    page = desk.page("items", "CN VN TW KR")
    columns = [
        "Item = number.style",
        "Purchase Description = goods_description",
        "Preferred Vendor = supplier_name",
        "Other Vendors = party:other supplier",
        "Country of Manufacture = country",
        "Schedule B Code = hs_code.six",
    ]
    plant = {
        4: listed("apex"),
        7: {
            "Other Vendors": text(
                "Hsinchu Fine Bearings Co Ltd; {}; {}", listed("geehy"), listed("giant")
            )
        },
        10: {"Other Vendors": listed("mink")},
    }
    page.table(1, columns, 12, plant)
    delimited(desk, "ItemSearchResults.csv")


def dynamics_vendors(desk: Desk) -> None:
    """Dynamics 365 Finance, all vendors: account, name, search name, group."""
    page = desk.page("All vendors")
    columns = [
        "Vendor account = supplier_id.v",
        "Name = supplier_name",
        "Search name = none",
        "Vendor hold = none",
        "Group = none.category",
        "Country/region = country.iso",
        "Street = address",
        "City = city",
        "Primary contact = person",
        "Telephone = phone",
    ]
    page.table(
        1,
        columns,
        22,
        {
            2: listed("huafu"),
            12: listed("chenguang"),
            16: listed("kingtom"),
            21: listed("weetiong"),
        },
    )
    xlsx(desk, "Vendors_639100.xlsx")


def quickbooks_vendors(desk: Desk) -> None:
    """QuickBooks Desktop vendor contact list: a blank first column, address in five lines."""
    page = desk.page("Sheet1", "US MX CN IN GT HN")
    columns = [
        " = none",
        "Vendor = supplier_name",
        "Account No. = none",
        "Company = none",
        "Bill from 1 = address",
        "Bill from 2 = city",
        "Bill from 3 = country",
        "Primary Contact = person",
        "Main Phone = phone",
        "Balance Total = value",
    ]
    page.table(
        1,
        columns,
        17,
        {
            5: listed("agrotom"),
            9: listed("hongchang"),
            15: listed("hortom", "HORTICOLA TOM SA DE CV"),
        },
    )
    xls(desk, "Vendor Contact List.xls")


def coupa_suppliers(desk: Desk) -> None:
    """Coupa supplier download: remit-to and parent company besides the name."""
    page = desk.page("suppliers")
    columns = [
        "Name* = supplier_name",
        "Display Name = none",
        "Supplier # = supplier_id",
        "Status = none.status",
        "Primary Contact Email = email",
        "Parent Company Name = parent",
        "Primary Address Street 1 = address",
        "Primary Address City = city",
        "Primary Address Country Code = country.iso",
        "Payment Term = none.terms",
    ]
    plant = {
        3: listed("vital"),
        5: {"Parent Company Name": listed("zijin")},
        10: listed("galicia"),
        13: {"Parent Company Name": listed("esquel")},
    }
    page.table(1, columns, 14, plant)
    delimited(desk, "coupa_suppliers.csv", encoding="utf-8-sig")


def ariba_suppliers(desk: Desk) -> None:
    """Ariba supplier report: title, filter lines, then "Supplier - ..." headers."""
    page = desk.page("Report")
    page.put(1, "Active Suppliers by Region")
    page.put(2, "Filter: Registration Status = Registered")
    page.put(3, "Run date: 2 March 2026")
    columns = [
        "SM Vendor ID = supplier_id.v",
        "ERP Vendor ID = supplier_id.zero",
        "Supplier - Organization Name = supplier_name",
        "Supplier - Address = address",
        "Supplier - City = city",
        "Supplier - Country = country",
        "Spend (USD) = value",
    ]
    end = page.table(
        5, columns, 15, {4: listed("tengxiang"), 8: listed("serbiazijin"), 11: listed("sunrise")}
    )
    page.put(end, "", "", "Total", "", "", "", 48120.5)
    xlsx(desk, "Ariba_Active_Suppliers.xlsx")


def jde_address_book(desk: Desk) -> None:
    """JD Edwards address book (F0101): alpha name, search type, mailing name."""
    page = desk.page("F0101")
    columns = [
        "Address Number = supplier_id",
        "Alpha Name = supplier_name.upper",
        "Sch Typ = none",
        "Mailing Name = none",
        "Address Line 1 = address",
        "City = city.upper",
        "Ctry = country.iso",
        "Phone Number = phone",
    ]
    page.table(1, columns, 16, {5: caps("guanghui"), 10: caps("needle"), 15: caps("bayi")})
    delimited(desk, "F0101.tsv", "\t")


def supplier_master_ods(desk: Desk) -> None:
    """A small firm's own supplier master, kept in LibreOffice."""
    page = desk.page("Suppliers")
    columns = [
        "No. = number.order",
        "Supplier = supplier_name",
        "What we buy = goods_description",
        "Where = country",
        "Since = date.iso",
        "Who looks after them = person",
    ]
    page.table(2, columns, 12, {4: listed("haolin"), 7: listed("select"), 11: listed("norsang")})
    ods(desk, "suppliers.ods")


LAYOUTS = [
    sap_lfa1,
    sap_me2n,
    sap_list_utf16,
    oracle_suppliers,
    oracle_cloud_supplier_import,
    netsuite_vendors,
    netsuite_items,
    dynamics_vendors,
    quickbooks_vendors,
    coupa_suppliers,
    ariba_suppliers,
    jde_address_book,
    supplier_master_ods,
]
