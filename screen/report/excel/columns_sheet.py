"""The Columns sheet: what each column was read as and because of what, and what was left out."""

from collections.abc import Iterator

from screen.models.inputs import InputSheet
from screen.models.result import ScreeningResult
from screen.models.vocabulary import BECAUSE_SAID
from screen.report.excel.book import Book
from screen.report.excel.table_sheet import write_table
from screen.report.excel.xml_rows import Column, Special
from screen.report.phrases import coverage

_SCREENED = {
    "party": "as a name",
    "field": "as a field",
    "swept": "swept for listed names",
    "no": "not screened",
}


def write_columns(book: Book, result: ScreeningResult) -> None:
    """Write one line for each column of each table, and one for all that was not screened."""
    columns = (
        Column("File", 30),
        Column("Sheet", 18),
        Column("Column", 32),
        Column("Read as", 24),
        Column("Role", 22),
        Column("Tier", 7, "number"),
        Column("Recognised", 26),
        Column("Screened", 24),
        Column("Why not", 50),
    )
    rows = (line for sheet in result.inputs for line in _lines(sheet))
    write_table(book, "Columns", coverage(result), columns, rows)


def _lines(sheet: InputSheet) -> Iterator[list[object]]:
    place = [sheet.path, sheet.sheet]
    for header, use in sheet.columns.items():
        read_as = use.read_as.replace("_", " ") or "not recognised"
        screened = _SCREENED[use.screened]
        because = BECAUSE_SAID[use.because] if use.read_as else ""
        yield [*place, header, read_as, use.role, use.tier, because, screened, ""]
    if sheet.kind == "cell" and sheet.cells.swept:
        what = f"cells outside of tables, rows {sheet.first_row} to {sheet.last_row}"
        yield [*place, what, "", "", None, "", _SCREENED["swept"], ""]
    for one in sheet.not_screened:
        text = f"{one.what} in {one.where}"
        yield [*place, text, "", "", None, "", Special("not screened", "alert"), one.why]
