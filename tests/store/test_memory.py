"""What the store keeps of runs, and how decisions hold over them."""

import json
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest
from conftest import AS_OF, SAMPLES
from databases import SERVER

from store.conftest import decide

FIRM = ["Qorvel Textile Ltd", "China", "12 Harbour Road"]
OTHER = ["Plain Makers", "Finland", ""]


def memory():
    from screen.store.database import open_store

    return open_store()


def decide_in_store(case, disposition="false-positive", **more):
    """Adds a decision with the basis that the kept run has, as the page does."""
    from screen.store.loaded import last_with
    from screen.store.trail import Entry, add, evidence_of

    store, seen = memory(), more.pop("seen", None)
    run, result = last_with(store, case["id"], "")
    held = result.cases[0]
    made = decide(case, disposition, basis=held.basis, **more)
    entry = Entry("decide", made, held.title, held.level, evidence_of(result, held.id), run, seen)
    return add(store, [entry])


def grave(report):
    return next(case for case in report["cases"] if case["identity"])


def test_without_store_nothing_is_kept(cli, address, tmp_path):
    source = tmp_path / "in.csv"
    source.write_text("Vendor Name,Country\nPlain Makers,Finland\n")
    assert cli("run", source).code == 0
    assert SERVER or not (tmp_path / "memory").exists()


def test_a_run_is_kept_whole_and_its_reports_are_the_same_bytes(
    cli, address, tmp_path, monkeypatch
):
    from screen.pipeline import decide as decided
    from screen.report.writers import write_report
    from screen.store.loaded import load_run

    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1790000000")
    files = [SAMPLES / f"{name}.xlsx" for name in ("suppliers", "shipments", "supply-chain")]
    names = [f"report.{suffix}" for suffix in ("json", "xlsx", "html", "csv")]
    outputs = [part for name in names for part in ("-o", tmp_path / name)]
    cli("run", *files, "--store", *outputs, "--as-of", AS_OF)
    again = decided(load_run(memory(), 1), {}, {})
    for name in names:
        write_report(again, tmp_path / f"again-{name}")
        assert (tmp_path / f"again-{name}").read_bytes() == (tmp_path / name).read_bytes(), name


def test_a_run_that_an_earlier_version_kept_can_still_be_written(cli, address, tmp_path):
    """It kept the names of files and sheets as texts."""
    import io

    import polars as pl
    from sqlalchemy import select, update

    from screen.pipeline import decide as decided
    from screen.report.writers import write_report
    from screen.store import store_tables
    from screen.store.loaded import load_run

    cli("run", SAMPLES / "suppliers.xlsx", "--store", "--as-of", AS_OF)
    table = store_tables.frames
    with memory().writing() as connection:
        for name, data in connection.execute(select(table.c.name, table.c.data)).all():
            frame, kept = pl.read_parquet(io.BytesIO(data)), io.BytesIO()
            frame.with_columns(pl.col(pl.Categorical).cast(pl.String)).write_parquet(kept)
            there = update(table).where(table.c.name == name)
            connection.execute(there.values(data=kept.getvalue()))
    write_report(decided(load_run(memory(), 1), {}, {}), tmp_path / "again.xlsx")
    assert (tmp_path / "again.xlsx").stat().st_size > 20_000


def test_a_cleared_firm_stays_cleared_until_the_evidence_changes(address, small_list, screened):
    folder = small_list(["Qorvel Textile", "CN", ""])
    case = grave(screened(folder, FIRM))
    decide_in_store(case)
    assert grave(screened(folder, FIRM, OTHER))["status"] == "reviewed"
    small_list(["Qorvel Textile", "CN", ""], claim="was named again in a later order")
    after = screened(folder, FIRM)
    assert grave(after)["status"] == "open"
    assert "its evidence changed since the decision" in grave(after)["reason"]


def test_a_cleared_firm_comes_back_from_another_country(address, small_list, screened):
    folder = small_list(["Qorvel Textile", "CN", ""])
    report = screened(folder, [FIRM[0], "Finland", ""])
    decide_in_store(grave(report))
    assert grave(screened(folder, [FIRM[0], "Finland", ""]))["status"] == "reviewed"
    after = grave(screened(folder, [FIRM[0], "Finland", ""], FIRM))
    assert after["status"] == "open" and "China, which agrees" in after["reason"]


