"""The Suppliers and Shipments sheets: the screened rows with their levels and findings.

The user's own columns follow.
"""

import json
from dataclasses import dataclass
from typing import Any

import polars as pl

from screen.core.plurals import plural
from screen.core.progress import counted
from screen.models.frames import OTHER_CELLS, PLACE_SCHEMA, row_schema
from screen.models.kinds import TABLE_KINDS
from screen.models.result import ScreeningResult
from screen.models.vocabulary import LEVELS, SubjectKind
from screen.report.excel.book import Book
from screen.report.excel.findings_sheet import TITLE as FINDINGS
from screen.report.excel.styles import HYPERLINKS_A_SHEET
from screen.report.excel.table_sheet import place_of, write_table
from screen.report.excel.xml_rows import Column, Place, Special
from screen.report.phrases import SYMBOLS

#: A sheet holds every row up to this many; beyond it, only those with findings, and the note says
#: so. Where these are too many as well (every shipment from a country can have a finding), it
#: holds as many as there is room for of the rows that have nothing above low.
ALL_ROWS_UP_TO = 100_000
#: Columns of the user beyond this many are left out; the input file holds them.
OTHER_COLUMNS = 40
_WIDTHS = {
    "supplier_name": 34,
    "manufacturer": 34,
    "shipper": 30,
    "consignee": 26,
    "address": 34,
    "goods_description": 34,
    "aliases": 24,
    "sector": 24,
}
#: The cell of each level, at its position in LEVELS.
_LEVEL_CELLS = [Special(f"{SYMBOLS[level]} {level}", level) for level in LEVELS]
_NUMBERS = {"quantity": "#,##0.###", "weight": "#,##0.###", "value": "#,##0.00"}


@dataclass(frozen=True, slots=True)
class Listed:
    """The rows of a sheet; of ``total`` screened rows ``found`` have findings."""

    frame: pl.DataFrame
    total: int
    found: int


def rows_worst_first(result: ScreeningResult, kind: SubjectKind) -> Listed:
    """Return the rows of ``kind`` in the order of their sheet.

    Each has its worst level, its findings with their numbers (from 1), and what it lacks. Beyond
    ALL_ROWS_UP_TO only rows with findings are kept; of those with nothing above low only as many
    as there is room for, and the first row of each finding.
    """
    rows = result.tables.get(kind, pl.DataFrame(schema=row_schema(kind)))
    touched = (
        result.links.join(_levels(result), on="finding")
        .sort("finding")
        .group_by("key", maintain_order=True)
        .agg(
            pl.col("level").min(),
            pl.len().alias("findings"),
            (pl.col("finding") + 1).alias("numbers"),
        )
    )
    lacks = [
        pl.when(lacking).then(pl.lit(what)) for what, lacking in TABLE_KINDS[kind].lacks().items()
    ]
    frame = (
        rows.join(touched, on="key", how="left", maintain_order="left")
        .with_columns(
            pl.col("findings").fill_null(0),
            pl.concat_str(lacks, separator=", ", ignore_nulls=True).alias("lacks"),
        )
        .sort(
            "level",
            pl.col("findings"),
            descending=[False, True],
            nulls_last=True,
            maintain_order=True,
        )
    )
    found = frame.filter(pl.col("findings") > 0)
    if frame.height <= ALL_ROWS_UP_TO:
        return Listed(frame, frame.height, found.height)
    urgent = pl.col("level") <= LEVELS.index("medium")
    there_is_room = pl.int_range(pl.len()) < ALL_ROWS_UP_TO
    place = pl.concat_str("file", "sheet", pl.col("row").cast(pl.String), separator="\n")
    listed = found.filter(urgent | there_is_room | place.is_in(_first_rows(result, kind)))
    return Listed(listed, frame.height, found.height)


def _levels(result: ScreeningResult) -> pl.DataFrame:
    """Return the level of each finding as its position in LEVELS (0 is critical)."""
    levels = [LEVELS.index(finding.level) for finding in result.findings]
    frame = pl.DataFrame({"level": levels}, schema={"level": pl.UInt8})
    return frame.with_row_index("finding")


