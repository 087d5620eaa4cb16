"""Lets each finding quote its cell: the text under the named header in the named row, as the user wrote it."""

from collections.abc import Sequence

from screen.models.result import Finding
from screen.risk.screened import Screened


def quote_cells(findings: Sequence[Finding], screened: Screened) -> list[Finding]:
    """``findings`` with the text of their cell as ``subject.value``; '' where the sheet has no such column or the cell is empty."""
    asked: dict[tuple[str, str, str], list[int]] = {}
    for number, finding in enumerate(findings):
        subject = finding.subject
        asked.setdefault((subject.file, subject.sheet, subject.column), []).append(number)
    quoted = list(findings)
    for (file, sheet, column), numbers in asked.items():
        written = screened.cells.get((file, sheet))
        if written is None:
            continue
        texts = written.texts(column, [findings[number].subject.row for number in numbers])
        for number, text in zip(numbers, texts, strict=True):
            subject = findings[number].subject.model_copy(update={"value": text})
            quoted[number] = findings[number].model_copy(update={"subject": subject})
    return quoted