def test_an_undo_is_a_line_and_opens_the_case(address, small_list, screened):
    from screen.store.trail import Entry, add, broken_at, read_trail

    folder = small_list(["Qorvel Textile", "CN", ""])
    case = grave(screened(folder, FIRM))
    decide_in_store(case)
    add(memory(), [Entry("undo", decide(case, reason="wrong firm"), case["party"]["names"][0])])
    assert grave(screened(folder, FIRM))["status"] == "open"
    trail = read_trail(memory())
    assert [line["what"] for line in trail] == ["decide", "undo"] and broken_at(trail) is None
    assert "of the publisher" in trail[0]["evidence"], "what the evidence said then"


def test_four_eyes_are_two_lines_of_two_names(address, small_list, screened, tmp_path):
    config = tmp_path / "flscreen.toml"
    config.write_text("four_eyes = true\n")
    folder, options = small_list(["Qorvel Textile", "CN", ""]), ["--config", config]
    case = grave(screened(folder, FIRM, options=options))
    assert case["level"] == "critical"
    for reviewer, status in (
        ("A. Reviewer", "open"),
        ("a. reviewer", "open"),
        ("B. Reviewer", "reviewed"),
    ):
        decide_in_store(case, reviewer=reviewer)
        assert grave(screened(folder, FIRM, options=options))["status"] == status, reviewer


def test_the_later_of_two_reviewers_is_told_and_nothing_of_hers_is_kept(
    address, small_list, screened
):
    from screen.store.trail import Overtaken, read_trail

    case = grave(screened(small_list(["Qorvel Textile", "CN", ""]), FIRM))
    decide_in_store(case, seen=0)
    with pytest.raises(Overtaken, match=r"A. Reviewer decided 'false-positive'"):
        decide_in_store(case, "confirmed", reviewer="B. Reviewer", seen=0)
    assert len(read_trail(memory())) == 1


def test_many_at_once_make_one_chain(address, small_list, screened):
    from screen.store.trail import Overtaken, broken_at, read_trail

    case = grave(screened(small_list(["Qorvel Textile", "CN", ""]), FIRM))

    def one(number):
        try:
            decide_in_store(case, reviewer=f"Reviewer {number}", seen=0)
            return 1
        except Overtaken:
            return 0

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(one, range(12))) == 1, "all had seen the same, one was first"
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda n: decide_in_store(case, reviewer=f"Reviewer {n}"), range(12)))
    trail = read_trail(memory())
    assert [line["number"] for line in trail] == list(range(1, 14)) and broken_at(trail) is None


@pytest.mark.parametrize(
    "statement", ["UPDATE decisions SET reason = 'x'", "DELETE FROM decisions"]
)
def test_the_database_itself_refuses_to_change_the_trail(address, small_list, screened, statement):
    from sqlalchemy import text

    from screen.store.database import StoreError

    decide_in_store(grave(screened(small_list(["Qorvel Textile", "CN", ""]), FIRM)))
    with pytest.raises(StoreError, match="only ever added"), memory().writing() as connection:
        connection.execute(text(statement))


@pytest.mark.parametrize("change", ["reason = 'tampered'", "evidence = '[]'", "number = 9"])
def test_a_broken_chain_is_told(cli, address, small_list, screened, change, tmp_path):
    from sqlalchemy import text

    case = grave(screened(small_list(["Qorvel Textile", "CN", ""]), FIRM))
    for reviewer in ("A", "B"):
        decide_in_store(case, reviewer=reviewer)
    assert cli("history").code == 0
    with memory().writing() as connection:
        # Somebody with the rights of the owner.
        if SERVER:
            connection.execute(text("ALTER TABLE decisions DISABLE TRIGGER ALL"))
        else:
            connection.execute(text("DROP TRIGGER decisions_stay_UPDATE"))
        connection.execute(text(f"UPDATE decisions SET {change} WHERE number = 1"))
    outcome = cli("history", "--export", tmp_path / "trail.zip")
    assert outcome.code == 3 and "not as it was written from line 1" in outcome.err
    import zipfile

    with zipfile.ZipFile(tmp_path / "trail.zip") as archive:
        assert "BROKEN at line 1" in archive.read("README.txt").decode()


