"""Finds, for each screened name, the listed names worth scoring: polars joins on word and n-gram keys.

A pair is a candidate when the names share a distinctive word, its romanisation key, its first letters, two words written
as one, or enough letter trigrams. Keys that stand for too many listed names say nothing and are left out.
"""

from collections.abc import Iterable, Sequence

import polars as pl

from screen.names.fold import romanisation_key
from screen.names.tokens import Name, parse_name

#: (name id, key, how much the key says); ids index the sequence of names the keys were made from.
KEY_SCHEMA = {"id": pl.UInt32, "key": pl.String, "worth": pl.Float32}
#: (query id, entry-name id)
CANDIDATE_SCHEMA = {"query": pl.UInt32, "listed": pl.UInt32}

#: A trigram that more of the listed names share than this tells nothing apart.
COMMON_TRIGRAM_SHARE = 0.02
#: Shared trigrams, as a share of the shorter name's, from which a pair is worth scoring.
TRIGRAM_SHARE = 0.45


def name_keys(names: Sequence[str]) -> pl.DataFrame:
    """The index keys of ``names`` as a frame with ``KEY_SCHEMA``."""
    rows = [(number, key, worth) for number, name in enumerate(names) for key, worth in _keys(parse_name(name))]
    return pl.DataFrame(rows, schema=KEY_SCHEMA, orient="row")


def _keys(name: Name) -> Iterable[tuple[str, float]]:
    keys: dict[str, float] = {}
    distinctive = [token for token in name.tokens if token.kind == "distinctive"]
    words = [token.canonical for token in distinctive if len(token.canonical) > 1]
    for word in words:
        keys[f"w:{word}"] = 1.0
        if len(word) >= 5:
            keys[f"k:{romanisation_key(word)}"] = 1.0
            keys[f"p:{word[:4]}"] = 0.5
            keys[f"s:{word[-4:]}"] = 0.5
    # Words written apart or together: "Tai Da" and "Taida" meet on the joined spelling.
    texts = [token.text for token in name.tokens]
    for length in (2, 3, 4):
        for start in range(len(texts) - length + 1):
            joined = "".join(texts[start : start + length])
            if 4 <= len(joined) <= 20:
                keys[f"w:{joined}"] = 1.0
    if not words:
        # Nothing tells this name apart; only a name of the very same words may meet it.
        keys[f"g:{name.core}"] = 1.0
    compact = "".join(words)
    for start in range(len(compact) - 2):
        keys[f"t:{compact[start : start + 3]}"] = 1.0 / max(len(compact) - 2, 1)
    return keys.items()


def candidates(queries: pl.DataFrame, listed: pl.DataFrame, listed_count: int) -> pl.DataFrame:
    """Pairs worth scoring (``CANDIDATE_SCHEMA``), from the keys of screened and of listed names."""
    is_trigram = pl.col("key").str.starts_with("t:")
    ceiling = max(12, int(listed_count * COMMON_TRIGRAM_SHARE))
    common = listed.filter(is_trigram).group_by("key").len().filter(pl.col("len") > ceiling).select("key")
    listed = listed.join(common, on="key", how="anti")
    met = queries.join(listed, on="key", suffix="_listed")
    by_words = met.filter(~is_trigram).group_by("id", "id_listed").agg(pl.col("worth").sum())
    by_trigrams = (
        met.filter(is_trigram)
        .group_by("id", "id_listed")
        .agg(pl.max_horizontal(pl.col("worth").sum(), pl.col("worth_listed").sum()).alias("share"))
        .filter(pl.col("share") >= TRIGRAM_SHARE)
    )
    return (
        pl.concat([by_words.select("id", "id_listed"), by_trigrams.select("id", "id_listed")])
        .unique()
        .sort("id", "id_listed")
        .rename({"id": "query", "id_listed": "listed"})
    )
