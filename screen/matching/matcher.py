"""Matches distinct screened names against the names of all entries.

Candidates, a bound in bulk, alignment, band.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import polars as pl

from screen.matching.alignment import align
from screen.matching.bags import Bag, bag_listed, bag_names
from screen.matching.blocking import candidates, common_words, word_fragments
from screen.matching.explain import explain, reads_as
from screen.matching.letter_keys import LetterIndex, letter_index, spelled_alike
from screen.matching.parallel import map_chunks
from screen.matching.rarity import rarity_of_words
from screen.matching.upper_bound import Matrix, can_reach, matrix
from screen.models.policy import BandEdges
from screen.models.vocabulary import EntryKind
from screen.models.watchlist import Watchlist
from screen.names.parse import parse_name
from screen.names.variants import listed_variants, variants_of

#: One listed name: where it belongs and which kind of name of its entry it is.
LISTED_NAME_SCHEMA = {
    "list_id": pl.String,
    "entry_id": pl.String,
    "kind": pl.String,
    "entry_name": pl.String,
    "listed_name": pl.String,
    "name_kind": pl.String,
}

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

#: At most this many names are matched at a time, which bounds memory.
CHUNK = 25_000
#: A weak alias (an acronym, a first name of a firm) alone is never more than possible.
WEAK_ALIAS_CAP = 81.0

#: Initials of fewer letters are many firms'.
_FULL_INITIALS = 4

NAMED_KINDS: tuple[EntryKind, ...] = ("entity", "facility")


@dataclass(frozen=True, slots=True)
class NameIndex:
    """The names of all entries of some kinds, with their words and the weights of these."""

    names: pl.DataFrame
    bag: Bag
    fragments: pl.DataFrame
    common: pl.Series
    rarity: Mapping[str, float]
    vocabulary: pl.DataFrame
    matrix: Matrix
    letters: LetterIndex

    def __len__(self) -> int:
        return self.names.height


#: Indexes of lists as they were screened last: by digest, number of entries (fewer with an earlier
#: --as-of) and kinds.
_built: dict[tuple[object, ...], NameIndex] = {}


def build_index(
    watchlists: Sequence[Watchlist], kinds: Sequence[EntryKind] = NAMED_KINDS
) -> NameIndex:
    """Return the index of every name, alias and weak alias of the entries of ``kinds``.

    The same lists are indexed once per process.
    """
    key = (
        tuple((watchlist.sha256, len(watchlist.entries)) for watchlist in watchlists),
        tuple(kinds),
    )
    if not all(watchlist.sha256 for watchlist in watchlists):
        return _build(watchlists, kinds)
    if key not in _built:
        _built.clear()
        _built[key] = _build(watchlists, kinds)
    return _built[key]


def _build(watchlists: Sequence[Watchlist], kinds: Sequence[EntryKind]) -> NameIndex:
    rows = [
        (watchlist.info.id, entry.entry_id, entry.kind, entry.name, written, name_kind)
        for watchlist in watchlists
        for entry in watchlist.entries
        if entry.kind in kinds
        for name_kind, group in (
            ("name", (entry.name,)),
            ("alias", (*entry.aliases, *entry.native_names)),
            ("weak alias", entry.weak_aliases),
        )
        for written in group
    ]
    # What stands in brackets behind a listed name ('New Life') says little by itself.
    rows += [
        (
            watchlist.info.id,
            entry.entry_id,
            entry.kind,
            entry.name,
            name,
            _kind_of_part(name, entry.name),
        )
        for watchlist in watchlists
        for entry in watchlist.entries
        if entry.kind in kinds
        for name in listed_variants(entry.name)[1:]
    ]
    return index_of(pl.DataFrame(rows, schema=LISTED_NAME_SCHEMA, orient="row"))


def _kind_of_part(part: str, name: str) -> str:
    """Return what part of a listed name says: initials that few firms share are an alias."""
    if f"({part})" not in name:
        return "name"
    return "alias" if part.isupper() and len(part) >= _FULL_INITIALS else "weak alias"


def index_of(names: pl.DataFrame) -> NameIndex:
    """Return the index of any names (``LISTED_NAME_SCHEMA``), such as the user's own suppliers."""
    names = names.unique(
        subset=["list_id", "entry_id", "listed_name"], keep="first", maintain_order=True
    )
    bag = bag_listed(names["listed_name"].to_list())
    rarity = rarity_of_words(
        zip(
            zip(names["list_id"], names["entry_id"], strict=True),
            names["listed_name"].to_list(),
            strict=True,
        )
    )
    vocabulary = (
        bag.tokens.select("token").unique(maintain_order=True).with_row_index("number", offset=1)
    )
    vocabulary = vocabulary.with_columns(pl.col("number").cast(pl.Int32))
    return NameIndex(
        names,
        bag,
        word_fragments(bag.words.filter("fuzzy")["word"].unique()),
        common_words(bag, names.height),
        rarity,
        vocabulary,
        matrix(bag, names.height, vocabulary, rarity),
        letter_index(names["listed_name"].to_list()),
    )


