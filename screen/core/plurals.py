"""Counts in words."""


def plural(count: int, word: str, several: str = "") -> str:
    """Return '1 row', '2,000 rows'; ``several`` is the plural of words that take more than an s.

    >>> plural(1, "more row"), plural(0, "row")
    ('1 more row', '0 rows')
    """
    return f"{count:,} {word if count == 1 else several or f'{word}s'}"
