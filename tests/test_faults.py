"""Faults of disks, people and systems, caused for real.

What stood there before stays whole, and nothing half-written is left.
"""

import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import threading
import time
import zipfile
from pathlib import Path

import pytest
from conftest import ROOT, SAMPLES
from openpyxl import Workbook
from rights import as_an_ordinary_user

from screen.core.errors import WatchlistError
from screen.lists.load import load_watchlist
from screen.lists.manifest import write_manifest

SUFFIXES = [".xlsx", ".json", ".html", ".csv", ".md", ".sarif", ".xml"]
posix = pytest.mark.skipif(os.name != "posix", reason="POSIX signals and limits")
INPUTS = [str(SAMPLES / name) for name in ("suppliers.xlsx", "shipments.xlsx")]


def start(tmp_path: Path, *arguments: object, before: str = "") -> subprocess.Popen:
    """flscreen as a process of its own, with a temporary folder of its own.

    ``before`` is code that it runs first.
    """
    (tmp_path / "tmp").mkdir(exist_ok=True)
    code = f"{before}\nfrom screen.__main__ import entry\nentry()"
    # Python does not notice when the byte code of a module that it imports for the first time is
    # cut off by a full disk; on a fresh checkout every later import of that module would fail.
    environment = {
        **os.environ,
        "TMPDIR": str(tmp_path / "tmp"),
        "PYTHONDONTWRITEBYTECODE": "1",
    }
    command = [sys.executable, "-c", code, *map(str, arguments)]
    return subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment,
        start_new_session=True,
    )


def left(tmp_path: Path) -> list[str]:
    """Temporary files that were not cleared away."""
    return [
        path.name
        for path in [*tmp_path.iterdir(), *(tmp_path / "tmp").iterdir()]
        if path.name.startswith((".", "openpyxl", "tmp", "flscreen")) and path.name != "tmp"
    ]


@posix
@pytest.mark.parametrize("suffix", SUFFIXES)
def test_a_full_disk_leaves_the_earlier_report(tmp_path, suffix):
    """A limit on the size of files makes writing fail in the middle, as a full disk does."""
    report = tmp_path / f"report{suffix}"
    report.write_text("the earlier report")
    full = "import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (6000, 6000))"
    process = start(tmp_path, "run", *INPUTS, "-o", report, "--quiet", before=full)
    _, err = process.communicate(timeout=120)
    assert process.returncode == 2 and err.count(b"\n") == 1 and b"cannot be written" in err, err
    assert report.read_text() == "the earlier report" and left(tmp_path) == []


@posix
@pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() != 0, reason="a file system of its own needs root"
)
def test_a_disk_that_is_really_full(tmp_path):
    disk = tmp_path / "disk"
    disk.mkdir()
    if subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", str(disk)],
        check=False,
        capture_output=True,
    ).returncode:
        pytest.skip("this container may not mount")
    try:
        report = disk / "report.xlsx"
        report.write_text("the earlier report")
        process = start(tmp_path, "run", *INPUTS, "-o", report, "--quiet")
        _, err = process.communicate(timeout=120)
        assert process.returncode == 2 and b"No space left" in err and err.count(b"\n") == 1
        assert report.read_text() == "the earlier report" and [
            path.name for path in disk.iterdir()
        ] == ["report.xlsx"]
    finally:
        subprocess.run(["umount", str(disk)], check=True)


def test_a_missing_folder_is_told_before_the_work(cli, tmp_path):
    outcome = cli("run", tmp_path / "none.csv", "-o", tmp_path / "missing" / "report.xlsx")
    assert (
        outcome.code == 2
        and "does not exist; create it first" in outcome.err
        and outcome.err.count("\n") == 1
    )


