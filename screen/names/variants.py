"""One cell may hold several names: aliases, a firm in care of another, a name in two scripts.

All are screened, and each also without what stands around it (``names.surroundings``).
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache

import polars as pl

from screen.core.data_tables import read_table
from screen.names.brand_readings import read_as_brands
from screen.names.disguise import closed_up, latin_in_mixed_words, skeleton, visible
from screen.names.east_asian import read_in_phrases, translated, without_blanks
from screen.names.fold import MAX_NAME_LENGTH, fold
from screen.names.hangul import as_spoken
from screen.names.parse import parse_name
from screen.names.readings import read_in_cantonese, read_in_japanese, read_in_korean
from screen.names.surroundings import (
    ALL_FORMS,
    bare_names,
    own_initials,
    without_initials,
    words_of,
)
from screen.names.word_tables import borrowed_words

_BRACKETED = re.compile(r"[(\[（【「]([^()\[\]（）【】「」]{3,})[)\]）】」]")
_INITIALS = re.compile(r"\(([A-Z]{3,8})\)")
_CJK = r"\u3400-\u9fff\uf900-\ufaff\uac00-\ud7a3\u3040-\u30ff"
_MIXED = re.compile(rf"[{_CJK}][{_CJK}()（）·\s]*[{_CJK}]")
#: Names that lie across the end of a window of a long cell are whole in the next one.
_OVERLAP = 150
#: Fewer letters do not make a name.
_LEAST = 2
#: The name of a listed firm that is one word is too short to stand behind a mere "and".
_LEAST_WORDS = 2


@cache
def _separators() -> tuple[re.Pattern[str], ...]:
    """Return what separates names, from the surest separator to the weakest."""
    also = words_of("also", "for")
    return (
        re.compile(
            rf"\s*[;\n\r|]+\s*|(?:^|\s*,?\s)(?:(?:{also})(?:\s*[:.]+\s*|\s+))+", re.IGNORECASE
        ),
        re.compile(r"\s*/+\s+|\s+/+\s*|/|\s+[-–—~>=]+\s+|\s*:+\s+|\s*[+•·]\s+"),
        re.compile(rf"\s+(?:&|{words_of('and')})\s+(?!exp(?:orts?)?\b)", re.IGNORECASE),
    )


@cache
def _between_aliases() -> re.Pattern[str]:
    return re.compile(
        rf"\s*[;\n\r|]+\s*|(?:^|\s*,?\s)(?:{words_of('also')})(?:\s*[:.]+\s*|\s+)", re.IGNORECASE
    )


@lru_cache(maxsize=50_000)
def name_variants(cell: str) -> tuple[str, ...]:
    """Return the names that ``cell`` may stand for, the cell as written first.

    >>> name_variants("Jiangsu Sky Co Ltd c/o Hoshine Silicon")
    ('Jiangsu Sky Co Ltd c/o Hoshine Silicon', 'Jiangsu Sky Co Ltd', 'Hoshine Silicon')
    >>> name_variants("Li-Ning (李宁)")
    ('Li-Ning (李宁)', '李宁', 'Li-Ning')
    """
    text = visible(cell)
    found = [cell if len(cell) <= MAX_NAME_LENGTH else text[:MAX_NAME_LENGTH]]
    closed = closed_up(text)
    for window in _windows(re.sub(r"[^\S\n\r]+", " ", text)):
        found += _names_in(window)
    if closed != text:
        for window in _windows(re.sub(r"[^\S\n\r]+", " ", closed)):
            found += _names_in(window)
    if not text.isascii() and (seen := skeleton(latin_in_mixed_words(text))):
        found += [name for window in _windows(seen) for name in _names_in(window)]
    if (joined := without_blanks(text)) != text:
        found += _names_in(joined[:MAX_NAME_LENGTH])
    if not text.isascii():
        found += [read for name in dict.fromkeys(found) for read in other_readings(name)]
    distinct = dict.fromkeys(re.sub(r"\s+", " ", name).strip(" ,.-/:&*#+_") for name in found)
    return tuple(name for name in distinct if name)


@lru_cache(maxsize=50_000)
def listed_variants(name: str) -> tuple[str, ...]:
    """Return the names that a listed name holds, the whole first.

    A list holds names, not cells: only aliases and what is in brackets or in another script are
    names of their own.

    >>> listed_variants("Li-Ning (李宁)")
    ('Li-Ning (李宁)', '李宁', 'Li-Ning')
    """
    found = [name]
    for part in _between_aliases().split(visible(name)):
        found += [part, *_in_brackets_or_scripts(part), *_own_initials(part)]
    distinct = dict.fromkeys(re.sub(r"\s+", " ", one).strip(" ,.-/:&*#+_") for one in found)
    return tuple(one for one in distinct if one)


def other_readings(name: str) -> Iterator[str]:
    """Yield how else a name may be read: a Chinese one in its phrase, in Japan, in Hong Kong.

    And in Korea, where it is Korean. One in Hangul as it is spoken; one of any script as its firm
    spells itself.
    """
    if name.isascii():
        return
    read = [read_in_phrases(name), read_in_japanese(name), read_in_cantonese(name)]
    if not any(read) and as_spoken(name) != name:
        read = [fold(as_spoken(translated(name)))]
    first = fold(name)
    read.append(fold(read_in_korean(name)))
    read += read_as_brands(name)
    yield from (one for one in read if one and fold(one) != first)


def listed_readings(name: str) -> tuple[str, ...]:
    """Return a listed name and how else it may be read in Latin letters.

    >>> listed_readings("Esquel"), listed_readings("長江實業")[2].split()
    (('Esquel',), ['cheung', 'kong', 'industry'])
    """
    return tuple(dict.fromkeys((name, *(" ".join(one.split()) for one in other_readings(name)))))


def _windows(text: str) -> Iterator[str]:
    """Yield a long cell in pieces that overlap, so that its cost grows with its length."""
    start = 0
    while True:
        yield text[start : start + MAX_NAME_LENGTH]
        if start + MAX_NAME_LENGTH >= len(text):
            return
        start += MAX_NAME_LENGTH - _OVERLAP


def _names_in(text: str) -> Iterator[str]:
    sure, likely, weak = _separators()
    yield from without_initials(text)
    for part in sure.split(text):
        yield from _names_of(part)
        pieces = [piece for piece in likely.split(part) if _letters(piece) >= 2 * _LEAST]
        if len(pieces) > 1 or pieces != [part]:
            for piece in pieces:
                yield from _names_of(piece)
        for piece in pieces:
            firms = weak.split(piece)
            if len(firms) > 1 and all(len(firm.split()) >= _LEAST_WORDS for firm in firms):
                for firm in firms:
                    if _is_coined(firm):
                        yield from _names_of(firm)


def _is_coined(piece: str) -> bool:
    """Whether a piece holds a word that somebody coined.

    'denim and casual wear' is not two firms.
    """
    return bool(set(parse_name(piece).distinctive) - borrowed_words())


def _letters(piece: str) -> int:
    """Count letters; one of Chinese or Korean says as much as two."""
    return sum(2 if ord(letter) > 0x2E7F else 1 for letter in piece if letter.isalpha())


def _names_of(part: str) -> Iterator[str]:
    if _letters(part) < _LEAST:
        return
    for name in dict.fromkeys([part, *_in_brackets_or_scripts(part)]):
        yield name
        yield from bare_names(name)


def _in_brackets_or_scripts(part: str) -> Iterator[str]:
    without_brackets = _BRACKETED.sub(" ", part)
    if without_brackets != part:
        yield without_brackets
        short = without_brackets.strip(" ,.-")
        for inner in _BRACKETED.findall(part):
            if _is_name(inner) or (short.isupper() and own_initials(short, inner)):
                yield inner
    cjk = _MIXED.findall(part)
    if cjk and any(letter.isascii() and letter.isalpha() for letter in part):
        yield from [*cjk, re.sub(r"\(\s*\)", " ", _MIXED.sub(" ", part))]


def _own_initials(part: str) -> Iterator[str]:
    """Yield the initials that a listed name gives for itself in brackets: (KNIC)."""
    for inner in _INITIALS.findall(part):
        letters = iter(re.sub(r"(?<=\w)\w+|\W", "", part.replace(inner, "")).upper())
        if all(letter in letters for letter in inner):
            yield inner


def _is_name(inner: str) -> bool:
    """Whether what stands in brackets is a name of its own.

    '(李宁)' is one, '(Hong Kong)' and '(Group)' are not.
    """
    return (len(inner.split()) > 1 or not inner.isascii()) and not parse_name(inner).is_generic


#: The usual end of a plain name; what is left of it is looked at.
_USUAL_END = (
    r"(?i)[\s,.]*\b(?:co\b[\s,.]*(?:ltd|limited|inc)|company limited|pvt\.? ltd|pte\.? ltd|ltd"
    r"|limited|inc|corp|corporation|llc|gmbh|company|jsc|plc|s\.a|co)\b[.\s]{0,2}$"
)
_IMPORT_EXPORT = r"(?i)[ ](?:&|and)[ ]exp(?:orts?)?\b"
#: The engine of whole columns knows no atomic groups.
_FORM_INSIDE = r"|(?i)[\s,.]" + ALL_FORMS.replace("(?>", "(?:") + r"(?:\W+\w|\W*$)"


@cache
def _may_hold_several() -> str:
    """Return a pattern wider than those that separate names, never narrower.

    A name without any match is the only name in its cell.
    """
    kinds = {row["kind"] for row in read_table("screen.names", "cell_words")}
    words = words_of(*sorted(kinds - {"street", "of a unit"}))
    return (
        r"[^\x00-\x7f]|[0-9;\n\r|()\[\]/:@#*+,<>=~]|^[\s,./:&*#+_-]|[\s,/:&*#+_-]$|\s\s|\s-+\s|&"
        rf"|(?:[A-Za-z][.\-_*]){{4}}|(?:\S ){{3}}\S|(?i)\b(?:{words})\b" + _FORM_INSIDE
    )


def _may_have_initials(name: pl.Expr) -> pl.Expr:
    """Return whether capitals before or behind a name begin as it does: KOMID Korea Mining."""
    short = name.str.extract(r"^\W*([A-Z])[A-Z]{2,7}\W+\w")
    behind = name.str.extract(r"\W([A-Z])[A-Z]{2,7}\W*$")
    second, first = name.str.extract(r"^\W*[A-Z]{3,8}\W+(\w)"), name.str.extract(r"^\W*(\w)")
    return ((short == second) | (behind == first)).fill_null(value=False)


def variants_of(cells: Sequence[str]) -> pl.DataFrame:
    """Return every cell (``name``) with each name it may stand for (``variant``).

    Plain cells are not taken apart one by one.
    """
    frame = pl.DataFrame({"name": list(cells)}, schema={"name": pl.String})
    name, bare = pl.col("name"), pl.col("name").str.replace(_USUAL_END, "")
    bare = bare.str.replace_all(_IMPORT_EXPORT, "")
    once = name.str.to_lowercase().str.replace_all(r"\W+", "")
    half = (once.str.len_chars() // 2).cast(pl.Int64)
    frame = frame.with_columns(
        several=bare.str.contains(_may_hold_several())
        | name.str.contains(r"^[\s,./:&*#+_-]|[\s,/:&*#+_-]$|\s\s")
        | (name.str.len_chars() > MAX_NAME_LENGTH)
        | _may_have_initials(name)
        | (once.str.slice(0, half) == once.str.tail(half))
    )
    taken_apart = [
        (cell, variant)
        for cell in frame.filter("several")["name"].to_list()
        for variant in name_variants(cell)
    ]
    plain = frame.filter(~pl.col("several")).select("name", variant=name.str.strip_chars_end("."))
    return pl.concat(
        [
            plain.filter(pl.col("variant") != ""),
            pl.DataFrame(
                taken_apart, schema={"name": pl.String, "variant": pl.String}, orient="row"
            ),
        ]
    )
