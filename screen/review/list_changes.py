"""Which findings are due to changes of the watchlists.

The same input is screened with the earlier lists and with the present ones.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from screen.lists.changes import Change, diff
from screen.lists.load import load_watchlists
from screen.lists.locate import bundled_folder
from screen.models.result import Finding, Problem
from screen.models.watchlist import Watchlist


@dataclass(frozen=True, slots=True)
class Earlier:
    """The lists as they were, and what has changed since."""

    folder: Path
    lists: list[Watchlist]
    changes: list[Change]


def earlier_lists(folder: Path, lists: Sequence[Watchlist]) -> Earlier:
    """Return the earlier lists: those of ``folder``, and the bundled ones that it lacks.

    Raises WatchlistError where ``folder`` holds no usable list.
    """
    held = {watchlist.info.id: watchlist for watchlist in load_watchlists([folder], bundled=False)}
    ours = bundled_folder()
    kept = [w for w in lists if w.info.id not in held and Path(w.folder).parent == ours]
    before = sorted([*held.values(), *kept], key=lambda watchlist: watchlist.info.id)
    return Earlier(folder, before, diff(before, lists))


def mark_list_changes(
    findings: Sequence[Finding], then: Sequence[Finding], earlier: Earlier
) -> tuple[list[Finding], list[Problem]]:
    """Return ``findings`` with a note on each that is due to list changes, and remarks on the rest.

    ``then`` are the findings on the same rows with the lists of ``earlier``. A finding that is new
    or was at another level gets a note; one that is gone becomes a remark, so that none leaves a
    report silently.
    """
    before = {finding.id: finding for finding in then}
    changed = {(change.list_id, change.entry_id): change for change in earlier.changes}
    marked = [_marked(finding, before.get(finding.id), changed, earlier) for finding in findings]
    now = {finding.id for finding in findings}
    gone = [_gone(finding, changed, earlier) for finding in then if finding.id not in now]
    return marked, gone


def _marked(
    finding: Finding,
    before: Finding | None,
    changed: dict[tuple[str, str], Change],
    earlier: Earlier,
) -> Finding:
    change = changed.get((finding.context.list_id, finding.context.entry_id))
    what = _what(change)
    if before is None:
        said = f"new since the lists of {earlier.folder}: {what}"
    elif before.level != finding.level:
        said = f"{before.level} with the lists of {earlier.folder}: {what}"
    else:
        return finding
    context = replace(finding.context, list_change=said, notes=[*finding.context.notes, said])
    return replace(finding, context=context)


def _gone(finding: Finding, changed: dict[tuple[str, str], Change], earlier: Earlier) -> Problem:
    subject = finding.subject
    what = _what(changed.get((finding.context.list_id, finding.context.entry_id)))
    return Problem(
        severity="info",
        about="earlier-lists",
        file=subject.file,
        sheet=subject.sheet,
        row=subject.row,
        column=subject.column,
        value=subject.value,
        message=(
            f"no longer a finding: {finding.rule} on"
            f" {finding.context.list_id}/{finding.context.entry_id} ({finding.context.entry_name}),"
            f" which the lists of {earlier.folder} gave level {finding.level}: {what}"
        ),
    )


def _what(change: Change | None) -> str:
    if change is None:
        return "another entry of its list changed"
    details = "; ".join(change.details[:3])
    return f"the entry was {change.kind}" + (f" ({details})" if details else "")
