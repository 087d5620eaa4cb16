"""Matches distinct screened names against the names of all entries.

Candidates, a bound in bulk, alignment, band. ``match_batch`` is the kernel: a function of names and
an index that starts no process and reads no setting, for any engine. ``match_names`` gives it the
names of a run in chunks, one process for each processor.
"""

from collections.abc import Callable, Sequence

import polars as pl

from screen.matching.alignment import WRITTEN_ACRONYM, align
from screen.matching.bags import bag_names
from screen.matching.blocking import candidates
from screen.matching.explain import explain, reads_as
from screen.matching.letter_keys import spelled_alike
from screen.matching.like_words import like_words, sound_keys
from screen.matching.name_index import NameIndex
from screen.matching.own_spellings import held_to_knowledge, said_of
from screen.matching.parallel import map_chunks
from screen.matching.upper_bound import can_reach, query_matrix
from screen.models.policy import BandEdges
from screen.names.parse import parse_name
from screen.names.variants import listed_readings, variants_of

#: One screened name matched one entry; ``score`` is 0-100, ``band`` one of the vocabulary's bands.
MATCH_SCHEMA = {
    "name": pl.String,
    "variant": pl.String,
    "list_id": pl.String,
    "entry_id": pl.String,
    "entry_name": pl.String,
    "matched_name": pl.String,
    "name_kind": pl.String,
    "score": pl.Float64,
    "band": pl.String,
}

#: Names, an index and the edges of bands to matches, as ``match_names``.
Match = Callable[[Sequence[str], NameIndex, BandEdges], pl.DataFrame]

#: At most this many names are matched at a time, and as many as have so many pairs with the listed
#: ones, which bounds memory; a chunk of fewer names than the last number costs more than it saves.
CHUNK, PAIRS, LEAST_CHUNK = 25_000, 10_000_000_000, 4_000
#: A weak alias (an acronym, a first name of a firm) alone is never more than possible.
WEAK_ALIAS_CAP = 81.0


def match_names(names: Sequence[str], index: NameIndex, edges: BandEdges) -> pl.DataFrame:
    """Return the best match of each distinct name with each entry (``MATCH_SCHEMA``).

    Each cell is screened under all names it may hold (``names.variants``); the best one counts.
    Memory is bounded by chunks of names (``chunk_size``).
    """
    distinct = sorted({name for name in names if name})
    size = chunk_size(index)
    chunks = (
        [distinct[start : start + size] for start in range(0, len(distinct), size)]
        if len(index)
        else []
    )
    parts = map_chunks(match_batch, chunks, index, edges)
    return pl.concat(parts) if parts else pl.DataFrame(schema=MATCH_SCHEMA)


def chunk_size(index: NameIndex) -> int:
    """Return how many names are matched with ``index`` at a time."""
    return max(min(CHUNK, PAIRS // max(1, len(index))), min(CHUNK, LEAST_CHUNK))


def match_batch(names: Sequence[str], index: NameIndex, edges: BandEdges) -> pl.DataFrame:
    """Return the best match of each of a batch of distinct names with each entry.

    The result (``MATCH_SCHEMA``) of a name is the same in whatever batch it stands.
    """
    if not names or not len(index):
        return pl.DataFrame(schema=MATCH_SCHEMA)
    variants = variants_of(names)
    spellings = variants["variant"].unique().sort().to_list()
    bag = bag_names(spellings)
    words = sound_keys(bag.words.filter("fuzzy")["word"].unique().sort())
    queries = query_matrix(bag, spellings, index.vocabulary, index.rarity, words)
    spelled = spelled_alike(spellings, index.letters)
    alike = like_words(words, index.fragments, index.keys)
    parts = []
    for pairs in candidates(bag, index.bag, alike, index.common):
        kept = pairs.filter(can_reach(pairs, queries, index.matrix, edges.possible))
        worth = pl.concat([kept.select("query", "listed"), spelled]).unique(maintain_order=True)
        parts.append(_score(worth, spellings, index, edges))
        spelled = spelled.clear()
    scored = variants.join(pl.concat(parts), on="variant")
    # Names in two native scripts are compared as they are, so that words read alike stay two.
    scored = scored.filter(~pl.col("read") | ~pl.col("name").str.contains(r"[^\x00-\x7f]"))
    return (
        held_to_knowledge(scored, index.names, edges)
        # Of ways that score the same, the cell as it is written says the most.
        .with_columns(part=pl.col("variant") != pl.col("name"))
        .sort(
            ["score", "name", "part", "variant", "matched_name"],
            descending=[True, False, False, False, False],
        )
        .unique(subset=["name", "list_id", "entry_id"], keep="first", maintain_order=True)
        .select(list(MATCH_SCHEMA))
        .sort(["name", "score", "list_id", "entry_id"], descending=[False, True, False, False])
    )


def _score(
    pairs: pl.DataFrame, spellings: Sequence[str], index: NameIndex, edges: BandEdges
) -> pl.DataFrame:
    listed = index.names
    kinds = listed["name_kind"].gather(pairs["listed"]).to_list()
    names = index.parsed.names(pairs["listed"])
    weak = set(listed.filter(pl.col("name_kind") == "weak alias")["listed_name"].to_list())
    rows: list[tuple[int, str, float, str]] = []
    for query, number, kind in zip(
        pairs["query"].to_list(), pairs["listed"].to_list(), kinds, strict=True
    ):
        left, right = parse_name(spellings[query]), names[number]
        score = align(left, right, index.rarity, edges.possible, explained=False).score
        if score == WRITTEN_ACRONYM and spellings[query] in weak:
            score = WEAK_ALIAS_CAP
        if kind == "weak alias":
            # It says little even where it agrees as a whole, and nothing where it does not.
            score = min(score, WEAK_ALIAS_CAP) if score >= edges.probable else 0.0
        band = edges.band(score)
        if band:
            rows.append((number, spellings[query], score, band))
    scored = pl.DataFrame(
        rows,
        schema={"listed": pl.UInt32, "variant": pl.String, "score": pl.Float64, "band": pl.String},
        orient="row",
    )
    return (
        scored.join(listed.with_row_index("listed"), on="listed")
        .with_columns(read=pl.col("read_as") != pl.col("listed_name"))
        .rename({"listed_name": "matched_name"})
    )


def explain_match(variant: str, matched_name: str, name_kind: str, written: str = "") -> list[str]:
    """Return the explanation of one match, in sentences.

    The weights of words move the score and no sentence. ``written`` is the cell, which may be
    in another script than the ``variant`` that matched.
    """
    left = parse_name(variant)
    readings = (
        (matched_name,) if not (written or variant).isascii() else listed_readings(matched_name)
    )
    right, found = max(
        ((name, align(left, name)) for name in map(parse_name, readings)),
        key=lambda way: way[1].score,
    )
    said = explain(left, right, found, name_kind)
    for cell, read in ((written, variant), (matched_name, right.written)):
        if known := said_of(cell, read):
            said.append(known)
    if variant.isascii() and (reading := reads_as(written, variant)):
        said.append(reading)
    return said
