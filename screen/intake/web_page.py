"""Reads tables that programs save as web pages under the name .xls, because Excel opens them.

Three kinds: HTML, MHTML (a mail message with the page inside), and the XML spreadsheet of Excel
2003. Nothing is fetched, no entity is expanded, no script is run.
"""

import email
import email.policy
import re
from typing import Any

import polars as pl
from lxml import etree, html

from screen.core.errors import InputError
from screen.intake.encodings import decode
from screen.intake.raw_table import RawTable, column_letter
from screen.intake.records import refuse_large_grid
from screen.intake.source import Source
from screen.models.limits import Limits

_MHTML = re.compile(rb"\A\s*(?:[\w-]+:[^\n]*\n(?:[ \t][^\n]*\n)*)+", re.ASCII)
_SPREADSHEET = "urn:schemas-microsoft-com:office:spreadsheet"
#: Where a page says its encoding.
_CHARSET = re.compile(rb"charset\s*=\s*[\"']?([\w.:-]+)", re.IGNORECASE)
#: A cell that spans more columns or rows than this does not belong to a table of ours.
_WIDEST_SPAN = 1_000


def is_mhtml(head: bytes) -> bool:
    """Return whether a file begins with the headers of a mail message that holds a page."""
    found = _MHTML.match(head)
    return bool(found) and b"mime-version" in head.lower()


def read_page(source: Source, limits: Limits) -> list[RawTable]:
    """Return the tables of a page, or the sheets of an XML spreadsheet.

    Raises InputError where there is no table in it, or more of it than ``limits`` allow.
    """
    data = pages_of_message(source.data) if is_mhtml(source.data[:4096]) else source.data
    if _SPREADSHEET.encode() in data[:4096]:
        return _spreadsheet(source, data, limits)
    return _tables(source, data, limits)


def pages_of_message(data: bytes) -> bytes:
    """Return the pages of a message one after the other: Excel saves each sheet as one."""
    message = email.message_from_bytes(data, policy=email.policy.default)
    pages = [
        payload
        for part in message.walk()
        if part.get_content_type() == "text/html"
        and isinstance(payload := part.get_payload(decode=True), bytes)
    ]
    return b"\n".join(pages)


def _tables(source: Source, data: bytes, limits: Limits) -> list[RawTable]:
    said = _CHARSET.search(data[:4096])
    name = source.encoding or (said[1].decode("ascii") if said else None)
    try:
        text = decode(data, name).text
    except LookupError:
        text = decode(data).text
    parser = html.HTMLParser(
        no_network=True, huge_tree=False, remove_comments=True, encoding="utf-8"
    )
    page = html.document_fromstring(text.encode() or b"<html></html>", parser=parser)
    for hidden in [*page.iter("script", "style")]:
        hidden.text = ""
    outer = [one for one in page.iter("table") if next(one.iterancestors("table"), None) is None]
    grids = [grid for table in outer if any(map(any, grid := _grid(table)))]
    if not grids:
        raise InputError(
            "is a web page without a table",
            path=source.path,
            hint="open it in Excel and save it as .xlsx",
        )
    several = len(grids) > 1
    return [
        RawTable(source.shown, f"table {number}" if several else "", _frame(source, grid, limits))
        for number, grid in enumerate(grids, start=1)
    ]


def _grid(table: html.HtmlElement) -> list[list[str]]:
    """Return the cells of a table; a cell that spans several stands in the first of them."""
    grid: list[list[str]] = []
    for row in table.iter("tr"):
        cells: list[str] = []
        for cell in row:
            if cell.tag not in ("td", "th"):
                continue
            cells.append(" ".join(cell.text_content().replace("\xa0", " ").split()))
            span = str(cell.get("colspan", "1"))
            cells += [""] * (min(int(span), _WIDEST_SPAN) - 1 if span.isdigit() else 0)
        grid.append(cells)
    return grid


def _spreadsheet(source: Source, data: bytes, limits: Limits) -> list[RawTable]:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    if b"<!ENTITY" in data[:65_536]:
        raise InputError("declares XML entities", path=source.path, hint="it was tampered with")
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise InputError(
            f"is a damaged XML spreadsheet ({error.msg})", path=source.path, hint="save it as .xlsx"
        ) from error
    prefix = f"{{{_SPREADSHEET}}}"
    tables = []
    for number, sheet in enumerate(root.iter(f"{prefix}Worksheet"), start=1):
        grid: list[list[str]] = []
        for row in sheet.iter(f"{prefix}Row"):
            _skip_to(grid, row.get(f"{prefix}Index"), [], limits.rows)
            cells: list[str] = []
            for cell in row.iter(f"{prefix}Cell"):
                _skip_to(cells, cell.get(f"{prefix}Index"), "", limits.columns)
                found = cell.find(f"{prefix}Data")
                cells.append("" if found is None else "".join(map(str, found.itertext())).strip())
            grid.append(cells)
        name = sheet.get(f"{prefix}Name") or f"sheet {number}"
        tables.append(RawTable(source.shown, name, _frame(source, grid, limits)))
    if not tables:
        raise InputError(
            "holds no sheets", path=source.path, hint="open and save it again in Excel"
        )
    return tables


def _skip_to(items: list[Any], index: str | None, blank: Any, most: int) -> None:
    """Append blanks up to the place that ``ss:Index`` names, counted from 1."""
    if index and index.isdigit():
        items += [blank] * (min(int(index), most + 1) - 1 - len(items))


def _frame(source: Source, grid: list[list[str]], limits: Limits) -> pl.DataFrame:
    width = max(map(len, grid), default=0)
    refuse_large_grid(source, len(grid), width, limits)
    columns = {
        column_letter(at): [row[at] or None if at < len(row) else None for row in grid]
        for at in range(width)
    }
    return pl.DataFrame(columns, schema=dict.fromkeys(columns, pl.String))
