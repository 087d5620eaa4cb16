"""What the process of ``intake.sandbox`` runs.

It reads standard input as a workbook or Parquet file and prints what was wrong, '' for nothing.

It is a script and imports nothing of ours, so that it starts at once.
"""

import contextlib
import io
import json
import sys


def _limit(memory: int, seconds: int) -> None:
    """Limit memory and processor time, so that this process ends even if its parent has gone.

    macOS may ignore the first; Windows has no such limits.
    """
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))


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


def _main(kind: str, memory: str, most: str, seconds: str) -> None:
    _limit(int(memory), int(seconds))
    data = sys.stdin.buffer.read()
    try:
        reason = (
            _read_workbook(data) if kind == "workbook" else _read_parquet(data, *json.loads(most))
        )
    except MemoryError:
        raise
    except BaseException as error:  # a panic in Rust is not an Exception
        reason = str(error).splitlines()[0] if str(error) else type(error).__name__
    print(json.dumps(reason))


if __name__ == "__main__":
    _main(*sys.argv[1:])
