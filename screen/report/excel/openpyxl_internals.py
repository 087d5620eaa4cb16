"""Everything that goes past the public interface of openpyxl, and nothing else does.

A workbook is streamed: rows go to disk as they are written, so memory does not grow with the
findings. openpyxl's public way of streaming builds a cell of its own for every value and looks its
style up by name. ``python tests/benchmarks/workbook.py 20000`` writes 20,000 findings both ways
(openpyxl 3.1.5, Python 3.11): 5.9 s of processor time for ours, 15.5 s for the public one, which is
2.6 times as much.

What is private here, each with the reason:

- ``StreamCell`` stands in for a cell, and ``take_finished_cells`` keeps openpyxl from wrapping it.
- ``set_height`` gives the writer of a row the attributes that it looks up; openpyxl's own objects
  for them take a fifth of the time of a row.
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
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from lxml import etree
from openpyxl import Workbook
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.writer.excel import ExcelWriter

from screen.core.cleanup import temporary_folder
from screen.core.errors import UsageError


@dataclass(slots=True)
class StreamCell:
    """What openpyxl's row writer asks of a cell, and nothing more."""

    parent: Any
    _value: Any
    data_type: str
    style_id: int
    hyperlink: Hyperlink | None = None
    coordinate: str = ""
    has_style: bool = True
    _comment: None = None

    def place(self, coordinate: str) -> None:
        """Put the cell and its link at ``coordinate``, such as 'B7'."""
        self.coordinate = coordinate
        if self.hyperlink is not None:
            self.hyperlink.ref = coordinate


def take_finished_cells(sheet: Any) -> None:
    """Make a write-only sheet append rows of placed ``StreamCell``s and gaps (None) as they are."""
    sheet._values_to_row = _given


def set_height(sheet: Any, number: int, height: float) -> None:
    """Set the height of row ``number`` in points; that of the row before is forgotten."""
    sheet.row_dimensions = {number: {"ht": f"{height:g}", "customHeight": "1"}}


def _given(cells: list[Any], _number: int) -> Iterator[Any]:
    return (cell for cell in cells if cell is not None)


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
