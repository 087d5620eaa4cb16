"""Brands that are written in Latin letters as no rule reads them: 宁德时代 is CATL, 寶成 Pou Chen.

``data/brand_readings.csv`` holds what firms call themselves. It is a further reading beside that
of the script, because papers have both.
"""

import re
from collections.abc import Iterator
from functools import cache

from screen.core.data_tables import read_table
from screen.names.east_asian import simplified


@cache
def _brands() -> tuple[re.Pattern[str], dict[str, tuple[str, ...]]]:
    latin: dict[str, dict[str, None]] = {}
    for row in read_table("screen.names", "brand_readings"):
        for word in (row["word"], simplified(row["word"])):
            latin.setdefault(word, {})[row["latin"]] = None
    longest_first = sorted(latin, key=len, reverse=True)
    return re.compile("|".join(map(re.escape, longest_first))), {
        word: tuple(ways) for word, ways in latin.items()
    }


def read_as_brands(text: str) -> Iterator[str]:
    """Yield ``text`` with the first brand in it as its firm spells it in Latin letters.

    Nothing where no brand is known; several where a brand has several spellings.
    """
    pattern, latin = _brands()
    if found := pattern.search(text):
        for spelled in latin[found.group()]:
            yield f"{text[: found.start()]} {spelled} {text[found.end() :]}"
