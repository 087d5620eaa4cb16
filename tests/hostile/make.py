"""Makers of hostile files, by name.

What each one returns is part of the one line that the user is told, '' where the file is screened.

All hold a listed name, so that a file that is screened has a finding.
"""

import io
import struct
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import polars as pl

MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
TYPES = """<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" \
ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>\
<Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>\
<Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>"""


def cell(place: str, text: str) -> str:
    return f'<c r="{place}" t="inlineStr"><is><t>{text}</t></is></c>'


ROWS = (
    f'<row r="1">{cell("A1", "Vendor Name")}{cell("B1", "Country")}</row>'
    f'<row r="2">{cell("A2", "Ninestar Corporation")}{cell("B2", "China")}</row>'
)


def sheet(more: str = "", before: str = "", prolog: str = "", rows: str = ROWS) -> str:
    return (
        f'<?xml version="1.0"?>{prolog}<worksheet'
        f" {MAIN}>{before}<sheetData>{rows}{more}</sheetData></worksheet>"
    )


def parts(sheet_xml: str, sheets: int = 1) -> dict[str, str]:
    listed = "".join(
        f'<sheet name="S{n}" sheetId="{n}" r:id="rId1"/>' for n in range(1, sheets + 1)
    )
    return {
        "[Content_Types].xml": TYPES,
        "_rels/.rels": (
            '<?xml version="1.0"?><Relationships'
            ' xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship'
            f' Id="rId1" Type="{RELATION}/officeDocument"'
            ' Target="xl/workbook.xml"/></Relationships>'
        ),
        "xl/workbook.xml": (
            f'<?xml version="1.0"?><workbook {MAIN}'
            f' xmlns:r="{RELATION}"><sheets>{listed}</sheets></workbook>'
        ),
        "xl/_rels/workbook.xml.rels": (
            '<?xml version="1.0"?><Relationships'
            ' xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship'
            f' Id="rId1" Type="{RELATION}/worksheet"'
            ' Target="worksheets/sheet1.xml"/></Relationships>'
        ),
        "xl/worksheets/sheet1.xml": sheet_xml,
    }


def pack(members: dict[str, str | bytes], level: int = 9) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=level) as archive:
        for name, content in members.items():
            archive.writestr(name, content, zipfile.ZIP_STORED if name == "mimetype" else None)
    return out.getvalue()


def _xlsx(
    path: Path, sheet_xml: str, more: dict[str, str | bytes] | None = None, sheets: int = 1
) -> None:
    path.write_bytes(pack({**parts(sheet_xml, sheets), **(more or {})}))


def zip_bomb(path: Path) -> str:
    _xlsx(path, sheet(), {"xl/media/image1.xml": b" " * 200_000_000})
    return "as a zip bomb does"


def large_when_unpacked(path: Path) -> str:
    """Central directory entries that claim 2 GB each.

    Nothing needs to be behind them to be refused.
    """
    data = bytearray(pack({**parts(sheet()), **{f"xl/part{n}.xml": "x" * 5_000 for n in range(3)}}))
    at = 0
    while (at := data.find(b"PK\x01\x02", at)) >= 0:
        if b"xl/part" in data[at : at + 80]:
            data[at + 24 : at + 28] = struct.pack("<I", 2_000_000_000)
        at += 4
    path.write_bytes(bytes(data))
    return "megabytes, more than 4,000"


def lying_about_its_size(path: Path) -> str:
    """A part says it is small and unpacks to 1.5 GB of an open tag: memory is what stops it."""
    squeezer = zlib.compressobj(1, zlib.DEFLATED, -15)
    packed = squeezer.compress(sheet()[:-40].encode() + b"<c ") + b"".join(
        squeezer.compress(b"a" * 10_000_000) for _ in range(150)
    )
    packed += squeezer.flush()
    data = pack(parts(sheet()), level=0)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        whole = {name: archive.read(name) for name in archive.namelist()}
    out = io.BytesIO()
    name = "xl/worksheets/sheet1.xml"
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for other, content in whole.items():
            if other != name:
                archive.writestr(other, content)
        start = out.tell()
        out.write(
            struct.pack(
                "<4s5H3I2H",
                b"PK\x03\x04",
                20,
                0,
                8,
                0,
                33,
                zlib.crc32(b""),
                len(packed),
                1_000,
                len(name),
                0,
            )
            + name.encode()
            + packed
        )
        info = zipfile.ZipInfo(name)
        info.compress_type, info.CRC, info.compress_size, info.file_size, info.header_offset = (
            8,
            0,
            len(packed),
            1_000,
            start,
        )
        archive.filelist.append(info)
        archive.NameToInfo[name] = info
        archive.start_dir = out.tell()
        archive._didModify = True
    path.write_bytes(out.getvalue())
    return "is damaged"


