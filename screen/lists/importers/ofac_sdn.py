"""OFAC's Specially Designated Nationals.

SDN.CSV with ALT.CSV and ADD.CSV, or SDN.XML (also the Consolidated lists).

The CSV files (https://sanctionslistservice.ofac.treas.gov) have no header, ``-0-`` for null, and
join on ent_num; SDN has 12
fields, ALT 5, ADD 6. The XML holds the same in one file and states its publication date and its
number of records.
"""

import re
from collections.abc import Iterable, Sequence
from pathlib import Path

from screen.core.errors import WatchlistError
from screen.lists.importing.draft import Choices, Claim, Draft, Publication, Reading
from screen.lists.importing.official_files import parse_date, read_csv_cells
from screen.lists.importing.parties import add_remarks, countries_of, keep_program, program_names
from screen.models.vocabulary import EntryKind

PUBLICATION = Publication(
    title="OFAC Specially Designated Nationals and Blocked Persons",
    publisher="U.S. Department of the Treasury, Office of Foreign Assets Control",
    kind="official-list",
    effect="sanction",
    prefix="ofac",
    max_age_days=30,
    legal_basis=("31 C.F.R. Chapter V (the sanctions programs named with each entry)",),
    homepage="https://sanctionslist.ofac.treas.gov/",
)

_WIDTHS = {"SDN": 12, "ALT": 5, "ADD": 6}
_NULL = "-0-"
_IMO = re.compile(r"\bIMO\s*(?:No\.?\s*)?(\d{7})\b", re.IGNORECASE)
_NUMBERED = re.compile(
    r"\b(Registration ID\b|Company Number|Registration Number|Tax ID No\.?|Business Number|Unified"
    r" Social Credit Code"
    r"(?: \(USCC\))?|LEI|Legal Entity Number|Commercial Registry Number|Government Gazette Number|"
    r"Economic Register Number \(CBLS\)|V\.A\.T\. Number|C\.R\. No\.|SWIFT/BIC|D-U-N-S"
    r" Number)\s*:?\s*#?\s*([A-Z0-9][A-Z0-9./-]{4,})",
    re.IGNORECASE,
)
_KINDS: dict[str, EntryKind] = {"": "entity", "entity": "entity", "vessel": "vessel"}


def read(files: Sequence[Path], choices: Choices) -> Reading:
    """Entities and vessels of the programs chosen.

    Individuals and aircraft are counted and left out.

    Raises WatchlistError where a file is none of OFAC's.
    """
    if any(path.suffix.lower() == ".xml" for path in files):
        if len(files) > 1:
            raise WatchlistError(
                "give SDN.XML alone, it holds names and addresses",
                path=files[1],
                hint="or give the CSV files",
            )
        return _read_xml(files[0], choices)
    return _read_csv(files, choices)


def _read_csv(files: Sequence[Path], choices: Choices) -> Reading:
    reading = Reading(PUBLICATION, [])
    tables: dict[str, list[list[str]]] = {}
    for path in files:
        part = _part_of(path)
        rows = read_csv_cells(path, _WIDTHS[part], f"OFAC's {part}.CSV", reading.doubts)
        if any(not row[0].isdigit() for row in rows):
            raise WatchlistError(
                f"is not OFAC's {part}.CSV: its first field is not a number", path=path
            )
        tables.setdefault(part, []).extend(
            [["" if cell == _NULL else cell for cell in row] for row in rows]
        )
    if "SDN" not in tables:
        raise WatchlistError(
            "SDN.CSV is missing", path=files[0], hint="give SDN.CSV, ALT.CSV and ADD.CSV together"
        )
    for part, what in (("ALT", "other names"), ("ADD", "addresses")):
        if part not in tables:
            reading.doubts.append(f"{part}.CSV is missing: {what} would be lost")
    known = {row[0] for row in tables["SDN"]}
    for part in ("ALT", "ADD"):
        orphans = {row[0] for row in tables.get(part, ())} - known
        if orphans:
            reading.doubts.append(
                f"{part}.CSV names {len(orphans)} entries that SDN.CSV lacks (such as"
                f" {min(orphans, key=int)}): SDN.CSV is cut off, or the files are of different days"
            )
    names: dict[str, list[tuple[str, str]]] = {}
    for number, _, kind, name, _ in tables.get("ALT", ()):
        names.setdefault(number, []).append((kind, name))
    places: dict[str, list[tuple[str, str, str]]] = {}
    for number, _, street, city, country, _ in tables.get("ADD", ()):
        places.setdefault(number, []).append((street, city, country))
    left: dict[str, int] = {}
    for row in tables["SDN"]:
        number, name, kind, program, *_, remarks = row
        draft = _draft(
            number,
            name,
            kind.lower(),
            program_names(program),
            remarks,
            [(other, False) for _, other in names.get(number, ())],
            places.get(number, ()),
            choices,
            left,
        )
        if draft:
            reading.drafts.append(draft)
    reading.left_out = left
    return reading


