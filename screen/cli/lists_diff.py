"""``flscreen lists diff``: what changed between two versions of watchlists."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from screen.cli.say import write


class Format(StrEnum):
    """How changes are printed."""

    TABLE = "table"
    JSON = "json"
    MARKDOWN = "markdown"


def diff_command(
    old: Annotated[
        Path,
        typer.Argument(
            help="The earlier list folder, or a folder of list folders.", show_default=False
        ),
    ],
    new: Annotated[Path, typer.Argument(help="The later one.", show_default=False)],
    format: Annotated[
        Format, typer.Option("--format", help="How to print the changes.")
    ] = Format.TABLE,
) -> None:
    """Show which entries were added, delisted, removed, renamed or changed.

    Example: flscreen lists diff lists-2026-10 lists --format markdown
    """
    from screen.lists.changes import diff
    from screen.lists.changes_text import to_json, to_markdown, to_text
    from screen.lists.load import load_watchlists

    before, after = (load_watchlists([folder], bundled=False) for folder in (old, new))
    writer = {Format.TABLE: to_text, Format.JSON: to_json, Format.MARKDOWN: to_markdown}[format]
    text = writer(before, after, diff(before, after))
    write(text, "json" if format is Format.JSON else "text")
