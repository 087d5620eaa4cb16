"""``flscreen validate``: a validation report that a reviewer of models can use."""

from pathlib import Path
from typing import Annotated

import typer

from screen.cli.options import Config, NoBundled, Watchlists
from screen.cli.say import say, write
from screen.core.errors import UsageError


def validate_command(
    pairs: Annotated[
        list[Path] | None,
        typer.Argument(
            metavar="[PAIRS.csv]...",
            help="Labelled pairs (name1, name2, is_match); by default those that flscreen has.",
            show_default=False,
        ),
    ] = None,
    output: Annotated[
        list[Path] | None,
        typer.Option(
            "--output", "-o", metavar="PATH", help="Report to write, .html or .json; repeats."
        ),
    ] = None,
    names: Annotated[
        Path | None,
        typer.Option(
            "--names",
            metavar="FILE",
            help="Names of firms that no list should hold, one a line: how many are hit.",
        ),
    ] = None,
    config: Config = None,
    watchlists: Watchlists = None,
    no_bundled: NoBundled = False,
) -> None:
    """Validate the name matcher, with intervals, thresholds and other scorers in the same run.

    Examples: flscreen validate -o validation.html

    flscreen validate our-pairs.csv --names suppliers.txt -o validation.html -o validation.json
    """
    from screen.cli.policy import policy_of
    from screen.cli.progress import progress
    from screen.core.atomic import write_whole
    from screen.core.overwriting import refuse_overwriting
    from screen.lists.load import load_watchlists
    from screen.report.validation.decks import bundled_decks, load_deck, read_names
    from screen.report.validation.measure import validate
    from screen.report.validation.validation_page import to_json, to_lines, to_page

    writers = {".html": to_page, ".json": to_json}
    outputs = output or []
    for path in outputs:
        if path.suffix.lower() not in writers:
            raise UsageError("is neither .html nor .json", path=path, hint="name it so")
    refuse_overwriting(outputs, [*(pairs or ()), names, config])
    policy = policy_of(config, bundled=not no_bundled)
    decks = [load_deck(path) for path in pairs or bundled_decks()]
    given = (names, read_names(names)) if names else None
    with progress() as step:
        step("Loading watchlists")
        lists = load_watchlists(watchlists or [], bundled=not no_bundled, without=policy.lists_off)
        found = validate(decks, policy, lists, given, step)
    for path in outputs:
        with write_whole(path) as temporary:
            temporary.write_text(writers[path.suffix.lower()](found), encoding="utf-8")
    write(to_lines(found))
    for path in outputs:
        say(f"Report written to {path}")
