"""What is compared of a run on Spark and a local one, for all tests of Spark."""

import json
import os
import shutil
from datetime import date
from pathlib import Path

import polars as pl
import pytest
from pydantic import TypeAdapter

pytest.importorskip("pyspark", reason="pip install 'forced-labor-screen[spark]'")
if not shutil.which("java"):
    pytest.skip("Spark needs Java 17", allow_module_level=True)

from screen.engines.lines import ROWS_WRITTEN
from screen.models.case import Case
from screen.models.result import Finding

ROOT = Path(__file__).parent.parent.parent
DAY = date(2026, 11, 28)
# Java's second compiler works for programs that run longer than a test, and takes its processors.
os.environ.setdefault("JAVA_TOOL_OPTIONS", "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC")
#: Made once: there are thousands of findings.
FINDINGS, CASES = TypeAdapter(list[Finding]), TypeAdapter(list[Case])


def occurrences(found):
    """Row numbers as text, which an engine writes out up to a limit in each file."""
    for place in found:
        numbers = place["rows"].split(", ")
        place["rows"] = "many" if place["count"] > ROWS_WRITTEN else numbers
    return found


def findings(result):
    told = {}
    for line in FINDINGS.dump_python(result.findings, mode="json"):
        occurrences(line["context"]["occurrences"])
        told[line["id"]] = line
    return told


def cases(result):
    told = {}
    lines = CASES.dump_python(result.cases, mode="json")
    for one, line in zip(result.cases, lines, strict=True):
        occurrences(line["party"]["rows"])
        told[one.id] = line | {"exposure": one.exposure}
    return told


def assert_same(local, other):
    ours, theirs = findings(local), findings(other)
    assert sorted(ours) == sorted(theirs)
    differ = {one: (ours[one], theirs[one]) for one in ours if ours[one] != theirs[one]}
    assert not differ
    assert [one.id for one in local.findings] == [one.id for one in other.findings]
    assert cases(local) == cases(other)
    assert [one.id for one in local.cases] == [one.id for one in other.cases]
    assert local.summary == other.summary
    assert local.run.exit_code == other.run.exit_code
    for mine, their in zip(local.inputs, other.inputs, strict=True):
        # Digests of files are not taken on Spark.
        assert mine.model_dump(exclude={"sha256"}) == their.model_dump(exclude={"sha256"})


def linked(out):
    """How many rows each finding has in the table of links."""
    links = pl.read_parquet(out / "links" / "*.parquet")
    return dict(links.group_by("finding").len().iter_rows())


def touched(result):
    """How many rows each finding touches, those on a whole sheet aside."""
    return {
        one.id: sum(place.count for place in one.context.occurrences)
        for one in result.findings
        if one.rule != "data-gap"
    }


def sample_shipments():
    """The shipments of the samples: text cells of every kind, as people write them."""
    grid = pl.read_excel(
        ROOT / "samples" / "shipments.xlsx", has_header=False, infer_schema_length=0
    ).rows()
    head = next(at for at, row in enumerate(grid) if row[0] and row[0].startswith("B/L"))
    columns = [str(name) for name in grid[head]]
    return pl.DataFrame(grid[head + 1 :], schema=columns, orient="row")


def sample_chain():
    """The suppliers of the samples that supply each other, and their shipments."""
    book = ROOT / "samples" / "supply-chain.xlsx"
    read = pl.read_excel(book, sheet_id=0, infer_schema_length=0)
    return {name: rows.cast(pl.String) for name, rows in list(read.items())[:2]}


def told_in(out):
    """The findings in the tables that a run on Spark wrote."""
    found = {}
    for line in pl.read_parquet(out / "findings.parquet").iter_rows(named=True):
        nested = {n: json.loads(line[n]) for n in ("subject", "match", "context") if line[n]}
        occurrences(nested["context"]["occurrences"])
        found[line["id"]] = line | nested
    return found


def told_by(result):
    """The findings of a local run as tables hold them."""
    found = findings(result)
    for line in found.values():
        for name in ("evidence", "via"):
            line[name] = json.dumps(line[name], ensure_ascii=False)
    return found


def of_one_file(found):
    """Findings or cases without the file and the numbers of their rows, which are counted."""
    for line in found.values():
        if "party" in line:
            line["party"]["rows"] = sum(place["count"] for place in line["party"]["rows"])
            continue
        line["context"]["occurrences"] = sum(o["count"] for o in line["context"]["occurrences"])
        for name in ("file", "row"):
            del line["subject"][name]
    return found
