"""What a finding says: its message, its next step and the notes beside it.

Every sentence claims no more than its source.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from screen.core.safe_text import isolated
from screen.models.laws import Market, told_for
from screen.models.result import Match, Subject
from screen.models.rulebook import rulebook
from screen.models.vocabulary import Effect
from screen.models.watchlist import GOODS, Entry, Watchlist
from screen.reference.countries import country_name
from screen.risk.findings.levels import is_over

#: Sanctions freeze the property of a party, and advisories bar nothing: no law on goods follows.
_OWN_LAW: frozenset[Effect] = frozenset({"sanction", "advisory"})


@dataclass(frozen=True, slots=True)
class Said:
    """What a message may say.

    ``who`` is the name that was screened, or the first of those in a country and how many more
    there are. ``newest`` is the date of the entry's newest claim, as coarse as its publisher gave
    it; '' where none has one. ``read`` is whether a match compares other letters than those of
    the cell.
    """

    watchlist: Watchlist
    entry: Entry
    subject: Subject
    who: str
    note: str
    country: str | None
    match: Match | None
    newest: str
    read: bool = False


def message(rule: str, said: Said, as_of: date, markets: Sequence[Market] = ()) -> tuple[str, str]:
    """Return what was found, in sentences a reader can check against the row and the list.

    The sentence is the rule's ``says``, with these placeholders: {name} and {role} of the
    subject, {who} and {note}, {country}, {entry}, {scope}, {list}, {publisher} of
    the list and {effect}, what follows from it in law, {likeness}, {matched}, {also} or {alias} and
    {score} of a name match, {hosts} for the state of a host country and {age} of the newest
    report. What the law of ``markets`` says follows it. The second text is the rule's ``why``,
    which says the same in a few words.
    """
    book, info, entry, match = rulebook(), said.watchlist.info, said.entry, said.match
    places = {
        "name": isolated(said.subject.name),
        "role": said.subject.party_role,
        "who": isolated(said.who),
        "note": isolated(said.note),
        "country": country_name(said.country) if said.country else "Without a country",
        "entry": entry.name,
        "scope": entry.scope,
        "list": info.title,
        "publisher": info.publisher,
        "effect": consequence(said.watchlist, entry),
        "hosts": book.host_states.get(entry.status, book.host_states["other"]),
        "age": _age(said.newest, as_of),
    }
    if match:
        alias = f", a name of {entry.name}" if match.matched_name != entry.name else ""
        words = book.likeness_read if said.read else book.likeness
        places |= {
            "likeness": words[match.band],
            "matched": match.matched_name,
            "also": f"{alias}," if alias else "",
            "alias": alias,
            "score": f"{match.score:g}",
        }
    text = book.rules[rule]
    topic = text.topic if info.effect not in _OWN_LAW else None
    says = " ".join(filter(None, (text.says.format(**places), told_for(topic, markets))))
    return says, text.why.format(**places) or text.title


def consequence(watchlist: Watchlist, entry: Entry) -> str:
    """Return what follows if it is that party, with its authority: the list's own words.

    Lists that say nothing of it, as older folders do, get the words of their effect.
    """
    info = watchlist.info
    if text := info.consequence_of(entry.entry_id):
        return text.replace(GOODS, ", ".join(entry.sectors) or "all goods")
    law = info.legal_basis[0] if info.legal_basis else "the law of the publisher"
    return rulebook().effects[info.effect].format(law=law)


def _age(reported: str, as_of: date) -> str:
    """How old the newest cited report is; nothing where no report has a date."""
    if not reported:
        return ""
    years = as_of.year - int(reported[:4])
    return (
        f"The newest report cited is of {reported}{f', {years} years ago' if years > 1 else ''}. "
    )


def action(rule: str, effect: Effect) -> str:
    """Return the next step, by rule and by what the list does in law."""
    text = rulebook().rules[rule]
    more = text.then.get(effect, "")
    return f"{text.action} {more}" if more else text.action


def status_notes(entry: Entry, as_of: date) -> list[str]:
    """Return what the reader should know of the entry itself.

    Whether it is in force, how far it reaches.
    """
    notes = []
    if is_over(entry, as_of):
        notes.append(
            f"no longer in force{f' since {entry.effective_to}' if entry.effective_to else ''}"
        )
    elif entry.status not in {"active", "inactive"}:
        notes.append(f"the entry is marked {entry.status}")
    if entry.scope and entry.kind != "commodity":
        notes.append(f"the listing extends: {entry.scope}")
    if entry.note:
        notes.append(entry.note)
    return notes


def date_notes(entry: Entry, dates: Sequence[date | None]) -> list[str]:
    """How shipment dates stand to the listing.

    Earlier than it, or later than its end; both are reported and not dropped.
    """
    notes = []
    start, end = entry.effective_from, entry.effective_to
    before = [start - day for day in dates if day and start and day < start]
    if before:
        least, most = min(before).days, max(before).days
        days = f"{least} days" if least == most else f"{least} to {most} days"
        notes.append(f"listed {start}, {days} after {_shipments(len(before))}")
    after = [day - end for day in dates if day and end and day > end]
    if after:
        least, most = min(after).days, max(after).days
        days = f"{least} days" if least == most else f"{least} to {most} days"
        notes.append(f"delisted {end}, {days} before {_shipments(len(after))}")
    during = [
        day for day in dates if day and end and day <= end and (start is None or day >= start)
    ]
    if during:
        notes.append(f"in force at the time of {_shipments(len(during))}")
    return notes


def _shipments(count: int) -> str:
    return "this shipment" if count == 1 else f"{count} of these shipments"