def many_parts(path: Path) -> str:
    _xlsx(path, sheet(), {f"xl/media/{n}.txt": "" for n in range(10_001)})
    return "parts, more than 10,000"


def many_sheets(path: Path) -> str:
    _xlsx(path, sheet(), sheets=600)
    return "600 sheets, more than 500"


def two_sheets_of_one_name(path: Path) -> str:
    members = parts(sheet(rows=ROWS.replace("Ninestar Corporation", "Plain Makers")), sheets=2)
    members = {
        name: (
            text.replace('name="S2"', 'name="s1"').replace(
                'sheetId="2" r:id="rId1"', 'sheetId="2" r:id="rId2"'
            )
        )
        for name, text in members.items()
    }
    name = "xl/_rels/workbook.xml.rels"
    relation = (
        f'<Relationship Id="rId2" Type="{RELATION}/worksheet"'
        ' Target="worksheets/sheet2.xml"/></Relationships>'
    )
    members[name] = members[name].replace("</Relationships>", relation)
    path.write_bytes(pack({**members, "xl/worksheets/sheet2.xml": sheet()}))
    return "2 sheets named"


def overlapping_parts(path: Path) -> str:
    """Two directory entries for one stretch of bytes, as the bombs that do not nest are made."""
    data = bytearray(pack(parts(sheet())))
    first = data.find(b"PK\x01\x02")
    second = data.find(b"PK\x01\x02", first + 4)
    data[second + 42 : second + 46] = data[first + 42 : first + 46]
    path.write_bytes(bytes(data))
    return "its parts overlap"


def two_parts_of_one_name(path: Path) -> str:
    clean = sheet(rows=ROWS.replace("Ninestar Corporation", "Plain Makers"))
    _xlsx(path, sheet(), {"xl/worksheets/SHEET1.xml": clean})
    return "holds two parts named"


def entities_that_multiply(path: Path) -> str:
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10 if n else "lol"}">' for n in range(12))
    _xlsx(path, sheet(f'<row r="3">{cell("A3", "&l11;")}</row>', prolog=f"<!DOCTYPE x [{laughs}]>"))
    return "declares XML entities"


def entity_that_reads_a_file(path: Path) -> str:
    _xlsx(
        path,
        sheet(
            f'<row r="3">{cell("A3", "&f;")}</row>',
            prolog='<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]>',
        ),
    )
    return "declares XML entities"


def entity_in_wide_letters(path: Path) -> str:
    text = sheet(prolog='<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]>').replace(
        'version="1.0"', 'version="1.0" encoding="UTF-16"'
    )
    path.write_bytes(pack({**parts(""), "xl/worksheets/sheet1.xml": text.encode("utf-16")}))
    return "declares XML entities"


def paths_that_lead_out(path: Path) -> str:
    _xlsx(
        path,
        sheet(),
        {
            "../../escaped.txt": "x",
            "/tmp/flscreen-escaped.txt": "x",
            "..\\..\\escaped.txt": "x",
            "C:\\escaped.txt": "x",
        },
    )
    return ""


def declared_larger_than_it_is(path: Path) -> str:
    _xlsx(path, sheet(before='<dimension ref="A1:XFD1048576"/>'))
    return ""


def declared_smaller_than_it_is(path: Path) -> str:
    _xlsx(path, sheet(before='<dimension ref="A1:A1"/>'))
    return ""


def forgotten_cell(path: Path) -> str:
    _xlsx(path, sheet(f'<row r="1048576">{cell("XFD1048576", "x")}</row>'))
    return "column XFD and row 1,048,576"


def row_beyond_excel(path: Path) -> str:
    _xlsx(path, sheet(f'<row r="4294967295">{cell("A4294967295", "x")}</row>'))
    return "row 4,294,967,295"


def cell_that_contradicts_its_row(path: Path) -> str:
    _xlsx(path, sheet(f'<row r="3">{cell("A900000", "x")}{cell("ZZ3", "x")}</row>'))
    return "memory"


