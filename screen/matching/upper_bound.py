"""An upper bound of what an alignment can score, for many pairs at once.

Pairs that cannot reach a band are not aligned.

The bound counts every word that both names hold and every like word that made the pair a candidate.
It errs upwards: what it
drops could not have been reported, as the tests prove against aligning every pair.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import polars as pl

from screen.matching.bags import Bag
from screen.matching.pairing import TRUNCATION_LENGTH
from screen.matching.rarity import LETTER_SHARE
from screen.matching.slips import known_numbers, may_be_known
from screen.names.parse import CLASS_WEIGHT
from screen.names.word_tables import kindred

#: Names longer than this are not judged here but always aligned.
_WORDS = 10
#: Rounding, and what the bound does not know.
_SLACK = 0.2
_TRADE, _NUMBER = np.float32(CLASS_WEIGHT["business"]), np.float32(CLASS_WEIGHT["number"])
#: Like words that are this alike count as the same word.
_SAME = 0.93
#: An ampersand is read as ' and '.
_AND = 4
#: So many known words are remembered that the words of a name may be misspelled from.
_SLIPS = 6
#: A word that matched several words written together can stand for this many words.
_RUN = 3
_CHUNK = 200_000

Ids = npt.NDArray[np.int32]
Known = npt.NDArray[np.int16]
Weights = npt.NDArray[np.float32]
Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Matrix:
    """Names as rows of word numbers (0 none, -1 a word of no listed name), with weights.

    ``known`` numbers the words of trade and place among them (0 none), and ``slips`` holds, for
    the words of a name's own that may be such a word misspelled or abbreviated, the numbers of it.
    ``light`` words are initials and articles, which are left out or written out.
    """

    ids: Ids
    weights: Weights
    own: Flags
    light: Flags
    known: Known
    slips: Known
    too_long: Flags
    cut: Flags


def vocabulary_of(tokens: pl.DataFrame) -> pl.DataFrame:
    """Return the number, from 1, of each of the listed ``tokens`` (``token``, ``number``).

    Kindred words (``word_tables.kindred``) have one number, the first of them included.
    """
    kin = pl.col("token").replace(kindred())
    told = tokens.select("token").unique().with_columns(kin=kin)
    told = pl.concat([told, told.select(token="kin", kin="kin")]).unique()
    return told.sort("token").select("token", number=pl.col("kin").rank("dense").cast(pl.Int32))


def matrix(
    bag: Bag,
    names: int,
    vocabulary: pl.DataFrame,
    rarity: Mapping[str, float],
    keys: pl.DataFrame,
) -> Matrix:
    """Return the tokens of ``names`` names as a matrix.

    ``vocabulary`` numbers the listed words (``vocabulary_of``), ``keys`` are those of
    the words of the names' own (``like_words.sound_keys``).
    """
    factor = (
        pl.col("token").replace_strict(rarity, default=1.0, return_dtype=pl.Float32)
        if rarity
        else pl.lit(1.0, pl.Float32)
    )
    numbered = bag.tokens.with_columns(kin=pl.col("token").replace(kindred())).join(
        vocabulary, left_on="kin", right_on="token", how="left", maintain_order="left"
    )
    tokens = numbered.with_columns(
        pl.col("number").fill_null(-1),
        weight=pl.col("kind").replace_strict(dict(CLASS_WEIGHT), return_dtype=pl.Float32)
        * factor
        * pl.when(pl.col("own") & (pl.col("token").str.len_bytes() == 1))
        .then(pl.lit(LETTER_SHARE, pl.Float32))
        .otherwise(pl.lit(1.0, pl.Float32)),
    )
    kept = tokens.filter(pl.col("place") < _WORDS)
    rows, places = kept["id"].to_numpy(), kept["place"].to_numpy()
    ids = np.zeros((names, _WORDS), dtype=np.int32)
    weights = np.zeros((names, _WORDS), dtype=np.float32)
    own = np.zeros((names, _WORDS), dtype=np.bool_)
    light = np.zeros((names, _WORDS), dtype=np.bool_)
    known = np.zeros((names, _WORDS), dtype=np.int16)
    too_long = np.zeros(names, dtype=np.bool_)
    ids[rows, places] = kept["number"].to_numpy()
    weights[rows, places] = kept["weight"].to_numpy()
    own[rows, places] = kept["own"].to_numpy()
    light[rows, places] = kept["light"].to_numpy()
    of_trade = kept.filter(~pl.col("own")).join(known_numbers(), on="token", maintain_order="left")
    known[of_trade["id"].to_numpy(), of_trade["place"].to_numpy()] = of_trade["known"].to_numpy()
    too_long[tokens.filter(pl.col("place") >= _WORDS)["id"].to_numpy()] = True
    cut = np.zeros(names, dtype=np.bool_)
    return Matrix(ids, weights, own, light, known, _slips(kept, names, keys), too_long, cut)


def query_matrix(
    bag: Bag,
    names: Sequence[str],
    vocabulary: pl.DataFrame,
    rarity: Mapping[str, float],
    keys: pl.DataFrame,
) -> Matrix:
    """Return screened ``names`` as a matrix that also says which of them may be cut off.

    Such a name is as long as a field, and a listed word begins with its last one.
    """
    found = matrix(bag, len(names), vocabulary, rarity, keys)
    written = pl.Series(names, dtype=pl.String)
    letters = written.str.len_chars() + _AND * written.str.count_matches("&", literal=True)
    is_long = (letters >= TRUNCATION_LENGTH) | (written.str.len_bytes() != written.str.len_chars())
    ends = bag.tokens.group_by("id").agg(pl.col("token").sort_by("place").last())
    ends = ends.filter(is_long.gather(ends["id"]) & _begins_longer(ends["token"], vocabulary))
    found.cut[ends["id"].to_numpy()] = True
    return found


def _begins_longer(words: pl.Series, vocabulary: pl.DataFrame) -> pl.Series:
    """Return whether a longer listed word begins with each of ``words``."""
    listed = vocabulary["token"]
    if not len(listed):
        return pl.repeat(False, len(words), eager=True)
    at = listed.search_sorted(words, side="right").clip(0, len(listed) - 1)
    pairs = pl.DataFrame({"listed": listed.gather(at), "word": words})
    return pairs.select(pl.col("listed").str.starts_with(pl.col("word"))).to_series()


def _slips(tokens: pl.DataFrame, names: int, keys: pl.DataFrame) -> Known:
    """Return the numbers of the known words that words of the names may be misspelled from."""
    own = tokens.filter("own").select("id", "token")
    meant = may_be_known(keys.join(own.select(word="token"), on="word", how="semi"))
    found = (
        own.join(meant, on="token")
        .select("id", "known")
        .unique(maintain_order=True)
        .with_columns(at=pl.int_range(pl.len()).over("id"))
    )
    slips = np.zeros((names, _SLIPS), dtype=np.int16)
    found = found.filter(pl.col("at") < _SLIPS)
    slips[found["id"].to_numpy(), found["at"].to_numpy()] = found["known"].to_numpy()
    return slips


def can_reach(pairs: pl.DataFrame, queries: Matrix, listed: Matrix, floor: float) -> pl.Series:
    """Return whether each pair (``index.CANDIDATE_SCHEMA``) can score ``floor`` (0-100) or more."""
    parts = [
        _can_reach(pairs.slice(start, _CHUNK), queries, listed, floor)
        for start in range(0, max(pairs.height, 1), _CHUNK)
    ]
    return pl.Series(np.concatenate(parts), dtype=pl.Boolean)


def _share(
    agreed: npt.NDArray[Any], total: npt.NDArray[Any], slips: npt.NDArray[Any]
) -> npt.NDArray[Any]:
    """Return the score (0-100, and a little more) of names that agree with so much weight.

    ``slips`` words of their own are ones of place, misspelled: they agree, and weigh as such.
    """
    place = CLASS_WEIGHT["place"]
    weight = np.maximum(total - (CLASS_WEIGHT["distinctive"] - place) * slips, 0.01)
    return 100.0 * np.minimum((agreed + 2.0 * place * slips) / weight, 1.0) + _SLACK


def _misspelled(slips: Known, known: Known) -> npt.NDArray[np.int64]:
    """Return how many words of trade and place of one name the other may hold misspelled."""
    found = (slips[:, :, None] == known[:, None, :]) & (slips > 0)[:, :, None]
    return np.asarray(found.any(axis=2).sum(axis=1), dtype=np.int64)


def _can_reach(pairs: pl.DataFrame, queries: Matrix, listed: Matrix, floor: float) -> Flags:
    left, right = pairs["query"].to_numpy(), pairs["listed"].to_numpy()
    near, joined = pairs["near"].to_numpy().astype(np.int16), pairs["joined"].to_numpy()
    left_ids, right_ids = queries.ids[left], listed.ids[right]
    equal = (left_ids[:, :, None] == right_ids[:, None, :]) & (left_ids > 0)[:, :, None]
    left_met, right_met = equal.any(axis=2), equal.any(axis=1)
    left_weights, right_weights = queries.weights[left], listed.weights[right]
    # A number that only the screened name has weighs as little as a word of trade.
    left_weights = np.where((left_weights == _NUMBER) & ~left_met, _TRADE, left_weights)
    left_light, right_light = queries.light[left] & ~left_met, listed.light[right] & ~right_met
    left_weights = np.where(left_light, np.minimum(left_weights, _TRADE), left_weights)
    right_weights = np.where(right_light, np.minimum(right_weights, _TRADE), right_weights)
    joined = joined | left_light.any(axis=1) | right_light.any(axis=1)
    left_own, right_own = queries.own[left], listed.own[right]
    met = (left_own & left_met).sum(axis=1)
    allowed = near + _RUN * joined
    left_free, right_free = (
        (left_own & ~left_met & ~left_light).sum(axis=1),
        (right_own & ~right_met & ~right_light).sum(axis=1),
    )
    left_slips = np.minimum(left_free, _misspelled(queries.slips[left], listed.known[right]))
    right_slips = np.minimum(right_free, _misspelled(listed.slips[right], queries.known[left]))
    left_over = np.maximum(left_free - allowed - left_slips, 0)
    right_over = np.maximum(right_free - allowed - right_slips, 0)
    total = left_weights.sum(axis=1) + right_weights.sum(axis=1)
    agreed = (left_weights * left_met).sum(axis=1) + (right_weights * right_met).sum(axis=1)
    likeness = np.where(joined, 1.0, pairs["likeness"].to_numpy())
    bound = np.maximum(
        *(
            _share(
                agreed + 2.0 * likeness * alike,
                total,
                np.minimum(left_slips, np.maximum(left_free - alike, 0))
                + np.minimum(right_slips, np.maximum(right_free - alike, 0)),
            )
            # A word is either like one of the other name's own or one of trade, misspelled.
            for alike in (allowed, np.zeros_like(allowed))
        )
    )
    # Names that agree on every word of their own are lifted, unless each has a trade word that the
    # other lacks.
    left_trade = ((left_weights == _TRADE) & ~left_met).any(axis=1)
    right_trade = ((right_weights == _TRADE) & ~right_met).any(axis=1)
    all_own = (
        (left_over == 0) & (right_over == 0) & (likeness >= _SAME) & ~(left_trade & right_trade)
    )
    two_firms = (
        (left_over > 0) & (right_over > 0) & (met + allowed <= np.maximum(left_over, right_over))
    )
    same_start = (left_ids[:, 0] == right_ids[:, 0]) & (left_ids[:, 0] > 0)
    same_second = (left_ids[:, 1] == right_ids[:, 1]) & (left_ids[:, 1] > 0)
    cut_field = same_start & (
        queries.cut[left] | (same_second & ((left_ids != 0).sum(axis=1) >= _RUN))
    )
    # The one word of its own of a listed name is worth a look, whatever stands beside it.
    one_word = (right_own.sum(axis=1) == 1) & (right_own & right_met).any(axis=1)
    keep = (
        one_word
        | pairs["whole"].to_numpy()
        | queries.too_long[left]
        | listed.too_long[right]
        | cut_field
    )
    reach: Any = keep | ((bound >= floor) & ~two_firms) | (all_own & ~two_firms)
    return np.asarray(reach, dtype=np.bool_)
