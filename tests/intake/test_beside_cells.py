"""Texts of a workbook that stand in no cell are swept in every kind of workbook."""

import json
import struct
import zipfile
from pathlib import Path

import biff12
import pytest
import xlwt
from conftest import AS_OF
from openpyxl import Workbook
from xlwt import CompoundDoc

DATA = Path(__file__).parent / "data"
SWEPT = {
    ("page header or footer", "Vendors", 0): "Aksu Huafu Textiles",
    ("comment", "Notes", 3): "Ninestar Corporation",
    ("text box", "Vendors", 3): "Xinjiang Junggar Cotton and Linen",
}
TABLE = [["Vendor", "Country"], ["Plain Makers", "Finland"], ["Other Makers", "Finland"]]


@pytest.fixture
def mentions(cli, tmp_path):
    """Returns the mentions found in a file: (place, sheet, row) -> name, and what was left out."""

    def call(path: Path) -> tuple[dict, list]:
        report = tmp_path / "report.json"
        outcome = cli("run", path, "-o", report, "--as-of", AS_OF, "--fail-on", "none")
        assert outcome.code == 0, outcome.err
        result = json.loads(report.read_text(encoding="utf-8"))
        found = {
            (one["subject"]["id"], one["subject"]["sheet"], one["subject"]["row"]): one["subject"][
                "name"
            ]
            for one in result["findings"]
            if one["rule"] == "mention" and one["subject"]["kind"] == "cell"
        }
        return found, [left for one in result["inputs"] for left in one["not_screened"]]

    return call


@pytest.mark.parametrize("kind", ["xlsx", "ods", "xls"])
def test_comments_boxes_and_page_headers_are_swept(mentions, kind):
    """The .ods and .xls files were saved from the .xlsx by LibreOffice; .xls anchors no box."""
    found, left_out = mentions(DATA / f"beside.{kind}")
    expected = {
        (place, sheet, 0 if kind == "xls" and place == "text box" else row): name
        for (place, sheet, row), name in SWEPT.items()
    }
    assert found == expected
    assert left_out == []


def test_comments_and_page_headers_of_binary_workbooks_are_swept(mentions, tmp_path):
    path = tmp_path / "vendors.xlsb"
    biff12.write(
        path,
        {
            "Vendors": ("worksheet", "worksheets/sheet1.bin"),
            "Chart": ("chartsheet", "chartsheets/sheet1.bin"),
            "Notes": ("worksheet", "worksheets/sheet2.bin"),
        },
        {
            "xl/worksheets/sheet1.bin": biff12.sheet(TABLE, "&CAksu Huafu Textiles Co. &P"),
            "xl/chartsheets/sheet1.bin": biff12.record(129) + biff12.record(130),
            "xl/worksheets/sheet2.bin": biff12.sheet([["Nothing"]]),
            "xl/worksheets/_rels/sheet2.bin.rels": biff12.relations(
                ("comments", "../comments1.bin")
            ),
            "xl/comments1.bin": biff12.comments((2, 2, "Agent of Ninestar Corporation")),
        },
    )
    found, left_out = mentions(path)
    assert found == {key: name for key, name in SWEPT.items() if key[0] != "text box"}
    assert left_out == []


