"""What is screened stays with whoever screens it.

No socket is opened, logs hold no cell, reports hold no path that was not given.
"""

import ast
import json
import os
import platform
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from conftest import AS_OF, ROOT, SAMPLES
from hostile import make as hostile

SECRET = "Zyxwvut Confidential Makers"
FORMATS = ("xlsx", "html", "json", "csv", "md", "sarif", "xml")
#: Modules that speak to other machines.

NETWORK = {
    "socket",
    "ssl",
    "http",
    "urllib",
    "ftplib",
    "smtplib",
    "requests",
    "httpx",
    "aiohttp",
    "urllib3",
    "asyncio",
    "xmlrpc",
    "telnetlib",
}
#: The number of the system call ``socket`` on Linux.
SOCKET_CALL = {"x86_64": 41, "aarch64": 198}

# : Lets the kernel end the process at its first socket, whoever opens it: Python, Rust or C
# (seccomp(2), struct sock_filter).
WITHOUT_SOCKETS = """
import ctypes, struct, sys
libc = ctypes.CDLL(None, use_errno=True)
call = int(sys.argv.pop(1))
steps = [(0x20, 0, 0, 0), (0x15, 0, 1, call), (0x06, 0, 0, 0x80000000), (0x06, 0, 0, 0x7FFF0000)]
code = ctypes.create_string_buffer(b"".join(struct.pack("HBBI", *step) for step in steps))
class Program(ctypes.Structure):
    _fields_ = [("length", ctypes.c_ushort), ("steps", ctypes.c_void_p)]
program = Program(len(steps), ctypes.addressof(code))
assert libc.prctl(38, 1, 0, 0, 0) == 0 and libc.prctl(22, 2, ctypes.byref(program), 0, 0) == 0
"""
PYTHON_SOCKET = "import socket; socket.socket()"
SCREEN = "sys.argv[0] = 'flscreen'; from screen.__main__ import entry; entry()"


