"""Text whose quotation marks are plain is read by polars exactly as the csv module reads it."""

import random
from pathlib import Path

import polars as pl
import pytest

from screen.intake.records import _frame, _plainly_quoted, _quoted
from screen.intake.source import Source
from screen.models.limits import Limits

SOURCE = Source(Path("-"), b"")
CELLS = ['"a"', "b", '""', '"x""y"', '"a,b"', '"a;b"', "", "1", " ", '"  "', "'x", '"é"', '"a\tb"']


def stripped(frame):
    return frame.with_columns(pl.all().str.strip_chars().replace("", None))


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_plain_quotes_are_read_as_by_the_csv_module(delimiter):
    rng = random.Random(delimiter)
    compared = 0
    for _ in range(400):
        end = rng.choice(["\n", "\r\n", "\r"])
        lines = [
            delimiter.join(rng.choice(CELLS) for _ in range(rng.randint(1, 4)))
            for _ in range(rng.randint(1, 6))
        ]
        text = end.join(lines) + rng.choice(["", end, end * 2])
        found = _plainly_quoted(text, delimiter, SOURCE, Limits())
        if found is not None:
            compared += 1
            expected = _frame(_quoted(text, delimiter, SOURCE, []), SOURCE, Limits())
            assert stripped(found).equals(stripped(expected)), text
    assert compared > 100


@pytest.mark.parametrize(
    "text",
    ['"a\nb",c\n', 'a "b" c,d\n', '"a"b,c\n', ' "a",b\n', '"a,b\nc,d\n', '"a",b\n\nc,d\n'],
    ids=["a cell of two lines", "inside", "behind", "after a blank", "not closed", "a blank line"],
)
def test_other_quotes_are_left_to_the_csv_module(text):
    assert _plainly_quoted(text, ",", SOURCE, Limits()) is None


def test_many_rows_come_in_one_piece():
    text = '"a",b\n' * 40_000
    found = _plainly_quoted(text, ",", SOURCE, Limits())
    assert found is not None and found.height == 40_000 and found.n_chunks() == 1
