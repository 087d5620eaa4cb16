"""``flscreen lists update``: the official files, downloaded and imported."""

import sys
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from screen.cli.say import say, tell
from screen.core.errors import ExitCode, UsageError

if TYPE_CHECKING:
    from screen.lists.update.renew import Renewal

#: Entries named one by one; the rest is in ``flscreen lists diff``.
_NAMES_SHOWN = 5


def update_command(
    lists: Annotated[
        list[str] | None,
        typer.Argument(metavar="[LIST]...", help="The lists to renew; the usual ones, if none."),
    ] = None,
    to: Annotated[
        Path | None,
        typer.Option(
            "--to",
            metavar="DIR",
            help="The folder of lists to renew; your own, which 'run' reads before the bundled.",
        ),
    ] = None,
    source: Annotated[
        Path | None,
        typer.Option(
            "--from", metavar="DIR", help="Take the files from this folder, without the network."
        ),
    ] = None,
    check: Annotated[
        bool,
        typer.Option("--check", help="Change nothing; exit 1 where a list has something new."),
    ] = False,
    force: Annotated[
        bool,
        typer.Option("--force", help="Accept a file that seems old or to lack many entries."),
    ] = False,
    ca_file: Annotated[
        Path | None,
        typer.Option("--ca-file", metavar="FILE.pem", help="Trust the certificates of this file."),
    ] = None,
    accept_license: Annotated[
        bool,
        typer.Option(
            "--accept-license", help="Accept the licences of the lists named, which are then shown."
        ),
    ] = False,
    sources: Annotated[
        Path | None,
        typer.Option(
            "--sources", metavar="FILE.toml", help="Addresses to use instead of the built-in ones."
        ),
    ] = None,
) -> None:
    """Download the official files and renew the lists; the only command that uses the network.

    Exits 1 with --check where something is new, 4 where a list failed: its old edition stays.

    Example: flscreen lists update us-uflpa us-cbp-wro
    """
    from screen.lists.locate import user_folder
    from screen.lists.update.fetch import open_client
    from screen.lists.update.renew import Way, renew
    from screen.lists.update.table import load_downloads

    if source is not None and ca_file is not None:
        raise UsageError("--ca-file is for downloads; leave it out with --from")
    table = load_downloads(sources)
    root = to or user_folder()
    wanted = tuple(dict.fromkeys(lists or ()))
    told = _progress if sys.stderr.isatty() else _silent
    states = set()
    with open_client(ca_file) if source is None else nullcontext() as client:
        way = Way(root, client, source, force, check, licenses_accepted=accept_license)
        for renewal in renew(table, wanted, way, told):
            states.add(renewal.state)
            if source is None and renewal.imported and table[renewal.list_id].license:
                say(f"{renewal.list_id}: {table[renewal.list_id].license}")
            _print(renewal, root, check)
    if "failed" in states:
        raise typer.Exit(ExitCode.WATCHLISTS)
    if check and "renewed" in states:
        raise typer.Exit(ExitCode.FINDINGS)


def _progress(list_id: str) -> None:
    tell(f"{list_id} ...")


def _silent(_: str) -> None:
    """Say nothing: a log needs no progress."""


def _print(renewal: "Renewal", root: Path, check: bool) -> None:
    if renewal.imported is None:
        tell(f"{renewal.list_id} failed: {renewal.fault}")
        return
    info = renewal.imported.watchlist.info
    what = "would be renewed" if check and renewal.state == "renewed" else renewal.state
    say(f"{info.id}: {what}, content of {info.as_of}" + ("" if check else f", in {root / info.id}"))
    by_kind: dict[str, list[str]] = {}
    for change in renewal.changes:
        by_kind.setdefault(change.kind, []).append(change.name)
    for kind, names in by_kind.items():
        more = f" and {len(names) - _NAMES_SHOWN:,} more" if len(names) > _NAMES_SHOWN else ""
        say(f"  {kind}: {len(names):,} ({'; '.join(names[:_NAMES_SHOWN])}{more})")