def rarity_of_lists(watchlists: Sequence[Watchlist]) -> Mapping[str, float]:
    """Return how rare the words of listed names are, as an index of ``watchlists`` weighs them."""
    return build_index(watchlists).rarity


def match_names(names: Sequence[str], index: NameIndex, edges: BandEdges) -> pl.DataFrame:
    """Return the best match of each distinct name with each entry (``MATCH_SCHEMA``).

    Each cell is screened under all names it may hold (``names.variants``); the best one counts.
    Memory is bounded by chunks of
    ``CHUNK`` names.
    """
    distinct = sorted({name for name in names if name})
    chunks = (
        [distinct[start : start + CHUNK] for start in range(0, len(distinct), CHUNK)]
        if len(index)
        else []
    )
    parts = map_chunks(_match_chunk, chunks, index, edges)
    return pl.concat(parts) if parts else pl.DataFrame(schema=MATCH_SCHEMA)


def _match_chunk(names: Sequence[str], index: NameIndex, edges: BandEdges) -> pl.DataFrame:
    variants = variants_of(names)
    spellings = variants["variant"].unique().sort().to_list()
    bag = bag_names(spellings)
    queries = matrix(bag, len(spellings), index.vocabulary, index.rarity)
    spelled = spelled_alike(spellings, index.letters)
    parts = []
    for pairs in candidates(bag, index.bag, index.fragments, index.common):
        kept = pairs.filter(can_reach(pairs, queries, index.matrix, edges.possible))
        worth = pl.concat([kept.select("query", "listed"), spelled]).unique(maintain_order=True)
        parts.append(_score(worth, spellings, index, edges))
        spelled = spelled.clear()
    scored = pl.concat(parts)
    return (
        variants.join(scored, on="variant")
        .sort(["score", "name", "variant", "matched_name"], descending=[True, False, False, False])
        .unique(subset=["name", "list_id", "entry_id"], keep="first", maintain_order=True)
        .select(list(MATCH_SCHEMA))
        .sort(["name", "score", "list_id", "entry_id"], descending=[False, True, False, False])
    )


def _score(
    pairs: pl.DataFrame, spellings: Sequence[str], index: NameIndex, edges: BandEdges
) -> pl.DataFrame:
    listed = index.names
    kinds = listed["name_kind"].to_list()
    listed_names = listed["listed_name"].to_list()
    rows: list[tuple[int, str, float, str]] = []
    for query, number in zip(pairs["query"].to_list(), pairs["listed"].to_list(), strict=True):
        left, right = parse_name(spellings[query]), parse_name(listed_names[number])
        score = align(left, right, index.rarity, edges.possible).score
        if kinds[number] == "weak alias":
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
    return scored.join(listed.with_row_index("listed"), on="listed").rename(
        {"listed_name": "matched_name"}
    )


def explain_match(variant: str, matched_name: str, name_kind: str, written: str = "") -> list[str]:
    """Return the explanation of one match, in sentences.

    The weights of words move the score and no sentence. ``written`` is the cell, which may be
    in another script than the ``variant`` that matched.
    """
    left, right = parse_name(variant), parse_name(matched_name)
    said = explain(left, right, align(left, right), name_kind)
    if variant.isascii() and (reading := reads_as(written, variant)):
        said.append(reading)
    return said
