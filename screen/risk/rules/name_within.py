"""name-within: the complete name of a listed party stands inside a longer name of a firm."""

from collections.abc import Iterator

import polars as pl

from screen.matching.mentions import find_mentions
from screen.names.fold import fold
from screen.names.parse import parse_name
from screen.risk.facts.facts import Facts
from screen.risk.hits import as_hits


def find(facts: Facts) -> Iterator[pl.DataFrame]:
    """Yield hits of firms whose name holds a whole listed name among other words.

    Names that merely resemble the one inside are left out: two steps from the listed one are too
    many. A firm that matches the entry at ``probable`` or above is reported there. Where the
    listed name and a legal form end the firm's own, as in "Acme Hoshine Silicon Industry Co.,
    Ltd.", the words before may be decoys; otherwise it may be another firm of the group, and is a
    level lower.
    """
    parties = facts.screened.parties.filter(pl.col("role") != "vessel")
    within = find_mentions(
        parties["value"].unique(),
        facts.index,
        facts.screened.watchlists,
        facts.policy.bands,
        names=True,
    )
    matched = facts.hits_of("entity-match").filter(pl.col("band") != "possible")
    within = (
        within.filter(pl.col("band") == "exact")
        .rename({"value": "note", "text": "value"})
        .join(
            matched.select("value", "list_id", "entry_id").unique(),
            on=["value", "list_id", "entry_id"],
            how="anti",
        )
    )
    if within.is_empty():
        return
    raised = [0 if _ends_in(*pair) else -1 for pair in within.select("value", "note").rows()]
    within = within.with_columns(
        pl.lit("name-within").alias("rule"), pl.Series("raised", raised, dtype=pl.Int8)
    )
    yield as_hits(parties.join(within, on="value"))


def _ends_in(text: str, listed: str) -> bool:
    """Say whether ``text`` ends in the ``listed`` name and a legal form."""
    name = parse_name(text[text.rindex(listed) :] if listed in text else text)
    core = name.folded.removesuffix(name.legal_form_written).strip()
    return bool(name.legal_form_written) and fold(listed) in {core, name.folded}
