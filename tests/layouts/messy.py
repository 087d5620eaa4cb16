"""Lists as people make them: names where no column is, odd bytes, odd places."""

from desk import Desk, caps, listed, text
from write import loose, xls, xlsx
from write import text as delimited


def blank_headers(desk: Desk) -> None:
    """The header was cleared over the names: a number, a blank, a country."""
    page = desk.page("List")
    columns = [
        "No. = number.order",
        " = supplier_name",
        "Country = country",
        "Products = goods_description",
        "Contact = person",
    ]
    plant = {3: listed("camel"), 7: listed("casual"), 12: listed("synergy"), 16: listed("crist")}
    page.table(1, columns, 17, plant)
    xlsx(desk, "list without header.xlsx")


def names_in_remarks(desk: Desk) -> None:
    """The true maker is only in the remarks."""
    page = desk.page("Suppliers", "CN VN HK TW KH")
    columns = [
        "Supplier = supplier_name",
        "Country = country",
        "Goods = goods_description",
        "Remarks = remarks",
    ]
    plant = {
        2: {"Remarks": text("Trader only. Goods come from {}.", listed("mink", role="maker"))},
        5: {"Remarks": text("formerly {}; new name since May", listed("lyszd", role="maker"))},
        9: {"Remarks": text("do not use {} for gloves", listed("select", role="maker"))},
        12: {
            "Remarks": text(
                "yarn: {} / {}", listed("huafu", role="spinner"), caps("awati", role="spinner")
            )
        },
    }
    page.table(1, columns, 13, plant)
    xlsx(desk, "suppliers with remarks.xlsx")


def made_by_in_goods(desk: Desk) -> None:
    """Goods texts of a shipment that say who made them: "MADE BY", "MFR"."""
    page = desk.page("Manifest", "CN VN HK TW")
    columns = [
        "B/L = number.bl",
        "Shipper = party:shipper",
        "Consignee = importer",
        "Description of Goods = goods_description.upper",
        "Weight = weight",
    ]
    where = "Description of Goods"
    plant = {
        2: {where: text("420 CTNS KNIT TOPS MADE BY {} PO 7781", caps("taida", role="maker"))},
        6: {where: text("PVC RESIN SG-5 MANUFACTURER: {}", caps("zhongtai", role="maker"))},
        9: {where: text("LASER PRINTERS\nMFR {}\nFREIGHT PREPAID", caps("pantum", role="maker"))},
        11: {where: text("WIGS ({})", listed("haolin", role="maker"))},
    }
    page.table(1, columns, 14, plant)
    delimited(desk, "manifest.csv")


def hidden_and_shifted(desk: Desk) -> None:
    """Two empty columns and three empty rows before the table, one column hidden, rows too."""
    page = desk.page("Data", "CN VN IN TR")
    columns = [
        "Ref = number.style",
        "Vendor name = supplier_name",
        "Real manufacturer = party:manufacturer",
        "Country = country",
        "Goods = goods_description",
    ]
    plant = {
        3: {"Real manufacturer": listed("yili")},
        6: {"Vendor name": listed("mink")},
        8: {"Real manufacturer": listed("hoshine")},
        10: {"Vendor name": listed("jingde")},
    }
    page.table(4, columns, 12, plant, left=3)

    def hide(book) -> None:
        book["Data"].column_dimensions["E"].hidden = True
        for row in (10, 14):
            book["Data"].row_dimensions[row].hidden = True

    xlsx(desk, "hidden.xlsx", hide)


def one_bad_byte(desk: Desk) -> None:
    """UTF-8 but for one cell, which was cut inside a letter."""
    page = desk.page("export", "DE FR PL TR PT CN")
    page.native()
    columns = [
        "Supplier = supplier_name",
        "Town = city",
        "Country = country",
        "Note = remarks",
    ]
    plant = {
        2: {"Note": "Geprüft für 2026, Müller"},
        3: listed("xinya"),
        7: listed("lining", "李宁"),
        11: listed("silverstar", "延边银星网络科技有限公司"),
        14: {"Note": "zugehörig"},
        15: listed("nauta"),
    }
    page.table(1, columns, 16, plant)
    path = delimited(desk, "export_utf8.csv")
    path.write_bytes(path.read_bytes().replace("ör".encode(), b"\xc3", 1))


