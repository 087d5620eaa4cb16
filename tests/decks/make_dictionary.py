"""Writes the words of the dictionary that firms choose as names (``screen/names/data``).

``apt install wamerican wbritish``, then ``python tests/decks/make_dictionary.py``: the middle
size of SCOWL (Spell Checker Oriented Word Lists), American and British, with its names of people
and places. A firm that is called by such a word shares its name with many others; one called by a
coined word (Esquel, Hoshine) does not. SCOWL's notices, under which it may be passed on, are
written beside the table.
"""

import csv
import sys
from pathlib import Path

DATA = Path(__file__).parent.parent.parent / "screen" / "names" / "data"
DICTIONARIES = Path("/usr/share/dict/american-english"), Path("/usr/share/dict/british-english")
NOTICES = Path("/usr/share/doc/wamerican/copyright")
LEAST_LETTERS, MOST_LETTERS = 3, 12


def main() -> None:
    if not all(path.exists() for path in (*DICTIONARIES, NOTICES)):
        sys.exit("the word lists are missing: apt install wamerican wbritish")
    words = {
        word.lower()
        for path in DICTIONARIES
        for word in path.read_text(encoding="utf-8").split()
        if LEAST_LETTERS <= len(word) <= MOST_LETTERS and word.isascii() and word.isalpha()
    }
    with (DATA / "dictionary_words.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["word"])
        writer.writerows([word] for word in sorted(words))
    notices = NOTICES.read_text(encoding="utf-8")
    start = notices.index("The collective work is Copyright")
    text = "\n".join(line.rstrip() for line in notices[start:].splitlines())
    (DATA / "dictionary_words.notice.txt").write_text(
        f"dictionary_words.csv is made of SCOWL by tests/decks/make_dictionary.py.\n\n{text}\n",
        encoding="utf-8",
    )


if __name__ == "__main__":
    main()
