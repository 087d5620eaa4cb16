"""The laws (``data/laws.toml``) that a reader is told of: a table of reference, by jurisdiction."""

import tomllib
from collections.abc import Sequence
from functools import cache
from importlib import resources
from typing import Literal

from pydantic import BaseModel, ConfigDict

from screen.models.watchlist import PublishedDate

#: Where a reader may import; the lists themselves hold the law of the United States.
Market = Literal["US", "CA", "MX", "EU"]
Topic = Literal["forced-labour", "north-korean-origin"]


class Law(BaseModel):
    """One law. The keys are explained in the data file."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str
    jurisdiction: Market | Literal["USMCA", "UN"]
    title: str
    citation: str
    binds: str
    bars: str
    since: PublishedDate
    topic: Topic
    says: str = ""
    read: str
    url: str = ""


@cache
def laws() -> tuple[Law, ...]:
    """Return the laws in the order of the file."""
    text = resources.files("screen.models").joinpath("data", "laws.toml").read_text("utf-8")
    return tuple(Law.model_validate(law) for law in tomllib.loads(text)["laws"])


def told_for(topic: Topic | None, markets: Sequence[Market]) -> str:
    """Return what the laws of ``markets`` say of ``topic``, in sentences; '' where nothing."""
    said = (law.says for law in laws() if law.topic == topic and law.jurisdiction in markets)
    return " ".join(sentence for sentence in said if sentence)