def test_the_exported_zip_proves_itself(cli, address, small_list, screened, tmp_path):
    import hashlib
    import zipfile

    case = grave(screened(small_list(["Qorvel Textile", "CN", ""]), FIRM))
    decide_in_store(case, reason="=HYPERLINK(1)", reviewer="Ünsal, A.")
    decide_in_store(case, "confirmed", reviewer="B")
    for name in ("a.zip", "b.zip", "a.csv"):
        assert cli("history", "--export", tmp_path / name).code == 0
    assert (tmp_path / "a.zip").read_bytes() == (tmp_path / "b.zip").read_bytes()
    with zipfile.ZipFile(tmp_path / "a.zip") as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    for line in files["SHA256SUMS"].decode().splitlines():
        digest, name = line.split("  ")
        assert hashlib.sha256(files[name]).hexdigest() == digest
    # As README.txt says, without a line of our own code.
    keys = (
        files["README.txt"].decode().split("this order:\n")[1].split(".\nThe first")[0].split(", ")
    )
    previous = "0" * 64
    for line in map(json.loads, files["trail.jsonl"].decode().splitlines()):
        text = json.dumps({key: line[key] for key in keys}, separators=(",", ":"))
        previous = hashlib.sha256(f"{previous}\n{text}".encode()).hexdigest()
        assert previous == line["digest"]
    assert f"Last digest: {previous}" in files["README.txt"].decode()
    assert "'=HYPERLINK(1)" in (tmp_path / "a.csv").read_text(encoding="utf-8")


def test_review_adds_the_decisions_of_a_workbook(cli, address, small_list, screened, tmp_path):
    from openpyxl import load_workbook

    folder, book = small_list(["Qorvel Textile", "CN", ""]), tmp_path / "r.xlsx"
    screened(folder, FIRM, options=["-o", book])
    loaded = load_workbook(book)
    sheet = loaded["Cases"]
    head = next(row for row in sheet.iter_rows() if "Case id" in [cell.value for cell in row])
    columns = {cell.value: cell.column for cell in head}
    at = head[0].row + 1
    for column, value in {
        "Disposition": "false-positive",
        "Reason": "another firm",
        "Reviewer": "A. Reviewer",
        "Date": "2026-11-02",
    }.items():
        sheet.cell(at, columns[column], value)
    loaded.save(book)
    outcome = cli("review", book, "--store")
    assert outcome.code == 0 and "1 decision added" in outcome.out
    assert "0 decisions added" in cli("review", book, "--store").out, "it stands already"
    assert grave(screened(folder, FIRM))["status"] == "reviewed"
    sheet.cell(at, columns["Disposition"], "confirmed")
    loaded.save(book)
    outcome = cli("review", book, "--store")
    assert outcome.code == 3 and "on the same day" in outcome.err


def test_history_names_runs_sightings_cases_and_decisions(cli, address, small_list, screened):
    folder = small_list(["Qorvel Textile", "CN", ""])
    decide_in_store(grave(screened(folder, FIRM, OTHER)))
    screened(folder, OTHER)
    runs = cli("history")
    assert runs.out.count("vendors.csv") == 2
    party = cli("history", "qorvel")
    assert "row 2" in party.out and "critical" in party.out and "A. Reviewer" in party.out
    as_json = json.loads(cli("history", "QORVEL", "--format", "json").out)
    assert as_json["decisions"][0]["evidence"][0]["claims"][0]["source"] == "An order"
    assert cli("history", "No Such Firm").code == 1
    assert cli("history", "100%").code == 1, "a sign of LIKE is a sign of a name"


