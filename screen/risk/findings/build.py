"""Makes one finding of a group of hits: its level, its message, its evidence and what the rows around it say."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from screen.matching.matcher import explain_match
from screen.models.policy import NAME_RULES, Policy
from screen.models.result import Finding, FindingContext, Match, Occurrences, Subject
from screen.models.rulebook import RULES
from screen.models.watchlist import Entry, Watchlist
from screen.reference.countries import country_name
from screen.risk.findings.context import judge_context
from screen.risk.findings.evidence import Cited
from screen.risk.findings.levels import entity_level, priority, rule_level
from screen.risk.findings.messages import action, date_notes, message, status_notes
from screen.risk.screened import Screened

#: Columns that hold names: a place found only in them says less than one in an address.
_NAME_ROLES = {"supplier name", "aliases", "factory", "parent", "manufacturer", "shipper", "seller"}
#: What makes two hits one finding.
IDENTITY = ("kind", "rule", "list_id", "entry_id", "identity", "country")
#: Rules that speak of a country and say nothing of a supplier: one finding for each country and entry, however many names are there.
OF_COUNTRIES = (
    "host-country",
    "labour-sector",
    "country-advisory",
    "uflpa-priority-sector",
    "goods-advisory",
    "undisclosed-manufacturer",
)
#: A context judgement reads at most this many distinct cells of a finding's rows.
_CELLS_READ = 50


@dataclass(frozen=True, slots=True)
class Group:
    """The hits of one finding, in input order: the first hit, the best one, and the rows, each once.

    ``rows`` is empty where the finding is of a country and not of a name; ``names`` says how many names it then touches.
    """

    first: dict[str, Any]
    best: dict[str, Any]
    rows: Sequence[dict[str, Any]]
    roles: tuple[str, ...]
    occurrences: list[Occurrences]
    names: int = 1
    raised: int = 0

    def distinct(self, column: str) -> list[Any]:
        """The distinct values of a column over the rows, in order."""
        return list(dict.fromkeys(row[column] for row in self.rows if row[column]))

    @property
    def count(self) -> int:
        """How many rows the finding touches."""
        return sum(place.count for place in self.occurrences)


def make_finding(
    identity: dict[str, Any],
    group: Group,
    cited: Cited,
    screened: Screened,
    policy: Policy,
) -> Finding:
    """The finding of one group; ``identity`` holds the values of ``IDENTITY``, ``cited`` the entry and its claims."""
    watchlist, entry = cited.watchlist, cited.entry
    rule, country, first = identity["rule"], identity["country"], group.first
    effect = watchlist.info.effect
    match = _match(group.best, watchlist, entry) if rule in NAME_RULES else None
    context = FindingContext(
        country=country or "",
        occurrences=group.occurrences,
        list_id=watchlist.info.id,
        entry_id=entry.entry_id,
        entry_name=entry.name,
        basis=cited.basis,
        effect=None if watchlist.info.id == RULES else effect,
    )
    dates = [row["date"] for row in group.rows]
    if match:
        countries = group.distinct("origin") if country else []
        codes = "|".join(group.distinct("codes")[:_CELLS_READ])
        words = ", ".join(group.distinct("words")[:_CELLS_READ])
        context.verdict, context.notes = judge_context(
            entry,
            countries,
            group.distinct("places")[:_CELLS_READ],
            codes,
            words,
            group.distinct("number")[:_CELLS_READ],
        )
        level = entity_level(policy, effect, match.band, entry, screened.as_of, dates)
    else:
        in_name_only = rule.startswith(("region-", "kaesong")) and set(group.roles) <= _NAME_ROLES
        level = rule_level(policy, rule, entry, screened.as_of, in_name_only=in_name_only, raised=group.raised)
    context.notes += status_notes(entry, screened.as_of) + (date_notes(entry, dates) if match else [])
    note = first["note"]
    if note and group.names > 1:
        note += " in the first of them"
    name = (group.best["value"] if match else first["name"]) or first["value"] or ""
    who = f"“{name}”"
    if rule in OF_COUNTRIES:
        who = f"“{name}”" if group.names == 1 else f"“{name}” and {group.names - 1:,} more"
        name = country_name(country) if country else "no country stated"
    subject = Subject(
        kind=identity["kind"],
        id=first["id"] or "",
        name=name,
        party_role=", ".join(group.roles),
        file=first["file"],
        sheet=first["sheet"],
        row=first["row"],
        column=first["column"],
        value=first["value"] or "",
    )
    return Finding(
        id=hashlib.sha256("\0".join(str(identity[part] or "") for part in IDENTITY).encode()).hexdigest()[:16],
        rule=rule,
        level=level,
        priority=priority(level, match.score if match else None, context.verdict, group.count),
        message=message(rule, who, subject, match, watchlist, entry, note, country, cited.newest, screened.as_of),
        action=action(rule, effect),
        subject=subject,
        match=match,
        context=context,
        evidence=cited.evidence,
    )


def _match(best: dict[str, Any], watchlist: Watchlist, entry: Entry) -> Match:
    return Match(
        list_id=watchlist.info.id,
        entry_id=entry.entry_id,
        entry_name=entry.name,
        matched_name=best["matched_name"],
        score=best["score"],
        band=best["band"],
        explanation=explain_match(best["variant"], best["matched_name"], best["name_kind"]),
    )
