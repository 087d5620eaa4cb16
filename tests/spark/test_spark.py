"""A real Spark finds what a local run finds: ids, levels, scores, row counts, values, cases."""

import json
import re
import shutil
import subprocess
import sys

import polars as pl
import pytest
from comparing import (
    DAY,
    ROOT,
    assert_same,
    cases,
    findings,
    linked,
    of_one_file,
    sample_chain,
    sample_shipments,
    told_in,
    touched,
)
from generated import shipments, suppliers

from screen import Policy, screen_files
from screen.core.errors import InputError, UsageError
from screen.engines.gravest import gravest
from screen.engines.spark import run_on_spark, screen_dataset, session
from screen.pipeline import Job
from screen.pipeline import run as run_job


@pytest.fixture(scope="session")
def spark():
    started = session("local[2]", "flscreen tests")
    yield started
    started.stop()


def test_the_shipments_of_the_samples(spark, tmp_path):
    file = tmp_path / "shipments.parquet"
    sample_shipments().write_parquet(file)
    local = screen_files([file], as_of=DAY)
    assert len(local.findings) > 50
    done = screen_dataset(spark, [str(file)], tmp_path / "out", as_of=DAY)
    assert_same(local, done.result)
    table = pl.read_parquet(tmp_path / "out" / "findings.parquet")
    assert table["id"].to_list() == [one.id for one in local.findings]
    assert linked(tmp_path / "out") == touched(local)


def test_generated_shipments_in_several_files(spark, tmp_path):
    rows = shipments(2_000, 700)
    # Dates and amounts as text are read in one way for the whole column, wherever its rows are.
    rows = rows.with_columns(
        pl.col("Arrival Date").dt.strftime("%d/%m/%Y"),
        pl.col("Value").round(2).cast(pl.String).str.replace(".", ",", literal=True),
    )
    # The first file has only dates that may be month-day as well.
    early = pl.col("Arrival Date").str.head(2).cast(pl.Int32) <= 12
    rows = pl.concat([rows.filter(early), rows.filter(~early)])
    files = []
    for number, part in enumerate(rows.iter_slices(750)):
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
    # Lacking cells are counted for each file, and are cases of the file.
    ours, theirs = of_one_file(findings(local)), of_one_file(findings(done.result))
    for found in (ours, theirs):
        for one in [one for one in found if found[one]["rule"] == "data-gap"]:
            del found[one]
    assert ours == theirs
    ours, theirs = of_one_file(cases(local)), of_one_file(cases(done.result))
    for found in (ours, theirs):
        for one in [one for one in found if found[one]["party"]["kind"] == "file"]:
            del found[one]
    assert ours == theirs


def test_files_that_each_decide_alike_are_found_as_they_are_locally(spark, tmp_path):
    files = []
    rows = shipments(2_500, 700, seed=3)
    # A cell that no spreadsheet could hold is cut, and --strict says so.
    long = pl.when(pl.int_range(pl.len()) == 2_000).then(pl.lit("x y " * 10_000))
    rows = rows.with_columns(long.otherwise("Remarks").alias("Remarks"))
    for number, part in enumerate(rows.iter_slices(900)):
        files.append(tmp_path / f"{number}.parquet")
        part.write_parquet(files[-1])
    job = Job(files, Policy.model_validate({}), as_of=DAY, strict=True)
    local = run_job(job)
    assert [len(one.not_screened) for one in local.inputs] == [0, 0, 1]
    done = run_on_spark(job, spark, [str(file) for file in files], tmp_path / "out")
    assert_same(local, done.result)
    assert local.run.failed and done.result.run.failed


