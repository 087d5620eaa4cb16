"""Everything that goes past the public interface of openpyxl, and nothing else does.

A workbook is streamed: rows go to disk as they are written, so memory does not grow with the
findings. openpyxl's public way of streaming builds a cell of its own for every value and looks its
style up by name. ``python tests/benchmarks/workbook.py 5000`` writes 5,000 findings both ways
(openpyxl 3.1.5, Python 3.11): 0.6 s of processor time for ours, 6.5 s for the public one, which is
some ten times as much.

What is private here, each with the reason:

- ``append_row`` makes the XML of a row as text, ``append_rows`` takes some at once, and
  ``take_finished_rows`` lets openpyxl's writer take them: openpyxl's objects and calls for each
  cell take most of the time.
- ``sheets_on_disk``: the sheets wait in temporary files until all are written. openpyxl removes
  them when the process exits normally, which a process that is killed does not.
- ``save``: ``Workbook.save`` stamps the time of day on the file and on every member of it, so that
  equal runs would not give equal bytes.
"""

import errno
import os
import tempfile
import time
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from lxml import etree
from openpyxl import Workbook
from openpyxl.compat import safe_string
from openpyxl.packaging.relationship import Relationship
from openpyxl.utils.datetime import to_excel
from openpyxl.worksheet._writer import WorksheetWriter
from openpyxl.writer.excel import ExcelWriter
from openpyxl.xml.constants import REL_NS, SHEET_MAIN_NS

from screen.core.cleanup import temporary_folder
from screen.core.errors import UsageError


@dataclass(frozen=True, slots=True)
class Linked:
    """A cell that leads somewhere: to a web address, or to a place in the workbook."""

    cell: str
    target: str | None
    location: str | None
    display: str | None


#: A cell as its XML behind the coordinate, or one that is a link.
StreamCell = str | Linked


def text_cell(text: str, style: int) -> str:
    """Return a cell of text without control characters."""
    if not text:
        return f' s="{style}" t="inlineStr"/>'
    kept = ' xml:space="preserve"' if text != text.strip() else ""
    if "&" in text or "<" in text or ">" in text or "\r" in text:
        text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
        text = text.replace("\r", "&#13;")
    return f' s="{style}" t="inlineStr"><is><t{kept}>{text}</t></is></c>'


def number_cell(number: Any, style: int) -> str:
    """Return a cell of a number, or an empty one."""
    if number is None:
        return f' s="{style}" t="n"/>'
    return f' s="{style}" t="n"><v>{safe_string(number)}</v></c>'


def date_cell(day: date, style: int) -> str:
    """Return a cell of a date, as the number that Excel keeps."""
    return number_cell(to_excel(day), style)  # type: ignore[no-untyped-call]


def take_finished_rows(sheet: Any) -> None:
    """Make a write-only sheet append rows of finished XML as they are."""

    def get_writer() -> None:
        if sheet._writer is None:
            sheet._writer = _RowWriter(sheet)
            sheet._writer.write_top()

    sheet._get_writer = get_writer
    sheet._values_to_row = _given


def append_row(
    sheet: Any,
    letters: Sequence[str],
    number: int,
    cells: Sequence[StreamCell | None],
    height: float,
) -> None:
    """Append row ``number``, ``height`` points high; gaps (None) make no cell."""
    made = [f'<row r="{number}" ht="{height:g}" customHeight="1">']
    for letter, cell in zip(letters, cells, strict=True):
        if cell is None:
            continue
        if isinstance(cell, Linked):
            keep_link(sheet, f"{letter}{number}", cell)
            made.append(f'<c r="{letter}{number}"{cell.cell}')
        else:
            made.append(f'<c r="{letter}{number}"{cell}')
    made.append("</row>")
    sheet.append(("".join(made),))


def append_rows(sheet: Any, rows: Sequence[str]) -> None:
    """Append rows of finished XML at once."""
    if rows:
        sheet.append(("".join(rows),))


def keep_link(sheet: Any, place: str, cell: Linked) -> None:
    """Remember the link of a cell at ``place`` until the end of its sheet."""
    sheet._hyperlinks.append((place, cell))


