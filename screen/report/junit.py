"""The findings as JUnit XML, which every CI server shows.

There is a test case for each screened name; it fails where an open finding fails the run.
"""

from pathlib import Path

from lxml import etree

from screen.core.safe_text import NOT_IN_XML
from screen.models.kinds import TABLE_KINDS
from screen.models.result import Finding, ScreeningResult
from screen.models.vocabulary import SubjectKind, at_least


def write(result: ScreeningResult, path: Path) -> None:
    """Write a test suite for each kind of row; names without findings are cases that pass."""
    root = etree.Element("testsuites", name="flscreen")
    for kind, title in ((name, kind.plural) for name, kind in TABLE_KINDS.items()):
        cases = _cases(result, kind)
        if not cases:
            continue
        suite = etree.SubElement(root, "testsuite", name=title, tests=str(len(cases)))
        failed = 0
        for name, findings in cases.items():
            case = etree.SubElement(
                suite, "testcase", name=_plain(name), classname=f"flscreen.{title}"
            )
            loud = [finding for finding in findings if _fails(result, finding)]
            if loud:
                failed += 1
                first = loud[0]
                failure = etree.SubElement(
                    case, "failure", message=_plain(first.message), type=first.rule
                )
                failure.text = _plain("\n\n".join(_said(finding) for finding in loud))
            quiet = [finding for finding in findings if finding not in loud]
            if quiet:
                etree.SubElement(case, "system-out").text = _plain(
                    "\n\n".join(_said(finding) for finding in quiet)
                )
        suite.set("failures", str(failed))
    # lxml could write the file, but a full disk would not raise an OSError.
    path.write_bytes(
        etree.tostring(root, encoding="utf-8", xml_declaration=True, pretty_print=True)
    )


def _cases(result: ScreeningResult, kind: SubjectKind) -> dict[str, list[Finding]]:
    """Return the findings of each name.

    The names of the rows come first, in their order, then the countries and sheets with findings.
    """
    rows = result.tables.get(kind)
    names = (
        rows.select(TABLE_KINDS[kind].main_party().alias("name"))["name"]
        .drop_nulls()
        .unique(maintain_order=True)
        .to_list()
        if rows is not None
        else []
    )
    cases: dict[str, list[Finding]] = {name: [] for name in names}
    for finding in result.findings:
        if finding.subject.kind == kind:
            cases.setdefault(finding.subject.name, []).append(finding)
    return cases


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
