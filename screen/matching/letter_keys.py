"""Finds the listed names that a screened name spells, whatever blanks separate its words.

Names are looked up by the first and last of their letters, as a scanner reads them, and kept where
the letters differ in few places. Complements ``blocking``, which looks names up by whole words.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl

from screen.matching.letters import (
    LEAST_LETTERS,
    MOST_SLIPS,
    bare_letters,
    form_ends,
    slips_allowed,
)
from screen.names.fold import fold_column, scan_key_column
from screen.names.legal_forms import mend_end, mended
from screen.names.parse import parse_name

#: This many letters at either end are a key; longer ones serve where many listed names begin alike.
#: The end of a name is its trade, which says less.
_FIRST, _LAST = (7, 11, 15), (9, 13)
#: A slip in a short name is near both ends, so names of at most the second number of letters are
#: also looked up by the first number of letters.
_SHORT = ((4, 8), (5, 14))
#: A name of so many letters may have a slip near either end: pieces inside, so long, so far from
#: the end, are keys too, in a screened name also a letter before and behind; and both its ends.
_INNER_FROM, _INNER_AT, _INNER, _EACH = 14, 4, 9, 5
#: A key that leads to more listed names than this is not used.
_MOST_PER_KEY = 25
_FORMS = (
    r"(?: (?:co|company|ltd|limited|inc|corp|corporation|llc|gmbh|jsc|plc|pvt|pte|incorporated))+$"
)
_PLAIN = r"^[A-Za-z .,&()-]*$"


@dataclass(frozen=True, slots=True)
class LetterIndex:
    """Letters of listed names (``listed``, ``letters``) and their keys (``key``, ``listed``)."""

    letters: pl.DataFrame
    keys: pl.DataFrame


def letter_index(names: Sequence[str], native: pl.Series | None = None) -> LetterIndex:
    """Return the index of ``names`` under their letters.

    Those that were read from another script (``native``) crowd no key out: their trades are
    translated, and so they end alike.
    """
    letters = _letters_of(names).rename({"id": "listed"})
    keys = _keys(letters, "listed")
    if native is None:
        return LetterIndex(letters, _few(keys))
    is_read = native.gather(keys["listed"])
    return LetterIndex(
        letters, pl.concat([_few(keys.filter(~is_read)), _few(keys.filter(is_read))])
    )


def _few(keys: pl.DataFrame) -> pl.DataFrame:
    """Return the keys that do not lead to too many names."""
    return keys.filter(pl.len().over("key") <= _MOST_PER_KEY)


def spelled_alike(names: Sequence[str], index: LetterIndex) -> pl.DataFrame:
    """Return the pairs (query, listed) whose letters differ in few places."""
    from rapidfuzz import process
    from rapidfuzz.distance import Levenshtein

    queries = _letters_of(names).rename({"id": "query"})
    pairs = (
        _keys(queries, "query", (-1, 0, 1))
        .join(index.keys, on="key")
        .select("query", "listed")
        .unique()
        .join(queries, on="query")
        .join(index.letters.rename({"letters": "wanted"}), on="listed")
    )
    length, wanted = pl.col("letters").str.len_bytes(), pl.col("wanted").str.len_bytes()
    pairs = pairs.with_columns(
        most=slips_allowed(wanted),
        # A name that was cut off at its end; one whose middle lacks letters is compared whole.
        wanted=pl.when(pl.col("wanted").str.starts_with(pl.col("letters")))
        .then("letters")
        .otherwise("wanted"),
        short=length.cast(pl.Int32) - wanted.cast(pl.Int32),
    ).filter(pl.col("short") <= pl.col("most"))
    distance = process.cpdist(
        pairs["letters"].to_list(),
        pairs["wanted"].to_list(),
        scorer=Levenshtein.distance,
        score_cutoff=MOST_SLIPS,
    )
    near = pairs.with_columns(distance=pl.Series(distance, dtype=pl.Int32)).filter(
        pl.col("distance") <= pl.col("most")
    )
    # The same letters are a pair however many listed names have them.
    same = queries.join(index.letters, on="letters")
    return pl.concat(
        [pairs.select(pl.col("query", "listed").cast(pl.UInt32)) for pairs in (near, same)]
    ).unique(maintain_order=True)


def _is_form_with_slip(word: str) -> bool:
    """Whether a word at the end of a name is one of its legal form, misspelled."""
    return mended(word) != word or mend_end(["", "", word])[-1] != word


def _letters_of(names: Sequence[str]) -> pl.DataFrame:
    """Return the letters of each name as a scanner reads them, without legal form."""
    frame = pl.DataFrame({"name": list(names)}, schema={"name": pl.String}).with_row_index("id")
    frame = frame.with_columns(
        folded=pl.when(pl.col("name").str.contains(_PLAIN)).then(fold_column(pl.col("name")))
    ).with_columns(last=pl.col("folded").str.split(" ").list.tail(2))
    ends = frame["last"].explode().drop_nulls().unique()
    slips = pl.Series(
        [word for word in ends.to_list() if _is_form_with_slip(word)], dtype=pl.String
    )
    slipped = pl.col("last").list.set_intersection(slips.implode()).list.len() > 0
    is_odd = pl.col("folded").is_null() | slipped
    plain = frame.filter(~is_odd).select(
        "id",
        letters=pl.col("folded").str.replace(_FORMS, "").str.replace_all(" ", "", literal=True),
    )
    odd = frame.filter(is_odd)
    parsed = [bare_letters(parse_name(name).letters) for name in odd["name"].to_list()]
    exact = odd.select("id", letters=pl.Series(parsed, dtype=pl.String))
    glued = plain.filter(~pl.col("letters").str.contains(f"(?:{'|'.join(form_ends())})$"))
    rest = plain.join(glued, on="id", how="anti")
    bare = [bare_letters(letters) for letters in rest["letters"].to_list()]
    rest = rest.with_columns(letters=pl.Series(bare, dtype=pl.String))
    return (
        pl.concat([glued, rest, exact])
        .with_columns(scan_key_column(pl.col("letters")))
        .filter(pl.col("letters").str.len_bytes() >= LEAST_LETTERS - 1)
    )


def _keys(letters: pl.DataFrame, column: str, steps: Sequence[int] = (0,)) -> pl.DataFrame:
    text = pl.col("letters")
    ends = [(f"<{length}", text.str.slice(0, length), length) for length in _FIRST] + [
        (f">{length}", text.str.tail(length), length) for length in _LAST
    ]
    # Names of fewer letters than a key are found on the shorter one.
    wide = [(mark, end, text.str.len_bytes() >= length - 1) for mark, end, length in ends]
    short = [
        (f"{side}{length}", end, text.str.len_bytes().is_between(length, most + 1))
        for length, most in _SHORT
        for side, end in (("<", text.str.slice(0, length)), (">", text.str.tail(length)))
    ]
    long = text.str.len_bytes() >= _INNER_FROM
    inner = [
        (mark, piece, long)
        for step in steps
        for mark, piece in (
            ("<<", text.str.slice(_INNER_AT + step, _INNER)),
            (">>", text.str.tail(_INNER_AT + step + _INNER).str.slice(0, _INNER)),
        )
    ]
    both = [
        ("<>", pl.concat_str([text.str.slice(0, _EACH), text.str.tail(_EACH)]), long),
    ]
    return pl.concat(
        [
            letters.filter(fits).select(column, key=pl.concat_str([pl.lit(mark), end]).hash())
            for mark, end, fits in [*wide, *short, *inner, *both]
        ]
    )
