"""Which names in the user's own files are the same firm, so that they can be linked.

A firm is a supplier of the supplier files or a party behind one (``row_chains``); the same words
without legal form and marks are the same firm. What stands elsewhere (a parent, a customer, a
manufacturer of a shipment) is that firm where its name is equal in this way, or else a ``strong``
match, and nobody where two firms match equally well.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl

from screen.matching.matcher import match_names
from screen.matching.name_index import index_of
from screen.models.kinds import TABLE_KINDS
from screen.models.policy import BandEdges
from screen.risk.screened import Screened
from screen.risk.supply_chain.firm_words import words_of_firms
from screen.risk.supply_chain.row_chains import parties_behind

#: Kinds whose rows are firms, and the role of the firm in each.
_FIRM_KINDS = tuple(kind for kind in TABLE_KINDS.values() if kind.about == "firms")
_ROLES = {kind.name: kind.parties[kind.main_parties[0]] for kind in _FIRM_KINDS}

#: A firm: its number, its name as first written, country and tier as stated (null where not or not
#: everywhere the same).
FIRM_SCHEMA = {"firm": pl.UInt32, "name": pl.String, "country": pl.String, "tier": pl.Int64}
#: A supplier row and a firm of it: the supplier itself (``main``) or a party behind it, with its
#: tier, name, column and role.
ROW_SCHEMA = {
    "key": pl.UInt32,
    "firm": pl.UInt32,
    "main": pl.Boolean,
    "tier": pl.Int64,
    "name": pl.String,
    "column": pl.String,
    "role": pl.String,
}


@dataclass(frozen=True, slots=True)
class Firms:
    """The firms of the supplier files, their rows, and every spelling of them by firm.

    Schemas: ``FIRM_SCHEMA`` and ``ROW_SCHEMA``.
    """

    firms: pl.DataFrame
    rows: pl.DataFrame
    spellings: pl.DataFrame

    def main(self) -> pl.DataFrame:
        """Return the firm that each row is about (``key``, ``firm``)."""
        return self.rows.filter("main").select("key", "firm")

    def of(self, names: pl.DataFrame, column: str) -> pl.DataFrame:
        """``names`` with the ``firm`` that its ``column`` names.

        Rows that name none are left out.
        """
        return names.join(
            self.spellings, left_on=column, right_on="spelling", maintain_order="left"
        )


def find_firms(
    screened: Screened, wanted: Sequence[str], edges: BandEdges, *, linked: bool = True
) -> Firms:
    """Return the firms of the supplier rows, and which of the names ``wanted`` stand for them.

    Where nothing beside the rows themselves has ``linked`` them and these name one firm each, only
    firms with aliases are looked for: all others are known by their own names.
    """
    rows = _rows(screened)
    if not linked and rows["main"].all():
        other = rows["aliases"].drop_nulls().str.split("; ").explode().unique().implode()
        rows = rows.filter(pl.col("aliases").is_not_null() | pl.col("name").is_in(other))
    cores = words_of_firms([*rows["name"].unique(maintain_order=True), *wanted])
    rows = rows.with_columns(
        pl.col("name").replace_strict(cores, default=None, return_dtype=pl.String).alias("core")
    )
    numbers = rows.select("core").unique().sort("core").with_row_index("firm")
    rows = rows.join(numbers, on="core")
    firms = (
        rows.sort("name", "key")
        .group_by("firm")
        .agg(
            pl.col("name").first(),
            pl.when(pl.col("country").drop_nulls().n_unique() == 1)
            .then(pl.col("country").drop_nulls().first())
            .alias("country"),
            pl.col("tier").min(),
        )
        .sort("firm")
    )
    aliases = (
        rows.select("firm", pl.col("aliases").str.split("; ")).explode("aliases").drop_nulls()
        if rows["aliases"].count()
        else pl.DataFrame(schema={"firm": pl.UInt32, "aliases": pl.String})
    )
    spelled = pl.concat(
        [rows.select("name", "firm"), aliases.select(pl.col("aliases").alias("name"), "firm")]
    ).unique()
    by_core = dict(numbers.select("core", "firm").iter_rows())
    met = {name: by_core[core] for name in wanted if (core := cores[name]) in by_core}
    rest = sorted({name for name in wanted if name not in met})
    fuzzy = _fuzzy(rest, spelled, edges)
    found = {**fuzzy, **met, **_alone(spelled)}
    spellings = pl.DataFrame(
        {"spelling": list(found), "firm": list(found.values())},
        schema={"spelling": pl.String, "firm": pl.UInt32},
    )
    return Firms(
        firms.select(pl.col(n).cast(t) for n, t in FIRM_SCHEMA.items()),
        rows.select(pl.col(n).cast(t) for n, t in ROW_SCHEMA.items()),
        spellings,
    )


def _rows(screened: Screened) -> pl.DataFrame:
    """Return the named parties of supplier rows: each row's supplier, and those behind it."""
    behind = parties_behind(screened)
    first = behind.group_by("key").agg(pl.col("tier").min().alias("next"))
    main = (
        screened.about("firms", "aliases", "tier")
        .filter(pl.col("name").is_not_null())
        .with_columns(
            pl.col("tier").str.extract(r"(\d+)").cast(pl.Int64, strict=False),
            pl.col("kind").replace_strict(_ROLES, return_dtype=pl.String).alias("role"),
            pl.coalesce(
                pl.when(pl.col("kind") == kind.name).then(screened.written(kind.main_parties[0]))
                for kind in _FIRM_KINDS
            ).alias("column"),
            pl.lit(True).alias("main"),
        )
        .join(first, on="key", how="left")
        # Who stands before parties of tier 2 is of tier 1, though no column says so.
        .with_columns(
            pl.coalesce("tier", pl.when(pl.col("next") > 1).then(pl.col("next") - 1)).alias("tier")
        )
    )
    columns = ["key", "main", "tier", "name", "column", "role", "country", "aliases"]
    further = behind.with_columns(
        pl.lit(False).alias("main"), pl.lit(None, dtype=pl.String).alias("aliases")
    )
    return pl.concat([main.select(columns), further.select(columns)])


def _alone(spelled: pl.DataFrame) -> dict[str, int]:
    """Return the spellings that only one firm has."""
    own = spelled.group_by("name").agg(
        pl.col("firm").first(), pl.col("firm").n_unique().alias("firms")
    )
    return dict(own.filter(pl.col("firms") == 1).select("name", "firm").iter_rows())


def _fuzzy(names: Sequence[str], spelled: pl.DataFrame, edges: BandEdges) -> dict[str, int]:
    if not names or spelled.is_empty():
        return {}
    own = spelled.sort("firm", "name").select(
        pl.lit("own").alias("list_id"),
        pl.col("firm").cast(pl.String).alias("entry_id"),
        pl.lit("entity").alias("kind"),
        pl.col("name").alias("entry_name"),
        pl.col("name").alias("listed_name"),
        pl.lit("name").alias("name_kind"),
    )
    index = index_of(own)
    matches = match_names(
        names, index, edges.model_copy(update={"probable": edges.strong, "possible": edges.strong})
    )
    best = (
        matches.filter(pl.col("score") >= edges.strong)
        .filter(pl.col("score") == pl.col("score").max().over("name"))
        .filter(pl.len().over("name") == 1)
    )
    return {name: int(entry) for name, entry in best.select("name", "entry_id").iter_rows()}
