"""What a finding says: its message, its next step and the notes beside it. Every sentence claims no more than its source."""

from collections.abc import Sequence
from datetime import date

from screen.models.result import Match, Subject
from screen.models.rulebook import rulebook
from screen.models.vocabulary import Effect
from screen.models.watchlist import Entry, Watchlist
from screen.reference.countries import country_name
from screen.risk.findings.levels import is_over

_LIKENESS = {
    "exact": "is the same name as",
    "strong": "closely matches",
    "probable": "probably matches",
    "possible": "may match",
}
_HOSTS = {
    "active": "is reported in recent years to host North Korean labour",
    "former": "was a host of North Korean labour in the past and is not reported as one now",
    "disputed": "was once called a host of North Korean labour by a blog author; no published list names it",
}
_HOST_BEFORE = "was reported before 2020 to host North Korean labour; its present state was not verified"


def message(
    rule: str,
    who: str,
    subject: Subject,
    match: Match | None,
    watchlist: Watchlist,
    entry: Entry,
    note: str | None,
    country: str | None,
    reported: str,
    as_of: date,
) -> str:
    """What was found, in sentences a reader can check against the row and the list.

    ``who`` is the name that was screened, or the first of those in a country and how many more there are. ``reported`` is the date of the entry's newest claim, as coarse as its publisher gave it; '' where none has one.
    """
    law = watchlist.info.legal_basis[0] if watchlist.info.legal_basis else "the law of the publisher"
    effect = rulebook().effects[watchlist.info.effect].format(law=law)
    text = rulebook().rules[rule]
    if text.says:
        return text.says.format(
            who=who, note=note or "", country=country_name(country) if country else "Without a country"
        )
    if match and rule == "subsidiary-name":
        return (
            f"“{subject.name}” ({subject.party_role}) carries the words “{note}” of {entry.name}, whose listing on “{watchlist.info.title}” "
            f"reads: {entry.scope}. The name itself is not listed. If it belongs to that group: {effect}."
        )
    if match:
        also = f", a name of {entry.name}," if match.matched_name != entry.name else ""
        return (
            f"“{subject.name}” ({subject.party_role}) {_LIKENESS[match.band]} “{match.matched_name}”{also} on the list "
            f"“{watchlist.info.title}” (score {match.score:g} of 100). If it is that party: {effect}."
        )
    if rule == "origin-dprk":
        return f"{note}. Imports from North Korea into the United States are prohibited without a licence."
    if rule.startswith("mid-"):
        return (
            f"In a row of “{subject.name}”, {note}; {entry.name} is on the list “{watchlist.info.title}”. "
            f"If that party made the goods: {effect}."
        )
    if rule == "address-match":
        return (
            f"“{subject.name}” is another name, and {note}, an address of {entry.name} on the list “{watchlist.info.title}”. "
            f"If the two are one party: {effect}."
        )
    if rule.startswith(("region-", "kaesong")):
        return f"For “{subject.name}”, {note}, which lies in {entry.name}. If goods come from there: {effect}."
    if rule.startswith("commodity-scope"):
        where = country_name(country or "")
        return (
            f"Goods of “{subject.name}” from {where} may fall under the order on {entry.name}: {note}. If so: {effect}."
        )
    if rule == "uflpa-priority-sector":
        return (
            f"Goods of {who} from {country_name(country or '')} are of a sector in which the UFLPA is enforced with "
            f"priority, {entry.name}: {note}. The presumption itself follows from Xinjiang inputs or a listed maker, not from the sector."
        )
    if rule == "goods-advisory":
        return (
            f"“{entry.name}” is in “{watchlist.info.title}” of {watchlist.info.publisher}, and goods of {who} fit: {note}. "
            f"This says nothing about any one company; {effect}."
        )
    if rule == "country-advisory":
        return (
            f"In {entry.name}: {who}. {watchlist.info.publisher} ranks the country in “{watchlist.info.title}”. "
            "This says nothing about any one company."
        )
    if entry.kind == "commodity":
        return (
            f"Goods of {who} are of a sector in which North Korean labourers are said to work abroad, {entry.name}: {note}; "
            f"{country_name(country or '')} is reported as a host of such labour. {_age(reported, as_of)}"
            "This says nothing about any one company."
        )
    sector = f"; {note}" if note else ""
    return (
        f"In {entry.name}: {who}. The country {_HOSTS.get(entry.status, _HOST_BEFORE)}{sector}. "
        f"{_age(reported, as_of)}UN Security Council Resolution 2397 required states to send these workers home by 2019-12-22. "
        "This says nothing about any one company."
    )


def _age(reported: str, as_of: date) -> str:
    """How old the newest cited report is; nothing where no report has a date."""
    if not reported:
        return ""
    years = as_of.year - int(reported[:4])
    return f"The newest report cited is of {reported}{f', {years} years ago' if years > 1 else ''}. "


def action(rule: str, effect: Effect) -> str:
    """The next step, by rule and by what the list does in law."""
    step = rulebook().rules[rule].action
    named = rule in {"entity-match", "vessel-match"}
    if named and effect == "sanction":
        return step + " Do not pay or ship meanwhile."
    if named and effect in {"import-ban", "rebuttable-presumption", "detention"}:
        return step + " Hold shipments until that is settled."
    return step


def status_notes(entry: Entry, as_of: date) -> list[str]:
    """What the reader should know of the entry itself: whether it is in force, how far it reaches."""
    notes = []
    if is_over(entry, as_of):
        notes.append(f"no longer in force{f' since {entry.effective_to}' if entry.effective_to else ''}")
    elif entry.status not in {"active", "inactive"}:
        notes.append(f"the entry is marked {entry.status}")
    if entry.scope and entry.kind != "commodity":
        notes.append(f"the listing extends: {entry.scope}")
    if entry.note:
        notes.append(entry.note)
    return notes


def date_notes(entry: Entry, dates: Sequence[date | None]) -> list[str]:
    """How shipment dates stand to the listing: earlier than it, or later than its end; both are told and not dropped."""
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
    during = [day for day in dates if day and end and day <= end and (start is None or day >= start)]
    if during:
        notes.append(f"in force at the time of {_shipments(len(during))}")
    return notes


def _shipments(count: int) -> str:
    return "this shipment" if count == 1 else f"{count} of these shipments"
