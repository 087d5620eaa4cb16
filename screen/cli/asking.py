"""Asks for what the command line left out, where a person sits at the terminal."""

import sys
from collections.abc import Sequence
from pathlib import Path

import typer

from screen.cli.say import tell
from screen.core.errors import UsageError


def files_or_ask(
    files: Sequence[Path] | None, output: Sequence[Path] | None
) -> tuple[list[Path], list[Path]]:
    """Return the files to screen and the reports to write, asking for those not given.

    Raises UsageError where there are none and nobody can be asked.
    """
    if files:
        return list(files), list(output or ())
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        raise UsageError("Missing argument 'FILES...'; see 'flscreen run --help'")
    tell("Which file or folder shall be screened? Type its name, or drag it here.")
    path = _path("File")
    while not path.exists():
        tell("There is nothing of this name; try again, or end with Ctrl-C.")
        path = _path("File")
    if output:
        return [path], list(output)
    folder = path if path.is_dir() else path.parent
    report = _path("Report", str(folder / f"{path.stem or 'flscreen'}-report.xlsx"))
    return [path], [report if report.suffix else report.with_suffix(".xlsx")]


def _path(what: str, default: str | None = None) -> Path:
    """Ask for a path, and take off what terminals put around one that is dragged into them."""
    given = str(typer.prompt(what, default=default, err=True)).strip()
    if len(given) > 1 and given[0] == given[-1] and given[0] in "'\"":
        given = given[1:-1]
    path = Path(given).expanduser()
    # Some shells write blanks of a dragged name as '\ '.
    plain = Path(given.replace("\\ ", " ")).expanduser()
    return plain if plain.exists() and not path.exists() else path
