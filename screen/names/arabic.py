"""Arabic names: known words of trade, place and legal form in English.

Arabic writes its article and some of its prepositions and conjunctions in one with the word
(``data/arabic_words.csv`` holds the words without them).
"""

import re
from functools import cache

from screen.core.data_tables import read_table
from screen.names.native_words import native_words

_ARABIC = re.compile(r"[\u0600-\u06ff]")
#: 'And', then 'the', 'for the', 'in the' or 'for'.
_BEFORE = "\u0648?(?:\u0627\u0644|\u0644\u0644|\u0628\u0627\u0644|\u0644)?"
#: Letters that are written in more ways than one: alef with or without hamza, final ha for ta,
#: Persian ya and kaf.
_ONE_LETTER = str.maketrans(
    "\u0623\u0625\u0622\u0629\u0649\u06cc\u06a9", "\u0627\u0627\u0627\u0647\u064a\u064a\u0643"
)
#: The article before a word that the table does not know; Latin spellings write it apart.
_ARTICLE = re.compile(r"(?<!\w)\u0627\u0644(?=\w{3})")
#: Marks of short vowels, and the stroke that lengthens a word in print.
_MARKS = re.compile("[\u064b-\u0652\u0640]")


def holds_arabic(text: str) -> bool:
    """Whether ``text`` holds an Arabic letter."""
    return bool(_ARABIC.search(text))


@cache
def _words() -> tuple[re.Pattern[str], dict[str, str]]:
    latin = {
        row["word"].translate(_ONE_LETTER): row["latin"]
        for row in (*native_words(_ARABIC), *read_table("screen.names", "arabic_words"))
    }
    longest_first = "|".join(map(re.escape, sorted(latin, key=len, reverse=True)))
    return re.compile(rf"(?<!\w){_BEFORE}({longest_first})(?!\w)"), latin


def in_english(text: str) -> str:
    """Return ``text`` with its known Arabic words in English.

    >>> in_english("شركة هوشين للسيليكون").split()
    ['هوشين', 'silicon']
    """
    pattern, latin = _words()
    plain = _MARKS.sub("", text).translate(_ONE_LETTER)
    said = pattern.sub(lambda found: f" {latin[found.group(1)]} ", plain)
    return _ARTICLE.sub("al ", said)
