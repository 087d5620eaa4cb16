"""The columns of files as a [columns] table of flscreen.toml, to confirm or to change."""

from collections.abc import Iterable, Mapping, Sequence

import tomli_w

from screen.intake.columns import normalise_header
from screen.models.inputs import ColumnUse, InputSheet
from screen.models.result import Problem
from screen.models.vocabulary import BECAUSE_SAID

_HEAD = """\
# What flscreen reads these columns as. Change what is wrong and run with --config and this file.
# The field comes second: a column of the rows ('flscreen schema' lists them), "party" for any
# further firm, "party_country" or "party_address" for its place, "" for a column to leave alone.

[columns]
"""


def columns_table(sheets: Iterable[InputSheet]) -> str:
    """Return the text of a flscreen.toml that says what each header of ``sheets`` is read as."""
    uses: dict[str, ColumnUse] = {}
    for sheet in sheets:
        for header, use in sheet.columns.items():
            uses.setdefault(header, use)
    return _HEAD + "".join(_line(header, use) for header, use in uses.items())


def _line(header: str, use: ColumnUse) -> str:
    assignment = tomli_w.dumps({header: use.read_as}).strip()
    if not use.read_as:
        return f"# {assignment}  # not recognised: its cells are swept for listed names\n"
    role = f", {use.role}" if use.role and use.read_as.startswith("party") else ""
    return f"{assignment}  # {BECAUSE_SAID[use.because]}{role}\n"


def unused_headers(columns: Mapping[str, str], sheets: Sequence[InputSheet]) -> list[Problem]:
    """Return a warning for each header of [columns] that no file has."""
    there = {normalise_header(header) for sheet in sheets for header in sheet.columns}
    return [
        Problem(
            severity="warning",
            file="flscreen.toml",
            column=header,
            value=field,
            message="no file has a column of this name; correct it under [columns] or remove it",
        )
        for header, field in columns.items()
        if normalise_header(header) not in there
    ]
