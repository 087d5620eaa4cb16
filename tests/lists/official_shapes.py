"""Official files in their real shapes, made of the bundled lists: what a publisher would serve."""

import csv
import io
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

from openpyxl import Workbook
from publisher import PAGE

from screen.lists.load import load_watchlist
from screen.lists.locate import bundled_folder
from screen.models.watchlist import Entry
from screen.reference.countries import country_name


def entries(list_id: str) -> list[Entry]:
    held = load_watchlist(bundled_folder() / list_id).entries
    return [entry for entry in held if entry.status != "inactive"]


def csv_text(rows: Sequence[Sequence[str]]) -> str:
    text = io.StringIO()
    csv.writer(text, lineterminator="\r\n").writerows(rows)
    return text.getvalue()


def write_all(folder: Path, day: date) -> None:
    """Write a file of ``day`` for each list that is renewed unasked."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "UFLPA Entity List.html").write_bytes(PAGE)
    write_ofac(folder)
    (folder / "consolidated.xml").write_text(un_text(day), encoding="utf-8")
    (folder / "xmlFullSanctionsList_1_1.xml").write_text(eu_text(day), encoding="utf-8")
    name = f"withhold-release-orders-findings-fy26-{day}.csv"
    (folder / name).write_text(cbp_text(), encoding="cp1252", errors="replace")
    write_goods(folder / f"{day.year - 1}ListofGoodsExcel.xlsx")


def write_ofac(folder: Path) -> None:
    """Write SDN, ALT and ADD; entries that flscreen lists under NPWMD have no address there."""
    sdn, alt, add = [], [], []
    for number, entry in enumerate(entries("us-ofac-dprk"), start=90001):
        key = entry.entry_id.removeprefix("ofac-")
        key = key if key.isdigit() else str(number)
        program = "NPWMD" if "NPWMD" in entry.note or not entry.address else "DPRK3"
        sdn.append([key, entry.name, "-0-", program, *["-0-"] * 8])
        alt += [[key, str(n), "aka", name, "-0-"] for n, name in enumerate(entry.aliases)]
        country = country_name(entry.country) if entry.country else "-0-"
        add.append([key, "1", "-0-", "-0-", country, "-0-"])
    for name, rows in (("SDN.CSV", sdn), ("ALT.CSV", alt), ("ADD.CSV", add)):
        (folder / name).write_text(csv_text(rows) + "\x1a", encoding="utf-8")


def un_text(day: date) -> str:
    records = "".join(
        f"<ENTITY><FIRST_NAME>{escape(entry.name)}</FIRST_NAME><UN_LIST_TYPE>DPRK</UN_LIST_TYPE>"
        f"<REFERENCE_NUMBER>KPe.{entry.entry_id[-3:]}</REFERENCE_NUMBER>"
        f"<LISTED_ON>{entry.effective_from}</LISTED_ON></ENTITY>"
        for entry in entries("un-1718")
    )
    return f'<CONSOLIDATED_LIST dateGenerated="{day}T00:00:09.123Z"><ENTITIES>{records}</ENTITIES></CONSOLIDATED_LIST>'


def eu_text(day: date) -> str:
    records = "".join(
        f'<sanctionEntity designationDate="" euReferenceNumber="EU.{number}.1">'
        f'<regulation programme="PRK" publicationDate="2018-01-20" numberTitle="2018/000"/>'
        f'<subjectType code="enterprise"/><nameAlias wholeName={quoteattr(entry.name)}/></sanctionEntity>'
        for number, entry in enumerate(entries("eu-dprk"), start=1000)
    )
    return f'<export xmlns="http://eu.europa.ec/fpi/fsd/export" generationDate="{day}T10:00:00">{records}</export>'


def cbp_text() -> str:
    header = ["Calendar Year", "Country", "Industry", "Entity", "WRO/Finding", "Status", "Effective Date", "Merchandise", "Remarks", "Press Release", "Country Code"]  # fmt: skip
    rows = [header]
    for entry in entries("us-cbp-wro"):
        since = entry.effective_from or date(2020, 1, 1)
        country = country_name(entry.country) if entry.country else ""
        named = f"Fishing Vessel: {entry.name}" if entry.kind == "vessel" else entry.name
        named = entry.scope if entry.kind == "commodity" else named
        status = {"partially-active": "Partially Active"}.get(entry.status, "Active")
        goods = ", ".join(entry.sectors) or "Seafood"
        rows.append([str(since.year), country, "", named, "WRO", status, f"{since.month}/{since.day}/{since.year}", goods, "", "", entry.country])  # fmt: skip
    return csv_text(rows)


def write_goods(path: Path) -> None:
    book = Workbook()
    sheet = book.active
    sheet.append(["Country/Area", "Good", "Child Labor", "Forced Labor"])
    for entry in entries("us-dol-goods"):
        sheet.append([country_name(entry.country), entry.sectors[0], "", "X"])
    book.save(path)
