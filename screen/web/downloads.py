"""Reports of a kept run, with the decisions that stand at this moment."""

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from screen.core.cleanup import temporary_folder
from screen.web.case_lines import loaded_case
from screen.web.child import work
from screen.web.desk import desk_of
from screen.web.other_pages import attachment

_KINDS = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "html": "text/html; charset=utf-8",
    "json": "application/json",
    "csv": "text/csv; charset=utf-8",
}


def run_report(request: Request) -> Response:
    """Return a report of a run: Excel, HTML, JSON or CSV."""
    run, suffix = int(request.path_params["run"]), request.path_params["suffix"]
    if suffix not in _KINDS:
        raise HTTPException(404, f"There is no report of the kind .{suffix}.")
    return _made(request, run, "", suffix, f"run-{run}.{suffix}")


def case_file(request: Request) -> Response:
    """Return the printable file of one case."""
    run, case_id = int(request.path_params["run"]), request.path_params["case"]
    loaded_case(desk_of(request).store, run, case_id)
    return _made(request, run, case_id, "html", f"run-{run}-{case_id}.html")


def _made(request: Request, run: int, case_id: str, suffix: str, name: str) -> Response:
    """Let a process write the report, so that the page goes on answering."""
    desk = desk_of(request)
    with temporary_folder("flscreen-report-") as folder:
        path = folder / f"report.{suffix}"
        task = {**desk.common, "kind": "report", "run": run, "case": case_id, "path": str(path)}
        work(task)
        return attachment(path.read_bytes(), _KINDS[suffix], name)
