"""The index of listed names: their words, letters and weights, made once and read by the kernel."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import polars as pl

from screen.matching.bags import Bag
from screen.matching.blocking import common_words
from screen.matching.letter_keys import LetterIndex, letter_index
from screen.matching.like_words import word_fragments, word_keys
from screen.matching.listed_bags import bag_listed
from screen.matching.parsed_names import ParsedNames
from screen.matching.rarity import rarity_of_tokens
from screen.matching.upper_bound import Matrix, matrix, vocabulary_of
from screen.models.vocabulary import EntryKind
from screen.models.watchlist import Watchlist
from screen.names.variants import listed_readings, listed_variants

#: One listed name: where it belongs and which kind of name of its entry it is.
LISTED_NAME_SCHEMA = {
    "list_id": pl.String,
    "entry_id": pl.String,
    "kind": pl.String,
    "entry_name": pl.String,
    "listed_name": pl.String,
    "name_kind": pl.String,
}

#: Initials of fewer letters are many firms'.
_FULL_INITIALS = 4

NAMED_KINDS: tuple[EntryKind, ...] = ("entity", "facility")


@dataclass(frozen=True, slots=True)
class NameIndex:
    """The names of all entries of some kinds, with their words and the weights of these."""

    names: pl.DataFrame
    bag: Bag
    fragments: pl.DataFrame
    keys: pl.DataFrame
    common: pl.Series
    rarity: Mapping[str, float]
    vocabulary: pl.DataFrame
    matrix: Matrix
    letters: LetterIndex
    parsed: ParsedNames

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
    names = _with_readings(names)
    bag, parsed = bag_listed(names["read_as"].to_list())
    rarity = rarity_of_tokens(names, bag.tokens)
    vocabulary = vocabulary_of(bag.tokens)
    keys = word_keys(bag.words.filter("fuzzy")["word"].unique().sort())
    return NameIndex(
        names,
        bag,
        word_fragments(keys),
        keys,
        common_words(bag, names.height),
        rarity,
        vocabulary,
        matrix(bag, names.height, vocabulary, rarity, keys),
        letter_index(
            names["read_as"].to_list(), names["listed_name"].str.contains(r"[^\x00-\x7f]")
        ),
        parsed,
    )


def _with_readings(names: pl.DataFrame) -> pl.DataFrame:
    """Return listed names with each way to read them in Latin letters (``read_as``).

    The name as listed comes first, all others behind those of all names.
    """
    native = names.filter(pl.col("listed_name").str.contains(r"[^\x00-\x7f]"))
    read = pl.DataFrame(
        [
            (name, one)
            for name in native["listed_name"].unique(maintain_order=True)
            for one in listed_readings(name)[1:]
        ],
        schema={"listed_name": pl.String, "read_as": pl.String},
        orient="row",
    )
    more = native.join(read, on="listed_name", maintain_order="left_right")
    return pl.concat([names.with_columns(read_as=pl.col("listed_name")), more])


def rarity_of_lists(watchlists: Sequence[Watchlist]) -> Mapping[str, float]:
    """Return how rare the words of listed names are, as an index of ``watchlists`` weighs them."""
    return build_index(watchlists).rarity
