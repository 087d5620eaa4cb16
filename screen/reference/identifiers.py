"""Registration numbers of firms whose own check digits say whether they were copied right.

Known are the Legal Entity Identifier (ISO 17442), the unified social credit code of China (GB
32100-2015), the taxpayer number of Russia (INN), the business number of South Korea and the IMO
number of ships; the checks are python-stdnum's.
"""

import re
from functools import cache
from types import ModuleType

#: What each looks like before its check digits are tested: name, shape, module of python-stdnum.
_KINDS = (
    ("Legal Entity Identifier", re.compile(r"[A-Z0-9]{18}\d\d"), "stdnum.lei"),
    ("unified social credit code", re.compile(r"[159Y][0-9A-HJ-NPQRTUWXY]{17}"), "stdnum.cn.uscc"),
    ("IMO number", re.compile(r"IMO\d{7}"), "stdnum.imo"),
)
#: Shapes that other numbers share: right check digits prove something, wrong ones prove nothing.
_COMMON = (
    ("Russian taxpayer number", re.compile(r"\d{10}|\d{12}"), "stdnum.ru.inn"),
    ("Korean business number", re.compile(r"\d{10}"), "stdnum.kr.brn"),
)


def compact(number: str) -> str:
    """Return a number as it is compared: letters and digits only, in upper case.

    >>> compact("2138 00kud8-lajwsq9d15")
    '213800KUD8LAJWSQ9D15'
    """
    return "".join(letter for letter in number.upper() if letter.isalnum())


def identifier_kind(number: str) -> str | None:
    """Return which identifier a number is by its shape and check digits, or None.

    >>> identifier_kind("91650000710866370Q"), identifier_kind("V-100")
    ('unified social credit code', None)
    """
    plain = compact(number)
    for name, shape, module in (*_KINDS, *_COMMON):
        if shape.fullmatch(plain) and _module(module).is_valid(plain):
            return name
    return None


def miscopied(number: str) -> str | None:
    """Return which identifier a number looks like whose check digits it fails, or None.

    >>> miscopied("213800KUD8LAJWSQ9D16"), miscopied("0123456789")
    ('Legal Entity Identifier', None)
    """
    plain = compact(number)
    if identifier_kind(plain):
        return None
    return next((name for name, shape, _ in _KINDS if shape.fullmatch(plain)), None)


@cache
def _module(name: str) -> ModuleType:
    from importlib import import_module

    return import_module(name)
