"""What a file costs is bounded by the file: memory and work grow with it, and no faster."""

import os
import subprocess
import sys

import pytest
from conftest import ROOT
from hostile.make import pack

linux = pytest.mark.skipif(
    not sys.platform.startswith("linux"), reason="measures memory as Linux counts it"
)
OFFICE = "urn:oasis:names:tc:opendocument:xmlns"


def peak(*arguments: object) -> tuple[int, int, str]:
    """Exit code of a run as a process of its own, its largest memory in megabytes, and stderr."""
    process = subprocess.Popen(
        [sys.executable, "-m", "screen", *map(str, arguments)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    told = process.stderr.read().decode()
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    process.stderr.close()
    return process.returncode, used.ru_maxrss // 1_024, told


def repeated(times: int) -> bytes:
    """An OpenDocument table of a few hundred bytes that says one listed row so many times."""

    def row(name: str, country: str, more: str = "") -> str:
        cells = "".join(
            f'<table:table-cell office:value-type="string"><text:p>{text}</text:p>'
            "</table:table-cell>"
            for text in (name, country)
        )
        return f"<table:table-row{more}>{cells}</table:table-row>"

    again = f' table:number-rows-repeated="{times}"'
    text = (
        f'<?xml version="1.0"?><office:document-content xmlns:office="{OFFICE}:office:1.0"'
        f' xmlns:table="{OFFICE}:table:1.0" xmlns:text="{OFFICE}:text:1.0"><office:body>'
        '<office:spreadsheet><table:table table:name="S">'
        f"{row('Vendor Name', 'Country')}{row('Ninestar Corporation', 'China', again)}"
        "</table:table></office:spreadsheet></office:body></office:document-content>"
    )
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    manifest = f'<m:manifest xmlns:m="{OFFICE}:manifest:1.0"/>'
    return pack({"mimetype": kind, "content.xml": text, "META-INF/manifest.xml": manifest})


@linux
def test_a_row_that_stands_400_000_times_takes_less_than_a_gigabyte(tmp_path):
    for name, data in (
        ("repeated.ods", repeated(400_000)),
        ("plain.csv", b"Vendor Name,Country\n" + b"Ninestar Corporation,China\n" * 400_000),
    ):
        path = tmp_path / name
        path.write_bytes(data)
        code, megabytes, told = peak("run", path, "-o", tmp_path / "r.json", "--quiet")
        assert (code, told) == (1, ""), name
        assert megabytes < 1_000, (name, megabytes)
        report = (tmp_path / "r.json").read_text(encoding="utf-8")
        assert '"rows":"2-400001"' in report.replace(" ", "")
