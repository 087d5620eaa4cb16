"""Colours, named styles, and cells that are safe to open."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Protection, Side

from screen.core.safe_text import FORMULA_STARTS, NOT_IN_XML
from screen.models.rows import LONGEST_CELL
from screen.models.vocabulary import Level
from screen.report.excel.openpyxl_internals import (
    Linked,
    StreamCell,
    date_cell,
    number_cell,
    text_cell,
)

FONT = "Calibri"
INK, PAPER, ACCENT = "1F2933", "FFFFFF", "1F3A5F"
#: Background and text of each level, at least 4.5:1 in contrast. The level is always written out
#: beside its colour.
LEVEL_COLOURS: dict[Level, tuple[str, str]] = {
    "critical": ("9B1C1C", "FFFFFF"),
    "high": ("F8B4B4", "5F1414"),
    "medium": ("FDE68A", "5B3A00"),
    "low": ("CFE3F7", "12395B"),
    "info": ("EDEFF2", "3A4653"),
}
Look = Literal[
    "title",
    "heading",
    "text",
    "bold",
    "note",
    "alert",
    "header",
    "wrap",
    "plain",
    "number",
    "input",
    "link",
    "critical",
    "high",
    "medium",
    "low",
    "info",
]

_THIN = Side(style="thin", color="D5DAE1")
_TOP_WRAP = Alignment(vertical="top", wrap_text=True)
_LEFT_WRAP = Alignment(vertical="top", horizontal="left", wrap_text=True)
_TOP = Alignment(vertical="top", wrap_text=False)

#: Text that is written as it is: no formula, no blank at its ends, nothing that XML escapes.
_INNER = r"&<>\x00-\x09\x0b-\x1f\ud800-\udfff\ufffe\uffff"
_PLAIN = re.compile(rf"(?![=+\-@＝＋－＠])[^\s{_INNER}](?:[^{_INNER}]*[^\s{_INNER}])?")
#: Whole numbers up to here are written digit by digit.
_SHORT = 10**15
#: Excel refuses a sheet with more hyperlinks than this.
HYPERLINKS_A_SHEET = 65_000


def _font(colour: str = INK, size: int = 11, **more: Any) -> Font:
    return Font(name=FONT, size=size, color=colour, **more)


def named_styles() -> dict[Look, NamedStyle]:
    """Return the styles of all sheets by look.

    Excel lists them under 'Cell styles', where they can be changed for the whole workbook.
    """

    def style(
        look: Look,
        font: Font,
        alignment: Alignment,
        fill: str = "",
        border: Border | None = None,
        locked: bool = True,
    ) -> NamedStyle:
        return NamedStyle(
            name=f"flscreen {look}",
            font=font,
            alignment=alignment,
            fill=PatternFill("solid", fgColor=fill) if fill else PatternFill(),
            border=border or Border(),
            protection=Protection(locked=locked),
        )

    styles = [
        style("title", _font(ACCENT, 18, bold=True), _TOP),
        style("heading", _font(ACCENT, 13, bold=True), _TOP_WRAP),
        style("text", _font(), _LEFT_WRAP),
        style("bold", _font(bold=True), _LEFT_WRAP),
        style("note", _font("52606D", italic=True), _TOP),
        style("alert", _font("9B1C1C", bold=True), _LEFT_WRAP),
        style("header", _font(PAPER, bold=True), _TOP_WRAP, ACCENT),
        style("wrap", _font(), _TOP_WRAP),
        style("plain", _font(), _TOP),
        style("number", _font(), Alignment(vertical="top", horizontal="right", indent=1)),
        style(
            "input",
            _font(),
            _TOP_WRAP,
            "FFFBEA",
            Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN),
            False,
        ),
        style("link", _font("1D4ED8", underline="single"), _TOP_WRAP),
    ]
    styles += [
        style(level, _font(ink, bold=True), _TOP, fill)
        for level, (fill, ink) in LEVEL_COLOURS.items()
    ]
    return {style.name.removeprefix("flscreen "): style for style in styles}  # type: ignore[misc]


@dataclass(slots=True)
class Styles:
    """The named styles of one workbook, each resolved once for every number format it has."""

    book: Workbook
    _ids: dict[tuple[Look, str, bool], int] = field(default_factory=dict)
    removed: int = 0

    def __post_init__(self) -> None:
        for style in named_styles().values():
            self.book.add_named_style(style)

    def cell(
        self,
        sheet: Any,
        value: object,
        look: Look,
        number_format: str = "",
        link: tuple[str, int] | str | None = None,
    ) -> StreamCell:
        """Return a cell for ``sheet``. Text stays text: no input ever runs as a formula.

        ``link`` is a sheet and row of the workbook, or a web address. Characters that a workbook
        cannot hold are removed and counted in ``removed``.
        """
        if isinstance(value, str):
            value = self.clean(value)
            style = self._id(sheet, look, number_format, value.startswith(FORMULA_STARTS))
            cell = text_cell(value, style)
        elif isinstance(value, date):
            cell = date_cell(value, self._id(sheet, look, number_format, False))
        else:
            cell = number_cell(value, self._id(sheet, look, number_format, False))
        if not link:
            return cell
        if isinstance(link, str):
            return Linked(cell, link, None, None)
        return Linked(cell, None, f"'{link[0]}'!A{link[1]}", str(value))

    def maker(self, sheet: Any, look: Look, number_format: str) -> Callable[[Any], StreamCell]:
        """Return ``cell`` for the many values of one column, of which most are plain."""
        plain = self._id(sheet, look, number_format, False)
        begin, end = f' s="{plain}" t="inlineStr"><is><t>', "</t></is></c>"
        begin_number, end_number = f' s="{plain}" t="n"><v>', "</v></c>"
        is_plain = _PLAIN.fullmatch

        def make(value: Any) -> StreamCell:
            if type(value) is str:
                if len(value) <= LONGEST_CELL and is_plain(value):
                    return f"{begin}{value}{end}"
            elif type(value) is int and -_SHORT < value < _SHORT:
                return f"{begin_number}{value}{end_number}"
            return self.cell(sheet, value, look, number_format)

        return make

    def clean(self, text: str) -> str:
        """Return text without control characters, within Excel's limit of 32,767 characters."""
        if not NOT_IN_XML.search(text):
            return text if len(text) <= LONGEST_CELL else text[: LONGEST_CELL - 1] + "…"
        cleaned, count = NOT_IN_XML.subn("", text)
        self.removed += count
        return cleaned if len(cleaned) <= LONGEST_CELL else cleaned[: LONGEST_CELL - 1] + "…"

    def _id(self, sheet: Any, look: Look, number_format: str, quoted: bool) -> int:
        """Return the number of a style in the workbook.

        ``quoted`` is Excel's own mark for text that begins like a formula.
        """
        key = (look, number_format, quoted)
        if key not in self._ids:
            model = WriteOnlyCell(sheet)
            model.style = f"flscreen {look}"
            if number_format:
                model.number_format = number_format
            model.quotePrefix = quoted
            self._ids[key] = model.style_id
        return self._ids[key]
