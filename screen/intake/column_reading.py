"""Reads each column of a table by its header and its cells, before it looks at the table.

Where header and cells disagree the cells win, and the column says so.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import polars as pl

from screen.intake.content import ContentReading, read_contents
from screen.intake.header_words import HeaderReading, read_header
from screen.models.vocabulary import Because

#: Shares of the distinct cells from which the cells say what a column is: under no header, and
#: against a header.
_ENOUGH, _AGAINST = 0.4, 0.6
#: Under a known name header nearly all cells are codes before the header is not believed.
_CODES = 0.8
#: In a table without any other names, this share of company names is a reason to screen a column.
_HARDLY = 0.25
#: Things whose headers are not believed where company names stand below.
_NEARLY_ALL, _FEW = 0.9, 5
_NO_NAMES = frozenset(
    [
        "",
        "id",
        "person",
        "registration_number",
        "country",
        "shipment_id",
        "city",
        "location",
        "type",
        "description",
        "remark",
    ]
)
#: Things that a column is by its cells alone, by kind of content and the share that it takes.
_BY_CONTENT = {
    "company": ("name", _ENOUGH),
    "country": ("country", 0.8),
    "address": ("address", 0.7),
    "mail": ("mail", 0.8),
    "url": ("web", 0.8),
    "date": ("date", 0.8),
    "person": ("person", 0.6),
    "phone": ("phone", 0.8),
}


@dataclass(slots=True)
class Column:
    """One column as understood so far; ``field`` is set once the whole table is known."""

    index: int
    header: str
    reading: HeaderReading
    content: ContentReading
    thing: str
    role: str
    tier: int | None
    number: int | None
    because: Because = "header"
    doubt: str = ""
    field: str = ""

    @property
    def is_name(self) -> bool:
        """Whether the cells are names of businesses (or vessels)."""
        return self.thing == "name"


def read_columns(headers: Mapping[int, str], body: pl.DataFrame) -> list[Column]:
    """Read every column of ``body`` (one String column for each column of the sheet), in order."""
    series = body.get_columns()
    columns = []
    for index, content in enumerate(read_contents(series)):
        header = headers.get(index, "").strip()
        reading = read_header(header) if header else HeaderReading()
        columns.append(
            Column(
                index,
                header,
                reading,
                content,
                reading.thing,
                reading.role,
                reading.tier,
                reading.number,
            )
        )
    # A header beyond the last cell has nothing below it, and is still a header.
    for index in sorted(set(headers) - set(range(len(series)))):
        reading = read_header(headers[index])
        empty = ContentReading(0, {})
        columns.append(
            Column(
                index,
                headers[index].strip(),
                reading,
                empty,
                reading.thing,
                reading.role,
                reading.tier,
                reading.number,
            )
        )
    for column in columns:
        _ask_content(column)
    _find_lost_names(columns)
    _find_any_name(columns)
    _part_persons(columns)
    return columns


def _ask_content(column: Column) -> None:
    content, thing = column.content, column.thing
    if thing == "location":
        found = "country" if content.share("country") >= _ENOUGH else "city"
        column.thing = "address" if content.share("address") >= 0.3 else found
    if not content.cells:
        return
    if thing == "name" and content.share("number", "id", "mail", "phone", "date") >= _CODES:
        _change(column, "id", f"numbers or codes stand under {column.header!r}; read as an id")
    elif thing == "name" and content.cells <= 8 and content.share("status") >= _AGAINST:
        _change(column, "status", f"yes or no stands under {column.header!r}; no names")
    elif thing == "name" and content.share("country") >= _CODES and content.cells >= 2:
        _change(column, "country", f"countries stand under {column.header!r}")
    elif thing == "name" and content.share("address") >= _CODES:
        column.doubt = f"addresses stand under {column.header!r}; screened as names"
    elif (
        thing == "id"
        and column.role in ("manufacturer", "factory", "supplier")
        and content.share("mid") >= _CODES
    ):
        column.thing = "mid"
    elif thing in _NO_NAMES and content.share("company") >= _least_share(thing, content):
        said = (
            f"company names stand under {column.header!r}"
            if column.header
            else "company names stand under no header"
        )
        _change(column, "name", said)
    elif thing == "country" and content.share("address") >= _AGAINST:
        _change(column, "address", f"addresses stand under {column.header!r}")
    elif thing == "id" and not column.role and content.share("small") >= 0.9:
        column.thing = "row_number"
    elif thing == "country" and content.share("country") < 0.3 and content.share("city") > 0.3:
        _change(column, "city", f"cities stand under {column.header!r}")
    elif not thing:
        _by_content(column)


def _least_share(thing: str, content: ContentReading) -> float:
    """Return the share of company names that makes a column under another header one of names.

    Remarks speak of firms in sentences, which the sweep reads; only a long column of nothing else
    is believed.
    """
    if thing == "remark":
        return _NEARLY_ALL if content.cells >= _FEW else 2.0
    return _AGAINST if thing else _ENOUGH


def _by_content(column: Column) -> None:
    """Read a column under an unknown or blank header by its cells alone."""
    for kind, (thing, share) in _BY_CONTENT.items():
        if column.content.share(kind) >= share:
            where = f"the unknown header {column.header!r}" if column.header else "no header"
            _change(column, thing, f"read by its cells, under {where}")
            return
    if column.content.share("hs_points") >= 0.9:
        _change(column, "hs", "read by its cells as HS codes")


def _change(column: Column, thing: str, doubt: str) -> None:
    column.thing, column.doubt, column.because = thing, doubt, "content"


def _find_lost_names(columns: list[Column]) -> None:
    """Give the name header that stood over codes to the text column beside it (a header merged
    over code and name).
    """
    for place, column in enumerate(columns):
        if column.thing != "id" or column.reading.thing != "name" or column.because != "content":
            continue
        same = [c for c in columns if c.is_name and c.because == "header" and c.role == column.role]
        beside = [columns[p] for p in (place + 1, place - 1) if 0 <= p < len(columns)]
        for other in beside:
            unread = not other.reading.thing and (other.thing == "name" or not other.thing)
            wordy = other.content.share("company", "text", "person", "goods", "city")
            if unread and not same and other.content.cells and wordy >= _CODES:
                other.role, other.tier, other.number = column.role, column.tier, column.number
                _change(other, "name", f"names beside the codes under {column.header!r}")
                break


def _find_any_name(columns: list[Column]) -> None:
    """Take the column with the most company names, where no header and no clear cells name any."""
    if any(column.is_name or column.thing in ("alias", "mid") for column in columns):
        return
    unsure = [column for column in columns if column.thing in _NO_NAMES and column.content.cells]
    best = max(unsure, key=lambda column: column.content.share("company"), default=None)
    if best is not None and best.content.share("company") >= _HARDLY:
        _change(
            best, "name", "the only column with company names; confirm that it names the parties"
        )


def _part_persons(columns: list[Column]) -> None:
    """Read a bare ``Name`` over persons as a person, where another column names the firms."""
    names = [column for column in columns if column.is_name]
    for column in names:
        others = [
            c
            for c in names
            if c is not column and (c.content.share("company") >= 0.2 or c.reading.role or _firm(c))
        ]
        plain = bool(others) and not column.role and not _firm(column)
        persons = column.content.share("person")
        # A 'Buyer' is as often the purchaser's clerk as the firm that buys.
        clerk = column.role == "consignee" and persons >= _AGAINST
        if clerk or (plain and persons >= _ENOUGH > column.content.share("company")):
            _change(column, "person", f"persons stand under {column.header!r}")


def _firm(column: Column) -> bool:
    """Whether the header speaks of a firm ('Company Name'), not of a name alone."""
    return len(column.header.split()) > 1 or column.header.casefold() not in (
        "name",
        "names",
        "nombre",
        "nom",
        "姓名",
    )
