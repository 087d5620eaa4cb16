"""Makes the files of four trades, and pictures of what flscreen finds in them.

``python samples/make_gallery.py``, or ``make gallery``, writes samples/gallery/*.xlsx and, where
LibreOffice and pdftoppm are installed, docs/gallery/*.png. The unlisted firms are invented; a
listed one stands here because a list or a report names it, and says no more than its entry does.
"""

import datetime
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from openpyxl import Workbook
from openpyxl.styles import Font

HERE = Path(__file__).parent
PICTURES = HERE.parent / "docs" / "gallery"
MOST_BYTES = 200_000

#: File -> its title line, its header, its rows, as such exports look.
FILES = {
    "apparel": (
        "Approved factories, season SS27",
        ("Factory", "Mill", "Spinner", "Country", "City", "Product", "HTS"),
        [
            (
                "Minh Phuong Garment JSC",
                "Tan Hoa Weaving Co",
                "Aksu Huafu Color Spinning Co Ltd",
                "Vietnam",
                "Nam Dinh",
                "cotton shirts",
                "6205.20",
            ),
            ("Zhejiang Sunrise Garmnet Group", "", "", "China", "Shengzhou", "shirts", "6205.20"),
            (
                "Adisa Knitwear Ltd",
                "Padma Fabrics Ltd",
                "",
                "Bangladesh",
                "Gazipur",
                "t-shirts",
                "6109.10",
            ),
            ("Confecciones Río Verde SA de CV", "", "", "Mexico", "Tehuacán", "jeans", "6203.42"),
            ("HETIAN TAIDA APPAREL", "", "", "CN", "Hotan", "baby pyjamas", "6111.20"),
            (
                "Lakshmi Thread Works Pvt Ltd",
                "",
                "Ashgabat cotton, origin Turkmenistan",
                "India",
                "Tiruppur",
                "polo shirts",
                "6105.10",
            ),
            (
                "Arden & Moss Tailoring Ltd",
                "Holme Valley Worsteds",
                "",
                "United Kingdom",
                "Leeds",
                "suits",
                "6203.11",
            ),
        ],
    ),
    "electronics-and-solar": (
        "AVL export - electronics and solar",
        ("Vendor No", "Vendor Name", "Sub-supplier", "Country", "City", "Part", "HS code"),
        [
            (
                410233,
                "Sunmark Modules Sdn Bhd",
                "Hoshine Silicon Ind. Co Ltd",
                "Malaysia",
                "Penang",
                "PV modules",
                "8541.43",
            ),
            (410240, "Nine Star Corporation", "", "China", "Zhuhai", "toner cartridges", "8443.99"),
            (410251, "Kvarnholm Inverters AB", "", "Sweden", "Västerås", "inverters", "8504.40"),
            (
                410260,
                "Daqo New Energy (Xinjiang)",
                "",
                "China",
                "Shihezi",
                "polysilicon",
                "2804.61",
            ),
            (410266, "Tri-Delta Connectors Inc", "", "USA", "Elkhart", "connectors", "8536.69"),
            (
                410270,
                "Songkhla Battery Pack Co",
                "Camel Group Co Ltd",
                "Thailand",
                "Rayong",
                "lead-acid batteries",
                "8507.10",
            ),
        ],
    ),
    "seafood": (
        "Processors and vessels, September",
        ("Processor", "Vessel", "IMO", "Country", "City", "Species", "HS code", "Certificate"),
        [
            (
                "DONGGANG JINHUI FOODSTUFF CO",
                "",
                "",
                "China",
                "Dandong",
                "frozen squid",
                "0307.43",
                "MSC-C-00000",
            ),
            ("Rongcheng Haibo Seafood", "", "", "China", "Rongcheng", "squid rings", "1605.54", ""),
            (
                "Nordvik Fiskeindustri AS",
                "M/S Nordvik II",
                "",
                "Norway",
                "Ålesund",
                "cod fillets",
                "0304.44",
                "MSC-C-00001",
            ),
            ("Dalian Ocean Fishing", "", "", "China", "Dalian", "tuna", "0303.42", ""),
            (
                "Pesquera Punta Arena SAC",
                "",
                "",
                "Peru",
                "Paita",
                "jumbo flying squid",
                "0307.43",
                "",
            ),
            ("Shandong Meijia Group", "", "", "China", "Rizhao", "pollock blocks", "0304.94", ""),
        ],
    ),
    "customs-broker": (
        "Entry summary lines",
        (
            "Entry No",
            "Line",
            "MID",
            "Seller",
            "Manufacturer",
            "Origin",
            "Port of lading",
            "Goods",
            "HTSUS",
            "Entered value",
            "Currency",
            "Date",
        ),
        [
            (
                "BRK-7710-1",
                1,
                "CNSHOGAR88SHE",
                "Harbor Lane Trading LLC",
                "Li-Ning (China) Sports Goods",
                "CN",
                "Shanghai",
                "running shoes",
                "6404.11",
                48210.0,
                "USD",
                datetime.date(2026, 9, 2),
            ),
            (
                "BRK-7710-1",
                2,
                "VNMINPHU12NAM",
                "Harbor Lane Trading LLC",
                "Minh Phuong Garment JSC",
                "VN",
                "Haiphong",
                "cotton shirts",
                "6205.20",
                19877.5,
                "USD",
                datetime.date(2026, 9, 2),
            ),
            (
                "BRK-7713-4",
                1,
                "TWGIAMFG1TAI",
                "Alder Cycles BV",
                "Giant Mfg. Co Ltd",
                "TW",
                "Kaohsiung",
                "bicycles",
                "8712.00",
                132000.0,
                "USD",
                datetime.date(2026, 9, 11),
            ),
            (
                "BRK-7719-2",
                1,
                "CNRIXFOO5DAL",
                "Old Quay Foods Inc",
                "Rixin Foods Ltd",
                "CN",
                "Dalian",
                "frozen fruit",
                "0811.90",
                23410.0,
                "USD",
                datetime.date(2026, 9, 19),
            ),
            (
                "BRK-7722-8",
                1,
                "DEHOFGIE3STU",
                "Alder Cycles BV",
                "Hofmeister Gießerei GmbH",
                "DE",
                "Bremerhaven",
                "castings",
                "7325.10",
                8800.0,
                "EUR",
                datetime.date(2026, 9, 25),
            ),
        ],
    ),
}


