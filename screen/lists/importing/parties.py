"""What the importers of sanctions lists share.

Programs, countries of addresses, remarks as claims.
"""

import csv
import re
from collections.abc import Iterable, Sequence
from fnmatch import fnmatchcase

from screen.lists.importing.draft import Claim, Draft
from screen.names.fold import fold
from screen.names.legal_forms import is_form_word
from screen.reference.countries import find_country

#: A claim quotes at most this much of a publisher's remarks.
LONGEST_QUOTE = 280
_NO_NAME = re.compile(r"^(?:care of|c/o)\b|\(KP[ei]\.\d{3}\)$", re.IGNORECASE)


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


def names_in_text(text: str) -> list[str]:
    """Return the names of a cell of free text: between commas, semicolons, bars, lines and 'or'.

    A comma before a legal form is part of the name.

    >>> names_in_text("ETC, Example Trade Co., Ltd. or Example")
    ['ETC', 'Example Trade Co., Ltd.', 'Example']
    """
    names: list[str] = []
    for part in re.split(r"[,;|\n]|\s+or\s+", text):
        plain = " ".join(part.split())
        if not plain:
            continue
        words = fold(plain).split()
        if names and words and all(map(is_form_word, words)):
            names[-1] += f", {plain}"
        else:
            names.append(plain)
    return names


def no_name(text: str) -> bool:
    """Return whether a text among the names is not a name: an address, or another entry's number.

    >>> no_name("Care of First Oil JV Co Ltd"), no_name("Second Academy (KPe.018)")
    (True, True)
    """
    return bool(_NO_NAME.search(text))


def several_values(cell: str) -> list[str]:
    """Return the values of a cell that is itself CSV with ';' between values."""
    line = " ".join(cell.split())
    try:
        values = next(csv.reader([line], delimiter=";"), [])
    except csv.Error:
        values = line.split(";")
    return [text.strip() for text in values if text.strip()]
