"""Orders, advance ship notices, invoices and packing lists."""

from desk import Desk, caps, listed, text
from write import text as delimited
from write import xls, xlsx


def open_orders(desk: Desk) -> None:
    """Open purchase orders by line: vendor, ship-to, delivery dates."""
    page = desk.page("Open POs")
    columns = [
        "PO Number = number",
        "Line = number.line",
        "PO Date = date",
        "Vendor No. = supplier_id",
        "Vendor = supplier_name",
        "Item = number.style",
        "Line Item Description = goods_description",
        "Qty Ordered = quantity",
        "Unit Price = value",
        "Promised Date = date",
        "Ship To = none",
        "Buyer = person",
    ]
    plant = {4: listed("tanyuan"), 5: listed("tanyuan"), 11: listed("camel"), 18: listed("galicia")}
    page.table(1, columns, 20, plant)
    xlsx(desk, "open_po_report.xlsx")


def ship_notices(desk: Desk) -> None:
    """Deliveries to programme countries: the country is the destination, not the origin."""
    page = desk.page("deliveries")
    columns = [
        "ID = number",
        "PO / SO # = number.style",
        "ASN/DN # = number.bl",
        "Country = none.destination",
        "Vendor INCO Term = none.incoterm",
        "Shipment Mode = none",
        "Delivered to Client Date = date.iso",
        "Vendor = supplier_name",
        "Item Description = goods_description",
        "Brand = brand",
        "Manufacturing Site = party:manufacturing site",
        "Weight = weight",
    ]
    plant = {
        3: {"Manufacturing Site": listed("select", "Select (Nantong) Safety Products, China")},
        8: listed("selectsh"),
        14: {"Manufacturing Site": listed("huayang")},
    }
    page.table(1, columns, 17, plant)
    delimited(desk, "asn_history.csv")


def commercial_invoice(desk: Desk) -> None:
    """Commercial invoice: exporter and bank above the goods, origin and packer below."""
    page = desk.page("INVOICE")
    page.put(1, "COMMERCIAL INVOICE")
    page.put(3, "Exporter:", listed("kehua", role="exporter", stands="above-header"))
    page.put(4, "", "Baoshan Street 7, Dandong, China")
    page.put(5, "Invoice No.:", "KH-26-118", "", "Date:", "02.03.2026")
    page.put(6, "Consignee:", "Birch & Lowell Trading Inc, Baltimore, USA")
    columns = [
        "No. = number.order",
        "Description of goods = goods_description",
        "HS code = hs_code.six",
        "Qty = quantity",
        "Unit = none.unit",
        "Amount USD = value",
    ]
    goods = {3: {"Description of goods": text("Work gloves made by {}", listed("select"))}}
    end = page.table(8, columns, 9, goods)
    page.put(end, "", "TOTAL", "", 2410, "", 18650)
    page.put(
        end + 2, "Manufacturer:", listed("dongyuan", role="manufacturer", stands="below-table")
    )
    page.put(end + 3, "Country of origin: China")
    xlsx(desk, "CI KH-26-118.xlsx")


def packing_list(desk: Desk) -> None:
    """Packing list of an agent: a maker for each carton range, written once for its lines."""
    page = desk.page("PL", "CN VN")
    page.put(1, "PACKING LIST  No. 2026-044")
    columns = [
        "Maker = party.blank:manufacturer",
        "C/NO = number.order",
        "Style = number.style",
        "Goods = goods_description",
        "PCS = quantity",
        "N.W. = weight",
    ]
    yili, ours = listed("yili"), "Shaoxing Qiaotou Umbrella Co Ltd"
    page.table(
        3, columns, 12, {1: {"Maker": ours}, 5: {"Maker": yili}, 9: {"Maker": listed("sunrise")}}
    )
    for row, key in [(9, "yili"), (13, "sunrise")]:
        page.say(listed(key, role="manufacturer", stands="group-below"), row, "Maker")
    xlsx(desk, "PL 2026-044.xlsx")


def order_confirmation_tracking(desk: Desk) -> None:
    """Merchandiser's tracking sheet: T&A dates, and the mill in a column of its own."""
    page = desk.page("T&A", "BD VN IN PK KH")
    columns = [
        "PO# = number",
        "Style = number.style",
        "Garment maker = party:garment maker",
        "Fabric mill = party:fabric mill",
        "Trim vendor = party:trim supplier",
        "Lab dip appr. = date",
        "Fabric in-house = date",
        "Ex-fty = date",
        "ETA = date",
        "Comments = remarks",
    ]
    plant = {
        2: {"Fabric mill": listed("aksu")},
        6: {"Fabric mill": caps("guangdongesquel")},
        9: {"Comments": text("greige from {} via HK", listed("standardfiber", role="spinner"))},
        11: {"Trim vendor": listed("jingde")},
    }
    page.table(1, columns, 13, plant)
    xlsx(desk, "TNA tracking.xlsx")


def accounts_payable(desk: Desk) -> None:
    """Payments ledger: payee and remittance text."""
    page = desk.page("AP payments")
    columns = [
        "Payment date = date",
        "Voucher = number",
        "Payee = party:payee",
        "Currency = none.currency",
        "Amount = value",
        "Remittance text = remarks",
    ]
    plant = {
        3: listed("silverstar"),
        8: listed("thinh"),
        12: {"Remittance text": text("INV 5521 for a/c of {}", caps("dongyuan", role="payee"))},
    }
    page.table(1, columns, 15, plant)
    xls(desk, "payments Q1.xls")


LAYOUTS = [
    open_orders,
    ship_notices,
    commercial_invoice,
    packing_list,
    order_confirmation_tracking,
    accounts_payable,
]
