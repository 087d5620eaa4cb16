"""The Findings sheet: the details behind the cases, one row for each finding."""

from collections.abc import Iterator, Mapping
from typing import Any

from screen.core.plurals import plural
from screen.models.result import Finding, ListUsed, ScreeningResult
from screen.models.rulebook import RULES, rulebook
from screen.report.case_phrases import file_name
from screen.report.excel.book import Book
from screen.report.excel.styles import HYPERLINKS_A_SHEET
from screen.report.excel.table_sheet import write_table
from screen.report.excel.xml_rows import Column, Place, Special
from screen.report.phrases import SYMBOLS, money

TITLE = "Findings"
COLUMNS = (
    Column("No.", 6, "number"),
    Column("Level", 13, "plain"),
    Column("Name in the input", 32),
    Column("Where", 26),
    Column("What was found", 62),
    Column("What to do", 46),
    Column("Evidence", 11, "plain"),
    Column("Its row", 9, "plain"),
    Column("Case", 24, "plain"),
    Column("Status", 11),
    Column("Rule", 22),
    Column("Effect in law", 20),
    Column("Law", 34),
    Column("List", 20),
    Column("Entry", 30),
    Column("Matched name", 30),
    Column("Name score", 8, "number", "0.0"),
    Column("Band", 10, "plain"),
    Column("How the names compare", 46),
    Column("Corroboration", 14, "plain"),
    Column("What the rows say", 34),
    Column("Shipments touched", 11, "number", "#,##0"),
    Column("Value touched", 20),
    Column("First shipment", 12, "plain"),
    Column("Last shipment", 12, "plain"),
    Column("Path in the supply chain", 46),
    Column("Kind", 10, "plain"),
    Column("Party role", 16),
    Column("ID in the input", 16),
    Column("File", 26),
    Column("Sheet", 14),
    Column("Row", 8, "number"),
    Column("Column", 18),
    Column("Value", 30),
    Column("Rows touched", 10, "number", "#,##0"),
    Column("All rows", 24),
    Column("Priority", 9, "number"),
    Column("Finding id", 19, "plain"),
)
#: So many cells of a row are links.
_LINKS = 3
#: The position of each column, from 1.
AT = {column.header: index for index, column in enumerate(COLUMNS, start=1)}


def write_findings(
    book: Book,
    result: ScreeningResult,
    evidence: Mapping[str, Place],
    rows: Mapping[tuple[str, str, int], Place],
    cases: Mapping[str, Place],
) -> None:
    """Write the findings.

    ``evidence`` gives the place of each claim, ``rows`` that of the copy of each row, ``cases``
    that of each case.
    """
    note = (
        "The details behind the cases, the most urgent first. Each finding is a lead for a person"
        " to check. Decisions are made on the Cases sheet."
    )
    lists = {used.id: used for used in result.watchlists}
    shown = _rows(result, lists, evidence, rows, cases)
    write_table(book, TITLE, note, COLUMNS, shown, frozen=3)


def _rows(
    result: ScreeningResult,
    lists: Mapping[str, ListUsed],
    evidence: Mapping[str, Place],
    rows: Mapping[tuple[str, str, int], Place],
    cases: Mapping[str, Place],
) -> Iterator[list[Any]]:
    for number, finding in enumerate(result.findings, start=1):
        linked = number <= HYPERLINKS_A_SHEET // _LINKS
        subject = finding.subject
        values = _row(number, finding, lists)
        values[AT["Level"] - 1] = Special(
            f"{SYMBOLS[finding.level]} {finding.level}", finding.level
        )
        if linked and finding.evidence:
            values[AT["Evidence"] - 1] = Special(
                values[AT["Evidence"] - 1], "link", evidence[finding.evidence[0]]
            )
        copy = rows.get((subject.file, subject.sheet, subject.row))
        if linked and copy:
            values[AT["Its row"] - 1] = Special("open", "link", copy)
        if linked and finding.case in cases:
            values[AT["Case"] - 1] = Special(finding.case, "link", cases[finding.case])
        yield values


def _row(number: int, finding: Finding, lists: Mapping[str, ListUsed]) -> list[Any]:
    subject, match, context, exposure = (
        finding.subject,
        finding.match,
        finding.context,
        finding.context.exposure,
    )
    count = len(finding.evidence)
    text = rulebook().rules[finding.rule]
    used = lists.get(context.list_id)
    named = match is not None and used is not None and used.legal_basis
    return [
        number,
        finding.level,
        subject.name,
        _where(finding),
        finding.message,
        finding.action,
        plural(count, "claim"),
        "",
        finding.case,
        finding.status,
        f"{finding.rule}\n{text.title}",
        context.effect or "none by itself",
        "; ".join(used.legal_basis) if named and used else text.law,
        "" if context.list_id == RULES else context.list_id,
        context.entry_name,
        match.matched_name if match else "",
        match.score if match else None,
        match.band if match else "",
        "\n".join(match.explanation) if match else "",
        context.verdict if match else "",
        "\n".join(context.notes),
        exposure.shipments or None,
        money(exposure.value),
        exposure.first,
        exposure.last,
        " -> ".join(finding.via),
        subject.kind,
        subject.party_role,
        subject.id,
        subject.file,
        subject.sheet,
        subject.row,
        subject.column,
        subject.value,
        sum(place.count for place in context.occurrences),
        "\n".join(f"{place.sheet or place.file}: {place.rows}" for place in context.occurrences),
        finding.priority,
        finding.id,
    ]


def _where(finding: Finding) -> str:
    """Return where a finding is: 'Main Report, row 12, column Shipper; 3 more rows'."""
    subject = finding.subject
    more = sum(place.count for place in finding.context.occurrences) - 1
    text = f"{subject.sheet or file_name(subject.file)}, row {subject.row}, column {subject.column}"
    return text + (f"; {plural(more, 'more row')}" if more > 0 else "")
