"""``flscreen index``: the listed names, prepared once for engines that match in many processes."""

from pathlib import Path
from typing import Annotated

import typer

from screen.cli.options import AsOf, Config, NoBundled, Watchlists, parse_day
from screen.cli.say import say

app = typer.Typer(help="Prepare the listed names for matching in many processes.")


@app.callback()
def _index() -> None:
    """Keep 'build' a command of its own."""


@app.command("build")
def build_command(
    output: Annotated[
        Path, typer.Option("--output", "-o", metavar="DIR", help="Folder for the index.")
    ],
    config: Config = None,
    watchlists: Watchlists = None,
    no_bundled: NoBundled = False,
    as_of: AsOf = None,
) -> None:
    """Write the index of the listed names to a folder.

    It holds the lists and the policy that it was built with, and is refused for others.
    """
    from datetime import UTC, datetime

    from screen.cli.policy import policy_of
    from screen.lists.load import load_watchlists
    from screen.matching.index_files import save_index
    from screen.matching.name_index import build_index
    from screen.risk.screened import screened_lists

    policy = policy_of(config, bundled=not no_bundled)
    lists = load_watchlists(watchlists or [], bundled=not no_bundled, without=policy.lists_off)
    lists = screened_lists(lists, parse_day(as_of) or datetime.now(UTC).date())
    index = build_index(lists)
    folder = save_index(index, lists, policy, output)
    size = sum(one.stat().st_size for one in folder.iterdir())
    say(f"{len(index):,} names of {len(lists)} lists in {folder} ({size / 1e6:.0f} MB)")
