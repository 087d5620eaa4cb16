"""The policy.

Every threshold and level that decides what a finding is worth. flscreen.toml overrides the
defaults.
"""

import hashlib
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from screen.core.suggestions import did_you_mean
from screen.models.kinds import TABLE_KINDS
from screen.models.laws import Market
from screen.models.limits import Limits
from screen.models.rulebook import rulebook
from screen.models.vocabulary import Band, Effect, Level

FailOn = Literal["critical", "high", "medium", "low", "info", "none"]


#: What [columns] may name: a column of the rows, a further party and its place, or '' for nothing.
_COLUMN_FIELDS = {name for kind in TABLE_KINDS.values() for name in kind.model.model_fields} | {
    "party",
    "party_country",
    "party_address",
    "",
}


class BandEdges(BaseModel):
    """Lowest score (thefuzz's scale, 0-100) of each band."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    exact: float = Field(
        99.5, ge=0, le=100, description="the same name, but for case, marks and script"
    )
    strong: float = Field(91.0, ge=0, le=100, description="from this score on a match is strong")
    probable: float = Field(82.0, ge=0, le=100, description="from this score on it is probable")
    possible: float = Field(
        72.0,
        ge=0,
        le=100,
        description="from this score on it is possible; below it nothing is reported",
    )

    @model_validator(mode="after")
    def _descending(self) -> "BandEdges":
        if not self.exact >= self.strong >= self.probable >= self.possible:
            raise ValueError("band edges must fall from exact to possible")
        return self

    def band(self, score: float) -> Band | None:
        """Return the band of a score, or None where the score is too low to report."""
        for name in ("exact", "strong", "probable", "possible"):
            if score >= getattr(self, name):
                return name
        return None


class SupplyChain(BaseModel):
    """How findings travel down the supply chain, from their firm to the direct supplier."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    from_level: Level = Field("medium", description="findings below this level do not travel")
    decay: tuple[Annotated[int, Field(ge=0, le=4)], ...] = Field(
        (1, 1, 1, 2),
        min_length=1,
        description=(
            "levels lost one, two, three ... steps away; the last number holds for all further ones"
        ),
    )

    def lost(self, steps: int) -> int:
        """Return the levels that a finding loses ``steps`` away from its firm.

        None at the firm itself.
        """
        return self.decay[min(steps, len(self.decay)) - 1] if steps else 0


class ContextMoves(BaseModel):
    """What country, goods, address and identifiers are worth beside a name that is not the same."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    country_differs: Level = Field(
        "low", description="the most that a like name in another country is worth"
    )
    trade_differs_too: Level = Field("info", description="and where its goods are others as well")
    order_on_other_goods: Level = Field(
        "low", description="the most where an import ban is on other goods than the row's"
    )
    one_differs: int = Field(
        1,
        ge=0,
        le=4,
        description="levels lost where goods or province alone, or a country loosely, differ",
    )
    located: int = Field(
        1, ge=0, le=4, description="levels won where an address or identifier agrees"
    )
    same_name_from: int = Field(
        10, ge=1, description="from so many letters on the same name keeps its level"
    )


class PriceTest(BaseModel):
    """When a unit value counts as far under the others of its HS6, currency and unit.

    Median and median absolute deviation of the logarithms are used because a few wild values do not
    move them (Iglewicz and
    Hoaglin, How to Detect and Handle Outliers, 1993, who recommend 3.5 deviations).
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    least_lines: int = Field(
        10, ge=4, description="goods with fewer comparable lines are not tested"
    )
    deviations: float = Field(
        3.5, gt=0, description="so many robust standard deviations under the median"
    )
    share_of_median: float = Field(
        0.5, gt=0, lt=1, description="and at most this share of the median"
    )


