"""Takes a company name apart.

The words that tell it from others, the trade and place words, and the legal form.

The tables beside this code (legal_forms, words, place_variants) carry the knowledge; this module
only applies it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import Literal

from screen.core.data_tables import read_table
from screen.names.fold import fold

TokenClass = Literal["distinctive", "business", "place", "number"]

# : What a class of word is worth when a name is weighed: the distinctive word decides, boilerplate
# hardly counts.
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
    r" of|attn|factory|manufacturer|mfr|shipper|exporter|supplier|seller|consignee|maker|producer|vendor"
    r"|(?:made|manufactured|produced|sold|shipped|supplied) by|as agents? (?:for|of))\s+(?=\S+ \S)"
)
#: Legal forms that stand inside names often enough, and mean nothing else there.
_INNER_FORMS = frozenset(
    [
        "co",
        "ltd",
        "inc",
        "corp",
        "company",
        "corporation",
        "limited",
        "llc",
        "gmbh",
        "doo",
        "ltda",
        "srl",
        "sarl",
        "sdn",
        "bhd",
        "pvt",
        "pte",
        "jsc",
        "ooo",
        "sa",
    ]
)
#: A name of fewer words has initials that many names share.
ACRONYM_WORDS = 4
_ROMAN = {"ii": "2", "iii": "3", "iv": "4", "vi": "6", "vii": "7", "viii": "8", "ix": "9"}
_ORDINAL = re.compile(r"^(\d+)(?:st|nd|rd|th)$")


@dataclass(frozen=True, slots=True)
class Token:
    """One word of a name: as folded, its canonical spelling, and what kind of word it is."""

    text: str
    canonical: str
    kind: TokenClass


@dataclass(frozen=True, slots=True)
class Name:
    """A name taken apart.

    ``legal_form`` is the canonical form's name ('limited', 'public', ...) or ''.
    """

    written: str
    folded: str
    tokens: tuple[Token, ...]
    legal_form: str
    legal_form_written: str
    distinctive: tuple[str, ...] = field(default=())

    @property
    def core(self) -> str:
        """The canonical words without legal form, joined by blanks."""
        return " ".join(token.canonical for token in self.tokens)

    @property
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
    def is_generic(self) -> bool:
        """Whether nothing in the name tells it from thousands of others ('Trading Company Ltd')."""
        return not self.distinctive


@cache
def _legal_forms() -> tuple[dict[tuple[str, ...], str], int]:
    forms = {
        tuple(row["form"].split()): row["canonical"]
        for row in read_table("screen.names", "legal_forms")
    }
    return forms, max(len(form) for form in forms)


@cache
def _vocabulary() -> dict[str, tuple[str, str]]:
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
def known_words() -> frozenset[str]:
    """Return the words of trade, place and legal form that the tables know.

    All that a word can be a misspelling of.
    """
    return frozenset(_vocabulary()) | _form_words()


@cache
def common_words() -> frozenset[str]:
    """Words that tell a firm from its neighbours and that firms all over the world chose as well.

    Sunrise, giant, star.
    """
    return frozenset(row["word"] for row in read_table("screen.names", "common_words"))


def _split_legal_form(words: list[str]) -> tuple[list[str], str, str]:
    """Take legal forms off the end of a name, or the start (OOO, PT).

    The first one found names the form.
    """
    forms, longest = _legal_forms()
    canonical = written = ""
    searching = True
    while searching and len(words) > 1:
        searching = False
        for length in range(min(longest, len(words) - 1), 0, -1):
            tail = tuple(words[-length:])
            if tail in forms:
                canonical, written = canonical or forms[tail], f"{' '.join(tail)} {written}".strip()
                words, searching = words[:-length], True
                break
    for length in range(min(longest, len(words) - 1), 0, -1):
        head = tuple(words[:length])
        if head in forms and (
            length > 1 or head[0] in {"ooo", "oao", "zao", "pao", "ao", "pt", "too", "tov", "cv"}
        ):
            return words[length:], canonical or forms[head], written or " ".join(head)
    return words, canonical, written


_SCANNED = str.maketrans({"0": "o", "1": "i", "5": "s", "8": "b"})


@lru_cache(maxsize=50_000)
def _unscanned(word: str) -> str:
    """Return a word in which a scanner read a letter as a digit, with the letter.

    'c0rporation', 'h0shine'.

    Only where the word is then a known one, or long with the digit inside; 'tech5' and 'area51'
    stay.
    """
    digits = sum(letter.isdigit() for letter in word)
    if not digits or digits == len(word) or digits > 2:
        return word
    letters = word.translate(_SCANNED)
    if (letters,) in _legal_forms()[0] or letters in _vocabulary() or letters in _INNER_FORMS:
        return letters
    inside = digits == 1 and len(word) >= 6 and not (word[0].isdigit() or word[-1].isdigit())
    return letters if inside and letters.isalpha() else word


def _classify(word: str) -> list[Token]:
    if word.isdigit():
        return [Token(word, word.lstrip("0") or "0", "number")]
    if ordinal := _ORDINAL.match(word):
        return [Token(word, ordinal[1], "number")]
    if word in _ROMAN:
        return [Token(word, _ROMAN[word], "number")]
    canonical, kind = _vocabulary().get(word, (word, "distinctive"))
    if kind == "stop":
        return []
    known: TokenClass = (
        "business" if kind == "business" else "place" if kind == "place" else "distinctive"
    )
    return [Token(word, part, known) for part in canonical.split()]


@lru_cache(maxsize=50_000)
def word_tokens(word: str) -> tuple[Token, ...]:
    """Return the tokens of one folded word, as ``parse_name`` reads it inside a name.

    None for words that say nothing.
    """
    return () if word == "no" else tuple(_classify(word))


@cache
def _form_words() -> frozenset[str]:
    return frozenset(word for form in _legal_forms()[0] for word in form)


def is_form_word(word: str) -> bool:
    """Whether a folded word is one of those of which legal forms consist."""
    return word in _form_words()


def is_whole_form(word: str) -> bool:
    """Whether a folded word is a legal form by itself, and not only a part of one ('joint' of 'joint stock company')."""
    return word in _INNER_FORMS or (word,) in _legal_forms()[0]


def _join_initials(words: list[str]) -> list[str]:
    """Run of single letters are one word: 'a b c company' becomes 'abc company'."""
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
    after_form = False
    for position, word in enumerate(words):
        if word in _INNER_FORMS and position:
            after_form = True
            continue
        if word == "no":
            continue
        for token in _classify(word):
            yield (
                Token(token.text, token.canonical, "place")
                if after_form and token.kind == "distinctive"
                else token
            )


@lru_cache(maxsize=50_000)
def parse_name(written: str) -> Name:
    """Take ``written`` apart.

    Never fails; a name with no letters has no tokens and matches nothing.
    """
    folded = fold(written)
    bare = _ROLE_WRAPPER.sub("", folded)
    words, legal_form, legal_written = _split_legal_form(
        [_unscanned(word) for word in bare.split()]
    )
    kept = tuple(_classify_all(_join_initials(words)))
    distinctive = tuple(
        t.canonical for t in kept if t.kind == "distinctive" and len(t.canonical) > 1
    )
    return Name(written, folded, kept, legal_form, legal_written, distinctive)
