"""What the processes of the page do: a task from standard input, an answer on standard output.

``python -m screen.web.work`` reads a line of JSON. It prints a line for each step, then one with
the answer or the error. When standard input ends, whoever asked has gone, and so do we.
"""

import contextlib
import json
import os
import sys
import threading
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from screen.core.errors import ScreenError
from screen.models.policy import Policy

Task = dict[str, Any]
Step = Callable[[str], None]


def main() -> None:
    """Do the task of standard input."""
    task: Task = json.loads(sys.stdin.readline())
    threading.Thread(target=_end_with_parent, daemon=True).start()
    if task["kind"] != "report":
        with contextlib.suppress(AttributeError, OSError):
            # The page goes first, and so does whoever waits for a report.
            os.nice(5)
    out = sys.stdout
    sys.stdout = sys.stderr

    def say(**line: object) -> None:
        out.write(json.dumps(line) + "\n")
        out.flush()

    try:
        say(answer=_TASKS[task["kind"]](task, lambda step: say(step=step)))
    except ScreenError as error:
        say(error=str(error))
    except Exception as error:  # whatever it is, the page has to say something
        say(error=f"internal error ({type(error).__name__}); try the command line, and report it")


def _end_with_parent() -> None:
    from screen.core.cleanup import clear_away

    sys.stdin.read()
    clear_away()
    os._exit(1)


def _columns(task: Task, step: Step) -> Task:
    """Return the tables of the files with what their columns are read as."""
    from screen.intake.intake import read_inputs
    from screen.web.column_choices import tables_of

    policy = _policy(task)
    intake = read_inputs(_paths(task), policy.columns, progress=step, limits=policy.limits)
    if intake.failures and not intake.sheets:
        raise intake.failures[0]
    return {
        "tables": tables_of(intake),
        "unreadable": [str(failure) for failure in intake.failures],
        "rows": sum(sheet.rows_read for sheet in intake.sheets),
    }


def _screen(task: Task, step: Step) -> Task:
    """Screen the files, keep the run and return its number."""
    from screen.pipeline import Job, load_lists, undecided
    from screen.store.database import open_store
    from screen.store.runs import keep

    store = open_store(task["store"])
    policy = _policy(task)
    policy = policy.model_copy(update={"columns": {**policy.columns, **task["columns"]}})
    job = Job(
        files=_paths(task),
        policy=policy,
        watchlists=[Path(folder) for folder in task["watchlists"]],
        bundled=task["bundled"],
        operator=task["operator"],
        command=task["command"],
        progress=step,
    )
    step("Loading watchlists")
    lists = load_lists(job)
    result = undecided(job, lists)
    step("Keeping the run")
    return {"run": keep(store, result, lists)}


def _report(task: Task, step: Step) -> Task:
    """Write the report of a kept run, with the decisions that stand, to a file."""
    from screen.report.html.dossier import dossier
    from screen.report.writers import write_report
    from screen.store.database import open_store
    from screen.store.loaded import load_cases, load_run
    from screen.store.standing import decided

    store, path = open_store(task["store"]), Path(task["path"])
    if task["case"]:
        result = decided(store, load_cases(store, task["run"], [task["case"]]))
        path.write_text(dossier(result, result.cases[0]), encoding="utf-8")
    else:
        write_report(decided(store, load_run(store, task["run"])), path)
    return {}


def _monitor(task: Task, step: Step) -> Task:
    """Screen the stored parties and return how many changes there are."""
    from screen.lists.load import load_watchlists
    from screen.store.database import open_store
    from screen.store.sweep import monitor

    policy, folders = _policy(task), [Path(folder) for folder in task["watchlists"]]
    step("Loading watchlists")
    lists = load_watchlists(folders, bundled=task["bundled"], without=policy.lists_off)
    today = datetime.now(UTC).date()
    sweep = monitor(
        open_store(task["store"]),
        lists,
        policy,
        today,
        folders=folders,
        bundled=task["bundled"],
        progress=step,
    )
    return {"parties": sweep.parties, "changes": len(sweep.changes)}


def _lists(task: Task, step: Step) -> Task:
    """Look for newer editions of lists, or take them over, and return what differs."""
    from contextlib import nullcontext

    from screen.lists.locate import user_folder
    from screen.lists.update.fetch import open_client
    from screen.lists.update.renew import Way, renew
    from screen.lists.update.table import load_downloads

    source = Path(task["source"]) if task["source"] else None
    table, found = load_downloads(None), []
    with nullcontext() if source else open_client(None) as client:
        way = Way(user_folder(), client, source, check=task["check"])
        for one in renew(table, task["lists"], way, lambda name: step(f"Asking for {name}")):
            changes = [
                {"kind": change.kind, "name": change.name, "details": list(change.details)}
                for change in one.changes
            ]
            as_of = str(one.imported.watchlist.info.as_of) if one.imported else ""
            found.append(
                {"id": one.list_id, "state": one.state, "fault": one.fault, "as_of": as_of}
                | {"changes": changes[:500], "count": len(changes)}
            )
    return {"lists": found, "check": task["check"]}


def _paths(task: Task) -> list[Path]:
    return [Path(name) for name in task["files"]]


def _policy(task: Task) -> Policy:
    return Policy.model_validate(task["policy"])


_TASKS: dict[str, Callable[[Task, Step], Task]] = {
    "columns": _columns,
    "screen": _screen,
    "report": _report,
    "monitor": _monitor,
    "lists": _lists,
}

if __name__ == "__main__":
    main()
