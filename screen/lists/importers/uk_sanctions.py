"""The UK Sanctions List of the Foreign, Commonwealth and Development Office: UK-Sanctions-List.csv.

A line with the day of the report stands before the header. A designation takes many lines, because
its names, addresses and the rest are multiplied with each other; they are joined by ``Unique ID``.
Persons are left out. ``--program "*Korea*"`` keeps the regimes of that name.
"""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

from screen.core.errors import WatchlistError
from screen.lists.importing.draft import Choices, Claim, Draft, Publication, Reading
from screen.lists.importing.official_files import parse_date, read_csv_records, read_official_text
from screen.lists.importing.parties import add_remarks, countries_of, keep_program
from screen.lists.importing.party_records import LeftOut, doubt_unnamed, leave_out
from screen.models.vocabulary import EntryKind

PUBLICATION = Publication(
    title="UK Sanctions List: entities and ships",
    publisher="UK Foreign, Commonwealth and Development Office",
    kind="official-list",
    effect="sanction",
    prefix="uk",
    max_age_days=30,
    consequence=(
        "what its regime imposes, mostly a freeze of its assets, binds persons in the United"
        " Kingdom (Sanctions and Anti-Money Laundering Act 2018 and the regulations of the regime);"
        " no ban on imports into the United States follows from that"
    ),
    legal_basis=("Sanctions and Anti-Money Laundering Act 2018 (UK) and the regime's regulations",),
    homepage="https://www.gov.uk/government/publications/the-uk-sanctions-list",
    license="Open Government Licence v3.0; our own sentences under Apache-2.0",
    coverage_note="Persons are left out.",
)
_WANTED = "the UK's UK-Sanctions-List.csv"
_NEEDED = ("Unique ID", "Name 6", "Name type", "Regime Name", "Designation Type")
_KINDS: dict[str, EntryKind] = {"entity": "entity", "ship": "vessel"}
_REPORT_DATE = re.compile(r"Report Date:\s*([\w/ -]+)")
_IMO = re.compile(r"\b(\d{7})\b")
#: A family name or the whole name of a firm stands in the sixth part: it is written last.
_PARTS = tuple(f"name {number}" for number in range(1, 7))
_STREET = (*(f"address line {number}" for number in range(1, 7)), "address postal code")
Record = Mapping[str, str]


def read(files: Sequence[Path], choices: Choices) -> Reading:
    """Return the entities and ships of the file, of the regimes that ``choices`` names."""
    reading = Reading(PUBLICATION, [])
    left: LeftOut = {}
    needed = tuple(name.lower() for name in _NEEDED)
    for path in files:
        stated = _REPORT_DATE.search(read_official_text(path)[:200])
        made = parse_date(stated[1].strip(), "%d-%b-%Y", "%d/%m/%Y", "%d %B %Y") if stated else None
        reading.as_of = reading.as_of or made
        designations: dict[str, list[Record]] = {}
        for record in read_csv_records(path, needed, _WANTED, reading.doubts, preamble=True):
            designations.setdefault(record["unique id"], []).append(record)
        if not designations:
            raise WatchlistError(f"is not {_WANTED}: it holds no designation", path=path)
        named = sum(any(map(_name, lines)) for lines in designations.values())
        doubt_unnamed(reading, path, len(designations), named)
        for identity, lines in designations.items():
            draft = _draft(identity, lines, choices, left)
            if draft:
                reading.drafts.append(draft)
    reading.left_out = left
    return reading


def _name(record: Record) -> str:
    return " ".join(text for part in _PARTS if (text := _plain(record.get(part, ""))))


def _plain(text: str) -> str:
    return " ".join(text.replace("|", " ").split())


def _draft(identity: str, lines: Sequence[Record], choices: Choices, left: LeftOut) -> Draft | None:
    regimes = _several(lines, "regime name")
    if not keep_program(regimes, choices.programs):
        leave_out(left, "of other regimes")
        return None
    kind = _plain(lines[0]["designation type"]).lower()
    if kind not in _KINDS:
        leave_out(left, "individuals" if kind == "individual" else f"of the type {kind or '?'}")
        return None
    primary, others, weak = _names(lines)
    if not primary:
        leave_out(left, "without a name")
        return None
    countries = countries_of(_several(lines, "address country"))
    days = [_day(text) for text in _several(lines, "date designated")]
    day = min((one for one in days if one), default=None)
    numbers = _several(lines, "business registration number (s)")
    draft = Draft(
        _KINDS[kind],
        primary,
        key=identity,
        aliases=others,
        weak_aliases=weak,
        native_names=tuple(_several(lines, "name non-latin script")),
        country="" if kind == "ship" else next(iter(countries), ""),
        address="|".join(dict.fromkeys(filter(None, map(_address, lines)))),
        identifiers=tuple(
            dict.fromkeys(
                [
                    *(
                        f"IMO {number}"
                        for text in _several(lines, "imo number")
                        for number in _IMO.findall(text)
                    ),
                    *numbers,
                    f"UK {identity}",
                    *(f"UN {text}" for text in _several(lines, "un reference number")),
                ]
            )
        ),
        effective_from=day,
    )
    imposed = ", ".join(
        dict.fromkeys(
            part.strip() for text in _raw(lines, "sanctions imposed") for part in text.split("|")
        )
    )
    draft.claims.append(
        Claim(
            f"The UK Sanctions List names {primary} under {' and '.join(regimes) or 'no regime'} as"
            f" {identity}" + (f", since {day}." if day else "."),
            locator=identity,
            date=day.isoformat() if day else "",
            caveat=(f"Imposed: {imposed}. " if imposed else "")
            + "Binds persons in the United Kingdom; read the regulations of the regime.",
        )
    )
    remarks = [*_several(lines, "uk statement of reasons"), *_several(lines, "other information")]
    add_remarks(draft, "The UK", " ".join(remarks[:2]), identity)
    return draft


def _names(lines: Sequence[Record]) -> tuple[str, tuple[str, ...], tuple[str, ...]]:
    """Return the primary name, the aliases and the weak ones; a blank type stands for primary."""
    primary, others, weak = "", [], []
    for record in lines:
        name, sort = _name(record), _plain(record["name type"]).lower()
        if not name:
            continue
        if not primary and sort in {"", "primary name"}:
            primary = name
        elif "low" in record.get("alias strength", "").lower():
            weak.append(name)
        else:
            others.append(name)
    primary = primary or next(iter([*others, *weak]), "")
    aliases = tuple(name for name in dict.fromkeys(others) if name != primary)
    lows = (name for name in dict.fromkeys(weak) if name != primary and name not in aliases)
    return primary, aliases, tuple(lows)


def _raw(lines: Sequence[Record], column: str) -> list[str]:
    found = (" ".join(record.get(column, "").split()) for record in lines)
    return [text for text in dict.fromkeys(found) if text]


def _several(lines: Sequence[Record], column: str) -> list[str]:
    return [text.replace("|", " ") for text in _raw(lines, column)]


def _address(record: Record) -> str:
    parts = (_plain(record.get(name, "")) for name in (*_STREET, "address country"))
    return ", ".join(filter(None, parts))


def _day(text: str) -> date | None:
    return parse_date(text, "%d/%m/%Y", "%d-%b-%Y")