def test_monitor_shows_only_what_changed(cli, address, small_list, screened, tmp_path):
    options = ["--no-bundled", "--watchlists"]
    folder = small_list(["Qorvel Textile", "CN", ""], ["Zebrun Metal", "CN", ""])
    decide_in_store(grave(screened(folder, FIRM, ["Muvanto Foods Oy", "Finland", ""])))
    first = cli("monitor", *options, folder)
    assert first.code == 0 and not first.out, "the run has shown it"
    assert cli("monitor", *options, folder).code == 0
    index = ["--index", tmp_path / "index"]
    assert cli("index", "build", "-o", index[1], *options, folder).code == 0
    small_list(["Qorvel Textile", "CN", ""], ["Muvanto Foods", "FI", ""])
    assert cli("monitor", *options, folder, *index).code == 4, "the index is of the lists before"
    assert cli("index", "build", "-o", index[1], *options, folder).code == 0
    new = cli("monitor", *options, folder, *index, "--format", "json")
    changes = json.loads(new.out)["changes"]
    assert new.code == 1 and [(c["kind"], c["title"]) for c in changes] == [
        ("new", "Muvanto Foods Oy")
    ]
    assert cli("monitor", *options, folder).out == "", "it has been shown"
    small_list(["Qorvel Textile", "CN", "under another law"], ["Muvanto Foods", "FI", ""])
    again = cli("monitor", *options, folder)
    assert again.code == 1 and again.out.startswith("open again: critical")
    small_list(["Zebrun Metal", "CN", ""])
    gone = cli("monitor", *options, folder)
    assert gone.code == 0 and gone.out.count("gone: ") == 2


def test_a_store_of_a_newer_version_is_refused_in_one_line(cli, address):
    from sqlalchemy import text

    with memory().writing() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    outcome = cli("history")
    assert outcome.code == 2 and "newer version" in outcome.err and outcome.err.count("\n") == 1


@pytest.mark.parametrize(
    "place", ["mysql://h/x", "postgresql+psycopg://127.0.0.1:9/none", "/proc/x"]
)
def test_a_store_that_cannot_be_used_is_one_line(cli, monkeypatch, place):
    pytest.importorskip("psycopg" if "psycopg" in place else "sqlalchemy")
    monkeypatch.setenv("FLSCREEN_STORE", place)
    outcome = cli("history")
    assert outcome.code == 2 and outcome.err.count("\n") == 1, outcome.err


def test_the_migrations_make_the_tables(address):
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    from screen.store.store_tables import metadata

    with memory().reading() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX permissions")
@pytest.mark.skipif(bool(SERVER), reason="about the file")
def test_only_this_user_reads_the_file(cli, address, tmp_path):
    assert cli("history").code == 0
    assert (tmp_path / "memory" / "store.sqlite").stat().st_mode & 0o077 == 0
    assert (tmp_path / "memory").stat().st_mode & 0o077 == 0


def test_an_installation_without_the_extra_says_so(tmp_path):
    """As in an environment where SQLAlchemy is not installed."""
    code = (
        "import sys\n"
        "class No:\n"
        "    def find_spec(self, name, path=None, target=None):\n"
        "        if name.split('.')[0] in {'sqlalchemy', 'alembic', 'starlette'}:\n"
        "            raise ModuleNotFoundError(name)\n"
        "import importlib.util\n"
        "real = importlib.util.find_spec\n"
        "importlib.util.find_spec = lambda n, p=None: None if n in {'sqlalchemy', 'starlette'}"
        " else real(n, p)\n"
        "sys.meta_path.insert(0, No())\n"
        "sys.argv = ['flscreen', *sys.argv[1:]]\n"
        "from screen.cli.app import main\n"
        "main()\n"
    )
    source = tmp_path / "in.csv"
    source.write_text("Vendor Name,Country\nPlain Makers,Finland\n")
    for command in (["run", str(source), "--store"], ["history"], ["monitor"], ["serve"]):
        ended = subprocess.run(
            [sys.executable, "-c", code, *command], capture_output=True, text=True, check=False
        )
        extra = "web" if command == ["serve"] else "store"
        assert ended.returncode == 2, ended.stderr
        assert f"pip install 'forced-labor-screen[{extra}]'" in ended.stderr
        assert ended.stderr.count("\n") == 1, ended.stderr
    ended = subprocess.run(
        [sys.executable, "-c", code, "run", str(source)], capture_output=True, check=False
    )
    assert ended.returncode == 0
