"""Single cells that hypothesis makes: names, amounts, HS codes, dates, countries.

Nothing crashes, and what is read means what was written.
"""

import datetime
import re

import polars as pl
from hypothesis import example, given
from hypothesis import strategies as st

from screen.intake.cells import (
    is_placeholder,
    read_amount,
    read_country,
    read_currency,
    read_hs_codes,
    read_plain,
    uses_decimal_comma,
)
from screen.intake.dates import read_dates
from screen.intake.plain import plain_numbers, plain_text
from screen.models.rows import LONGEST_CELL
from screen.names.fold import fold
from screen.names.parse import parse_name

any_text = st.text(st.characters(exclude_categories=("Cs",)), max_size=60)
number_like = st.text(st.sampled_from("0123456789.,'’ -+()eE$€%１²"), max_size=18)
code_like = st.text(st.sampled_from("0123456789., -/;|eE+HTS"), max_size=24)
date_like = st.text(st.sampled_from("0123456789/-. :TZMayJunOct,"), max_size=22)


def readable(read, text):
    """The reading, or None where the cell is refused with a message; no other error is one."""
    try:
        return read(text)
    except ValueError as error:
        assert str(error) and "\n" not in str(error)
        return None


@given(st.one_of(number_like, any_text), st.booleans())
@example("1.234", True)
@example("１２", False)
@example("9" * 400, False)
def test_amounts_taken_as_a_column_are_those_that_are_read_one_by_one(text, comma):
    reading = readable(lambda cell: read_amount(cell, decimal_comma=comma), text)
    if plain_numbers(pl.Series([text]), decimal_comma=comma)[0]:
        assert reading is not None and not reading.note and not reading.extra
        assert reading.value == float(text) == pl.Series([text]).cast(pl.Float64)[0]
        assert -1e15 <= reading.value <= 1e15


@given(any_text)
@example("N/A")
@example("=cmd()")
@example("x" * (LONGEST_CELL + 1))
def test_text_taken_as_a_column_is_what_is_read_one_by_one(text):
    if plain_text(pl.Series([text]))[0]:
        assert not is_placeholder(text)
        reading = read_plain(text)
        assert reading.value == text and not reading.note
        assert len(text) <= LONGEST_CELL


@given(st.decimals(min_value=0, max_value=10**12, places=2))
def test_amounts_mean_the_same_in_both_ways_of_writing(amount):
    american, european = f"{amount:,.2f}", f"{amount:,.2f}".translate(str.maketrans(",.", ".,"))
    for text in (american, european, f"USD {american}", f"{european} €", f"${american}"):
        assert read_amount(text).value == float(amount)
    assert read_amount(f"({american})").value == -float(amount)
    assert uses_decimal_comma(pl.Series([european]))
    assert not uses_decimal_comma(pl.Series([american]))


@given(st.one_of(code_like, any_text))
def test_hs_codes_are_digits_or_refused(text):
    reading = readable(read_hs_codes, text)
    if reading is not None:
        assert re.fullmatch(r"\d{2,10}(\|\d{2,10})*", reading.value)


@given(st.integers(1, 97), st.integers(0, 99), st.integers(0, 99), st.integers(0, 9999))
def test_hs_codes_survive_the_ways_in_which_they_are_written(chapter, heading, subheading, rest):
    digits = f"{chapter:02}{heading:02}{subheading:02}{rest:04}"
    dotted = f"{digits[:4]}.{digits[4:6]}.{digits[6:]}"
    for text in (digits, dotted, f" HTS {dotted}", f"{digits[:4]} {digits[4:6]} {digits[6:]}"):
        assert read_hs_codes(text).value == digits
    if chapter < 10:
        assert read_hs_codes(str(int(digits))).value == digits, "Excel had cut the leading zero"


@given(st.lists(st.one_of(date_like, any_text), max_size=6, unique=True))
def test_dates_are_read_or_refused_and_none_is_forgotten(texts):
    column = read_dates(texts)
    for text in texts:
        assert (text in column.dates) != (text in column.faults)
    assert all(isinstance(day, datetime.date) for day in column.dates.values())


@given(st.dates(datetime.date(1990, 1, 1), datetime.date(2040, 12, 31)))
def test_unmistakable_dates_are_that_day(day):
    for text in (
        day.isoformat(),
        f"{day:%d} {day:%B} {day.year}",
        f"{day:%B} {day.day}, {day.year}",
        f"{day:%d-%b-%Y}".upper(),
        (
            f"{'Sept.' if day.month == 9 else f'{day:%b}.' if day.month != 5 else 'May'} {day.day},"
            f" {day.year}"
        ),
        f"{day.isoformat()} 00:00:00",
    ):
        assert read_dates([text]).dates[text] == day


@given(any_text)
def test_countries_and_currencies_are_codes_or_refused(text):
    country, currency = readable(read_country, text), readable(read_currency, text)
    assert country is None or re.fullmatch("[A-Z]{2}", country.value)
    assert currency is None or re.fullmatch("[A-Z]{3}", currency.value)


@given(any_text)
def test_names_of_any_letters_are_parsed_and_fold_to_themselves(text):
    folded = fold(text)
    assert fold(folded) == folded
    assert parse_name(text) == parse_name(text)
    assert parse_name(text.upper()).tokens == parse_name(text.upper().upper()).tokens
