"""What the process of ``intake.sandbox`` runs.

It reads standard input as a file of some kind and prints what was wrong, '' for nothing. The table
of a text follows on the next line.

It is a script, and for workbooks and Parquet imports nothing of ours, so that it starts at once.
"""

import contextlib
import io
import json
import re
import sys

_OURS = ("text", "page")


def _limit(memory: int, seconds: int) -> None:
    """Limit memory and processor time, so that this process ends even if its parent has gone.

    macOS may ignore the first; Windows has no such limits.
    """
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))


def _unquoted(text: str) -> str:
    """Return what an error says without what it quotes."""
    return re.sub(r"([`'\"]).*?(?:\1|$)", "(not shown)", text)


def _read_workbook(data: bytes) -> str:
    import fastexcel

    reader = fastexcel.read_excel(data)
    for name in reader.sheet_names:
        reader.load_sheet(name, header_row=None, skip_rows=0, dtypes="string")
    return ""


def _read_parquet(data: bytes, most_rows: int, most_cells: int) -> str:
    import polars as pl

    width = len(pl.read_parquet_schema(io.BytesIO(data)))
    height = int(pl.scan_parquet(io.BytesIO(data)).select(pl.len()).collect().item())
    if height > most_rows or height * width > most_cells:
        return (
            f"it has {height:,} rows of {width:,} columns, more than rows and cells under [limits]"
            " in flscreen.toml allow"
        )
    pl.read_parquet(io.BytesIO(data))
    return ""


def _read_ours(kind: str, data: bytes, limits: dict[str, int], encoding: str | None) -> bytes:
    """Read text and pages with our own code, whose refusals the parent finds again by itself.

    Return the table of a text, so that the parent need not read it once more; of pages nothing.
    """
    from pathlib import Path

    from screen.core.errors import InputError
    from screen.intake.delimited import handed_over, read_text
    from screen.intake.source import Source
    from screen.intake.web_page import read_page
    from screen.models.limits import Limits

    source, limited = Source(Path("-"), data, encoding), Limits.model_validate(limits)
    with contextlib.suppress(InputError):
        if kind == "page":
            read_page(source, limited)
        else:
            return handed_over(read_text(source, limited))
    return b""


def _main(kind: str, memory: str, limits: str, seconds: str, encoding: str = "") -> None:
    if kind in _OURS:
        # What is imported is trusted; with little memory left it could not be.
        import screen.intake.delimited
        import screen.intake.web_page  # noqa: F401
    _limit(int(memory), int(seconds))
    data, most = sys.stdin.buffer.read(), json.loads(limits)
    reason, table = "", b""
    try:
        if kind == "workbook":
            reason = _read_workbook(data)
        elif kind == "parquet":
            reason = _read_parquet(data, most["rows"], most["cells"])
        else:
            table = _read_ours(kind, data, most, encoding or None)
    except MemoryError:
        raise
    except BaseException as error:  # a panic in Rust is not an Exception
        # No message may hold a cell, which the text of an error may quote.
        own = kind in _OURS or not str(error)
        reason = type(error).__name__ if own else _unquoted(str(error).splitlines()[0])
    print(json.dumps(reason), flush=True)
    sys.stdout.buffer.write(table)


if __name__ == "__main__":
    _main(*sys.argv[1:])
