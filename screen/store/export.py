"""The audit trail as files for a regulator: a CSV to read, or a ZIP that proves itself."""

import csv
import hashlib
import io
import json
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Table, select

from screen.core.safe_text import FORMULA_STARTS
from screen.store import store_tables
from screen.store.database import Store
from screen.store.trail import CHAINED, START, broken_at, lines_on

_COLUMNS = (*CHAINED, "previous", "digest")
_READ_ME = """\
The audit trail of flscreen: every decision on a case or finding, in the order in which it was made.

trail.jsonl holds the lines exactly as they were written, trail.csv the same to read in a
spreadsheet (text that a spreadsheet would run begins with an apostrophe there). runs.csv,
inputs.csv and editions.csv say what was screened when, with the digests of the files and of the
lists; 'run' in a line is the number of its run.

The digest of a line is SHA-256, in hex, of: the digest of the line before, a line feed, and the
line as a JSON object without blanks, all but ASCII escaped, with these keys in this order:
{keys}.
The first line follows sixty-four zeros. Whoever changes, removes or inserts a line breaks the chain
from there on; lines missing at the end show where the last digest was noted elsewhere.

Lines: {lines}
Last digest: {digest}
Chain: {chain}
SHA256SUMS holds the digests of the files; check them with: sha256sum --check SHA256SUMS
"""

#: The tables that an archive holds beside the decisions.
_EXPORTED = (
    store_tables.runs,
    store_tables.inputs,
    store_tables.run_editions,
    store_tables.editions,
)


def trail_csv(store: Store) -> str:
    """Return the whole trail as CSV, to read in a spreadsheet."""
    with store.reading() as connection:
        return _csv(lines_on(connection), _COLUMNS)


def trail_zip(store: Store) -> bytes:
    """Return the trail, the runs and the list editions as a ZIP with digests of all its parts.

    The same store gives the same bytes.
    """
    with store.reading() as connection:
        lines = lines_on(connection)
        files = {
            "trail.jsonl": "".join(f"{json.dumps(line)}\n" for line in lines),
            "trail.csv": _csv(lines, _COLUMNS),
            **{
                f"{table.name}.csv": _table(connection, table)
                for table in (
                    store_tables.runs,
                    store_tables.inputs,
                    store_tables.run_editions,
                    store_tables.editions,
                )
            },
        }
    broken = broken_at(lines)
    files["README.txt"] = _READ_ME.format(
        keys=", ".join(CHAINED),
        lines=len(lines),
        digest=lines[-1]["digest"] if lines else START,
        chain="holds" if broken is None else f"BROKEN at line {broken}",
    )
    data = {name: text.encode("utf-8") for name, text in sorted(files.items())}
    sums = "".join(f"{hashlib.sha256(held).hexdigest()}  {name}\n" for name, held in data.items())
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, held in {**data, "SHA256SUMS": sums.encode()}.items():
            archive.writestr(_member(name), held)
    return buffer.getvalue()


def _member(name: str) -> zipfile.ZipInfo:
    member = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
    member.compress_type = zipfile.ZIP_DEFLATED
    member.external_attr = 0o644 << 16
    return member


def _table(connection: Connection, table: Table) -> str:
    columns = [column for column in table.c if column.name != "body"]
    rows = connection.execute(select(*columns).order_by(*table.primary_key.columns)).mappings()
    return _csv((dict(row) for row in rows), [column.name for column in columns])


def _csv(lines: Iterable[Mapping[str, Any]], columns: Sequence[str]) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns)
    for line in lines:
        writer.writerow([_safe(str(line[column])) for column in columns])
    return out.getvalue()


def _safe(text: str) -> str:
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text
