"""data-gap: what rows do not say, and so could not be screened on."""

import hashlib
from collections.abc import Iterator

import polars as pl

from screen.models.policy import Policy
from screen.models.result import Finding, FindingContext, Subject
from screen.models.rulebook import RULES, rule_evidence, rule_list, rulebook
from screen.models.vocabulary import SubjectKind, higher
from screen.risk.findings.evidence import cited_entries
from screen.risk.findings.levels import priority
from screen.risk.findings.occurrences import occurrences
from screen.risk.screened import Screened

RULE = "data-gap"
#: What a row is screened on, and the columns of which one must be filled.
NEEDED: dict[SubjectKind, dict[str, tuple[str, ...]]] = {
    "supplier": {
        "country": ("country",),
        "address": ("address", "city", "region"),
        "goods": ("hs_codes", "sector"),
    },
    "shipment": {
        "origin": ("country_of_origin",),
        "manufacturer": ("manufacturer", "mid"),
        "goods": ("hs_code", "goods_description"),
    },
}
#: What cannot be screened without it.
_LOST = {
    "country": "host countries, sectors and orders on goods of a country",
    "address": "places in Xinjiang and North Korea and listed addresses",
    "goods": "orders and advisories on goods",
    "origin": "host countries, North Korean origin and orders on goods of a country",
    "manufacturer": "the maker of the goods",
}
#: From this share of empty cells on the finding is a level higher.
_MOST = 0.5


def missing(kind: SubjectKind) -> dict[str, pl.Expr]:
    """For each thing that rows of ``kind`` are screened on, whether a row lacks it."""
    return {
        what: pl.all_horizontal(pl.col(column).is_null() for column in columns)
        for what, columns in NEEDED[kind].items()
    }


def count_missing(screened: Screened) -> dict[tuple[str, str, SubjectKind], dict[str, int]]:
    """By file, sheet and kind: how many of its screened rows lack what."""
    counts: dict[tuple[str, str, SubjectKind], dict[str, int]] = {}
    for kind, frame in screened.rows.items():
        sums = frame.group_by("file", "sheet").agg(lacks.sum().alias(what) for what, lacks in missing(kind).items())
        for row in sums.iter_rows(named=True):
            counts[row["file"], row["sheet"], kind] = {what: row[what] for what in NEEDED[kind]}
    return counts


def data_gaps(screened: Screened, policy: Policy) -> Iterator[Finding]:
    """One finding for each sheet and each thing that some of its rows lack."""
    if RULE in policy.rules_off:
        return
    for (file, sheet, kind), counts in sorted(count_missing(screened).items()):
        rows = screened.rows[kind].filter((pl.col("file") == file) & (pl.col("sheet") == sheet))
        for what, count in counts.items():
            if count:
                yield _finding(screened, policy, rows, kind, what, file, sheet)


def _finding(
    screened: Screened, policy: Policy, rows: pl.DataFrame, kind: SubjectKind, what: str, file: str, sheet: str
) -> Finding:
    lacking = rows.filter(missing(kind)[what]).sort("row")
    share = lacking.height / rows.height
    level = higher(policy.rule_levels[RULE], int(share > _MOST))
    text = rulebook().rules[RULE]
    percent = "under 1%" if share < 0.01 else f"{share:.0%}"
    note = (
        f"{lacking.height:,} of {rows.height:,} {kind} rows ({percent}) have no {what}: "
        f"they could not be screened on {_LOST[what]}."
    )
    identity = f"{kind}\0{RULE}\0{what}\0{file}\0{sheet}"
    places = occurrences(lacking.select("file", "sheet", "row").iter_rows())
    return Finding(
        id=hashlib.sha256(identity.encode()).hexdigest()[:16],
        rule=RULE,
        level=level,
        priority=priority(level, None, "neutral", 0),
        message=text.says.format(note=note),
        action=text.action,
        subject=Subject(
            kind=kind,
            id="",
            name=f"{file}{f', {sheet}' if sheet else ''}: {what}",
            party_role=what,
            file=file,
            sheet=sheet,
            row=lacking["row"][0],
            column=lacking.select(screened.written(lacking, NEEDED[kind][what][0]).alias("column"))["column"][0],
            value="",
        ),
        match=None,
        context=FindingContext(
            occurrences=places,
            list_id=RULES,
            entry_id=RULE,
            entry_name=text.title,
            basis=cited_entries([rule_list()])[RULES, RULE].basis,
        ),
        evidence=rule_evidence(RULE),
    )
