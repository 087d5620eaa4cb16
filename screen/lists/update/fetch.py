"""Downloads one official file.

Conditional, bounded, retried, and never trusted for its status alone.
"""

import hashlib
import json
import re
import ssl
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import httpx
from lxml import html

from screen import __version__
from screen.core.errors import WatchlistError
from screen.core.versions import HOMEPAGE
from screen.lists.update.table import Start

#: Several hosts refuse clients that give no agent in the usual form; this one is honest.
AGENT = f"Mozilla/5.0 (compatible; flscreen/{__version__}; +{HOMEPAGE})"
#: Seconds without a byte; some publishers make their file on request.
SILENCE = 120.0
_MOST_REDIRECTS = 5
_LOGIN = re.compile(r"/(?:cas|ecas|login|signin)\b|^(?:ecas|login)\.", re.IGNORECASE)
_STARTS: dict[Start, re.Pattern[bytes]] = {
    "html": re.compile(rb"^\s*(?:<\?xml[^>]*>\s*)?<(?:!doctype\s+html|html)", re.IGNORECASE),
    "xml": re.compile(rb"^\s*<(?:\?xml|[A-Za-z])"),
    "json": re.compile(rb"^\s*[\[{]"),
    "csv": re.compile(rb"^[^<{\[]"),
    "xlsx": re.compile(rb"^PK\x03\x04"),
}


@dataclass(frozen=True, slots=True)
class Known:
    """What is kept of a download: what makes the next one conditional, and its digest."""

    url: str = ""
    etag: str = ""
    last_modified: str = ""
    sha256: str = ""


@dataclass(slots=True)
class Limits:
    """What bounds a download. ``hosts`` are those that the publisher hands over to."""

    megabytes: int
    hosts: tuple[str, ...] = ()
    silence: float = SILENCE
    pause: Callable[[float], None] = field(default=time.sleep)
    tries: int = 3


@contextmanager
def open_client(ca_file: Path | None = None, silence: float = SILENCE) -> Iterator[httpx.Client]:
    """Open a client that takes proxies from the environment, and a CA of the firm's own."""
    try:
        verify: ssl.SSLContext | bool = (
            ssl.create_default_context(cafile=str(ca_file)) if ca_file else True
        )
    except (OSError, ssl.SSLError) as error:
        raise WatchlistError(f"is not a file of certificates ({error})", path=ca_file) from error
    headers = {"User-Agent": AGENT, "Accept": "*/*", "Accept-Language": "en"}
    with httpx.Client(headers=headers, verify=verify, timeout=silence) as client:
        yield client


def fetch(
    client: httpx.Client, url: str, target: Path, starts: Start, known: Known, limits: Limits
) -> Known:
    """Download ``url`` to ``target``, which stays as it is where the publisher has nothing newer.

    Return what to know of it next time. Raises WatchlistError in one line where it cannot be had,
    is too large, comes from a host that was not named, or does not begin as such a file does.
    """
    headers = {}
    if target.is_file() and known.url == url and known.sha256 == digest(target):
        headers = {"If-None-Match": known.etag, "If-Modified-Since": known.last_modified}
    fault = ""
    for attempt in range(limits.tries):
        if attempt:
            limits.pause(2.0**attempt)
        try:
            return _once(client, url, target, starts, known, limits, headers)
        except httpx.HTTPError as error:
            fault = _said(error)
            if _is_final(error):
                break
    raise WatchlistError(f"{fault}", path=url)


def find_link(page: Path, url: str, words: str) -> str:
    """Return the address of the link on a saved page whose text or address matches ``words``."""
    tree = html.document_fromstring(page.read_bytes() or b"<html></html>")
    for anchor in tree.iter("a"):
        text = " ".join("".join(map(str, anchor.itertext())).split())
        href = str(anchor.get("href") or "")
        if href and any(re.search(words, said, re.IGNORECASE) for said in (text, href)):
            return urljoin(url, href)
    raise WatchlistError(f"the page holds no link “{words}”", path=url, hint="it has changed")


def digest(path: Path) -> str:
    """Return the SHA-256 digest of a file."""
    with path.open("rb") as handle:
        return hashlib.file_digest(handle, "sha256").hexdigest()


