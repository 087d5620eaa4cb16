"""Legal forms of firms in many languages, also misspelled, cut or badly scanned.

The table ``data/legal_forms.csv`` says which spelling stands for which form.
"""

from collections.abc import Sequence
from functools import cache, lru_cache

import numpy as np
from rapidfuzz import process
from rapidfuzz.distance import OSA

from screen.core.data_tables import read_table
from screen.names.fold import scan_key
from screen.names.word_tables import borrowed_words, vocabulary

#: Legal forms that stand inside names often enough, and mean nothing else there.
INNER_FORMS = frozenset(
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


@cache
def legal_forms() -> tuple[dict[tuple[str, ...], str], int]:
    """Return the legal form that each spelling stands for, and the most words of one."""
    forms = {
        tuple(row["form"].split()): row["canonical"]
        for row in read_table("screen.names", "legal_forms")
    }
    return forms, max(len(form) for form in forms)


#: Forms of one word that stand before names, in Latin letters, and those that do only in others.
_BEFORE = frozenset(
    ["ooo", "oao", "zao", "pao", "ao", "pt", "too", "tov", "cv", "fgup", "gup", "mup", "npo", "npp",
     "rup", "chao", "prat", "zat", "vat", "eood", "ead", "ood", "sprl", "eurl", "sarl", "odo",
     "mchj"]
)  # fmt: skip
_BEFORE_NATIVE = frozenset(["dp", "pp", "kp", "ad", "at", "up", "ip", "pat", "nao", "kup", "chup"])


def legal_form_spellings() -> tuple[str, ...]:
    """Return all spellings of legal forms, as folded."""
    return tuple(" ".join(form) for form in legal_forms()[0])


def split_legal_form(words: list[str], *, native: bool = False) -> tuple[list[str], str, str]:
    """Take legal forms off the end of a name, or the start (OOO, PT).

    The first one found names the form. In front of a name in another alphabet (``native``), two
    letters are one as well: 'DP' before Antonov, and not before World.
    """
    forms, longest = legal_forms()
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
    while start := _length_of_head(words, native=native):
        head = " ".join(words[:start])
        canonical, written = canonical or forms[tuple(words[:start])], written or head
        words = words[start:]
    return words, canonical, written


def _length_of_head(words: list[str], *, native: bool) -> int:
    """Return of how many words the legal form before a name consists, 0 where there is none."""
    forms, longest = legal_forms()
    before = _BEFORE | _BEFORE_NATIVE if native else _BEFORE
    for length in range(min(longest, len(words) - 1), 0, -1):
        head = tuple(words[:length])
        if head in forms and (length > 1 or head[0] in before):
            return length
    return 0


_SCANNED = str.maketrans({"0": "o", "1": "i", "5": "s", "8": "b"})


@lru_cache(maxsize=50_000)
def unscanned(word: str) -> str:
    """Return a word in which a scanner read a letter as a digit, with the letter.

    'c0rporation', 'h0shine'.

    Only where the word is then a known one, or long with the digit inside; 'tech5' and 'area51'
    stay.
    """
    digits = sum(letter.isdigit() for letter in word)
    if not digits or digits == len(word) or digits > 2:
        return word
    letters = word.translate(_SCANNED)
    if (letters,) in legal_forms()[0] or letters in vocabulary() or letters in INNER_FORMS:
        return letters
    inside = digits == 1 and len(word) >= 6 and not (word[0].isdigit() or word[-1].isdigit())
    return letters if inside and letters.isalpha() else word


#: Parts of legal forms long enough that a slip in them does not make another word.
_LONG_FORMS = (
    "company",
    "limited",
    "corporation",
    "incorporated",
    "incorporation",
    "private",
    "gesellschaft",
    "aktiengesellschaft",
    "liability",
    "kabushiki",
    "sendirian",
    "berhad",
    "public",
    "joint",
    "stock",
)
#: Words of which a beginning is left where a field ends.
_CUT_FORMS = ("corporation", "incorporated")
#: A slip in a word this short makes another word; and the most slips in a long one.
_LONG_ENOUGH, _MOST_SLIPS = 5, 2


@lru_cache(maxsize=50_000)
def mended(word: str) -> str:
    """Return a misspelled or cut word of a legal form as it should be.

    'limted', 'compnay', 'corporatoin', 'corpo'.
    """
    if len(word) < _LONG_ENOUGH or word in form_words() or word in vocabulary():
        return word
    seen = scan_key(word)
    for form in _LONG_FORMS:
        allowed = _MOST_SLIPS if len(form) > 8 else 1
        near = (
            -allowed <= len(word) - len(form) <= allowed
            and OSA.distance(word, form, score_cutoff=allowed) <= allowed
        )
        if near or seen == scan_key(form):
            return form
    return next((form for form in _CUT_FORMS if form.startswith(word)), word)


def may_be_mended(words: Sequence[str]) -> list[str]:
    """Return those of ``words`` that ``mended`` may change: few, and told in bulk."""
    near = process.cdist(
        words, _LONG_FORMS, scorer=OSA.distance, score_cutoff=_MOST_SLIPS, dtype=np.uint8
    )
    nearest: list[int] = near.min(axis=1).tolist()
    seen = {scan_key(form) for form in _LONG_FORMS}
    starts = {form[:length] for form in _CUT_FORMS for length in range(_LONG_ENOUGH, len(form))}
    return [
        word
        for word, slips in zip(words, nearest, strict=True)
        if slips <= _MOST_SLIPS or word in starts or scan_key(word) in seen
    ]


@cache
def form_words() -> frozenset[str]:
    """Return the words of which legal forms consist."""
    return frozenset(word for form in legal_forms()[0] for word in form)


#: Short legal forms, which only their last place separates from words one letter away.
_SHORT_FORMS = ("ltd", "llc", "inc", "corp", "gmbh", "ltda", "plc", "jsc", "bhd", "sdn")


def mend_end(words: list[str]) -> list[str]:
    """Return the words of a name with a slip in the short legal form at its end undone.

    'trading ci ltd', 'shipping ltt', 'group lllc'.
    """
    if len(words) < _NAMED or words[-1] in form_words():
        mended_words = words
    else:
        short = (form for form in _SHORT_FORMS if OSA.distance(words[-1], form) <= 1)
        known = (
            len(words[-1]) not in _SHORT_LENGTH
            or words[-1] in vocabulary()
            or words[-1] in borrowed_words()
        )
        mended_words = words if known else [*words[:-1], next(short, words[-1])]
    if len(words) > _NAMED and mended_words[-1] in {"ltd", "limited", "inc", "llc"}:
        before = mended_words[-2]
        slipped = len(before) == len("co") and OSA.distance(before, "co") == 1
        doubled = len(before) == len("coo") and set(before) == set("co")
        if (slipped or doubled) and before not in form_words():
            mended_words = [*mended_words[:-2], "co", mended_words[-1]]
    return mended_words


_NAMED, _SHORT_LENGTH = 2, range(3, 6)


def is_form_word(word: str) -> bool:
    """Whether a folded word is one of those of which legal forms consist."""
    return word in form_words()


def is_whole_form(word: str) -> bool:
    """Return whether a folded word is a legal form by itself, and not only a part of one."""
    return word in INNER_FORMS or (word,) in legal_forms()[0]


@cache
def known_words() -> frozenset[str]:
    """Return the words of trade, place and legal form that the tables know.

    All that a word can be a misspelling of.
    """
    return frozenset(vocabulary()) | form_words()