def _part_of(path: Path) -> str:
    """Return which of the three files this is, by its name ('SDN.CSV', 'alt (1).csv')."""
    stem = path.stem.upper()
    if "COMMENT" in stem:
        raise WatchlistError(
            "the comments file is not read", path=path, hint="give SDN.CSV, ALT.CSV and ADD.CSV"
        )
    for part in ("ALT", "ADD", "SDN"):
        if part in stem:
            return part
    if "PRIM" in stem:
        return "SDN"
    raise WatchlistError(
        "cannot tell which file of OFAC this is",
        path=path,
        hint="name it SDN.CSV, ALT.CSV or ADD.CSV",
    )


def _read_xml(path: Path, choices: Choices) -> Reading:
    from screen.lists.importing.markup import child_text, descendants, iterate_xml

    reading = Reading(PUBLICATION, [])
    left: dict[str, int] = {}
    stated, seen = None, 0
    for element in iterate_xml(path, "publshInformation", "sdnEntry", wanted="OFAC's SDN.XML"):
        if str(element.tag).endswith("publshInformation"):
            reading.as_of = parse_date(child_text(element, "Publish_Date"), "%m/%d/%Y")
            count = child_text(element, "Record_Count")
            stated = int(count) if count.isdigit() else None
            continue
        seen += 1
        names = [
            (
                " ".join(filter(None, (child_text(aka, "lastName"), child_text(aka, "firstName")))),
                child_text(aka, "category").lower() == "weak",
            )
            for aka in descendants(element, "aka")
        ]
        places = [
            (
                ", ".join(filter(None, (child_text(item, f"address{line}") for line in (1, 2, 3)))),
                " ".join(
                    filter(
                        None,
                        (
                            child_text(item, part)
                            for part in ("city", "stateOrProvince", "postalCode")
                        ),
                    )
                ),
                child_text(item, "country"),
            )
            for item in descendants(element, "address")
        ]
        numbers = [
            f"{child_text(item, 'idType')} {child_text(item, 'idNumber')}"
            for item in descendants(element, "id")
        ]
        remarks = "; ".join(filter(None, (child_text(element, "remarks"), *numbers)))
        draft = _draft(
            child_text(element, "uid"),
            " ".join(
                filter(None, (child_text(element, "lastName"), child_text(element, "firstName")))
            ),
            child_text(element, "sdnType").lower(),
            [item.text.strip() for item in descendants(element, "program") if item.text],
            remarks,
            names,
            places,
            choices,
            left,
        )
        if draft:
            reading.drafts.append(draft)
    if seen == 0:
        raise WatchlistError(
            "is not OFAC's SDN.XML: it holds no sdnEntry",
            path=path,
            hint="give the file as it was downloaded",
        )
    if stated is not None and stated != seen:
        reading.doubts.append(
            f"{path}: states {stated:,} records and holds {seen:,}; it is cut off"
        )
    reading.left_out = left
    return reading


def _draft(
    number: str,
    name: str,
    kind: str,
    programs: Sequence[str],
    remarks: str,
    names: Iterable[tuple[str, bool]],
    places: Sequence[tuple[str, str, str]],
    choices: Choices,
    left: dict[str, int],
) -> Draft | None:
    codes = countries_of(country for _, _, country in places)
    if not keep_program(programs, choices.programs, codes):
        left["of other programs"] = left.get("of other programs", 0) + 1
        return None
    if kind not in _KINDS:
        plural = {"individual": "individuals", "aircraft": "aircraft"}.get(
            kind, f"of the type {kind}"
        )
        left[plural] = left.get(plural, 0) + 1
        return None
    others = [(text, weak) for text, weak in names if text and text != name]
    draft = Draft(
        _KINDS[kind],
        name,
        key=number,
        aliases=tuple(dict.fromkeys(text for text, weak in others if not weak)),
        weak_aliases=tuple(dict.fromkeys(text for text, weak in others if weak)),
        country="" if kind == "vessel" else next(iter(codes), ""),
        address="|".join(
            text for place in places if (text := ", ".join(part for part in place if part))
        ),
        identifiers=tuple(
            dict.fromkeys(
                [f"IMO {found}" for found in _IMO.findall(remarks)]
                + [f"{label} {value}" for label, value in _NUMBERED.findall(remarks)]
            )
        ),
        note=f"Other countries of its addresses: {', '.join(codes[1:])}." if len(codes) > 1 else "",
    )
    what = "vessel" if kind == "vessel" else "entity"
    draft.claims.append(
        Claim(
            f"OFAC lists {name} as a blocked {what} under"
            f" {', '.join(programs) or 'a program it does not name'} (SDN entry {number}).",
            locator=f"SDN {number}",
        )
    )
    add_remarks(draft, "OFAC", remarks, f"SDN {number}, remarks")
    return draft
