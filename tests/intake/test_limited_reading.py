"""A file that harms its reader costs that file: of any format, and whatever the reader does."""

import json
import os
import signal
import subprocess
import sys
import time

import pytest
from conftest import ROOT

GOOD = "Vendor Name,Country\nHetian Taida Apparel Co Ltd,China\n"
linux = pytest.mark.skipif(
    not sys.platform.startswith("linux"), reason="the limit on memory holds on Linux"
)
posix = pytest.mark.skipif(os.name != "posix", reason="POSIX signals")


@pytest.fixture
def good(tmp_path):
    path = tmp_path / "good.csv"
    path.write_text(GOOD)
    return path


@linux
@pytest.mark.parametrize(
    ("name", "head"), [("line.csv", b"Vendor Name\n"), ("page.xls", b"<html><table><tr><td>")]
)
def test_a_text_that_asks_for_too_much_memory(tmp_path, good, name, head):
    """One line of 250 megabytes where a user may take 2 gigabytes: what is read of it is more."""
    report = tmp_path / "r.json"
    with (tmp_path / name).open("wb") as file:
        file.write(head)
        for _ in range(25):
            file.write(b"Acme Toys," * 1_000_000)
    code = (
        "import resource\nfrom screen.__main__ import entry\n"
        "resource.setrlimit(resource.RLIMIT_AS, (2 * 10**9, 2 * 10**9))\nentry()"
    )
    ended = subprocess.run(
        [sys.executable, "-c", code, "run", tmp_path / name, good, "-o", report, "--quiet"],
        capture_output=True,
        check=False,
        text=True,
        timeout=300,
        env={**os.environ, "PYTHONPATH": str(ROOT), "POLARS_MAX_THREADS": "2"},
    )
    assert ended.returncode == 1 and ended.stderr.count("\n") == 1, ended.stderr
    assert "megabytes of memory" in ended.stderr or name != "line.csv"
    assert len(json.loads(report.read_text(encoding="utf-8"))["inputs"]) >= 1


def test_a_file_that_was_refused_is_held_no_longer(tmp_path, good):
    """The error of a file is kept, and with its traceback all that was read of the file was."""
    from screen.intake.intake import read_inputs

    page = tmp_path / "page.xls"
    page.write_bytes(b"<html><p>" + b"Acme Toys," * 1_000)
    intake = read_inputs([page, good], {})
    (failure,) = intake.failures
    assert "without a table" in str(failure)
    assert (failure.__traceback__, failure.__context__, failure.__cause__) == (None, None, None)


@pytest.mark.parametrize("where", ["tables_of", "find_tables"])
def test_any_error_in_one_file_is_that_files_error(cli, tmp_path, good, monkeypatch, where):
    """Its text, which may quote a cell, is not shown; the type and the place are."""
    import screen.intake.intake as intake

    real = getattr(intake, where)

    def fails(first, *rest):
        if "secret" in repr(first):
            raise KeyError("Secret Vendor Ltd")
        return real(first, *rest)

    monkeypatch.setattr(intake, where, fails)
    bad = tmp_path / "secret.csv"
    bad.write_text("Vendor Name,Country\nsecret,China\n")
    outcome = cli("run", bad, good, "--quiet")
    assert outcome.code == 1 and "internal error KeyError in" in outcome.err
    assert "Secret Vendor" not in outcome.err and outcome.err.count("\n") == 1
    assert cli("run", bad).code == 3
    with pytest.raises(KeyError):
        from screen.intake.intake import read_inputs

        read_inputs([bad], {}, debug=True)


#: Code that replaces reading by waiting for a lock that nobody opens, inside the C library.
LOCKED = """
import ctypes, os, sys
import screen.intake.intake as intake
def never(*_):
    library, mutex = ctypes.CDLL(None), ctypes.create_string_buffer(128)
    os.write(2, b"reading\\n")
    library.pthread_mutex_lock(mutex)
    library.pthread_mutex_lock(mutex)
intake.tables_of = never
"""
#: The child that reads first never ends.
SLEEPS = """
import os, screen.intake.sandbox as sandbox, pathlib
path = pathlib.Path(os.environ["TMPDIR"]) / "child.py"
path.write_text("import sys, time; sys.stderr.write('x'); time.sleep(600)")
sandbox._CHILD = str(path)
real = sandbox.subprocess.Popen
def told(*arguments, **more):
    os.write(2, b"reading\\n")
    return real(*arguments, **more)
sandbox.subprocess.Popen = told
"""


@posix
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
@pytest.mark.parametrize("before", [LOCKED, SLEEPS])
def test_a_request_to_end_is_heard_whatever_the_reader_does(tmp_path, before, number):
    path = tmp_path / "in.parquet"
    path.write_bytes(b"PAR1" + b"\0" * 100 + b"PAR1")
    code = f"{before}\nfrom screen.__main__ import entry\nentry()"
    (tmp_path / "tmp").mkdir()
    process = subprocess.Popen(
        [sys.executable, "-c", code, "run", str(path)],
        stderr=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": str(ROOT), "TMPDIR": str(tmp_path / "tmp")},
        start_new_session=True,
    )
    try:
        assert process.stderr.readline() == b"reading\n"
        time.sleep(0.5)
        process.send_signal(number)
        assert process.wait(timeout=20) == 130
        assert process.stderr.read() == b"flscreen: stopped\n"
        # Nothing of its session is left: the child went with it.
        with pytest.raises(ProcessLookupError):
            for _ in range(100):
                os.killpg(process.pid, 0)
                time.sleep(0.05)
    finally:
        if process.poll() is None:
            process.kill()
