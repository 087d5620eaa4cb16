"""Any table as a watchlist.

.csv, .xlsx or another kind that flscreen reads, with a mapping file that names its columns.

The mapping (TOML) has a table ``[list]`` with what list.toml needs and a table ``[columns]`` from
our column to the header as
written::

    [list]
    title = "Suppliers that our auditors refused"
    publisher = "Example Importers Inc."
    kind = "internal"
    effect = "reported"
    max_age_days = 365

    [columns]
    name = "Factory"
    aliases = "Other names"        # several in a cell: separated by | or ;
    country = "Country"
    claim = "What was found"       # a sentence that names who said it; left out, one is made of the
    publisher's name
"""

import re
import tomllib
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from screen.core.errors import InputError, WatchlistError
from screen.intake.file_formats import read_tables
from screen.lists.importing.draft import Choices, Claim, Draft, Publication, Reading
from screen.models.vocabulary import Effect, EntryKind, ListKind
from screen.reference.countries import find_country

PUBLICATION = Publication(
    title="Imported table",
    publisher="",
    kind="internal",
    effect="reported",
    prefix="",
    max_age_days=365,
    license="",
)

Column = Literal[
    "name",
    "aliases",
    "weak_aliases",
    "native_names",
    "id",
    "kind",
    "country",
    "region",
    "city",
    "address",
    "sectors",
    "hs_prefixes",
    "identifiers",
    "scope",
    "effective_from",
    "effective_to",
    "note",
    "claim",
    "locator",
    "date",
    "caveat",
]
_KINDS: tuple[EntryKind, ...] = ("entity", "facility", "vessel", "country", "region", "commodity")
_HEADER_ROWS = 40


class _ListPart(BaseModel):
    model_config = ConfigDict(extra="forbid")

    title: str = Field(min_length=3)
    publisher: str = Field(min_length=2)
    kind: ListKind = "internal"
    effect: Effect = "reported"
    legal_basis: tuple[str, ...] = ()
    max_age_days: int = Field(365, gt=0)
    homepage: str = ""
    license: str = ""
    coverage_note: str = ""
    prefix: Annotated[str, Field(pattern=r"^[a-z0-9-]*$")] = ""


class Mapped(BaseModel):
    """A mapping file."""

    model_config = ConfigDict(extra="forbid")

    list: _ListPart
    columns: dict[Column, str]


def read(files: Sequence[Path], choices: Choices) -> Reading:
    """Return the rows of the table(s); a row without a name is a doubt.

    Raises WatchlistError where the mapping is missing or faulty, or where no sheet has the columns
    that it names.
    """
    if choices.mapping is None:
        raise WatchlistError(
            "the csv format needs --map FILE.toml, which names the columns;"
            " see 'Add a list' in the docs"
        )
    mapped = _load_mapping(choices.mapping)
    part = mapped.list
    publication = Publication(**part.model_dump())
    reading = Reading(publication, [])
    for path in files:
        try:
            tables = read_tables(path)
        except InputError as error:
            raise WatchlistError(str(error)) from error
        met = 0
        for table in tables:
            rows = [[str(cell or "").strip() for cell in row] for row in table.cells.iter_rows()]
            start = _header(rows, mapped.columns)
            if start is None:
                continue
            met += 1
            places = {
                column: rows[start].index(header) for column, header in mapped.columns.items()
            }
            for number, row in enumerate(rows[start + 1 :], start=start + 2):
                values = {column: row[index] for column, index in places.items()}
                if not any(values.values()):
                    continue
                if len(values["name"]) < 2:
                    reading.doubts.append(f"{path}, row {number}: has no name")
                    continue
                reading.drafts.append(
                    _draft(
                        values,
                        publication,
                        f"{path}, row {number}",
                        path.name,
                        number,
                        reading.doubts,
                    )
                )
        if not met:
            wanted = ", ".join(repr(header) for header in mapped.columns.values())
            raise WatchlistError(
                f"no sheet has all the columns of {choices.mapping}: {wanted}",
                path=path,
                hint="correct the mapping",
            )
    return reading


def _load_mapping(path: Path) -> Mapped:
    try:
        mapped = Mapped.model_validate(tomllib.loads(path.read_text(encoding="utf-8-sig")))
    except OSError as error:
        raise WatchlistError(
            f"{error.strerror or error}", path=path, hint="--map names a TOML file"
        ) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise WatchlistError(
            f"not valid TOML ({error})", path=path, hint="correct the file"
        ) from error
    except ValidationError as error:
        fault = error.errors()[0]
        where = ".".join(str(piece) for piece in fault["loc"] if piece != "[key]")
        raise WatchlistError(
            f"{where}: {fault['msg']}", path=path, hint="see 'Add a list' in the docs"
        ) from error
    if "name" not in mapped.columns:
        raise WatchlistError(
            "[columns] does not say which column holds the name", path=path, hint='add name = "..."'
        )
    return mapped


def _header(rows: Sequence[Sequence[str]], columns: Mapping[Column, str]) -> int | None:
    return next(
        (
            number
            for number, row in enumerate(rows[:_HEADER_ROWS])
            if set(columns.values()) <= set(row)
        ),
        None,
    )


def _draft(
    values: Mapping[Column, str],
    publication: Publication,
    where: str,
    file: str,
    row: int,
    doubts: list[str],
) -> Draft:
    def several(column: Column) -> tuple[str, ...]:
        return tuple(
            text for part in re.split(r"[|;\n]", values.get(column, "")) if (text := part.strip())
        )

    def day(column: Column) -> date | None:
        text = values.get(column, "")
        found = _day(text)
        if text and found is None:
            doubts.append(f"{where}: {column} '{text}' is not an ISO date (YYYY-MM-DD)")
        return found

    country = find_country(values.get("country", ""))
    if values.get("country") and country is None:
        doubts.append(f"{where}: '{values['country']}' is not a country that flscreen knows")
    kind = values.get("kind", "").casefold() or "entity"
    if kind not in _KINDS:
        doubts.append(f"{where}: kind '{kind}' is none of {', '.join(_KINDS)}")
        kind = "entity"
    name = values["name"]
    claim = values.get("claim") or f"{publication.publisher} lists {name} in “{publication.title}”."
    stated = day("date")
    return Draft(
        kind,  # type: ignore[arg-type]
        name,
        key=values.get("id", ""),
        aliases=several("aliases"),
        weak_aliases=several("weak_aliases"),
        native_names=several("native_names"),
        country=country.alpha2 if country else "",
        region=values.get("region", ""),
        city=values.get("city", ""),
        address=values.get("address", ""),
        sectors=several("sectors"),
        hs_prefixes=tuple(
            re.sub(r"\D", "", text)
            for text in re.split(r"[|;,\s]+", values.get("hs_prefixes", ""))
            if text
        ),
        identifiers=several("identifiers"),
        scope=values.get("scope", ""),
        effective_from=day("effective_from"),
        effective_to=day("effective_to"),
        note=values.get("note", ""),
        claims=[
            Claim(
                claim if claim.endswith(".") else claim + ".",
                locator=values.get("locator") or f"{file}, row {row}",
                date=stated.isoformat() if stated else "",
                caveat=values.get("caveat", ""),
            )
        ],
    )


def _day(text: str) -> date | None:
    try:
        return datetime.fromisoformat(text).date()
    except ValueError:
        return None
