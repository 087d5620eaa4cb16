"""The rows by which findings are made, read and screened on one machine as a local run does.

The rows that a finding touches were counted before (``Whole``); these few say all else of it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import polars as pl

from screen.engines.chunk import NOBODY
from screen.engines.lines import CUT, LACKS, finding_lines
from screen.engines.plan import Plan
from screen.intake.coverage import cells_outside, cut_cells, table_account
from screen.intake.intake import Intake, ReadSheet, collect
from screen.intake.raw_table import Beside, RawTable
from screen.intake.tables import FoundTable
from screen.intake.validate import SheetRows
from screen.intake.written import written_cells
from screen.matching.name_index import NameIndex
from screen.models.frames import PARTY_SCHEMA, PLACE_SCHEMA
from screen.models.inputs import InputSheet
from screen.risk.facts.facts import Facts
from screen.risk.hits import all_hits, together
from screen.risk.rules import find_functions

#: What was counted of a file (``rows_read`` and so on), by its number.
Counts = Mapping[int, Mapping[str, int]]


def read_sample(
    plans: Sequence[Plan],
    rows: pl.DataFrame,
    counts: Counts,
    quoted: pl.DataFrame | None = None,
) -> Intake:
    """Return the ``rows`` (file, row, cells) of all files as a local run reads them.

    ``plans`` holds the plan of each file, by number. Rows keep their numbers; the accounts of the
    files are those of ``counts``. The cells of ``quoted`` rows are only there to be quoted.
    """
    intake = Intake({}, pl.DataFrame(schema=PARTY_SCHEMA))
    sheets: list[ReadSheet] = []
    at: list[tuple[str, int, int]] = []
    by_file = _by_file(rows)
    beside = _by_file(rows.clear() if quoted is None else quoted)
    none = rows.clear()
    for number, plan in enumerate(plans):
        shown = plan.shown[number]
        schema = dict.fromkeys(plan.columns, pl.String)
        header = pl.DataFrame([plan.columns], schema=schema, orient="row")
        own = by_file.get((number,), none)
        body = pl.DataFrame(own["cells"].to_list(), schema=schema, orient="row")
        table = RawTable(shown, "", pl.concat([header, body]))
        table.beside.append(Beside(0, "", "file name", Path(shown).stem))
        found = FoundTable(plan.header, table.cells)
        read = SheetRows(table, found, plan.deciding)
        outside = cells_outside(table, [found], [read])
        account = table_account((shown, ""), table, read, first=True)
        intake.sheets.append(_counted(account, counts.get(number, {})))
        numbers = own["row"].to_list()
        places = {row: place for place, row in enumerate(numbers, start=1)}
        last = intake.sheets[-1].last_row
        written = written_cells(table, found)
        more = beside.get((number,), none).filter(~pl.col("row").is_in(numbers))
        cells = pl.DataFrame(more["cells"].to_list(), schema=written.cells.schema, orient="row")
        places |= {row: place for place, row in enumerate(more["row"], start=table.cells.height)}
        intake.cells[shown, ""] = [
            replace(
                written,
                cells=pl.concat([written.cells, cells]),
                rows=(1, last),
                places={1: 0, **places},
            )
        ]
        sheets.append(ReadSheet(table, [read], outside))
        at += [(shown, place, row) for place, row in enumerate(numbers, start=2)]
    collect(intake, sheets)
    numbered = pl.DataFrame(
        at, schema={"file": PLACE_SCHEMA["file"], "row": pl.UInt32, "_row": pl.UInt32}, orient="row"
    )
    intake.rows = {kind: _moved(frame, numbered) for kind, frame in intake.rows.items()}
    intake.parties = _moved(intake.parties, numbered)
    return intake


def _by_file(rows: pl.DataFrame) -> dict[tuple[object, ...], pl.DataFrame]:
    return rows.sort("file", "row").partition_by("file", as_dict=True)


def _moved(frame: pl.DataFrame, numbered: pl.DataFrame) -> pl.DataFrame:
    """Return ``frame`` with the numbers that its rows have in their files."""
    joined = frame.join(numbered, on=["file", "row"], how="left", maintain_order="left")
    return joined.with_columns(pl.coalesce("_row", "row").alias("row")).drop("_row")


def _counted(sheet: InputSheet, counts: Mapping[str, int]) -> InputSheet:
    read, screened = counts.get("rows_read", 0), counts.get("rows_screened", 0)
    cells = {name: counts.get(f"cells_{name}", 0) for name in sheet.cells.model_dump()}
    lacks, cut = (
        {name.removeprefix(what): n for name, n in counts.items() if name.startswith(what)}
        for what in (LACKS, CUT)
    )
    # In the order of the columns, as a local run tells them.
    order = list(sheet.columns)
    columns = sorted(cut, key=lambda one: order.index(one) if one in order else len(order))
    return sheet.model_copy(
        update={
            "rows_read": read,
            "rows_screened": screened,
            "rows_rejected": read - screened,
            "rows_ignored": counts.get("rows_ignored", 0),
            "first_row": 1,
            "last_row": read + 1,
            "missing": {what: lacks.get(what, 0) for what in (sheet.missing or lacks)},
            "not_screened": cut_cells({one: cut[one] for one in columns}),
            "cells": sheet.cells.model_copy(update=cells),
        }
    )


def header_lines(plans: Sequence[Plan], index: NameIndex) -> pl.DataFrame:
    """Return the lines of what stands in the files beside their rows: headers and file names."""
    plan = plans[0]
    from screen.risk.assess import wanted_hits

    nothing = pl.DataFrame(schema={"file": pl.Int32, "row": pl.Int64, "cells": pl.List(pl.String)})
    screened = plan.screened(read_sample(plans, nothing, {}))
    facts = Facts(screened, plan.policy, index, NOBODY, find_functions())
    on = [rule for rule in facts.rules if rule not in plan.policy.rules_off]
    found = pl.concat([together(all_hits(())), *(facts.gathered(rule) for rule in on)])
    numbers = {shown: number for number, shown in enumerate(plan.shown)}
    places = screened.rows["cell"].select(
        "key",
        pl.col("file").replace_strict(numbers, return_dtype=pl.Int32),
        pl.col("row").cast(pl.Int64),
    )
    return finding_lines(wanted_hits(found, plan.policy), screened, places)
