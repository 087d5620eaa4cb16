"""At a terminal ``flscreen run`` asks for what is missing, and shows how far it is."""

import os
import re
import subprocess
import sys
import threading

import pytest
from conftest import ROOT

pty = pytest.importorskip("pty", reason="a terminal of POSIX systems")
LISTED = "Vendor Name,Country\nHetian Taida Apparel Co Ltd,China\n"


def at_terminal(folder, *arguments, typed=""):
    """Run the command on a terminal of its own; return its exit code and what was shown."""
    ours, theirs = pty.openpty()
    env = {**os.environ, "PYTHONPATH": str(ROOT), "TERM": "xterm", "COLUMNS": "120"}
    child = subprocess.Popen(
        [sys.executable, "-m", "screen", *map(str, arguments)],
        cwd=folder,
        env=env,
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
    )
    os.close(theirs)
    shown = bytearray()

    def read():
        while True:
            try:
                shown.extend(os.read(ours, 65536))
            except OSError:
                return

    reader = threading.Thread(target=read)
    reader.start()
    os.write(ours, typed.encode())
    code = child.wait(timeout=300)
    reader.join(timeout=10)
    os.close(ours)
    return code, re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", shown.decode("utf-8", "replace"))


def test_it_asks_for_the_file_and_the_report(tmp_path):
    (tmp_path / "my vendors.csv").write_text(LISTED)
    code, shown = at_terminal(tmp_path, "run", typed="none.csv\n'my vendors.csv'\n\n")
    assert code == 1 and "nothing of this name" in shown
    assert (tmp_path / "my vendors-report.xlsx").read_bytes().startswith(b"PK")
    assert "my vendors-report.xlsx" in shown


def test_what_was_given_is_not_asked_for(tmp_path):
    (tmp_path / "my vendors.csv").write_text(LISTED)
    code, shown = at_terminal(
        tmp_path, "run", "-o", "r.json", "--fail-on", "none", typed="my\\ vendors.csv\n"
    )
    assert code == 0 and (tmp_path / "r.json").is_file() and "Report [" not in shown


def test_without_a_terminal_it_is_the_usual_error(cli):
    outcome = cli("run")
    assert outcome.code == 2 and outcome.err == (
        "flscreen: Missing argument 'FILES...'; see 'flscreen run --help'\n"
    )


def test_long_steps_show_how_many_names_are_done(tmp_path):
    lines = [f"Quiet Maker {number} Oy,Finland" for number in range(12_000)]
    (tmp_path / "many.csv").write_text("\n".join(["Vendor Name,Country", *lines]))
    code, shown = at_terminal(tmp_path, "run", "many.csv", "-o", "r.xlsx", "--fail-on", "none")
    assert code == 0
    shares = re.findall(r"([\d,]+) of ([\d,]+) (names|rows), +(\d+)%", shown)
    assert {what for _, _, what, _ in shares} >= {"rows"}, shown[-2000:]
    for first, second, _, share in shares:
        done, total = (int(one.replace(",", "")) for one in (first, second))
        assert 0 <= done <= total and int(share) in (100 * done // total, 100 * done // total + 1)
