"""Splits a company name into the words of its own, the trade and place words, and the legal form.

The tables beside this code (legal_forms, words, place_variants) carry the knowledge; this module
only applies it.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import Literal, NamedTuple

from screen.names.fold import fold
from screen.names.legal_forms import INNER_FORMS, mend_end, mended, split_legal_form, unscanned
from screen.names.number_words import ordinal_words, with_numbers
from screen.names.pinyin import is_syllable
from screen.names.several_words import with_phrases
from screen.names.slavic_towns import one_form
from screen.names.sounds import Heard, heard_in
from screen.names.word_tables import borrowed_words, common_words, together, vocabulary

__all__ = [
    "ACRONYM_WORDS",
    "CLASS_WEIGHT",
    "Name",
    "Token",
    "TokenClass",
    "common_words",
    "parse_name",
    "word_tokens",
]

TokenClass = Literal["distinctive", "business", "place", "number"]

#: What a class of word is worth when a name is weighed: the distinctive word decides, boilerplate
#: hardly counts.
CLASS_WEIGHT: dict[TokenClass, float] = {
    "distinctive": 1.0,
    "number": 0.7,
    "place": 0.3,
    "business": 0.22,
}

_ROLE_WRAPPER = re.compile(
    r"^(?:messrs|m s|on behalf of|o b o|for account of|for and on behalf of|by order of|to the"
    r" order of|to order of"
    r"|c o|care"
    r" of|attn|factory|manufacturer|mfr|shipper|exporter|supplier|seller|consignee|maker|producer"
    r"|vendor"
    r"|(?:made|manufactured|produced|sold|shipped|supplied) by|as agents? (?:for|of))\s+(?=\S+ \S)"
)
#: The initials of a name of fewer words are shared by many names.
ACRONYM_WORDS = 4
#: Arabic names have these or not, and say as little with them as with initials.
ARTICLES = frozenset(["al", "el", "ol", "ul", "wal"])
#: Articles are written on words that begin so, of at least so many letters.
_ELIDED, _LEAST_ELIDED = frozenset("aeiouh"), 4
_SMALL = ARTICLES | {"and", "the", "of", "de", "for", "in"}
#: A name has at most this many given names, and besides a word of at least so many letters.
_MOST_GIVEN, _OWN_WORD = 3, 4
_ROMAN = {"ii": "2", "iii": "3", "iv": "4", "vi": "6", "vii": "7", "viii": "8", "ix": "9"}
_ORDINAL = re.compile(r"^(\d+)(?:st|nd|rd|th)$")


class Token(NamedTuple):
    """One word of a name: as folded, its canonical spelling, and what kind of word it is.

    ``heard`` says how another alphabet wrote it by its sound (``names.sounds``).
    """

    text: str
    canonical: str
    kind: TokenClass
    heard: Heard = ""


@dataclass(frozen=True)
class Name:
    """A name taken apart.

    ``legal_form`` is the canonical form's name ('limited', 'public', ...) or ''. What is derived
    from its words is worked out once, when it is asked for: a name is compared with many others.
    """

    written: str
    folded: str
    tokens: tuple[Token, ...]
    legal_form: str
    legal_form_written: str
    distinctive: tuple[str, ...] = field(default=())
    #: The words without legal form, as folded; where a blank stands is the least sure thing of a
    #: name.
    words: tuple[str, ...] = field(default=())
    #: Single letters written apart before or in a name that has a word of its own: J. P. Harrington
    given: frozenset[str] = field(default=frozenset())

    @cached_property
    def letters(self) -> str:
        """The words without legal form, written as one."""
        return "".join(self.words)

    @cached_property
    def numbers(self) -> frozenset[str]:
        """The numbers in the name."""
        return frozenset(token.canonical for token in self.tokens if token.kind == "number")

    @cached_property
    def core(self) -> str:
        """The canonical words without legal form, joined by blanks."""
        return " ".join(token.canonical for token in self.tokens)

    @cached_property
    def initials(self) -> tuple[str, ...]:
        """The first letters of the words, without and with the legal form.

        None where they are too few for an acronym.
        """
        # A word may stand for two ('hongkong'); its letter counts once.
        words = [
            token.text
            for place, token in enumerate(self.tokens)
            if not place
            or self.tokens[place - 1].text != token.text
            or self.tokens[place - 1].canonical == token.canonical
        ]
        if len(words) < ACRONYM_WORDS:
            return ()
        letters = "".join(word[0] for word in words)
        form = "".join(word[0] for word in self.legal_form_written.split())
        return (letters, letters + form) if form else (letters,)

    @property
    def all_initials(self) -> tuple[str, ...]:
        """The initials, and those with the small words, without articles, and with the form.

        MODAFL has the 'of' of its ministry, JNIM leaves out 'al' and 'wal', SMIC ends in the 'c' of
        a corporation.
        """
        form = "".join(word[0] for word in self.legal_form_written.split())
        told = "".join(token.text[0] for token in self.tokens)
        every = "".join(word[0] for word in self.words if word not in {"and", "the"})
        bare = "".join(word[0] for word in self.words if word not in _SMALL)
        ways = (told + form, every, every + form, bare, bare + form)
        return (*self.initials, *(way for way in ways if len(way) >= ACRONYM_WORDS))

    @property
    def is_generic(self) -> bool:
        """Whether nothing sets the name apart from thousands of others ('Trading Company Ltd')."""
        return not self.distinctive


def _without_article(word: str) -> str:
    """Return a word without the French or Italian article that is written on it.

    'lindustrie', 'darmi'; of a word of the dictionary it is a letter of its own.
    """
    bare = word[1:]
    elided = word[:1] in {"l", "d"} and bare[:1] in _ELIDED and len(bare) >= _LEAST_ELIDED
    return bare if elided and word not in borrowed_words() else word


def _classify(word: str) -> list[Token]:
    if word.isdigit():
        return [Token(word, word.lstrip("0") or "0", "number")]
    if ordinal := _ORDINAL.match(word):
        return [Token(word, ordinal[1], "number")]
    if word in ordinal_words():
        return [Token(word, str(ordinal_words()[word]), "number")]
    if word in _ROMAN:
        return [Token(word, _ROMAN[word], "number")]
    known = vocabulary().get(word) or vocabulary().get(_without_article(word))
    canonical, kind = known or (one_form(word), "distinctive")
    if kind == "stop":
        return []
    kept: TokenClass = (
        "business" if kind == "business" else "place" if kind == "place" else "distinctive"
    )
    parts = [canonical] if canonical in together() else canonical.split()
    # 'Compagnie' says as little as the 'company' of an English name, which is a legal form.
    said = [part for part in parts if part == word or part not in INNER_FORMS]
    return [Token(word, part, kept) for part in said]


@lru_cache(maxsize=50_000)
def word_tokens(word: str) -> tuple[Token, ...]:
    """Return the tokens of one folded word, as ``parse_name`` reads it inside a name.

    None for words that say nothing.
    """
    return () if word == "no" else tuple(_classify(word))


def _is_syllable(place: int, words: list[str]) -> bool:
    """Return whether a small word is part of a Chinese name, as 'da' in 'Jing Wei Da Trading'.

    It stands behind a syllable, and before another, a word of trade or place, or the end.
    """
    if not place or not is_syllable(words[place]) or not is_syllable(words[place - 1]):
        return False
    after = words[place + 1] if place + 1 < len(words) else ""
    tokens = _classify(after) if after else ()
    return not after or any(
        token.kind in {"business", "place"} or is_syllable(after) for token in tokens
    )


def _join_initials(words: list[str]) -> list[str]:
    """Join a run of single letters to one word: 'a b c company' becomes 'abc company'."""
    joined: list[str] = []
    run = ""
    for word in [*words, ""]:
        if len(word) == 1 and word.isalpha():
            run += word
            continue
        if run:
            joined.append(run)
            run = ""
        if word:
            joined.append(word)
    return joined


def _classify_all(words: list[str]) -> Iterator[Token]:
    """Return the tokens of a name.

    A legal form inside it is noise, and what follows it names a town or branch, not the firm:
    'Serbia Zijin Copper DOO Bor', 'Hoshine Silicon Co Ltd Shanshan Branch'.
    """
    after_form = named = False
    counted = list(with_numbers(words))
    for position, (word, number) in enumerate(counted):
        if word in INNER_FORMS and (position or len(words) > 1):
            after_form = named
            continue
        if word == "no":
            continue
        if number is not None:
            yield Token(word, str(number), "number")
            continue
        tokens = _classify(word)
        if not tokens and _is_syllable(position, [text for text, _ in counted]):
            tokens = [Token(word, word, "distinctive")]
        for token in tokens:
            named = named or token.kind == "distinctive"
            yield (
                Token(token.text, token.canonical, "place")
                if after_form and token.kind == "distinctive"
                else token
            )


@lru_cache(maxsize=50_000)
def parse_name(written: str) -> Name:
    """Split ``written`` into its words.

    Never fails; a name with no letters has no tokens and matches nothing.
    """
    folded = fold(written)
    bare = _ROLE_WRAPPER.sub("", folded)
    words, legal_form, legal_written = split_legal_form(
        mend_end([mended(unscanned(word)) for word in bare.split()]),
        native=not written.isascii(),
    )
    joined = _join_initials(words)
    if not legal_form and len(joined) < len(words):
        joined, legal_form, legal_written = split_legal_form(joined)
    # The letters of a name stay as written, for where its blanks are is not sure.
    kept = tuple(_classify_all(with_phrases(joined)))
    if not written.isascii() and (heard := heard_in(written)):
        kept = tuple(t._replace(heard=heard) if t.kind == "distinctive" else t for t in kept)
    distinctive = distinctive_words(kept)
    given = _given_initials(words, joined, distinctive) | (ARTICLES & set(joined))
    return Name(written, folded, kept, legal_form, legal_written, distinctive, tuple(joined), given)


def distinctive_words(tokens: Sequence[Token]) -> tuple[str, ...]:
    """Return the words of a firm's own among those of its name; a letter alone is none."""
    return tuple(t.canonical for t in tokens if t.kind == "distinctive" and len(t.canonical) > 1)


def _given_initials(
    words: list[str], joined: list[str], distinctive: tuple[str, ...]
) -> frozenset[str]:
    """Return runs of letters that were written apart, where another word is the name's own."""
    if all(len(word) > 1 for word in words):
        return frozenset()
    known = set(words)
    runs = {
        word
        for word in joined
        if word.isalpha() and len(word) <= _MOST_GIVEN and (len(word) == 1 or word not in known)
    }
    return frozenset(runs) if any(len(w) >= _OWN_WORD for w in distinctive) else frozenset()
