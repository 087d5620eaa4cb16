"""``flscreen monitor``: the stored parties against the present lists."""

import json
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from screen.cli.options import (
    AsOf,
    Config,
    FailOn,
    IndexFolder,
    NoBundled,
    Watchlists,
    parse_day,
)
from screen.cli.say import say, tell, write
from screen.core.errors import ExitCode

if TYPE_CHECKING:
    from screen.store.sweep import Sweep

EXIT_CODES = (
    "Exit codes: 0 nothing changed at or above --fail-on; 1 a case is new, graver, open again or"
    " rests on changed evidence; 2 usage error, or no store; 4 watchlists unusable."
)


class Format(StrEnum):
    """What is printed on stdout."""

    TABLE = "table"
    JSON = "json"


def monitor_command(
    config: Config = None,
    watchlists: Watchlists = None,
    no_bundled: NoBundled = False,
    as_of: AsOf = None,
    fail_on: Annotated[
        FailOn | None,
        typer.Option(
            "--fail-on",
            help="Exit 1 where a change of this level or above is open.",
            show_default="high",
        ),
    ] = None,
    format: Annotated[
        Format, typer.Option("--format", help="What to print on stdout.")
    ] = Format.TABLE,
    index: IndexFolder = None,
    quiet: Annotated[
        bool, typer.Option("--quiet", "-q", help="Print errors and changes only.")
    ] = False,
) -> None:
    """Screen the parties of all kept runs against the present lists, and show what changed.

    For a nightly job, after 'flscreen lists update'. What was seen before is not shown again.
    """
    from screen.core.extras import need

    need("store", "'flscreen monitor'")
    from datetime import UTC, datetime

    from screen.cli.policy import policy_of
    from screen.cli.progress import progress
    from screen.lists.load import load_watchlists
    from screen.matching.index_files import open_index
    from screen.risk.screened import screened_lists
    from screen.store.database import open_store
    from screen.store.sweep import monitor

    policy, folders = policy_of(config, bundled=not no_bundled, quiet=quiet), watchlists or []
    store = open_store()
    with progress(quiet=quiet) as step:
        step("Loading watchlists")
        lists = load_watchlists(folders, bundled=not no_bundled, without=policy.lists_off)
        day = parse_day(as_of) or datetime.now(UTC).date()
        sweep = monitor(
            store,
            lists,
            policy,
            day,
            folders=folders,
            bundled=not no_bundled,
            index=open_index(index, screened_lists(lists, day), policy) if index else None,
            progress=step,
        )
    floor = fail_on.value if fail_on else policy.fail_on
    if format is Format.JSON:
        write(json.dumps(_as_json(sweep), ensure_ascii=False, indent=2) + "\n", "json")
    else:
        _print(sweep, quiet=quiet)
    if any(change.fails(floor) for change in sweep.changes):
        raise typer.Exit(ExitCode.FINDINGS)


def _print(sweep: "Sweep", *, quiet: bool) -> None:
    from screen.core.plurals import plural

    for one in sweep.changes:
        was = f" (was {one.was})" if one.was and one.was != one.level else ""
        say(
            f"{one.kind}: {one.level}{was}  {one.title} / {one.identity}  {one.case_id}: {one.said}"
        )
    if not quiet:
        since = f"since {sweep.earlier[:16].replace('T', ' ')} UTC" if sweep.earlier else "first"
        moved = f"; lists changed: {', '.join(sweep.lists_changed)}" if sweep.lists_changed else ""
        tell(
            f"{plural(sweep.parties, 'party', 'parties')} screened,"
            f" {plural(sweep.cases, 'case')}, {plural(len(sweep.changes), 'change')} ({since})"
            f"{moved}"
        )


def _as_json(sweep: "Sweep") -> dict[str, object]:
    from dataclasses import asdict

    return asdict(sweep)
