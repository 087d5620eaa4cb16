"""A short digest of the cells of a row, to notice when one of them was changed by hand.

It is not a signature: anyone who has this program can compute it. It keeps a decision from being
applied to a case other than the one its reviewer saw.
"""

import hashlib
from collections.abc import Iterable

_MARK = "; seal "


def sealed(basis: str, cells: Iterable[str]) -> str:
    """Return ``basis`` followed by the seal of it and of ``cells``."""
    return f"{basis}{_MARK}{_seal(basis, cells)}"


def unsealed(basis: str) -> tuple[str, str]:
    """Return a basis without its seal, and the seal, '' where it has none."""
    before, mark, seal = basis.rpartition(_MARK)
    return (before, seal) if mark else (basis, "")


def holds(seal: str, basis: str, cells: Iterable[str]) -> bool:
    """Whether a seal is that of ``basis`` and ``cells``."""
    return seal == _seal(basis, cells)


def _seal(basis: str, cells: Iterable[str]) -> str:
    # Office programs change white space and control characters on their own.
    plain = ("".join(filter(str.isalnum, text)).casefold() for text in (basis, *cells))
    return hashlib.sha256("\0".join(plain).encode()).hexdigest()[:16]
