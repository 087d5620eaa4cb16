"""The whole way from paths to screened rows.

Files, sheets, kinds, validated frames, accounting and problems.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import polars as pl

from screen.core.errors import InputError
from screen.intake.columns import find_header
from screen.intake.formats import tables_of
from screen.intake.more_columns import complete, find_by_words
from screen.intake.raw_table import RawTable, shown_path
from screen.intake.source import open_source
from screen.intake.spreadsheet import empty
from screen.intake.validate import SheetRows
from screen.intake.written import Written, written_cells
from screen.models.frames import PARTY_SCHEMA, PLACE_SCHEMA, row_schema
from screen.models.kinds import KINDS, ROLES_ELSEWHERE, RowKind
from screen.models.limits import Limits
from screen.models.result import InputSheet, Problem
from screen.models.vocabulary import SubjectKind

#: The hidden sheet of our own input templates, which holds what their drop-downs offer.
TEMPLATE_CHOICES = "flscreen choices"


@dataclass(slots=True)
class Intake:
    """Everything that was read.

    ``rows`` holds a frame with ``row_schema(kind)`` for each kind; ``cells`` what was written, by
    file and sheet.
    """

    rows: dict[SubjectKind, pl.DataFrame]
    parties: pl.DataFrame
    sheets: list[InputSheet] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    failures: list[InputError] = field(default_factory=list)
    cells: dict[tuple[str, str], Written] = field(default_factory=dict)


def read_inputs(
    paths: Sequence[Path],
    columns: Mapping[str, str],
    kind: SubjectKind | None = None,
    progress: Callable[[str], None] = lambda _: None,
    limits: Limits | None = None,
    links: Sequence[Path] = (),
    encoding: str | None = None,
) -> Intake:
    """Read every file.

    One that cannot be read becomes a failure and a problem, and the others go on.

    ``columns`` maps headers as written to canonical columns; ``kind`` forces the kind of every
    sheet; ``limits`` hold what a file may cost; ``links``
    were found in folders, lead out of them and are failures too.
    """
    sheets: list[tuple[SheetRows, RawTable]] = []
    intake = Intake({}, pl.DataFrame(schema=PARTY_SCHEMA))
    limits = limits or Limits()
    for link in links:
        _fail(
            intake,
            link,
            InputError(
                f"{link}: is a link that leads out of its folder; name the file itself to screen it"
            ),
        )
    for path in dict.fromkeys(paths):
        progress(f"Reading {path.name}")
        try:
            source = open_source(path, limits, encoding)
            tables = tables_of(source, limits)
            read = _read_sheets(path, tables, columns, kind, intake.problems)
        except InputError as error:
            _fail(intake, path, error)
            continue
        for rows, table in read:
            intake.cells[table.file, table.sheet] = written_cells(table, rows.header)
            intake.problems += table.problems + rows.problems
            intake.sheets.append(
                InputSheet(
                    path=shown_path(path),
                    sha256=source.sha256,
                    sheet=table.sheet,
                    kind=rows.kind,
                    rows_read=rows.rows_read,
                    rows_screened=rows.frame.height,
                    rows_rejected=rows.rejected,
                    columns=rows.columns,
                )
            )
            sheets.append((rows, table))
    _collect(intake, sheets)
    return intake


def _fail(intake: Intake, path: Path, error: InputError) -> None:
    intake.failures.append(error)
    message = str(error).removeprefix(str(path)).removeprefix(": ").removeprefix(", ")
    intake.problems.append(
        Problem(severity="error", file=shown_path(path), value=error.seen, message=message)
    )


def _read_sheets(
    path: Path,
    tables: list[RawTable],
    columns: Mapping[str, str],
    kind: SubjectKind | None,
    problems: list[Problem],
) -> list[tuple[SheetRows, RawTable]]:
    read: list[tuple[SheetRows, RawTable]] = []
    skipped: list[RawTable] = []
    for table in tables:
        if empty(table):
            if len(tables) > 1:
                problems.append(
                    Problem(
                        severity="info",
                        file=shown_path(path),
                        sheet=table.sheet,
                        message="sheet skipped: it is empty",
                    )
                )
            continue
        header = find_header(table.cells, columns, kind)
        header = (
            complete(header, table.cells, columns)
            if header
            else find_by_words(table.cells, columns, kind)
        )
        if header is None:
            skipped.append(table)
            continue
        read.append((SheetRows(table, header), table))
    if not read:
        if not skipped:
            raise InputError(f"{path}: holds no rows; export it again")
        raise InputError(
            f"{path}: no column with names was recognised; rename the header to 'Supplier Name' or"
            " set [columns] ('flscreen check' shows the first row)",
            seen=_first_row(skipped[0].cells),
        )
    for table in skipped:
        if table.sheet == TEMPLATE_CHOICES:
            continue
        message = "sheet skipped: its first row holds headers neither of suppliers nor of shipments"
        seen = _first_row(table.cells)
        problems.append(
            Problem(
                severity="warning",
                file=shown_path(path),
                sheet=table.sheet,
                value=seen,
                message=message,
            )
        )
    return read


def _first_row(cells: pl.DataFrame) -> str:
    for row in cells.head(40).iter_rows():
        written = [str(cell) for cell in row if cell]
        if written:
            text = ", ".join(written[:6])
            return text if len(text) <= 100 else text[:99] + "…"
    return ""


def _collect(intake: Intake, sheets: list[tuple[SheetRows, RawTable]]) -> None:
    """Numbers the rows of all sheets through and gathers rows and parties into one frame each."""
    key = 0
    frames: dict[SubjectKind, list[pl.DataFrame]] = {kind: [] for kind in KINDS}
    parties: list[pl.DataFrame] = []
    for rows, table in sheets:
        placed = rows.frame.with_columns(
            pl.int_range(key, key + rows.frame.height, dtype=pl.UInt32).alias("key"),
            pl.lit(table.file).alias("file"),
            pl.lit(table.sheet).alias("sheet"),
        ).select(list(row_schema(rows.kind)))
        key += rows.frame.height
        frames[rows.kind].append(placed)
        kind = KINDS[rows.kind]
        parties += [_parties(placed, kind, column, rows.written(column)) for column in kind.parties]
        for party in rows.parties:
            places = placed.select(list(PLACE_SCHEMA)).join(party, on="row")
            parties.append(
                places.with_columns(pl.lit(kind.name).alias("kind")).select(list(PARTY_SCHEMA))
            )
    for name, found in frames.items():
        intake.rows[name] = pl.concat(found) if found else pl.DataFrame(schema=row_schema(name))
    if parties:
        intake.parties = pl.concat(parties).sort("key", maintain_order=True)


def _parties(rows: pl.DataFrame, kind: RowKind, column: str, header: str) -> pl.DataFrame:
    """Return the parties that ``column`` names in ``rows`` (``PARTY_SCHEMA``).

    A row states tier, country and address for the firm it is about; consignees and vessels have
    none there, and parents may sit elsewhere.
    """
    role = kind.parties[column]
    nothing = pl.lit(None, dtype=pl.String)
    elsewhere = role in ROLES_ELSEWHERE
    tier = kind.optional(None if elsewhere else kind.tier, pl.String)
    return rows.filter(pl.col(column).is_not_null()).select(
        *PLACE_SCHEMA,
        pl.lit(kind.name).alias("kind"),
        pl.lit(header).alias("column"),
        pl.lit(role).alias("role"),
        tier.str.extract(r"(\d{1,3})").cast(pl.Int64).alias("tier"),
        pl.col(column).alias("value"),
        (nothing if elsewhere else pl.col(kind.country)).alias("country"),
        (nothing if elsewhere else pl.col("address")).alias("address"),
    )
