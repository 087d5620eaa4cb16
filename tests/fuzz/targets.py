"""What is fuzzed: every command that reads a file, each with a good file to damage."""

import csv
import random
import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import polars as pl
from openpyxl import Workbook

from fuzz.planted import WRITERS, planted_grid

ROOT = Path(__file__).parent.parent.parent
OFFICIAL = ROOT / "tests" / "official"
SUPPLIERS = [
    [
        "Vendor No",
        "Vendor Name",
        "Alias",
        "Address",
        "City",
        "Country",
        "HS Code",
        "Products",
        "Parent",
        "Tier",
        "Supplies to",
    ],
    [
        "V1",
        "Hetian Haolin Hair Accessories Co., Ltd.",
        "",
        "No. 88 Beijing Road",
        "Hotan",
        "P.R.C.",
        "6704.20",
        "wigs",
        "",
        "2",
        "V3",
    ],
    [
        "V2",
        "和田泰达服饰有限公司",
        "Taida",
        "Xinjiang",
        "和田",
        "中国",
        "6109100012",
        "gloves",
        "",
        "1",
        "",
    ],
    [
        "V3",
        "Plain Makers Oy",
        "",
        "Katu 1",
        "Helsinki",
        "Finland",
        "94",
        "chairs",
        "Group Oy",
        "1",
        "",
    ],
    [
        "V4",
        "Donggang Jinhui Foodstuff Co",
        "",
        "Dandong",
        "Donggang",
        "CN",
        "0307",
        "squid",
        "",
        "1",
        "",
    ],
    ["", "", "", "", "", "", "", "", "", "", ""],
    [
        "V5",
        "Korea Rungrado Gen. Trading Corp",
        "",
        "Pyongyang",
        "",
        "N. Korea",
        "6205",
        "shirts",
        "",
        "1",
        "",
    ],
]
SHIPMENTS = [
    [
        "Entry No",
        "Entry Date",
        "Manufacturer",
        "MID",
        "Country of Origin",
        "Country of Export",
        "Port of Lading",
        "HTS",
        "Description",
        "Qty",
        "Value",
        "Currency",
        "Vessel",
    ],
    [
        "E1",
        "2026-03-04",
        "NINESTAR CORPORATION",
        "CNNINCOR88ZHU",
        "China",
        "CN",
        "Ningbo",
        "8443.99",
        "toner",
        "1,000",
        "$12,345.00",
        "USD",
        "",
    ],
    [
        "E2",
        "13/04/2026",
        "Plain Makers Oy",
        "",
        "FI",
        "FI",
        "Helsinki",
        "9403",
        "chairs",
        "10",
        "1.234,50",
        "EUR",
        "F/V ZHEN FA NO. 7",
    ],
    [
        "E3",
        "04/05/2026",
        "Casual Wear Apparel LLC",
        "",
        "RU",
        "RU",
        "Vladivostok",
        "6203",
        "jackets",
        "7",
        "(250)",
        "USD",
        "",
    ],
]


def _csv(rows: list[list[str]], path: Path) -> Path:
    with path.open("w", encoding="utf-8", newline="") as handle:
        csv.writer(handle).writerows(rows)
    return path


def _xlsx(sheets: dict[str, list[list[str]]], path: Path) -> Path:
    book = Workbook()
    book.remove(book.worksheets[0])
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    book.save(path)
    return path


