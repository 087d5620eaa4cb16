"""flscreen screens suppliers and shipments for forced labour, with evidence for every finding.

The public API, for scripts and notebooks:

>>> from screen import screen_files
>>> result = screen_files(["samples/suppliers.xlsx"])  # doctest: +SKIP
>>> result.findings_frame().filter(level="critical")  # doctest: +SKIP

Each room of the package imports only from rooms to its left (docs/architecture.md):

    core -> models -> names -> reference -> intake -> lists, matching -> risk -> review -> report
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from screen.lists.load import load_watchlists
    from screen.models.policy import Policy
    from screen.models.result import ScreeningResult
    from screen.pipeline import screen_files

__version__ = "0.1.0"
__all__ = ["Policy", "ScreeningResult", "load_watchlists", "screen_files"]

_HOMES = {
    "Policy": "screen.models.policy",
    "ScreeningResult": "screen.models.result",
    "load_watchlists": "screen.lists.load",
    "screen_files": "screen.pipeline",
}


def __getattr__(name: str) -> Any:
    """Import a public name when it is first used, so that the command starts at once."""
    from importlib import import_module

    if name in _HOMES:
        return getattr(import_module(_HOMES[name]), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
