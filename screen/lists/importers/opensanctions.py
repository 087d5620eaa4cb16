"""OpenSanctions data.

``targets.simple.csv``, or ``entities.ftm.json`` (FollowTheMoney, one entity a line).

The data is licensed CC BY-NC 4.0: flscreen reads it as the user's own file and never bundles it.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from screen.core.errors import WatchlistError
from screen.lists.importing.draft import Choices, Claim, Draft, Publication, Reading
from screen.lists.importing.identifier_kinds import FTM_LABELS, labelled
from screen.lists.importing.official_files import parse_date, read_csv_records, read_json_lines
from screen.lists.importing.parties import add_remarks, keep_program, several_values
from screen.models.vocabulary import Effect, EntryKind
from screen.reference.countries import is_country_code

PUBLICATION = Publication(
    title="OpenSanctions",
    publisher="OpenSanctions",
    kind="official-report",
    effect="advisory",
    prefix="os",
    max_age_days=30,
    homepage="https://www.opensanctions.org/datasets/",
    license="CC BY-NC 4.0 (OpenSanctions)",
)

#: What follows from being in a data set of OpenSanctions, where all of a file is of that data set.
EFFECTS: dict[str, tuple[Effect, tuple[str, ...]]] = {
    "us_dhs_uflpa": (
        "rebuttable-presumption",
        ("Uyghur Forced Labor Prevention Act, Pub. L. 117-78",),
    ),
    "us_cbp_forced_labor": ("import-ban", ("19 U.S.C. 1307",)),
    "us_ofac_sdn": ("sanction", ("31 C.F.R. Chapter V",)),
    "un_sc_sanctions": ("sanction", ("resolutions of the UN Security Council",)),
    "eu_fsf": ("sanction", ("the EU regulation of each program",)),
    "gb_fcdo_sanctions": ("sanction", ("Sanctions and Anti-Money Laundering Act 2018 (UK)",)),
}
_KINDS: dict[str, EntryKind] = {
    "Company": "entity",
    "Organization": "entity",
    "LegalEntity": "entity",
    "PublicBody": "entity",
    "Vessel": "vessel",
}
_PEOPLE = {
    "Person": "people",
    "Airplane": "aircraft",
    "CryptoWallet": "crypto wallets",
    "Security": "securities",
}
#: FollowTheMoney links between parties: (property of the one, property of the other, how the
#: second stands to the first).
_LINKS = {
    "Ownership": ("owner", "asset", "is owned by"),
    "Directorship": ("director", "organization", "is directed by"),
    "UnknownLink": ("subject", "object", "is linked to"),
    "Succession": ("predecessor", "successor", "succeeds"),
}


def read(files: Sequence[Path], choices: Choices) -> Reading:
    """Companies, organisations and vessels of the file(s).

    People, aircraft and other things are counted and left out.
    """
    reading = Reading(PUBLICATION, [])
    left: dict[str, int] = {}
    datasets: set[str] = set()
    for path in files:
        name = path.name.lower()
        drafts = (
            _read_ftm(path, choices, reading.doubts, left, datasets)
            if name.endswith((".json", ".jsonl"))
            else (_read_simple(path, choices, reading.doubts, left, datasets))
        )
        reading.drafts += drafts
    if len(datasets) == 1:
        (only,) = datasets
        effect, law = EFFECTS.get(only, (PUBLICATION.effect, ()))
        reading.publication = replace(
            PUBLICATION, title=f"OpenSanctions: {only}", effect=effect, legal_basis=law
        )
    reading.left_out = left
    return reading


def _read_simple(
    path: Path, choices: Choices, doubts: list[str], left: dict[str, int], datasets: set[str]
) -> list[Draft]:
    needed = (
        "id",
        "schema",
        "name",
        "aliases",
        "countries",
        "addresses",
        "identifiers",
        "sanctions",
        "dataset",
    )
    drafts = []
    for record in read_csv_records(path, needed, "OpenSanctions' targets.simple.csv", doubts):
        sanctions = several_values(record["sanctions"])
        programs = [
            *several_values(record.get("program_ids", "")),
            *(text.split(" - ")[0] for text in sanctions),
        ]
        draft = _draft(
            record["id"],
            record["schema"],
            record["name"],
            several_values(record["aliases"]),
            several_values(record["countries"]),
            several_values(record["addresses"]),
            [labelled(value) for value in several_values(record["identifiers"])],
            programs,
            choices,
            left,
        )
        if draft is None:
            continue
        names = record["dataset"]
        datasets.update(several_values(names))
        for text in sanctions or [""]:
            draft.claims.append(
                _claim(draft, names, text, record.get("first_seen", "")[:10], record["id"])
            )
        drafts.append(draft)
    return drafts


def _read_ftm(
    path: Path, choices: Choices, doubts: list[str], left: dict[str, int], datasets: set[str]
) -> list[Draft]:
    parties: list[Mapping[str, Any]] = []
    sanctions: dict[str, list[Mapping[str, list[str]]]] = {}
    addresses: dict[str, str] = {}
    links: list[tuple[str, str, str]] = []
    names: dict[str, str] = {}
    for entity in read_json_lines(path, "OpenSanctions' entities.ftm.json", doubts):
        schema, properties = str(entity.get("schema", "")), entity.get("properties") or {}
        if "id" not in entity or not schema:
            raise WatchlistError(
                "is not FollowTheMoney data: a line has no 'id' or 'schema'",
                path=path,
                hint="give entities.ftm.json",
            )
        names[entity["id"]] = _caption(entity)
        if schema == "Sanction":
            for party in properties.get("entity", []):
                sanctions.setdefault(party, []).append(properties)
        elif schema == "Address":
            addresses[entity["id"]] = (properties.get("full") or [_caption(entity)])[0]
        elif schema in _LINKS:
            one, other, word = _LINKS[schema]
            links += [
                (b, word, a) for a in properties.get(one, []) for b in properties.get(other, [])
            ]
        else:
            parties.append(entity)
    notes: dict[str, list[str]] = {}
    for party, word, other in links:
        notes.setdefault(party, []).append(f"{word} {names.get(other, other)}")
    drafts = []
    for party_entity in parties:
        entity = dict(party_entity)
        properties = dict(entity.get("properties") or {})
        own = sanctions.get(entity["id"], [])
        programs = [
            text for item in own for key in ("programId", "program") for text in item.get(key, [])
        ]
        draft = _draft(
            entity["id"],
            entity["schema"],
            _caption(entity),
            [
                *properties.get("name", []),
                *properties.get("alias", []),
                *properties.get("previousName", []),
            ],
            properties.get("jurisdiction") or properties.get("country", []),
            [
                *properties.get("address", []),
                *(addresses.get(key, "") for key in properties.get("addressEntity", [])),
            ],
            [
                labelled(value, label)
                for key, label in FTM_LABELS.items()
                for value in properties.get(key, [])
            ],
            programs,
            choices,
            left,
        )
        if draft is None:
            continue
        draft.weak_aliases = tuple(properties.get("weakAlias", []))
        draft.note = "; ".join(dict.fromkeys(notes.get(entity["id"], [])))[:300]
        starts = [
            day
            for item in own
            for text in item.get("startDate", [])
            if (day := parse_date(text[:10]))
        ]
        ends = [
            day
            for item in own
            for text in item.get("endDate", [])
            if (day := parse_date(text[:10]))
        ]
        draft.effective_from = min(starts, default=None)
        draft.effective_to = max(ends) if ends and len(ends) == len(own) else None
        datasets.update(entity.get("datasets", []))
        nothing: Mapping[str, list[str]] = {}
        for item in own or [nothing]:
            said = " - ".join(
                text for key in ("program", "reason", "status") for text in item.get(key, [])[:1]
            )
            source = next(iter(item.get("sourceUrl", [])), "")
            publisher = "; ".join(item.get("authority", [])) or ", ".join(
                entity.get("datasets", [])
            )
            seen = (item.get("startDate") or [str(entity.get("first_seen") or "")])[0][:10]
            draft.claims.append(_claim(draft, publisher, said, seen, source or entity["id"]))
        for note in properties.get("notes", [])[:1]:
            add_remarks(draft, "OpenSanctions", note, entity["id"])
        drafts.append(draft)
    return drafts


def _draft(
    identity: str,
    schema: str,
    name: str,
    aliases: Iterable[str],
    countries: Iterable[str],
    addresses: Iterable[str],
    identifiers: Iterable[str],
    programs: Sequence[str],
    choices: Choices,
    left: dict[str, int],
) -> Draft | None:
    if schema not in _KINDS:
        what = _PEOPLE.get(schema, f"of the schema {schema}")
        left[what] = left.get(what, 0) + 1
        return None
    if not keep_program(programs, choices.programs):
        left["of other programs"] = left.get("of other programs", 0) + 1
        return None
    if len(name) < 2:
        left["without a name"] = left.get("without a name", 0) + 1
        return None
    codes = [code.upper() for code in countries if is_country_code(code.upper())]
    return Draft(
        _KINDS[schema],
        name,
        key=identity,
        aliases=tuple(dict.fromkeys(_cell(alias) for alias in aliases if alias != name)),
        country="" if schema == "Vessel" else next(iter(codes), ""),
        address="|".join(dict.fromkeys(_cell(text) for text in addresses if text)),
        identifiers=tuple(dict.fromkeys(_cell(text) for text in identifiers)),
    )


def _claim(draft: Draft, publisher: str, said: str, day: str, locator: str) -> Claim:
    under = f": “{said[:200]}”" if said else ""
    return Claim(
        f"OpenSanctions carries {draft.name[:100]} as listed by"
        f" {publisher[:100] or 'a source it does not name'}{under}.",
        locator=locator,
        date=day if parse_date(day) else "",
        caveat=(
            "Read from OpenSanctions' collected data; check the publisher's own list before acting."
        ),
    )


def _caption(entity: Mapping[str, Any]) -> str:
    names = (entity.get("properties") or {}).get("name") or [""]
    return _cell(str(entity.get("caption") or names[0]))


def _cell(text: str) -> str:
    return " ".join(text.replace("|", " ").split())
