"""Cells into names: what parts them, what stands around them, and what that costs."""

import gc
import time

import pytest

from screen.names.variants import listed_variants, name_variants, variants_of

NAME = "Hetian Taida Apparel Co., Ltd"


@pytest.mark.parametrize(
    "cell",
    [
        "1. {}",
        "V10023 {}",
        "#77 {}",
        "(12) {}",
        "{} Plant 2",
        "{}, Export Department",
        "{} - Branch Office",
        "{} 4711",
        "{} (V99)",
        "{} DO NOT USE",
        "{}, No. 12 Renmin Road, Urumqi",
        "{}, AMSTERDAM, NL",
        "{} sales@firm.com.cn",
        "{} Tel: +86 991 4567890",
        "{}, China",
        "{} {}",
        "{} / {}",
        "Acme Sourcing Inc / {}",
        "Acme Sourcing Inc & {}",
        "Acme Sourcing Inc o/b {}",
        "Acme Sourcing Inc for {}",
        "Acme Sourcing Inc via {}",
        "Acme Sourcing Inc mfd by {}",
        "Acme Sourcing Inc OEM {}",
        "Importadora Sol SA fabricado por {}",
        "Sonne GmbH hergestellt von {}",
        "{} and Acme Sourcing Inc",
        "Goods shipped under contract 4711 by our supplier {}",
    ],
)
def test_the_name_is_found_whatever_stands_around_it(cell):
    assert NAME in name_variants(cell.format(NAME, NAME))


@pytest.mark.parametrize(
    ("cell", "name"),
    [
        ("KOMID Korea Mining Development", "Korea Mining Development"),
        ("Iran Electronics Industries IEI", "Iran Electronics Industries"),
        ("IEI (Iran Electronics Industries)", "Iran Electronics Industries"),
        (
            "XPCC - Xinjiang Production and Construction Corps",
            "Xinjiang Production and Construction Corps",
        ),
        ("Committee for Space Technology CST", "Committee for Space Technology"),
    ],
)
def test_a_name_stands_beside_its_own_initials(cell, name):
    assert name in name_variants(cell)
    assert name in variants_of([cell])["variant"].to_list()


def test_other_capitals_are_no_initials_of_a_name():
    for cell in ("KTMT Korea Mining Development", "HUAFU HENG FASHION", "BASF Bangladesh Limited"):
        assert not any(name.startswith(tuple(cell.split()[1:])) for name in name_variants(cell))


@pytest.mark.parametrize(
    "name", ["Hetian Import & Export Ltd", "Committee for Space Technology", "A/S Norden"]
)
def test_a_listed_name_is_no_cell_with_several(name):
    assert listed_variants(name) == (name,)


def test_a_long_cell_is_cut_nowhere():
    cell = "order 4711; " * 2_000 + NAME
    assert NAME in name_variants(cell)


@pytest.mark.parametrize(
    "unit", [" ", "ab; ", "ab / ", "ab co ltd ", "a b ", "a.", "tel ", "1 ", "aa bb & ", "(", "和"]
)
def test_the_cost_of_a_cell_grows_with_its_length(unit):
    """Twice the letters cost at most 2.5 times, and a little for the clock."""

    def seconds(letters, turn):
        cell = (unit * letters)[: letters - 3] + f"x{turn}"
        started = time.process_time()
        name_variants(cell)
        return time.process_time() - started

    name_variants(unit)
    # The clock also counts what other tests left to the collector; the best of several turns, taken
    # in pairs, is the work itself.
    gc.collect()
    gc.disable()
    try:
        turns = [(seconds(16_000, turn), seconds(32_000, turn)) for turn in range(7)]
    finally:
        gc.enable()
    assert min(long for _, long in turns) <= 2.5 * min(short for short, _ in turns) + 0.05
