"""What is worked out once for rows that are alike, however many there are."""

import random

import polars as pl

from screen.models.kinds import TABLE_KINDS
from screen.risk.findings.occurrences import occurrences, occurrences_by
from screen.risk.hits import as_hits, joined, together
from screen.risk.trades import Trades

SHIPMENT = TABLE_KINDS["shipment"]


def hits_of(keys, notes=("one",)):
    """Hits of one country, each row with a name of its own."""
    return as_hits(
        pl.DataFrame(
            {
                "key": keys,
                "rule": "host-country",
                "value": [f"Firm {key}" for key in keys],
                "note": [notes[key % len(notes)] for key in keys],
            }
        )
    )


def test_hits_of_a_country_are_as_many_as_say_something_else():
    for count in (10, 1_000):
        keys = random.Random(count).sample(range(count), count)
        found = together(hits_of(keys, notes=("one", "two")), named=False)
        assert sorted(found["note"]) == ["one", "two"]
        assert sorted(found["key"].explode()) == list(range(count))
        # What they keep of the names is that of the first row, wherever it stood.
        assert set(found["value"]) == {"Firm 0", "Firm 1"}


def test_hits_of_parts_are_joined_as_those_of_the_whole():
    parts = [together(hits_of(keys), named=False) for keys in ([5, 7], [9, 3], [4])]
    whole = joined(pl.concat(parts), named=False)
    assert whole.height == 1
    assert whole["value"].to_list() == ["Firm 3"]
    assert sorted(whole["key"][0]) == [3, 4, 5, 7, 9]


def test_hits_of_names_stay_apart():
    assert together(hits_of(range(20))).height == 20
    assert joined(together(hits_of(range(20)))).height == 20


def test_a_trade_is_judged_once_and_told_of_each_of_its_rows():
    asked = []

    def judge(codes, words):
        asked.append((codes, words))
        return f"{codes}/{words}" if codes else None

    codes = ["6205", None, "6205", "", "0307"] * 100
    words = ["shirts", "squid", "shirts", "squid", None] * 100
    rows = pl.DataFrame({SHIPMENT.codes: codes, SHIPMENT.words: words})
    told = Trades.of(rows, SHIPMENT).judged(judge)
    assert told.to_list() == ["6205/shirts", None, "6205/shirts", None, "0307/"] * 100
    assert sorted(asked) == [("", "squid"), ("0307", ""), ("6205", "shirts")]


def test_no_trade_of_which_something_is_said_is_told_as_nothing():
    rows = pl.DataFrame({SHIPMENT.codes: ["6205"] * 3, SHIPMENT.words: ["shirts"] * 3})
    told = Trades.of(rows, SHIPMENT).judged(lambda _codes, _words: None)
    assert told.dtype == pl.String
    assert told.to_list() == [None] * 3


def test_rows_are_written_as_those_of_one_finding_are():
    chance = random.Random(3)
    for files in (["a.csv"], ["b.csv", "a.csv", "c.csv"]):
        every = [(file, sheet, row) for file in files for sheet in ("T", "S") for row in range(40)]
        every = every[:40] if len(files) == 1 else every
        of = {number: chance.sample(every, 25) for number in range(6)}
        places = pl.DataFrame(
            [(number, *place) for number, some in of.items() for place in some],
            schema={"case": pl.UInt32, "file": pl.String, "sheet": pl.String, "row": pl.UInt32},
            orient="row",
        )
        assert occurrences_by("case", places) == {n: occurrences(some) for n, some in of.items()}
