"""Folds a header to plain words, and splits what it says first from brackets and explanations."""

import re
import unicodedata

#: Letters that Unicode does not take apart into a base and a mark.
_LETTERS = str.maketrans({"ł": "l", "đ": "d", "ı": "i", "ø": "o", "æ": "ae", "œ": "oe"})
_CAMEL = re.compile(r"(?<=[a-zà-ÿ])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z]{2})")
_NUMBER_SIGN = re.compile(r"#|№|\b[Nn]\s?[°º](?!\w)|\b[Nn]ro\.")
_BRACKETS = re.compile(r"[(（\[【「<＜].*?(?:[)）\]】」>＞]|$)", re.DOTALL)
#: A header of more letters carries an explanation; it says what it is before the first of these.
_LONG = 40
_EXPLANATION = re.compile(r"\n|[:：;；?？。]|\s[-–—]\s|\.\s|,\s")


def plain_words(text: str) -> str:
    """Fold a header to lower-case words separated by single spaces.

    Scripts are kept; accents on Latin letters are removed.

    >>> plain_words("Vendor_Name*")
    'vendor name'
    >>> plain_words("HSCode / CountryOfOrigin")
    'hs code country of origin'
    """
    text = unicodedata.normalize("NFKC", _NUMBER_SIGN.sub(" no ", text))
    text = _CAMEL.sub(" ", text).casefold().translate(_LETTERS)
    if not text.isascii():
        text = unicodedata.normalize(
            "NFC", "".join(_without_marks(unicodedata.normalize("NFD", text)))
        )
    return " ".join(re.sub(r"[\W_]+", " ", text).split())


def _without_marks(decomposed: str) -> list[str]:
    """Drop the accents that stand on Latin letters; й and dakuten stay letters of their own."""
    kept: list[str] = []
    latin = False
    for letter in decomposed:
        if "\u0300" <= letter <= "\u036f":
            if latin:
                continue
        else:
            latin = letter < "\u0250" or "\u1e00" <= letter <= "\u1eff"
        kept.append(letter)
    return kept


def header_parts(text: str) -> tuple[str, str]:
    """Split a header into what it says first and the rest (brackets, an explanation), both as
    written.

    >>> header_parts("Tier 4 (Ginner)")
    ('Tier 4', 'Ginner')
    """
    first = _BRACKETS.sub(" ", text).strip()
    inside = " ".join(found.strip("()（）[]【】「」<>＜＞ ") for found in _BRACKETS.findall(text))
    if len(first) > _LONG:
        cut = _EXPLANATION.search(first, 3)
        if cut:
            # What stands in brackets behind the cut belongs to the explanation; it never says more
            # than the front.
            return first[: cut.start()].strip(), ""
    if not plain_words(first):
        return inside, ""
    return first, inside if len(inside) <= _LONG else ""
