"""From dropped files to a run: upload, columns to confirm, progress."""

import shutil
from datetime import UTC, datetime

from starlette.datastructures import FormData, UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response

from screen.core.errors import UsageError
from screen.report.phrases import stale_sentence
from screen.store.remembered import kept_runs
from screen.web.column_choices import choices, chosen_columns, remember, remembered, shape_of
from screen.web.desk import desk_of, proxy_user, show
from screen.web.jobs import Job
from screen.web.uploads import take_files

#: Free space that an upload leaves on the disk.
_ROOM = 500_000_000


def home(request: Request) -> Response:
    """Show where files are dropped, what is being done, and the last runs."""
    desk = desk_of(request)
    shown = [job for job in desk.jobs.all() if job.kind in {"columns", "screen"}]
    return show(
        request,
        "home.html",
        "Screen files",
        jobs=[job for job in shown if job.state != "done"][:20],
        runs=kept_runs(desk.store, 5),
        stale=stale_sentence(desk.lists(), datetime.now(UTC).date()),
        most=desk.upload_bytes // 1_000_000,
    )


def take_upload(request: Request, form: FormData) -> Response:
    """Take files, and let a process read their columns."""
    desk = desk_of(request)
    job = desk.jobs.new("columns", operator=proxy_user(request))
    folder = desk.jobs.files_of(job)
    try:
        sent = [one for one in form.getlist("files") if isinstance(one, UploadFile)]
        size = sum(one.size or 0 for one in sent)
        if shutil.disk_usage(folder).free - size < _ROOM:
            raise UsageError("the disk is nearly full; make room and send the files again")
        job.files = take_files([one for one in sent if one.filename], folder)
    except BaseException:
        desk.jobs.discard(job)
        raise
    desk.jobs.start(job)
    return RedirectResponse(f"/jobs/{job.id}", status_code=303)


def job_page(request: Request) -> Response:
    """Show how far a job is, or go on to where it leads."""
    job = _job(request)
    if job.state == "confirm":
        return RedirectResponse(f"/jobs/{job.id}/columns", status_code=303)
    if job.state == "done":
        return RedirectResponse(_led_to(job), status_code=303)
    titles = {"columns": "Reading your files", "screen": "Screening", "monitor": "Monitoring"}
    return show(
        request,
        "job.html",
        titles.get(job.kind, "Updating the lists"),
        job=job,
        before=desk_of(request).jobs.before(job),
    )


def job_progress(request: Request) -> Response:
    """Return how far a job is, for the script of the page."""
    job = _job(request)
    moved = job.state in {"confirm", "done", "failed", "interrupted"}
    return JSONResponse(
        {
            "state": job.state,
            "steps": list(job.steps),
            "before": desk_of(request).jobs.before(job),
            "next": f"/jobs/{job.id}" if moved else "",
        }
    )


def columns_page(request: Request) -> Response:
    """Show what each column is read as, to confirm or to change."""
    job = _job(request)
    if job.state != "confirm":
        return RedirectResponse(f"/jobs/{job.id}", status_code=303)
    return _columns(request, job)


def _columns(request: Request, job: Job, said: str = "", status: int = 200) -> Response:
    desk = desk_of(request)
    tables = []
    for number, table in enumerate(job.found["tables"]):
        profile = remembered(desk.store, shape_of(one["header"] for one in table["columns"]))
        kept = profile["columns"] if profile else {}
        columns = [
            {**one, "picked": kept.get(one["header"], one["read_as"])} for one in table["columns"]
        ]
        tables.append(
            {**table, "number": number, "columns": columns, "choices": choices(table["kind"])}
            | {"profile": profile}
        )
    return show(
        request,
        "columns.html",
        "Confirm the columns",
        status=status,
        job=job,
        tables=tables,
        unreadable=job.found["unreadable"],
        said=said,
    )


def confirm_columns(request: Request, form: FormData) -> Response:
    """Remember what the columns are, and begin to screen."""
    desk, job = desk_of(request), _job(request)
    if job.state != "confirm":
        return RedirectResponse(f"/jobs/{job.id}", status_code=303)
    found = job.found["tables"]
    picked: list[dict[str, str]] = []
    for number, table in enumerate(found):
        fields: dict[str, str] = {}
        for at, column in enumerate(table["columns"]):
            value = form.get(f"c{number}-{at}")
            fields[column["header"]] = value if isinstance(value, str) else column["read_as"]
        picked.append(fields)
    try:
        job.columns = chosen_columns(found, picked)
    except UsageError as error:
        return _columns(request, job, str(error), 422)
    for table, fields in zip(found, picked, strict=True):
        remember(desk.store, shape_of(fields), fields, table["path"])
    operator = form.get("operator")
    job.operator = proxy_user(request) or (
        operator.strip()[:100] if isinstance(operator, str) else ""
    )
    job.kind, job.found = "screen", {}
    desk.jobs.start(job)
    return RedirectResponse(f"/jobs/{job.id}", status_code=303)


def start_again(request: Request, _form: FormData) -> Response:
    """Start a job again that failed or was interrupted."""
    desk, job = desk_of(request), _job(request)
    if job.state in {"failed", "interrupted"}:
        desk.jobs.start(job)
    return RedirectResponse(f"/jobs/{job.id}", status_code=303)


def discard(request: Request, _form: FormData) -> Response:
    """Remove a job that is not being done, with its files."""
    desk, job = desk_of(request), _job(request)
    if not job.is_busy:
        desk.jobs.discard(job)
    return RedirectResponse("/", status_code=303)


def _job(request: Request) -> Job:
    job = desk_of(request).jobs.get(request.path_params["job"])
    if job is None:
        raise HTTPException(404, "This upload is no longer known; send the files again.")
    return job


def _led_to(job: Job) -> str:
    if job.kind == "screen":
        return f"/runs/{job.run}"
    return "/monitor" if job.kind == "monitor" else f"/lists?job={job.id}"
