"""The rulebook (``data/rules.toml``): everything about a rule except the search itself."""

import tomllib
from datetime import date
from functools import cache
from importlib import resources
from typing import Literal

from pydantic import BaseModel, ConfigDict

from screen.models.laws import Topic
from screen.models.vocabulary import Band, Effect, Level
from screen.models.watchlist import Entry, Evidence, ListInfo, Source, Watchlist

#: The id under which rules without a list cite their evidence.
RULES = "rules"


class _Table(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class RuleEvidence(_Table):
    """A claim behind a rule that has no list; ``source`` is one of the rulebook's sources."""

    source: str
    claim: str
    locator: str = ""
    caveat: str = ""


class Rule(_Table):
    """What a rule is called, rests on, says and weighs. The keys are explained in the file.

    ``level`` is None where list effect and name band decide, or the distance in the chain.
    """

    title: str
    law: str
    limits: str
    action: str
    says: str = ""
    why: str = ""
    level: Level | None = None
    subject: Literal["party", "country", "sector", "sheet"] = "party"
    topic: Topic | None = None
    compares_names: bool = False
    travels: bool = False
    about_country: bool = False
    current_only: bool = False
    ends_with_entry: bool = False
    weaker_in_names: bool = False
    lowered: int = 0
    then: dict[Effect, str] = {}
    evidence: tuple[RuleEvidence, ...] = ()


class Sign(_Table):
    """A sign of North Korean labour or goods that an auditor can ask about."""

    id: str
    sign: str
    reported_by: str
    date: str


class Rulebook(_Table):
    """All rules by id, the shared phrases, the signs to ask about, and the rules' sources."""

    rules: dict[str, Rule]
    effects: dict[Effect, str]
    likeness: dict[Band, str]
    likeness_read: dict[Band, str]
    host_states: dict[str, str]
    signs: tuple[Sign, ...] = ()
    sources: tuple[Source, ...] = ()

    def where(self, flag: str, value: object = True) -> list[str]:
        """Return the ids of the rules whose ``flag`` has ``value``, in the order of the file."""
        return [rule for rule, text in self.rules.items() if getattr(text, flag) == value]

    def levels(self) -> dict[str, Level]:
        """Return the default level of every rule that has a level of its own."""
        return {rule: text.level for rule, text in self.rules.items() if text.level is not None}


@cache
def rulebook() -> Rulebook:
    """Return the rulebook as shipped."""
    text = resources.files("screen.models").joinpath("data", "rules.toml").read_text("utf-8")
    return Rulebook.model_validate(tomllib.loads(text))


@cache
def rule_list() -> Watchlist:
    """Return the rules without a list as a list: one entry a rule, with the claims it rests on.

    Findings of these rules cite evidence like all others; no name is screened against this list.
    """
    book = rulebook()
    cited = {rule: text for rule, text in book.rules.items() if text.evidence}
    published = [date.fromisoformat(one.published) for one in book.sources if one.published]
    info = ListInfo(
        id=RULES,
        title="Rules of flscreen",
        publisher="flscreen",
        kind="internal",
        effect="advisory",
        as_of=max(published),
        retrieved=max(published),
        max_age_days=36_500,
        coverage="complete",
        sources=book.sources,
    )
    dates = {source.id: source.published for source in book.sources}
    evidence = tuple(
        Evidence(
            evidence_id=f"{rule}-{number}",
            entry_id=rule,
            source_id=claim.source,
            claim=claim.claim,
            locator=claim.locator,
            date=dates[claim.source],
            caveat=claim.caveat,
        )
        for rule, text in cited.items()
        for number, claim in enumerate(text.evidence, start=1)
    )
    entries = tuple(
        Entry(entry_id=rule, kind="commodity", name=text.title) for rule, text in cited.items()
    )
    return Watchlist(info=info, entries=entries, evidence=evidence, sha256="", folder="")
