"""``flscreen lists import``: turn an official file, as downloaded, into a watchlist folder."""

from pathlib import Path
from typing import Annotated

import typer

from screen.cli.options import EffectOption, parse_day
from screen.cli.say import say

#: So many entries are named; ``flscreen lists diff`` names all of them.
_NAMES_SHOWN = 10

#: One module for each format. Names are read from the folder, so that help imports nothing.
_MODULES = Path(__file__).parent.parent / "lists" / "importers"
FORMATS = "Formats: " + ", ".join(
    sorted(path.stem.replace("_", "-") for path in _MODULES.glob("*.py") if path.stem != "__init__")
)


def import_command(
    format_name: Annotated[
        str, typer.Argument(metavar="FORMAT", help="The kind of file.", show_default=False)
    ],
    files: Annotated[
        list[Path], typer.Argument(help="The file or files, as downloaded.", show_default=False)
    ],
    output: Annotated[
        Path,
        typer.Option(
            "--output",
            "-o",
            metavar="DIR",
            help="The watchlist's folder; its name is the list's id.",
            show_default=False,
        ),
    ],
    program: Annotated[
        list[str] | None,
        typer.Option(
            "--program",
            help="Keep only entries of this program or source list, such as 'DPRK*'; repeats.",
        ),
    ] = None,
    mapping: Annotated[
        Path | None,
        typer.Option("--map", metavar="FILE.toml", help="For csv: what each column holds."),
    ] = None,
    effect: EffectOption = None,
    as_of: Annotated[
        str | None,
        typer.Option(
            "--as-of",
            metavar="DATE",
            help=(
                "The date of the content (YYYY-MM-DD); by default what the file states, or the day"
                " on which it was saved."
            ),
        ),
    ] = None,
    force: Annotated[
        bool,
        typer.Option(
            "--force",
            help="Accept a file that seems to be cut off or old, or to lack many entries.",
        ),
    ] = False,
) -> None:
    """Import an official file into a watchlist folder; entries of the list there keep their ids.

    Example: flscreen lists import dhs-uflpa "UFLPA Entity List.html" -o lists/us-uflpa
    """
    from screen.lists.changes import diff
    from screen.lists.importing.draft import Choices
    from screen.lists.importing.import_file import import_list

    choices = Choices(tuple(program or ()), effect.value if effect else None, mapping)
    done = import_list(format_name, files, output, choices, parse_day(as_of), force=force)
    info = done.watchlist.info
    in_force = sum(entry.status != "inactive" for entry in done.watchlist.entries)
    say(
        f"{info.id}: {len(done.watchlist.entries):,} entries ({in_force:,} in force), content of"
        f" {info.as_of}, in {output}"
    )
    for what, count in done.left_out.items():
        if count:
            say(f"  left out: {count:,} {what}")
    for doubt in done.accepted:
        say(f"  accepted with --force: {doubt}")
    if done.previous is None:
        return
    changes = diff([done.previous], [done.watchlist])
    say(
        f"  against {done.previous.folder} of {done.previous.info.as_of}:"
        + ("" if changes else " no change")
    )
    by_kind: dict[str, list[str]] = {}
    for change in changes:
        by_kind.setdefault(change.kind, []).append(change.name)
    for kind, names in by_kind.items():
        more = f" and {len(names) - _NAMES_SHOWN:,} more" if len(names) > _NAMES_SHOWN else ""
        say(f"    {kind}: {len(names):,} ({'; '.join(names[:_NAMES_SHOWN])}{more})")
