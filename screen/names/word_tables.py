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
    known = foreign | usual_words()
    for canonical, kind in list(known.values()):
        if " " in canonical:
            known.setdefault(canonical, (canonical, kind))
    return known


@cache
def together() -> frozenset[str]:
    """Return the names of trades and places in several words of which one alone says nothing.

    'real estate', 'puerto rico'; not 'heavy industry', whose words are each known, nor a trade of
    more words, which is nearly a name, or with a legal form in it, which ends one.
    """
    known = vocabulary()
    forms = {
        word for row in read_table("screen.names", "legal_forms") for word in row["form"].split()
    }
    return frozenset(
        words
        for words, (_, kind) in known.items()
        if " " in words
        and (
            kind == "place"
            or (kind == "business" and words.count(" ") == 1 and forms.isdisjoint(words.split()))
        )
        and any(known.get(word, ("", "distinctive"))[1] == "distinctive" for word in words.split())
    )


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
        words.setdefault(name, (name, "place"))
    return words


@cache
def kindred() -> dict[str, str]:
    """Return what words of trade and office share with others that translators write for them.

    Plant, mill and works; group and holdings; bureau, department and committee.
    """
    return {row["word"]: row["kin"] for row in read_table("screen.names", "kindred_words")}


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
