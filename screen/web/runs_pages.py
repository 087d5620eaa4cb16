"""The runs, and the cases of one: gravest first, to be decided one by one or many at once."""

from typing import Any

from sqlalchemy import select
from starlette.requests import Request
from starlette.responses import Response

from screen.models.result import ScreeningResult
from screen.models.vocabulary import DISPOSITIONS
from screen.report.case_phrases import decision_said
from screen.report.phrases import coverage, lists_in_doubt
from screen.store import store_tables
from screen.store.loaded import load_cases
from screen.store.remembered import kept_runs
from screen.web.case_lines import case_lines, counts, wanted
from screen.web.desk import desk_of, show

_PAGE = 100


def runs_page(request: Request) -> Response:
    """Show the last runs."""
    return show(request, "runs.html", "Runs", runs=kept_runs(desk_of(request).store, 200))


def run_page(request: Request) -> Response:
    """Show the cases of a run."""
    return show_run(request, int(request.path_params["run"]))


def show_run(
    request: Request,
    run: int,
    *,
    status: int = 200,
    picked: frozenset[str] = frozenset(),
    **given: Any,
) -> Response:
    """Return the page of a run; ``given`` is what a refused form held, and why."""
    desk = desk_of(request)
    lines = case_lines(desk.store, run)
    asked = {name: request.query_params.get(name, "")[:200] for name in ("q", "level", "status")}
    chosen = wanted(lines, asked["q"], asked["level"], asked["status"])
    pages = max(1, -(-len(chosen) // _PAGE))
    number = request.query_params.get("page", "1")
    page = min(max(int(number) if number.isdigit() and len(number) < 7 else 1, 1), pages)
    result = load_cases(desk.store, run, [])
    done = request.query_params.get("done", "")
    return show(
        request,
        "run.html",
        f"Run {run}",
        status=status,
        run=run,
        head=_head(request, run),
        result=result,
        coverage=coverage(result),
        doubt=lists_in_doubt(result),
        errors=_errors(result),
        counts=counts(lines),
        reviewed=sum(not line.is_open for line in lines),
        total=len(lines),
        chosen=len(chosen),
        lines=chosen[(page - 1) * _PAGE : page * _PAGE],
        page=page,
        pages=pages,
        asked=asked,
        done=int(done) if done.isdigit() and len(done) < 7 else 0,
        picked=picked,
        dispositions=DISPOSITIONS,
        decision_said=decision_said,
        given={"said": "", "reason": "", "disposition": "", "expires": "", **given},
    )


def _head(request: Request, run: int) -> dict[str, Any]:
    table = store_tables.runs
    columns = [column for column in table.c if column.name != "body"]
    with desk_of(request).store.reading() as connection:
        query = select(*columns).where(table.c.number == run)
        return dict(connection.execute(query).mappings().one())


def _errors(result: ScreeningResult) -> list[str]:
    """Return what was wrong with whole files, which may hide findings."""
    return [
        f"{problem.file}{', ' + problem.sheet if problem.sheet else ''}: {problem.message}"
        for problem in result.problems
        if problem.severity == "error" and problem.row is None
    ]
