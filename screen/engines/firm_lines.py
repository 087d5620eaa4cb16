"""What a worker hands on of rows about firms, for the supply chain: all of them, but narrow.

A chain is followed on the driver, with the code of a local run. It needs the names, links and tiers
of every such row and the parties behind its supplier, and the cells that findings quote.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import polars as pl

from screen.engines.lines import as_lines
from screen.engines.plan import Plan
from screen.intake.intake import Intake
from screen.intake.validate import SheetRows
from screen.models.frames import PARTY_SCHEMA, PLACE_SCHEMA, row_schema
from screen.models.kinds import KINDS, TABLE_KINDS, RowKind
from screen.risk.assess import Linked
from screen.risk.screened import Screened

#: ``what`` these lines are: a row, a party behind it, and its cells of names.
FIRM, BEHIND, QUOTED = "firm", "behind", "quoted"
_BEHIND = ("column", "role", "tier", "value", "country")
#: So many rows about firms are held on the driver at most.
MOST_FIRM_ROWS = 3_000_000


def about_firms(plan: Plan) -> bool:
    """Whether the rows of a table are about firms."""
    return KINDS[plan.header.kind].about == "firms"


def firm_fields(kind: RowKind) -> list[str]:
    """Return the columns that the supply chain reads of a row about a firm."""
    wanted = (kind.id, kind.country, kind.tier, "aliases", *kind.main_parties, *kind.links)
    known = kind.model.model_fields
    return [name for name in dict.fromkeys(wanted) if name is not None and name in known]


def firm_lines(
    screened: Screened,
    read: SheetRows,
    places: pl.DataFrame,
    cells: pl.DataFrame,
    rows_at: pl.DataFrame,
) -> Iterator[pl.DataFrame]:
    """Yield the lines of a chunk of rows about firms; ``name`` is their kind."""
    kind = KINDS[read.kind]
    rows = screened.rows[kind.name].drop("file", "row").join(places, on="key")
    fields = pl.concat_list([pl.col(name).cast(pl.String) for name in firm_fields(kind)])
    named = pl.lit(kind.name).alias("name")
    yield as_lines(rows.select("file", "row", named, fields.alias("cells")), FIRM)
    header = read.header
    further = [header.written[one.index] for one in header.parties]
    behind = screened.parties.filter(pl.col("column").is_in(further)).drop("file", "row")
    told = pl.concat_list([pl.col(name).cast(pl.String) for name in _BEHIND]).alias("cells")
    order = pl.int_range(pl.len()).cast(pl.Float64).alias("amount")
    placed = behind.join(places, on="key", maintain_order="left")
    yield as_lines(placed.select("file", "row", named, order, told), BEHIND)
    parties = {index for index, column in header.columns.items() if column in kind.parties}
    parties |= {one.index for one in header.parties}
    kept = pl.concat_list(
        pl.col(name) if index in parties else pl.lit(None, dtype=pl.String)
        for index, name in enumerate(cells.columns)
    )
    text = cells.select(kept.alias("cells")).with_columns(rows_at["file"], rows_at["row"])
    yield as_lines(text, QUOTED)


@dataclass(frozen=True, slots=True)
class FirmRows:
    """The lines of all rows about firms (``LINE_SCHEMA``), and which rows their findings touch.

    ``links`` has finding, file (by number), row and rule.
    """

    lines: pl.DataFrame
    links: pl.DataFrame

    def quoted(self) -> pl.DataFrame:
        """Return the cells that findings quote: file, row, cells."""
        return self.lines.filter(pl.col("what") == QUOTED).select("file", "row", "cells")


def link_rows(plan: Plan, intake: Intake, firms: FirmRows) -> tuple[Intake, Linked, pl.DataFrame]:
    """Return a sample of the rows under keys that all rows about firms share, and these rows.

    Keys follow the order of files and rows, as in a local run; the last frame tells that of each
    file and row.
    """
    numbers = {shown: number for number, shown in enumerate(plan.shown)}
    keys = _keys(intake, firms, numbers)
    old = keys.filter(pl.col("old").is_not_null()).select("old", "key")

    def moved(frame: pl.DataFrame) -> pl.DataFrame:
        columns = frame.columns
        joined = frame.rename({"key": "old"}).join(old, on="old", maintain_order="left")
        return joined.select(columns)

    sample = replace(
        intake,
        rows={kind: moved(frame) for kind, frame in intake.rows.items()},
        parties=moved(intake.parties),
        swept=[replace(one, cells=moved(one.cells)) for one in intake.swept],
    )
    at = keys.filter(~pl.col("cell")).select("file", "row", "key")
    rows = dict(sample.rows)
    for kind in TABLE_KINDS.values():
        if kind.about == "firms":
            rows[kind.name] = _placed(_rows(firms.lines, kind), at, plan).select(
                list(row_schema(kind.name))
            )
    goods = [kind.name for kind in TABLE_KINDS.values() if kind.about == "goods"]
    behind = _placed(_parties(firms.lines), at, plan).sort("key", "amount")
    parties = pl.concat(
        [
            behind.select(list(PARTY_SCHEMA)),
            sample.parties.filter(pl.col("kind").is_in(goods)),
        ]
    ).sort("key", maintain_order=True)
    links = firms.links.join(at, on=["file", "row"]).select("finding", "key", "rule")
    screened = plan.screened(replace(sample, rows=rows, parties=parties))
    return sample, Linked(screened, links), at


def _keys(intake: Intake, firms: FirmRows, numbers: dict[str, int]) -> pl.DataFrame:
    """Return a key for each row (file, row, cell, old): those of the sample, and all of firms."""
    places = []
    for name, frame in intake.rows.items():
        places.append(
            frame.select(
                pl.col("file").replace_strict(numbers, return_dtype=pl.Int32),
                pl.col("row").cast(pl.Int64),
                pl.lit(KINDS[name].about == "cells").alias("cell"),
                pl.col("key").alias("old"),
            )
        )
    sample = pl.concat(places)
    own = firms.lines.filter(pl.col("what") == FIRM).select("file", "row")
    missing = own.join(sample.filter(~pl.col("cell")), on=["file", "row"], how="anti").with_columns(
        pl.lit(False).alias("cell"), pl.lit(None, dtype=pl.UInt32).alias("old")
    )
    every = pl.concat([sample, missing.select(sample.columns)])
    # Cells that stand in no table come after those of their file's tables.
    order = ["file", "cell", pl.when("cell").then("old").otherwise("row")]
    return every.sort(order).with_row_index("key")


def _rows(lines: pl.DataFrame, kind: RowKind) -> pl.DataFrame:
    own = lines.filter((pl.col("what") == FIRM) & (pl.col("name") == kind.name))
    fields = firm_fields(kind)
    schema = row_schema(kind.name)
    return own.select(
        pl.col("file", "row"),
        *(pl.col("cells").list.get(at).alias(name) for at, name in enumerate(fields)),
        *(
            pl.lit(None, dtype=dtype).alias(name)
            for name, dtype in schema.items()
            if name not in {*fields, "file", "row", "key", "sheet"}
        ),
    )


def _parties(lines: pl.DataFrame) -> pl.DataFrame:
    own = lines.filter(pl.col("what") == BEHIND)
    return own.select(
        pl.col("file", "row", "amount"),
        pl.col("name").alias("kind"),
        *(
            pl.col("cells").list.get(at).cast(PARTY_SCHEMA[name]).alias(name)
            for at, name in enumerate(_BEHIND)
        ),
        pl.lit(None, dtype=pl.String).alias("address"),
    )


def _placed(frame: pl.DataFrame, at: pl.DataFrame, plan: Plan) -> pl.DataFrame:
    """Return rows by file and number under their keys, with the file as reports name it."""
    shown = dict(enumerate(plan.shown))
    return (
        frame.join(at, on=["file", "row"])
        .with_columns(
            pl.col("file").replace_strict(shown, return_dtype=PLACE_SCHEMA["file"]),
            pl.col("row").cast(pl.UInt32),
            pl.lit("", dtype=PLACE_SCHEMA["sheet"]).alias("sheet"),
        )
        .sort("key", maintain_order=True)
    )
