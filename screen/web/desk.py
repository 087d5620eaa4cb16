"""What all pages share: the store, the jobs, the policy, the lists."""

import threading
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from starlette.requests import Request
from starlette.responses import HTMLResponse

from screen.core.plurals import plural
from screen.core.templates import render
from screen.lists.load import load_watchlists
from screen.lists.locate import bundled_folder, list_folders, user_lists
from screen.models.policy import Policy
from screen.models.vocabulary import LEVELS
from screen.models.watchlist import Watchlist
from screen.report.phrases import DISCLAIMER, SYMBOLS
from screen.store.database import Store
from screen.web.jobs import Jobs

#: The cookie that spares a reviewer writing the name again; not a log-in.
NAME_COOKIE = "flscreen_name"
_MENU = (
    ("/", "Screen files"),
    ("/runs", "Runs"),
    ("/history", "History"),
    ("/monitor", "Monitoring"),
    ("/lists", "Lists"),
    ("/trail", "Audit trail"),
    ("/settings", "Settings"),
)


@dataclass(slots=True)
class Desk:
    """The one object that the page is made of; pages find it at ``request.app.state.desk``."""

    store: Store
    jobs: Jobs
    policy: Policy
    policy_path: Path | None
    watchlists: Sequence[Path]
    bundled: bool
    common: dict[str, Any]
    upload_bytes: int
    _lists: tuple[tuple[object, ...], list[Watchlist]] | None = None
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def lists(self) -> list[Watchlist]:
        """Return the lists as they are now. Raises WatchlistError."""
        folders = [one for root in self.watchlists for one in list_folders(root)]
        if self.bundled:
            folders += [*user_lists(), *list_folders(bundled_folder())]
        state = tuple(
            (str(file), file.stat().st_mtime_ns, file.stat().st_size)
            for folder in folders
            for file in sorted(folder.iterdir())
            if file.is_file()
        )
        with self._lock:
            if self._lists is None or self._lists[0] != state:
                loaded = load_watchlists(self.watchlists, bundled=self.bundled)
                self._lists = (state, loaded)
            return self._lists[1]


def desk_of(request: Request) -> Desk:
    """Return the desk of a request."""
    desk: Desk = request.app.state.desk
    return desk


def proxy_user(request: Request) -> str:
    """Return who is logged in at the firm's proxy; '' where there is none."""
    return str(getattr(request.state, "user", ""))


def show(
    request: Request, template: str, title: str, *, status: int = 200, **values: Any
) -> HTMLResponse:
    """Return a page."""
    user = proxy_user(request)
    text = render(
        "screen.web",
        template,
        title=title,
        menu=_MENU,
        here=request.url.path,
        user=user,
        name=user or request.cookies.get(NAME_COOKIE, ""),
        banner=desk_of(request).policy.banner,
        plural=plural,
        LEVELS=LEVELS,
        SYMBOLS=SYMBOLS,
        DISCLAIMER=DISCLAIMER,
        **values,
    )
    return HTMLResponse(text, status_code=status)
