"""The Supply chain sheet: findings that were carried downstream, with the path step by step."""

from collections.abc import Iterator
from typing import Any

from screen.models.result import ScreeningResult
from screen.report.excel.book import Book
from screen.report.excel.findings_sheet import TITLE as FINDINGS
from screen.report.excel.styles import HYPERLINKS_A_SHEET
from screen.report.excel.table_sheet import place_of, write_table
from screen.report.excel.xml_rows import Column, Special
from screen.report.phrases import SYMBOLS, money

#: The last column holds the rest of longer paths.
_STEPS = 8


def write_chain(book: Book, result: ScreeningResult) -> None:
    """Write a row for each path, or no sheet where no file says who supplies whom."""
    carried = [(number, finding) for number, finding in enumerate(result.findings) if finding.via]
    if not carried:
        return
    steps = min(max(len(finding.via) for _, finding in carried), _STEPS)
    columns = (
        Column("Finding", 12, "plain"),
        Column("Level", 13, "plain"),
        Column("Reaches", 12, "plain"),
        Column("What was found upstream", 40),
        *(Column("Begins at" if step == 0 else f"Step {step}", 30) for step in range(steps)),
        Column("Steps", 8, "number"),
        Column("Shipments", 10, "number", "#,##0"),
        Column("Value", 22),
    )

    def rows() -> Iterator[list[Any]]:
        for row, (number, finding) in enumerate(carried):
            label = f"finding {number + 1}"
            path = (
                finding.via
                if len(finding.via) <= steps
                else [*finding.via[: steps - 1], " -> ".join(finding.via[steps - 1 :])]
            )
            yield [
                (
                    Special(label, "link", place_of(FINDINGS, number))
                    if row < HYPERLINKS_A_SHEET
                    else label
                ),
                Special(f"{SYMBOLS[finding.level]} {finding.level}", finding.level),
                finding.subject.kind,
                f"{finding.context.entry_name} ({finding.context.list_id})",
                *path,
                *[""] * (steps - len(path)),
                len(finding.via) - 1,
                finding.context.exposure.shipments or None,
                money(finding.context.exposure.value),
            ]

    note = (
        "From the firm that was found, step by step, to your supplier. Who supplies whom is taken"
        " from the files and was not verified."
    )
    write_table(book, "Supply chain", note, columns, rows(), frozen=3)
