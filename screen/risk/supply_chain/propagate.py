"""Carries findings on a firm down the chain to the direct suppliers and shipments that it reaches.

The rule ``supply-chain``.
"""

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

import polars as pl

from screen.models.frames import LINK_SCHEMA
from screen.models.kinds import KINDS
from screen.models.policy import Policy
from screen.models.result import Finding, FindingContext, Problem, Subject
from screen.models.rulebook import rulebook
from screen.models.touched import Occurrences
from screen.models.vocabulary import at_least, lower
from screen.names.fold import fold
from screen.risk.findings.gather import Gathered
from screen.risk.findings.levels import priority
from screen.risk.findings.occurrences import occurrences
from screen.risk.findings.quoting import quote_cells
from screen.risk.screened import Screened
from screen.risk.supply_chain.chain import Chain
from screen.risk.supply_chain.found_firms import firms_found
from screen.risk.supply_chain.reach import Reach, reach_of

RULE = "supply-chain"
#: A firm and the keys of rows of its shipments to all rows that these stand for.
Counted = Callable[[int, pl.Series], list[Occurrences]]


def supply_chain(
    gathered: Gathered,
    screened: Screened,
    chain: Chain,
    policy: Policy,
    counted: Counted | None = None,
) -> Gathered:
    """Return a finding for each direct supplier, and for the shipments of each firm, downstream.

    ``via`` is the path from the firm of the first finding to the subject. A finding on the firm
    itself reaches its shipments without a loss of level, where these do not show the same thing by
    themselves. The level falls by the policy, never to nothing. ``counted``: all of a sample.
    """
    if RULE in policy.rules_off or (chain.links.is_empty() and chain.shipments.is_empty()):
        return Gathered()
    rules = rulebook().rules
    travelling = {
        number: finding
        for number, finding in enumerate(gathered.findings)
        if KINDS[finding.subject.kind].about == "firms"
        and rules[finding.rule].travels
        and at_least(finding.level, policy.supply_chain.from_level)
    }
    if not travelling:
        return Gathered()
    starts = firms_found(gathered, chain.firms, list(travelling)).rename({"firm": "source"})
    wanted = {*chain.direct().to_list(), *chain.shipments["firm"].unique().to_list()}
    reach = reach_of(chain, starts["source"], wanted)
    if reach.left:
        chain.problems.append(_too_entangled(reach, screened))
    ways = starts.join(reach.reached, on="source").sort("steps", "finding", "source", "firm")
    carried = [
        *_to_suppliers(ways, travelling, chain, reach, policy, screened),
        *_to_shipments(ways, gathered, travelling, chain, reach, policy, screened, counted),
    ]
    keys = pl.DataFrame(
        {"key": [list(one["keys"]) for _, one in carried]}, schema={"key": pl.List(pl.UInt32)}
    ).with_row_index("finding")
    links = keys.explode("key").drop_nulls().cast(LINK_SCHEMA)  # type: ignore[arg-type]
    return Gathered([finding for finding, _ in carried], links)


def _too_entangled(reach: Reach, screened: Screened) -> Problem:
    return Problem(
        severity="warning",
        file=next((sheet.path for sheet in screened.sheets), ""),
        message=(
            f"the firms of these files supply each other in so many ways that the findings of"
            f" {reach.left:,} of them were not carried down the supply chain; screen fewer files"
            " at once, or only the links that hold"
        ),
    )


def _to_suppliers(
    ways: pl.DataFrame,
    travelling: Mapping[int, Finding],
    chain: Chain,
    reach: Reach,
    policy: Policy,
    screened: Screened,
) -> Iterator[tuple[Finding, Mapping[str, Any]]]:
    told = ways.filter((pl.col("steps") > 0) & pl.col("firm").is_in(chain.direct().implode()))
    own = ways.filter(pl.col("steps") == 0).select("finding", "firm")
    told = told.join(own, on=["finding", "firm"], how="anti").unique(
        ["finding", "firm"], keep="first", maintain_order=True
    )
    places = _named(
        chain.firms.rows.join(screened.about("firms").drop("name", "country"), on="key").join(
            chain.firms.firms.select("firm", "country"), on="firm"
        ),
        told["firm"].unique(),
        chain,
    )
    subjects = _by_firm(places, screened)
    for number, source, firm, steps in told.select(
        "finding", "source", "firm", "steps"
    ).iter_rows():
        subject = subjects[firm]
        path = reach.path(source, firm)
        yield _carried(travelling[number], subject, path, int(steps), policy), subject


def _to_shipments(
    ways: pl.DataFrame,
    gathered: Gathered,
    travelling: Mapping[int, Finding],
    chain: Chain,
    reach: Reach,
    policy: Policy,
    screened: Screened,
    counted: Counted | None,
) -> Iterator[tuple[Finding, Mapping[str, Any]]]:
    told = ways.unique(["finding", "firm"], keep="first", maintain_order=True).join(
        chain.shipments.select("firm").unique(), on="firm", how="semi"
    )
    places = _named(
        chain.shipments.join(screened.about("goods").drop("name"), on="key"),
        told["firm"].unique(),
        chain,
    ).join(
        screened.parties.select("key", "role", pl.col("value").alias("name"), "column"),
        on=["key", "role"],
        maintain_order="left",
    )
    plain = _by_firm(places, screened, counted)
    partly = _shown_in_part(told, travelling, gathered, places)
    for number, source, firm, steps in told.select(
        "finding", "source", "firm", "steps"
    ).iter_rows():
        subject = plain[firm]
        left = partly.get((number, firm))
        if left is not None:
            if left.is_empty():
                continue
            subject = _by_firm(left, screened, counted)[firm]
        path = reach.path(source, firm)
        yield _carried(travelling[number], subject, path, int(steps), policy), subject


