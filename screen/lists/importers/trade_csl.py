"""The Consolidated Screening List of trade.gov, as CSV or JSON.

Export-control and sanctions lists in one file.

It holds neither the UFLPA list nor CBP's orders. Its sources differ in law, so the list as a whole
is an ``advisory``; where only
Treasury's blocking list is kept (``--program SDN``), it is a ``sanction``.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from screen.core.errors import WatchlistError
from screen.lists.importing.draft import Choices, Claim, Draft, Publication, Reading
from screen.lists.importing.official_files import parse_date, read_csv_records, read_json
from screen.lists.importing.parties import add_remarks, countries_of, keep_program
from screen.models.vocabulary import EntryKind
from screen.names.fold import fold

PUBLICATION = Publication(
    title="Consolidated Screening List",
    publisher="U.S. Department of Commerce, International Trade Administration",
    kind="official-list",
    effect="advisory",
    prefix="csl",
    max_age_days=30,
    legal_basis=("the law of the source list that each entry names",),
    homepage="https://www.trade.gov/consolidated-screening-list",
    coverage_note="Holds neither the UFLPA Entity List nor CBP's orders.",
)

_WANTED = "the Consolidated Screening List"
_BLOCKING = "Specially Designated Nationals (SDN) - Treasury Department"
_KINDS: dict[str, EntryKind] = {"": "entity", "entity": "entity", "vessel": "vessel"}


def read(files: Sequence[Path], choices: Choices) -> Reading:
    """Entities and vessels of the file(s).

    ``choices.programs`` keeps source lists (SDN, EL, MEU) and programs alike.
    """
    reading = Reading(PUBLICATION, [])
    left: dict[str, int] = {}
    sources: set[str] = set()
    for path in files:
        for record in _records(path, reading.doubts):
            draft = _draft(record, choices, left)
            if draft:
                reading.drafts.append(draft)
                sources.add(str(record["source"]))
    if sources and all(_short(source) == "SDN" for source in sources):
        reading.publication = replace(
            PUBLICATION,
            effect="sanction",
            title=f"{PUBLICATION.title}: {_BLOCKING}",
            legal_basis=("31 C.F.R. Chapter V (the sanctions programs named with each entry)",),
        )
    reading.left_out = left
    return reading


def _records(path: Path, doubts: list[str]) -> Iterable[Mapping[str, Any]]:
    if path.suffix.lower() != ".json":
        needed = ("source", "type", "programs", "name", "addresses", "alt_names", "remarks")
        for record in read_csv_records(path, needed, _WANTED, doubts):
            yield {**record, "id": record.get("_id", "")}
        return
    content = read_json(path, _WANTED)
    records = content.get("results") if isinstance(content, dict) else None
    if not isinstance(records, list):
        raise WatchlistError(
            f"is not {_WANTED}: it has no 'results'",
            path=path,
            hint="give the file as it was downloaded",
        )
    total = content.get("total")
    if isinstance(total, int) and total > len(records):
        doubts.append(
            f"{path}: states {total:,} records and holds {len(records):,}; it is one page of the"
            " list"
        )
    whole = [record for record in records if isinstance(record, dict)]
    if len(whole) < len(records):
        doubts.append(
            f"{path}: {len(records) - len(whole)} of its records are not objects; they are not in"
            " the list"
        )
    yield from whole


def _several(value: object) -> list[str]:
    """Several values: a list in JSON, joined by '; ' in CSV."""
    parts = value if isinstance(value, list) else str(value or "").split(";")
    return [text for part in parts if (text := str(part or "").strip())]


def _addresses(value: object) -> list[tuple[str, str]]:
    """(address as written, country) of each address: objects in JSON, 'street, city, CC' in CSV."""
    found = []
    for part in value if isinstance(value, list) else _several(value):
        if isinstance(part, dict):
            fields = [
                str(part.get(key) or "").strip()
                for key in ("address", "city", "state", "postal_code", "country")
            ]
            found.append((", ".join(filter(None, fields)), fields[-1]))
        else:
            found.append((str(part), str(part).rsplit(",", 1)[-1].strip()))
    return found


def _short(source: str) -> str:
    """'SDN' of 'Specially Designated Nationals (SDN) - Treasury Department'."""
    return source.rpartition("(")[2].partition(")")[0] if "(" in source else source


def _draft(record: Mapping[str, Any], choices: Choices, left: dict[str, int]) -> Draft | None:
    source = str(record.get("source") or "")
    programs = _several(record.get("programs"))
    kind = str(record.get("type") or "").lower()
    if not keep_program([_short(source), *programs], choices.programs):
        left["of other lists or programs"] = left.get("of other lists or programs", 0) + 1
        return None
    if kind not in _KINDS:
        plural = {"individual": "individuals"}.get(kind, kind)
        left[plural] = left.get(plural, 0) + 1
        return None
    name, _, successors = str(record.get("name") or "").partition("; and any successor")
    name = " ".join(name.split())
    addresses = _addresses(record.get("addresses"))
    codes = countries_of([country for _, country in addresses])
    number = str(record.get("entity_number") or "")
    key = f"{_short(source)}-{number}" if number else str(record.get("id") or "")
    notice = str(record.get("federal_register_notice") or "")
    draft = Draft(
        _KINDS[kind],
        name,
        key=fold(key).replace(" ", "-"),
        aliases=tuple(
            dict.fromkeys(alias for alias in _several(record.get("alt_names")) if alias != name)
        ),
        country="" if kind == "vessel" else next(iter(codes), ""),
        address="|".join(text.replace("|", " ") for text, _ in addresses),
        identifiers=tuple(_identifiers(record.get("ids"))),
        scope=f"and any successor{successors}" if successors else "",
        effective_from=parse_date(str(record.get("start_date") or ""), "%m/%d/%Y"),
        effective_to=parse_date(str(record.get("end_date") or ""), "%m/%d/%Y"),
        note=f"Other countries of its addresses: {', '.join(codes[1:])}." if len(codes) > 1 else "",
    )
    for lacks, what in ((len(name) < 2, "without a name"), (not source, "without a source list")):
        if lacks:
            left[what] = left.get(what, 0) + 1
            return None
    under = f" under {', '.join(programs)}" if programs else ""
    since = f", from {draft.effective_from}" if draft.effective_from else ""
    draft.claims.append(
        Claim(
            f"The Consolidated Screening List carries {name} from “{source}”{under}{since}.",
            locator=notice or (f"{_short(source)} {number}".strip()),
            date=draft.effective_from.isoformat() if draft.effective_from else "",
            caveat=(
                "What follows in law depends on the source list: export-control lists do not ban"
                " imports by themselves."
            ),
        )
    )
    add_remarks(draft, "The list", str(record.get("remarks") or ""), "remarks")
    return draft


def _identifiers(value: object) -> list[str]:
    found = []
    for part in value if isinstance(value, list) else _several(value):
        if isinstance(part, dict):
            found.append(f"{part.get('type') or ''} {part.get('number') or ''}".strip())
        else:
            found.append(str(part).strip())
    return [text.replace("|", " ") for text in found if text]
