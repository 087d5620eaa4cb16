"""Words of trade, place and legal form in scripts that are read in English.

``data/native_words.csv`` holds them; ``tests/decks/make_words.py`` makes it.
"""

import re

from screen.core.data_tables import read_table


def native_words(script: re.Pattern[str]) -> tuple[dict[str, str], ...]:
    """Return the words that are written in a script, with what they mean in English."""
    rows = read_table("screen.names", "native_words")
    return tuple(row for row in rows if script.match(row["word"]))