def test_a_further_run_matches_only_new_names_and_one_that_broke_off_goes_on(spark, tmp_path):
    file, out = tmp_path / "rows.parquet", tmp_path / "out"
    rows = shipments(1_200, 500, seed=11)
    rows.head(800).write_parquet(file)
    assert_same(
        screen_files([file], as_of=DAY), screen_dataset(spark, [str(file)], out, as_of=DAY).result
    )
    kept = next((out / "_work").glob("matches-*"))

    def names(folder):
        return set(pl.read_parquet(kept / folder / "*.parquet")["name"])

    first = names("names")
    assert len(first) > 400 and names("new") == first
    # More rows: only their new names are matched, and the matches of the others are taken.
    rows.write_parquet(file)
    local = screen_files([file], as_of=DAY)
    assert_same(local, screen_dataset(spark, [str(file)], out, as_of=DAY).result)
    every = names("names")
    assert names("new") == every - first
    assert 0 < len(every - first) < len(first)
    # The same again, where a run broke off while matches were written, and after they were.
    broken = kept / "matches" / "_temporary" / "0"
    broken.mkdir(parents=True)
    whole = next((kept / "matches").glob("*.parquet"))
    (broken / "part.parquet").write_bytes(whole.read_bytes()[:100])
    shutil.rmtree(kept / "names")
    assert_same(local, screen_dataset(spark, [str(file)], out, as_of=DAY).result)
    assert names("new") == every


def test_findings_travel_along_the_chain_of_suppliers(spark, tmp_path):
    file = tmp_path / "suppliers.parquet"
    suppliers(500).write_parquet(file)
    local = screen_files([file], as_of=DAY)
    carried = {one.id for one in local.findings if one.context.origin}
    assert len(carried) > 200 and max(len(one.via) for one in local.findings) > 4
    done = screen_dataset(spark, [str(file)], tmp_path / "out", as_of=DAY)
    assert_same(local, done.result)
    told = {one.message for one in local.problems if one.severity == "warning"}
    assert any("circle" in one for one in told)
    assert told == {one.message for one in done.result.problems if one.severity == "warning"}
    assert linked(tmp_path / "out") == touched(local)
    assert carried <= linked(tmp_path / "out").keys()


def test_findings_on_suppliers_reach_their_shipments(spark, tmp_path):
    firms, goods, out = tmp_path / "firms.parquet", tmp_path / "goods.parquet", tmp_path / "out"
    told = suppliers(250)
    told.write_parquet(firms)
    shipments(1_000, 150, makers=told["Supplier Name"].to_list()).write_parquet(goods)
    local = screen_files([firms, goods], as_of=DAY)
    carried = [one for one in local.findings if one.context.origin]
    assert {one.subject.kind for one in carried} == {"supplier", "shipment"}
    touching = [one for one in local.findings if one.subject.kind == "supplier"]
    assert any(one.context.exposure.shipments > 3 for one in touching)
    assert "origin-conflict" in {one.rule for one in local.findings}
    done = screen_dataset(spark, [str(firms), str(goods)], out, as_of=DAY)
    assert_same(local, done.result)
    assert linked(out) == touched(local)
    top = gravest(done.result, 5)
    assert len(top.cases) == 5 and top.tables["supplier"].height


def test_the_supply_chain_of_the_samples(spark, tmp_path):
    files = []
    for name, rows in sample_chain().items():
        files.append(tmp_path / f"{name}.parquet")
        rows.write_parquet(files[-1])
    # The shipments first: they are read after the suppliers all the same.
    local = screen_files(files[::-1], as_of=DAY)
    assert {len(one.via) for one in local.findings} >= {0, 4, 5}
    done = screen_dataset(spark, [str(file) for file in files[::-1]], tmp_path / "out", as_of=DAY)
    assert_same(local, done.result)


def test_what_is_not_ported_is_refused_by_name(spark, tmp_path):
    with pytest.raises(InputError, match=r"Spark stopped: .*none\.parquet"):
        screen_dataset(spark, [str(tmp_path / "none.parquet")], tmp_path / "three", as_of=DAY)
    for option, given in (("--sheet", {"sheets": ["1"]}), ("--encoding", {"encoding": "utf-8"})):
        job = Job([], Policy.model_validate({}), **given)
        with pytest.raises(UsageError, match=f"{option} says nothing of Parquet"):
            run_on_spark(job, spark, ["none.parquet"], tmp_path / "one")
    groups = tmp_path / "groups.parquet"
    shipments(200, 50).with_columns(
        pl.when(pl.int_range(pl.len()) % 2 == 0).then("Manufacturer").alias("Manufacturer")
    ).write_parquet(groups)
    with pytest.raises(InputError, match="have no name here"):
        screen_dataset(spark, [str(groups)], tmp_path / "two", as_of=DAY)


