"""``flscreen diff``: how two JSON reports differ."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from screen.cli.say import write


class DiffFormat(StrEnum):
    """What is printed on stdout."""

    TABLE = "table"
    JSON = "json"
    MARKDOWN = "markdown"


def diff_command(
    before: Annotated[Path, typer.Argument(help="The earlier JSON report.", show_default=False)],
    after: Annotated[Path, typer.Argument(help="The later JSON report.", show_default=False)],
    format: Annotated[
        DiffFormat, typer.Option("--format", help="What to print on stdout.")
    ] = DiffFormat.TABLE,
) -> None:
    """Show which findings are new or gone, or changed their level or status.

    Always exits with 0, whatever the differences.

    Example: flscreen diff last-week.json report.json --format markdown
    """
    from screen.review.baseline import load_report
    from screen.review.difference import (
        compare,
        difference_json,
        difference_lines,
        difference_markdown,
    )

    found = compare(load_report(before), load_report(after))
    writers = {"table": difference_lines, "json": difference_json, "markdown": difference_markdown}
    write(writers[format.value](found), "json" if format is DiffFormat.JSON else "text")
