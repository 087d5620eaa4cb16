"""Load.

A million shipments in a workbook, two million in a text file, many files; seconds and peak memory
of each stage.

Called by ``make bench`` and alone: ``python tests/benchmarks/load.py``. Each file is screened in a
process of its own, as a user would,
so that the peak is that of the run. On Linux the peak of each stage is read from /proc; elsewhere
only that of the whole run is known.
"""

import argparse
import itertools
import json
import random
import resource
import subprocess
import sys
import tempfile
import time
import zipfile
from pathlib import Path
from xml.sax.saxutils import escape

HEADER = (
    "Entry No",
    "Date",
    "Manufacturer",
    "Country of Origin",
    "Port of Lading",
    "HTS",
    "Description",
    "Quantity",
    "Value",
    "Currency",
)
TYPES = (
    '<?xml version="1.0"?><Types'
    ' xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default'
    ' Extension="rels" '
    'ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default'
    ' Extension="xml" ContentType="application/xml"/>'
    '<Override PartName="/xl/workbook.xml"'
    ' ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>'
)
RELATIONS = (
    '<?xml version="1.0"?><Relationships'
    ' xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1"'
    ' Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{0}"'
    ' Target="{1}"/></Relationships>'
)
BOOK = (
    '<?xml version="1.0"?><workbook'
    ' xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    ' xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet'
    ' name="Entries" sheetId="1" r:id="rId1"/></sheets></workbook>'
)


