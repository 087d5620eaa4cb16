"""Starts the page and keeps it until it is stopped."""

import os
import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import platformdirs
import uvicorn
from sqlalchemy import select

from screen.core.errors import UsageError
from screen.core.machine import processors
from screen.models.policy import Policy
from screen.store import store_tables
from screen.store.database import open_store
from screen.web.desk import Desk
from screen.web.guard import Door
from screen.web.jobs import Jobs
from screen.web.routes import make_app

_LOCAL = ("127.0.0.1", "localhost", "[::1]")
_SHORTEST_TOKEN = 20


@dataclass(frozen=True, slots=True)
class Options:
    """How the page is served; see the options of ``flscreen serve``."""

    policy: Policy
    policy_path: Path | None
    watchlists: Sequence[Path] = ()
    bundled: bool = True
    host: str = "127.0.0.1"
    port: int = 0
    names: Sequence[str] = ()
    user_header: str = ""
    proxies: Sequence[str] = ()
    upload_mb: int = 1_000
    workers: int = 0
    lists_from: Path | None = None
    token: str = ""


def serve(options: Options, ready: Callable[[str], None]) -> None:
    """Serve the page until the process is asked to stop; ``ready`` takes its address.

    Raises UsageError where the port is taken, and StoreError where there is no store.
    """
    token = options.token or secrets.token_urlsafe(24)
    if len(token) < _SHORTEST_TOKEN:
        raise UsageError(f"FLSCREEN_TOKEN must have {_SHORTEST_TOKEN} letters or more")
    store = open_store()
    common = {
        "store": os.environ.get("FLSCREEN_STORE", ""),
        "policy": options.policy.model_dump(mode="json"),
        "watchlists": [str(folder.absolute()) for folder in options.watchlists],
        "bundled": options.bundled,
        "source": str(options.lists_from.absolute()) if options.lists_from else "",
    }
    if store.is_sqlite:
        common["store"] = store.shown

    def run_of(command: str) -> int:
        query = select(store_tables.runs.c.number).where(store_tables.runs.c.command == command)
        with store.reading() as connection:
            return connection.execute(query).scalar() or 0

    jobs = Jobs(_folder(store.shown if store.is_sqlite else ""), common, _workers(options), run_of)
    desk = Desk(
        store,
        jobs,
        options.policy,
        options.policy_path,
        options.watchlists,
        options.bundled,
        common,
        options.upload_mb * 1_000_000,
    )
    config = uvicorn.Config(
        app=_later,
        host=options.host,
        port=options.port,
        log_level="critical",
        access_log=False,
        server_header=False,
        # A header must not say where a request comes from: --user-header rests on that.
        proxy_headers=False,
        lifespan="off",
        timeout_graceful_shutdown=3,
    )
    try:
        listening = config.bind_socket()
    except SystemExit:
        raise UsageError(
            f"--port {options.port}: is in use at {options.host}, or may not be; choose another"
        ) from None
    # Whoever opens the address at once waits, and is not refused.
    listening.listen(config.backlog)
    port = listening.getsockname()[1]
    hosts = {f"{name}:{port}" for name in (*_LOCAL, options.host, *options.names)}
    hosts |= {name.lower() for name in options.names}
    door = Door(
        token,
        frozenset(hosts),
        desk.upload_bytes,
        f"flscreen_{port}",
        options.user_header,
        frozenset(options.proxies),
    )
    config.app = make_app(desk, door)
    shown = "127.0.0.1" if options.host in {"0.0.0.0", "::"} else options.host
    ready(f"http://{shown}:{port}/?token={token}")
    try:
        uvicorn.Server(config).run(sockets=[listening])
    finally:
        jobs.stop()


async def _later(scope: object, receive: object, send: object) -> None:
    """Stand in for the page until its port is known."""


def _workers(options: Options) -> int:
    return options.workers or processors()


def _folder(store_file: str) -> Path:
    """Return the folder of uploads: beside the store, where it is a file."""
    if store_file:
        return Path(store_file).with_name(f"{Path(store_file).stem}-uploads")
    return platformdirs.user_data_path("flscreen", False) / "uploads"
