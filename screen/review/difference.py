"""The difference between two JSON reports, as a table, JSON or Markdown.

It lists the findings that are new or gone, or whose level or status changed.
"""

import json
from dataclasses import dataclass
from typing import Any

from screen.models.vocabulary import LEVELS
from screen.review.baseline import Report


@dataclass(frozen=True, slots=True)
class Difference:
    """One finding that differs.

    ``change`` is 'new', 'gone' or 'changed'; ``was`` and ``now`` are level and status.
    """

    change: str
    id: str
    rule: str
    name: str
    was: str
    now: str
    message: str

    def record(self) -> dict[str, str]:
        """Return the difference as the JSON output has it."""
        return {name: getattr(self, name) for name in self.__slots__}


def compare(before: Report, after: Report) -> list[Difference]:
    """Return what differs, the most severe first; the order of findings does not matter."""
    found = []
    for identifier in before.findings.keys() | after.findings.keys():
        one, two = before.findings.get(identifier), after.findings.get(identifier)
        was, now = _state(one), _state(two)
        if was == now:
            continue
        shown: dict[str, Any] = two or one or {}
        change = "new" if one is None else "gone" if two is None else "changed"
        found.append(
            Difference(
                change,
                identifier,
                shown["rule"],
                shown["subject"]["name"],
                was,
                now,
                shown["message"],
            )
        )
    return sorted(
        found,
        key=lambda d: (
            _severity(d),
            ("new", "changed", "gone").index(d.change),
            d.name,
            d.rule,
            d.id,
        ),
    )


def _state(finding: dict[str, Any] | None) -> str:
    if finding is None:
        return ""
    return f"{finding['level']}, {finding.get('status', 'open')}"


def _severity(difference: Difference) -> int:
    level = (difference.now or difference.was).split(",")[0]
    return LEVELS.index(level) if level in LEVELS else len(LEVELS)


def difference_json(found: list[Difference]) -> str:
    """Return a JSON array of differences."""
    return (
        json.dumps([difference.record() for difference in found], indent=2, ensure_ascii=False)
        + "\n"
    )


def difference_lines(found: list[Difference]) -> str:
    """Return a line for each difference, and a last one that counts them."""
    lines = [
        f"{d.change:<8} {d.was or '-'} -> {d.now or '-'}  {d.rule}  {d.name}  [{d.id}]"
        for d in found
    ]
    return "\n".join([*lines, _counts(found)]) + "\n"


def difference_markdown(found: list[Difference]) -> str:
    """Return a Markdown table with the message of each difference."""
    from screen.core.safe_text import escape_markdown as escape

    lines = [f"**{_counts(found)}**"]
    if found:
        lines += [
            "",
            "| change | was | now | name | what was found |",
            "| --- | --- | --- | --- | --- |",
        ]
        lines += [
            f"| {d.change} | {d.was} | {d.now} | {escape(d.name)} | {escape(d.message)} |"
            for d in found
        ]
    return "\n".join(lines) + "\n"


def _counts(found: list[Difference]) -> str:
    by_change = {
        change: sum(1 for d in found if d.change == change) for change in ("new", "gone", "changed")
    }
    return f"{by_change['new']} new, {by_change['gone']} gone, {by_change['changed']} changed"
