"""History, monitoring, lists, the audit trail and settings."""

from datetime import UTC, datetime
from typing import Any

from pydantic import BaseModel
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from screen.lists.update.table import load_downloads
from screen.models.policy import Policy
from screen.models.policy_file import default_policy_text
from screen.models.rulebook import rulebook
from screen.store.export import trail_csv, trail_zip
from screen.store.remembered import history_of
from screen.store.sweep import last_changes
from screen.store.trail import broken_at, read_trail
from screen.web.desk import desk_of, proxy_user, show

_TRAIL_SHOWN = 500


def history_page(request: Request) -> Response:
    """Show what is remembered about a party."""
    wanted = request.query_params.get("q", "").strip()[:200]
    found = history_of(desk_of(request).store, wanted) if wanted else None
    return show(request, "history.html", "History", wanted=wanted, found=found)


def monitor_page(request: Request) -> Response:
    """Show what the last looks at all stored parties found changed."""
    return show(
        request,
        "monitor.html",
        "Monitoring",
        sweeps=last_changes(desk_of(request).store),
    )


def monitor_now(request: Request, _form: FormData) -> Response:
    """Screen all stored parties against the present lists."""
    jobs = desk_of(request).jobs
    job = jobs.new("monitor", operator=proxy_user(request))
    jobs.start(job)
    return RedirectResponse(f"/jobs/{job.id}", status_code=303)


def lists_page(request: Request) -> Response:
    """Show the lists with their age, and what an update found."""
    desk, today = desk_of(request), datetime.now(UTC).date()
    job = desk.jobs.get(request.query_params.get("job", ""))
    return show(
        request,
        "lists.html",
        "Lists",
        lists=desk.lists(),
        today=today,
        off=desk.policy.lists_off,
        renewable=sorted(load_downloads(None)),
        answer=job.found if job and job.kind == "lists" and job.found else None,
    )


def update_lists(request: Request, form: FormData) -> Response:
    """Look for newer editions, or take over those that a look has shown."""
    jobs = desk_of(request).jobs
    wanted = [one for one in form.getlist("list") if isinstance(one, str)]
    job = jobs.new(
        "lists",
        operator=proxy_user(request),
        lists=wanted,
        check=form.get("take") != "yes",
    )
    jobs.start(job)
    return RedirectResponse(f"/jobs/{job.id}", status_code=303)


def trail_page(request: Request) -> Response:
    """Show the audit trail, and whether it is as it was written."""
    lines = read_trail(desk_of(request).store)
    return show(
        request,
        "trail.html",
        "Audit trail",
        lines=lines[::-1][:_TRAIL_SHOWN],
        count=len(lines),
        broken=broken_at(lines),
        digest=lines[-1]["digest"] if lines else "",
    )


def trail_file(request: Request) -> Response:
    """Return the audit trail as CSV or ZIP."""
    store = desk_of(request).store
    if request.path_params["suffix"] == "csv":
        return attachment(trail_csv(store).encode(), "text/csv; charset=utf-8", "audit-trail.csv")
    return attachment(trail_zip(store), "application/zip", "audit-trail.zip")


def settings_page(request: Request) -> Response:
    """Show the policy, explained, and where everything is stored."""
    desk = desk_of(request)
    return show(
        request,
        "settings.html",
        "Settings",
        settings=_settings(desk.policy, Policy.model_validate({})),
        path=desk.policy_path,
        text=default_policy_text(),
        store=desk.store.shown,
        most=desk.upload_bytes // 1_000_000,
    )


def attachment(data: bytes, kind: str, name: str) -> Response:
    """Return bytes as a file to be saved, never to be shown by the page itself."""
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(data, media_type=kind, headers=headers)


def _settings(policy: BaseModel, default: BaseModel, before: str = "") -> list[dict[str, Any]]:
    """Return each setting with its value, the default, and what it means."""
    found: list[dict[str, Any]] = []
    for name, field in type(policy).model_fields.items():
        value, usual, said = getattr(policy, name), getattr(default, name), field.description or ""
        if isinstance(value, BaseModel):
            found += _settings(value, usual, f"{before}{name}.")
        elif isinstance(value, dict):
            found += [
                _setting(f"{before}{name}.{key}", _shown(one), one != usual.get(key), said)
                for key, one in value.items()
            ]
        else:
            found.append(_setting(f"{before}{name}", _shown(value), value != usual, said))
    for one in found:
        rule = rulebook().rules.get(one["name"].removeprefix("rule_levels."))
        if rule is not None:
            one["said"] = rule.title
    return found


def _setting(name: str, value: str, changed: bool, said: str) -> dict[str, Any]:
    return {"name": name, "value": value, "changed": changed, "said": said}


def _shown(value: object) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{name} {one}" for name, one in value.items())
    if isinstance(value, int) and not isinstance(value, bool):
        return f"{value:,}"
    if isinstance(value, (tuple, list)):
        return ", ".join(map(str, value)) or "none"
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "not set" if value in (None, "") else str(value)
