"""Writes the words of the dictionary that firms choose as names (``screen/names/data``).

``pip install wordfreq english-words``, then ``python tests/decks/make_dictionary.py``. A word
counts
where Webster's Second (web2, in the public domain) has it and it is met in everyday English at
least
once in a million words (wordfreq, Zipf scale 3.0). A firm that is called by such a word shares its
name with many others; one called by a coined word (Esquel, Hoshine) does not.
"""

import csv
from pathlib import Path

from english_words import get_english_words_set
from wordfreq import zipf_frequency

TABLE = Path(__file__).parent.parent.parent / "screen" / "names" / "data" / "dictionary_words.csv"
LEAST_LETTERS, MOST_LETTERS, LEAST_ZIPF = 3, 12, 3.0


def main() -> None:
    words = sorted(
        word
        for word in get_english_words_set(["web2"], lower=True, alpha=True)
        if LEAST_LETTERS <= len(word) <= MOST_LETTERS
        and word.isascii()
        and zipf_frequency(word, "en") >= LEAST_ZIPF
    )
    with TABLE.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["word"])
        writer.writerows([word] for word in words)


if __name__ == "__main__":
    main()
