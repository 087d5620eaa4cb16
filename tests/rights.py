"""Take from root what lets it read and write everything, as other users cannot."""

import ctypes
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager

#: Version 3 of the interface, and the rights to override permissions (linux/capability.h).
_VERSION = 0x20080522
_OVERRIDE = (1 << 1) | (1 << 2)  # CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH


class _Header(ctypes.Structure):
    _fields_ = (("version", ctypes.c_uint32), ("pid", ctypes.c_int))


class _Rights(ctypes.Structure):
    _fields_ = (
        ("effective", ctypes.c_uint32),
        ("permitted", ctypes.c_uint32),
        ("inheritable", ctypes.c_uint32),
    )


@contextmanager
def as_an_ordinary_user() -> Iterator[None]:
    """Obey permissions within the block, and remain the owner of one's own files.

    Another user could not read a checkout in a folder that only its owner may enter, such as a
    container's /root; without these two rights root reads it like its owner.
    """
    if os.geteuid() != 0 or not sys.platform.startswith("linux"):
        yield
        return
    library = ctypes.CDLL(None, use_errno=True)
    header, rights = _Header(_VERSION, 0), (_Rights * 2)()
    if library.capget(ctypes.byref(header), rights):
        raise OSError(ctypes.get_errno(), "capget")
    before = rights[0].effective
    rights[0].effective = before & ~_OVERRIDE
    if library.capset(ctypes.byref(header), rights):
        raise OSError(ctypes.get_errno(), "capset")
    try:
        yield
    finally:
        rights[0].effective = before
        library.capset(ctypes.byref(header), rights)