def shipments(count: int, firms: int = 50_000):
    """Rows of text.

    Makers come back, as in a real import history, and one in a thousand is a listed name.
    """
    from run import names

    rng = random.Random(6)
    makers = names(firms, 12)
    makers[:: firms // 50] = ["Hetian Haolin Hair Accessories", "Donggang Jinhui Foodstuff"] * (
        len(makers[:: firms // 50]) // 2
    )
    places = [
        ("China", "Ningbo"),
        ("Vietnam", "Haiphong"),
        ("India", "Nhava Sheva"),
        ("Mexico", "Veracruz"),
    ]
    goods = [
        ("620520", "men's shirts, cotton"),
        ("030743", "squid, frozen"),
        ("940360", "furniture, wood"),
        ("850440", "chargers"),
    ]
    for number in range(count):
        country, port = places[number % 4]
        code, words = goods[rng.randrange(4)]
        quantity = rng.randint(10, 5_000)
        yield (
            f"E{number:08d}",
            f"2026-{1 + number % 10:02d}-{1 + number % 28:02d}",
            makers[rng.randrange(firms)],
            country,
            port,
            code,
            words,
            str(quantity),
            f"{quantity * rng.lognormvariate(2, 0.4):.2f}",
            "USD",
        )


def write_text(path: Path, count: int, firms: int = 50_000) -> None:
    """As an ERP system exports it: text quoted, numbers not."""
    with path.open("w", encoding="utf-8", newline="") as handle:
        handle.write(",".join(HEADER) + "\r\n")
        for row in shipments(count, firms):
            handle.write(
                ",".join(f'"{cell}"' if not cell[:1].isdigit() else cell for cell in row) + "\r\n"
            )


def write_workbook(path: Path, count: int) -> None:
    letters = "ABCDEFGHIJ"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        archive.writestr("[Content_Types].xml", TYPES)
        archive.writestr("_rels/.rels", RELATIONS.format("officeDocument", "xl/workbook.xml"))
        archive.writestr("xl/workbook.xml", BOOK)
        archive.writestr(
            "xl/_rels/workbook.xml.rels", RELATIONS.format("worksheet", "worksheets/sheet1.xml")
        )
        with archive.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as sheet:
            sheet.write(
                b'<?xml version="1.0"?><worksheet'
                b' xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
            )
            block = []
            for number, row in enumerate((HEADER, *shipments(count)), start=1):
                cells = "".join(
                    (
                        f'<c r="{letter}{number}"><v>{cell}</v></c>'
                        if at in {7, 8} and number > 1
                        else (
                            f'<c r="{letter}{number}"'
                            f' t="inlineStr"><is><t>{escape(cell)}</t></is></c>'
                        )
                    )
                    for at, (letter, cell) in enumerate(zip(letters, row, strict=True))
                )
                block.append(f'<row r="{number}">{cells}</row>')
                if len(block) == 10_000:
                    sheet.write("".join(block).encode())
                    block.clear()
            sheet.write("".join([*block, "</sheetData></worksheet>"]).encode())


def peak_mb() -> int:
    """The peak memory of this process since it was last asked, in MB."""
    status = Path("/proc/self/status")
    if not status.exists():
        unit = 1024 if sys.platform != "darwin" else 1024 * 1024
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // unit
    peak = next(
        int(line.split()[1]) for line in status.read_text().splitlines() if line.startswith("VmHWM")
    )
    Path("/proc/self/clear_refs").write_text("5")
    return peak // 1024


def screen(paths: list[str], report: str, lists: list[str]) -> None:
    """What the child process does: the run of the command line, with a clock on its stages."""
    from screen.core.machine import give_memory_back

    give_memory_back()
    from screen.cli.app import tune_collector
    from screen.models.policy import Policy
    from screen.pipeline import Job, run
    from screen.report.writers import write_report

    tune_collector()
    stages: list[tuple[str, float, int]] = []

    def tell(stage: str) -> None:
        stages.append((stage, time.perf_counter(), peak_mb()))

    own = [Path(folder) for folder in lists]
    files = [Path(path) for path in paths]
    result = run(Job(files=files, policy=Policy(), watchlists=own, bundled=not own, progress=tell))
    tell(f"Writing {Path(report).name}")
    write_report(result, Path(report))
    tell("Writing report.json")
    write_report(result, Path(report).with_suffix(".json"))
    tell("")
    children = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // (
        1024 if sys.platform != "darwin" else 1024 * 1024
    )
    lines = [
        (stage, ended - begun, peak)
        for (stage, begun, _), (_, ended, peak) in itertools.pairwise(stages)
    ]
    print(
        json.dumps(
            {
                "stages": lines,
                "findings": len(result.findings),
                "rows": sum(s.rows_read for s in result.inputs),
                "children": children,
                "cpu": sum(
                    used.ru_utime + used.ru_stime
                    for used in map(
                        resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
                    )
                ),
            }
        )
    )


def measure(
    label: str,
    paths: list[Path],
    folder: Path,
    *,
    stages: bool = True,
    lists: list[Path] | None = None,
) -> None:
    """Print what a run costs; ``lists`` stand in the place of the bundled ones."""
    command = [
        sys.executable,
        __file__,
        "--screen",
        *map(str, paths),
        "--report",
        str(folder / "report.xlsx"),
        "--lists",
        *map(str, lists or ()),
    ]
    begun = time.perf_counter()
    ended = subprocess.run(command, capture_output=True, text=True, check=True)
    took = time.perf_counter() - begun
    found = json.loads(ended.stdout)
    peak = max(peak for _, _, peak in found["stages"])
    print(
        f"\n{label}: {took:.1f} s ({found['cpu']:.1f} s of the processor), {found['rows']:,} rows, {found['findings']:,} findings; peak"
        f" {peak:,} MB, {found['children']:,} MB in the largest of its own processes"
    )
    if stages:
        for stage, seconds, megabytes in found["stages"]:
            print(f"  {seconds:6.1f} s  {megabytes:6,} MB  {stage}")


def bench_load(book_rows: int, text_rows: int, many: int, firms: int = 50_000) -> None:
    """A large workbook, a larger text file, and the same rows in one file and in many."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        if book_rows:
            write_workbook(folder / "shipments.xlsx", book_rows)
            measure(f"workbook of {book_rows:,} shipments", [folder / "shipments.xlsx"], folder)
            (folder / "shipments.xlsx").unlink()
        if text_rows:
            write_text(folder / "shipments.csv", text_rows, firms)
            measure(f"text file of {text_rows:,} shipments", [folder / "shipments.csv"], folder)
            (folder / "shipments.csv").unlink()
        for count in (1, many) if many else ():
            parts = [folder / f"part{number:04d}.csv" for number in range(count)]
            rows = list(shipments(20_000, 2_000))
            for number, part in enumerate(parts):
                part.write_text(
                    "\n".join(
                        ",".join(f'"{cell}"' for cell in row)
                        for row in (HEADER, *rows[number::count])
                    ),
                    encoding="utf-8",
                )
            measure(f"20,000 shipments in {count:,} files", parts, folder, stages=False)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--firms", type=int, default=50_000, help="distinct makers")
    parser.add_argument("--workbook", type=int, default=1_000_000, metavar="ROWS")
    parser.add_argument("--text", type=int, default=2_000_000, metavar="ROWS")
    parser.add_argument("--files", type=int, default=500)
    parser.add_argument("--screen", nargs="*", help=argparse.SUPPRESS)
    parser.add_argument("--report", help=argparse.SUPPRESS)
    parser.add_argument("--lists", nargs="*", default=[], help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.screen:
        screen(given.screen, given.report, given.lists)
    else:
        bench_load(given.workbook, given.text, given.files, given.firms)


if __name__ == "__main__":
    main()
