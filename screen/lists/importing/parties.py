"""What the importers of sanctions lists share.

Programs, countries of addresses, remarks as claims.
"""

import csv
import re
from collections.abc import Iterable, Sequence
from fnmatch import fnmatchcase

from screen.lists.importing.draft import Claim, Draft
from screen.reference.countries import find_country

#: A claim quotes at most this much of a publisher's remarks.
LONGEST_QUOTE = 280


def program_names(text: str) -> list[str]:
    """Return the programs of OFAC's cell 'NPWMD] [IFSR', or of one separated by ';'."""
    return [part for piece in re.split(r"\]\s*\[|;|,", text) if (part := piece.strip(" []"))]


def keep_program(
    programs: Sequence[str], wanted: Sequence[str], countries: Sequence[str] = ()
) -> bool:
    """Whether an entry has a wanted program; ``DPRK*`` stands for all that begin so.

    ``NPWMD@KP`` keeps the entries of NPWMD that have an address in North Korea only. Without a
    wish everything is kept.
    """
    for pattern in wanted:
        name, _, country = pattern.upper().partition("@")
        if (not country or country in countries) and any(
            fnmatchcase(program.upper(), name) for program in programs
        ):
            return True
    return not wanted


def countries_of(names: Iterable[str]) -> list[str]:
    """Return the ISO codes of country names as lists write them ('Korea, North'), each once.

    Unknown ones are left out.
    """
    found = (find_country(name) for name in names if name)
    return list(dict.fromkeys(country.alpha2 for country in found if country))


def add_remarks(draft: Draft, publisher: str, remarks: str, locator: str) -> None:
    """Add the publisher's own remarks to a draft as a quotation, cut at a word where long."""
    remarks = " ".join(remarks.split()).strip(" .;")
    if not remarks:
        return
    if len(remarks) > LONGEST_QUOTE:
        remarks = remarks[:LONGEST_QUOTE].rsplit(" ", 1)[0] + " …"
    draft.claims.append(
        Claim(f"{publisher} remarks on {draft.name[:80]}: “{remarks}”.", locator=locator)
    )


def several_values(cell: str) -> list[str]:
    """Return the values of a cell that is itself CSV with ';' between values."""
    line = " ".join(cell.split())
    try:
        values = next(csv.reader([line], delimiter=";"), [])
    except csv.Error:
        values = line.split(";")
    return [text.strip() for text in values if text.strip()]