class _RowWriter(WorksheetWriter):
    """A writer of rows that are XML already, and of links without an object for each."""

    _rels: Any
    ws: Any
    _file: Any = None

    def get_stream(self) -> Any:
        """Yield lxml's writer of the sheet, over a file that rows can be written to as well."""
        with (
            Path(str(self.out)).open("wb", buffering=1 << 20) as self._file,
            etree.xmlfile(self._file) as xf,
            xf.element("worksheet", xmlns=SHEET_MAIN_NS),
            suppress(GeneratorExit),
        ):
            while True:
                given = yield
                if given is True:
                    yield xf
                elif given is not None:
                    xf.write(given)

    def write_row(self, xf: Any, row: Any, row_idx: int) -> None:
        """Write a finished row, or a blank one."""
        if row_idx == 1:
            # What lxml holds back stands before the first row.
            xf.flush()
        text = row[0] if row else f'<row r="{row_idx}"/>'
        self._file.write(text.encode())

    def write_hyperlinks(self) -> None:
        """Write the links of all rows."""
        links = etree.Element("hyperlinks")
        relation: Any = Relationship
        for place, cell in self.ws._hyperlinks:
            given = {"ref": place, "location": cell.location, "display": cell.display}
            if cell.target:
                rel = relation(type="hyperlink", TargetMode="External", Target=cell.target)
                self._rels.append(rel)
                given[f"{{{REL_NS}}}id"] = rel.id
            etree.SubElement(links, "hyperlink", {k: v for k, v in given.items() if v is not None})
        if len(links):
            self.xf.send(links)


def _given(row: Sequence[str], _number: int) -> Sequence[str]:
    return row


@contextmanager
def sheets_on_disk() -> Iterator[None]:
    """Keep openpyxl's temporary files of this block in a folder that is removed with the block.

    Raises UsageError where the temporary folder is full or closed to us; lxml, which writes the
    sheets, has errors of its own for that.
    """
    before, place = tempfile.tempdir, tempfile.gettempdir()
    try:
        with temporary_folder("flscreen-") as folder:
            tempfile.tempdir = str(folder)
            try:
                yield
            finally:
                tempfile.tempdir = before
    except etree.SerialisationError as error:
        number = getattr(errno, str(error).removeprefix("IO_"), errno.EIO)
        raise UsageError(
            f"the temporary files of the report cannot be written ({os.strerror(number)})",
            path=place,
            hint="make room there, or set TMPDIR",
        ) from error


def save(book: Workbook, path: Path, made: datetime) -> None:
    """Write ``book`` to ``path`` with ``made`` (UTC) as the date of everything in it."""
    # Dates in a zip file begin in 1980.
    moment = max(made.timetuple()[:6], time.struct_time((1980, 1, 1, 0, 0, 0, 0, 1, 0))[:6])
    book.properties.created = book.properties.modified = made
    archive = _Stamped(path, "w", zipfile.ZIP_DEFLATED, allowZip64=True)
    archive.stamp = moment
    ExcelWriter(book, archive).save()


class _Stamped(zipfile.ZipFile):
    """A zip file whose members all carry one date, whenever they were written."""

    stamp: tuple[int, int, int, int, int, int]

    def writestr(self, zinfo_or_arcname: Any, data: Any, *args: Any, **more: Any) -> None:
        """Write a member from memory."""
        if isinstance(zinfo_or_arcname, str):
            zinfo_or_arcname = self._member(zinfo_or_arcname)
        super().writestr(zinfo_or_arcname, data, *args, **more)

    def write(self, filename: Any, arcname: Any = None, *_: Any, **__: Any) -> None:
        """Write a member from a file, piece by piece."""
        member = self._member(str(arcname or filename))
        member.file_size = Path(filename).stat().st_size
        with Path(filename).open("rb") as source, self.open(member, "w") as target:
            while piece := source.read(1 << 20):
                target.write(piece)

    def _member(self, name: str) -> zipfile.ZipInfo:
        member = zipfile.ZipInfo(name, self.stamp)
        member.compress_type = zipfile.ZIP_DEFLATED
        member.external_attr = 0o600 << 16
        return member
