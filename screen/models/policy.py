"""The policy: every threshold and level that decides what a finding is worth. flscreen.toml overrides the defaults."""

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from screen.models.vocabulary import Band, Effect, Level

FailOn = Literal["critical", "high", "medium", "low", "info", "none"]


class BandEdges(BaseModel):
    """Lowest score (thefuzz's scale, 0-100) of each band."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    exact: float = Field(99.5, ge=0, le=100)
    strong: float = Field(91.0, ge=0, le=100)
    probable: float = Field(82.0, ge=0, le=100)
    possible: float = Field(72.0, ge=0, le=100)

    @model_validator(mode="after")
    def _descending(self) -> "BandEdges":
        if not self.exact >= self.strong >= self.probable >= self.possible:
            raise ValueError("band edges must fall from exact to possible")
        return self

    def band(self, score: float) -> Band | None:
        """The band of a score, or None where the score is too low to report."""
        for name in ("exact", "strong", "probable", "possible"):
            if score >= getattr(self, name):
                return name
        return None


def _levels() -> dict[Effect, dict[Band, Level]]:
    binding: dict[Band, Level] = {"exact": "critical", "strong": "critical", "probable": "high", "possible": "low"}
    return {
        "import-ban": dict(binding),
        "rebuttable-presumption": dict(binding),
        "detention": dict(binding),
        "sanction": dict(binding),
        "advisory": {"exact": "medium", "strong": "medium", "probable": "low", "possible": "info"},
        "reported": {"exact": "high", "strong": "high", "probable": "medium", "possible": "low"},
    }


def _rule_levels() -> dict[str, Level]:
    return {
        "origin-dprk": "critical",
        "mid-match": "high",
        "mid-match-stem": "low",
        "region-dprk": "high",
        "region-xinjiang": "critical",
        "commodity-scope": "critical",
        "commodity-scope-words": "medium",
        "host-country-sector": "medium",
        "host-country": "low",
        "uflpa-priority-sector": "low",
        "goods-advisory": "low",
        "country-advisory": "info",
    }


class Policy(BaseModel):
    """What flscreen.toml may set. Unknown keys are errors, because a mistyped threshold must not pass in silence."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    fail_on: FailOn = "high"
    max_rejected: int | None = Field(None, ge=0, description="exit 3 when more rows than this are rejected")
    max_list_age: int | None = Field(None, ge=0, description="exit 4 when a list is older than this many days")
    bands: BandEdges = BandEdges()
    entity_levels: dict[Effect, dict[Band, Level]] = Field(default_factory=_levels)
    rule_levels: dict[str, Level] = Field(default_factory=_rule_levels)
    rules_off: tuple[str, ...] = ()
    lists_off: tuple[str, ...] = ()
    columns: dict[str, str] = Field(default_factory=dict, description="header as written -> canonical column name")

    @model_validator(mode="after")
    def _known_rules_and_full_tables(self) -> "Policy":
        known = set(_rule_levels()) | {"entity-match"}
        for rule in [*self.rule_levels, *self.rules_off]:
            if rule not in known:
                raise ValueError(f"unknown rule {rule!r}; known rules: {', '.join(sorted(known))}")
        object.__setattr__(self, "rule_levels", {**_rule_levels(), **self.rule_levels})
        merged = {effect: {**table, **self.entity_levels.get(effect, {})} for effect, table in _levels().items()}
        object.__setattr__(self, "entity_levels", merged)
        return self