def make_corpus(folder: Path) -> dict[str, list[Path]]:
    """Good files by what they are for; ``folder`` receives those that are made."""
    sys.path.insert(0, str(ROOT / "tests" / "intake"))
    from test_intake import write_xlsb

    hidden = sorted((ROOT / "tests" / "hostile").glob("hidden.*"))
    xlsb = folder / "vendors.xlsb"
    write_xlsb(xlsb)
    parquet = folder / "shipments.parquet"
    pl.DataFrame(SHIPMENTS[1:], schema=SHIPMENTS[0], orient="row").write_parquet(parquet)
    latin = folder / "latin.csv"
    latin.write_bytes(
        "Lieferant;Land\nMüller Söhne GmbH;Deutschland\nNinestar Corporation;China\n".encode(
            "cp1252"
        )
    )
    wide = folder / "wide.txt"
    wide.write_bytes("供应商名称\t国家\n和田泰达服饰有限公司\t中国\n".encode("utf-16"))
    page = folder / "page.xls"
    page.write_text(
        '<html><meta charset="utf-8"><table border=1>'
        + "".join(
            f"<tr>{''.join(f'<td colspan=1>{cell}</td>' for cell in row)}</tr>" for row in SUPPLIERS
        )
        + "</table></html>",
        encoding="utf-8",
    )
    mail = folder / "mail.xls"
    mail.write_bytes(
        b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=b\n\n--b\nContent-Type:"
        b" text/html; charset=utf-8\n\n" + page.read_bytes() + b"\n--b--\n"
    )
    xml = folder / "spreadsheet.xls"
    cells = "".join(
        "<Row>" + "".join(f'<Cell><Data ss:Type="String">{c}</Data></Cell>' for c in row) + "</Row>"
        for row in SUPPLIERS
    )
    named = "urn:schemas-microsoft-com:office:spreadsheet"
    xml.write_text(
        f'<?xml version="1.0"?><Workbook xmlns="{named}" xmlns:ss="{named}"><Worksheet ss:Name="A">'
        f"<Table>{cells}</Table></Worksheet></Workbook>",
        encoding="utf-8",
    )
    nested = folder / "nested.parquet"
    pl.DataFrame(SUPPLIERS[1:], schema=SUPPLIERS[0], orient="row").with_columns(
        pl.concat_list("Vendor Name", "Alias").alias("Vendor Name"),
        pl.col("Products").cast(pl.Binary),
        pl.struct("City", "Country").alias("Place"),
    ).write_parquet(nested)
    chinese = folder / "chinese.csv"
    chinese.write_bytes("供应商名称,国家\n和田泰达服饰有限公司,中国\n".encode("gb18030"))
    tables = [
        page,
        mail,
        xml,
        nested,
        chinese,
        _csv(SUPPLIERS, folder / "suppliers.csv"),
        _csv(SHIPMENTS, folder / "shipments.csv"),
        _xlsx({"Vendors": SUPPLIERS, "Entries": SHIPMENTS}, folder / "both.xlsx"),
        latin,
        wide,
        xlsb,
        parquet,
        *hidden,
    ]
    return {"tables": tables, "official": sorted(OFFICIAL.iterdir())}


@dataclass(frozen=True)
class Case:
    """One call.

    Its arguments, the file that was damaged, the reports that it may leave in its folder, and the
    list entry that it must find.
    """

    target: str
    arguments: list[str]
    damaged: Path
    reports: tuple[str, ...] = ()
    planted: str = ""


Make = Callable[[Path, "Kit"], Case]


@dataclass(frozen=True)
class Kit:
    """What the makers of cases use.

    The damaging function, a choice at random, good files, and a good run's reports.
    """

    damage: Callable[[bytes], bytes]
    choose: Callable[[list], object]
    corpus: dict[str, list[Path]]
    good: dict[str, Path]
    chance: random.Random

    def damaged(self, source: Path, folder: Path) -> Path:
        path = folder / source.name
        path.write_bytes(self.damage(source.read_bytes()))
        return path


def run_table(folder: Path, kit: Kit) -> Case:
    path = kit.damaged(kit.choose(kit.corpus["tables"]), folder)
    more = kit.choose(
        ["report.xlsx", "report.html", "report.csv", "report.md", "report.sarif", "report.xml"]
    )
    arguments = [
        "run",
        str(path),
        "-o",
        str(folder / "report.json"),
        "-o",
        str(folder / more),
        "--format",
        kit.choose(["table", "json", "github"]),
    ]
    return Case("run", arguments, path, ("report.json", more))


def check_table(folder: Path, kit: Kit) -> Case:
    path = kit.damaged(kit.choose(kit.corpus["tables"]), folder)
    return Case("check", ["check", str(path)], path)


