"""The published description of every rule (``data/rules.toml``): title, law, limits and next step."""

import tomllib
from datetime import date
from functools import cache
from importlib import resources

from pydantic import BaseModel, ConfigDict

from screen.models.vocabulary import Effect
from screen.models.watchlist import Entry, Evidence, ListInfo, Source, Watchlist


class RuleEvidence(BaseModel):
    """A claim on which a rule rests that no list stands behind; ``source`` is one of the rulebook's sources."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    source: str
    claim: str
    locator: str = ""
    caveat: str = ""


class RuleText(BaseModel):
    """How a rule is explained to the people who read its findings.

    ``says`` is the message of rules without a list: a sentence with the places {who}, {note} and {country}.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    title: str
    law: str
    limits: str
    action: str
    says: str = ""
    evidence: tuple[RuleEvidence, ...] = ()


class Sign(BaseModel):
    """A sign of North Korean labour or goods that an auditor can ask about and no spreadsheet shows."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str
    sign: str
    reported_by: str
    date: str


class Rulebook(BaseModel):
    """All rules by id, what each legal effect means, the signs to ask about, and the sources of rules without a list."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    rules: dict[str, RuleText]
    effects: dict[Effect, str]
    signs: tuple[Sign, ...] = ()
    sources: tuple[Source, ...] = ()


@cache
def rulebook() -> Rulebook:
    """The rulebook as shipped."""
    text = resources.files("screen.models").joinpath("data", "rules.toml").read_text(encoding="utf-8")
    return Rulebook.model_validate(tomllib.loads(text))


#: The id under which rules without a list cite their evidence.
RULES = "rules"


@cache
def rule_list() -> Watchlist:
    """The rules that no list stands behind, as a list: an entry a rule, with the claims it rests on.

    Findings of these rules cite evidence like all others; the list itself is not one that names are screened against.
    """
    book = rulebook()
    cited = {rule: text for rule, text in book.rules.items() if text.evidence}
    published = [date.fromisoformat(source.published) for source in book.sources if source.published]
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
    evidence = tuple(
        Evidence(
            evidence_id=f"{rule}-{number}",
            entry_id=rule,
            source_id=claim.source,
            claim=claim.claim,
            locator=claim.locator,
            date=next(source.published for source in book.sources if source.id == claim.source),
            caveat=claim.caveat,
        )
        for rule, text in cited.items()
        for number, claim in enumerate(text.evidence, start=1)
    )
    entries = tuple(Entry(entry_id=rule, kind="commodity", name=text.title) for rule, text in cited.items())
    return Watchlist(info=info, entries=entries, evidence=evidence, sha256="", folder="")


def rule_evidence(rule: str) -> list[str]:
    """The ids of the claims that findings of a rule without a list cite."""
    return [f"{RULES}/{claim.evidence_id}" for claim in rule_list().evidence if claim.entry_id == rule]
