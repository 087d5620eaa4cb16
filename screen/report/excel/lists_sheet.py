"""The Problems and Lists sheets: remarks on the input, and the lists that were used."""

from screen.core.plurals import plural
from screen.models.result import ScreeningResult
from screen.report.excel.book import Book
from screen.report.excel.table_sheet import write_table
from screen.report.excel.xml_rows import Column, Special


def write_problems(book: Book, result: ScreeningResult) -> None:
    """Write what was rejected, repaired, ambiguous or missing in the input."""
    columns = (
        Column("Severity", 11, "plain"),
        Column("File", 30),
        Column("Sheet", 16),
        Column("Row", 8, "number"),
        Column("Column", 22),
        Column("Value", 36),
        Column("What was done, what to do", 80),
    )
    rows = (
        [
            Special(p.severity, "alert") if p.severity == "error" else p.severity,
            p.file,
            p.sheet,
            p.row,
            p.column,
            p.value,
            p.message,
        ]
        for p in result.problems
    )
    rejected = sum(sheet.rows_rejected for sheet in result.inputs)
    were = "was rejected and is" if rejected == 1 else "were rejected and are"
    note = (
        f"{plural(rejected, 'row')} {were} listed here; all other rows were screened."
        " 'flscreen explain', with the words of a line, says more."
    )
    write_table(book, "Problems", note, columns, rows)


def write_lists(book: Book, result: ScreeningResult) -> None:
    """Write the watchlists that were used, how old they are, and how complete our copies are."""
    columns = (
        Column("List id", 24),
        Column("Title", 40),
        Column("State", 9, "plain"),
        Column("Coverage", 11, "plain"),
        Column("What is missing", 56),
        Column("Content of", 12, "plain"),
        Column("Age in days", 9, "number", "#,##0"),
        Column("Entries", 9, "number", "#,##0"),
        Column("Publisher", 34),
        Column("Effect", 20, "plain"),
        Column("Legal basis", 50),
        Column("SHA-256", 24),
    )
    rows = (
        [
            used.id,
            used.title,
            Special("stale", "alert") if used.stale else "fresh",
            Special("partial", "alert") if used.coverage == "partial" else used.coverage,
            used.coverage_note,
            used.as_of,
            used.age_days,
            used.entries,
            used.publisher,
            used.effect,
            "\n".join(used.legal_basis),
            used.sha256,
        ]
        for used in result.watchlists
    )
    note = (
        "A partial list is not the whole official list: a name that is missing from it has not been"
        " cleared. Renew stale lists before you rely on them."
    )
    write_table(book, "Lists", note, columns, rows)
