"""What a file costs is bounded by the file: memory and work grow with it, and no faster."""

import json
import os
import re
import subprocess
import sys
import time

import pytest
from conftest import ROOT
from hostile.make import pack

import screen.risk.supply_chain.reach as reach

linux = pytest.mark.skipif(
    not sys.platform.startswith("linux"), reason="measures memory as Linux counts it"
)
OFFICE = "urn:oasis:names:tc:opendocument:xmlns"


#: Runs a command and prints what it took: a process counts as its own peak what its parent held
#: when it was started, so it is started by one that holds nothing, not by the one of the tests.
MEASURED = """
import resource, subprocess, sys
code = subprocess.call(sys.argv[1:], stdout=subprocess.DEVNULL)
print(code, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024)
"""


def peak(*arguments: object) -> tuple[int, int, str]:
    """Exit code of a run as a process of its own, its largest memory in megabytes, and stderr."""
    # polars, once imported by a test, leaves its own setting of the allocator to whoever comes after.
    environment = {key: text for key, text in os.environ.items() if key != "_RJEM_MALLOC_CONF"}
    run = subprocess.run(
        [sys.executable, "-c", MEASURED, sys.executable, "-m", "screen", *map(str, arguments)],
        check=False,
        capture_output=True,
        text=True,
        cwd=ROOT,
        env={**environment, "PYTHONPATH": str(ROOT)},
    )
    code, megabytes = run.stdout.split()
    return int(code), int(megabytes), run.stderr


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
    # Deep in folders: a path is held once, not with each row and each step that sorts rows.
    folder = tmp_path / ("deep" * 40) / ("down" * 40)
    folder.mkdir(parents=True)
    for name, data in (
        ("repeated.ods", repeated(400_000)),
        ("plain.csv", b"Vendor Name,Country\n" + b"Ninestar Corporation,China\n" * 400_000),
    ):
        path = folder / name
        path.write_bytes(data)
        code, megabytes, told = peak("run", path, "-o", tmp_path / "r.json", "--quiet")
        assert (code, told) == (1, ""), name
        assert megabytes < 1_000, (name, megabytes)
        report = (tmp_path / "r.json").read_text(encoding="utf-8")
        assert '"rows":"2-400001"' in report.replace(" ", "")


def letters(number: int) -> str:
    """A word for each number."""
    return "v" + "".join("bdfghjklmn"[int(digit)] + "a" for digit in str(number))


def chain(path, length: int, *, circle: bool) -> None:
    """Write suppliers that supply one another, the first of them listed."""
    rows = ["Vendor No,Vendor Name,Country,Tier,Supplies to"]
    for number in range(length):
        name = "Ninestar Corporation" if number == 0 else f"{letters(number)} Oy"
        following = f"V{(number + 1) % length}" if circle or number < length - 1 else ""
        tier = 1 if number == length - 1 else 3
        country = "Finland" if number else "China"
        rows.append(f"V{number},{name},{country},{tier},{following}")
    path.write_text("\n".join(rows) + "\n")


@pytest.mark.parametrize("circle", [False, True])
def test_long_chains_and_circles_cost_what_their_links_cost(cli, tmp_path, circle):
    """Eight times the links, eight times the work; a square of it would be 64 times."""
    spent = []
    for length in (2_500, 20_000):
        path, report = tmp_path / f"{length}.csv", tmp_path / f"{length}.json"
        chain(path, length, circle=circle)
        cli("run", path, "-o", report)
        began = time.process_time()
        outcome = cli("run", path, "-o", report, "--quiet")
        spent.append(time.process_time() - began)
        assert outcome.code == 1
        result = json.loads(report.read_text(encoding="utf-8"))
        carried = [one for one in result["findings"] if one["rule"] == "supply-chain"]
        assert carried and any("Ninestar" in name for name in carried[0]["via"])
        steps = int(re.search(r"Finding ([\d,]+) steps", carried[0]["message"])[1].replace(",", ""))
        assert steps > length / 2
        circles = [one for one in result["problems"] if "in a circle" in one["message"]]
        assert len(circles) == circle and report.stat().st_size < 300_000
    assert spent[1] < 20 * spent[0], spent


def test_firms_that_all_supply_each_other_are_told(cli, tmp_path, monkeypatch):
    """Each with a finding and each reaching all: the square of the rows is not walked."""
    monkeypatch.setattr(reach, "_MOST_LINKS", 1_000)
    path, report = tmp_path / "in.csv", tmp_path / "r.json"
    rows = ["Vendor No,Vendor Name,Country,Tier,Supplies to"]
    rows += [
        f"V{n},Ninestar Corporation {n:x} Holm,China,2,{';'.join(f'V{m}' for m in range(60))}"
        for n in range(60)
    ]
    path.write_text("\n".join(rows) + "\n")
    assert cli("run", path, "-o", report, "--quiet").code in (0, 1)
    told = [p["message"] for p in json.loads(report.read_text())["problems"]]
    assert any("were not carried down the supply chain" in message for message in told)


def test_rejected_rows_cost_what_accepted_ones_do(cli, tmp_path):
    spent = []
    for count in (5_000, 50_000):
        path = tmp_path / f"{count}.csv"
        lines = (f"{n},,,100\n" for n in range(count))
        path.write_text(
            "Vendor No,Vendor Name,Country,Spend\n"
            + "".join(lines)
            + "1,Ninestar Corporation,China,1\n"
        )
        cli("run", path)
        began = time.process_time()
        assert cli("run", path, "-o", tmp_path / "r.json", "--quiet").code == 1
        spent.append(time.process_time() - began)
        report = json.loads((tmp_path / "r.json").read_text(encoding="utf-8"))
        assert sum(one["rows_rejected"] for one in report["inputs"]) == count
    assert spent[1] < 15 * spent[0], spent


def test_blanks_in_a_cell_cost_what_letters_do(cli, tmp_path):
    """A cell of thousands of blanks, dots or brackets held the reader of names for minutes."""
    for piece in (" ", ". ", "(", " - ", "/ ", "\u00a0\t", ", ", "& "):
        spent = []
        for times in (300, 3_000):
            path = tmp_path / "in.csv"
            path.write_text(f'Vendor Name,Country\n"Acme{piece * times}x",China\n', "utf-8")
            cli("run", path)
            began = time.process_time()
            assert cli("run", path, "--quiet").code in (0, 1)
            spent.append(max(time.process_time() - began, 0.3))
        assert spent[1] < 15 * spent[0], (piece, spent)