def one_long_text_in_many_cells(path: Path) -> str:
    """A text of 30,000 letters that stands once in the file and in 400,000 cells of the table.

    12 GB.
    """
    header = f'<row r="1">{cell("A1", "Vendor Name")}{cell("B1", "Country")}</row>'
    many = "".join(f'<row r="{n}"><c r="A{n}" t="s"><v>0</v></c></row>' for n in range(2, 400_002))
    members = parts(sheet(many, rows=header))
    members["xl/sharedStrings.xml"] = (
        f'<?xml version="1.0"?><sst {MAIN}><si><t>{"Ninestar " * 3_400}</t></si></sst>'
    )
    relation = (
        f'<Relationship Id="rId2" Type="{RELATION}/sharedStrings"'
        ' Target="sharedStrings.xml"/></Relationships>'
    )
    name = "xl/_rels/workbook.xml.rels"
    members[name] = members[name].replace("</Relationships>", relation)
    path.write_bytes(pack(members))
    return "memory"


def link_to_another_file(path: Path) -> str:
    """The cell of an external link counts with the value that is stored in the workbook."""
    linked = (
        '<row r="3"><c r="A3" t="str"><f>[1]Names!A1</f><v>Hetian Haolin Hair'
        " Accessories</v></c></row>"
    )
    book = (
        f'<?xml version="1.0"?><externalLink {MAIN}><externalBook xmlns:r="{RELATION}"'
        ' r:id="rId1"/></externalLink>'
    )
    rels = (
        '<?xml version="1.0"?><Relationships'
        ' xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship'
        f' Id="rId1" Type="{RELATION}/externalLinkPath" Target="file:///etc/passwd"'
        ' TargetMode="External"/></Relationships>'
    )
    _xlsx(
        path,
        sheet(linked),
        {
            "xl/externalLinks/externalLink1.xml": book,
            "xl/externalLinks/_rels/externalLink1.xml.rels": rels,
        },
    )
    return ""


def program_in_the_workbook(path: Path) -> str:
    """Parts of the names that macros and embedded objects have."""
    _xlsx(
        path,
        sheet(),
        {
            "xl/vbaProject.bin": b"\xd0\xcf\x11\xe0" + b"\0" * 500,
            "xl/embeddings/oleObject1.bin": b"MZ" + b"\0" * 500,
        },
    )
    return ""


def repeated_for_ever(path: Path) -> str:
    """An OpenDocument cell that says it is repeated in every column of every row."""
    office = "urn:oasis:names:tc:opendocument:xmlns"
    text = (
        f'<?xml version="1.0"?><office:document-content xmlns:office="{office}:office:1.0"'
        f' xmlns:table="{office}:table:1.0" '
        f'xmlns:text="{office}:text:1.0"><office:body><office:spreadsheet><table:table'
        ' table:name="S"><table:table-row '
        'table:number-rows-repeated="1048576"><table:table-cell'
        ' table:number-columns-repeated="16384" office:value-type="string">'
        "<text:p>Ninestar"
        " Corporation</text:p></table:table-cell></table:table-row></table:table></office:spreadsheet></office:body>"
        "</office:document-content>"
    )
    members = {"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": text}
    members["META-INF/manifest.xml"] = (
        '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>'
    )
    path.write_bytes(pack(members))
    return "cannot be read as a workbook"


def open_document_that_ends_in_the_middle(path: Path) -> str:
    """Its reader waits for the end of a cell for ever."""
    text = (
        '<?xml version="1.0"?><office:document-content'
        ' xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
        'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"'
        ' xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body>'
        '<office:spreadsheet><table:table table:name="S"><table:table-row><table:table-cell'
        ' office:value-type="string">'
        "<text:p>Vendor"
        " Name</text:p></table:table-cel></table:table-row></table:table></office:spreadsheet></office:body>"
        "</office:document-content>"
    )
    members = {"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": text}
    members["META-INF/manifest.xml"] = (
        '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>'
    )
    path.write_bytes(pack(members))
    return "'content.xml' is damaged"


def open_document_in_an_unknown_encoding(path: Path) -> str:
    members = {"mimetype": "application/vnd.oasis.opendocument.spreadsheet"}
    members["content.xml"] = '<?xml version="1.0" encoding="UTF-9"?><office:document-content/>'
    members["META-INF/manifest.xml"] = "<manifest/>"
    path.write_bytes(pack(members))
    return "'content.xml' is damaged (unknown encoding"


