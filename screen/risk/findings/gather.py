"""Gathers hits into findings: one for each subject, rule and entry, with every row it touches and all it rests on."""

from collections.abc import Iterator, Sequence
from typing import Any

import polars as pl

from screen.models.policy import NAME_RULES, Policy
from screen.models.result import Finding
from screen.models.rulebook import rule_list
from screen.names.fold import fold
from screen.risk.findings.build import IDENTITY, OF_COUNTRIES, Group, make_finding
from screen.risk.findings.evidence import cited_entries
from screen.risk.findings.occurrences import occurrences
from screen.risk.screened import Screened, main_party


def gather(hits: pl.DataFrame, screened: Screened, policy: Policy) -> Iterator[Finding]:
    """Findings from hits (``HIT_SCHEMA``).

    A finding's subject is a name in a country, not a row: a firm that stands in a thousand shipments is one finding
    that lists them. Rules that speak of a country alone have the country as their subject. The id says nothing of file and row, so decisions on it survive reordering.
    """
    if hits.is_empty():
        return
    named = (
        pl.when(pl.col("rule").is_in(list(NAME_RULES))).then(pl.col("value")).otherwise(pl.coalesce("name", "value"))
    )
    of_countries = pl.col("rule").is_in(OF_COUNTRIES)
    quoted = _quoted(screened)
    joined = (
        hits.filter(~of_countries)
        .join(quoted, on="key")
        .with_columns(named.map_batches(_fold, return_dtype=pl.String).alias("identity"))
    )
    fields = [name for name in joined.columns if name not in IDENTITY]
    groups = joined.sort("key", "role").group_by(IDENTITY, maintain_order=True).agg(pl.struct(fields).alias("hits"))
    del joined
    cited = cited_entries([*screened.watchlists, rule_list()])
    for group in groups.iter_rows(named=True):
        place = (group["list_id"], group["entry_id"])
        yield make_finding(group, _group(group["hits"]), cited[place], screened, policy)
    # One rule at a time and joined group by group: every shipment from a country can be a hit, and the quoted columns are the wide ones.
    for rule in OF_COUNTRIES:
        of_rule = hits.filter(pl.col("rule") == rule).with_columns(identity=pl.col("country"))
        for _, group_hits in of_rule.group_by(IDENTITY, maintain_order=True):
            frame = group_hits.join(quoted, on="key").sort("key", "role")
            first = frame.row(0, named=True)
            place = (first["list_id"], first["entry_id"])
            yield make_finding(first, _country_group(frame, first), cited[place], screened, policy)


def _quoted(screened: Screened) -> pl.DataFrame:
    """The columns of all rows that findings quote, under common names."""
    parts = []
    for kind, frame in screened.rows.items():
        supplier = kind == "supplier"
        places = ["address", "city", "region"] if supplier else ["address", "city", "port_of_lading"]
        parts.append(
            frame.select(
                "key",
                "file",
                "sheet",
                "row",
                pl.col("supplier_id" if supplier else "shipment_id").alias("id"),
                main_party(kind).alias("name"),
                pl.col("country" if supplier else "country_of_origin").alias("origin"),
                pl.concat_str([pl.col(name) for name in places], separator=" ", ignore_nulls=True).alias("places"),
                pl.col("hs_codes" if supplier else "hs_code").alias("codes"),
                pl.col("sector" if supplier else "goods_description").alias("words"),
                (pl.col("registration_number") if supplier else pl.lit(None, dtype=pl.String)).alias("number"),
                (pl.lit(None, dtype=pl.Date) if supplier else pl.col("date")).alias("date"),
            )
        )
    return pl.concat(parts)


def _fold(series: pl.Series) -> pl.Series:
    distinct = series.drop_nulls().unique().to_list()
    return series.replace_strict({text: fold(text) or text for text in distinct}, default=None, return_dtype=pl.String)


def _group(hits: Sequence[dict[str, Any]]) -> Group:
    rows = list({hit["key"]: hit for hit in reversed(hits)}.values())[::-1]
    return Group(
        first=hits[0],
        best=max(hits, key=lambda hit: hit["score"] or 0.0),
        rows=rows,
        roles=tuple(dict.fromkeys(hit["role"] for hit in hits)),
        occurrences=occurrences((row["file"], row["sheet"], row["row"]) for row in rows),
        raised=max(hit["raised"] or 0 for hit in hits),
    )


def _country_group(frame: pl.DataFrame, first: dict[str, Any]) -> Group:
    places = frame.select("file", "sheet", "row").unique()
    return Group(
        first=first,
        best=first,
        rows=(),
        roles=tuple(frame["role"].unique(maintain_order=True).to_list()),
        occurrences=occurrences(places.iter_rows()),
        names=frame["name"].n_unique(),
        raised=int(frame["raised"].max() or 0),  # type: ignore[arg-type]
    )
