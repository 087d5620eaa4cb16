"""Rows of a table that are remarks on it, not data: titles of sections, totals, units, footers.

They are left out of the rows and swept for listed names. A row is such a remark only where nothing
in it can be a party: a lone cell of a known form, a word for a total beside numbers, a row of
units under the header. A name in doubt is screened as a name.
"""

import re
from functools import cache

import polars as pl

from screen.core.data_tables import read_table
from screen.intake.acceptance import REPEATS_HEADER, Tell, problems_of_rows
from screen.intake.columns import Header
from screen.intake.table_rows import without_repeats
from screen.models.result import Problem
from screen.names.word_tables import borrowed_words, common_words, vocabulary
from screen.reference.countries import find_country

#: A number, an amount, a share, a currency code or a count such as "12 items".
_NUMBER = r"^[^\p{L}]*$|^[A-Z]{3}$|^[A-Z]{0,3}[\s$€£¥]*[\d.,' ]+[\s%]*\p{L}{0,15}$"
_WORD = re.compile(r"\w+")
#: A row of units is the first below the header; a bracketed word counts as one.
_BRACKETED = re.compile(r"[(\[{].*[)\]}]")


def real_rows(
    body: pl.DataFrame, names: list[str], header: Header, tell: Tell
) -> tuple[pl.DataFrame, list[Problem]]:
    """Return the rows of ``body`` that are rows of the table, and a problem for each other one."""
    rows, repeats = without_repeats(body, names, header)
    rows, remarks = without_remarks(rows, names)
    problems = problems_of_rows(repeats, "info", REPEATS_HEADER, tell)
    for what, lines in remarks.items():
        message = f"row rejected: {what}, not a party; searched for listed names"
        problems += problems_of_rows(lines, "info", message, tell)
    return rows, problems


def without_remarks(
    body: pl.DataFrame, names: list[str]
) -> tuple[pl.DataFrame, dict[str, pl.DataFrame]]:
    """Return the rows of ``body`` that are rows, and apart from them the remarks, by what they are.

    ``body`` has ``row`` and text columns; ``names`` are the latter.
    """
    if body.is_empty():
        return body, {}
    filled = pl.sum_horizontal(pl.col(names).is_not_null())
    number = {name: pl.col(name).str.contains(_NUMBER).fill_null(False) for name in names}
    numbers = pl.sum_horizontal(number.values())
    first = pl.coalesce(pl.when(~number[name]).then(pl.col(name)) for name in names)
    # Few rows can be remarks: those of one text beside numbers, and the first.
    doubtful = body.select(
        "row",
        first.alias("text"),
        (filled - numbers == 1).alias("lone"),
        (filled == 1).alias("single"),
    ).filter("lone")
    remarks = {
        row: what
        for row, text, single in doubtful.select("row", "text", "single").iter_rows()
        if (what := remark(text, single=single))
    }
    start = body.row(0, named=True)
    if all(_is_unit(str(start[name])) for name in names if start[name] is not None):
        remarks.setdefault(start["row"], "a row of units")
    if not remarks:
        return body, {}
    said = pl.col("row").replace_strict(remarks, default=None, return_dtype=pl.String)
    apart = body.with_columns(said.alias("_what"))
    found = apart.filter(pl.col("_what").is_not_null()).partition_by(
        "_what", as_dict=True, include_key=False, maintain_order=True
    )
    return apart.filter(pl.col("_what").is_null()).drop("_what"), {
        str(what): rows for (what,), rows in found.items()
    }


def remark(text: str, *, single: bool) -> str:
    """Return what a row is whose only words are ``text``, or '' where it may be a party.

    ``single``: whether that text is the only filled cell, with no numbers beside it.

    >>> remark("Grand total:", single=False), remark("Page 2 of 3", single=True)
    ('a total', 'a page number')
    >>> remark("SECTION B: RAW MATERIALS", single=True), remark("Section Control Ltd", single=True)
    ('the title of a section', '')
    """
    text = " ".join(text.split())
    if _total().fullmatch(text):
        return "a total"
    if not single:
        return ""
    for what, pattern in _lines():
        if pattern.fullmatch(text):
            return what
    section = _section().fullmatch(text)
    if section and (not section["title"] or _is_heading(section["title"])):
        return "the title of a section"
    return ""


def _is_heading(text: str) -> bool:
    """Whether ``text`` is a country or ordinary words alone, which name no firm."""
    if find_country(text):
        return True
    words = [word for word in _WORD.findall(text.casefold()) if not word.isdigit()]
    return bool(words) and all(
        word in vocabulary() or (word in borrowed_words() and word not in common_words())
        for word in words
    )


def _is_unit(text: str) -> bool:
    text = text.strip().casefold()
    return text in _words("unit") or bool(_BRACKETED.fullmatch(text))


@cache
def _words(kind: str) -> tuple[str, ...]:
    """Return the words of one class of ``remark_words``, the longest first."""
    rows = read_table("screen.intake", "remark_words")
    words = (row["word"] for row in rows if row["class"] == kind)
    return tuple(sorted(words, key=len, reverse=True))


def _any_of(kind: str) -> str:
    return f"(?:{'|'.join(map(re.escape, _words(kind)))})"


@cache
def _section() -> re.Pattern[str]:
    """Return the pattern of a section's title: its word, a letter or number, and its ``title``."""
    return re.compile(
        _any_of("section")
        + r"(?:\s*(?:[A-Z]|[IVX]{1,5}|\d{1,3}))?"
        + r"(?:\s*[:：.\-–—)]+\s*(?P<title>.*)|(?<=[\s\d][A-Z\d]))",
        re.IGNORECASE,
    )


@cache
def _lines() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple(
        (row["what"], re.compile(rf"\W*(?:{row['pattern']})\W*", re.IGNORECASE))
        for row in read_table("screen.intake", "remark_lines")
    )


@cache
def _total() -> re.Pattern[str]:
    """Return the pattern of a total: its word, and what it is the total of in ordinary words."""
    words = [
        re.escape(row["word"])
        for row in read_table("screen.intake", "content_words")
        if row["class"] == "total"
    ]
    of = rf"(?:\s+{_any_of('counted')})"
    return re.compile(
        rf"\W*(?:{'|'.join(sorted(words, key=len, reverse=True))}){of}?[\W\d]*", re.IGNORECASE
    )
