"""How pages are called: in a thread, so that none makes the others wait; faults become pages."""

import sys
import traceback
from collections.abc import Awaitable, Callable

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.formparsers import MultiPartException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response

from screen.core.errors import ScreenError
from screen.web.desk import desk_of, show
from screen.web.guard import TooLarge, too_large

Page = Callable[[Request], Response]
Act = Callable[[Request, FormData], Response]
_MOST_FILES, _MOST_FIELDS, _FIELD_BYTES = 2_000, 20_000, 1_000_000


def act(function: Act, *, files: int = 0) -> Callable[[Request], Awaitable[Response]]:
    """Return the endpoint that reads the form of a request and calls ``function`` with it."""

    async def endpoint(request: Request) -> Response:
        try:
            form = await request.form(
                max_files=files, max_fields=_MOST_FIELDS, max_part_size=_FIELD_BYTES
            )
        except TooLarge:
            return too_large(desk_of(request).upload_bytes)
        except MultiPartException as error:
            raise HTTPException(400, error.message) from error
        try:
            return await run_in_threadpool(function, request, form)
        finally:
            await form.close()

    return endpoint


def upload(function: Act) -> Callable[[Request], Awaitable[Response]]:
    """Return the endpoint for a form with files."""
    return act(function, files=_MOST_FILES)


#: What is said instead of the server's own words.
_SAID = {
    "Not Found": "No such page, run or case: it may have been removed, or the address is mistyped.",
    "Method Not Allowed": "This address takes no such request.",
}


def fault(request: Request, error: Exception) -> Response:
    """Return the page for an error, in one line and without a traceback."""
    if isinstance(error, HTTPException):
        return show(
            request,
            "fault.html",
            "Not found" if error.status_code == 404 else "Not possible",
            status=error.status_code,
            said=_SAID.get(error.detail, error.detail),
            back="/",
        )
    if isinstance(error, ScreenError):
        return show(
            request, "fault.html", "Not possible", status=422, said=str(error), back=_back(request)
        )
    if isinstance(error, ClientDisconnect):
        return Response(status_code=400)
    if "--debug" in sys.argv:
        traceback.print_exception(error)
    kind = type(error).__name__
    said = f"Something went wrong in the page itself ({kind}). Nothing was changed; try it again."
    return show(request, "fault.html", "Not possible", status=500, said=said, back=_back(request))


def _back(request: Request) -> str:
    """Return the page that a form was on: the path of our own that it was sent from."""
    path = request.url.path.rpartition("/")[0]
    return path or "/"
