"""A real Spark finds what a local run finds: ids, levels, scores, row counts, values, cases."""

import json
import shutil
import subprocess
import sys
from datetime import date

import polars as pl
import pytest
from pydantic import TypeAdapter

from screen import Policy, screen_files
from screen.core.errors import InputError
from screen.models.case import Case
from screen.models.result import Finding

pytest.importorskip("pyspark", reason="pip install 'forced-labor-screen[spark]'")
if not shutil.which("java"):
    pytest.skip("Spark needs Java 17", allow_module_level=True)

from conftest import ROOT
from generated import shipments

from screen.engines.lines import ROWS_WRITTEN
from screen.engines.spark import screen_dataset, session

DAY = date(2026, 11, 28)


@pytest.fixture(scope="module")
def spark():
    started = session("local[2]", "flscreen tests")
    yield started
    started.stop()


def occurrences(found):
    """Row numbers as text, which an engine writes out up to a limit in each file."""
    for place in found:
        numbers = place["rows"].split(", ")
        place["rows"] = "many" if place["count"] > ROWS_WRITTEN else numbers
    return found


def findings(result):
    told = {}
    for one in result.findings:
        line = TypeAdapter(Finding).dump_python(one, mode="json")
        occurrences(line["context"]["occurrences"])
        told[one.id] = line
    return told


def cases(result):
    told = {}
    for one in result.cases:
        line = TypeAdapter(Case).dump_python(one, mode="json") | {"exposure": one.exposure}
        occurrences(line["party"]["rows"])
        told[one.id] = line
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
    accounts = ("path", "kind", "rows_read", "rows_screened", "rows_rejected", "columns", "missing")
    for mine, their in zip(local.inputs, other.inputs, strict=True):
        assert mine.model_dump(include=set(accounts)) == their.model_dump(include=set(accounts))


def sample_shipments():
    """The shipments of the samples: text cells of every kind, as people write them."""
    grid = pl.read_excel(
        ROOT / "samples" / "shipments.xlsx", has_header=False, infer_schema_length=0
    ).rows()
    head = next(at for at, row in enumerate(grid) if row[0] and row[0].startswith("B/L"))
    columns = [str(name) for name in grid[head]]
    return pl.DataFrame(grid[head + 1 :], schema=columns, orient="row")


def test_the_shipments_of_the_samples(spark, tmp_path):
    file = tmp_path / "shipments.parquet"
    sample_shipments().write_parquet(file)
    local = screen_files([file], as_of=DAY)
    assert len(local.findings) > 50
    done = screen_dataset(spark, [str(file)], tmp_path / "out", as_of=DAY)
    assert_same(local, done.result)
    table = pl.read_parquet(tmp_path / "out" / "findings.parquet")
    assert table["id"].to_list() == [one.id for one in local.findings]
    links = pl.read_parquet(tmp_path / "out" / "links" / "*.parquet")
    counts = dict(links.group_by("finding").len().iter_rows())
    whole = {
        one.id: sum(place.count for place in one.context.occurrences)
        for one in local.findings
        if one.rule != "data-gap"
    }
    assert counts == whole


def test_generated_shipments_in_several_files(spark, tmp_path):
    rows = shipments(6_000, 1_500)
    # Dates and amounts as text are read in one way for the whole column, wherever its rows are.
    rows = rows.with_columns(
        pl.col("Arrival Date").dt.strftime("%d/%m/%Y"),
        pl.col("Value").round(2).cast(pl.String).str.replace(".", ",", literal=True),
    )
    # The first file has only dates that may be month-day as well.
    early = pl.col("Arrival Date").str.head(2).cast(pl.Int32) <= 12
    rows = pl.concat([rows.filter(early), rows.filter(~early)])
    files = []
    for number, part in enumerate(rows.iter_slices(2_500)):
        files.append(tmp_path / f"part {number} of 3.parquet")
        part.write_parquet(files[-1])
    policy = Policy.model_validate({"columns": {"Value": "value"}})
    done = screen_dataset(
        spark, [str(file) for file in files], tmp_path / "out", policy=policy, as_of=DAY
    )
    # A local run decides for each file by itself: one file of all rows is what a dataset is.
    whole = tmp_path / "all.parquet"
    rows.write_parquet(whole)
    local = screen_files([whole], policy=policy, as_of=DAY)
    assert len({one.rule for one in local.findings}) > 15
    ours, theirs = findings(local), findings(done.result)
    skipped = {"data-gap"}
    assert {i for i, f in ours.items() if f["rule"] not in skipped} == {
        i for i, f in theirs.items() if f["rule"] not in skipped
    }
    for one in ours.keys() & theirs.keys():
        mine, their = ours[one], theirs[one]
        for name in ("level", "rule", "message", "match", "evidence", "case", "priority"):
            assert mine[name] == their[name]
        assert mine["context"]["exposure"] == their["context"]["exposure"]
        assert sum(place["count"] for place in mine["context"]["occurrences"]) == sum(
            place["count"] for place in their["context"]["occurrences"]
        )


def test_generated_shipments_in_one_file_and_a_second_run_that_matches_nothing_again(
    spark, tmp_path
):
    file, out = tmp_path / "rows.parquet", tmp_path / "out"
    shipments(6_000, 1_500, seed=11).write_parquet(file)
    local = screen_files([file], as_of=DAY)
    assert_same(local, screen_dataset(spark, [str(file)], out, as_of=DAY).result)
    names = next((out / "_work").glob("matches-*")) / "names"
    known = pl.read_parquet(names / "*.parquet").height
    assert known > 1_000
    assert_same(local, screen_dataset(spark, [str(file)], out, as_of=DAY).result)
    assert pl.read_parquet(names / "*.parquet").height == known


def test_suppliers_and_rows_in_groups_are_refused_by_name(spark, tmp_path):
    suppliers = tmp_path / "suppliers.parquet"
    pl.DataFrame(
        {"Supplier Name": ["Acme Mills", "Zed Textiles"], "Supplies to": ["Zed Textiles", None]}
    ).write_parquet(suppliers)
    with pytest.raises(InputError, match="supply chain"):
        screen_dataset(spark, [str(suppliers)], tmp_path / "one", as_of=DAY)
    with pytest.raises(InputError, match=r"Spark stopped: .*none\.parquet"):
        screen_dataset(spark, [str(tmp_path / "none.parquet")], tmp_path / "three", as_of=DAY)
    groups = tmp_path / "groups.parquet"
    shipments(200, 50).with_columns(
        pl.when(pl.int_range(pl.len()) % 2 == 0).then("Manufacturer").alias("Manufacturer")
    ).write_parquet(groups)
    with pytest.raises(InputError, match="have no name here"):
        screen_dataset(spark, [str(groups)], tmp_path / "two", as_of=DAY)


def test_the_command_writes_tables_and_a_workbook(tmp_path):
    file, out = tmp_path / "shipments.parquet", tmp_path / "out"
    sample_shipments().write_parquet(file)
    command = [sys.executable, "-m", "screen", "run", file, "--engine", "spark"]
    command += ["--master", "local[2]", "-o", out, "--report-top", "5", "--as-of", "2026-11-28"]
    done = subprocess.run(
        [str(one) for one in command], check=False, capture_output=True, text=True
    )
    assert done.returncode == 1, done.stderr
    assert (out / "report.xlsx").stat().st_size > 5_000
    assert json.loads((out / "run.json").read_text())["summary"]["shipments_flagged"] > 0
    cases_sheet = pl.read_excel(out / "report.xlsx", sheet_name="Cases", has_header=False)
    assert cases_sheet.height >= 5
