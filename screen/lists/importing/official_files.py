"""Opens official files as users saved them, and notices those that are not whole.

Cut off, or an error page.
"""

import csv
import io
import json
import re
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

from screen.core.errors import WatchlistError
from screen.intake.encodings import decode
from screen.intake.web_page import is_mhtml, pages_of_message

_WEB_PAGE = re.compile(
    r"^\s*(?:<\?xml[^>]*>\s*)?<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE
)
#: OFAC's files end with the end-of-file mark of DOS.
_DOS_END = "\x1a"
_CHARSET = re.compile(rb"charset\s*=\s*[\"']?([\w.:-]+)", re.IGNORECASE)


def read_official_text(path: Path) -> str:
    """Return the text of a file in UTF-8, else in Windows-1252, as U.S. agencies save CSV files.

    Raises WatchlistError where the file is missing, unreadable or empty.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise WatchlistError(
            f"{error.strerror or error}", path=path, hint="give the file as it was downloaded"
        ) from error
    try:
        text = data.decode("utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("cp1252", errors="replace")
    if not text.strip(_DOS_END + " \r\n\t\0"):
        raise WatchlistError("is empty", path=path, hint="download it again")
    return text


def read_page_text(path: Path) -> str:
    """Return the HTML of a saved page: of an HTML file, or of the MHTML that Chrome saves.

    Raises WatchlistError where the file is missing or empty, or a message that holds no page.
    """
    text = read_official_text(path)
    data = path.read_bytes()
    if not is_mhtml(data[:4096]):
        return text
    pages = pages_of_message(data)
    if not pages.strip():
        raise WatchlistError(
            "is a saved message that holds no web page", path=path, hint="save the page again"
        )
    stated = _CHARSET.search(pages[:4096])
    return decode(pages, stated[1].decode("ascii") if stated else None).text


def refuse_web_page(path: Path, text: str, wanted: str) -> None:
    """Raise WatchlistError where a web page stands in place of data, as a saved error page does."""
    if _WEB_PAGE.match(text[:1000]) or is_mhtml(text[:4096].encode()):
        raise WatchlistError(
            f"is a web page, not {wanted}",
            path=path,
            hint="the download failed, save the file itself again",
        )


def read_csv_cells(
    path: Path, width: int | None, wanted: str, doubts: list[str], *, preamble: bool = False
) -> list[list[str]]:
    """Return the records of a CSV file.

    ``width`` is the number of cells of each; None takes the first record's. With ``preamble`` a
    first record of a single cell is passed over.

    Records of another width and a quoted cell that never ends are doubts, and such records are left
    out.
    """
    text = read_official_text(path)
    refuse_web_page(path, text, wanted)
    if "\0" in text[:10_000]:
        raise WatchlistError(f"is not {wanted} but a binary file", path=path, hint="save it again")
    reader = csv.reader(io.StringIO(text.rstrip(_DOS_END + "\r\n "), newline=""), strict=True)
    records: list[list[str]] = []
    try:
        for record in reader:
            if not any(cell.strip() for cell in record):
                continue
            if preamble and width is None and sum(map(bool, record)) == 1:
                preamble = False
                continue
            width = width or len(record)
            if len(record) != width:
                doubts.append(
                    f"{path}, line {reader.line_num}: has {len(record)} cells where {width} belong"
                )
                continue
            records.append([cell.strip() for cell in record])
    except csv.Error as error:
        doubts.append(
            f"{path}, line {reader.line_num}: the file is cut off or damaged there ({error})"
        )
    return records


def read_csv_records(
    path: Path, needed: Sequence[str], wanted: str, doubts: list[str], preamble: bool = False
) -> list[dict[str, str]]:
    """Return the records of a CSV file with a header, by lower-case column name.

    The columns may come in any order. With ``preamble`` one line may stand before the header.

    Raises WatchlistError where a column of ``needed`` is missing.
    """
    cells = read_csv_cells(path, None, wanted, doubts, preamble=preamble)
    header = [" ".join(name.lower().split()) for name in cells[0]] if cells else []
    if missing := [name for name in needed if name not in header]:
        raise WatchlistError(
            f"is not {wanted}: column {missing[0]!r} is missing (found:"
            f" {', '.join(header[:8]) or 'nothing'})",
            path=path,
            hint="give the file as it was downloaded",
        )
    return [dict(zip(header, record, strict=True)) for record in cells[1:]]


def read_json(path: Path, wanted: str) -> Any:
    """Return the content of a JSON file. Raises WatchlistError where it is cut off, or no JSON."""
    text = read_official_text(path)
    refuse_web_page(path, text, wanted)
    try:
        return json.loads(text)
    except (json.JSONDecodeError, RecursionError) as error:
        raise WatchlistError(
            f"is not {wanted}, or is cut off ({error})", path=path, hint="download it again"
        ) from error


def read_json_lines(path: Path, wanted: str, doubts: list[str]) -> Iterator[dict[str, Any]]:
    """Return the objects of a file that holds one JSON object a line.

    Lines that are none are doubts.
    """
    text = read_official_text(path)
    refuse_web_page(path, text, wanted)
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip():
            continue
        try:
            value = json.loads(line)
        except (json.JSONDecodeError, RecursionError):
            doubts.append(f"{path}, line {number}: no JSON; the file is cut off or damaged there")
            continue
        if isinstance(value, dict):
            yield value
        else:
            doubts.append(f"{path}, line {number}: no JSON object")


def parse_date(text: str, *formats: str) -> date | None:
    """Return the day that ``text`` holds in one of ``formats`` (strptime), or in ISO 8601.

    None where it holds none.
    """
    plain = " ".join(text.replace("\xa0", " ").split())
    for layout in (*formats, "%Y-%m-%d"):
        try:
            return datetime.strptime(plain, layout).date()
        except ValueError:
            continue
    return None
