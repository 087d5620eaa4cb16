"""Changes of watchlists as text, Markdown and JSON."""

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict
from itertools import groupby

from screen.lists.changes import Change
from screen.models.watchlist import Watchlist

#: Marks that stand before a change, so that they can be told apart without colour.
_MARKS = {
    "added": "+",
    "listed again": "+",
    "delisted": "x",
    "removed": "-",
    "renamed": "~",
    "changed": "~",
}


def to_text(old: Sequence[Watchlist], new: Sequence[Watchlist], changes: Sequence[Change]) -> str:
    """Return the changes as lines for a terminal, by list."""
    lines = _heads(old, new)
    for list_id, group in groupby(changes, key=lambda change: change.list_id):
        lines += ["", f"{list_id}:"]
        for change in group:
            lines.append(
                f"  {_MARKS[change.kind]} {change.kind}: {change.name} ({change.entry_id})"
            )
            lines += [f"      {detail}" for detail in change.details]
    return "\n".join([*lines, "", _counts(changes)]) + "\n"


def to_markdown(
    old: Sequence[Watchlist], new: Sequence[Watchlist], changes: Sequence[Change]
) -> str:
    """Return the changes as a Markdown table for each list, for a pull request or a ticket."""
    lines = [
        "# Changes of the watchlists",
        "",
        *(f"- {line}" for line in _heads(old, new)),
        "",
        _counts(changes),
    ]
    for list_id, group in groupby(changes, key=lambda change: change.list_id):
        lines += [
            "",
            f"## {list_id}",
            "",
            "| change | entry | id | details |",
            "| --- | --- | --- | --- |",
        ]
        for change in group:
            cells = (change.kind, change.name, f"`{change.entry_id}`", "; ".join(change.details))
            lines.append("| " + " | ".join(_escape(cell) for cell in cells) + " |")
    return "\n".join(lines) + "\n"


def to_json(old: Sequence[Watchlist], new: Sequence[Watchlist], changes: Sequence[Change]) -> str:
    """Return the changes as JSON.

    ``old`` and ``new`` lists with date and digest, then ``changes``.
    """
    content = {
        **{
            name: [
                {"id": w.info.id, "as_of": w.info.as_of.isoformat(), "sha256": w.sha256}
                for w in lists
            ]
            for name, lists in (("old", old), ("new", new))
        },
        "changes": [asdict(change) for change in changes],
    }
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"


def _heads(old: Sequence[Watchlist], new: Sequence[Watchlist]) -> list[str]:
    days = [{w.info.id: w.info.as_of.isoformat() for w in lists} for lists in (old, new)]
    return [
        f"{list_id}: {days[0].get(list_id, 'no list')} -> {days[1].get(list_id, 'no list')}"
        for list_id in sorted(days[0] | days[1])
    ]


def _counts(changes: Sequence[Change]) -> str:
    counted = Counter(change.kind for change in changes)
    return ", ".join(f"{count:,} {kind}" for kind, count in counted.items()) or "no change"


def _escape(text: str) -> str:
    return text.replace("\\", "\\\\").replace("|", "\\|").replace("\n", " ").replace("<", "&lt;")
