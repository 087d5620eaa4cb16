"""The cost of matching grows with its input, whatever the names are: twice the work at most 2.5."""

import gc
import time

import polars as pl

from screen.matching import blocking
from screen.matching.matcher import match_names
from screen.matching.name_index import LISTED_NAME_SCHEMA, index_of
from screen.models.policy import BandEdges

EDGES = BandEdges()
#: Consonants and vowels of words that nobody knows.
LETTERS = [a + b for a in "bcdfgklmnprstvz" for b in "aeiou"]


def words(count, first=0):
    """Return so many different words."""
    size = len(LETTERS)
    return [
        LETTERS[n % size] + LETTERS[n // size % size] + LETTERS[n // size**2 % size] + "x"
        for n in range(first, first + count)
    ]


def index(names):
    rows = [("l", str(number), "entity", name, name, "name") for number, name in enumerate(names)]
    return index_of(pl.DataFrame(rows, schema=LISTED_NAME_SCHEMA, orient="row"))


def grows_with_its_input(cost, size):
    """Whether twice the size costs at most 2.5 times, in the best of several turns."""
    cost(size // 4, 0)
    gc.collect()
    gc.disable()
    try:
        turns = [(cost(size, 2 * turn + 1), cost(2 * size, 2 * turn + 2)) for turn in range(2)]
    finally:
        gc.enable()
    return min(long for _, long in turns) <= 2.5 * min(short for short, _ in turns) + 0.1


def seconds(cells, listed):
    started = time.process_time()
    match_names(cells, listed, EDGES)
    return time.process_time() - started


def test_a_name_of_ten_thousand_words():
    listed = index(["Valley Carpet", "Hoshine Silicon Industry"])

    def cost(size, turn):
        return seconds([" ".join(words(size, 50_000 * turn))], listed)

    assert grows_with_its_input(cost, 5_000)


def test_rows_that_share_one_rare_word():
    listed = index(["Hoshine Silicon Industry Co., Ltd.", "Valley Carpet"])

    def cost(size, turn):
        return seconds([f"{word} Hoshine Works" for word in words(size, 20_000 * turn)], listed)

    assert grows_with_its_input(cost, 1_500)


def test_a_list_whose_entries_share_their_words():
    cells = ["Alphax Betrax Trading Plant 7", "Alphex Betrax Trading", "Alphax Betrax"]

    def cost(size, turn):
        listed = [f"Alphax Betrax Trading Plant {turn}{number:05}" for number in range(size)]
        started = time.process_time()
        match_names(cells, index(listed), EDGES)
        return time.process_time() - started

    assert grows_with_its_input(cost, 2_500)


def test_a_list_and_names_that_share_six_words():
    shared = "Alphax Betrax Gammax Deltax Epsilx Zetaxx"

    def cost(size, turn, *, names=6):
        listed = index([f"{shared} {word}" for word in words(size, 5_000 * turn)])
        cells = [f"{shared} {word} Ltd" for word in words(names, 90_000 + 500 * turn)]
        return seconds(cells, listed)

    # Every name matches every entry: the cost is that of the pairs, on either side.
    assert grows_with_its_input(cost, 300)
    assert grows_with_its_input(lambda size, turn: cost(150, turn, names=size), 12)


def test_a_name_that_thousands_of_entries_share_is_found_for_each():
    listed = index(["Zebrax Quollmer Trading"] * 2_500)
    found = match_names(["ZEBRAX QUOLLMER TRADING"], listed, EDGES)
    assert found.height == 2_500 and found["score"].min() == 100


def test_pairs_are_held_so_many_at_a_time(monkeypatch):
    names = [f"{word} Garment" for word in words(300)]
    cells = [f"{name} Ltd" for name in names]
    listed = index(names)
    whole = match_names(cells, listed, EDGES)
    monkeypatch.setattr(blocking, "MOST_PAIRS", 50)
    assert match_names(cells, listed, EDGES).equals(whole) and whole.height >= 300
