"""Suggestions for words that a user misspelled."""

from collections.abc import Iterable
from difflib import get_close_matches


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Return "; did you mean 'country'?", or '' where no known word is like ``word``.

    >>> did_you_mean("contry", ["country", "city"])
    "; did you mean 'country'?"
    """
    meant = get_close_matches(word, list(known), n=1)
    return f"; did you mean {meant[0]!r}?" if meant else ""
