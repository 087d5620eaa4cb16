"""The supply chain that the user's files describe.

Who supplies, owns or makes for whom, and which shipments come from whom.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import polars as pl

from screen.models.kinds import LINKS, TABLE_KINDS
from screen.models.policy import BandEdges
from screen.models.result import Problem
from screen.risk.screened import Screened
from screen.risk.supply_chain.circles import circles
from screen.risk.supply_chain.firms import Firms, find_firms
from screen.risk.supply_chain.row_chains import links_within_rows, usual_tiers

#: ``upstream`` supplies, owns ('parent') or makes for ('factory') ``downstream``; both are numbers
#: of firms.
LINK_SCHEMA = {"upstream": pl.UInt32, "downstream": pl.UInt32, "relation": pl.String}
#: A shipment row and a firm of the supplier files that it names as its maker or seller.
SHIPMENT_SCHEMA = {"key": pl.UInt32, "firm": pl.UInt32, "role": pl.String}
#: So many names of a problem are written out.
_NAMED = 5


@dataclass(frozen=True, slots=True)
class Chain:
    """Firms, the links between them, the shipments of each, and what is missing or circular.

    Schemas: ``LINK_SCHEMA`` and ``SHIPMENT_SCHEMA``.
    """

    firms: Firms
    links: pl.DataFrame
    shipments: pl.DataFrame
    problems: list[Problem]

    def direct(self) -> pl.Series:
        """Return the firms that supply the user.

        Those of tier 1, and those that supply no other firm of the files and have no tier.
        """
        supplying = self.links.filter(pl.col("relation") == "supplies")["upstream"].unique()
        tier = pl.col("tier")
        return self.firms.firms.filter(
            (tier == 1) | (tier.is_null() & ~pl.col("firm").is_in(supplying.implode()))
        )["firm"]


def build_chain(screened: Screened, edges: BandEdges) -> Chain:
    """Return the chain of all supplier and shipment files together.

    Firms are resolved by supplier id, then by name (``risk.supply_chain.firms``).
    """
    suppliers = screened.about("firms", *LINKS)
    said = pl.concat(_cells(suppliers, column, relation) for column, relation in LINKS.items())
    makers = makers_among(screened)
    # What is plainly the id of a row is no spelling of a name, and need not be likened to all.
    ids = suppliers.filter(pl.col("name").is_not_null())["id"].drop_nulls()
    plain = ids.filter(ids.is_unique())
    spelled = said.filter(~pl.col("named").is_in(plain.implode()))["named"]
    wanted = (
        pl.concat([spelled, makers["value"]]).unique().to_list() if not suppliers.is_empty() else []
    )
    linked = not (said.is_empty() and makers.is_empty())
    firms = find_firms(screened, wanted, edges, linked=linked)
    by_id = _firms_by_id(suppliers, firms)
    named = (
        said.join(firms.main(), on="key")
        .join(by_id, left_on="named", right_on="id", how="left")
        .join(
            firms.spellings.rename({"firm": "by_name"}),
            left_on="named",
            right_on="spelling",
            how="left",
        )
        .with_columns(pl.coalesce("by_id", "by_name").alias("other"))
    )
    stated = named.filter(
        pl.col("other").is_not_null() & (pl.col("other") != pl.col("firm"))
    ).select(
        pl.when(pl.col("relation") == "supplies").then("firm").otherwise("other").alias("upstream"),
        pl.when(pl.col("relation") == "supplies")
        .then("other")
        .otherwise("firm")
        .alias("downstream"),
        "relation",
    )
    within = links_within_rows(firms.rows).with_columns(pl.lit("supplies").alias("relation"))
    links = pl.concat([stated, within]).unique().sort("upstream", "downstream", "relation")
    shipments = shipments_of(screened, firms)
    problems = [*_missing(screened, named, firms), *circles(links, firms, screened)]
    return Chain(firms, links, shipments, problems)


def makers_among(screened: Screened) -> pl.DataFrame:
    """Return the parties of shipments that can have made or sold them."""
    return screened.parties.filter(
        pl.any_horizontal(
            (pl.col("kind") == kind.name) & pl.col("role").is_in([*kind.makers, *usual_tiers()])
            for kind in TABLE_KINDS.values()
            if kind.about == "goods"
        )
    )


def shipments_of(screened: Screened, firms: Firms) -> pl.DataFrame:
    """Return the shipments of each firm (``SHIPMENT_SCHEMA``)."""
    return (
        firms.of(makers_among(screened).select("key", "value", "role"), "value")
        .select("key", "firm", "role")
        .unique(["key", "firm"], keep="first", maintain_order=True)
    )


def makers_of(chain: Chain) -> pl.DataFrame:
    """For each shipment row (key) the maker that the supplier file has, with its country.

    Manufacturers before sellers.
    """
    return (
        chain.shipments.filter(pl.col("role").is_in(["manufacturer", "supplier"]))
        .sort("key", "role")
        .unique("key", keep="first", maintain_order=True)
        .join(chain.firms.firms, on="firm")
        .select("key", pl.col("name").alias("maker_name"), pl.col("country").alias("maker_country"))
    )


def _cells(suppliers: pl.DataFrame, column: str, relation: str) -> pl.DataFrame:
    """Return the names in a column, one a line.

    A cell may hold several, separated by semicolons, bars or line breaks.
    """
    return (
        suppliers.filter(pl.col(column).is_not_null())
        .select(
            "key",
            pl.col(column).str.replace_all(r"\s*[;|\n]\s*", "\n").str.split("\n").alias("named"),
            pl.lit(relation).alias("relation"),
        )
        .explode("named")
        .with_columns(pl.col("named").str.strip_chars())
        .filter(pl.col("named") != "")
    )


def _firms_by_id(suppliers: pl.DataFrame, firms: Firms) -> pl.DataFrame:
    """Return the ids that one firm alone has (``id``), with that firm (``by_id``)."""
    return (
        suppliers.filter(pl.col("id").is_not_null())
        .join(firms.main(), on="key")
        .group_by("id")
        .agg(pl.col("firm").first().alias("by_id"), pl.col("firm").n_unique().alias("firms"))
        .filter(pl.col("firms") == 1)
        .select("id", "by_id")
    )


def _missing(screened: Screened, named: pl.DataFrame, firms: Firms) -> Iterator[Problem]:
    """Return customers that no row has, and suppliers of tier 2 and more that name no customer.

    What is found of them reaches nobody.
    """
    suppliers = screened.about("firms", "tier", "supplies_to")
    tier = pl.col("tier").str.extract(r"(\d+)").cast(pl.Int64, strict=False)
    unknown = named.filter((pl.col("relation") == "supplies") & pl.col("other").is_null()).select(
        "key", "named"
    )
    deep = suppliers.with_columns(tier.alias("tier")).filter(pl.col("tier") > 1)
    lost = unknown.join(deep, on="key").sort("key")
    silent = deep.filter(pl.col("supplies_to").is_null()).sort("key")
    for (file, sheet), rows in lost.group_by("file", "sheet", maintain_order=True):
        yield _told(
            screened,
            rows,
            file,
            sheet,
            "customers that are not suppliers in these files; findings on these suppliers reach no"
            " direct supplier: add the customers as rows",
            rows["named"].unique(maintain_order=True).to_list(),
        )
    for (file, sheet), rows in silent.group_by("file", "sheet", maintain_order=True):
        if screened.header(file, sheet, "supplies_to") is None:
            continue
        yield _told(
            screened,
            rows,
            file,
            sheet,
            "suppliers of tier 2 and more that name no customer; findings on them reach no direct"
            " supplier: say whom they supply",
            rows["name"].drop_nulls().unique(maintain_order=True).to_list(),
        )
    ours = unknown.join(deep, on="key", how="anti").join(suppliers, on="key").sort("key")
    for (name,), rows in ours.group_by("named", maintain_order=True):
        first = rows.row(0, named=True)
        yield Problem(
            severity="info",
            file=first["file"],
            sheet=first["sheet"],
            row=first["row"],
            column=screened.header(first["file"], first["sheet"], "supplies_to") or "supplies_to",
            value=str(name)[:200],
            message=(
                f"this customer is not a supplier in these files; {rows.height} suppliers of it are"
                " taken as direct suppliers of yours"
            ),
        )


def _told(
    screened: Screened, rows: pl.DataFrame, file: object, sheet: object, what: str, names: list[str]
) -> Problem:
    first = rows.row(0, named=True)
    more = f" and {len(names) - _NAMED:,} more" if len(names) > _NAMED else ""
    return Problem(
        severity="warning",
        file=str(file),
        sheet=str(sheet),
        row=first["row"],
        column=screened.header(first["file"], first["sheet"], "supplies_to") or "supplies_to",
        message=f"{rows.height} {what} ({', '.join(names[:_NAMED])}{more})",
    )