@posix
@pytest.mark.parametrize("command", ["run", "review", "init", "lists"])
def test_a_read_only_folder_is_told(cli, tmp_path, command):
    """Root may write everywhere, so the call is made without that right."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o555)
        source = Path(tempfile.mkdtemp()) / "vendors.csv"
        source.parent.chmod(0o755)
        source.write_text(
            "Vendor Name,Country\nNinestar Corporation,China (our auditors refused it in 2026)\n"
        )
        arguments = {
            "run": ["run", source, "-o", folder / "report.xlsx"],
            "review": [
                "review",
                ROOT / "tests" / "reviewed" / "by-libreoffice.xlsx",
                "-o",
                folder / "out.csv",
            ],
            "init": ["init", folder / "new"],
            "lists": [
                "lists",
                "import",
                "csv",
                source,
                "--map",
                source.parent / "map.toml",
                "-o",
                folder / "list",
            ],
        }[command]
        (source.parent / "map.toml").write_text(
            '[list]\ntitle = "Refused"\npublisher = "Example"\neffect = "reported"\n[columns]\nname'
            ' = "Vendor Name"\nclaim = "Country"\n'
        )
        with as_an_ordinary_user():
            outcome = cli(*arguments)
        assert outcome.code in (2, 4), outcome.err
        assert (
            "Permission denied" in outcome.err
            and "choose another" in outcome.err
            and list(folder.iterdir()) == []
        )


@posix
def test_killed_at_any_moment_the_earlier_report_is_whole(tmp_path):
    """The process is killed at moments spread over the whole run.

    Under the name stands the earlier report or the new one.
    """
    report = tmp_path / "report.xlsx"
    process = start(tmp_path, "run", *INPUTS, "-o", report, "--quiet")
    begun = time.monotonic()
    process.communicate(timeout=120)
    whole = time.monotonic() - begun
    earlier = report.read_bytes()
    moments = random.Random(8)
    for number in range(12):
        process = start(tmp_path, "run", *INPUTS, "-o", report, "--quiet")
        time.sleep(whole * (0.4 + 0.6 * moments.random()))
        os.killpg(process.pid, signal.SIGKILL)
        process.communicate()
        assert zipfile.ZipFile(report).testzip() is None, number
    assert abs(len(report.read_bytes()) - len(earlier)) < 5_000


@posix
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_stopped_at_any_moment_it_ends_cleanly(tmp_path, number):
    """Ctrl-C, or the request to end that CI systems send.

    Exit code 130, one line, no temporary file, no half report.
    """
    report = tmp_path / "report.xlsx"
    moments = random.Random(9)
    stopped = 0
    for _ in range(10):
        process = start(tmp_path, "run", *INPUTS, "-o", report, "--quiet")
        time.sleep(0.25 + 1.2 * moments.random())
        os.killpg(process.pid, number)
        _, err = process.communicate(timeout=60)
        assert left(tmp_path) == []
        if process.returncode == 130:
            stopped += 1
            assert err == b"flscreen: stopped\n"
        else:
            assert process.returncode == 1 and err == b"", "it was done before"
    assert stopped


@posix
def test_stopped_alone_it_leaves_no_process_behind(tmp_path):
    """A CI system may end our process only.

    Those that it started, to read a workbook and to match names, end with it.
    """
    source = tmp_path / "many.xlsx"
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Vendors")
    sheet.append(["Vendor Name", "Country"])
    for number in range(40_000):
        sheet.append([f"Maker {number} Works {number * 7919 % 99991}", "China"])
    book.save(source)
    moments = random.Random(10)
    for _ in range(8):
        process = start(tmp_path, "run", source, "--quiet")
        time.sleep(0.4 + 2.5 * moments.random())
        process.terminate()
        _, err = process.communicate(timeout=60)
        assert process.returncode == 130 and err == b"flscreen: stopped\n"
        patience = time.monotonic() + 20
        while alive(process.pid) and time.monotonic() < patience:
            time.sleep(0.05)
        assert not alive(process.pid) and left(tmp_path) == []


def alive(group: int) -> bool:
    """Whether a process of the group is still there."""
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return False
    return True


def test_two_runs_that_write_one_file(tmp_path):
    report = tmp_path / "report.xlsx"
    runs = [
        start(tmp_path, "run", one, "-o", report, "--quiet") for one in INPUTS for _ in range(2)
    ]
    for process in runs:
        _, err = process.communicate(timeout=120)
        assert process.returncode == 1, err
    assert zipfile.ZipFile(report).testzip() is None and left(tmp_path) == []


@pytest.mark.parametrize("sealed", [True, False])
def test_a_list_that_is_edited_during_the_run(tmp_path, sealed):
    """Whoever edits a list while it is read.

    What is loaded is what its digest says, or the list is refused.
    """
    folder = tmp_path / "us-caatsa-detentions"
    source = ROOT / "watchlists" / folder.name
    folder.mkdir()
    editions = []
    for name in ("list.toml", "entries.csv", "evidence.csv"):
        folder.joinpath(name).write_bytes((source / name).read_bytes())
    entries = folder / "entries.csv"
    for text in (
        entries.read_text(encoding="utf-8"),
        entries.read_text(encoding="utf-8").replace("Ning", "Nyng"),
    ):
        entries.write_text(text, encoding="utf-8")
        loaded = load_watchlist(folder)
        editions.append((text, loaded))
    by_digest = {loaded.sha256: loaded.entries for _, loaded in editions}
    assert len(by_digest) == 2
    ended = threading.Event()

    def edit() -> None:
        while not ended.is_set():
            for text, _ in editions:
                temporary = folder / "entries.new"
                temporary.write_text(text, encoding="utf-8")
                temporary.replace(entries)
                if sealed:
                    write_manifest(folder)

    editor = threading.Thread(target=edit)
    editor.start()
    loads = refused = 0
    try:
        for _ in range(150):
            try:
                loaded = load_watchlist(folder)
            except WatchlistError as error:
                refused += 1
                assert sealed and "SHA256SUMS" in str(error)
            else:
                loads += 1
                assert by_digest[loaded.sha256] == loaded.entries
    finally:
        ended.set()
        editor.join()
    assert loads + refused == 150 and (sealed or loads == 150)


@posix
def test_reports_are_as_private_as_the_user_asks(tmp_path, cli):
    report = tmp_path / "report.json"
    before = os.umask(0o077)
    try:
        cli("run", INPUTS[0], "-o", report)
    finally:
        os.umask(before)
    assert report.stat().st_mode & 0o777 == 0o600
    report.chmod(0o640)
    cli("run", INPUTS[0], "-o", report)
    assert report.stat().st_mode & 0o777 == 0o640


def test_a_broken_pipe_is_no_fault(tmp_path):
    process = start(tmp_path, "run", *INPUTS, "--format", "json", "--quiet")
    process.stdout.close()
    assert process.stderr.read() == b""
    process.wait(timeout=60)
    assert process.returncode in (0, 1)


def test_what_a_run_leaves_in_a_folder_is_its_reports(tmp_path, cli):
    outputs = [tmp_path / f"report{suffix}" for suffix in SUFFIXES]
    cli("run", *INPUTS, *(part for path in outputs for part in ("-o", path)))
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(path.name for path in outputs)
    assert json.loads(outputs[1].read_text(encoding="utf-8"))["run"]["exit_code"] == 1
