"""Screens a chunk of the rows of a dataset with the code of the local run."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import polars as pl

from screen.engines.firm_lines import about_firms, firm_lines
from screen.engines.lines import (
    CUT,
    LACKS,
    LINE_SCHEMA,
    ROWS_WRITTEN,
    as_lines,
    finding_lines,
    shown_rows,
)
from screen.engines.made import chain_of_chunk, made_lines, maker_names
from screen.engines.plan import FILE, ROW, KnownMatches, Plan, mapped_index, numbered
from screen.intake.coverage import HEADER_CELL, cells_outside, cut_counts, table_account
from screen.intake.file_formats import table_of_frame
from screen.intake.intake import Intake, ReadSheet, collect
from screen.intake.tables import FoundTable
from screen.intake.validate import SheetRows
from screen.intake.written import written_cells
from screen.models.frames import PARTY_SCHEMA, PLACE_SCHEMA
from screen.models.kinds import KINDS, kinds_with
from screen.risk.facts.facts import Facts, Find
from screen.risk.facts.mids import mid_remarks
from screen.risk.findings.build import finding_id
from screen.risk.hits import all_hits, hits, together
from screen.risk.rules import find_functions
from screen.risk.rules.price_outlier import COLUMNS, COMPARABLE, unit_values
from screen.risk.screened import Screened
from screen.risk.supply_chain.chain import makers_of

PRICES, GAPS = "price-outlier", "data-gap"
#: The makers of shipments where no supplier file names some.
NOBODY = pl.DataFrame(
    schema={"key": pl.UInt32, "maker_name": pl.String, "maker_country": pl.String}
)
#: Between the parts of what lines are compared by.
BETWEEN = "\x1f"


@dataclass(frozen=True, slots=True)
class Chunk:
    """Rows that were read: what rules see of them, and where each key and row stands.

    ``places`` has key, file and row; ``rows_at`` file and row of each row number of the chunk.
    """

    screened: Screened
    read: SheetRows
    places: pl.DataFrame
    rows_at: pl.DataFrame
    cells: pl.DataFrame
    intake: Intake


def read_chunk(frame: pl.DataFrame, plan: Plan) -> Chunk:
    """Return a chunk of the dataset (its columns, ``FILE`` and ``ROW``), in the order of rows."""
    numbers = pl.col(FILE).replace_strict(dict(plan.files), return_dtype=pl.Int32)
    frame = frame.with_columns(numbers.alias(FILE)).sort(FILE, ROW)
    named = {numbered(index): name for index, name in enumerate(plan.columns)}
    table = table_of_frame(frame.select(*named).rename(named), "")
    found = FoundTable(plan.header, table.cells)
    read = SheetRows(table, found, plan.deciding)
    outside = cells_outside(table, [found], [read]).filter(pl.col("place") != HEADER_CELL)
    intake = Intake({}, pl.DataFrame(schema=PARTY_SCHEMA))
    intake.sheets.append(table_account(("", ""), table, read, first=True))
    intake.cells["", ""] = [written_cells(table, found)]
    collect(intake, [ReadSheet(table, [read], outside)])
    rows_at = frame.select(
        pl.int_range(2, frame.height + 2, dtype=pl.UInt32).alias("at"),
        pl.col(FILE).alias("file"),
        # Excel counts from 1, and the header is a row.
        (pl.col(ROW) + 2).cast(pl.Int64).alias("row"),
    )
    keys = pl.concat(one.select("key", pl.col("row").alias("at")) for one in intake.rows.values())
    places = keys.join(rows_at, on="at").drop("at")
    screened = plan.screened(intake)
    return Chunk(screened, read, places, rows_at, table.cells.slice(1), intake)


def names_of_chunk(frame: pl.DataFrame, plan: Plan) -> pl.Series:
    """Return the distinct names of a chunk that are matched with listed ones."""
    parties = read_chunk(frame, plan).screened.parties
    return parties.filter(pl.col("role") != "vessel")["value"].unique()


def makers_of_chunk(frame: pl.DataFrame, plan: Plan) -> pl.Series:
    """Return the distinct names of makers and sellers in a chunk of shipments."""
    return maker_names(read_chunk(frame, plan).screened)


def screen_chunk(frame: pl.DataFrame, plan: Plan) -> pl.DataFrame:
    """Return the lines (``LINE_SCHEMA``) of a chunk of the dataset."""
    chunk = read_chunk(frame, plan)
    off = {PRICES, GAPS, *plan.policy.rules_off}
    rules = {name: find for name, find in find_functions().items() if name not in off}
    chain = chain_of_chunk(chunk.screened, plan.firms)
    found = _hits(chunk, plan, rules, makers_of(chain))
    lines = [
        finding_lines(found, chunk.screened, chunk.places),
        *made_lines(found, chain.shipments, plan.firms, shown_rows(chunk.screened, chunk.places)),
        *_gaps(chunk, plan),
        *_prices(chunk, plan),
    ]
    if about_firms(plan):
        told = (chunk.screened, chunk.read, chunk.places, chunk.cells, chunk.rows_at)
        lines += firm_lines(*told)
    return pl.concat([*lines, _cells(chunk, lines), *_counts(chunk), *_problems(chunk)])


def screen_outliers(frame: pl.DataFrame, plan: Plan, notes: pl.DataFrame) -> pl.DataFrame:
    """Return the lines of rows whose prices are outliers; ``notes`` has file, row and note."""
    chunk = read_chunk(frame, plan)
    here = chunk.rows_at.join(notes, on=["file", "row"]).select(
        pl.lit("").alias("file"), pl.col("at").alias("row"), "note"
    )
    found = _hits(chunk, plan, {PRICES: known_outliers(here)}, NOBODY)
    lines = [finding_lines(found, chunk.screened, chunk.places)]
    return pl.concat([*lines, _cells(chunk, lines)])


def known_outliers(notes: pl.DataFrame) -> Find:
    """Return the rule of prices for outliers that were found over all rows (file, row, note)."""

    place = {name: PLACE_SCHEMA[name] for name in ("file", "row")}

    def find(facts: Facts) -> Iterator[pl.DataFrame]:
        for kind in kinds_with(*COLUMNS):
            rows = facts.screened.rows[kind.name].join(
                notes.cast(place),  # type: ignore[arg-type]
                on=["file", "row"],
                maintain_order="left",
            )
            if not rows.is_empty():
                yield hits(facts.screened, rows, kind, column="value", rule=PRICES)

    return find


def _hits(
    chunk: Chunk, plan: Plan, rules: Mapping[str, Find], makers: pl.DataFrame
) -> pl.DataFrame:
    from screen.risk.assess import wanted_hits

    facts = Facts(
        chunk.screened,
        plan.policy,
        mapped_index(plan),
        makers,
        {**find_functions(), **rules},
        KnownMatches(plan),
    )
    found = [together(all_hits(())), *(facts.gathered(rule) for rule in rules)]
    return wanted_hits(pl.concat(found), plan.policy)


def _cells(chunk: Chunk, lines: list[pl.DataFrame]) -> pl.DataFrame:
    """Return the cells of the rows by which findings are made, once each."""
    rows = pl.concat(lines).filter(pl.col("what") == "why").select("file", "row").unique()
    text = chunk.cells.with_columns(pl.concat_list(pl.all()).alias("cells")).select("cells")
    return as_lines(
        text.with_columns(chunk.rows_at["file"], chunk.rows_at["row"]).join(
            rows, on=["file", "row"], how="semi"
        ),
        "row",
    )


def _gaps(chunk: Chunk, plan: Plan) -> Iterator[pl.DataFrame]:
    """Yield how many rows of each file lack what, and the first of them."""
    if GAPS in plan.policy.rules_off:
        return
    kind = KINDS[chunk.read.kind]
    rows = chunk.screened.rows[kind.name].drop("file", "row").join(chunk.places, on="key")
    for what, lacks in kind.lacks().items():
        gaps = rows.filter(lacks).select("file", "row")
        counted = gaps.group_by("file").len("amount")
        yield as_lines(counted.with_columns(name=pl.lit(LACKS + what)), "count")
        ids = {one: gap_id(kind.name, what, plan.shown[one]) for one in counted["file"]}
        told = (
            gaps.group_by("file")
            .head(ROWS_WRITTEN)
            .with_columns(
                pl.col("file").replace_strict(ids, return_dtype=pl.String).alias("finding"),
                pl.lit("first").alias("reason"),
            )
        )
        yield as_lines(told, "gap")
        yield as_lines(told.unique("file", keep="first", maintain_order=True), "why")


def gap_id(kind: str, what: str, file: str) -> str:
    """Return the id of the finding that rows of a file lack ``what``."""
    identity = {"kind": kind, "rule": GAPS, "role": what, "file": file, "sheet": ""}
    return finding_id(identity)


def _prices(chunk: Chunk, plan: Plan) -> Iterator[pl.DataFrame]:
    if PRICES in plan.policy.rules_off:
        return
    for kind in kinds_with(*COLUMNS):
        lines = unit_values(chunk.screened.rows[kind.name])
        compared = pl.concat_str([pl.col(name) for name in COMPARABLE], separator=BETWEEN)
        priced = lines.select("key", compared.alias("name"), pl.col("log").alias("amount"))
        yield as_lines(priced.join(chunk.places, on="key"), "price")


def _counts(chunk: Chunk) -> Iterator[pl.DataFrame]:
    """Yield the accounts of a chunk, for each file."""
    read = chunk.read
    of_rows = {"rows_read": read.body["row"], "rows_screened": read.frame["row"]}
    for name, rows in of_rows.items():
        counted = rows.to_frame("at").join(chunk.rows_at, on="at").group_by("file").len("amount")
        yield as_lines(counted.with_columns(name=pl.lit(name)), "count")
    sheet = chunk.intake.sheets[0]
    cells = {f"cells_{name}": count for name, count in sheet.cells.model_dump().items()}
    cut = {CUT + column: count for column, count in cut_counts(read).items()}
    whole = {"rows_ignored": read.ignored, **cells, **cut}
    first = chunk.rows_at["file"][0]
    frame = pl.DataFrame({"name": list(whole), "amount": list(whole.values())})
    yield as_lines(frame.with_columns(file=pl.lit(first)), "count")


def _problems(chunk: Chunk) -> Iterator[pl.DataFrame]:
    """Yield what the reader should know of the rows, for each kind of problem with its count."""
    places = {at: (file, row) for at, file, row in chunk.rows_at.iter_rows()}
    told = []
    for one in [*chunk.read.problems, *mid_remarks(chunk.screened)]:
        file, row = places.get(one.row or 0, (None, None))
        said = BETWEEN.join((one.severity, one.column, one.counted_as or one.message))
        told.append((said, float(one.count), file, row))
    schema = {name: LINE_SCHEMA[name] for name in ("name", "amount", "file", "row")}
    frame = pl.DataFrame(told, schema=schema, orient="row")
    grouped = frame.group_by("name", maintain_order=True).agg(
        pl.col("amount").sum(), pl.col("file", "row").first()
    )
    yield as_lines(grouped, "problem")
