"""Names beyond the cells of a table: comments, other sheets, boxes, headers, names of things."""

import zipfile
from pathlib import Path

from openpyxl.comments import Comment

from desk import Desk, listed, text
from write import settle, xlsx

COLUMNS = ["Supplier = supplier_name", "Country = country", "Goods = goods_description"]
DRAWING = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<xdr:wsDr xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"
 xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><xdr:twoCellAnchor>
<xdr:from><xdr:col>5</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>2</xdr:row><xdr:rowOff>0\
</xdr:rowOff></xdr:from><xdr:to><xdr:col>9</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>8\
</xdr:row><xdr:rowOff>0</xdr:rowOff></xdr:to><xdr:sp macro="" textlink=""><xdr:nvSpPr>
<xdr:cNvPr id="2" name="TextBox 1"/><xdr:cNvSpPr txBox="1"/></xdr:nvSpPr><xdr:spPr>
<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></xdr:spPr><xdr:txBody><a:bodyPr/><a:p>\
<a:r><a:t>WORDS</a:t></a:r></a:p></xdr:txBody></xdr:sp><xdr:clientData/></xdr:twoCellAnchor>
</xdr:wsDr>"""
RELATIONS = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">\
<Relationship Id="rId1" Target="../drawings/drawing1.xml" \
Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/drawing"/>\
</Relationships>"""


def cell_comments(desk: Desk) -> None:
    """A buyer's comments on cells name the firms behind the agents."""
    page = desk.page("Agents", "CN HK VN")
    page.table(1, COLUMNS, 10, {8: listed("jingde")})
    notes = {
        "A4": text("Anna: real maker is {}", listed("yili", role="maker"), stands="comment"),
        "C7": text("Tom: polysilicon from {}!", listed("daqo", role="maker"), stands="comment"),
        "A10": text("renamed, was {}", listed("lyszd", role="supplier"), stands="comment"),
    }
    for cell, note in notes.items():
        page.say(note, int(cell[1:]), cell[0])

    def comment(book) -> None:
        for cell, note in notes.items():
            book["Agents"][cell].comment = Comment(str(note), "Anna")

    xlsx(desk, "agents.xlsx", comment)


def notes_sheet(desk: Desk) -> None:
    """A second sheet "Notes" in plain sentences."""
    desk.page("Suppliers").table(1, COLUMNS, 12, {5: listed("mink")})
    notes = desk.page("Notes")
    how = {"stands": "skipped-sheet"}
    notes.put(1, "Call with the agent on 12 February")
    notes.put(
        3, text("They admit that shirts were sewn at {}.", listed("taida"), role="maker", **how)
    )
    notes.put(
        4,
        text(
            "Yarn: {} or {}; to be proven.", listed("aksu"), listed("huafu"), role="spinner", **how
        ),
    )
    notes.put(6, "Next call: 1 March")
    xlsx(desk, "suppliers and notes.xlsx")


def text_box(desk: Desk) -> None:
    """A text box beside the table."""
    page = desk.page("Map", "IN BD TR")
    page.table(1, COLUMNS, 9, {6: listed("needle")})
    words = page.say(
        text(
            "Cotton from {} and {}",
            listed("junggar", role="ginner"),
            listed("xpcc", role="ginner"),
            stands="text-box",
        )
    )
    path = xlsx(desk, "map.xlsx")
    box(path, words)


def box(path: Path, words: str) -> None:
    """Add a text box to the first sheet of a workbook."""
    with zipfile.ZipFile(path) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml").decode()
        kinds = archive.read("[Content_Types].xml").decode()
    kind = "application/vnd.openxmlformats-officedocument.drawing+xml"
    relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    parts = {
        "xl/drawings/drawing1.xml": DRAWING.replace("WORDS", words.replace("&", "&amp;")),
        "xl/worksheets/_rels/sheet1.xml.rels": RELATIONS,
        "xl/worksheets/sheet1.xml": sheet.replace(
            "</worksheet>", f'<drawing xmlns:r="{relation}" r:id="rId1"/></worksheet>'
        ),
        "[Content_Types].xml": kinds.replace(
            "</Types>",
            f'<Override PartName="/xl/drawings/drawing1.xml" ContentType="{kind}"/></Types>',
        ),
    }
    settle(path, parts)


