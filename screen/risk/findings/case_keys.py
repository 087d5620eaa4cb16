"""Which case each finding belongs to: whose it is, and whom or what it is about.

A case is one party of the input against one identity. What is found of the party's places, goods
and codes belongs to its gravest case that is at least as grave, so that nobody who clears a like
name clears a place along with it; else it makes a case of its own. Countries, sectors and sheets
are cases by themselves, and what the supply chain carries belongs to the case where it began.
"""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

import polars as pl

from screen.models.case import CaseKind
from screen.models.result import Finding
from screen.models.rulebook import RULES, rulebook
from screen.models.vocabulary import LEVELS
from screen.models.watchlist import Entry
from screen.names.fold import fold
from screen.risk.screened import Screened
from screen.risk.supply_chain.chain import Chain
from screen.risk.supply_chain.firm_words import firm_words, words_of_firms

#: Entries of these kinds are parties, so that a finding on one is against its identity.
_PARTIES = frozenset({"entity", "facility", "vessel"})
#: The matter of findings that rest on no list and go with no other case of the party.
_SIGNS = "signs"


@dataclass(frozen=True, slots=True)
class CaseKey:
    """What makes findings one case: ``party`` folded, ``matter`` the id of whom it is about.

    Nothing of files, rows and other findings is in it, so that ids of cases outlive them.
    """

    kind: CaseKind
    party: str
    matter: str

    @property
    def id(self) -> str:
        """The id of the case."""
        text = "\0".join((self.kind, self.party, self.matter))
        return f"case-{hashlib.sha256(text.encode()).hexdigest()[:16]}"


def case_keys(findings: Sequence[Finding], screened: Screened, chain: Chain) -> list[CaseKey]:
    """Return the case of each finding; the order of the findings does not matter."""
    entries = {
        (watchlist.info.id, entry.entry_id): entry
        for watchlist in screened.watchlists
        for entry in watchlist.entries
    }
    identity = {
        (list_id, entry_id): identity_id
        for list_id, entry_id, identity_id, _ in screened.identities.iter_rows()
    }
    party = _parties(chain, findings)
    found: dict[int, CaseKey] = {}
    waiting: list[int] = []
    of_cell: dict[str, str] = {}
    own = [number for number, finding in enumerate(findings) if not finding.context.origin]
    for number in own:
        finding = findings[number]
        entry = entries.get((finding.context.list_id, finding.context.entry_id))
        if rulebook().rules[finding.rule].subject != "party":
            found[number] = _wide(finding, entry)
        elif entry and entry.kind in _PARTIES:
            place = (finding.context.list_id, entry.entry_id)
            whose = party(finding.subject.name)
            matter = identity.get(place, "/".join(place))
            found[number] = CaseKey("party", whose, matter)
            if finding.match and finding.subject.name != finding.subject.value:
                of_cell.setdefault(finding.subject.value, whose)
        else:
            waiting.append(number)
    _join(waiting, findings, found, entries, lambda name: of_cell.get(name) or party(name))
    by_id = {findings[number].id: key for number, key in found.items()}
    return [
        found[number] if number in found else by_id[finding.context.origin]
        for number, finding in enumerate(findings)
    ]


def _parties(chain: Chain, findings: Sequence[Finding]) -> Callable[[str], str]:
    """Return the function that tells the firm of a name, as the supply chain resolves it."""
    named = pl.DataFrame(
        {"spelling": list({one.subject.name for one in findings})}, schema={"spelling": pl.String}
    )
    known = chain.firms.spellings.join(chain.firms.firms, on="firm").select("spelling", "name")
    firms = dict(known.join(named, on="spelling", how="semi").iter_rows())
    words = words_of_firms(firms.get(name, name) for name in named["spelling"])

    @cache
    def party(name: str) -> str:
        firm = firms.get(name, name)
        return words[firm] if firm in words else firm_words(firm)

    return party


def _join(
    waiting: Sequence[int],
    findings: Sequence[Finding],
    found: dict[int, CaseKey],
    entries: Mapping[tuple[str, str], Entry],
    party: Callable[[str], str],
) -> None:
    """Give the ``waiting`` findings on places, goods and rows the cases of their parties.

    Places before signs, which go with any case of the party.
    """
    gravest: dict[str, tuple[int, int, str]] = {}

    def note(number: int, key: CaseKey) -> None:
        best = (LEVELS.index(findings[number].level), -findings[number].priority, key.matter)
        gravest[key.party] = min(gravest.get(key.party, best), best)

    for number, key in found.items():
        if key.kind == "party":
            note(number, key)
    made: dict[int, CaseKey] = {}
    signs = []
    for number in waiting:
        finding = findings[number]
        entry = entries.get((finding.context.list_id, finding.context.entry_id))
        if entry is None or finding.context.list_id == RULES:
            signs.append(number)
            continue
        whose = party(finding.subject.name)
        held = gravest.get(whose)
        joins = held is not None and held[0] <= LEVELS.index(finding.level)
        matter = held[2] if held and joins else _place(entry, finding)
        made[number] = CaseKey("party", whose, matter)
    for number, key in made.items():
        note(number, key)
    for number in signs:
        whose = party(findings[number].subject.name)
        held = gravest.get(whose)
        made[number] = CaseKey("party", whose, held[2] if held else _SIGNS)
    found |= made


def _place(entry: Entry, finding: Finding) -> str:
    """Return the place of a finding; several entries of one country and region are one place."""
    if entry.kind == "commodity" and not entry.region:
        return f"{finding.context.list_id}/{entry.entry_id}"
    return "/".join(("place", entry.country, fold(entry.region) if entry.country != "KP" else ""))


def _wide(finding: Finding, entry: Entry | None) -> CaseKey:
    """Return the case of a country, of a sector or list of goods there, or of a sheet."""
    subject, country = finding.subject, finding.context.country
    kind = rulebook().rules[finding.rule].subject
    if kind == "sheet":
        return CaseKey("file", f"{subject.file}\0{subject.sheet}", finding.rule)
    if kind == "sector":
        return CaseKey("sector", country, fold(subject.party_role) or subject.party_role)
    if entry and entry.kind == "commodity":
        return CaseKey("sector", country, finding.context.list_id)
    return CaseKey("country", country, "")
