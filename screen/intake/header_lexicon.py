"""Splits a header into the words of the lexicon (``data/lexicon.csv``), in any language.

Each word has a class: ``role`` (supplier, mill), ``thing`` (name, country), ``mark`` (origin,
local: it changes a thing), ``tier`` (a word that is a tier of itself) or ``filler``.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Literal

from rapidfuzz import fuzz, process

from screen.core.data_tables import read_table
from screen.intake.header_text import plain_words

WordClass = Literal["role", "thing", "mark", "tier", "filler", "digits", "unknown"]

#: A longer header than this is prose; its end says nothing that its beginning has not said.
MAX_WORDS = 24
#: A misspelled word is long, begins as it should, and reaches this rapidfuzz ratio.
_MISSPELLED_FROM, _MISSPELLED_RATIO = 6, 87
#: The longest ending that is taken for a case ending, and the shortest stem it may follow.
_LONGEST_ENDING, _SHORTEST_STEM = 3, 5
#: Letters that join the parts of German, Dutch and Swedish compounds.
_LINKS = ("", "s", "n", "en", "es", "e", "r")
_SHORTEST_PART = 4
_UNSPACED = re.compile(
    r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3々]+|[^\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3々]+"
)
_ROMAN = {"i": "1", "ii": "2", "iii": "3", "iv": "4"}


@dataclass(frozen=True, slots=True)
class Word:
    """One understood (or not understood) piece of a header; ``value`` is what it stands for."""

    text: str
    kind: WordClass
    value: str


@cache
def _lexicon() -> tuple[dict[str, tuple[WordClass, str]], int]:
    """Look up the class and value by word or phrase, and the number of words of the longest
    phrase.
    """
    classes: dict[str, WordClass] = {
        "role": "role",
        "thing": "thing",
        "mark": "mark",
        "tier": "tier",
        "filler": "filler",
    }
    table = {
        row["word"]: (classes[row["class"]], row["value"])
        for row in read_table("screen.intake", "lexicon")
    }
    return table, max(word.count(" ") + 1 for word in table)


@cache
def _long_words() -> tuple[str, ...]:
    return tuple(
        w for w in _lexicon()[0] if " " not in w and len(w) >= _SHORTEST_STEM and w[0].isalpha()
    )


def split_header(text: str) -> list[Word]:
    """Split a header into words, the longest known phrase first.

    >>> [(word.kind, word.value) for word in split_header("Tier 2 Spinning Mill")]
    [('thing', 'tier'), ('digits', '2'), ('role', 'spinner')]
    >>> [(word.kind, word.value) for word in split_header("供应商名称")]
    [('role', 'supplier'), ('thing', 'name')]
    """
    table, longest = _lexicon()
    tokens = plain_words(text).split()[:MAX_WORDS]
    words: list[Word] = []
    place = 0
    while place < len(tokens):
        for length in range(min(longest, len(tokens) - place), 0, -1):
            phrase = " ".join(tokens[place : place + length])
            if phrase in table:
                words.append(Word(phrase, *table[phrase]))
                place += length
                break
        else:
            words.extend(_read_token(tokens[place]))
            place += 1
    return _joined_romans(words)


def _joined_romans(words: list[Word]) -> list[Word]:
    """Read a Roman number behind 'tier' as digits; elsewhere 'i' is a word of many languages."""
    for place in range(1, len(words)):
        word = words[place]
        if word.text in _ROMAN and words[place - 1].value == "tier":
            words[place] = Word(word.text, "digits", _ROMAN[word.text])
    return words


def _read_token(token: str) -> Iterator[Word]:
    """Read one word that the lexicon does not hold as it stands."""
    if token.isdecimal():
        yield Word(token, "digits", str(int(token)) if len(token) < 6 else token)
        return
    if (token.isascii() or not _UNSPACED.match(token)) and (
        split := re.fullmatch(r"(\D+)(\d{1,2})|(\d{1,2})(\D+)", token)
    ):
        word, digits = split[1] or split[4], split[2] or split[3]
        if word not in {"st", "nd", "rd", "th"}:
            yield from _read_whole(word)
        yield Word(digits, "digits", str(int(digits)))
        return
    yield from _read_whole(token)


def _read_whole(token: str) -> Iterator[Word]:
    table = _lexicon()[0]
    if token in table:
        yield Word(token, *table[token])
        return
    runs = _UNSPACED.findall(token)
    if len(runs) > 1 or "\u3040" <= token[0] <= "\u9fff" or "\uac00" <= token[0] <= "\ud7a3":
        for run in runs:
            yield from _read_unspaced(run)
        return
    found = _inflected(token) or _compound(token) or _misspelled(token)
    yield from found or [Word(token, "unknown", "")]


def _read_unspaced(run: str) -> Iterator[Word]:
    """Split a run of Chinese, Japanese or Korean by the lexicon's words, the longest first; letters
    alike go together.
    """
    table = _lexicon()[0]
    if run.isascii():
        yield from _read_token(run) if run not in table else [Word(run, *table[run])]
        return
    place, unknown = 0, ""
    while place < len(run):
        for length in range(min(12, len(run) - place), 0, -1):
            if (piece := run[place : place + length]) in table:
                if unknown:
                    yield Word(unknown, "unknown", "")
                    unknown = ""
                yield Word(piece, *table[piece])
                place += length
                break
        else:
            unknown += run[place]
            place += 1
    if unknown:
        yield Word(unknown, "unknown", "")


def _inflected(token: str) -> list[Word]:
    """Read plurals and cases: 'suppliers', 'companies', 'tedarikcinin'."""
    table = _lexicon()[0]
    stems = [token[:-1], token[:-2]] if token.endswith("s") else []
    if token.endswith("ies"):
        stems.append(f"{token[:-3]}y")
    stems += [
        token[:-cut] for cut in range(1, _LONGEST_ENDING + 1) if len(token) - cut >= _SHORTEST_STEM
    ]
    stem = next((stem for stem in stems if len(stem) >= 3 and stem in table), None)
    return [Word(token, *table[stem])] if stem else []


def _compound(token: str) -> list[Word]:
    """Read 'lieferantenname' and 'suppctry' as the words they are made of; no letter may be left
    over.
    """
    table = _lexicon()[0]
    for cut in range(len(token) - _SHORTEST_PART, 2, -1):
        head = token[:cut]
        if len(head) < 3 or (len(head) == 3 and head not in {"bin", "lgl", "mfg", "mfr"}):
            continue
        stem = next(
            (
                head[: len(head) - len(end)]
                for end in _LINKS
                if head.endswith(end) and _part(head, end)
            ),
            None,
        )
        if stem is None:
            continue
        tail = token[cut:]
        if tail in table:
            return [Word(stem, *table[stem]), Word(tail, *table[tail])]
        if len(tail) > _SHORTEST_PART and (rest := _inflected(tail) or _compound(tail)):
            return [Word(stem, *table[stem]), *rest]
    return []


def _part(head: str, end: str) -> bool:
    stem = head[: len(head) - len(end)]
    return len(stem) >= 3 and stem in _lexicon()[0]


def _misspelled(token: str) -> list[Word]:
    if len(token) < _MISSPELLED_FROM or not token.isalpha():
        return []
    met = process.extractOne(
        token, _long_words(), scorer=fuzz.ratio, score_cutoff=_MISSPELLED_RATIO
    )
    if met is None or met[0][0] != token[0]:
        return []
    return [Word(token, *_lexicon()[0][met[0]])]
