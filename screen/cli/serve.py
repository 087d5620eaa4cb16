"""``flscreen serve``: the local page."""

import os
import sys
import webbrowser
from pathlib import Path
from typing import Annotated

import typer

from screen.cli.options import Config, NoBundled, Watchlists
from screen.cli.say import say


def serve_command(
    port: Annotated[
        int, typer.Option("--port", min=0, max=65535, help="0 for any free one.")
    ] = 8600,
    config: Config = None,
    watchlists: Watchlists = None,
    no_bundled: NoBundled = False,
    host: Annotated[
        str,
        typer.Option(
            "--host",
            help="The address to listen at; other machines may reach any but 127.0.0.1.",
        ),
    ] = "127.0.0.1",
    allow_host: Annotated[
        list[str] | None,
        typer.Option(
            "--allow-host",
            metavar="NAME",
            help="A name under which a proxy shows the page; repeats.",
        ),
    ] = None,
    user_header: Annotated[
        str,
        typer.Option(
            "--user-header",
            metavar="NAME",
            help="The header in which your proxy says who is logged in; it needs --proxy.",
        ),
    ] = "",
    proxy: Annotated[
        list[str] | None,
        typer.Option(
            "--proxy",
            metavar="ADDRESS",
            help="The address of the proxy whose --user-header counts; repeats.",
        ),
    ] = None,
    max_upload_mb: Annotated[
        int, typer.Option("--max-upload-mb", min=1, help="How much may be sent at once.")
    ] = 1_000,
    workers: Annotated[
        int,
        typer.Option("--workers", min=0, help="Runs at a time; 0 for one per processor."),
    ] = 0,
    lists_from: Annotated[
        Path | None,
        typer.Option("--lists-from", metavar="DIR", help="Update lists from this folder, offline."),
    ] = None,
    no_browser: Annotated[
        bool, typer.Option("--no-browser", help="Print the address and open no browser.")
    ] = False,
) -> None:
    """Serve a page on this machine: drop files, look at the cases, decide, download the report.

    What you screen there is kept in the store (FLSCREEN_STORE). The address that is printed holds
    a token; FLSCREEN_TOKEN sets it where it has to stay the same. Ctrl-C ends it.
    """
    from screen.core.errors import UsageError
    from screen.core.extras import need

    need("web", "'flscreen serve'")
    need("store", "'flscreen serve'")
    from screen.cli.policy import policy_of
    from screen.models.policy_file import find_policy
    from screen.web.server import Options, serve

    if bool(user_header) != bool(proxy):
        raise UsageError(
            "--user-header and --proxy need each other: a header is believed only"
            " from the proxy's address"
        )
    found = config or find_policy().path

    def ready(address: str) -> None:
        say(f"The page is at {address}")
        say("Ctrl-C ends it.")
        sys.stdout.flush()
        if not no_browser and sys.stdout.isatty():
            webbrowser.open(address)

    serve(
        Options(
            policy=policy_of(found, bundled=not no_bundled),
            policy_path=found,
            watchlists=watchlists or [],
            bundled=not no_bundled,
            host=host,
            port=port,
            names=allow_host or [],
            user_header=user_header,
            proxies=proxy or [],
            upload_mb=max_upload_mb,
            workers=workers,
            lists_from=lists_from,
            token=os.environ.get("FLSCREEN_TOKEN", ""),
        ),
        ready,
    )
