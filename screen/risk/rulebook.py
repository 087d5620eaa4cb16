"""The published description of every rule (``data/rules.toml``): title, law, limits and next step."""

import tomllib
from functools import cache
from importlib import resources

from pydantic import BaseModel, ConfigDict

from screen.models.vocabulary import Effect


class RuleText(BaseModel):
    """How a rule is explained to the people who read its findings."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    title: str
    law: str
    limits: str
    action: str


class Sign(BaseModel):
    """A sign of North Korean labour or goods that an auditor can ask about and no spreadsheet shows."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str
    sign: str
    reported_by: str
    date: str


class Rulebook(BaseModel):
    """All rules by id, what each legal effect means, and the signs to ask about."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    rules: dict[str, RuleText]
    effects: dict[Effect, str]
    signs: tuple[Sign, ...] = ()


@cache
def rulebook() -> Rulebook:
    """The rulebook as shipped."""
    text = resources.files("screen.risk").joinpath("data", "rules.toml").read_text(encoding="utf-8")
    return Rulebook.model_validate(tomllib.loads(text))
