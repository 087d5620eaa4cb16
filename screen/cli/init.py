"""``flscreen init``: a commented policy and blank input files."""

from pathlib import Path
from typing import Annotated

import typer

from screen.cli.say import say


def init_command(
    folder: Annotated[
        Path, typer.Argument(metavar="[DIR]", help="Folder to write to; it is created if missing.")
    ] = Path(),
    force: Annotated[bool, typer.Option("--force", help="Overwrite files that exist.")] = False,
) -> None:
    """Write flscreen.toml, with every setting explained, and blank workbooks to fill in.

    Example: flscreen init screening
    """
    from screen.core.atomic import make_folder, write_whole
    from screen.core.errors import UsageError
    from screen.intake.blank_files import write_template
    from screen.models.kinds import TABLE_KINDS
    from screen.models.policy_file import NAME, default_policy_text

    paths = [folder / NAME, *(folder / kind.blank_file for kind in TABLE_KINDS.values())]
    there = [str(path) for path in paths if path.exists()]
    if there and not force:
        raise UsageError(
            "already there",
            path=", ".join(there),
            hint="choose another folder, or overwrite with --force",
        )
    make_folder(folder)
    with write_whole(paths[0]) as temporary:
        temporary.write_text(default_policy_text(), encoding="utf-8")
    for kind, path in zip(TABLE_KINDS, paths[1:], strict=True):
        write_template(kind, path)
    for path in paths:
        say(f"Written: {path}")
