"""Makes one finding of a group of hits.

Its level, its message, its evidence and what the rows around it say.
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from screen.models.policy import Policy
from screen.models.result import Finding, FindingContext, Match, Subject
from screen.models.rulebook import RULES, rulebook
from screen.models.touched import Occurrences
from screen.models.watchlist import Entry, Watchlist
from screen.names.fold import fold
from screen.reference.countries import country_name
from screen.risk.findings.context import Judgement, judge_context
from screen.risk.findings.evidence import Cited
from screen.risk.findings.explained import Explanations
from screen.risk.findings.levels import entity_level, in_context, moved, priority, rule_level
from screen.risk.findings.matched_text import matched_text, reads_as
from screen.risk.findings.messages import Said, action, date_notes, message, status_notes
from screen.risk.screened import Screened

#: What makes two hits one finding.
IDENTITY = ("kind", "rule", "list_id", "entry_id", "identity", "country")
#: What a context judgement reads of a finding's rows, and at most how many distinct cells of each.
CELLS = ("places", "codes", "words", "number")
CELLS_READ = 50
#: The line of a case has room for so many notes on what the row says.
_NOTES_IN_CASES = 2


@dataclass(frozen=True, slots=True)
class Group:
    """The hits of one finding, in input order: the first one, the best one, and their rows.

    ``cells`` holds distinct cells of the rows by column (``CELLS``), ``dates`` one for each row.
    Both are empty where the finding is of a country and not of a name; ``names`` says how many
    names it then touches.
    """

    first: dict[str, Any]
    best: dict[str, Any]
    roles: tuple[str, ...]
    occurrences: list[Occurrences]
    cells: Mapping[str, Sequence[str]] = field(default_factory=dict)
    dates: Sequence[date | None] = ()
    names: int = 1
    raised: int = 0
    sheet: bool = False

    @property
    def count(self) -> int:
        """How many rows the finding touches."""
        return sum(place.count for place in self.occurrences)


@dataclass(frozen=True, slots=True)
class Whole:
    """What is known of all rows of a finding where only some of them are at hand.

    ``note`` and ``raised`` are given where they rest on a count of all rows.
    """

    occurrences: list[Occurrences]
    names: int
    dates: Sequence[date | None] = ()
    note: str | None = None
    raised: int | None = None

    def of(self, group: Group) -> Group:
        """Return the ``group`` of the rows at hand as the one of all rows."""
        first = group.first if self.note is None else {**group.first, "note": self.note}
        return replace(
            group,
            first=first,
            occurrences=self.occurrences,
            names=self.names,
            dates=self.dates if group.dates else group.dates,
            raised=group.raised if self.raised is None else self.raised,
        )


def make_finding(
    identity: dict[str, Any],
    group: Group,
    cited: Cited,
    quoted: str,
    screened: Screened,
    policy: Policy,
    hosts: frozenset[str],
    explained: Explanations,
) -> Finding:
    """Return the finding of one group.

    ``identity`` holds what makes its hits one finding, ``cited`` the entry and its claims, and
    ``quoted`` the text of its cell; ``hosts`` as ``judge_context`` wants them; ``explained`` holds
    what is said of its match.
    """
    watchlist, entry, first = cited.watchlist, cited.entry, group.first
    rule, country = identity["rule"], identity.get("country")
    text = rulebook().rules[rule]
    effect = watchlist.info.effect
    match, letters_same = None, 0
    if text.compares_names:
        match, letters_same = _match(group.best, watchlist, entry, explained)
    context = FindingContext(
        country=country or "",
        occurrences=group.occurrences,
        list_id=watchlist.info.id,
        entry_id=entry.entry_id,
        entry_name=entry.name,
        basis=cited.basis,
        effect=None if watchlist.info.id == RULES else effect,
    )
    dates = group.dates
    told: tuple[str, ...] = ()
    if match:
        judged = _judge(entry, group, country, hosts)
        context.verdict, context.notes = judged.verdict, list(judged.notes)
        told = judged.notes[:_NOTES_IN_CASES]
        level = entity_level(policy, effect, match.band, entry, screened.as_of, dates)
        # A hit that was sunk is of a listed name among other words, and no longer the same name.
        letters = letters_same if group.raised >= 0 else 0
        level, why_moved = in_context(policy.context, level, judged, effect, letters=letters)
        context.notes += [why_moved] if why_moved else []
        level = moved(level, group.raised - text.lowered)
    else:
        level = rule_level(policy, rule, entry, screened.as_of, raised=group.raised)
    context.notes += status_notes(entry, screened.as_of)
    context.notes += date_notes(entry, dates) if match else []
    name, who = _names(text.subject, group, country, match)
    whole_sheet = text.subject == "sheet"
    subject = Subject(
        kind=identity["kind"],
        id="" if whole_sheet else first["id"] or "",
        name=name,
        party_role=", ".join(group.roles),
        file=first["file"],
        sheet=first["sheet"],
        row=first["row"],
        column=first["column"],
        value=first["value"] or "" if identity["kind"] == "cell" else quoted,
    )
    read = match is not None and reads_as(group.best["variant"] or "", match.matched_name)
    note = note_of(group)
    said = Said(watchlist, entry, subject, who, note, country, match, cited.newest, read)
    says, why = message(rule, said, screened.as_of, policy.jurisdictions.imports_into)
    why = "; ".join((why, *told))
    return Finding(
        id=finding_id(identity),
        rule=rule,
        level=level,
        priority=priority(
            level,
            match.score if match else None,
            context.verdict,
            0 if whole_sheet else group.count,
        ),
        message=says,
        action=action(rule, effect),
        subject=subject,
        match=match,
        context=context,
        evidence=cited.evidence,
        why=why,
    )


def note_of(group: Group) -> str:
    """Return the note of the first hit, which may not hold for all names of a group."""
    note = group.first["note"] or ""
    return f"{note} in the first of them" if note and group.names > 1 and not group.sheet else note


def finding_id(identity: dict[str, Any]) -> str:
    """Return the id of the finding whose hits agree in ``identity``."""
    text = "\0".join(str(value or "") for value in identity.values())
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _judge(entry: Entry, group: Group, country: str | None, hosts: frozenset[str]) -> Judgement:
    """Return what the rows around a name match say of it.

    A factory stands in a row of the supplier that it works for, whose country need not be its own.
    """
    first = group.first
    of_another = group.roles == ("factory",) and fold(first["name"] or "") != fold(first["value"])
    return judge_context(
        entry,
        (group.best["variant"] or "", group.best["matched_name"] or ""),
        country,
        group.roles,
        group.cells["places"],
        "|".join(group.cells["codes"]),
        ", ".join(group.cells["words"]),
        group.cells["number"],
        of_another=of_another,
        hosts=hosts,
    )


def _names(subject: str, group: Group, country: str | None, match: Match | None) -> tuple[str, str]:
    """Return the name of the subject, and the names in it as a message says them."""
    first = group.first
    name = first["name"] or first["value"] or ""
    if match:
        name = matched_text(group.best["value"] or name, group.best["variant"] or "")
    who = f"“{name}”"
    if subject == "sheet":
        sheet = f", {first['sheet']}" if first["sheet"] else ""
        return f"{first['file']}{sheet}: {first['role']}", who
    if subject in ("country", "sector"):
        who += f" and {group.names - 1:,} more" if group.names > 1 else ""
        place = country_name(country) if country else "no country stated"
        return f"{place}: {first['role']}" if subject == "sector" else place, who
    return name, who


def _match(
    best: dict[str, Any], watchlist: Watchlist, entry: Entry, explained: Explanations
) -> tuple[Match, int]:
    """Return the match of a hit, and how many letters the names have that are the same."""
    said, letters = explained[
        best["variant"], best["matched_name"], best["name_kind"], best["value"]
    ]
    return Match(
        list_id=watchlist.info.id,
        entry_id=entry.entry_id,
        entry_name=entry.name,
        matched_name=best["matched_name"],
        score=best["score"],
        band=best["band"],
        explanation=said,
    ), letters
