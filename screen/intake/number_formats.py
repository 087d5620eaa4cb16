"""Numbers that a workbook shows with zeros in front: HS codes and ids under formats such as 000000.

A workbook stores 30710 and shows 030710; what a person reads is what counts.
Source: ECMA-376 Part 1, 18.8 (styles).
"""

import re
import zipfile
from collections.abc import Iterable, Sequence
from itertools import chain

import polars as pl

from screen.intake.zip_archive import elements

_STYLES = "xl/styles.xml"
#: A format that pads with zeros: digits that always show, with or without decimals or marks.
_ZEROS = re.compile(r"0{2,}(?:[.\\-]+0+)*")
#: What a format shows as it is: text in quotes, a sign behind a backslash, a currency.
_TEXT = re.compile(r'"([^"]*)"|\\(.)|\[\$([^\]-]*)')
_NUMBER = re.compile(r"\d+(?:\.\d+)?")


def padded_styles(archive: zipfile.ZipFile) -> dict[str, str]:
    """Return the formats that write zeros in front of a number, by the style of their cells."""
    if _STYLES not in archive.namelist():
        return {}
    formats = {
        one.get("numFmtId"): str(one.get("formatCode"))
        for one in elements(archive, _STYLES, "numFmt")
        if _ZEROS.fullmatch(str(one.get("formatCode")).strip('"'))
    }
    if not formats:
        return {}
    styles = [
        style
        for group in elements(archive, _STYLES, "cellXfs")
        for style in group
        if isinstance(style.tag, str)
    ]
    return {
        str(number): formats[style.get("numFmtId")]
        for number, style in enumerate(styles)
        if style.get("numFmtId") in formats
    }


def format_codes(archive: zipfile.ZipFile) -> list[str]:
    """Return the number formats of an .xlsx workbook as they are written."""
    if _STYLES not in archive.namelist():
        return []
    return [str(one.get("formatCode")) for one in elements(archive, _STYLES, "numFmt")]


def format_texts(codes: Iterable[str]) -> list[str]:
    """Return the texts that number formats show beside, or instead of, what a cell holds.

    >>> format_texts(['0.00 "kg"', "0000", '"Acme";;'])
    ['kg', 'Acme']
    """
    texts = ("".join(chain.from_iterable(_TEXT.findall(code))) for code in codes)
    return [text for text in dict.fromkeys(texts) if any(map(str.isalpha, text))]


def with_zeros(cells: pl.DataFrame, padded: Sequence[tuple[int, int, str]]) -> pl.DataFrame:
    """Return ``cells`` with the numbers at ``padded`` (row and column from 1, format) as shown."""
    by_column: dict[int, list[tuple[int, str]]] = {}
    for row, column, form in padded:
        if 0 < column <= cells.width and 0 < row <= cells.height:
            by_column.setdefault(column - 1, []).append((row - 1, form))
    for column, places in by_column.items():
        series = cells.to_series(column)
        values = series.gather([row for row, _ in places]).to_list()
        shown = [
            padded_number(value, form) for value, (_, form) in zip(values, places, strict=True)
        ]
        cells = cells.with_columns(series.scatter([row for row, _ in places], shown))
    return cells


def padded_number(value: str | None, form: str) -> str | None:
    """Return a number as a format of zeros writes it; any other text as it is.

    >>> padded_number("307.1", "0000.00"), padded_number("30710", "000000")
    ('0307.10', '030710')
    >>> padded_number("12345678", "0000\\\\.00\\\\.00")
    '1234.56.78'
    """
    if value is None or not _NUMBER.fullmatch(value):
        return value
    # A point with a backslash is a mark between digits; one without is the decimal point.
    decimal = re.fullmatch(r"0+\.(0+)", form)
    if decimal:
        return f"{float(value):0{len(form)}.{len(decimal[1])}f}"
    form = form.replace("\\", "")
    digits = f"{float(value):.0f}".zfill(form.count("0"))
    places = [at for at, sign in enumerate(form) if sign != "0"]
    # Excel counts marks from the right; the leftmost is set first.
    for at in places:
        behind = form[at:].count("0")
        digits = f"{digits[:-behind]}{form[at]}{digits[-behind:]}" if behind else digits
    return digits
