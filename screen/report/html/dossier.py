"""A printable file for each grave case, for counsel: claim, source, match, rows, open questions."""

import re
from pathlib import Path

from markupsafe import Markup

from screen.core.atomic import make_folder, write_whole
from screen.core.templates import render
from screen.models.case import Case
from screen.models.result import Finding, ScreeningResult
from screen.models.rulebook import rulebook
from screen.models.vocabulary import Level, at_least
from screen.report.html.findings import findings_values
from screen.report.html.page import asset
from screen.report.phrases import DISCLAIMER, SYMBOLS, lists_in_doubt, weaker

#: Open cases of this level or above have a file of their own.
DOSSIER_FROM: Level = "high"


def write_dossiers(result: ScreeningResult, folder: Path) -> list[Path]:
    """Write a file for each open case of high or above to ``folder``; return where they are.

    Their names begin with the place of the case in the report. Each is written whole or not at
    all. Raises UsageError where the folder cannot be made or written.
    """
    make_folder(folder)
    written = []
    for number, case in enumerate(result.cases, start=1):
        if case.is_open and at_least(case.level, DOSSIER_FROM):
            path = folder / f"{number:03d}-{_plain(case.title)}-{case.id[-8:]}.html"
            with write_whole(path) as temporary:
                temporary.write_text(dossier(result, case), encoding="utf-8")
            written.append(path)
    return written


def dossier(result: ScreeningResult, case: Case) -> str:
    """Return the file of one case as HTML that makes no request when it is opened."""
    wanted = set(case.findings)
    found = [finding for finding in result.findings if finding.id in wanted]
    return render(
        "screen.report.html",
        "dossier.html",
        result=result,
        case=case,
        found=found,
        cited=list(dict.fromkeys(id for finding in found for id in finding.evidence)),
        questions=_questions(case, found),
        lists={used.id: used.title for used in result.watchlists},
        rules=rulebook().rules,
        doubt=lists_in_doubt(result),
        less=weaker(result),
        style=Markup(asset("report.css")),
        DISCLAIMER=DISCLAIMER,
        SYMBOLS=SYMBOLS,
        **{name: value for name, value in findings_values(result).items() if name != "findings"},
    )


def _questions(case: Case, found: list[Finding]) -> list[str]:
    """Return what a reviewer has to settle: what speaks against the match, and what to do."""
    against = [
        f"Is it another party? The file says: {note}."
        for finding in found
        if finding.context.verdict == "contradicts"
        for note in finding.context.notes
    ]
    unknown = [] if case.party.countries else ["In which country is this party? No row states it."]
    actions = [case.action, *(finding.action for finding in found)]
    limits = [rulebook().rules[finding.rule].limits for finding in found]
    return list(dict.fromkeys(filter(None, [*against, *unknown, *actions, *limits])))


def _plain(title: str) -> str:
    """Return a title as part of a file's name: letters and digits of any script, and hyphens.

    >>> _plain("Hetian Taida Apparel Co., Ltd. / 和田泰达")
    'Hetian-Taida-Apparel-Co-Ltd-和田泰达'
    """
    return re.sub(r"[\W_]+", "-", title).strip("-")[:60] or "case"
