"""The table of output formats, which serves ``-o`` (by extension) and ``--format`` (on stdout).

A format is a module in this room and a line here. The module has ``to_text(result)``, which is
written in UTF-8, or ``write(result, path)`` where text is not all there is to it. Modules are
imported when they are needed: the workbook alone takes longer to import than most runs to print.
"""

from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from screen.core.safe_text import Syntax

if TYPE_CHECKING:
    from screen.models.result import ScreeningResult


class Format(NamedTuple):
    """A format: its name, its module in ``screen.report``, and where it is offered.

    ``extension`` is that of report files ('' where it makes none); ``on_stdout`` formats can be
    printed with ``--format NAME``, for which the module needs ``to_text``; ``syntax`` says how that
    is made safe for a log.
    """

    name: str
    module: str
    extension: str
    on_stdout: bool = False
    syntax: Syntax = "text"

    def text(self, result: "ScreeningResult") -> str:
        """Return the report as text."""
        made: str = import_module(f"screen.report.{self.module}").to_text(result)
        return made

    def write(self, result: "ScreeningResult", path: Path) -> None:
        """Write the report to ``path``. Raises OSError where the disk does not take it."""
        module = import_module(f"screen.report.{self.module}")
        if hasattr(module, "write"):
            module.write(result, path)
        else:
            path.write_text(module.to_text(result), encoding="utf-8", newline="\n")


FORMATS = (
    Format("xlsx", "excel.workbook", ".xlsx"),
    Format("json", "json", ".json", on_stdout=True, syntax="json"),
    Format("csv", "findings_csv", ".csv"),
    Format("markdown", "markdown", ".md", on_stdout=True),
    Format("html", "html.page", ".html"),
    Format("sarif", "sarif", ".sarif", on_stdout=True, syntax="json"),
    Format("junit", "junit", ".xml"),
    Format("github", "github", "", on_stdout=True, syntax="commands"),
)
BY_EXTENSION = {one.extension: one for one in FORMATS if one.extension}
BY_NAME = {one.name: one for one in FORMATS}
ON_STDOUT = tuple(one.name for one in FORMATS if one.on_stdout)
