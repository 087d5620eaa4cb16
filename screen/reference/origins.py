"""Says how a text speaks of a place: as the origin of goods, or to deny it."""

import re
from functools import cache

from screen.core.data_tables import read_table

#: A denial stands at most so many words before the place, or before a word of origin.
_REACH = 7
#: Without words of origin it stands at most so many words before it.
_NEAR = 2
#: Non-, right before a place; elsewhere it begins other words.
_NON = "非"
_SENTENCE = re.compile(r"[!?;；。！？\n]|\.(?=\s|$)")
_INITIALS = re.compile(r"\b(?:[A-Za-z]\.){2,}[A-Za-z]?")


def sentences(text: str) -> list[str]:
    """Return the sentences of a text; initials (D.P.R.K., N. Korea) end none.

    >>> sentences("Made in D.P.R.K. by hand. N. Korea")
    ['Made in DPRK by hand', 'North Korea']
    """
    plain = _INITIALS.sub(lambda found: found.group().replace(".", ""), text)
    plain = re.sub(r"\bN\. ?(?=Korea)", "North ", plain)
    return [part for one in _SENTENCE.split(plain) if (part := one.strip())]


def denied(text: str, start: int, end: int) -> bool:
    """Whether a folded or raw text denies the place that stands from ``start`` to ``end``.

    A denial stands right before the place, or before the words of origin that lead to it.

    >>> denied("cotton not from xinjiang", 16, 24)
    True
    >>> denied("not bleached cotton of xinjiang", 23, 31)
    False
    """
    before, after = text[:start], text[end:]
    found = _pattern("denies").search(before)
    if found is None:
        return before.endswith(_NON) or bool(_pattern("denies-after").match(after))
    between = found.group("between")
    return len(between.split()) <= _NEAR or of_origin(between)


def denies_origin(text: str) -> bool:
    """Whether a text ends in a denial of origin that a list of places may follow.

    >>> denies_origin("no cotton from uzbekistan"), denies_origin("not bleached")
    (True, False)
    """
    found = _pattern("denies").search(text)
    return bool(found) and of_origin(text[found.start() :] if found else "")


def of_origin(text: str) -> bool:
    """Whether a folded or raw sentence speaks of where something comes from."""
    return bool(_pattern("origin").search(text))


@cache
def _pattern(says: str) -> re.Pattern[str]:
    words = [row["word"] for row in read_table("screen.reference", "origin_words")]
    kinds = [row["says"] for row in read_table("screen.reference", "origin_words")]
    chosen = [word for word, kind in zip(words, kinds, strict=True) if kind == says]
    latin = "|".join(re.escape(word) for word in chosen if not _east_asian(word))
    raw = "|".join(re.escape(word) for word in chosen if _east_asian(word))
    if says == "denies":
        return re.compile(
            rf"(?:\b(?:{latin})\b(?! \d)|{raw})(?P<between>(?:\W*\w+){{0,{_REACH}}}?\W*)$"
        )
    if says == "denies-after":
        return re.compile(rf"(?:\W+\w+){{0,2}}?\W+(?:{latin})\b|\w{{0,2}}(?:{raw})")
    return re.compile(rf"\b(?:{latin})\b|{raw}")


def _east_asian(word: str) -> bool:
    return any("\u3040" <= letter <= "\u9fff" for letter in word)
