"""Level and priority of a finding.

Both follow published tables: the policy's levels, and the sums below.
"""

from collections.abc import Sequence
from datetime import date

from screen.models.policy import ContextMoves, Policy
from screen.models.rulebook import rulebook
from screen.models.vocabulary import (
    PAST_STATES,
    Band,
    Context,
    Effect,
    Level,
    at_least,
    higher,
    lower,
)
from screen.models.watchlist import Entry
from screen.risk.findings.context import Judgement

#: What these do in law they do to all goods of a party, so other goods say little against it.
_WHOLE_PARTY: frozenset[Effect] = frozenset({"rebuttable-presumption", "sanction"})
_LEVEL_BASE: dict[Level, int] = {"critical": 800, "high": 600, "medium": 400, "low": 200, "info": 0}
_CONTEXT: dict[Context, int] = {"corroborates": 60, "neutral": 30, "contradicts": 0}
#: The most that a match with an unverified entry is worth.
LEAD: Level = "low"
#: A rule that compares no names is certain of what it saw, and ranks with a good name match.
_NO_SCORE = 60


def entity_level(
    policy: Policy,
    effect: Effect,
    band: Band,
    entry: Entry,
    as_of: date,
    dates: Sequence[date | None] = (),
) -> Level:
    """Return the level of a name match.

    The policy's table, one step lower for entries that describe the past or are disputed.

    An unverified entry rests on what nobody has read in a source, and is never more than a lead.
    A delisted entry is ``info``: it is shown and scores as nothing else, unless one of the
    shipments' ``dates`` falls in the time
    when it was in force.
    """
    if is_over(entry, as_of):
        if not was_in_force(entry, dates):
            return "info"
        return policy.entity_levels[effect][band]
    level = policy.entity_levels[effect][band]
    if entry.status == "unverified" and at_least(level, LEAD):
        return LEAD
    return lower(level) if entry.status in PAST_STATES | {"pending"} else level


def in_context(
    moves: ContextMoves, level: Level, found: Judgement, effect: Effect, *, letters: int
) -> tuple[Level, str]:
    """Return the level of a name match beside its row, and what moved it ('' for nothing).

    ``letters`` is how long the name is where it is the same to the letter, else 0. Country and
    goods can only sink a like name, an address or identifier can only lift it.
    """
    country, trade = found.country, found.trade
    same = letters >= moves.same_name_from
    lost, most, why = 0, level, ""
    if country == "differs" and trade == "differs":
        most, why = moves.trade_differs_too, "country and goods differ"
    elif country == "differs" and trade != "agrees":
        most, why = moves.country_differs, "the country differs"
    elif trade == "differs" and found.other_province:
        most, why = moves.country_differs, "province and goods differ"
    elif trade == "differs" and effect == "import-ban":
        most, why = moves.order_on_other_goods, "the order is on other goods"
    elif trade == "differs" and not found.in_town and effect not in _WHOLE_PARTY:
        lost, why = moves.one_differs, "the goods differ"
    elif country in ("differs", "loose") or (found.other_province and trade != "agrees"):
        lost = moves.one_differs
        why = "the province differs" if found.other_province else "the country differs"
    if why and same:
        return level, f"{why}; the name is the same, and the level stays"
    if why and found.located:
        return level, f"{why}, and address or number agree: the level stays"
    moved_to = higher(level, moves.located) if found.located else lower(level, lost)
    if at_least(moved_to, most) and why and not lost:
        moved_to = most
    if moved_to == level:
        return level, ""
    why = why or "an address or number agrees"
    return moved_to, f"level {moved_to} instead of {level}: {why}"


def rule_level(
    policy: Policy,
    rule: str,
    entry: Entry,
    as_of: date,
    *,
    raised: int = 0,
) -> Level:
    """Return the level of a rule that compares no names.

    ``raised`` is how many levels other facts of the row lift it, or, below 0, sink it.

    Host countries: only those with recent reports keep the rule's level; unverified and historic
    ones drop a step, former
    and disputed ones are ``info``, so that they never score as current hosts.
    """
    text = rulebook().rules[rule]
    if text.ends_with_entry and is_over(entry, as_of):
        return "info"
    level = moved(policy.rule_levels[rule], raised)
    if text.current_only:
        if entry.status in {"former", "disputed", "inactive"}:
            return "info"
        return level if entry.status == "active" else lower(level)
    return lower(level, int(entry.status in PAST_STATES))


def moved(level: Level, steps: int) -> Level:
    """Return the level ``steps`` above, or below where ``steps`` is negative."""
    return higher(level, steps) if steps >= 0 else lower(level, -steps)


def is_over(entry: Entry, as_of: date) -> bool:
    """Whether an entry had ceased to apply at ``as_of``.

    One that ended on an unknown day is over whenever it is looked at.
    """
    if entry.effective_to is not None:
        return entry.effective_to < as_of
    return entry.status == "inactive"


def was_in_force(entry: Entry, dates: Sequence[date | None]) -> bool:
    """Return whether one of ``dates`` lies within the known time in which an entry applied."""
    start, end = entry.effective_from, entry.effective_to
    return bool(start and end) and any(
        day is not None and start <= day <= end for day in dates if start and end
    )


def priority(level: Level, score: float | None, context: Context, rows: int) -> int:
    """Return the order of work, 0 to 999.

    The level first, then how sure the name is, then context, then how many rows it touches.
    """
    sureness = _NO_SCORE if score is None else max(0, min(100, round((score - 70) / 30 * 100)))
    return _LEVEL_BASE[level] + sureness + _CONTEXT[context] + min(rows, 39)
