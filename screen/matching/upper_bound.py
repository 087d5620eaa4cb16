"""An upper bound of what an alignment can score, for many pairs at once.

Pairs that cannot reach a band are not aligned.

The bound counts every word that both names hold and every like word that made the pair a candidate.
It errs upwards: what it
drops could not have been reported, as the tests prove against aligning every pair.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
import numpy.typing as npt
import polars as pl

from screen.matching.bags import Bag
from screen.matching.blocking import like_words, word_fragments
from screen.names.legal_forms import known_words
from screen.names.parse import CLASS_WEIGHT

#: Names longer than this are not judged here but always aligned.
_WORDS = 10
#: Rounding, and what the bound does not know.
_SLACK = 2.0
#: A misspelled trade or place word stands as a word of its own, and may agree with one of trade or
#: place on the other side: it then brings this much weight.
_MISSPELLED = 1.3
_TRADE, _NUMBER = np.float32(CLASS_WEIGHT["business"]), np.float32(CLASS_WEIGHT["number"])
#: Like words that are this alike count as the same word.
_SAME = 0.93
#: A word that matched several words written together can stand for this many words.
_RUN = 3
_CHUNK = 200_000

Ids = npt.NDArray[np.int32]
Weights = npt.NDArray[np.float32]
Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Matrix:
    """Names as rows of word numbers (0 none, -1 a word of no listed name), with weights."""

    ids: Ids
    weights: Weights
    own: Flags
    slips: Flags
    too_long: Flags


def matrix(bag: Bag, names: int, vocabulary: pl.DataFrame, rarity: Mapping[str, float]) -> Matrix:
    """Return the tokens of ``names`` names as a matrix.

    ``vocabulary`` numbers the listed words from 1 (``token``, ``number``).
    """
    factor = (
        pl.col("token").replace_strict(rarity, default=1.0, return_dtype=pl.Float32)
        if rarity
        else pl.lit(1.0, pl.Float32)
    )
    tokens = bag.tokens.join(
        vocabulary, on="token", how="left", maintain_order="left"
    ).with_columns(
        pl.col("number").fill_null(-1),
        (pl.col("kind").replace_strict(dict(CLASS_WEIGHT), return_dtype=pl.Float32) * factor).alias(
            "weight"
        ),
    )
    kept = tokens.filter(pl.col("place") < _WORDS)
    rows, places = kept["id"].to_numpy(), kept["place"].to_numpy()
    ids = np.zeros((names, _WORDS), dtype=np.int32)
    weights = np.zeros((names, _WORDS), dtype=np.float32)
    own = np.zeros((names, _WORDS), dtype=np.bool_)
    slips = np.zeros((names, _WORDS), dtype=np.bool_)
    too_long = np.zeros(names, dtype=np.bool_)
    ids[rows, places] = kept["number"].to_numpy()
    weights[rows, places] = kept["weight"].to_numpy()
    own[rows, places] = kept["own"].to_numpy()
    misspelled = _misspelled(kept.filter("own")["token"].unique())
    slips[rows, places] = (kept["own"] & kept["token"].is_in(misspelled.implode())).to_numpy()
    too_long[tokens.filter(pl.col("place") >= _WORDS)["id"].to_numpy()] = True
    return Matrix(ids, weights, own, slips, too_long)


def _misspelled(words: pl.Series) -> pl.Series:
    """Return those of ``words`` that are like a known trade or place word."""
    met = like_words(words, _known_fragments())
    return met["word"].unique()


@cache
def _known_fragments() -> pl.DataFrame:
    return word_fragments(pl.Series(sorted(known_words()), dtype=pl.String))


def can_reach(pairs: pl.DataFrame, queries: Matrix, listed: Matrix, floor: float) -> pl.Series:
    """Return whether each pair (``index.CANDIDATE_SCHEMA``) can score ``floor`` (0-100) or more."""
    parts = [
        _can_reach(pairs.slice(start, _CHUNK), queries, listed, floor)
        for start in range(0, max(pairs.height, 1), _CHUNK)
    ]
    return pl.Series(np.concatenate(parts), dtype=pl.Boolean)


def _can_reach(pairs: pl.DataFrame, queries: Matrix, listed: Matrix, floor: float) -> Flags:
    left, right = pairs["query"].to_numpy(), pairs["listed"].to_numpy()
    near, joined = pairs["near"].to_numpy().astype(np.int16), pairs["joined"].to_numpy()
    left_ids, right_ids = queries.ids[left], listed.ids[right]
    equal = (left_ids[:, :, None] == right_ids[:, None, :]) & (left_ids > 0)[:, :, None]
    left_met, right_met = equal.any(axis=2), equal.any(axis=1)
    left_weights, right_weights = queries.weights[left], listed.weights[right]
    # A number that only the screened name has weighs as little as a word of trade.
    left_weights = np.where((left_weights == _NUMBER) & ~left_met, _TRADE, left_weights)
    left_own, right_own = queries.own[left], listed.own[right]
    met = (left_own & left_met).sum(axis=1)
    allowed = near + _RUN * joined
    left_slips = (queries.slips[left] & ~left_met).sum(axis=1)
    right_slips = (listed.slips[right] & ~right_met).sum(axis=1)
    left_over = np.maximum((left_own & ~left_met).sum(axis=1) - allowed - left_slips, 0)
    right_over = np.maximum((right_own & ~right_met).sum(axis=1) - allowed - right_slips, 0)
    total = left_weights.sum(axis=1) + right_weights.sum(axis=1)
    agreed = (left_weights * left_met).sum(axis=1) + (right_weights * right_met).sum(axis=1)
    likeness = np.where(joined, 1.0, pairs["likeness"].to_numpy())
    agreed = agreed + 2.0 * likeness * (near + _RUN * joined)
    slips = left_slips + right_slips
    bound = (
        100.0 * np.minimum((agreed + _MISSPELLED * slips) / np.maximum(total, 0.01), 1.0) + _SLACK
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
    cut_field = (
        (left_ids[:, 0] == right_ids[:, 0])
        & (left_ids[:, 0] > 0)
        & ((left_ids != 0).sum(axis=1) >= _RUN)
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
