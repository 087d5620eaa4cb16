"""Saves a workbook as bytes that depend on its content and its own date alone."""

import time
import zipfile
from datetime import datetime
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.writer.excel import ExcelWriter


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


def save(book: Workbook, path: Path, made: datetime) -> None:
    """Write ``book`` to ``path`` with ``made`` (UTC) as the date of everything in it."""
    # Excel takes 1980 for the beginning of time.
    moment = max(made.timetuple()[:6], time.struct_time((1980, 1, 1, 0, 0, 0, 0, 1, 0))[:6])
    book.properties.created = book.properties.modified = made
    archive = _Stamped(path, "w", zipfile.ZIP_DEFLATED, allowZip64=True)
    archive.stamp = moment
    ExcelWriter(book, archive).save()