def pasted_mail(desk: Desk) -> None:
    """A table pasted from a mail: spaces for columns, greeting above, signature below."""
    page = desk.page("mail")
    page.put(1, "Hi Anna, here are the factories for the March orders:")
    columns = ["Factory = factory", "Country = country", "Goods = goods_description"]
    plant = {2: listed("taida"), 4: listed("needle"), 6: listed("oasis")}
    end = page.table(3, columns, 8, plant)
    page.put(end + 1, "Best regards, Tom")
    loose(desk, "mail table.txt", lambda line: "\t".join(filter(None, line)))


def pasted_mail_bars(desk: Desk) -> None:
    """A table with bars, as chat programs and issue trackers show it."""
    page = desk.page("chat")
    columns = ["Supplier = supplier_name", "Country = country", "Goods = goods_description"]
    page.table(1, columns, 9, {3: listed("giant"), 5: listed("kingtom"), 8: listed("tianwei")})
    loose(desk, "ticket 8812.csv", "|".join)


def worker_list(desk: Desk) -> None:
    """Payroll of a factory: the persons are no firms, the employer stands in the title."""
    page = desk.page("Workers")
    page.put(1, text("Worker list of {}", listed("galicia", role="employer"), stands="title"))
    page.put(2, "Month: February 2026")
    columns = [
        "No. = number.order",
        "Name = person",
        "Position = none.position",
        "Joined = date",
        "Agency = party:labour agency",
    ]
    given = {n: {"Agency": ""} for n in range(1, 17)}
    given[4] = {"Agency": listed("armex")}
    given[12] = {"Agency": listed("namgang")}
    page.table(4, columns, 16, given)
    xlsx(desk, "workers 2026-02.xlsx")


def namibia(desk: Desk) -> None:
    """Country code NA is Namibia, not "not available"."""
    page = desk.page("Vendors", "NA ZA KE ET")
    columns = [
        "Vendor = supplier_name",
        "Ctry = country.iso",
        "City = city",
        "Services = goods_description",
    ]
    page.table(1, columns, 10, {2: listed("qdnamibia"), 6: listed("mansudae"), 9: listed("mokran")})
    delimited(desk, "vendors_africa.csv")


def thirteen_names(desk: Desk) -> None:
    """Thirteen factories in one cell, the listed ones first and last; line breaks in another."""
    page = desk.page("Programmes")
    columns = ["Programme = number.style", "Suppliers = party:supplier", "Season = none"]
    firms = page.pool
    twelve = "; ".join(firm.name for firm in firms[:11])
    lines = "\n".join(firm.name for firm in firms[12:16])
    page.table(
        1,
        columns,
        9,
        {
            2: {"Suppliers": text("{}; " + twelve + "; {}", listed("camel"), listed("yili"))},
            5: {"Suppliers": text(lines + "\n{}\n" + firms[17].name, listed("mink"))},
            7: {"Suppliers": text("{} / {}", listed("meiling"), listed("synergy"))},
        },
    )
    xlsx(desk, "programmes.xlsx")


def country_in_address(desk: Desk) -> None:
    """No country column: the address ends in it, in capitals or not."""
    page = desk.page("Directory", "CN VN TH IN")
    columns = [
        "Organization Name = supplier_name",
        "Full address = address.full",
        "Principal Exportable Product = goods_description",
    ]
    plant = {3: listed("hongchang"), 6: listed("mink"), 9: caps("oasis"), 13: listed("kunyu")}
    page.table(1, columns, 14, plant)
    delimited(desk, "directory.csv")


def unquoted_commas(desk: Desk) -> None:
    """Commas in names and addresses without quotes: cells run beyond the last header."""
    page = desk.page("dump")
    columns = [
        "ID = number.order",
        "Goods = goods_description",
        "Country = country",
        "Address = address.full",
        "Maker = party:manufacturer",
    ]
    plant = {
        row: listed(key, stands="beyond-header")
        for row, key in [(2, "hongchang"), (5, "taida"), (8, "zhonghe")]
    }
    page.table(1, columns, 11, plant)
    loose(desk, "dump.csv", ",".join)


def no_header(desk: Desk) -> None:
    """A list without any header: names, towns, countries."""
    page = desk.page("Sheet1")
    columns = [" = supplier_name", " = city", " = country"]
    page.table(
        1,
        columns,
        12,
        {2: listed("ninestar"), 7: listed("crist"), 11: listed("needle")},
        header=False,
    )
    xls(desk, "names.xls")


LAYOUTS = [
    blank_headers,
    names_in_remarks,
    made_by_in_goods,
    hidden_and_shifted,
    one_bad_byte,
    pasted_mail,
    pasted_mail_bars,
    worker_list,
    namibia,
    thirteen_names,
    country_in_address,
    unquoted_commas,
    no_header,
]
