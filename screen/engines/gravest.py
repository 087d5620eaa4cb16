"""The part of a result that a workbook has room for: the gravest cases."""

import polars as pl

from screen.core.plurals import plural
from screen.models.frames import LINK_SCHEMA
from screen.models.result import Problem, ScreeningResult
from screen.risk.findings.cases import settle


def gravest(result: ScreeningResult, most: int) -> ScreeningResult:
    """Return the first ``most`` cases of a result with their findings, evidence and rows.

    Of rows there are those by which the findings were made; a remark says where all stand.
    """
    kept = {case.id for case in result.cases[:most]}
    places = [place for place, one in enumerate(result.findings) if one.case in kept]
    findings = [result.findings[place] for place in places]
    numbers = pl.DataFrame({"finding": places}, schema={"finding": pl.UInt32})
    links = (
        result.links.join(numbers.with_row_index("_now"), on="finding")
        .select(pl.col("_now").alias("finding"), "key")
        .cast(LINK_SCHEMA)  # type: ignore[arg-type]
    )
    keys = links["key"].unique().implode()
    cited = {one for finding in findings for one in finding.evidence}
    evidence = [one for one in result.evidence if one.id in cited]
    remark = Problem(
        severity="info",
        file=result.inputs[0].path if result.inputs else "",
        message=(
            f"this workbook holds {plural(len(kept), 'case')} of {len(result.cases):,}, the"
            " gravest, and the rows by which they were found; all cases, findings and rows are in"
            " the tables beside it"
        ),
    )
    return result.model_copy(
        update={
            "findings": findings,
            "cases": settle(result.cases[:most], findings),
            "evidence": evidence,
            "links": links,
            "tables": {
                kind: rows.filter(pl.col("key").is_in(keys)) for kind, rows in result.tables.items()
            },
            "parties": result.parties.filter(pl.col("key").is_in(keys)),
            "problems": [remark, *result.problems],
        }
    )