class Jurisdictions(BaseModel):
    """Where the reader imports; findings then say the law of that market beside the list's own."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    imports_into: tuple[Market, ...] = Field(
        ("US",), min_length=1, description="US, CA (Canada), MX (Mexico), EU (European Union)"
    )


def _levels() -> dict[Effect, dict[Band, Level]]:
    binding: dict[Band, Level] = {
        "exact": "critical",
        "strong": "critical",
        "probable": "high",
        "possible": "low",
    }
    return {
        "import-ban": dict(binding),
        "rebuttable-presumption": dict(binding),
        "detention": dict(binding),
        "sanction": dict(binding),
        "advisory": {"exact": "medium", "strong": "medium", "probable": "low", "possible": "info"},
        "reported": {"exact": "high", "strong": "high", "probable": "medium", "possible": "low"},
    }


def _rule_levels() -> dict[str, Level]:
    return rulebook().levels()


class Policy(BaseModel):
    """What flscreen.toml may set.

    Unknown keys are errors, because a mistyped threshold must not pass in silence.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    fail_on: FailOn = Field(
        "high", description="a run fails (exit code 1) where a finding of this level is open"
    )
    fail_on_new: FailOn = Field(
        "none", description="like fail_on, for findings that --baseline does not have"
    )
    max_rejected: int | None = Field(
        None, ge=0, description="exit 3 when more rows than this are rejected"
    )
    max_list_age: int | None = Field(
        None, ge=0, description="exit 4 when a list is older than this many days"
    )
    bands: BandEdges = BandEdges()
    entity_levels: dict[Effect, dict[Band, Level]] = Field(
        default_factory=_levels,
        description="the level of a name match, by what the list does in law and by the band",
    )
    rule_levels: dict[str, Level] = Field(
        default_factory=_rule_levels, description="the level of what each other rule finds"
    )
    rules_off: tuple[str, ...] = Field((), description="rules that are left out")
    lists_off: tuple[str, ...] = Field((), description="lists that are left out, by id")
    countries_off: tuple[Annotated[str, Field(pattern=r"^[A-Z]{2}$")], ...] = Field(
        (),
        description=(
            "ISO codes of countries whose reports and advisories are left out; names, orders and"
            " origins are not"
        ),
    )
    jurisdictions: Jurisdictions = Jurisdictions()
    supply_chain: SupplyChain = SupplyChain()
    context: ContextMoves = ContextMoves()
    prices: PriceTest = PriceTest()
    limits: Limits = Limits()
    four_eyes: bool = Field(
        False, description="a false positive on a critical finding needs a second name"
    )
    banner: str = Field(
        "", max_length=200, description="stands on top of every sheet and printed page"
    )
    columns: dict[str, str] = Field(
        default_factory=dict, description="header as written -> canonical column name"
    )

    @model_validator(mode="after")
    def _known_rules_and_full_tables(self) -> "Policy":
        known = rulebook().rules
        for rule in [*self.rule_levels, *self.rules_off]:
            if rule not in known:
                raise ValueError(f"unknown rule {rule!r}; known rules: {', '.join(sorted(known))}")
        for rule in self.rule_levels:
            if known[rule].level is None:
                raise ValueError(
                    f"the level of {rule!r} is not set by rule: see entity_levels and supply_chain"
                )
        for header, field in self.columns.items():
            if field not in _COLUMN_FIELDS:
                raise ValueError(
                    f"column {header!r}: there is no field {field!r}"
                    f"{did_you_mean(field, _COLUMN_FIELDS - {''})}; 'flscreen schema' lists them"
                )
        object.__setattr__(self, "rule_levels", {**_rule_levels(), **self.rule_levels})
        merged = {
            effect: {**table, **self.entity_levels.get(effect, {})}
            for effect, table in _levels().items()
        }
        object.__setattr__(self, "entity_levels", merged)
        return self

    @property
    def sha256(self) -> str:
        """The digest of every threshold and level, the same wherever they were set."""
        return hashlib.sha256(self.model_dump_json().encode()).hexdigest()
