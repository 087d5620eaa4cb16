"""The numbers by which a matcher is judged."""

import random

import pytest

from screen.matching.evaluation import average_precision


def test_average_precision_needs_no_threshold():
    assert average_precision([9.0, 8.0, 7.0], [True, True, False]) == 1.0
    assert average_precision([9.0, 8.0, 7.0], [False, False, True]) == pytest.approx(1 / 3)
    assert average_precision([9.0, 1.0, 0.5], [True, False, True]) == average_precision(
        [99.0, 98.0, 97.0], [True, False, True]
    )
    assert average_precision([], []) == average_precision([5.0], [False]) == 1.0


def test_the_order_of_equal_scores_says_nothing():
    pairs = [(score, label) for score in (80.0, 60.0) for label in (True, False, False, True)]
    expected = average_precision(*zip(*pairs, strict=True))
    for seed in range(5):
        random.Random(seed).shuffle(pairs)
        assert average_precision(*zip(*pairs, strict=True)) == pytest.approx(expected)
    assert expected == pytest.approx(0.5)