def python(code: str, *arguments: object, cwd: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", code, *map(str, arguments)],
        cwd=cwd,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.skipif(
    sys.platform != "linux" or platform.machine() not in SOCKET_CALL,
    reason="the kernel's filter is Linux's",
)
def test_no_socket_is_opened_by_us_or_by_our_libraries(tmp_path):
    number = SOCKET_CALL[platform.machine()]
    assert python(WITHOUT_SOCKETS + PYTHON_SOCKET, number, cwd=tmp_path).returncode < 0, (
        "the filter must bite"
    )
    outputs = [part for suffix in FORMATS for part in ("-o", f"report.{suffix}")]
    samples = sorted(SAMPLES.glob("*.xlsx"))
    ended = python(
        WITHOUT_SOCKETS + SCREEN, number, "run", *samples, *outputs, "--as-of", AS_OF, cwd=tmp_path
    )
    assert ended.returncode == 1, ended.stderr
    assert {path.suffix[1:] for path in tmp_path.iterdir()} == set(FORMATS)
    for command in (["lists", "verify"], ["name", SECRET], ["check", samples[0]], ["rules"]):
        assert python(WITHOUT_SOCKETS + SCREEN, number, *command, cwd=tmp_path).returncode == 0, (
            command
        )


def test_our_own_files_import_nothing_that_speaks_to_other_machines():
    """Only ``lists update`` may, and what looks for the server of Spark that the user names.

    They are asked to, and the socket test shows that nothing else does.
    """
    update = ROOT / "screen" / "lists" / "update"
    connect = ROOT / "screen" / "engines" / "connect_server.py"
    for path in (ROOT / "screen").rglob("*.py"):
        if path.is_relative_to(update) or path == connect:
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            named = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            named += [node.module] if isinstance(node, ast.ImportFrom) and node.module else []
            spoken = {
                name for name in named if name.split(".")[0] in NETWORK and name != "urllib.parse"
            }
            assert not spoken, path


def secret_files(folder: Path) -> list[Path]:
    """Files of which each goes wrong in another way, with a name in each."""
    written = {
        "nameless.csv": f"{SECRET},here\n{SECRET},there\n",
        "quotes.csv": f'Vendor Name,Country\n"{SECRET},China\nPlain,India\n',
        "values.csv": f"Vendor Name,Country,HS Code\n{SECRET},{SECRET},{SECRET}\n=1+1,,\n",
        "empty.csv": "",
    }
    for name, text in written.items():
        (folder / name).write_text(text, encoding="utf-8")
    (folder / "broken.xlsx").write_bytes(f"PK\x03\x04{SECRET}".encode())
    return [folder / name for name in (*written, "broken.xlsx")]


@pytest.mark.parametrize("extra", [[], ["--quiet"], ["--verbose"]])
def test_logs_hold_no_cell(cli, tmp_path, extra):
    """Standard error is what servers keep.

    The reports and what stands on standard output are for whoever asked.
    """
    files = secret_files(tmp_path)
    together = cli("run", *files, *extra)
    assert "broken.xlsx" in together.err and SECRET not in together.err
    for file in files:
        alone = cli("run", file, *extra)
        assert SECRET not in alone.err, file
        assert cli("check", file).err.count(SECRET) == 0
    if extra == ["--quiet"]:
        assert together.out == ""


def test_an_unexpected_error_tells_its_place_and_not_the_cell(cli, tmp_path, monkeypatch):
    import screen.pipeline

    def fail(*_: object) -> None:
        raise KeyError(SECRET)

    monkeypatch.setattr(screen.pipeline, "read_inputs", fail)
    file = secret_files(tmp_path)[2]
    outcome = cli("run", file)
    assert outcome.code == 2 and SECRET not in outcome.err
    assert (
        "internal error (KeyError in pipeline.py, line " in outcome.err and "--debug" in outcome.err
    )


def texts_of(path: Path) -> str:
    """Everything a report says; a workbook is unpacked."""
    if path.suffix != ".xlsx":
        return path.read_text(encoding="utf-8")
    with zipfile.ZipFile(path) as archive:
        return "\n".join(
            archive.read(name).decode("utf-8", errors="replace") for name in archive.namelist()
        )


def test_reports_hold_no_path_that_was_not_given(tmp_path):
    """The files, the list and the policy lie in a home folder.

    The command names them from there.
    """
    home = tmp_path / "home-of-alice"
    work = home / "work"
    work.mkdir(parents=True)
    (work / "vendors.csv").write_text(
        f"Vendor Name,Country\n{SECRET},China\nNinestar Corporation,China\n"
    )
    (home / "flscreen.toml").write_text('fail_on = "none"\n')
    own = ROOT / "watchlists" / "us-uflpa"
    (work / "lists").mkdir()
    for name in ("list.toml", "entries.csv", "evidence.csv"):
        (work / "lists" / name).write_bytes((own / name).read_bytes())
    outputs = [part for suffix in FORMATS for part in ("-o", f"report.{suffix}")]
    ended = subprocess.run(
        [
            sys.executable,
            "-c",
            f"import sys; {SCREEN}",
            "run",
            "vendors.csv",
            "--watchlists",
            "lists",
            *outputs,
        ],
        cwd=work,
        capture_output=True,
        text=True,
        check=False,
        env={
            **os.environ,
            "HOME": str(home),
            "USERPROFILE": str(home),
            "USER": "alice-the-user",
            "LOGNAME": "alice-the-user",
            "USERNAME": "alice-the-user",
        },
    )
    assert ended.returncode == 0, ended.stderr
    assert json.loads((work / "report.json").read_text())["findings"]
    for suffix in FORMATS:
        said = texts_of(work / f"report.{suffix}")

        for private in (
            str(tmp_path),
            "home-of-alice",
            "alice-the-user",
            str(ROOT),
            sys.prefix,
            "site-packages",
            platform.node() or "-none-",
        ):
            assert private not in said, (suffix, private)


def test_standard_input_leaves_no_trace_of_its_temporary_file(tmp_path):
    file = secret_files(tmp_path)[2]
    ended = subprocess.run(
        [sys.executable, "-m", "screen", "run", "-", "--input-format", "csv", "-o", "report.json"],
        cwd=tmp_path,
        input=file.read_bytes(),
        capture_output=True,
        check=False,
        env={**os.environ, "TMPDIR": str(tmp_path), "PYTHONPATH": str(ROOT)},
    )
    assert ended.returncode in (0, 1), ended.stderr
    said = (tmp_path / "report.json").read_text()
    assert str(tmp_path) not in said and "flscreen-stdin" not in said
    assert not list(tmp_path.glob("flscreen-*"))


@pytest.mark.parametrize(
    "cell",
    [
        '<c r="A2" t="inlineStr"><is><t>&SecretVendor;</t></is></c>',
        '<c r="A2" t="SecretVendor"><v>1</v></c>',
        '<c r="A2" t="e"><v>SecretVendor</v></c>',
        '<c r="A2" t="str"><v>SecretVendor &amp</v></c>',
    ],
)
def test_a_damaged_workbook_shows_no_cell_on_stderr(cli, tmp_path, cell):
    """Its reader says what it stumbled over; we say that it did."""
    path = tmp_path / "in.xlsx"
    rows = f'<row r="1">{hostile.cell("A1", "Vendor Name")}</row><row r="2">{cell}</row>'
    path.write_bytes(hostile.pack(hostile.parts(hostile.sheet(rows=rows))))
    outcome = cli("run", path)
    assert outcome.code == 3 and "cannot be read as a workbook" in outcome.err
    assert "SecretVendor" not in outcome.err
