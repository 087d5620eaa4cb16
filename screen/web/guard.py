"""Who may use the page, and what browsers may do with it.

The page is for one machine: a token in the printed address, our own Host, our own Origin for
whatever changes something, and no more bytes than an upload may have.
"""

import hmac
from collections.abc import Collection
from dataclasses import dataclass
from urllib.parse import parse_qs, urlencode, urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import cookie_parser
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from screen.core.safe_text import one_line
from screen.core.templates import render

_CSP = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
    " connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": _CSP,
    "X-Content-Type-Options": "nosniff",
    # 'no-referrer' would make browsers send 'Origin: null' with our own forms.
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
    "X-Frame-Options": "DENY",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
}
#: A form without files is never larger.
_FORM_BYTES = 4_000_000
_UPLOAD = "/uploads"
_LONGEST_NAME = 100


class TooLarge(Exception):
    """A request has more bytes than it may."""


@dataclass(frozen=True, slots=True)
class Door:
    """What the guard knows: the token, the hosts we are, how large uploads may be, the proxies.

    ``user_header`` names the header in which one of ``proxies`` states who is logged in.
    """

    token: str
    hosts: frozenset[str]
    upload_bytes: int
    cookie: str = "flscreen"
    user_header: str = ""
    proxies: frozenset[str] = frozenset()

    def user_of(self, scope: Scope) -> str:
        """Return who the proxy says is logged in; '' where no proxy of ours says it."""
        client = scope.get("client")
        if not self.user_header or not client or client[0] not in self.proxies:
            return ""
        given = Headers(scope=scope).getlist(self.user_header)
        return one_line(given[0].strip(), _LONGEST_NAME) if len(given) == 1 else ""


class Guard:
    """Lets requests pass that may, and gives every response the headers that bind browsers."""

    def __init__(self, app: ASGIApp, door: Door) -> None:
        """Guard ``app`` as ``door`` says."""
        self._app, self._door = app, door

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or pass it on."""
        if scope["type"] != "http":
            return
        refused = self._refusal(scope)

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        if refused is not None:
            if refused.status_code == 413:
                await _let_pass(receive, 4 * self._door.upload_bytes)
            await refused(scope, receive, send_with_headers)
            return
        most = self._door.upload_bytes if scope["path"] == _UPLOAD else _FORM_BYTES
        scope["state"] = {**scope.get("state", {}), "user": self._door.user_of(scope)}
        await self._app(scope, _bounded(receive, most), send_with_headers)

    def _refusal(self, scope: Scope) -> Response | None:
        headers, door = Headers(scope=scope), self._door
        hosts = headers.getlist("host")
        if len(hosts) != 1 or hosts[0].lower() not in door.hosts:
            return _refused(421, "This is not an address of this page.")
        given = parse_qs(scope["query_string"].decode("latin-1")).get("token", [])
        if given:
            return self._enter(scope, given)
        if not _same(_cookie(headers, door.cookie), door.token):
            return _refused(
                403,
                "Open the page with the whole address that 'flscreen serve' printed when it began:"
                " it holds a token that keeps others out.",
            )
        if scope["method"] in {"GET", "HEAD"}:
            return None
        if scope["method"] != "POST":
            return _refused(405, "The page does not accept this method.")
        origins = headers.getlist("origin")
        site = headers.get("sec-fetch-site", "same-origin")
        if len(origins) != 1 or not _is_ours(origins[0], door.hosts) or site != "same-origin":
            return _refused(403, "Another page tried to act in your name; nothing was done.")
        length = headers.get("content-length", "0")
        most = door.upload_bytes if scope["path"] == _UPLOAD else _FORM_BYTES
        if not length.isdigit() or int(length) > most:
            return too_large(most)
        return None

    def _enter(self, scope: Scope, given: list[str]) -> Response:
        """Exchange the token of the printed address for a cookie, and leave it out of the rest."""
        if scope["method"] != "GET" or len(given) != 1 or not _same(given[0], self._door.token):
            return _refused(403, "The token in the address is not that of this page.")
        query = parse_qs(scope["query_string"].decode("latin-1"))
        rest = urlencode({name: value for name, value in query.items() if name != "token"}, True)
        path = scope["path"] if scope["path"].startswith("/") else "/"
        path = f"/{path.lstrip('/')}"
        entered = RedirectResponse(f"{path}?{rest}" if rest else path, status_code=303)
        entered.set_cookie(
            self._door.cookie, self._door.token, httponly=True, samesite="lax", path="/"
        )
        return entered


def too_large(most: int) -> Response:
    """Return the answer to whoever sends too much."""
    return _refused(
        413,
        f"That is more than the {most // 1_000_000:,} megabytes that may be sent at once; send"
        " fewer files, or start 'flscreen serve' with a larger --max-upload-mb.",
    )


def _refused(status: int, said: str) -> Response:
    page = render("screen.web", "refused.html", said=said, status=status)
    return HTMLResponse(page, status_code=status, headers={"Connection": "close"})


def _bounded(receive: Receive, most: int) -> Receive:
    """Return ``receive`` that counts what comes, whatever the headers said."""
    taken = 0

    async def counted() -> Message:
        nonlocal taken
        message = await receive()
        taken += len(message.get("body", b""))
        if taken > most:
            raise TooLarge
        return message

    return counted


async def _let_pass(receive: Receive, most: int) -> None:
    """Read and forget a request, so that a browser shows the answer and no broken connection."""
    taken, more = 0, True
    while more and taken < most:
        message = await receive()
        taken += len(message.get("body", b""))
        more = message.get("more_body", False)


def _cookie(headers: Headers, name: str) -> str:
    return cookie_parser(headers.get("cookie", "")).get(name, "")


def _same(given: str, token: str) -> bool:
    return hmac.compare_digest(given.encode("utf-8", "replace"), token.encode())


def _is_ours(origin: str, hosts: Collection[str]) -> bool:
    try:
        parts = urlsplit(origin)
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and parts.netloc.lower() in hosts