def read_known(path: Path) -> dict[str, Known]:
    """Return what is known of earlier downloads, by name of the file.

    Nothing where it is unreadable.
    """
    try:
        held = json.loads(path.read_text("utf-8"))
        return {name: Known(**values) for name, values in held.items()}
    except (OSError, ValueError, TypeError, AttributeError):
        return {}


def write_known(path: Path, known: dict[str, Known]) -> None:
    """Keep what is known of downloads for the next one."""
    text = json.dumps({name: asdict(one) for name, one in sorted(known.items())}, indent=2)
    path.write_text(text + "\n", encoding="utf-8", newline="\n")


def _once(
    client: httpx.Client,
    url: str,
    target: Path,
    starts: Start,
    known: Known,
    limits: Limits,
    headers: dict[str, str],
) -> Known:
    asked = url
    for _ in range(_MOST_REDIRECTS):
        with client.stream("GET", asked, headers={k: v for k, v in headers.items() if v}) as answer:
            if answer.status_code == httpx.codes.NOT_MODIFIED and headers:
                return known
            if answer.has_redirect_location:
                asked = _next(url, asked, answer, limits)
                continue
            answer.raise_for_status()
            temporary = target.with_name(target.name + ".part")
            try:
                _save(answer, temporary, url, limits.megabytes)
                _check_start(temporary, url, starts)
                temporary.replace(target)
            finally:
                temporary.unlink(missing_ok=True)
            # The address asked for is kept, never a signed one that expires in minutes.
            return Known(
                url,
                answer.headers.get("etag", ""),
                answer.headers.get("last-modified", ""),
                digest(target),
            )
    raise WatchlistError("is handed on from address to address without end", path=url)


def _next(url: str, asked: str, answer: httpx.Response, limits: Limits) -> str:
    following = urljoin(asked, answer.headers["location"])
    host, first = urlsplit(following).hostname or "", urlsplit(url).hostname or ""
    if _LOGIN.search(host) or _LOGIN.search(urlsplit(following).path):
        raise WatchlistError("wants a login", path=url)
    if urlsplit(asked).scheme == "https" and urlsplit(following).scheme != "https":
        raise WatchlistError("is handed over to an address without encryption", path=url)
    if host != first and not host.endswith("." + first) and host not in limits.hosts:
        raise WatchlistError(
            f"is handed over to {host}, which is not the publisher's",
            path=url,
            hint="if it is, name it under hosts in a file given with --sources",
        )
    return following


def _save(answer: httpx.Response, target: Path, url: str, megabytes: int) -> None:
    size = 0
    with target.open("wb") as handle:
        for chunk in answer.iter_bytes():
            size += len(chunk)
            if size > megabytes * 1_000_000:
                raise WatchlistError(
                    f"is larger than {megabytes} MB, which no such file is", path=url
                )
            handle.write(chunk)


def _check_start(path: Path, url: str, starts: Start) -> None:
    with path.open("rb") as handle:
        head = handle.read(400).removeprefix(b"\xef\xbb\xbf")
    if not _STARTS[starts].match(head) or (starts != "html" and _STARTS["html"].match(head)):
        raise WatchlistError(
            f"answers with something else than {starts.upper()}, such as an error page", path=url
        )


def _is_final(error: httpx.HTTPError) -> bool:
    """Whether another try would end the same way."""
    if isinstance(error, httpx.HTTPStatusError):
        return error.response.status_code < httpx.codes.INTERNAL_SERVER_ERROR
    return "CERTIFICATE" in str(error).upper()


def _said(error: httpx.HTTPError) -> str:
    if isinstance(error, httpx.HTTPStatusError):
        status = error.response.status_code
        refuses = " and refuses this client" if status in {401, 403, 406, 409} else ""
        return f"answers {status}{refuses}"
    if isinstance(error, httpx.TimeoutException):
        return "does not answer in time"
    if "CERTIFICATE" in str(error).upper():
        return "has a certificate that is not trusted; give your firm's own with --ca-file"
    return f"cannot be read to its end ({str(error) or type(error).__name__})"
