"""Says what the cells of a column are: company names, countries, codes, addresses, dates.

Every distinct cell gets the first kind that fits, in the order of ``KINDS``; patterns and words are
in ``data/content_patterns.csv`` and ``data/content_words.csv``, legal forms and countries in
``screen.names``.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

import polars as pl

from screen.core.data_tables import read_table
from screen.names.fold import fold_column

#: More distinct cells than this say nothing new.
SAMPLE = 100
#: The first that fits is what a cell is; the rest is ``text``.
_PLAIN = ("mail", "url", "date", "status", "country", "number", "phone", "id")
KINDS = (*_PLAIN, "company", "address", "person", "city", "goods")
#: Asked of every cell as well: an HS code is also a number.
_ALSO = ("hs", "hs_points", "mid", "small")
_LONGEST_NAME, _LONGEST_CELL = 120, 400


@dataclass(frozen=True, slots=True)
class ContentReading:
    """What the distinct cells of a column are. ``shares`` maps a kind to its share of ``cells``
    sampled cells.
    """

    cells: int
    shares: Mapping[str, float]

    def share(self, *kinds: str) -> float:
        """Return the share of the cells that are of one of ``kinds`` (0.0 for an empty column)."""
        return sum(self.shares.get(kind, 0.0) for kind in kinds)

    @property
    def likely(self) -> str:
        """The kind that most cells are of; '' where the column is empty."""
        return max((*KINDS, "text"), key=self.share) if self.cells else ""


@cache
def _words(kind: str) -> pl.Series:
    """Return the words of one class, in lower case (String)."""
    words = {
        row["word"] for row in read_table("screen.intake", "content_words") if row["class"] == kind
    }
    if kind == "city":
        words |= {row["port"].casefold() for row in read_table("screen.reference", "ports")}
    if kind == "country":
        for row in read_table("screen.reference", "countries"):
            words |= {row["alpha2"].casefold(), row["name"].casefold()}
            words |= {spelling.casefold() for spelling in row["spellings"].split("|")}
        # These are said of other things far more often than of a country.
        words -= {"", "no", "is", "in", "me", "so", "to"}
        words |= {"kp", "korea", "prc", "p.r.c.", "p.r. china", "pr china", "uk"}
    return pl.Series(sorted(words), dtype=pl.String)


@cache
def _patterns(kind: str) -> str:
    """All patterns of one kind as one regular expression."""
    rows = read_table("screen.intake", "content_patterns")
    return "|".join(f"(?:{row['pattern']})" for row in rows if row["kind"] == kind)


@cache
def _name_words() -> tuple[str, str, str]:
    """Expressions over folded cells: a legal form at either end, a word of business, a word for
    goods.
    """
    forms = sorted(
        {row["form"] for row in read_table("screen.names", "legal_forms")}, key=len, reverse=True
    )
    business = sorted(
        {r["word"] for r in read_table("screen.names", "words") if r["class"] == "business"}
    )
    business = [word for word in business if len(word) > 2 and word.isascii()]
    goods = {
        word
        for row in read_table("screen.reference", "commodities")
        for word in row["words"].split("|")
        if word
    }
    plain = sorted(word for word in goods if word.isascii())
    legal = rf" (?:{'|'.join(forms)})$|^(?:ooo|oao|zao|pao|pt|cv|ets|cong ty|messrs|m s) \w"
    return legal, rf"\b(?:{'|'.join(business)})\b", rf"\b(?:{'|'.join(plain)})s?\b"


@cache
def _foreign_goods() -> str:
    goods = {
        word
        for row in read_table("screen.reference", "commodities")
        for word in row["words"].split("|")
        if word
    }
    return "|".join(sorted(word for word in goods if not word.isascii()))


def _samples(columns: Sequence[pl.Series]) -> pl.DataFrame:
    """Up to ``SAMPLE`` distinct texts of each column, stripped (column: Int32, cell: String)."""
    frames = []
    for place, cells in enumerate(columns):
        texts = cells if cells.dtype == pl.String else cells.cast(pl.String, strict=False)
        texts = texts.head(SAMPLE * 20).drop_nulls().unique(maintain_order=True).head(SAMPLE)
        frames.append(texts.alias("cell").to_frame().with_columns(column=pl.lit(place, pl.Int32)))
    cell = pl.col("cell").str.slice(0, _LONGEST_CELL).str.replace_all(r"\s+", " ")
    frame = pl.concat(frames).with_columns(cell.str.strip_chars(" '\""))
    return frame.filter(pl.col("cell") != "")


def read_content(cells: pl.Series) -> ContentReading:
    """Read a column of any dtype by a sample of its distinct cells.

    >>> read_content(pl.Series(["Foo Textile Co., Ltd.", "Bar GmbH"])).likely
    'company'
    """
    return read_contents([cells])[0]


def read_contents(columns: Sequence[pl.Series]) -> list[ContentReading]:
    """Read many columns of any dtype in one pass; the readings come in the order of the columns."""
    if not columns:
        return []
    frame = _samples(columns)
    sizes = [0] * len(columns)
    for column, size in frame.group_by("column").len().iter_rows():
        sizes[column] = size
    # Most cells of most tables are codes, numbers and dates: only the rest is worth the long
    # patterns.
    frame = frame.with_columns(_plain_label().alias("kind"))
    codes = frame.filter(pl.col("kind").is_not_null())
    also = codes.with_columns(_matches(kind).alias(kind) for kind in _ALSO)
    words = frame.filter(pl.col("kind").is_null()).with_columns(
        pl.col("cell").str.to_lowercase().alias("lower"),
        fold_column(pl.col("cell")).alias("folded"),
    )
    labels = [codes.select("column", "kind"), words.select("column", _text_label().alias("kind"))]
    shares: list[dict[str, float]] = [{} for _ in columns]
    for column, kind, count in pl.concat(labels).group_by("column", "kind").len().iter_rows():
        shares[column][kind] = count / sizes[column]
    counts = also.group_by("column").agg(pl.col(kind).sum() for kind in _ALSO)
    for column, *found in counts.iter_rows():
        for kind, count in zip(_ALSO, found, strict=True):
            shares[column][kind] = count / sizes[column]
    return [ContentReading(size, found) for size, found in zip(sizes, shares, strict=True)]


def _matches(kind: str) -> pl.Expr:
    return pl.col("cell").str.contains(_patterns(kind))


@cache
def _plain_label() -> pl.Expr:
    """Return the kind of cells that are codes, numbers or single known words."""
    lower = pl.col("cell").str.to_lowercase()
    tests = {kind: _matches(kind) for kind in ("mail", "url", "date", "number", "phone", "id")}
    tests["status"] = lower.is_in(_words("status").implode())
    tests["country"] = lower.str.strip_chars(" .").is_in(_words("country").implode())
    label = pl.lit(None, dtype=pl.String)
    for kind in reversed(_PLAIN):
        label = pl.when(tests[kind]).then(pl.lit(kind)).otherwise(label)
    return label


@cache
def _text_label() -> pl.Expr:
    """Return the kind of the other cells (cell, lower, folded: String -> String)."""
    cell, lower, folded = pl.col("cell"), pl.col("lower"), pl.col("folded")
    legal, business, goods = _name_words()
    short = cell.str.len_chars() <= _LONGEST_NAME
    form = short & (folded.str.contains(legal) | _matches("company"))
    is_goods = folded.str.contains(goods) | cell.str.contains(_foreign_goods())
    trade = short & cell.str.contains(" ", literal=True) & folded.str.contains(business)
    trade &= ~cell.str.contains(r"[,;].*[,;]|\d{3}") & ~is_goods
    names = _words("person").implode()
    first, last = lower.str.extract(r"^([^ .,]+)"), lower.str.extract(r"([^ .,]+)[.,]*$")
    person = cell.str.contains(r"^\p{Lu}[\p{L}.'’-]*(?: \p{Lu}[\p{L}.'’-]*){1,3}$")
    person = (person & (first.is_in(names) | last.is_in(names))) | _matches("person")
    city = lower.is_in(_words("city").implode()) | _matches("city")
    address = _matches("address")
    # Trade words make a company name, unless the cell is an address; goods are known by words only.
    tests = [
        (_matches("prose"), "text"),
        (form & ~(address & cell.str.contains(r",.*,.*\d")), "company"),
        (address, "address"),
        (trade, "company"),
        (person, "person"),
        (city, "city"),
        (is_goods, "goods"),
    ]
    label = pl.lit("text")
    for test, kind in reversed(tests):
        label = pl.when(test).then(pl.lit(kind)).otherwise(label)
    return label
