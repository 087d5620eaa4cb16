"""Explains the matches of all findings at once, in several processes where there are many."""

from collections.abc import Mapping, Sequence

import polars as pl

from screen.matching.matcher import explain_match
from screen.matching.parallel import map_chunks
from screen.names.parse import parse_name

#: A match: the compared name, the listed one, which of the entry's names it is, and the cell.
Matched = tuple[str, str, str, str]
#: Its explanation, and how many letters the names have that are the same; 0 if they are not.
Explained = tuple[list[str], int]
Explanations = Mapping[Matched, Explained]

_COLUMNS = ("variant", "matched_name", "name_kind", "value")
#: So many matches are explained at a time.
_CHUNK = 5_000


def explanations(matches: pl.DataFrame) -> dict[Matched, Explained]:
    """Return what is said of each of ``matches`` (hits), each distinct one explained once."""
    distinct: list[Matched] = matches.select(_COLUMNS).unique(maintain_order=True).rows()
    chunks = [distinct[at : at + _CHUNK] for at in range(0, len(distinct), _CHUNK)]
    said = map_chunks(explain_chunk, chunks)
    return dict(zip(distinct, (one for part in said for one in part), strict=True))


def explain_chunk(matches: Sequence[Matched]) -> list[Explained]:
    """Return the explanation of each match of a chunk, in its order."""
    return [
        (explain_match(name, listed, kind, cell or ""), same_letters(name, listed))
        for name, listed, kind, cell in matches
    ]


def same_letters(name: str, listed: str) -> int:
    """Return how many letters two names have that are the same, legal forms aside; 0 if others."""
    one, other = ("".join(parse_name(text).core.split()) for text in (name, listed))
    return len(one) if one == other else 0
