"""A workbook that two programs would read in two ways is refused; one that is only unusual is read.

Each attack hides a listed firm from one of two readers: Excel, and the library that reads for us.
"""

import io
import json
import re
import struct
import sys
import zipfile

import pytest
from hostile.make import MAIN, RELATION, ROWS, cell, pack, parts, sheet
from openpyxl import load_workbook
from test_intake import write_xlsb

CLEAN = ROWS.replace("Ninestar Corporation", "Plain Makers Oy").replace("China", "Finland")
ENTRY = "uflpa-ninestar-corporation"
OFFICE = "urn:oasis:names:tc:opendocument:xmlns"


def clean(more: str = "") -> bytes:
    return pack(parts(sheet(rows=CLEAN + more)))


def evil() -> bytes:
    return pack(parts(sheet()))


def members(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def with_part(name: str, old: str, new: str, **more: str) -> bytes:
    changed = parts(sheet(rows=CLEAN))
    assert old in changed[name]
    changed[name] = changed[name].replace(old, new)
    return pack({**changed, **{key.replace("__", "/"): text for key, text in more.items()}})


def in_between() -> bytes:
    """A part that the directory does not name stands between two that it names."""
    data, hidden = clean(), evil()
    directory = data.rfind(b"PK\x05\x06")
    start = struct.unpack_from("<L", data, directory + 16)[0]
    end = bytearray(data[start:])
    struct.pack_into("<L", end, directory - start + 16, start + len(hidden))
    return data[:start] + hidden + bytes(end)


def named_otherwise() -> bytes:
    """What stands in front of a part gives it another name than the directory does."""
    data = clean()
    at = data.find(b"xl/worksheets/sheet1.xml")
    return data[:at] + b"xl/worksheets/sheet2.xml" + data[at + 24 :]


def open_document(body: str, prefix: str = "table") -> bytes:
    text = (
        f'<?xml version="1.0"?><office:document-content xmlns:office="{OFFICE}:office:1.0"'
        f' xmlns:{prefix}="{OFFICE}:table:1.0" xmlns:text="{OFFICE}:text:1.0"><office:body>'
        f"{body}</office:body></office:document-content>"
    )
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    manifest = f'<m:manifest xmlns:m="{OFFICE}:manifest:1.0"/>'
    return pack({"mimetype": kind, "content.xml": text, "META-INF/manifest.xml": manifest})


def open_table(name: str, prefix: str = "table", title: str = "S") -> str:
    rows = "".join(
        f'<{prefix}:table-row><{prefix}:table-cell office:value-type="string">'
        f"<text:p>{text}</text:p></{prefix}:table-cell></{prefix}:table-row>"
        for text in ("Vendor Name", name)
    )
    return (
        f'<office:spreadsheet><{prefix}:table {prefix}:name="{title}">{rows}</{prefix}:table>'
        "</office:spreadsheet>"
    )


def binary(tmp_path, change) -> bytes:
    write_xlsb(tmp_path / "made.xlsb")
    found = members((tmp_path / "made.xlsb").read_bytes())
    name = "xl/worksheets/sheet1.bin"
    changed = change(found[name])
    assert changed != found[name]
    return pack({**found, name: changed})


TWICE = {
    "cell": CLEAN.replace("</row>", f"{cell('A2', 'Ninestar Corporation')}</row>", 2),
    "row": f'{CLEAN}<row r="2">{cell("A2", "Ninestar Corporation")}</row>',
    "cell out of order": f'{CLEAN}<row r="3">{cell("A2", "Ninestar Corporation")}</row>',
    "cell without place": (
        f'{CLEAN}<row r="3"><c t="inlineStr"><is><t>Ninestar Corporation</t></is></c>'
        f"{cell('A3', 'Plain Makers Oy')}</row>"
    ),
    "cell with a prefix": (
        f'{CLEAN}<row r="3">{cell("A3", "Plain Makers Oy")}<x:c xmlns:x="{MAIN[7:-1]}" r="A3"/>'
        "</row>"
    ),
    "cell in other quotes": (
        f"{CLEAN}<row r='3'>{cell('A3', 'Plain Oy')}<c\tr='A3' t='inlineStr'><is>"
        "<t>Ninestar Corporation</t></is></c></row>"
    ),
}
ATTACKS = {
    "two archives joined": lambda _: clean() + evil(),
    "two archives joined the other way": lambda _: evil() + clean(),
    "bytes before the archive": lambda _: b"PK\x03\x04" + b" " * 60 + clean(),
    "bytes behind the archive": lambda _: clean() + b" " * 30,
    "an archive in the comment": lambda _: clean()[:-2] + struct.pack("<H", len(evil())) + evil(),
    "an archive between the parts": lambda _: in_between(),
    "another name in front of the part": lambda _: named_otherwise(),
    "two parts of one name but for the slash": lambda _: pack(
        {**parts(sheet(rows=CLEAN)), "xl\\worksheets\\sheet1.xml": sheet()}
    ),
    "a second table": lambda _: with_part(
        "xl/worksheets/sheet1.xml", "</worksheet>", f"<sheetData>{ROWS}</sheetData></worksheet>"
    ),
    "a second table with a prefix": lambda _: with_part(
        "xl/worksheets/sheet1.xml",
        "</worksheet>",
        f"<x:sheetData xmlns:x={MAIN[6:]}>{ROWS}</x:sheetData></worksheet>",
    ),
    **{
        f"{name} twice": lambda _, rows=rows: pack(parts(sheet(rows=rows)))
        for name, rows in TWICE.items()
    },
    "cell twice in wide letters": lambda _: pack(
        {
            **parts(""),
            "xl/worksheets/sheet1.xml": sheet(rows=TWICE["cell"])
            .replace('version="1.0"', 'version="1.0" encoding="UTF-16"')
            .encode("utf-16"),
        }
    ),
    "the workbook under another name": lambda _: with_part(
        "_rels/.rels", "xl/workbook.xml", "xl/book2.xml", xl__book2=""
    ),
    "the texts under another name": lambda _: with_part(
        "xl/_rels/workbook.xml.rels",
        "</Relationships>",
        f'<Relationship Id="rId8" Type="{RELATION}/sharedStrings" Target="other.xml"/>'
        "</Relationships>",
    ),
    "one id for two relations": lambda _: with_part(
        "xl/_rels/workbook.xml.rels",
        "</Relationships>",
        f'<Relationship Id="rId1" Type="{RELATION}/worksheet" Target="worksheets/s2.xml"/>'
        "</Relationships>",
    ),
    "a workbook that is an OpenDocument too": lambda _: pack(
        {**members(open_document(open_table("Ninestar Corporation"))), **parts(sheet(rows=CLEAN))}
    ),
    "two OpenDocument spreadsheets": lambda _: open_document(
        open_table("Plain Makers Oy") + open_table("Ninestar Corporation", title="T")
    ),
    "an OpenDocument table of another prefix": lambda _: open_document(
        open_table("Ninestar Corporation", "t"), "t"
    ),
    "a row twice in binary": lambda tmp_path: binary(
        tmp_path,
        lambda data: data.replace(struct.pack("<BBI", 0, 17, 2), struct.pack("<BBI", 0, 17, 1)),
    ),
    "a second table in binary": lambda tmp_path: binary(
        tmp_path, lambda data: data + b"\x91\x01\x00"
    ),
}


@pytest.mark.parametrize("name", ATTACKS)
def test_what_can_be_read_in_two_ways_is_refused(cli, tmp_path, name):
    made = ATTACKS[name](tmp_path)
    path = tmp_path / "vendors.xlsx"
    path.write_bytes(made)
    outcome = cli("run", path, "--fail-on", "none")
    assert outcome.code == 3 and outcome.err.count("\n") == 1, outcome.err
    assert re.search(
        r"belong to none|after the end|differently in the directory|two parts|twice|elsewhere"
        r"|two relations|two workbooks|two elements|prefix",
        outcome.err,
    )


def streamed() -> bytes:
    """Sizes stand behind each part, as programs write that cannot go back."""

    class Forward(io.RawIOBase):
        def __init__(self):
            self.data = bytearray()

        def writable(self):
            return True

        def write(self, block):
            self.data += bytes(block)
            return len(block)

    out = Forward()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts(sheet()).items():
            archive.writestr(name, text)
    return bytes(out.data)


def large() -> bytes:
    """64-bit sizes, as programs write that do not know how large a part will be."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts(sheet()).items():
            with archive.open(name, "w", force_zip64=True) as part:
                part.write(text.encode())
    return out.getvalue()


UNUSUAL = {
    "sizes behind the parts": streamed,
    "64-bit sizes": large,
    "a comment": lambda: evil()[:-2] + struct.pack("<H", 7) + b"by hand",
    "rows from the last to the first": lambda: pack(
        parts(sheet(rows="".join(reversed(re.findall(r"<row.*?</row>", ROWS)))))
    ),
    "no places": lambda: pack(parts(sheet(rows=re.sub(r' r="\w+"', "", ROWS)))),
    "attributes in another order": lambda: pack(
        parts(sheet(rows=re.sub(r'<c (r="\w+") (t="\w+")', r"<c \2 \1", ROWS)))
    ),
    "cells in a comment": lambda: pack(parts(sheet(rows=f"<!-- {ROWS} -->{ROWS}"))),
    "absolute targets": lambda: pack(
        {
            name: text.replace('Target="xl/', 'Target="/xl/').replace(
                'Target="worksheets', 'Target="/xl/worksheets'
            )
            for name, text in parts(sheet()).items()
        }
    ),
}


@pytest.mark.parametrize("name", UNUSUAL)
def test_what_is_only_unusual_is_read(cli, tmp_path, name):
    path, report = tmp_path / "vendors.xlsx", tmp_path / "report.json"
    path.write_bytes(UNUSUAL[name]())
    outcome = cli("run", path, "-o", report, "--quiet")
    assert (outcome.code, outcome.err) == (1, "")
    found = json.loads(report.read_text(encoding="utf-8"))["findings"]
    assert ENTRY in {one["match"]["entry_id"] for one in found if one["match"]}


@pytest.mark.parametrize(
    "form",
    [
        ';;;"Ninestar Corporation"',
        '\\N\\i\\n\\e\\s\\t\\a\\r" Corporation"',
        "[$Ninestar Corporation]0",
    ],
)
def test_a_name_that_only_a_number_format_shows_is_found(cli, workbook, tmp_path, form):
    path = workbook(Vendors=[["Vendor Name", "Country", "Size"], ["Plain Makers Oy", "Finland", 1]])
    book = load_workbook(path)
    book.active["C2"].number_format = form
    book.save(path)
    report = tmp_path / "report.json"
    assert cli("run", path, "-o", report).code == 1
    found = json.loads(report.read_text(encoding="utf-8"))["findings"]
    assert ENTRY in {one["context"]["entry_id"] for one in found}


def test_looking_for_cells_that_stand_twice_grows_with_the_sheet(tmp_path):
    """A sheet in any order is walked through once: ten times the cells, ten times the work."""
    from screen.intake.sheet_positions import refuse_places_taken_twice

    counts = []
    for height in (2_000, 20_000):
        rows = "".join(f'<row r="{n}">{cell(f"A{n}", "x")}</row>' for n in range(height, 0, -1))
        path = tmp_path / f"{height}.xlsx"
        path.write_bytes(pack(parts(sheet(rows=rows))))
        calls = 0

        def count(_frame, event, _arg):
            nonlocal calls
            calls += event in ("call", "c_call")

        with zipfile.ZipFile(path) as archive:
            sys.setprofile(count)
            try:
                refuse_places_taken_twice(path, archive)
            finally:
                sys.setprofile(None)
        counts.append(calls)
    assert counts[1] < 12 * counts[0]