def _shown_in_part(
    told: pl.DataFrame,
    travelling: Mapping[int, Finding],
    gathered: Gathered,
    places: pl.DataFrame,
) -> dict[tuple[int, int], pl.DataFrame]:
    """Return the ``places`` of shipments that do not show a rule and entry by themselves.

    They are those of each finding and firm where other shipments do.
    """
    what = {"rule": pl.String, "list_id": pl.String, "entry_id": pl.String}
    of = pl.DataFrame(
        [
            (number, f.rule, f.context.list_id, f.context.entry_id)
            for number, f in enumerate(gathered.findings)
            if KINDS[f.subject.kind].about == "goods"
        ],
        schema={"finding": pl.UInt32, **what},
        orient="row",
    )
    carried = pl.DataFrame(
        [
            (number, f.rule, f.context.list_id, f.context.entry_id)
            for number, f in travelling.items()
        ],
        schema={"finding": pl.UInt32, **what},
        orient="row",
    )
    shown = (
        gathered.links.join(of.join(carried, on=list(what), how="semi"), on="finding")
        .select(*what, "key")
        .unique()
    )
    reached = told.select("finding", "firm").join(carried, on="finding").join(places, on="firm")
    known = reached.join(shown, on=[*what, "key"], how="semi").select("finding", "firm").unique()
    left = (
        reached.join(known, on=["finding", "firm"], how="semi")
        .join(shown, on=[*what, "key"], how="anti")
        .sort("key")
        .drop(what)
    )
    by_pair = {
        (int(str(number)), int(str(firm))): rows.drop("finding")
        for (number, firm), rows in left.group_by("finding", "firm", maintain_order=True)
    }
    return {pair: by_pair.get(pair, places.clear()) for pair in known.iter_rows()}


def _by_firm(
    places: pl.DataFrame, screened: Screened, counted: Counted | None = None
) -> dict[int, dict[str, Any]]:
    """Return what findings say of each firm's rows; ``places`` are those of ``_named``."""
    firms = [
        (int(str(firm)), _subject(rows, rows["firm_name"][0]))
        for (firm,), rows in places.group_by("firm", maintain_order=True)
    ]
    subjects = [told["subject"] for _, told in firms]
    quoted = quote_cells(screened, [(s.file, s.sheet, s.column, s.row) for s in subjects])
    for (_, told), text in zip(firms, quoted, strict=True):
        told["subject"] = replace(told["subject"], value=text)
    if counted is not None:
        for firm, told in firms:
            told["occurrences"] = counted(firm, told["keys"])
            told["count"] = sum(place.count for place in told["occurrences"])
    return dict(firms)


def _named(places: pl.DataFrame, wanted: pl.Series, chain: Chain) -> pl.DataFrame:
    """Return the rows of the ``wanted`` firms in row order, with each firm's name.

    ``firm_name`` is the supplier file's spelling.
    """
    places = places.filter(pl.col("firm").is_in(wanted.implode())).sort("key")
    return places.join(
        chain.firms.firms.select("firm", pl.col("name").alias("firm_name")),
        on="firm",
        maintain_order="left",
    )


def _subject(rows: pl.DataFrame, name: str) -> dict[str, Any]:
    first = rows.row(0, named=True)
    return {
        "keys": rows["key"],
        "name": name,
        "country": first["country"] or "",
        "count": rows.height,
        "occurrences": occurrences(rows.select("file", "sheet", "row").iter_rows()),
        "subject": Subject(
            kind=first["kind"],
            id=first["id"] or "",
            name=name,
            party_role=", ".join(rows["role"].unique(maintain_order=True).to_list()),
            file=first["file"],
            sheet=first["sheet"],
            row=first["row"],
            column=first["column"],
            value=first["name"] or "",
        ),
    }


def _carried(
    finding: Finding, told: Mapping[str, Any], path: Sequence[str], steps: int, policy: Policy
) -> Finding:
    level = lower(finding.level, policy.supply_chain.lost(steps))
    subject: Subject = told["subject"]
    count: int = told["count"]
    distance = (
        f"{steps} step{'s' if steps > 1 else ''} up the supply chain of"
        if steps
        else "on the supplier of shipments of"
    )
    context = FindingContext(
        country=told["country"],
        occurrences=told["occurrences"],
        list_id=finding.context.list_id,
        entry_id=finding.context.entry_id,
        entry_name=finding.context.entry_name,
        effect=finding.context.effect,
        notes=[
            f"first finding: {finding.id}, {finding.rule}, {finding.level}",
            *finding.context.notes,
        ],
        origin=finding.id,
        basis=finding.context.basis,
    )
    identity = (subject.kind, RULE, finding.id, fold(subject.name) or subject.name)
    return Finding(
        id=hashlib.sha256("\0".join(identity).encode()).hexdigest()[:16],
        rule=RULE,
        level=level,
        priority=priority(
            level, finding.match.score if finding.match else None, finding.context.verdict, count
        ),
        message=(
            f"Finding {distance} “{subject.name}”: {' -> '.join([*path, 'you'])}. {finding.message}"
        ),
        action=rulebook().rules[RULE].action,
        subject=subject,
        match=finding.match,
        context=context,
        evidence=finding.evidence,
        via=list(path),
    )
