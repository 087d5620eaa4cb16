"""Tables of any look in any format, with a listed name in any cell: it must be found or told.

The table is whole and honest; only where it stands, how it is written down, and which cell holds
the name is left to chance.
"""

import csv
import io
import random
from collections.abc import Callable
from html import escape
from pathlib import Path

import polars as pl
from openpyxl import Workbook

Grid = list[list[str]]
LISTED = {
    "Hetian Taida Apparel Co Ltd": "uflpa-hetian-taida-apparel",
    "Hoshine Silicon Industry Co Ltd": "wro-hoshine-silicon-industry",
    "和田泰达服饰有限公司": "uflpa-hetian-taida-apparel",
}
_ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "gb18030")


def planted_grid(chance: random.Random, rows: Grid) -> tuple[Grid, str]:
    """A table with a listed name in one of its cells, and the entry that is to be found."""
    header, *body = [list(row) for row in rows]
    clean = [row for row in body if row and "Plain" in row[1]] or body[:1]
    body = [[cell and f"{cell}{n or ''}" for cell in chance.choice(clean)] for n in range(9)]
    order = list(range(len(header)))
    chance.shuffle(order)
    kept = order[: chance.randint(2, len(order))]
    if 1 not in kept:
        kept.append(1)
    grid = [[row[at] for at in kept] for row in [header, *body]]
    width = len(kept)
    for _ in range(chance.choice((0, 0, 1, 3))):
        line = ["" for _ in range(width)]
        line[0] = chance.choice(("Vendor list", "Printed on 2026-03-04", ""))
        grid.insert(0, line)
    if chance.random() < 0.3:
        grid = [["", *row] for row in grid]
    if chance.random() < 0.3:
        grid.insert(chance.randrange(len(grid)), ["" for _ in grid[0]])
    name, entry = chance.choice(list(LISTED.items()))
    row = chance.randrange(len(grid))
    grid[row][chance.randrange(len(grid[row]))] = name
    return grid, entry


def _csv(grid: Grid, path: Path, chance: random.Random) -> Path:
    text = io.StringIO()
    csv.writer(text, delimiter=chance.choice(",;\t|")).writerows(grid)
    path = path.with_suffix(chance.choice((".csv", ".txt")))
    path.write_bytes(text.getvalue().encode(chance.choice(_ENCODINGS)))
    return path


def _xlsx(grid: Grid, path: Path, chance: random.Random) -> Path:
    book = Workbook()
    for _ in range(chance.choice((0, 0, 1))):
        book.create_sheet("Notes")["B2"] = "checked"
    for row in grid:
        book.worksheets[0].append([cell or None for cell in row])
    book.worksheets[0].sheet_state = chance.choice(("visible", "visible", "visible"))
    book.save(path.with_suffix(".xlsx"))
    return path.with_suffix(".xlsx")


def _page(grid: Grid) -> str:
    rows = "".join(
        f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in row)}</tr>" for row in grid
    )
    return f'<html><head><meta charset="utf-8"></head><body><table>{rows}</table></body></html>'


def _html(grid: Grid, path: Path, _chance: random.Random) -> Path:
    path.with_suffix(".xls").write_text(_page(grid), encoding="utf-8")
    return path.with_suffix(".xls")


def _mhtml(grid: Grid, path: Path, _chance: random.Random) -> Path:
    import base64

    packed = base64.encodebytes(_page(grid).encode()).decode()
    path.with_suffix(".xls").write_text(
        "MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n\n--x\nContent-Type:"
        f" text/html; charset=utf-8\nContent-Transfer-Encoding: base64\n\n{packed}\n--x--\n",
        encoding="ascii",
    )
    return path.with_suffix(".xls")


def _parquet(grid: Grid, path: Path, chance: random.Random) -> Path:
    header, *body = grid
    names = [name or f"column {at}" for at, name in enumerate(header)]
    names = [name if names.index(name) == at else f"{name} {at}" for at, name in enumerate(names)]
    frame = pl.DataFrame(body, schema=dict.fromkeys(names, pl.String), orient="row")
    column = chance.choice(names)
    if chance.random() < 0.3:
        frame = frame.with_columns(pl.col(column).cast(pl.Binary))
    elif chance.random() < 0.3:
        frame = frame.with_columns(pl.concat_list(column))
    frame.write_parquet(path.with_suffix(".parquet"))
    return path.with_suffix(".parquet")


WRITERS: tuple[Callable[[Grid, Path, random.Random], Path], ...] = (
    _csv, _csv, _xlsx, _xlsx, _html, _mhtml, _parquet,
)  # fmt: skip
