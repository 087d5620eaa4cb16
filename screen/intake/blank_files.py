"""Blank input files for ``flscreen init``.

Workbooks with the headers that flscreen knows, notes on them, and drop-downs.
"""

from pathlib import Path

from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, NamedStyle, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from screen.core.atomic import write_whole
from screen.core.data_tables import read_table
from screen.intake.intake import TEMPLATE_CHOICES
from screen.models.kinds import TABLE_KINDS
from screen.models.vocabulary import SubjectKind

#: Drop-downs and number checks reach down to this row.
_LAST_ROW = 5_000
#: Columns whose digits Excel would take for a number.
_TEXT = {"hs_codes", "hs_code", "supplier_id", "shipment_id", "registration_number"}


def write_template(kind: SubjectKind, path: Path) -> None:
    """Write the blank workbook of ``kind`` to ``path``, whole or not at all."""
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = TABLE_KINDS[kind].title
    header = _header_style()
    choices = _write_choices(book)
    columns = [
        row for row in read_table("screen.intake", "template_columns") if row["kind"] == kind
    ] or [_plain_column(name) for name in TABLE_KINDS[kind].model.model_fields]
    for number, column in enumerate(columns, start=1):
        letter = get_column_letter(number)
        cell = sheet.cell(1, number, column["header"])
        cell.style = header
        if column["note"]:
            cell.comment = Comment(column["note"], "flscreen", height=90, width=260)
        sheet.column_dimensions[letter].width = int(column["width"])
        if column["column"] in _TEXT:
            sheet.column_dimensions[letter].number_format = "@"
        check = _check(column["choices"], choices)
        if check:
            check.add(f"{letter}2:{letter}{_LAST_ROW}")
            sheet.add_data_validation(check)
    sheet.row_dimensions[1].height = 30
    sheet.freeze_panes = "A2"
    with write_whole(path) as temporary:
        book.save(temporary)


def _plain_column(name: str) -> dict[str, str]:
    """Return a column as the template table has it, for a kind of row that the table lacks."""
    header = name.replace("_", " ").title()
    return {"column": name, "header": header, "width": "24", "choices": "", "note": ""}


def _header_style() -> NamedStyle:
    return NamedStyle(
        name="flscreen header",
        font=Font(name="Calibri", size=11, color="FFFFFF", bold=True),
        alignment=Alignment(vertical="top", wrap_text=True),
        fill=PatternFill("solid", fgColor="1F3A5F"),
    )


def _write_choices(book: Workbook) -> dict[str, str]:
    """Return the values of the drop-downs on a hidden sheet, and the range of each."""
    sheet = book.create_sheet(TEMPLATE_CHOICES)
    sheet.sheet_state = "hidden"
    lists = {
        "countries": sorted(row["name"] for row in read_table("screen.reference", "countries")),
        "currencies": sorted({row["code"] for row in read_table("screen.intake", "currencies")}),
    }
    ranges = {}
    for number, (name, values) in enumerate(lists.items(), start=1):
        for row, value in enumerate(values, start=1):
            sheet.cell(row, number, value)
        letter = get_column_letter(number)
        ranges[name] = f"'{TEMPLATE_CHOICES}'!${letter}$1:${letter}${len(values)}"
    return ranges


def _check(kind: str, choices: dict[str, str]) -> DataValidation | None:
    """Return the check of a column's cells.

    A drop-down warns and does not forbid, because flscreen reads more spellings than it shows.
    """
    if kind in choices:
        check = DataValidation(
            type="list", formula1=choices[kind], allow_blank=True, errorStyle="warning"
        )
        check.error = "flscreen may know this spelling as well; choose from the list to be sure."
    elif kind == "tiers":
        check = DataValidation(
            type="whole", operator="between", formula1="1", formula2="20", allow_blank=True
        )
        check.error = "Write the tier as a number: 1 delivers to you."
    elif kind == "amounts":
        check = DataValidation(
            type="decimal",
            operator="greaterThanOrEqual",
            formula1="0",
            allow_blank=True,
            errorStyle="warning",
        )
        check.error = "Write a plain number."
    elif kind == "dates":
        check = DataValidation(
            type="date",
            operator="greaterThan",
            formula1="36526",
            allow_blank=True,
            errorStyle="warning",
        )
        check.error = "Write a date, best as 2026-03-31."
    else:
        return None
    check.showErrorMessage = True
    return check
