"""Reads every sheet of .xlsx, .xlsm, .xlsb, .xls and .ods workbooks as text, through fastexcel (calamine).

Formulas are never computed: a formula cell counts with the value that the workbook stores for it, and is reported.
"""

import re
import zipfile
from pathlib import Path

import polars as pl

from screen.intake.table import RawTable, column_letter, shown_path
from screen.models.errors import InputError
from screen.models.result import Problem

OLE_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
#: Formula cells reported one by one; a workbook full of formulas is summed up in one line.
FORMULAS_REPORTED = 25
#: Sheets whose XML is larger than this are not searched for formulas.
FORMULA_SCAN_LIMIT = 400_000_000


def read_workbook(path: Path) -> list[RawTable]:
    """The sheets of ``path`` in their order; empty ones have no rows.

    Raises InputError where the workbook is password-protected or damaged.
    """
    import fastexcel

    _refuse_encrypted(path)
    try:
        reader = fastexcel.read_excel(path)
        names = reader.sheet_names
        tables = []
        for name in names:
            sheet = reader.load_sheet(name, header_row=None, skip_rows=0, dtypes="string")
            tables.append(RawTable(shown_path(path), name, sheet.to_polars()))
    except Exception as error:
        reason = str(error).splitlines()[0] if str(error) else type(error).__name__
        if "password" in reason.lower() or "encrypt" in reason.lower():
            raise InputError(f"{path}: is password-protected; save a copy without password and screen that") from error
        raise InputError(f"{path}: cannot be read as a workbook ({reason}); open and save it again in Excel") from error
    for table in tables:
        table.cells.columns = [column_letter(index) for index in range(table.cells.width)]
    _report_formulas(path, tables)
    return tables


def _refuse_encrypted(path: Path) -> None:
    """An encrypted .xlsx is an OLE container that holds the stream EncryptedPackage instead of a zip archive."""
    with path.open("rb") as handle:
        head = handle.read(2_000_000)
    if head.startswith(OLE_MAGIC) and "EncryptedPackage".encode("utf-16-le") in head:
        raise InputError(f"{path}: is password-protected; save a copy without password and screen that")


def _report_formulas(path: Path, tables: list[RawTable]) -> None:
    if not _has_formulas(path):
        return
    import openpyxl

    book = openpyxl.load_workbook(path, read_only=True, data_only=False, keep_links=False)
    by_name = {table.sheet: table for table in tables}
    for sheet in book.worksheets:
        table = by_name.get(sheet.title)
        if table is None:
            continue
        count = 0
        for cells in sheet.iter_rows():
            for cell in cells:
                if cell.data_type != "f":
                    continue
                count += 1
                if count <= FORMULAS_REPORTED:
                    table.problems.append(
                        _formula_problem(table, int(cell.row or 0), int(cell.column or 1), str(cell.value))
                    )
        if count > FORMULAS_REPORTED:
            message = f"{count - FORMULAS_REPORTED} more cells hold formulas; their stored values were used"
            table.problems.append(Problem(severity="info", file=table.file, sheet=table.sheet, message=message))
    book.close()


def _formula_problem(table: RawTable, row: int, column: int, formula: str) -> Problem:
    stored = None
    if row <= table.cells.height and column <= table.cells.width:
        stored = table.cells[row - 1, column - 1]
    if stored is None:
        message = "the cell holds a formula without a stored value and counts as empty; open and save the file in Excel"
    else:
        message = f"the cell holds a formula; its stored value {stored[:80]!r} was used"
    return Problem(
        severity="info" if stored is not None else "warning",
        file=table.file,
        sheet=table.sheet,
        row=row,
        column=column_letter(column - 1),
        value=formula[:200],
        message=message,
    )


def _has_formulas(path: Path) -> bool:
    if not zipfile.is_zipfile(path):
        return False
    formula = re.compile(rb"<f[ >]")
    with zipfile.ZipFile(path) as archive:
        for member in archive.infolist():
            if not re.fullmatch(r"xl/worksheets/[^/]+\.xml", member.filename) or member.file_size > FORMULA_SCAN_LIMIT:
                continue
            with archive.open(member) as stream:
                tail = b""
                while block := stream.read(1 << 20):
                    if formula.search(tail + block):
                        return True
                    tail = block[-3:]
    return False


def empty(table: RawTable) -> bool:
    """Whether a sheet holds no text at all."""
    cells = table.cells
    return cells.height == 0 or cells.width == 0 or cells.select(pl.all_horizontal(pl.all().is_null().all())).item()
