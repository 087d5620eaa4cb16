"""The words that names share: trades, places, legal forms, and the words of the dictionary."""

from functools import cache

from screen.core.data_tables import read_table
from screen.names.fold import fold


@cache
def vocabulary() -> dict[str, tuple[str, str]]:
    """Return the usual spelling and the class of each known word of trade or place.

    In any language; ``usual_words`` are those that firms of all countries write.
    """
    foreign = {
        row["word"]: (row["canonical"], row["class"])
        for row in read_table("screen.names", "foreign_words")
    }
    return foreign | usual_words()


@cache
def usual_words() -> dict[str, tuple[str, str]]:
    """Return the spelling and the class of words that may be met misspelled or abbreviated.

    A word one letter off a rare foreign one is more likely a name than a slip.
    """
    words = {
        row["word"]: (row["canonical"], row["class"]) for row in read_table("screen.names", "words")
    }
    for row in read_table("screen.names", "place_variants"):
        words[row["variant"]] = (row["canonical"], row["class"])
    for row in read_table("screen.reference", "countries"):
        name = fold(row["name"])
        if " " not in name:
            words.setdefault(name, (name, "place"))
    return words


@cache
def common_words() -> frozenset[str]:
    """Return words that set a firm apart locally but are chosen by firms all over the world.

    Sunrise, giant, star.
    """
    return frozenset(row["word"] for row in read_table("screen.names", "common_words"))


@cache
def borrowed_words() -> frozenset[str]:
    """Return the words that no firm coined: the common ones, and all others of the dictionary."""
    rows = read_table("screen.names", "dictionary_words")
    return common_words() | frozenset(row["word"] for row in rows)


@cache
def _countries() -> frozenset[str]:
    return frozenset(fold(row["name"]) for row in read_table("screen.reference", "countries"))


def is_country(word: str) -> bool:
    """Whether a folded word is the name of a country."""
    return word in _countries()
