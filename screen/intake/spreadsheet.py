"""Reads every sheet of .xlsx, .xlsm, .xlsb, .xls and .ods workbooks as text, by calamine.

Formulas are never computed: a formula cell counts with the value that the workbook stores for it,
and is reported. Macros are not run,
links to other files are not followed, hidden sheets, rows and columns are read like all others.
"""

import logging
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

import polars as pl

from screen.core.errors import InputError
from screen.intake.beside_cells import add_beside
from screen.intake.number_formats import with_zeros
from screen.intake.open_document import CONTENT, refuse_open_document
from screen.intake.password import OLE_MAGIC, refuse_encrypted, refuse_encrypted_document
from screen.intake.raw_table import RawTable, column_letter
from screen.intake.readable import readable
from screen.intake.sandbox import probe
from screen.intake.sheet_positions import refuse_places_taken_twice
from screen.intake.sheets import Sheet, look_through, refuse_large
from screen.intake.source import Source
from screen.intake.workbook_parts import refuse_two_workbooks
from screen.intake.xls_charts import without_charts
from screen.intake.zip_archive import ZIP_MAGIC, open_archive
from screen.models.limits import Limits
from screen.models.result import Problem

#: What calamine logs of a sheet, after the name of its outermost element, where it finds no cells
#: in it.
_NO_CELLS = "not a valid worksheet"


def read_workbook(source: Source, limits: Limits) -> list[RawTable]:
    """Return the sheets of a workbook in their order; empty ones have no rows.

    Raises InputError where the workbook is password-protected, damaged, or beyond ``limits``.
    """
    import fastexcel

    sheets: dict[str, Sheet] = {}
    refuse_encrypted(source)
    readily = source
    if source.data.startswith(ZIP_MAGIC):
        with open_archive(source.path, source.data, limits) as archive:
            refuse_encrypted_document(source, archive)
            refuse_two_workbooks(source.path, archive)
            if CONTENT in archive.namelist():
                refuse_open_document(source.path, archive)
            sheets = look_through(archive)
            refuse_large(source.path, sheets, limits)
            refuse_places_taken_twice(source.path, archive)
            readily = readable(source, archive)
    elif source.data.startswith(OLE_MAGIC):
        readily = without_charts(source)
    probe(readily, "workbook", limits)
    reader = fastexcel.read_excel(readily.data)
    _refuse_sheets(source, reader.sheet_names, limits)
    tables = []
    for name in reader.sheet_names:
        with _remarks() as told:
            cells = reader.load_sheet(
                name, header_row=None, skip_rows=0, dtypes="string"
            ).to_polars()
        if any(_NO_CELLS in remark and "'worksheet'" in remark for remark in told):
            raise InputError(
                "is damaged, and its cells are missing",
                path=source.path,
                sheet=name,
                hint="get a new copy of the file",
            )
        sheet = sheets.get(name, Sheet())
        cells = with_zeros(_from_first_column(cells, sheet), sheet.padded)
        cells.columns = [column_letter(index) for index in range(cells.width)]
        merged = [(top, end, column_letter(column - 1)) for top, end, column in sheet.merged]
        tables.append(RawTable(source.shown, name, cells, merged=merged))
        for remark in told:
            # Nothing is lost with sheets that hold a chart and no cells.
            if _NO_CELLS not in remark:
                message = f"the reader of workbooks says: {remark}"
                tables[-1].problems.append(
                    Problem(severity="warning", file=source.shown, sheet=name, message=message)
                )
    add_beside(source, tables, sheets, limits)
    for table in tables:
        _tell_formulas(table, sheets.get(table.sheet, Sheet()))
    if not sheets:
        message = (
            "formulas cannot be distinguished from values in this kind of file; the stored values"
            " were used"
        )
        tables[0].problems.append(Problem(severity="info", file=source.shown, message=message))
    return tables


def _from_first_column(cells: pl.DataFrame, sheet: Sheet) -> pl.DataFrame:
    """Return ``cells`` from column A on; the reader leaves out empty columns before the table."""
    if sheet.first is None or not 0 < sheet.first[0] <= cells.height:
        return cells
    row, column = sheet.first
    filled = [at for at, cell in enumerate(cells.row(row - 1)) if cell is not None]
    missing = column - 1 - filled[0] if filled else 0
    if missing <= 0:
        return cells
    empty = [pl.lit(None, dtype=pl.String).alias(f"empty {at}") for at in range(missing)]
    return cells.select(*empty, pl.all())


def _refuse_sheets(source: Source, names: list[str], limits: Limits) -> None:
    """Raise InputError where there are too many sheets, none, or two of one name."""
    if len(names) > limits.sheets:
        raise InputError(
            f"has {len(names):,} sheets, more than {limits.sheets:,}",
            path=source.path,
            hint="split it, or raise sheets under [limits] in flscreen.toml",
        )
    if not names:
        raise InputError(
            "holds no sheets", path=source.path, hint="open and save it again in Excel"
        )
    for name, times in Counter(name.casefold() for name in names).items():
        if times > 1:
            raise InputError(
                f"holds {times} sheets named {name!r}, of which programs show one",
                path=source.path,
                hint="get a new copy of the file",
            )


@contextmanager
def _remarks() -> Iterator[list[str]]:
    """Collect what the reader of workbooks logs, which is all it says of a sheet it finds empty."""
    told: list[str] = []
    handler = logging.Handler(logging.WARNING)
    handler.emit = lambda record: told.append(record.getMessage())  # type: ignore[method-assign]
    logger = logging.getLogger("calamine")
    before, logger.propagate = logger.propagate, False
    logger.addHandler(handler)
    try:
        yield told
    finally:
        logger.removeHandler(handler)
        logger.propagate = before


def _tell_formulas(table: RawTable, sheet: Sheet) -> None:
    for row, column, formula in sheet.formulas:
        table.problems.append(_formula_problem(table, row, column, formula))
    if sheet.count > len(sheet.formulas):
        more = "more " if sheet.formulas else ""
        message = (
            f"{sheet.count - len(sheet.formulas)} {more}cells hold formulas; their stored values"
            " were used"
        )
        table.problems.append(
            Problem(severity="info", file=table.file, sheet=table.sheet, message=message)
        )


def _formula_problem(table: RawTable, row: int, column: int, formula: str) -> Problem:
    stored = None
    if 0 < row <= table.cells.height and 0 < column <= table.cells.width:
        stored = table.cells[row - 1, column - 1]
    if stored is None:
        message = (
            "the cell holds a formula without a stored value and counts as empty; open and save the"
            " file in Excel"
        )
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


def empty(table: RawTable) -> bool:
    """Whether a sheet holds no text at all."""
    cells = table.cells
    return (
        cells.height == 0
        or cells.width == 0
        or cells.select(pl.all_horizontal(pl.all().is_null().all())).item()
    )