def sheet_cut_off_before_its_cells(path: Path) -> str:
    """The reader of workbooks takes it for an empty sheet, so that its rows would be lost."""
    whole = sheet()
    _xlsx(path, whole[: whole.index("<sheetData>")])
    return "its cells are missing"


def flipped_in_the_packed_sheet(path: Path) -> str:
    """One bit of a cell is another one.

    The part's digest tells, which the reader of workbooks does not look at.
    """
    data = pack(parts(sheet()), level=0)
    path.write_bytes(data.replace(b"Ninestar Corporation", b"Ninestar Cosporation"))
    return "is damaged (Bad CRC-32"


def parquet_of_a_billion_rows(path: Path) -> str:
    pl.DataFrame(
        {"Vendor Name": pl.Series(["Ninestar Corporation"]).new_from_index(0, 6_000_000)}
    ).write_parquet(path)
    return "more than rows and cells"


def line_of_100_megabytes(path: Path) -> str:
    path.write_bytes(
        b"Vendor Name,Country\nNinestar Corporation,China\n" + b"x" * 100_000_000 + b",China\n"
    )
    return ""


def a_line_of_cells(path: Path) -> str:
    path.write_bytes(
        b"Vendor Name,Country\nNinestar Corporation,China\n" + b"x," * 10_000_000 + b"\n"
    )
    return "columns, more than 16,384"


def a_quoted_line_of_cells(path: Path) -> str:
    path.write_bytes(
        b'Vendor Name,Country\n"Ninestar Corporation",China\n' + b"x," * 10_000_000 + b"\n"
    )
    return "columns, more than 16,384"


def ragged_to_the_edge(path: Path) -> str:
    """One wide row makes every row wide."""
    path.write_bytes(
        b"Vendor Name,Country\nNinestar Corporation,China\n" * 20_000 + b"x," * 16_000 + b"\n"
    )
    return "cells, more than 100,000,000"


def nul_bytes(path: Path) -> str:
    path.write_bytes(b"Vendor Name,Country\nNinestar\0 Corporation,China\n\0\0\0,\0\n")
    return ""


def web_page_called_xls(path: Path) -> str:
    path.write_text("<html><p>Vendor Name: Ninestar Corporation</p></html>")
    return "is a web page without a table"


def program_called_xlsx(path: Path) -> str:
    path.write_bytes(b"MZ\x90\0" + b"\0" * 2_000)
    return "is a program"


def csv_called_xlsx(path: Path) -> str:
    path.write_text("Vendor Name,Country\nNinestar Corporation,China\n")
    return ""


def workbook_called_csv(path: Path) -> str:
    _xlsx(path, sheet())
    return ""


XLSX = (
    zip_bomb,
    large_when_unpacked,
    lying_about_its_size,
    many_parts,
    many_sheets,
    two_sheets_of_one_name,
    overlapping_parts,
    two_parts_of_one_name,
    entities_that_multiply,
    entity_that_reads_a_file,
    entity_in_wide_letters,
    paths_that_lead_out,
    declared_larger_than_it_is,
    declared_smaller_than_it_is,
    forgotten_cell,
    row_beyond_excel,
    cell_that_contradicts_its_row,
    one_long_text_in_many_cells,
    link_to_another_file,
    sheet_cut_off_before_its_cells,
    flipped_in_the_packed_sheet,
    program_in_the_workbook,
    program_called_xlsx,
    csv_called_xlsx,
)
CSV = (
    line_of_100_megabytes,
    a_line_of_cells,
    a_quoted_line_of_cells,
    ragged_to_the_edge,
    nul_bytes,
    workbook_called_csv,
)
#: Every maker with the extension that its file has.
MAKERS: dict[str, tuple[Callable[[Path], str], str]] = {
    **{maker.__name__: (maker, ".xlsx") for maker in XLSX},
    **{maker.__name__: (maker, ".csv") for maker in CSV},
    "repeated_for_ever": (repeated_for_ever, ".ods"),
    "open_document_in_an_unknown_encoding": (open_document_in_an_unknown_encoding, ".ods"),
    "open_document_that_ends_in_the_middle": (open_document_that_ends_in_the_middle, ".ods"),
    "parquet_of_a_billion_rows": (parquet_of_a_billion_rows, ".parquet"),
    "web_page_called_xls": (web_page_called_xls, ".xls"),
}
