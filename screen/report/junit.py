"""The cases as JUnit XML, which every CI server shows.

There is a test case for each case, which fails where an open finding of it fails the run, and one
that passes for each name without a case.
"""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from lxml import etree

from screen.core.safe_text import NOT_IN_XML
from screen.models.case import Case
from screen.models.kinds import TABLE_KINDS
from screen.models.result import Finding, ScreeningResult
from screen.models.vocabulary import SubjectKind, at_least
from screen.report.case_phrases import findings_of
from screen.report.phrases import weaker

_TITLES: dict[SubjectKind, str] = {
    **{name: kind.plural for name, kind in TABLE_KINDS.items()},
    "cell": "cells",
}


def write(result: ScreeningResult, path: Path) -> None:
    """Write a suite for each kind of row: its cases, and the names without one, which pass."""
    root = etree.Element("testsuites", name="flscreen")
    held = findings_of(result)
    for kind, title in _TITLES.items():
        cases = _cases(result, kind)
        clear = _names_without_case(result, kind)
        if not cases and not clear:
            continue
        suite = etree.SubElement(root, "testsuite", name=title, tests=str(len(cases) + len(clear)))
        if less := weaker(result):
            properties = etree.SubElement(suite, "properties")
            etree.SubElement(properties, "property", name="weaker", value=_plain(less))
        failed = 0
        for name, case in cases.items():
            loud = [finding for finding in held[case.id] if _fails(result, finding)]
            quiet = [finding for finding in held[case.id] if finding not in loud]
            made = _test(suite, name, title)
            if loud:
                failed += 1
                failure = etree.SubElement(
                    made, "failure", message=_plain(case.reason), type=loud[0].rule
                )
                failure.text = _text(case, loud)
            if quiet:
                etree.SubElement(made, "system-out").text = _text(case, quiet)
        for name in clear:
            _test(suite, name, title)
        suite.set("failures", str(failed))
    # lxml could write the file, but a full disk would not raise an OSError.
    path.write_bytes(
        etree.tostring(root, encoding="utf-8", xml_declaration=True, pretty_print=True)
    )


def _test(suite: "etree._Element", name: str, title: str) -> "etree._Element":
    return etree.SubElement(suite, "testcase", name=_plain(name), classname=f"flscreen.{title}")


def _cases(result: ScreeningResult, kind: SubjectKind) -> dict[str, Case]:
    """Return the cases whose gravest finding is on rows of ``kind``, each under its own name.

    A firm with cases against several parties is named with each of them.
    """
    cases = [one for one in result.cases if result.findings[one.lead].subject.kind == kind]
    times = Counter(one.title for one in cases)
    named: dict[str, Case] = {}
    for case in cases:
        about = case.identity.name if case.identity else case.id
        name = case.title if times[case.title] == 1 else f"{case.title}: {about}"
        named[name if name not in named else f"{name} [{case.id}]"] = case
    return named


def _names_without_case(result: ScreeningResult, kind: SubjectKind) -> list[str]:
    """Return the names of the rows of ``kind`` that have no case of their own, in row order."""
    rows = result.tables.get(kind)
    if rows is None or rows.is_empty() or kind not in TABLE_KINDS:
        return []
    own = {name for case in result.cases if case.party.kind == "party" for name in case.party.names}
    names = rows.select(TABLE_KINDS[kind].main_party().alias("name"))["name"].drop_nulls()
    return [name for name in names.unique(maintain_order=True).to_list() if name not in own]


def _text(case: Case, findings: Sequence[Finding]) -> str:
    return _plain("\n\n".join([case.id, *map(_said, findings)]))


def _fails(result: ScreeningResult, finding: Finding) -> bool:
    floor = result.run.policy.fail_on
    return floor != "none" and finding.status == "open" and at_least(finding.level, floor)


def _said(finding: Finding) -> str:
    subject = finding.subject
    place = (
        f"{subject.file}{f', sheet {subject.sheet}' if subject.sheet else ''}, row {subject.row},"
        f" column {subject.column}"
    )
    status = "" if finding.status == "open" else f" ({finding.status})"
    return (
        f"{finding.level}{status}, {finding.rule}, finding"
        f" {finding.id}\n{place}\n{finding.message}\n{finding.action}"
    )


def _plain(text: str) -> str:
    return NOT_IN_XML.sub("", text)
