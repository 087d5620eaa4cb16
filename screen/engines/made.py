"""The shipments of the firms that supplier files name, counted without their rows.

A finding on a supplier reaches its shipments, those apart that show the same by themselves. So a
worker divides the shipments of each firm by what they show: ``made`` lines are of one firm and one
set of things shown, and all rows of such a part are carried to or none.
"""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

import polars as pl

from screen.core.atomic import write_whole
from screen.engines.lines import as_lines
from screen.models.kinds import TABLE_KINDS
from screen.models.rulebook import rulebook
from screen.risk.screened import Screened
from screen.risk.supply_chain.chain import LINK_SCHEMA, Chain, makers_among, shipments_of
from screen.risk.supply_chain.firms import FIRM_SCHEMA, ROW_SCHEMA, Firms
from screen.risk.supply_chain.reach import reach_of

#: ``what`` a line is, and the reason why a row of it is looked at.
MADE = "made"
#: So many distinct names of makers and sellers are resolved on the driver at most.
MOST_MAKERS = 2_000_000


def maker_names(screened: Screened) -> pl.Series:
    """Return the distinct names that shipments of a chunk give their makers and sellers."""
    return makers_among(screened)["value"].unique()


def with_makers(screened: Screened, names: Sequence[str]) -> Screened:
    """Return ``screened`` with these makers as parties of shipments that it does not hold."""
    kind = next(kind for kind in TABLE_KINDS.values() if kind.about == "goods")
    last = max((int(str(one["key"].max() or 0)) for one in screened.rows.values()), default=0)
    told = {
        "key": pl.int_range(last + 1, last + 1 + len(names), dtype=pl.UInt32, eager=True),
        "value": pl.Series(list(names), dtype=pl.String),
    }
    schema = screened.parties.schema
    makers = pl.DataFrame(told).select(
        *(
            pl.col(name) if name in told else pl.lit(None, dtype=dtype).alias(name)
            for name, dtype in schema.items()
        )
    )
    makers = makers.with_columns(
        pl.lit(kind.name).alias("kind"), pl.lit(min(kind.makers)).alias("role")
    )
    return replace(screened, parties=pl.concat([screened.parties, makers]))


def save_firms(chain: Chain, links: pl.DataFrame, path: Path) -> str:
    """Write the spellings of firms for the workers: spelling, firm, its name and country.

    ``reached`` says whether a finding (``links`` has finding, key and rule) may travel there.
    """
    travels = rulebook().where("travels")
    keys = links.filter(pl.col("rule").is_in(travels)).select("key").unique()
    sources = chain.firms.rows.join(keys, on="key", how="semi")["firm"].unique()
    wanted = set(chain.shipments["firm"].unique().to_list())
    reach = reach_of(chain, sources, wanted)
    reached = pl.col("firm").is_in(reach.reached["firm"].unique().implode()) | bool(reach.left)
    firms = chain.firms.firms.select("firm", "name", "country")
    told = chain.firms.spellings.join(firms, on="firm").with_columns(reached.alias("reached"))
    with write_whole(path) as temporary:
        told.write_parquet(temporary)
    return str(path)


@lru_cache(maxsize=2)
def _known(path: str) -> pl.DataFrame:
    return pl.read_parquet(path)


def chain_of_chunk(screened: Screened, path: str) -> Chain:
    """Return what the supplier files say of the makers and sellers of a chunk of shipments."""
    known = _known(path) if path else pl.DataFrame(schema=_KNOWN)
    named = known.select("firm", "name", "country").unique("firm", maintain_order=True)
    firms = Firms(
        named.with_columns(pl.lit(None, dtype=pl.Int64).alias("tier")).select(list(FIRM_SCHEMA)),
        pl.DataFrame(schema=ROW_SCHEMA),
        known.select("spelling", "firm"),
    )
    shipments = shipments_of(screened, firms)
    return Chain(firms, pl.DataFrame(schema=LINK_SCHEMA), shipments, [])


_KNOWN = {
    "spelling": pl.String,
    "firm": pl.UInt32,
    "name": pl.String,
    "country": pl.String,
    "reached": pl.Boolean,
}


def made_lines(
    hits: pl.DataFrame, shipments: pl.DataFrame, path: str, shown: pl.DataFrame
) -> Iterator[pl.DataFrame]:
    """Yield the lines of the shipments (key, firm, role) of a chunk; ``shown`` is by key.

    It has file, row, amount, currency and day.
    """
    if shipments.is_empty():
        return
    goods = [kind.name for kind in TABLE_KINDS.values() if kind.about == "goods"]
    what = pl.concat_str("rule", "list_id", "entry_id", separator="/", ignore_nulls=True)
    travelling = pl.col("rule").is_in(rulebook().where("travels")) & pl.col("kind").is_in(goods)
    sets = (
        hits.filter(travelling)
        .select("key", what.alias("what"))
        .explode("key")
        .unique()
        .group_by("key")
        .agg(pl.col("what").sort().str.join("\n"))
    )
    digests = {text: hashlib.sha256(text.encode()).hexdigest()[:12] for text in sets["what"]}
    digest = pl.col("what").replace_strict(digests, default="", return_dtype=pl.String)
    made = (
        shipments.join(sets, on="key", how="left")
        .with_columns(pl.format("{} {}", "firm", digest.fill_null("")).alias("finding"))
        .join(shown, on="key")
        .with_columns(pl.col("firm").cast(pl.String).alias("reason"), name=pl.col("role"))
    )
    yield as_lines(made, MADE)
    reached = _known(path).filter("reached").select("firm").unique()
    first = (
        made.join(reached, on="firm", how="semi")
        .sort("key")
        .unique(["finding", "role"], keep="first", maintain_order=True)
    )
    told = first.select("finding", "file", "row", "name", pl.lit(MADE).alias("reason"))
    yield as_lines(told, "why")
