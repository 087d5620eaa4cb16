"""Gathers hits into findings: one for each subject, rule and entry, with every row it touches."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

import polars as pl

from screen.models.frames import LINK_SCHEMA, no_links
from screen.models.kinds import KINDS, NAME_COLUMNS
from screen.models.policy import Policy
from screen.models.result import Finding
from screen.models.rulebook import rule_list, rulebook
from screen.names.fold import fold
from screen.risk.facts.hosts import host_countries
from screen.risk.findings.build import (
    CELLS,
    CELLS_READ,
    IDENTITY,
    Group,
    Whole,
    finding_id,
    make_finding,
)
from screen.risk.findings.evidence import cited_entries
from screen.risk.findings.explained import explanations
from screen.risk.findings.grouping import Gathering, gatherings
from screen.risk.findings.quoting import quote_cells
from screen.risk.screened import Screened

#: The roles of columns that hold names: a place found only there says less than an address.
_NAME_ROLES = {column.replace("_", " ") for column in NAME_COLUMNS}
#: So many findings are made of their hits at a time.
_AT_A_TIME = 10_000
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


def gather(
    hits: pl.DataFrame,
    screened: Screened,
    policy: Policy,
    whole: Mapping[str, Whole] | None = None,
) -> Gathered:
    """Return findings from hits (``HIT_SCHEMA``, but ``key`` a list of rows: ``together``).

    A finding's subject is a name in a country, not a row: a firm in a thousand shipments is one
    finding that lists them. Rules about a country, or a sheet, have that as their subject. An id
    says nothing of file and row (a sheet's apart), so that decisions survive reordering.
    Where ``screened`` is a sample, ``whole`` says by the id of a finding what the sample does not.
    """
    gathered = Gathered()
    if hits.is_empty():
        return gathered
    cited = cited_entries([*screened.watchlists, rule_list()])
    hosts = frozenset(host_countries(screened))
    row_facts = row_facts_of(screened, hits)
    links: list[pl.DataFrame] = []
    for of_hits, ask in kinds_of_findings(hits):
        if of_hits.is_empty():
            continue
        found = gatherings(of_hits, row_facts, **ask.asked())
        if not ask.sheet:
            number = (pl.col("group") + len(gathered.findings)).cast(pl.UInt32).alias("finding")
            links.append(found.rows.select(number, "key"))
        explained = explanations(found.bests) if ask.compares else {}
        for some in batched(found, _AT_A_TIME):
            groups = [(one.identity, _group(one, ask, whole)) for one in some]
            firsts = [group.first for _, group in groups]
            cells = [(one["file"], one["sheet"], one["column"], one["row"]) for one in firsts]
            for (identity, group), quoted in zip(groups, quote_cells(screened, cells), strict=True):
                both = {**group.first, **identity}
                place = cited[both["list_id"], both["entry_id"]]
                gathered.findings.append(
                    make_finding(identity, group, place, quoted, screened, policy, hosts, explained)
                )
    gathered.links = pl.concat([no_links(), *links])
    return gathered


@dataclass(frozen=True, slots=True)
class Ask:
    """How the hits of some rules make findings; see ``grouping.gatherings``.

    ``wide`` findings are of a country or sheet and not of a name, ``sheet`` ones of a sheet;
    ``compares`` is for rules that compare names.
    """

    part: Sequence[str] = IDENTITY
    of_rows: Sequence[str] = ()
    identity: pl.Expr | None = None
    cells: Sequence[str] = ()
    wide: bool = False
    sheet: bool = False
    compares: bool = False

    def asked(self) -> dict[str, Any]:
        """Return this as arguments of ``gatherings``."""
        names = ("part", "of_rows", "identity", "cells")
        most = {"most_cells": CELLS_READ} if self.cells else {}
        return {name: getattr(self, name) for name in names} | most


def kinds_of_findings(hits: pl.DataFrame) -> Iterator[tuple[pl.DataFrame, Ask]]:
    """Yield the hits whose findings are made alike, with how far each is raised (``lifted``)."""
    book = rulebook()
    sunk = pl.col("rule").is_in(book.where("weaker_in_names")) & pl.col("role").is_in(_NAME_ROLES)
    hits = hits.with_columns((pl.col("raised").fill_null(0) - sunk.cast(pl.Int8)).alias("lifted"))
    compares = pl.col("rule").is_in(book.where("compares_names"))
    of_parties = hits.filter(pl.col("rule").is_in(book.where("subject", "party")))
    yield of_parties.filter(compares), Ask(identity=_folded("value"), cells=CELLS, compares=True)
    named = _folded(pl.coalesce("name", "value"))
    yield (
        of_parties.filter(~compares),
        Ask(of_rows=["name"], identity=named, cells=CELLS),
    )
    # One rule at a time: every shipment from a country can be a hit.
    wide = [rule for rule, text in book.rules.items() if text.subject != "party"]
    for rule in sorted(wide, key=lambda rule: book.rules[rule].subject == "sheet"):
        subject = book.rules[rule].subject
        of_rule = hits.filter(pl.col("rule") == rule)
        if subject == "sheet":
            yield (
                of_rule,
                Ask(_SHEET_IDENTITY, of_rows=["file", "sheet"], wide=True, sheet=True),
            )
        elif subject == "sector":
            of_sector = pl.format("{}: {}", "country", "role")
            yield of_rule, Ask(identity=of_sector, wide=True)
        else:
            yield of_rule, Ask(identity=pl.col("country"), wide=True)


def _group(one: Gathering, ask: Ask, whole: Mapping[str, Whole] | None) -> Group:
    """Return the hits of a finding; of those at hand, as ``whole`` says, where it is given.

    A finding is raised or sunk as its gravest hit is; under a rule that is weaker in names, a hit
    in a firm's name is a level under its own.
    """
    group = Group(
        first=one.first,
        best=one.first if ask.wide else one.best,
        roles=one.roles,
        occurrences=one.occurrences,
        cells=one.cells,
        dates=one.dates,
        names=one.names if ask.wide else 1,
        raised=one.lifted,
        sheet=ask.sheet,
    )
    return whole[finding_id(one.identity)].of(group) if whole is not None else group


def row_facts_of(screened: Screened, hits: pl.DataFrame | None = None) -> pl.DataFrame:
    """Return what findings quote of rows, under common names: of those of ``hits``, or of all."""
    rows = screened.rows
    if hits is not None:
        hit = hits.select(pl.col("key").explode().unique())
        rows = {
            name: some.join(hit, on="key", how="semi", maintain_order="left")
            for name, some in rows.items()
        }
    return pl.concat(
        rows[kind.name].select(
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


def batched(found: Iterable[Gathering], size: int) -> Iterator[list[Gathering]]:
    """Yield ``found`` in lists of at most ``size``."""
    rest = iter(found)
    while some := list(islice(rest, size)):
        yield some


def _folded(text: str | pl.Expr) -> pl.Expr:
    column = pl.col(text) if isinstance(text, str) else text
    return column.map_batches(_fold, return_dtype=pl.String)


def _fold(series: pl.Series) -> pl.Series:
    distinct = series.drop_nulls().unique().to_list()
    folded = {text: fold(text) or text for text in distinct}
    return series.replace_strict(folded, default=None, return_dtype=pl.String)