@pytest.mark.parametrize("kind", ["ods", "xls", "xlsb"])
def test_a_part_cut_short_ends_in_no_traceback(cli, tmp_path, kind):
    """Comments that cannot be read leave the rows screened, or the file is refused in one line."""
    path = tmp_path / f"cut.{kind}"
    if kind == "xlsb":
        biff12.write(
            path,
            {"Vendors": ("worksheet", "worksheets/sheet1.bin")},
            {
                "xl/worksheets/sheet1.bin": biff12.sheet(TABLE),
                "xl/worksheets/_rels/sheet1.bin.rels": biff12.relations(
                    ("comments", "../comments1.bin")
                ),
                "xl/comments1.bin": biff12.comments((0, 0, "Agent of Ninestar"))[:40],
            },
        )
    else:
        whole = (DATA / f"beside.{kind}").read_bytes()
        path.write_bytes(whole[: len(whole) * 3 // 4])
    outcome = cli("run", path, "--fail-on", "none")
    assert outcome.code == (0 if kind == "xlsb" else 3)
    assert "internal error" not in outcome.err


def macro_workbook(path: Path, kind: str) -> None:
    """Write a workbook whose second sheet is one of Excel 4.0 macros (MS-OFFMACRO)."""
    book = Workbook()
    for row in TABLE:
        book.worksheets[0].append(row)
    book.create_sheet("Macro1")["A1"] = "Ninestar Corporation"
    plain = path.with_suffix(".xlsx")
    book.save(plain)
    named = "http://schemas.microsoft.com/office/2006/relationships/"
    old = 'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet"'
    with zipfile.ZipFile(plain) as archive, zipfile.ZipFile(path, "w") as copy:
        for name in archive.namelist():
            content = archive.read(name).decode()
            if name.endswith("workbook.xml.rels"):
                first, second, rest = content.partition(
                    next(
                        part + ">" for part in content.split(">") if "worksheets/sheet2.xml" in part
                    )
                )
                second = second.replace(old, f'Type="{named}{kind}"').replace(
                    "worksheets/", "macrosheets/"
                )
                content = first + second + rest
            elif name.endswith("sheet2.xml"):
                content = content.replace("<worksheet ", "<xm:macrosheet ", 1).replace(
                    "</worksheet>", "</xm:macrosheet>"
                )
                content = content.replace(
                    "<xm:macrosheet ",
                    '<xm:macrosheet xmlns:xm="http://schemas.microsoft.com/office/excel/2006/main" ',
                    1,
                )
            copy.writestr(name.replace("worksheets/sheet2", "macrosheets/sheet2"), content)


@pytest.mark.parametrize("kind", ["xlMacrosheet", "xlIntlMacrosheet"])
def test_cells_of_macro_sheets_are_screened(cli, tmp_path, kind):
    path = tmp_path / "vendors.xlsm"
    macro_workbook(path, kind)
    report = tmp_path / "report.json"
    cli("run", path, "-o", report, "--as-of", AS_OF, "--fail-on", "none")
    result = json.loads(report.read_text(encoding="utf-8"))
    assert {one["sheet"] for one in result["inputs"]} == {"Sheet", "Macro1"}
    assert any(
        one["subject"]["sheet"] == "Macro1" and one["level"] in {"critical", "high"}
        for one in result["findings"]
    )


def test_numbers_of_a_chart_are_not_cells(cli, tmp_path):
    """An .xls chart keeps what it drew as records of cells from A1 on, inside its sheet's."""
    book = xlwt.Workbook()
    sheet = book.add_sheet("Vendors")
    for at, row in enumerate([TABLE[0], ["Ninestar Corporation", "China"], *TABLE[1:]]):
        for column, text in enumerate(row):
            sheet.write(at, column, text)
    stream, end = book.get_biff_data()[:-4], struct.pack("<HH", 0x0A, 0)

    def record(kind: int, body: bytes) -> bytes:
        return struct.pack("<HH", kind, len(body)) + body

    drawn = b"".join(
        record(0x203, struct.pack("<HHHd", row, column, 15, 7.5))
        for row in range(4)
        for column in range(2)
    )
    chart = record(0x809, struct.pack("<HHHHII", 0x600, 0x20, 0, 0, 0, 0)) + drawn + end
    path = tmp_path / "chart.xls"
    CompoundDoc.XlsDoc().save(str(path), stream + chart + end)
    report = tmp_path / "report.json"
    cli("run", path, "-o", report, "--as-of", AS_OF, "--fail-on", "none")
    result = json.loads(report.read_text(encoding="utf-8"))
    assert result["inputs"][0]["rows_screened"] == 3
    assert "uflpa-ninestar-corporation" in {
        one["match"]["entry_id"] for one in result["findings"] if one["match"]
    }