def _first_rows(result: ScreeningResult, kind: SubjectKind) -> list[str]:
    """Return the rows of the findings of ``kind``, each as its file, sheet and number."""
    subjects = (finding.subject for finding in result.findings if finding.subject.kind == kind)
    return list({f"{one.file}\n{one.sheet}\n{one.row}" for one in subjects})


def row_places(
    result: ScreeningResult, kind: SubjectKind, listed: Listed
) -> dict[tuple[str, str, int], Place]:
    """Return the place of the first row of each finding of ``kind`` among the listed rows."""
    wanted = pl.DataFrame(
        list(
            {
                (f.subject.file, f.subject.sheet, f.subject.row)
                for f in result.findings
                if f.subject.kind == kind
            }
        ),
        schema={name: PLACE_SCHEMA[name] for name in ("file", "sheet", "row")},
        orient="row",
    )
    found = (
        listed.frame.select("file", "sheet", "row")
        .with_row_index("at")
        .join(wanted, on=["file", "sheet", "row"], how="semi")
    )
    return {
        (file, sheet, row): place_of(TABLE_KINDS[kind].title, at)
        for at, file, sheet, row in found.iter_rows()
    }


def write_subjects(book: Book, kind: SubjectKind, listed: Listed) -> None:
    """Write the rows of ``kind``, the worst first."""
    frame, total = listed.frame, listed.total
    note = (
        f"{plural(frame.height, 'screened row')}, the worst first. Columns that flscreen does not"
        " recognise follow on the right, unchanged."
    )
    if total > frame.height:
        less = " of medium and above, and some of the others" if listed.found > frame.height else ""
        more = " The JSON report names every row of each finding." if less else ""
        note = (
            f"{frame.height:,} of {total:,} screened rows: those with findings{less}. The others"
            f" are in the input file.{more}"
        )
    used = [
        name
        for name in row_schema(kind)
        if name not in {*PLACE_SCHEMA, OTHER_CELLS} and frame[name].null_count() < frame.height
    ]
    others = _other_headers(frame)
    columns = [
        Column("Worst level", 13, "plain"),
        Column("Findings", 10, "number"),
        Column("Finding no.", 14),
        Column("Not screened on", 18),
        Column("File", 26),
        Column("Sheet", 14),
        Column("Row", 8, "number"),
        *(_column(name) for name in used),
        *(Column(header, min(max(len(header) + 2, 12), 30)) for header in others),
    ]
    told = ["level", "findings", "numbers", "lacks", OTHER_CELLS, "file", "sheet", "row", *used]
    lines = frame.select(told).iter_rows()
    rows = (
        _row(number, row, others) for number, row in enumerate(counted(lines, frame.height, "rows"))
    )
    write_table(book, TABLE_KINDS[kind].title, note, columns, rows, frozen=2)


def _column(name: str) -> Column:
    header = name.replace("_", " ").capitalize().replace("Hs ", "HS ").replace("Mid", "MID")
    if name in _NUMBERS:
        return Column(header, 14, "number", _NUMBERS[name])
    return Column(header, _WIDTHS.get(name, 16), format="yyyy-mm-dd" if name == "date" else "")


def _other_headers(frame: pl.DataFrame) -> list[str]:
    headers: dict[str, None] = {}
    for text in frame[OTHER_CELLS].drop_nulls().head(2_000):
        headers.update(dict.fromkeys(json.loads(text)))
    return list(headers)[:OTHER_COLUMNS]


def _row(place: int, row: tuple[Any, ...], others: list[str]) -> list[Any]:
    level, findings, numbers, lacks, other, *own = row
    further = json.loads(other) if other else {}
    numbers = numbers or []
    shown: Any = ", ".join(map(str, numbers[:12])) + (" …" if len(numbers) > 12 else "")
    if numbers and place < HYPERLINKS_A_SHEET:
        shown = Special(shown, "link", place_of(FINDINGS, numbers[0] - 1))
    return [
        "none" if level is None else _LEVEL_CELLS[level],
        findings,
        shown,
        lacks,
        *own,
        *(further.get(header) for header in others),
    ]