#: The names in these files that lists or reports hold; all others are invented.
LISTED = {
    "apparel": (
        "Aksu Huafu Color Spinning Co Ltd",
        "Zhejiang Sunrise Garmnet Group",
        "HETIAN TAIDA APPAREL",
    ),
    "electronics-and-solar": (
        "Hoshine Silicon Ind. Co Ltd",
        "Nine Star Corporation",
        "Daqo New Energy (Xinjiang)",
        "Camel Group Co Ltd",
    ),
    "seafood": (
        "DONGGANG JINHUI FOODSTUFF CO",
        "Rongcheng Haibo Seafood",
        "Dalian Ocean Fishing",
        "Shandong Meijia Group",
    ),
    "customs-broker": ("Li-Ning (China) Sports Goods", "Giant Mfg. Co Ltd", "Rixin Foods Ltd"),
}


def make_files(folder: Path) -> list[Path]:
    """Write a workbook for each trade, in ``folder``."""
    folder.mkdir(parents=True, exist_ok=True)
    made = []
    for name, (title, header, rows) in FILES.items():
        book = Workbook()
        sheet = book.worksheets[0]
        sheet.title = "Export"
        sheet["A1"] = title
        sheet["A1"].font = Font(bold=True)
        for column, text in enumerate(header, 1):
            sheet.cell(3, column, text).font = Font(bold=True)
        for number, row in enumerate(rows, 4):
            for column, value in enumerate(row, 1):
                sheet.cell(number, column, value or None)
        made.append(folder / f"{name}.xlsx")
        book.properties.created = book.properties.modified = datetime.datetime(2026, 10, 1)
        book.save(made[-1])
    return made


def picture(report: Path, target: Path, sheet: str) -> None:
    """Print one sheet of a report to a picture."""
    with tempfile.TemporaryDirectory() as folder:
        office = [
            "soffice",
            f"-env:UserInstallation=file://{folder}/profile",
            "--headless",
            "--convert-to",
            "pdf",
            "--outdir",
            folder,
            str(report),
        ]
        subprocess.run(office, check=True, capture_output=True)
        pdf = Path(folder) / f"{report.stem}.pdf"
        page = page_of(pdf, sheet)
        for dots in (110, 96, 84, 72):
            # A4 across: the margins above and below hold nothing.
            box = {"-x": 0.3, "-y": 0.85, "-W": 11.2, "-H": 6.7}
            cut = [str(part) for name, inch in box.items() for part in (name, round(inch * dots))]
            command = [
                "pdftoppm",
                "-png",
                "-singlefile",
                "-r",
                str(dots),
                "-f",
                str(page),
                "-l",
                str(page),
                *cut,
            ]
            subprocess.run([*command, str(pdf), str(target.with_suffix(""))], check=True)
            if target.stat().st_size < MOST_BYTES:
                return


def page_of(pdf: Path, sheet: str) -> int:
    """The number of the first page whose first line is the name of the sheet."""
    text = subprocess.run(
        ["pdftotext", str(pdf), "-"], check=True, capture_output=True
    ).stdout.decode("utf-8")
    return next(
        number
        for number, page in enumerate(text.split("\f"), 1)
        if page.lstrip().split("\n")[0] == sheet
    )


def main() -> None:
    files = make_files(HERE / "gallery")
    if not (shutil.which("soffice") and shutil.which("pdftoppm")):
        print("no pictures: LibreOffice (soffice) and poppler (pdftoppm) make them")
        return
    samples = [HERE / f"{name}.xlsx" for name in ("suppliers", "shipments", "supply-chain")]
    PICTURES.mkdir(exist_ok=True)
    for name, given in {**{path.stem: [path] for path in files}, "samples": samples}.items():
        with tempfile.TemporaryDirectory() as folder:
            report = Path(folder) / "report.xlsx"
            run = [
                sys.executable,
                "-m",
                "screen",
                "run",
                *map(str, given),
                "-o",
                str(report),
                "--fail-on",
                "none",
                "--quiet",
            ]
            subprocess.run(run, check=True, cwd=HERE.parent)
            picture(report, PICTURES / f"{name}.png", "Cases")
            if name == "samples":
                picture(report, PICTURES / "summary.png", "Forced labour screening report")
        print(f"made {name}")


if __name__ == "__main__":
    main()
