"""Reads a file for the first time, in a process that it may bring down.

The libraries that parse workbooks and Parquet are written in Rust: on a file that was made to harm
(or was only damaged) they may stop the process, ask for all memory or never end; and a large text
may ask for more than there is. So a separate process reads the bytes first, with its memory and
time limited, and ours reads only what that one survived; the table of a text is handed over. It
costs 40 ms and the time of one more reading.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

from screen.core.cleanup import own_process
from screen.core.errors import InputError
from screen.core.machine import processors
from screen.intake.source import Source
from screen.models.limits import MEGABYTE, Limits

#: Files of this size have the whole time of the limits; smaller ones have a share of it, but
#: never less than this: a small file that takes longer would never end.
_LARGE, _LEAST = 30 * MEGABYTE, 0.05
#: Text and pages of less than this are read in this process alone.
_OURS, _SMALL = ("text", "page"), 2 * MEGABYTE
#: Reading a text takes this many times its size; no text needs more.
_TIMES = 30
_SAID = {
    "workbook": ("a workbook", "open and save it again in Excel"),
    "parquet": ("a Parquet file", "split it, or write it again"),
    "text": ("text", "split it, or export it again"),
    "page": ("a web page", "save it as .xlsx or .csv"),
}
_CHILD = str(Path(__file__).with_name("sandboxed.py"))


def probe(source: Source, kind: str, limits: Limits) -> bytes:
    """Return where ``source`` can be read as ``kind`` within the limits.

    Of a large text its table is returned, as it was read (``delimited.handed_over``); b"" else.
    The kinds are 'workbook', 'parquet', 'text' and 'page'; the last two are read by our own code,
    and only large ones can take much. Raises InputError where it cannot.
    """
    if kind in _OURS and len(source.data) < _SMALL:
        return b""
    path = source.path
    memory = limits.memory_mb * MEGABYTE
    if kind in _OURS:
        memory = max(memory, _TIMES * len(source.data))
    seconds = max(limits.seconds * min(max(len(source.data) / _LARGE, _LEAST), 1), 1)
    command = [
        sys.executable,
        "-P",
        _CHILD,
        kind,
        str(memory),
        limits.model_dump_json(),
        str(int(seconds + 5) * processors()),
        source.encoding or "",
    ]
    environment = {
        **os.environ,
        "PYTHONPATH": os.pathsep.join(filter(None, sys.path)),
        "RUST_BACKTRACE": "0",
    }
    pipe = subprocess.PIPE
    try:
        with own_process(
            subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=pipe, env=environment)
        ) as child:
            out, told = child.communicate(source.data, timeout=seconds)
    except subprocess.TimeoutExpired as error:
        raise InputError(
            f"takes more than {seconds:.0f} seconds to read",
            path=path,
            hint="save it again in Excel, or raise seconds under [limits] in flscreen.toml",
        ) from error
    said, _, table = out.partition(b"\n")
    try:
        reason = json.loads(said.decode("utf-8", errors="replace") or "null")
    except json.JSONDecodeError:
        reason = None
    if child.returncode == 0 and reason == "":
        return table
    if not isinstance(reason, str):
        reason = (
            f"it needs more than {limits.memory_mb:,} megabytes of memory: cells far out, or a file"
            " made to harm"
            if b"memory allocation" in told or b"MemoryError" in told
            else "it ends the process that reads it, so it is damaged"
        )
    if "detect file format" in reason:
        reason = "damaged, of another kind than it seems, or with cells repeated without end"
    what, again = _SAID[kind]
    raise InputError(f"cannot be read as {what} ({reason})", path=path, hint=again)
