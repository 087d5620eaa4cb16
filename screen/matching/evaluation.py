"""Scores given pairs of names, without an index, for validation on labelled pairs."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from screen.matching.alignment import align
from screen.matching.own_spellings import OWN_SPELLING, rests_on_own_spelling
from screen.matching.rarity import EVEN
from screen.names.parse import parse_name
from screen.names.variants import listed_readings, listed_variants, name_variants


@dataclass(frozen=True, slots=True)
class Confusion:
    """How predictions at one threshold compare with the labels."""

    threshold: float
    right: int
    wrong: int
    missed: int

    @property
    def precision(self) -> float:
        """The share of predicted matches that are matches, 0.0 to 1.0.

        1.0 where none is predicted.
        """
        return self.right / (self.right + self.wrong) if self.right + self.wrong else 1.0

    @property
    def recall(self) -> float:
        """The share of matches that are predicted, 0.0 to 1.0; 1.0 where there are none."""
        return self.right / (self.right + self.missed) if self.right + self.missed else 1.0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall, 0.0 to 1.0."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


def score_pair(written: str, listed: str, rarity: Mapping[str, float] = EVEN) -> float:
    """Return the score of two names, 0-100.

    The best over all names that either cell may hold, as in screening.
    """
    return max(
        (
            min(
                align(parse_name(one), parse_name(two), rarity).score,
                OWN_SPELLING
                if rests_on_own_spelling(written, one) or rests_on_own_spelling(listed, two)
                else 100.0,
            )
            for one in name_variants(written)
            for two in _listed(written, listed)
        ),
        default=0.0,
    )


def _listed(written: str, listed: str) -> tuple[str, ...]:
    """Return the names that a listed name holds, and its readings beside a Latin one.

    Names in two native scripts are compared as they are, so that words read alike stay two.
    """
    names = listed_variants(listed)
    if listed.isascii() or not written.isascii():
        return names
    return tuple(read for name in names for read in listed_readings(name))


def confusion(scores: Iterable[float], labels: Iterable[bool], threshold: float) -> Confusion:
    """Count right, wrong and missed predictions where ``threshold`` or more predicts a match."""
    right = wrong = missed = 0
    for score, label in zip(scores, labels, strict=True):
        if score >= threshold:
            right, wrong = right + label, wrong + (not label)
        else:
            missed += label
    return Confusion(threshold, right, wrong, missed)


def curve(scores: list[float], labels: list[bool]) -> list[Confusion]:
    """Return the confusion at every threshold from 40 to 100, in steps of a half."""
    return [confusion(scores, labels, step / 2) for step in range(80, 201)]


def average_precision(scores: Sequence[float], labels: Sequence[bool]) -> float:
    """Return the mean precision over all matches, best score first, 0.0 to 1.0.

    It needs no threshold. Pairs of one score count as one step, so their order cannot flatter.

    >>> average_precision([90.0, 80.0, 70.0], [True, False, True])
    0.8333333333333333
    """
    matches = sum(labels)
    if not matches:
        return 1.0
    by_score: dict[float, list[bool]] = {}
    for score, label in zip(scores, labels, strict=True):
        by_score.setdefault(score, []).append(label)
    found = seen = 0
    total = 0.0
    for score in sorted(by_score, reverse=True):
        right = sum(by_score[score])
        found, seen = found + right, seen + len(by_score[score])
        total += right * found / seen
    return total / matches
