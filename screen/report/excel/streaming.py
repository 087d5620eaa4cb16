"""Where the sheets wait until all are written.

A temporary folder of their own, which goes away whatever happens.
"""

import errno
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager

from lxml import etree

from screen.core.cleanup import temporary_folder
from screen.core.errors import UsageError


@contextmanager
def sheets_on_disk() -> Iterator[None]:
    """openpyxl's temporary files of this block stand in a folder that is removed with them.

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
            f"{place}: the temporary files of the report cannot be written ({os.strerror(number)});"
            " make room there, or set TMPDIR"
        ) from error
