"""The page as an application: its addresses, in one table."""

from importlib import resources

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import ASGIApp

from screen.core.errors import ScreenError
from screen.report.html.page import asset
from screen.web import (
    case_page,
    deciding,
    downloads,
    job_pages,
    other_pages,
    runs_pages,
)
from screen.web.asking import act, fault, upload
from screen.web.desk import Desk
from screen.web.guard import Door, Guard

_DAY = {"Cache-Control": "private, max-age=3600"}


def make_app(desk: Desk, door: Door) -> ASGIApp:
    """Return the page that ``desk`` makes, behind ``door``."""
    app = Starlette(routes=_routes(), exception_handlers=dict.fromkeys(_FAULTS, fault))
    app.state.desk = desk
    return Guard(app, door)


_FAULTS = (HTTPException, ScreenError, Exception)


def _routes() -> list[Route]:
    run, case = "/runs/{run:int}", "/runs/{run:int}/cases/{case}"
    shown = {
        "/": job_pages.home,
        "/jobs/{job}": job_pages.job_page,
        "/jobs/{job}/progress": job_pages.job_progress,
        "/jobs/{job}/columns": job_pages.columns_page,
        "/runs": runs_pages.runs_page,
        run: runs_pages.run_page,
        f"{run}/report.{{suffix}}": downloads.run_report,
        case: case_page.case_page,
        f"{case}/file": downloads.case_file,
        "/history": other_pages.history_page,
        "/monitor": other_pages.monitor_page,
        "/lists": other_pages.lists_page,
        "/trail": other_pages.trail_page,
        "/trail.{suffix}": other_pages.trail_file,
        "/settings": other_pages.settings_page,
        "/static/{name}": static,
    }
    done = {
        "/uploads": upload(job_pages.take_upload),
        "/jobs/{job}/columns": act(job_pages.confirm_columns),
        "/jobs/{job}/again": act(job_pages.start_again),
        "/jobs/{job}/discard": act(job_pages.discard),
        f"{run}/decide": act(deciding.decide_many),
        f"{case}/decide": act(deciding.decide_one),
        f"{case}/undo": act(deciding.undo),
        "/monitor/now": act(other_pages.monitor_now),
        "/lists/update": act(other_pages.update_lists),
    }
    return [
        *(Route(path, page, methods=["GET"]) for path, page in shown.items()),
        *(Route(path, page, methods=["POST"]) for path, page in done.items()),
    ]


def static(request: Request) -> Response:
    """Return the style sheet or the script."""
    name = request.path_params["name"]
    if name == "page.css":
        return Response(f"{asset('report.css')}\n{_own(name)}", media_type="text/css", headers=_DAY)
    if name == "page.js":
        return Response(_own(name), media_type="text/javascript", headers=_DAY)
    raise HTTPException(404, "There is no such file.")


def _own(name: str) -> str:
    return resources.files("screen.web").joinpath("data", name).read_text(encoding="utf-8")
