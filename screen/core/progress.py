"""How far a long step is: told by whoever works, shown by whoever listens.

Without a listener it costs a comparison for each thing that is done.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import TypeVar

Item = TypeVar("Item")
#: Takes how many are done, of how many, and what they are: 2000, 1000000, 'rows'.
Listener = Callable[[int, int, str], None]

_listeners: list[Listener] = []
_EVERY = 1_000


@contextmanager
def listening(listener: Listener) -> Iterator[None]:
    """Give ``listener`` whatever is told within the block."""
    _listeners.append(listener)
    try:
        yield
    finally:
        _listeners.remove(listener)


def tell_share(done: int, total: int, what: str) -> None:
    """Tell that ``done`` of ``total`` are done."""
    for listener in _listeners:
        listener(done, total, what)


def counted(items: Iterable[Item], total: int, what: str) -> Iterator[Item]:
    """Yield ``items``, of which there are ``total``, and tell after every thousand."""
    for number, item in enumerate(items, 1):
        yield item
        if number % _EVERY == 0 or number == total:
            tell_share(number, total, what)
