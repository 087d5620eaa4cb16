"""Reads paths into rows to screen: files, sheets, kinds, validated frames, problems."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import polars as pl

from screen.core.errors import InputError, unexpected
from screen.core.progress import tell_share
from screen.intake.column_config import unused_headers
from screen.intake.coverage import (
    SweptColumn,
    cell_rows,
    cells_outside,
    rest_account,
    swept_columns,
    table_account,
)
from screen.intake.file_formats import tables_of
from screen.intake.raw_table import STANDARD_INPUT, Beside, RawTable, shown_path
from screen.intake.sheet_choice import only_named, own_report
from screen.intake.source import open_source
from screen.intake.spreadsheet import empty
from screen.intake.tables import FoundTable, find_tables
from screen.intake.validate import SheetRows
from screen.intake.written import Written, written_cells
from screen.models.frames import PARTY_SCHEMA, PLACE_SCHEMA, row_schema
from screen.models.inputs import InputSheet
from screen.models.kinds import KINDS, ROLES_ELSEWHERE, RowKind
from screen.models.limits import Limits
from screen.models.result import Problem
from screen.models.vocabulary import SubjectKind

#: The hidden sheet of our own input templates, which holds what their drop-downs offer.
TEMPLATE_CHOICES = "flscreen choices"


@dataclass(slots=True)
class Intake:
    """Everything that was read.

    ``rows`` holds a frame with ``row_schema(kind)`` for each kind; ``swept`` the texts that no
    party column took; ``cells`` what was written, by file and sheet.
    """

    rows: dict[SubjectKind, pl.DataFrame]
    parties: pl.DataFrame
    sheets: list[InputSheet] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    failures: list[InputError] = field(default_factory=list)
    cells: dict[tuple[str, str], list[Written]] = field(default_factory=dict)
    swept: list[SweptColumn] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class ReadSheet:
    """One sheet with its tables, and the cells that stand in none of them."""

    table: RawTable
    read: list[SheetRows]
    outside: pl.DataFrame


def read_inputs(
    paths: Sequence[Path],
    columns: Mapping[str, str],
    kind: SubjectKind | None = None,
    progress: Callable[[str], None] = lambda _: None,
    limits: Limits | None = None,
    links: Sequence[Path] = (),
    encoding: str | None = None,
    sheets: Sequence[str] = (),
    debug: bool = False,
) -> Intake:
    """Read every file.

    One that cannot be read becomes a failure and a problem, and the others go on. ``columns`` maps
    headers as written to canonical columns; ``kind`` forces the kind of every table; ``limits``
    hold what a file may cost; ``links`` were found in folders, lead out of them and are failures
    too; ``encoding`` is that of all text files, and ``sheets`` the only ones to read, where the
    user named them. With ``debug`` an error that we did not foresee is raised as it is.
    """
    all_read: list[ReadSheet] = []
    intake = Intake({}, pl.DataFrame(schema=PARTY_SCHEMA))
    limits = limits or Limits()
    for link in links:
        hint = "name the file itself to screen it"
        _fail(
            intake, link, InputError("is a link that leads out of its folder", path=link, hint=hint)
        )
    files = list(dict.fromkeys(paths))
    for number, path in enumerate(files, 1):
        progress(f"Reading {path.name}")
        tell_share(number - 1, len(files), "files")
        try:
            source = open_source(path, limits, encoding)
            sha256, tables = source.sha256, tables_of(source, limits)
            # The bytes may be as many as all that is made of them.
            del source
            tables = only_named(path, tables, sheets)
            if all(empty(table) for table in tables):
                raise InputError("holds no rows", path=path, hint="export it again")
            if not path.parent.name.startswith(STANDARD_INPUT):
                name = Path(shown_path(path)).stem
                tables[0].beside.append(Beside(0, "", "file name", name))
            read = [_read_sheet(table, columns, kind) for table in tables]
        except InputError as error:
            _fail(intake, path, error)
            continue
        except (KeyboardInterrupt, SystemExit):
            raise
        except BaseException as error:  # a panic in Rust is not an Exception
            if debug:
                raise
            _fail(intake, path, unexpected(error, path))
            continue
        intake.problems += own_report(path, tables)
        _tell_skipped(intake, path, read)
        all_read += read
        for sheet in read:
            _account(intake, (shown_path(path), sha256), sheet)
    intake.problems += unused_headers(columns, intake.sheets)
    collect(intake, all_read)
    return intake


def _fail(intake: Intake, path: Path, error: InputError) -> None:
    # An error holds all that was at hand where it arose: the bytes of the file, and its text.
    error.__cause__ = error.__context__ = None
    intake.failures.append(error.with_traceback(None))
    intake.problems.append(
        Problem(
            severity="error",
            file=shown_path(path),
            sheet=str(error.sheet),
            value=error.seen,
            message=error.fault,
        )
    )


def _read_sheet(table: RawTable, columns: Mapping[str, str], kind: SubjectKind | None) -> ReadSheet:
    if table.sheet and table.sheet != TEMPLATE_CHOICES:
        table.beside.append(Beside(0, "", "sheet name", table.sheet))
    found: list[FoundTable] = []
    if not empty(table) and table.sheet != TEMPLATE_CHOICES:
        found = find_tables(table.cells, columns, kind)
    read = [SheetRows(table, one) for one in found]
    return ReadSheet(table, read, cells_outside(table, found, read))


def _tell_skipped(intake: Intake, path: Path, sheets: Sequence[ReadSheet]) -> None:
    """Say which sheets hold no table with names; a file of such sheets is a failure."""
    if not any(sheet.read for sheet in sheets):
        first = next(sheet.table for sheet in sheets if not empty(sheet.table))
        error = InputError(
            "no column with names was recognised, and its cells were only swept for listed names",
            path=path,
            hint="rename the header to 'Supplier Name' or set [columns] ('flscreen check' shows the"
            " first row)",
            seen=_first_row(first.cells),
        )
        _fail(intake, path, error)
        return
    for sheet in sheets:
        table = sheet.table
        if sheet.read or table.sheet == TEMPLATE_CHOICES:
            continue
        intake.problems.append(
            Problem(
                severity="info" if empty(table) else "warning",
                file=shown_path(path),
                sheet=table.sheet,
                value=_first_row(table.cells),
                message=(
                    "the sheet is empty"
                    if empty(table)
                    else (
                        "no table with names was recognised in this sheet; its cells were only"
                        " swept for listed names"
                    )
                ),
            )
        )


def _account(intake: Intake, path_sha: tuple[str, str], sheet: ReadSheet) -> None:
    table = sheet.table
    intake.problems += table.problems
    for rows in sheet.read:
        intake.problems += rows.problems
        intake.sheets.append(table_account(path_sha, table, rows, first=rows is sheet.read[0]))
        intake.cells.setdefault((table.file, table.sheet), []).append(
            written_cells(table, rows.found)
        )
    rest = rest_account(path_sha, table, sheet.outside, tables=bool(sheet.read))
    if rest:
        intake.sheets.append(rest)


def _first_row(cells: pl.DataFrame) -> str:
    for row in cells.head(40).iter_rows():
        written = [str(cell) for cell in row if cell]
        if written:
            text = ", ".join(written[:6])
            return text if len(text) <= 100 else text[:99] + "…"
    return ""


def collect(intake: Intake, sheets: Sequence[ReadSheet]) -> None:
    """Give keys to the rows of all tables; gather rows, parties and texts to sweep."""
    key = 0
    frames: dict[SubjectKind, list[pl.DataFrame]] = {kind: [] for kind in KINDS}
    parties: list[pl.DataFrame] = []
    for sheet in sheets:
        for rows in sheet.read:
            keyed = rows.frame.with_columns(
                pl.int_range(key, key + rows.frame.height, dtype=pl.UInt32).alias("key"),
                pl.lit(sheet.table.file, dtype=PLACE_SCHEMA["file"]).alias("file"),
                pl.lit(sheet.table.sheet, dtype=PLACE_SCHEMA["sheet"]).alias("sheet"),
            ).select(list(row_schema(rows.kind)))
            key += keyed.height
            intake.swept += swept_columns(rows, keyed)
            kind = KINDS[rows.kind]
            placed = _placed(keyed, rows)
            frames[rows.kind].append(placed)
            parties += [
                _parties(placed, kind, name, rows.written(name), rows.placed.get(name))
                for name in kind.parties
            ]
            for party in rows.parties:
                places = keyed.select(list(PLACE_SCHEMA)).join(party, on="row")
                parties.append(
                    _placed(places, rows)
                    .with_columns(pl.lit(kind.name).alias("kind"))
                    .select(list(PARTY_SCHEMA))
                )
        outside = cell_rows(sheet.table, sheet.outside, key)
        key += outside.height
        frames["cell"].append(outside)
        intake.swept.append(
            SweptColumn("cell", outside.select("key", "text").with_columns(sheet.outside["column"]))
        )
    for name, found in frames.items():
        intake.rows[name] = pl.concat(found) if found else pl.DataFrame(schema=row_schema(name))
    if parties:
        intake.parties = pl.concat(parties).sort("key", maintain_order=True)


def _placed(rows: pl.DataFrame, of: SheetRows) -> pl.DataFrame:
    """Return ``rows`` where they stand in the sheet: those of a turned table in one row."""
    if not of.found.turned:
        return rows
    return rows.with_columns(pl.lit(of.found.name_row, dtype=pl.UInt32).alias("row"))


def _parties(
    rows: pl.DataFrame, kind: RowKind, column: str, header: str, own: pl.DataFrame | None
) -> pl.DataFrame:
    """Return the parties that ``column`` names in ``rows`` (``PARTY_SCHEMA``).

    A row states tier, country and address for the firm it is about; consignees and vessels have
    none there, and parents may sit elsewhere. ``own`` holds, by row, the country and address of
    the parties whose column has such columns of its own.
    """
    role = kind.parties[column]
    nothing = pl.lit(None, dtype=pl.String)
    elsewhere = role in ROLES_ELSEWHERE
    tier = kind.optional(None if elsewhere else kind.tier, pl.String)
    country = nothing if elsewhere else pl.col(kind.country)
    address = nothing if elsewhere else kind.optional("address", pl.String)
    if own is not None:
        places = own.select("row", pl.col("country", "address").name.prefix("own_"))
        rows = rows.join(places.unique("row"), on="row", how="left", maintain_order="left")
        country = pl.coalesce("own_country", country)
        address = pl.coalesce("own_address", address)
    return rows.filter(pl.col(column).is_not_null()).select(
        *PLACE_SCHEMA,
        pl.lit(kind.name).alias("kind"),
        pl.lit(header).alias("column"),
        pl.lit(role).alias("role"),
        tier.str.extract(r"(\d{1,3})").cast(pl.Int64).alias("tier"),
        pl.col(column).alias("value"),
        country.alias("country"),
        address.alias("address"),
    )
