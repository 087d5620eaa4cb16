"""Measures what it costs to write the findings of a large run to a workbook.

``python tests/benchmarks/workbook.py 100000`` repeats the findings of the samples up to that many
rows and writes the Findings sheet in two ways: as the report does, and through openpyxl's public
interface alone (cells of ``WriteOnlyCell`` with named styles). It prints seconds of processor time
and the ratio of the two; ``screen/report/excel/openpyxl_internals.py`` quotes them.
"""

import sys
import tempfile
import time
from itertools import cycle, islice
from pathlib import Path

from openpyxl.cell import WriteOnlyCell
from openpyxl.worksheet.hyperlink import Hyperlink

from screen import screen_files
from screen.core.safe_text import FORMULA_STARTS
from screen.report.excel import table_sheet
from screen.report.excel.book import Book
from screen.report.excel.cases_sheet import case_places
from screen.report.excel.evidence_sheet import evidence_places
from screen.report.excel.findings_sheet import write_findings
from screen.report.excel.styles import Styles
from screen.report.excel.xml_rows import LINE, Rows, Special

SAMPLES = Path(__file__).parents[2] / "samples"


class PublicStyles(Styles):
    """Cells as openpyxl's documentation makes them."""

    def cell(self, sheet, value, look, number_format="", link=None):
        """Return a cell of openpyxl's own."""
        if isinstance(value, str):
            value = self.clean(value)
        cell = WriteOnlyCell(sheet, value)
        cell.style = f"flscreen {look}"
        if isinstance(value, str):
            cell.data_type = "s"
            if value.startswith(FORMULA_STARTS):
                cell.quotePrefix = True
        if number_format:
            cell.number_format = number_format
        if isinstance(link, str):
            cell.hyperlink = link
        elif link:
            place = f"'{link[0]}'!A{link[1]}"
            cell.hyperlink = Hyperlink(ref="", location=place, display=str(value))
        return cell


class PublicBook(Book):
    """A workbook whose rows openpyxl places itself."""

    def __post_init__(self):
        """Make the styles."""
        self.styles = PublicStyles(self.workbook)

    def sheet(self, name):
        """Return a sheet as openpyxl made it."""
        return self.workbook.create_sheet(name)

    def row(self, sheet, number, cells, height):
        """Append a row."""
        sheet.row_dimensions[number].height = height
        sheet.append(cells)
        del sheet.row_dimensions[number]

    def rows(self, sheet, rows):
        """Forget rows, which ``PublicRows`` has appended."""
        rows.clear()


class PublicRows:
    """Appends the rows of a table as openpyxl's documentation says."""

    def __init__(self, book, sheet, columns, most_lines):
        self.book, self.sheet, self.columns = book, sheet, columns

    def make(self, first, rows):
        """Append rows of some height, and return no XML of them."""
        for number, values in enumerate(rows, first):
            self._append(number, values)
        return []

    def _append(self, number, values):
        cells = []
        for column, given in zip(self.columns, values, strict=True):
            one = given if isinstance(given, Special) else Special(given)
            if one.value is None or one.value == "":
                cells.append(None)
                continue
            look = one.look or column.look
            cells.append(
                self.book.styles.cell(self.sheet, one.value, look, column.format, one.link)
            )
        self.book.row(self.sheet, number, cells, LINE + 3)


def measure(book, rows, result, path):
    """Return the seconds of processor time that it takes to write the findings."""
    table_sheet.Rows = rows
    began = time.process_time()
    write_findings(book, result, evidence_places(result), {}, case_places(result))
    book.workbook.save(path)
    return time.process_time() - began


def main():
    """Print both times, the better of three rounds, and the size of the files."""
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    result = screen_files(sorted(SAMPLES.glob("*.xlsx")))
    found = list(islice(cycle(result.findings), rows))
    result = result.model_copy(update={"findings": found})
    with tempfile.TemporaryDirectory() as folder:
        times = {"ours": [], "public": []}
        for _ in range(3):
            for name, kind, of_rows in (("ours", Book, Rows), ("public", PublicBook, PublicRows)):
                path = Path(folder) / f"{name}.xlsx"
                times[name].append(measure(kind(), of_rows, result, path))
                print(f"{name:<7} {times[name][-1]:6.1f} s  {path.stat().st_size:,} bytes")
    ours, public = min(times["ours"]), min(times["public"])
    print(f"{rows:,} findings: ours {ours:.1f} s, public {public:.1f} s, {public / ours:.2f} times")


if __name__ == "__main__":
    main()
