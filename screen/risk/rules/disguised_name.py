"""disguised-name: a name whose letters are hidden, borrowed from another alphabet or set apart."""

from collections.abc import Iterator

import polars as pl

from screen.models.rulebook import RULES
from screen.names.disguise import disguise_of
from screen.risk.facts.facts import Facts
from screen.risk.hits import as_hits


def find(facts: Facts) -> Iterator[pl.DataFrame]:
    """Yield hits of names that a reader sees otherwise than a machine reads them.

    A level higher where the name so disguised is a listed one. Source: Unicode Technical
    Standard 39, which calls such letters confusable.
    """
    parties = facts.screened.parties
    names = parties["value"].unique()
    odd = names.filter(names.str.contains(r"[^\x00-\x7f]|(?:\S\s){4}|(?:\w[.\-_*]){4}"))
    said = {name: note for name in odd.to_list() if (note := disguise_of(name))}
    if not said:
        return
    listed = facts.hits_of("entity-match").filter(pl.col("value").is_in(list(said)))
    yield as_hits(
        parties.filter(pl.col("value").is_in(list(said))).with_columns(
            rule=pl.lit("disguised-name"),
            list_id=pl.lit(RULES),
            entry_id=pl.lit("disguised-name"),
            note=pl.col("value").replace_strict(said, default=None, return_dtype=pl.String),
            raised=pl.col("value").is_in(listed["value"].unique().implode()).cast(pl.Int8),
        )
    )