def test_the_command_writes_tables_and_a_workbook_and_compares_with_an_earlier_report(tmp_path):
    file, out = tmp_path / "rows.parquet", tmp_path / "out"
    sample_shipments().write_parquet(file)
    earlier = tmp_path / "earlier.json"
    sample_shipments().head(12).write_parquet(tmp_path / "few.parquet")
    day = ["--as-of", DAY.isoformat()]
    run(tmp_path / "few.parquet", "-o", earlier, "--fail-on", "none", *day)
    more = ["--baseline", earlier, "--strict", "--fail-on", "none", "--fail-on-new", "high", *day]
    local = run(file, "-o", tmp_path / "local.json", *more)
    assert local.returncode == 1, local.stderr
    there = ["--engine", "spark", "--master", "local[2]", "-o", out, "--report-top", "5"]
    done = run(file, *there, "--dossier", tmp_path / "cases", *more)
    assert done.returncode == 1, done.stderr
    ours = json.loads((tmp_path / "local.json").read_text())
    theirs = told_in(out)
    states = {one["id"]: one["context"].get("baseline") for one in ours["findings"]}
    assert set(states.values()) == {"new", "known"}
    assert states == {one: line["context"].get("baseline") for one, line in theirs.items()}
    summary = json.loads((out / "run.json").read_text())["summary"]
    assert summary["shipments_flagged"] > 0 and summary == ours["summary"]
    assert len(list((tmp_path / "cases").glob("*.html"))) > 5
    assert (out / "report.xlsx").stat().st_size > 5_000
    cases_sheet = pl.read_excel(out / "report.xlsx", sheet_name="Cases", has_header=False)
    assert cases_sheet.height >= 5


def run(*arguments):
    command = [sys.executable, "-m", "screen", "run", *map(str, arguments)]
    return subprocess.run(command, check=False, capture_output=True, text=True)


def test_earlier_lists_and_the_folder_of_an_earlier_run(spark, tmp_path):
    file, out, before = tmp_path / "rows.parquet", tmp_path / "out", tmp_path / "before"
    sample_shipments().write_parquet(file)
    shutil.copytree(ROOT / "watchlists" / "us-uflpa", before / "us-uflpa")
    (before / "us-uflpa" / "SHA256SUMS").unlink()
    entries = before / "us-uflpa" / "entries.csv"
    changed = re.sub(r"Hetian|Hotan|Hoshine", "Zzqx", entries.read_text(encoding="utf-8"))
    entries.write_text(changed, encoding="utf-8")
    local = run_job(Job([file], Policy.model_validate({}), as_of=DAY, since=before))
    marked = {one.id for one in local.findings if one.context.list_change}
    assert marked
    done = screen_dataset(spark, [str(file)], out, as_of=DAY, since=before)
    assert_same(local, done.result)
    again = screen_dataset(spark, [str(file)], tmp_path / "again", as_of=DAY, baseline=out)
    assert {one.context.baseline for one in again.result.findings} == {"known"}
    assert not [one for one in again.result.problems if one.about == "baseline"]


def test_tables_of_delta_and_iceberg_say_which_jar_they_need(spark, tmp_path):
    table = tmp_path / "trade"
    (table / "_delta_log").mkdir(parents=True)
    sample_shipments().write_parquet(table / "part.parquet")
    done = run(table, "--engine", "spark", "--master", "local[1]", "-o", tmp_path / "out")
    assert done.returncode == 3
    said = [line for line in done.stderr.splitlines() if line.startswith("flscreen: ")]
    assert len(said) == 1 and "io.delta:delta-spark" in said[0], done.stderr
    assert "Spark cannot read delta" in said[0]
    with pytest.raises(InputError, match=r"cannot read iceberg .*org\.apache\.iceberg:"):
        screen_dataset(spark, ["iceberg:a.b"], tmp_path / "out", as_of=DAY)
