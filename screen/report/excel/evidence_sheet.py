"""The Evidence and Sources sheets: what findings rest on, ready to be cited in a footnote."""

from collections.abc import Iterator, Mapping
from typing import Any

from screen.models.result import ScreeningResult
from screen.report.excel.book import Book
from screen.report.excel.findings_sheet import TITLE as FINDINGS
from screen.report.excel.styles import HYPERLINKS_A_SHEET
from screen.report.excel.table_sheet import place_of, write_table
from screen.report.excel.xml_rows import Column, Place, Special

EVIDENCE, SOURCES = "Evidence", "Sources"
_EVIDENCE_COLUMNS = (
    Column("What the source says, in our words", 66),
    Column("Caveat", 46),
    Column("Source", 40),
    Column("Link", 11, "plain"),
    Column("Publisher", 26),
    Column("Reliability", 14, "plain"),
    Column("Date", 11, "plain"),
    Column("Where in the source", 26),
    Column("Cited by", 14, "plain"),
    Column("Findings", 9, "number", "#,##0"),
    Column("List", 22),
    Column("Entry", 30),
    Column("Evidence id", 34),
)
_SOURCES_COLUMNS = (
    Column("No.", 6, "number"),
    Column("Reference", 80),
    Column("Title", 54),
    Column("Publisher", 36),
    Column("Published", 12, "plain"),
    Column("Reliability", 14, "plain"),
    Column("Link", 8, "plain"),
    Column("Address", 60),
    Column("Source id", 34),
)


def evidence_places(result: ScreeningResult) -> dict[str, Place]:
    """Return the place of each claim on the Evidence sheet."""
    return {claim.id: place_of(EVIDENCE, number) for number, claim in enumerate(result.evidence)}


def write_evidence(book: Book, result: ScreeningResult) -> None:
    """Write the claims that findings cite.

    Each has its caveat, a link to its source, and a link to the first finding that cites it.
    """
    note = "Every claim that a finding cites. A claim is a lead; its caveat belongs to it."
    write_table(book, EVIDENCE, note, _EVIDENCE_COLUMNS, _claims(result, _cited_by(result)))


def _cited_by(result: ScreeningResult) -> Mapping[str, tuple[int, int]]:
    """Return the first finding that cites each claim, numbered from 0, and how many do."""
    cited: dict[str, tuple[int, int]] = {}
    for number, finding in enumerate(result.findings):
        for claim in finding.evidence:
            first, count = cited.get(claim, (number, 0))
            cited[claim] = (first, count + 1)
    return cited


def _claims(result: ScreeningResult, cited: Mapping[str, tuple[int, int]]) -> Iterator[list[Any]]:
    numbers = {source.id: number for number, source in enumerate(result.sources)}
    for row, claim in enumerate(result.evidence):
        source = result.sources[numbers[claim.source_id]]
        first, count = cited[claim.id]
        linked = row < HYPERLINKS_A_SHEET // 2
        label = f"source {numbers[claim.source_id] + 1}"
        yield [
            claim.claim,
            claim.caveat,
            source.title,
            (
                Special(label, "link", place_of(SOURCES, numbers[claim.source_id]))
                if linked
                else label
            ),
            source.publisher,
            source.reliability,
            claim.date,
            claim.locator,
            (
                Special(f"finding {first + 1}", "link", place_of(FINDINGS, first))
                if linked
                else f"finding {first + 1}"
            ),
            count,
            claim.list_id,
            claim.entry_id,
            claim.id,
        ]


def write_sources(book: Book, result: ScreeningResult) -> None:
    """Write the bibliography of the evidence; ``Reference`` is what a footnote would say."""
    note = (
        "official: a government or court; corroborated: several publishers; single-source: one"
        " publisher; disputed: denied by the party named."
    )
    rows = (
        [
            number,
            ", ".join(
                part for part in (s.publisher, f"“{s.title}”", s.published or "n.d.", s.url) if part
            )
            + ".",
            s.title,
            s.publisher,
            s.published,
            s.reliability,
            (
                Special("open", "link", s.url)
                if s.url.startswith(("https://", "http://")) and len(s.url) < 2_000
                else ""
            ),
            s.url,
            s.id,
        ]
        for number, s in enumerate(result.sources, start=1)
    )
    write_table(book, SOURCES, note, _SOURCES_COLUMNS, rows)
