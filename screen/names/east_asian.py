"""Chinese, Japanese and Korean names: known words in English, the rest as it is read.

Names are written without blanks; the known words of trade, place and legal form
(``data/east_asian_words.csv``) split them.
"""

import re
from functools import cache, lru_cache

from screen.core.data_tables import read_table
from screen.names.native_words import native_words
from screen.names.segmentation import Lexicon

_EAST_ASIAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff\uac00-\ud7a3\u3040-\u30ff]")
_SET_APART = re.compile(r"(?<=[\u3400-\u9fff])\s+(?=[\u3400-\u9fff])")
_FORM = re.compile(r"(?:股份)?有限(?:责任)?公司$|公司$")
#: A shipyard has the name of its town before it; a name that begins so is Korea's (조선).
_INSIDE = frozenset(["조선소"])
_HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]+")


def holds_east_asian(text: str) -> bool:
    """Whether ``text`` holds a Chinese, Japanese or Korean letter."""
    return bool(_EAST_ASIAN.search(text))


@cache
def _simplified() -> dict[int, str]:
    rows = read_table("screen.names", "traditional")
    return {ord(row["traditional"]): row["simplified"] for row in rows}


def simplified(text: str) -> str:
    """Return ``text`` with simplified Chinese characters for traditional ones."""
    return text.translate(_simplified())


def without_blanks(text: str) -> str:
    """Return ``text`` without blanks between Chinese characters, which a broken line puts in.

    >>> without_blanks("昌吉 溢达 Textile 纺织")
    '昌吉溢达 Textile 纺织'
    """
    return _SET_APART.sub("", text)


def without_form(name: str) -> str:
    """Return a Chinese name in simplified characters, without blanks and its legal form.

    >>> without_form("特變電工股份有限公司")
    '特变电工'
    """
    return _FORM.sub("", without_blanks(simplified(name)))


@cache
def _lexicon() -> Lexicon:
    latin = {
        word: row["latin"]
        for row in (
            *native_words(_EAST_ASIAN),
            *read_table("screen.names", "east_asian_words"),
        )
        for word in (row["word"], row["word"].translate(_simplified()))
    }
    towns = {
        row["canonical"]
        for table in ("place_variants", "foreign_words")
        for row in read_table("screen.names", table)
        if row["class"] == "place"
    }
    places = frozenset(word for word, said in latin.items() if said in towns)
    return Lexicon(latin, places, _INSIDE)


def translated(text: str) -> str:
    """``text`` with its known words in English, separated by blanks, the others simplified.

    >>> translated("新疆中泰化學").split()
    ['xinjiang', '中泰', 'chemical']
    """
    return _lexicon().segmented(simplified(text))


@lru_cache(maxsize=20_000)
def read_in_phrases(text: str) -> str:
    """``text`` with its known words in English and its other Chinese letters read in their phrase.

    A letter may have several readings, of which a table letter by letter knows one; '' where
    nothing in it is Chinese.
    """
    if not _HAN.search(text):
        return ""
    # Only Chinese names need it, and it takes a moment to load.
    from pypinyin import lazy_pinyin

    return _HAN.sub(lambda found: " " + "".join(lazy_pinyin(found.group())) + " ", translated(text))


@lru_cache(maxsize=20_000)
def own_characters(text: str) -> tuple[str, ...]:
    """Return the Chinese words of a name that the tables do not know, simplified.

    >>> own_characters("丹東鴻達貿易有限公司")
    ('鸿达',)
    """
    return tuple(_HAN.findall(translated(text)))
