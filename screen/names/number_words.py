"""Numbers that a name spells out: 'Office Thirty-Nine', 'Second Academy', 'Camp Number One'."""

from collections.abc import Iterator, Sequence
from functools import cache

_ONES = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_ORDINALS = [
    "zeroth",
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
    "eleventh",
    "twelfth",
    "thirteenth",
    "fourteenth",
    "fifteenth",
    "sixteenth",
    "seventeenth",
    "eighteenth",
    "nineteenth",
]
_HUNDRED = 100
#: A small number is one where such a word counts it, and else may be a brand (Seven, One).
_COUNTED = frozenset(
    [
        "no",
        "number",
        "office",
        "bureau",
        "unit",
        "plant",
        "factory",
        "department",
        "division",
        "brigade",
        "camp",
        "mill",
        "army",
        "corps",
        "school",
        "prison",
    ]
)
#: The numbers that one word spells.
CARDINALS = {word: value for value, word in enumerate(_ONES)} | {
    word: 10 * value for value, word in enumerate(_TENS, start=2)
}
_ORDINAL = {word: value for value, word in enumerate(_ORDINALS)} | {
    word[:-1] + "ieth": value for word, value in CARDINALS.items() if word in _TENS
}
_ALL = CARDINALS | _ORDINAL | {"hundred": _HUNDRED, "hundredth": _HUNDRED}

#: A pattern of folded names that spell a number in several words, or one that is counted.
SPELLED = (
    rf"\b(?:{'|'.join((*_TENS, 'hundred', 'hundredth'))})\b"
    rf"|\b(?:{'|'.join(sorted(_COUNTED))}) (?:{'|'.join(_ONES)})\b"
)


@cache
def ordinal_words() -> dict[str, int]:
    """Return the words that are numbers wherever they stand: first, second, third."""
    return {word: value for word, value in _ORDINAL.items() if value}


def with_numbers(words: Sequence[str]) -> Iterator[tuple[str, int | None]]:
    """Yield the words of a name, those that spell a number as one with its value.

    >>> list(with_numbers(["office", "thirty", "nine"]))
    [('office', None), ('thirty nine', 39)]
    >>> list(with_numbers(["seven", "seas"]))
    [('seven', None), ('seas', None)]
    """
    start = 0
    while start < len(words):
        end = start
        while end < len(words) and (words[end] in _ALL or _joins(words, start, end)):
            end += 1
        run = words[start:end]
        counted = start > 0 and words[start - 1] in _COUNTED
        if run and (len(run) > 1 or run[0] in _ORDINAL or counted):
            yield " ".join(run), _value(run)
            start = end
        else:
            yield words[start], None
            start += 1


def _joins(words: Sequence[str], start: int, end: int) -> bool:
    """Whether an 'and' stands inside a number: five hundred and eighty-six."""
    return (
        words[end] == "and"
        and end > start
        and words[end - 1] == "hundred"
        and end + 1 < len(words)
        and words[end + 1] in _ALL
    )


def _value(run: Sequence[str]) -> int:
    total = 0
    for word in run:
        value = _ALL.get(word, 0)
        total = max(total, 1) * _HUNDRED if value == _HUNDRED else total + value
    return total
