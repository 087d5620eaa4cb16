"""Colours, fonts and the safe writing of cells."""

import re

from openpyxl.cell import Cell, MergedCell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.worksheet import Worksheet

from screen.models.rows import LONGEST_CELL
from screen.models.vocabulary import Level

FONT = "Calibri"
INK, PAPER, ACCENT = "1F2933", "FFFFFF", "1F3A5F"
#: Fill and letters of each level, at least 4.5:1 in contrast; the level's word always stands beside the colour.
LEVEL_COLOURS: dict[Level, tuple[str, str]] = {
    "critical": ("9B1C1C", "FFFFFF"),
    "high": ("F8B4B4", "5F1414"),
    "medium": ("FDE68A", "5B3A00"),
    "low": ("CFE3F7", "12395B"),
    "info": ("EDEFF2", "3A4653"),
}
_THIN = Side(style="thin", color="D5DAE1")
HEADER_FONT = Font(name=FONT, size=11, bold=True, color=PAPER)
HEADER_FILL = PatternFill("solid", fgColor=ACCENT)
BODY_FONT = Font(name=FONT, size=11, color=INK)
BOLD_FONT = Font(name=FONT, size=11, bold=True, color=INK)
TITLE_FONT = Font(name=FONT, size=18, bold=True, color=ACCENT)
HEADING_FONT = Font(name=FONT, size=13, bold=True, color=ACCENT)
MUTED_FONT = Font(name=FONT, size=11, italic=True, color="52606D")
ALERT_FONT = Font(name=FONT, size=11, bold=True, color="9B1C1C")
LINK_FONT = Font(name=FONT, size=11, color="1D4ED8", underline="single")
INPUT_FILL = PatternFill("solid", fgColor="FFFBEA")
ROW_BORDER = Border(bottom=_THIN)
TOP_WRAP = Alignment(vertical="top", wrap_text=True)
LEFT_WRAP = Alignment(vertical="top", horizontal="left", wrap_text=True)
TOP = Alignment(vertical="top", wrap_text=False)
TOP_RIGHT = Alignment(vertical="top", horizontal="right", indent=1)

#: XML 1.0 forbids these characters in a workbook.
_ILLEGAL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
#: Excel refuses a sheet with more hyperlinks than this.
HYPERLINKS_A_SHEET = 65_000


def level_fill(level: Level) -> PatternFill:
    """The cell fill of a level."""
    return PatternFill("solid", fgColor=LEVEL_COLOURS[level][0])


def level_font(level: Level) -> Font:
    """The letters of a level, readable on its fill."""
    return Font(name=FONT, size=11, bold=True, color=LEVEL_COLOURS[level][1])


def clean(text: str) -> str:
    """Text as a cell may hold it: without control characters and within Excel's limit of 32,767 characters."""
    text = _ILLEGAL.sub("", text)
    return text if len(text) <= LONGEST_CELL else text[: LONGEST_CELL - 1] + "…"


def put(cell: Cell | MergedCell, value: object) -> None:
    """Writes a value; text is always text, so that no input is ever run as a formula."""
    assert isinstance(cell, Cell)
    if isinstance(value, str):
        cell.value = clean(value)
        if cell.value[:1] in ("=", "+", "-", "@", "\t", "\r"):
            cell.data_type = "s"
            cell.quotePrefix = True
    else:
        cell.value = value  # type: ignore[assignment]


def link(sheet: Worksheet, cell: Cell | MergedCell, target_sheet: str, row: int) -> None:
    """Makes ``cell`` a link to a row of another sheet of the workbook."""
    cell.hyperlink = Hyperlink(ref=cell.coordinate, location=f"'{target_sheet}'!A{row}", display=str(cell.value))
    cell.font = LINK_FONT
