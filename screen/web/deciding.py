"""Decisions made on the page: one or many cases at once, and taking one back."""

import re
from datetime import UTC, datetime
from urllib.parse import urlencode

from pydantic import ValidationError
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from screen.models.result import ScreeningResult
from screen.models.vocabulary import DISPOSITIONS
from screen.review.dispositions import CASE_ID, Decision
from screen.store.loaded import load_cases
from screen.store.standing import settled
from screen.store.trail import Entry, Overtaken, add, evidence_of, read_trail
from screen.web.case_page import show_case
from screen.web.desk import NAME_COOKIE, desk_of, proxy_user
from screen.web.runs_pages import show_run

_PICKED = re.compile(rf"^({CASE_ID}[0-9a-f]{{16}}) (\d{{1,12}})$")
_A_YEAR = 365 * 24 * 3600


class _Refused(Exception):
    """A form that cannot be taken, and why, in one sentence."""


def decide_one(request: Request, form: FormData) -> Response:
    """Add the decision on one case, and show the case again."""
    run, case_id = int(request.path_params["run"]), request.path_params["case"]
    status = _add(request, form, run, {case_id: _seen(form)})
    if isinstance(status, str):
        return show_case(request, run, case_id, status=422, **_given(form, status))
    if isinstance(status, Overtaken):
        told = f"Your decision was not kept: {status}."
        return show_case(request, run, case_id, status=409, **_given(form, told))
    return _back(request, form, f"/runs/{run}/cases/{case_id}")


def decide_many(request: Request, form: FormData) -> Response:
    """Add the same decision on each case that was ticked, all or none."""
    run = int(request.path_params["run"])
    picked = {
        found[1]: int(found[2])
        for value in form.getlist("case")
        if isinstance(value, str) and (found := _PICKED.match(value))
    }
    status: str | Overtaken | None = "Tick the cases to decide." if not picked else None
    status = status or _add(request, form, run, picked)
    if status is not None:
        told = f"Nothing was kept: {status}." if isinstance(status, Overtaken) else status
        code = 409 if isinstance(status, Overtaken) else 422
        return show_run(request, run, status=code, picked=frozenset(picked), **_given(form, told))
    query = {k: str(form.get(k) or "") for k in ("q", "level", "status", "page")}
    kept = urlencode({k: v for k, v in {**query, "done": str(len(picked))}.items() if v})
    return _back(request, form, f"/runs/{run}?{kept}")


def undo(request: Request, form: FormData) -> Response:
    """Take back the last decision on a case, by a line of its own in the trail."""
    run, case_id = int(request.path_params["run"]), request.path_params["case"]
    status = _add(request, form, run, {case_id: _seen(form)}, taken_back=True)
    if status is not None:
        told = f"Nothing was taken back: {status}."
        code = 409 if isinstance(status, Overtaken) else 422
        return show_case(request, run, case_id, status=code, **_given(form, told))
    return _back(request, form, f"/runs/{run}/cases/{case_id}")


def _add(
    request: Request, form: FormData, run: int, seen: dict[str, int], *, taken_back: bool = False
) -> "str | Overtaken | None":
    """Add lines; return None, or why nothing was added."""
    store = desk_of(request).store
    result = load_cases(store, run, list(seen))
    missing = set(seen) - {case.id for case in result.cases}
    if missing:
        return f"this run has no case {sorted(missing)[0]}"
    try:
        entries = [
            _entry(request, form, run, result, case_id, number, taken_back=taken_back)
            for case_id, number in seen.items()
        ]
        add(store, entries)
    except _Refused as refused:
        return str(refused)
    except Overtaken as overtaken:
        return overtaken
    return None


def _entry(
    request: Request,
    form: FormData,
    run: int,
    result: ScreeningResult,
    case_id: str,
    seen: int,
    *,
    taken_back: bool,
) -> Entry:
    """Return the line for one case. Raises _Refused where the form lacks what a line needs."""
    case = next(one for one in result.cases if one.id == case_id)
    reviewer = proxy_user(request) or _text(form, "reviewer")
    disposition = _text(form, "disposition")
    if taken_back:
        lines = read_trail(desk_of(request).store, [case_id])
        standing = settled(lines).get(case_id)
        if standing is None:
            raise _Refused("there is no decision on this case that could be taken back")
        disposition = standing.disposition
    if disposition not in DISPOSITIONS:
        raise _Refused("Choose a decision.")
    if len(_text(form, "reason")) < 3:
        raise _Refused("Write the reason: whoever audits this reads it.")
    if not reviewer:
        raise _Refused("Write your name.")
    today = datetime.now(UTC).date()
    try:
        decision = Decision.model_validate(
            {
                "case_id": case_id,
                "disposition": disposition,
                "reason": _text(form, "reason"),
                "reviewer": reviewer,
                "date": today,
                "expires": _text(form, "expires") or None,
                "basis": case.basis,
            }
        )
    except ValidationError as error:
        raise _Refused(
            "Write the day on which it expires as 2027-03-31, or leave it out."
        ) from error
    if decision.expires and decision.expires <= today:
        raise _Refused("The day on which the decision expires must be after today.")
    what = "undo" if taken_back else "decide"
    return Entry(
        "undo" if what == "undo" else "decide",
        decision,
        case.title,
        case.level,
        evidence_of(result, case_id),
        run,
        seen,
    )


def _text(form: FormData, name: str) -> str:
    value = form.get(name)
    return value.strip()[:5_000] if isinstance(value, str) else ""


def _seen(form: FormData) -> int:
    text = _text(form, "seen")
    return int(text) if text.isdigit() and len(text) < 12 else 0


def _given(form: FormData, said: str) -> dict[str, str]:
    """Return what a form held, so that nobody writes it twice."""
    return {"said": said} | {
        name: _text(form, name) for name in ("reason", "disposition", "expires")
    }


def _back(request: Request, form: FormData, path: str) -> Response:
    answer = RedirectResponse(path, status_code=303)
    name = _text(form, "reviewer")
    if name and not proxy_user(request):
        answer.set_cookie(
            NAME_COOKIE, _ascii(name), max_age=_A_YEAR, httponly=True, samesite="lax", path="/"
        )
    return answer


def _ascii(name: str) -> str:
    """Return a name as a cookie may hold it; others are asked for again."""
    return name[:100] if name.isascii() and name.isprintable() else ""
