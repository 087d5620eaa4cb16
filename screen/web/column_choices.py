"""The columns of uploaded files: as they were recognised, as they may be chosen, remembered."""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import polars as pl
from sqlalchemy import select
from sqlalchemy.dialects import postgresql, sqlite

from screen.core.errors import UsageError
from screen.intake.columns import normalise_header
from screen.intake.intake import Intake
from screen.intake.written import Written
from screen.models.kinds import TABLE_KINDS
from screen.models.vocabulary import BECAUSE_SAID
from screen.store import store_tables
from screen.store.database import Store
from screen.store.times import now

_SAMPLES, _LONGEST = 3, 60
#: What any kind of table may have beside its own columns.
_ANY = {
    "party": "Another firm (factory, mill, agent ...)",
    "party_country": "Country of another firm",
    "party_address": "Address of another firm",
    "": "Not a field: search it for listed names",
}
_SAID = {
    "hs_code": "HS code",
    "hs_codes": "HS codes",
    "mid": "Manufacturer identification code (MID)",
    "supplies_to": "Supplies to",
    "shipment_id": "Shipment number",
    "supplier_id": "Supplier number",
}


def tables_of(intake: Intake) -> list[dict[str, Any]]:
    """Return each table that was read: where it stands, its columns and the first cells of each."""
    found, numbers = [], dict.fromkeys(intake.cells, 0)
    for sheet in intake.sheets:
        if sheet.kind == "cell":
            continue
        place = (sheet.path, sheet.sheet)
        written = intake.cells[place][numbers[place]]
        numbers[place] += 1
        columns = [
            {
                "header": header,
                "read_as": use.read_as,
                "because": BECAUSE_SAID[use.because] if use.read_as else "not recognised",
                "samples": _samples(written, header),
            }
            for header, use in sheet.columns.items()
        ]
        found.append(
            {"path": sheet.path, "sheet": sheet.sheet, "kind": sheet.kind, "columns": columns}
            | {"rows": sheet.rows_read, "rejected": sheet.rows_rejected}
        )
    return found


def choices(kind: str) -> list[tuple[str, str]]:
    """Return what a column of a table of ``kind`` can be: the field and its name for people."""
    fields = TABLE_KINDS[kind].model.model_fields
    return [*((name, label_of(name)) for name in fields), *_ANY.items()]


def label_of(field: str) -> str:
    """Return a column of the rows as people call it."""
    return _SAID.get(field) or field.replace("_", " ").capitalize()


def shape_of(headers: Iterable[str]) -> str:
    """Return what files of one shape have in common: the digest of their headers."""
    plain = sorted({normalise_header(header) for header in headers})
    return hashlib.sha256("\0".join(plain).encode()).hexdigest()[:32]


def remembered(store: Store, shape: str) -> dict[str, Any] | None:
    """Return the profile of a shape: ``columns``, ``file`` and ``changed_at``; None for none."""
    query = select(store_tables.profiles).where(store_tables.profiles.c.shape == shape)
    with store.reading() as connection:
        found = connection.execute(query).mappings().first()
    return {**found, "columns": json.loads(found["columns"])} if found else None


def remember(store: Store, shape: str, columns: Mapping[str, str], file: str) -> None:
    """Keep what the columns of a shape were confirmed to be, in place of an earlier choice."""
    dialect = sqlite if store.is_sqlite else postgresql
    line = {"shape": shape, "columns": json.dumps(dict(columns)), "file": file}
    line["changed_at"] = now()
    statement = dialect.insert(store_tables.profiles).values(line)
    with store.writing() as connection:
        connection.execute(
            statement.on_conflict_do_update(index_elements=["shape"], set_=dict(line))
        )


def chosen_columns(
    found: Sequence[Mapping[str, Any]], picked: Sequence[Mapping[str, str]]
) -> dict[str, str]:
    """Return the columns that were picked as something other than recognised, by header.

    ``picked`` has the fields of each table of ``found``. Raises UsageError for a field that there
    is not, and where one header was picked to be two things.
    """
    all_picked: dict[str, str] = {}
    changed: dict[str, str] = {}
    for table, fields in zip(found, picked, strict=True):
        known = {name for name, _ in choices(table["kind"])}
        for column in table["columns"]:
            header, field = column["header"], fields.get(column["header"], column["read_as"])
            if field not in known:
                raise UsageError(f"column {header!r}: there is no field {field!r}; choose another")
            if all_picked.setdefault(normalise_header(header), field) != field:
                raise UsageError(
                    f"column {header!r} is in several tables; choose the same for all of them,"
                    " or screen the files one by one"
                )
            if field != column["read_as"]:
                changed[header] = field
    return changed


def _samples(written: Written, header: str) -> list[str]:
    """Return the first few cells under a header, each once."""
    first, last = written.rows
    columns = written.under.get(header, ())
    if not columns:
        return []
    cells = written.cells[first - 1 : last].select(pl.col(columns[0]).alias("cell"))["cell"]
    texts = cells.drop_nulls().str.strip_chars().head(50).unique(maintain_order=True)
    kept = [text for text in texts if text and text != header]
    return [text[:_LONGEST] for text in kept[:_SAMPLES]]