def sheet_header_footer(desk: Desk) -> None:
    """The page header and footer, which show only in print."""
    page = desk.page("Offer", "CN VN")
    page.table(1, COLUMNS, 8, {3: listed("oasis")})
    top = page.say(listed("dongyuan", role="supplier", stands="header-footer"))
    foot = page.say(text("Goods of {}", listed("tanyuan", role="maker"), stands="header-footer"))

    def margins(book) -> None:
        book["Offer"].oddHeader.center.text = top
        book["Offer"].oddFooter.left.text = foot

    xlsx(desk, "offer.xlsx", margins)


def sheet_names(desk: Desk) -> None:
    """A sheet for each supplier; the sheet's name is the only place where it stands."""
    lines = [
        "Article = number.style",
        "Goods = goods_description",
        "HS = hs_code.six",
        "Price = value",
    ]
    for name, key in {
        "Xiamen Seagull": "",
        "Camel Group Co., Ltd.": "camel",
        "Kingtom Aluminio S.R.L.": "kingtom",
        "Song Hong Timber": "",
    }.items():
        page = desk.page(name)
        page.table(1, lines, 7)
        if key:
            page.say(listed(key, name, "supplier", "sheet-name"))
    xlsx(desk, "price lists.xlsx")


def hidden_sheet(desk: Desk) -> None:
    """A hidden sheet with a lookup list, and one "very hidden"."""
    desk.page("Orders").table(1, COLUMNS, 9, {4: listed("crist")})
    how = {"stands": "skipped-sheet", "role": "maker"}
    lookup = desk.page("lists")
    for row, value in enumerate(
        [
            "FACTORY",
            "Nha Be Riverside Footwear JSC",
            listed("oasis", **how),
            listed("yili", **how),
            "Atlas Babouche SARL",
        ],
        1,
    ):
        lookup.put(row, value)
    very = desk.page("cfg")
    very.put(1, "default mill", listed("synergy", role="mill", stands="skipped-sheet"))

    def hide(book) -> None:
        book["lists"].sheet_state = "hidden"
        book["cfg"].sheet_state = "veryHidden"

    xlsx(desk, "orders with lists.xlsx", hide)


def cover_sheet_form(desk: Desk) -> None:
    """A cover sheet names the exporter; the goods follow on the second sheet without it."""
    cover = desk.page("Cover")
    cover.put(2, "SHIPMENT FILE")
    cover.put(4, "Exporter", listed("kehua", role="exporter", stands="skipped-sheet"))
    cover.put(5, "Country", "China")
    cover.put(6, "Forwarder", listed("huaxin", role="forwarder", stands="skipped-sheet"))
    goods = desk.page("Goods", "CN")
    lines = ["Item = number.style", "Goods = goods_description", "Maker = party:manufacturer"]
    goods.table(1, lines, 9, {4: listed("zhongtai")})
    xlsx(desk, "shipment file.xlsx")


def file_name(desk: Desk) -> None:
    """The supplier's name stands only in the name of its price list."""
    page = desk.page("Prices")
    lines = [
        "Article = number.style",
        "Goods = goods_description",
        "Price = value",
        "Origin = country.iso",
    ]
    page.table(1, lines, 9, {})
    page.say(listed("ninestar", role="supplier", stands="file-name"))
    xlsx(desk, "Ninestar Corporation price list 2026.xlsx")


LAYOUTS = [
    cell_comments,
    notes_sheet,
    text_box,
    sheet_header_footer,
    sheet_names,
    hidden_sheet,
    cover_sheet_form,
    file_name,
]
