"""One cell may hold several names: aliases, a firm in care of another, a name in two scripts.

All are screened.
"""

import re
from collections.abc import Sequence
from functools import lru_cache

import polars as pl

from screen.names.parse import parse_name

_SEPARATORS = re.compile(
    r"(?:\s*[;\n\r|]+\s*|\s*,?\s+(?:a\.?/?k\.?/?a\.?|f\.?/?k\.?/?a\.?|n\.?/?k\.?/?a\.?|d\.?/?b\.?/?a\.?|doing"
    r" business as"
    r"|also known as|formerly known as|formerly|trading as|t/a|c/o|care of|o/b/o|obo|on behalf of"
    r"|for (?:and on behalf|account) of|by order of|as agents? (?:for|of))[\s:.]+)",
    re.IGNORECASE,
)
_BRACKETED = re.compile(r"[(\[（【「]([^()\[\]（）【】「」]{3,})[)\]）】」]")
_CJK = r"\u3400-\u9fff\uf900-\ufaff\uac00-\ud7a3\u3040-\u30ff"
_MIXED = re.compile(rf"[{_CJK}][{_CJK}()（）·\s]*[{_CJK}]")
# : What stands behind a name and belongs to it no more: telephone numbers, addresses, 'same as
# consignee'.
_TAIL = re.compile(
    r"[\s,;/(-]+(?:(?:tel|telephone|phone|fax|mob|mobile|e-?mail|attn|attention|web|www|http|tax\s?id|uscc|vat)\b[\s.:#]*\S"
    r"|same\s+as\b"
    r"|(?:no\.?\s*\d+|room|rm\.?\s*\d|unit\s*\d|suite|floor|building|block|\d+[\w-]*\s)"
    r"[^,]*\b(?:road|rd|street|str|avenue|ave|lane|zone|district|park|building|floor|bldg|town|village)\b).*$",
    re.IGNORECASE,
)
#: No honest cell names more firms than this.
MAX_VARIANTS = 12


@lru_cache(maxsize=50_000)
def name_variants(cell: str) -> tuple[str, ...]:
    """Return the names that ``cell`` may stand for, the cell as written first.

    >>> name_variants("Jiangsu Sky Co Ltd c/o Hoshine Silicon")
    ('Jiangsu Sky Co Ltd c/o Hoshine Silicon', 'Jiangsu Sky Co Ltd', 'Hoshine Silicon')
    >>> name_variants("Li-Ning (李宁)")
    ('Li-Ning (李宁)', 'Li-Ning', '李宁')
    """
    found = [cell]
    for part in _SEPARATORS.split(cell):
        found.append(part)
        if (head := _TAIL.sub("", part)) and head != part:
            found.append(head)
        without_brackets = _BRACKETED.sub(" ", part)
        if without_brackets != part:
            found += [
                without_brackets,
                *(inner for inner in _BRACKETED.findall(part) if _is_name(inner)),
            ]
        cjk = _MIXED.findall(part)
        if cjk and any(letter.isascii() and letter.isalpha() for letter in part):
            found += [*cjk, re.sub(r"\(\s*\)", " ", _MIXED.sub(" ", part))]
    distinct = dict.fromkeys(re.sub(r"\s+", " ", name).strip(" ,.-/") for name in found)
    return tuple(name for name in distinct if name)[:MAX_VARIANTS]


def _is_name(inner: str) -> bool:
    """Whether what stands in brackets is a name of its own.

    '(李宁)' is one, '(Hong Kong)' and '(Group)' are not.
    """
    return (len(inner.split()) > 1 or not inner.isascii()) and not parse_name(inner).is_generic


# : A name without any of these is the only name in its cell; the pattern is wider than those that
# part names, never narrower.
_MAY_HOLD_SEVERAL = (
    r"[^\x00-\x7f]|[;\n\r|()\[\]]|^[\s,./-]|[\s,./-]$|\s\s|(?i)\b(?:a\.?/?k\.?/?a|f\.?/?k\.?/?a|n\.?/?k\.?/?a|d\.?/?b\.?/?a|doing|known|formerly"
    r"|trading as|t/a|c/o|care"
    r" of|o/b/o|obo|behalf|account|order|agents?|tel|telephone|phone|fax|mob|mobile|e-?mail|attn|attention|web|www"
    r"|http|tax|uscc|vat|same|no\.?\s*\d|room|rm|unit|suite|floor|building|block|road|rd|street|str|avenue|ave|lane|zone|district|park"
    r"|bldg|town|village)\b"
)


def variants_of(cells: Sequence[str]) -> pl.DataFrame:
    """Every cell (``name``) with each name it may stand for (``variant``).

    Plain cells are not taken apart one by one.
    """
    frame = pl.DataFrame({"name": list(cells)}, schema={"name": pl.String})
    several = pl.col("name").str.contains(_MAY_HOLD_SEVERAL)
    taken_apart = [
        (cell, variant)
        for cell in frame.filter(several)["name"].to_list()
        for variant in name_variants(cell)
    ]
    return pl.concat(
        [
            frame.filter(~several).select("name", variant="name"),
            pl.DataFrame(
                taken_apart, schema={"name": pl.String, "variant": pl.String}, orient="row"
            ),
        ]
    )
