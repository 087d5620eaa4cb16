"""Gathers hits into findings: one for each subject, rule and entry, with every row it touches."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import polars as pl

from screen.models.frames import LINK_SCHEMA, no_links
from screen.models.kinds import KINDS, NAME_COLUMNS
from screen.models.policy import Policy
from screen.models.result import Finding
from screen.models.rulebook import rule_list, rulebook
from screen.names.fold import fold
from screen.risk.findings.build import IDENTITY, Group, make_finding
from screen.risk.findings.evidence import cited_entries
from screen.risk.findings.occurrences import occurrences
from screen.risk.findings.quoting import quote_cells
from screen.risk.screened import Screened

#: The roles of columns that hold names: a place found only there says less than an address.
_NAME_ROLES = {column.replace("_", " ") for column in NAME_COLUMNS}
#: What makes two hits on a sheet one finding: its id names file and sheet, since they are it.
_SHEET_IDENTITY = ["kind", "rule", "role", "file", "sheet"]


@dataclass(slots=True)
class Gathered:
    """Findings in any order, and which rows each touches (``LINK_SCHEMA``)."""

    findings: list[Finding] = field(default_factory=list)
    links: pl.DataFrame = field(default_factory=no_links)

    def add(self, other: "Gathered") -> None:
        """Append ``other``, whose links count from its own first finding."""
        moved = other.links.with_columns(pl.col("finding") + len(self.findings))
        self.links = pl.concat([self.links, moved.cast(LINK_SCHEMA)])  # type: ignore[arg-type]
        self.findings += other.findings

    def in_order(self, order: Sequence[int]) -> "Gathered":
        """Return the findings in ``order`` (their present places), with their links."""
        places = pl.DataFrame({"finding": order}, schema={"finding": pl.UInt32})
        links = self.links.join(places.with_row_index("_now"), on="finding").select(
            pl.col("_now").alias("finding"), "key"
        )
        return Gathered([self.findings[place] for place in order], links)


def gather(hits: pl.DataFrame, screened: Screened, policy: Policy) -> Gathered:
    """Return findings from hits (``HIT_SCHEMA``).

    A finding's subject is a name in a country, not a row: a firm in a thousand shipments is one
    finding that lists them. Rules about a country, or a sheet, have that as their subject. An id
    says nothing of file and row (a sheet's apart), so that decisions survive reordering.
    """
    gathered = Gathered()
    if hits.is_empty():
        return gathered
    cited = cited_entries([*screened.watchlists, rule_list()])
    pending: list[tuple[dict[str, Any], Group]] = []
    links: list[pl.DataFrame] = []
    for identity, group, keys in _groups(hits, screened):
        if rulebook().rules[identity["rule"]].subject != "sheet":
            number = pl.lit(len(pending), dtype=pl.UInt32).alias("finding")
            links.append(pl.DataFrame({"key": keys}).select(number, pl.col("key").cast(pl.UInt32)))
        pending.append((identity, group))
    firsts = [group.first for _, group in pending]
    cells = [(one["file"], one["sheet"], one["column"], one["row"]) for one in firsts]
    for (identity, group), quoted in zip(pending, quote_cells(screened, cells), strict=True):
        both = {**group.first, **identity}
        place = cited[both["list_id"], both["entry_id"]]
        gathered.findings.append(make_finding(identity, group, place, quoted, screened, policy))
    gathered.links = pl.concat([no_links(), *links])
    return gathered


def _groups(
    hits: pl.DataFrame, screened: Screened
) -> Iterator[tuple[dict[str, Any], Group, pl.Series]]:
    """Yield the identity, the hits and the row keys of each finding."""
    book = rulebook()
    row_facts = _row_facts(screened)
    of_parties = hits.filter(pl.col("rule").is_in(book.where("subject", "party")))
    named = (
        pl.when(pl.col("rule").is_in(book.where("compares_names")))
        .then(pl.col("value"))
        .otherwise(pl.coalesce("name", "value"))
    )
    joined = of_parties.join(row_facts, on="key").with_columns(
        named.map_batches(_fold, return_dtype=pl.String).alias("identity")
    )
    fields = [name for name in joined.columns if name not in IDENTITY]
    groups = (
        joined.sort("key", "role")
        .group_by(IDENTITY, maintain_order=True)
        .agg(pl.struct(fields).alias("hits"))
    )
    del joined
    for row in groups.iter_rows(named=True):
        group = _party_group(row["hits"], weaker=book.rules[row["rule"]].weaker_in_names)
        yield (
            {name: row[name] for name in IDENTITY},
            group,
            pl.Series("key", [one["key"] for one in group.rows], dtype=pl.UInt32),
        )
    # One rule at a time, joined group by group: every shipment from a country can be a hit, and
    # the facts of a row are the wide columns.
    wide = [rule for rule, text in book.rules.items() if text.subject != "party"]
    for rule in sorted(wide, key=lambda rule: book.rules[rule].subject == "sheet"):
        of_rule = hits.filter(pl.col("rule") == rule).with_columns(identity=pl.col("country"))
        if book.rules[rule].subject == "sector":
            of_rule = of_rule.with_columns(identity=pl.format("{}: {}", "country", "role"))
        by_sheet = book.rules[rule].subject == "sheet"
        if by_sheet:
            of_rule = of_rule.join(row_facts.select("key", "file", "sheet"), on="key")
        part = _SHEET_IDENTITY if by_sheet else list(IDENTITY)
        for _, found in of_rule.group_by(part, maintain_order=True):
            frame = found.drop("file", "sheet", strict=False)
            frame = frame.join(row_facts, on="key").sort("key", "role")
            first = frame.row(0, named=True)
            keys = frame["key"].unique(maintain_order=True)
            yield (
                {name: first[name] for name in part},
                _wide_group(frame, first, sheet=by_sheet),
                keys,
            )


def _row_facts(screened: Screened) -> pl.DataFrame:
    """Return the columns of all rows that findings quote, under common names."""
    return pl.concat(
        screened.rows[kind.name].select(
            "key",
            "file",
            "sheet",
            "row",
            pl.col(kind.id).alias("id"),
            kind.main_party().alias("name"),
            pl.col(kind.country).alias("origin"),
            pl.concat_str(
                [pl.col(name) for name in kind.address_columns] or [pl.lit(None, pl.String)],
                separator=" ",
                ignore_nulls=True,
            ).alias("places"),
            pl.col(kind.codes).alias("codes"),
            pl.col(kind.words).alias("words"),
            kind.optional(kind.registration, pl.String).alias("number"),
            kind.optional(kind.date, pl.Date).alias("date"),
        )
        for kind in KINDS.values()
    )


def _fold(series: pl.Series) -> pl.Series:
    distinct = series.drop_nulls().unique().to_list()
    folded = {text: fold(text) or text for text in distinct}
    return series.replace_strict(folded, default=None, return_dtype=pl.String)


def _party_group(hits: Sequence[dict[str, Any]], *, weaker: bool) -> Group:
    """Return the hits of a party, raised or sunk as the gravest is.

    Under a rule that is ``weaker`` in names, a hit in a firm's name is a level under its own.
    """
    rows = list({hit["key"]: hit for hit in reversed(hits)}.values())[::-1]
    return Group(
        first=hits[0],
        best=max(hits, key=lambda hit: hit["score"] or 0.0),
        rows=rows,
        roles=tuple(dict.fromkeys(hit["role"] for hit in hits)),
        occurrences=occurrences((row["file"], row["sheet"], row["row"]) for row in rows),
        raised=max((hit["raised"] or 0) - (weaker and hit["role"] in _NAME_ROLES) for hit in hits),
    )


def _wide_group(frame: pl.DataFrame, first: dict[str, Any], *, sheet: bool) -> Group:
    places = frame.select("file", "sheet", "row").unique()
    raised = frame["raised"].max()
    return Group(
        first=first,
        best=first,
        rows=(),
        roles=tuple(frame["role"].unique(maintain_order=True).to_list()),
        occurrences=occurrences(places.iter_rows()),
        names=frame["name"].n_unique(),
        raised=int(raised) if isinstance(raised, int) else 0,
        sheet=sheet,
    )