def review_report(folder: Path, kit: Kit) -> Case:
    path = kit.damaged(kit.good["report.xlsx"], folder)
    return Case("review", ["review", str(path), "-o", str(folder / "out.csv")], path, ("out.csv",))


def _beside_good(option: str, name: str) -> Make:
    def make(folder: Path, kit: Kit) -> Case:
        path = folder / f"damaged-{name}"
        path.write_bytes(kit.damage(kit.good[name].read_bytes()))
        vendors = str(kit.good["vendors.csv"])
        return Case(
            option,
            ["run", vendors, option, str(path), "-o", str(folder / "report.json")],
            path,
            ("report.json",),
        )

    return make


def diff_reports(folder: Path, kit: Kit) -> Case:
    path = folder / "later.json"
    path.write_bytes(kit.damage(kit.good["report.json"].read_bytes()))
    return Case("diff", ["diff", str(kit.good["report.json"]), str(path)], path)


def watchlist(folder: Path, kit: Kit) -> Case:
    """One file of a watchlist folder that carries no manifest, so that its content is what is judged."""
    lists = folder / "lists"
    shutil.copytree(
        ROOT
        / "watchlists"
        / kit.choose(["us-caatsa-detentions", "us-nk-origin", "nk-host-countries"]),
        lists / "one",
    )
    (lists / "one" / "SHA256SUMS").unlink()
    path = lists / "one" / kit.choose(["list.toml", "entries.csv", "evidence.csv"])
    path.write_bytes(kit.damage(path.read_bytes()))
    arguments = [
        "run",
        str(kit.good["vendors.csv"]),
        "--no-bundled",
        "--watchlists",
        str(lists),
        "-o",
        str(folder / "report.json"),
    ]
    return Case("watchlist", arguments, path, ("report.json", "lists"))


def import_list(folder: Path, kit: Kit) -> Case:
    formats = {
        "SDN.CSV": "ofac-sdn",
        "sdn.xml": "ofac-sdn",
        "consolidated.csv": "trade-csl",
        "consolidated.json": "trade-csl",
        "goods.xml": "dol-goods",
        "entities.ftm.json": "opensanctions",
        "targets.simple.csv": "opensanctions",
        "uflpa.html": "dhs-uflpa",
    }
    source = kit.choose(
        [path for path in kit.corpus["official"] if path.name not in {"ADD.CSV", "ALT.CSV"}]
    )
    path = kit.damaged(source, folder)
    files = [
        str(path),
        *(str(OFFICIAL / name) for name in ("ALT.CSV", "ADD.CSV") if source.name == "SDN.CSV"),
    ]
    arguments = [
        "lists",
        "import",
        formats.get(source.name, "cbp-wro"),
        *files,
        "-o",
        str(folder / "list"),
        "--effect",
        "sanction",
        "--force",
    ]
    return Case("import", arguments, path, ("list",))


def benchmark_pairs(folder: Path, kit: Kit) -> Case:
    path = kit.damaged(kit.good["pairs.csv"], folder)
    return Case(
        "benchmark",
        ["benchmark", str(path), "-o", str(folder / "scores.csv")],
        path,
        ("scores.csv",),
    )


def planted_name(folder: Path, kit: Kit) -> Case:
    """A whole table with a listed name in any cell, in any format."""
    grid, entry = planted_grid(kit.chance, SUPPLIERS)
    path = kit.choose(WRITERS)(grid, folder / "planted", kit.chance)
    arguments = ["run", str(path), "-o", str(folder / "report.json")]
    return Case("planted", arguments, path, ("report.json",), entry)


#: Makers of cases, tables most often, for these are what strangers send.
TARGETS: tuple[Make, ...] = (
    *[run_table] * 10,
    *[planted_name] * 6,
    check_table,
    review_report,
    _beside_good("--dispositions", "dispositions.csv"),
    _beside_good("--baseline", "report.json"),
    _beside_good("--config", "flscreen.toml"),
    diff_reports,
    watchlist,
    watchlist,
    import_list,
    import_list,
    benchmark_pairs,
)
