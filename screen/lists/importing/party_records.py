"""Reads official lists with one record for each party, mostly one XML element."""

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

from lxml import etree

from screen.core.errors import WatchlistError
from screen.lists.importing.draft import Draft, Publication, Reading
from screen.lists.importing.markup import iterate_xml

#: Fewer records with a name than this are another layout of the file, not a list.
_NAMED = 0.95
#: How many parties were left out, by the reason why.
LeftOut = dict[str, int]


def read_records(
    publication: Publication,
    files: Sequence[Path],
    tags: Sequence[str],
    wanted: str,
    *,
    name_of: Callable[[etree._Element], object],
    made_on: Callable[[etree._Element], date | None],
    draft_of: Callable[[etree._Element, LeftOut], Draft | None],
) -> Reading:
    """Return the drafts of all elements called one of ``tags`` (local names).

    ``wanted`` names the file for messages; ``name_of`` is empty for a record without a name;
    ``made_on`` says on which day the file was made; ``draft_of`` is None for what is left out, and
    counts it. Raises WatchlistError where a file holds no such element.
    """
    reading = Reading(publication, [])
    left: LeftOut = {}
    for path in files:
        seen = named = 0
        for element in iterate_xml(path, *tags, wanted=wanted):
            seen += 1
            named += bool(name_of(element))
            if reading.as_of is None:
                reading.as_of = made_on(element)
            draft = draft_of(element, left)
            if draft:
                reading.drafts.append(draft)
        if seen == 0:
            raise WatchlistError(f"is not {wanted}: it holds no {tags[0]}", path=path)
        doubt_unnamed(reading, path, seen, named)
    reading.left_out = left
    return reading


def doubt_unnamed(reading: Reading, path: Path, seen: int, named: int) -> None:
    """Add a doubt where so few records have a name that the file must have another layout."""
    if named < seen * _NAMED:
        reading.doubts.append(
            f"{path}: only {named:,} of {seen:,} records have a name; its layout has changed"
        )


def leave_out(left: LeftOut, reason: str) -> None:
    """Count a party that is left out for ``reason``."""
    left[reason] = left.get(reason, 0) + 1
