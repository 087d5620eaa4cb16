"""``flscreen history``: what was screened when, against which lists, and who decided what."""

import json
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from screen.cli.say import say, tell, write
from screen.core.errors import ExitCode, UsageError

if TYPE_CHECKING:
    from screen.store.database import Store
    from screen.store.remembered import History


class Format(StrEnum):
    """What is printed on stdout."""

    TABLE = "table"
    JSON = "json"


def history_command(
    party: Annotated[
        str | None,
        typer.Argument(
            help="A party, by its name or a part of it, or the id of a case; all runs, if none.",
            show_default=False,
        ),
    ] = None,
    format: Annotated[
        Format, typer.Option("--format", help="What to print on stdout.")
    ] = Format.TABLE,
    export: Annotated[
        Path | None,
        typer.Option(
            "--export",
            metavar="FILE",
            help="Write the audit trail: .csv to read, .zip with the digests that prove it.",
        ),
    ] = None,
    most: Annotated[int, typer.Option("--last", min=1, help="How many runs to name.")] = 20,
) -> None:
    """Show what the store remembers: runs, a PARTY's cases, and who decided what.

    Exits 1 where nothing is known of PARTY, 3 where the audit trail is not as it was written.

    Example: flscreen history "Hetian Taida"
    """
    from screen.core.extras import need

    need("store", "'flscreen history'")
    from screen.store.database import open_store
    from screen.store.remembered import history_of, kept_runs
    from screen.store.trail import broken_at, read_trail

    store = open_store()
    broken = broken_at(read_trail(store))
    found = history_of(store, party) if party else None
    if export is not None:
        _export(store, export)
    elif format is Format.JSON:
        write(
            json.dumps(_as_json(found) if found else kept_runs(store, most), indent=2) + "\n",
            "json",
        )
    elif found is not None:
        _print_party(found)
    else:
        for run in kept_runs(store, most):
            _print_run(run)
    if broken is not None:
        tell(
            f"{store.shown}: the audit trail is not as it was written from line {broken}"
            " on; restore it from a copy"
        )
        raise typer.Exit(ExitCode.INPUT)
    if found is not None and not found:
        tell(f"nothing is known of {party!r}; only runs that were kept are remembered")
        raise typer.Exit(ExitCode.FINDINGS)


def _export(store: "Store", path: Path) -> None:
    import hashlib

    from screen.core.atomic import write_whole
    from screen.store.export import trail_csv, trail_zip

    made = {".csv": lambda: trail_csv(store).encode(), ".zip": lambda: trail_zip(store)}
    if path.suffix.lower() not in made:
        raise UsageError("is neither .csv nor .zip", path=path, hint="give it one of these names")
    data = made[path.suffix.lower()]()
    with write_whole(path) as temporary:
        temporary.write_bytes(data)
    say(f"Audit trail written to {path}, sha256 {hashlib.sha256(data).hexdigest()}")


def _print_run(run: dict[str, Any]) -> None:
    from screen.core.plurals import plural

    by = f" by {run['operator']}" if run["operator"] else ""
    newest = max(run["lists"].values(), default="")
    say(
        f"run {run['number']}  {run['kept_at'][:16].replace('T', ' ')} UTC{by}:"
        f" {', '.join(run['files'])}; {plural(run['rows'], 'row')},"
        f" {plural(run['cases'], 'case')}, {plural(len(run['lists']), 'list')} up to {newest}"
    )


def _print_party(found: "History") -> None:

    for party in found.parties:
        details = ", ".join(filter(None, (party["role"], party["country"], party["address"])))
        say(f"{party['name']}  ({details})")
    for seen in found.sightings:
        where = f"{seen['file']}, {seen['sheet']}" if seen["sheet"] else seen["file"]
        day, row = seen["kept_at"][:10], f"{seen['name']} in {where}, row {seen['row']}"
        say(f"  run {seen['run']}, {day}: {row}")
    for case in found.cases:
        say(f"  run {case['run']}: {case['level']}  {case['title']}: {case['reason']}")
    for line in found.lines:
        say(f"  {line['made_at'][:10]} {line['reviewer']}: {_said(line)}")


def _said(line: dict[str, Any]) -> str:
    done = line["disposition"] if line["what"] == "decide" else "took the last decision back"
    return f"{done} on {line['title'] or line['case_id'] or line['finding_id']}: {line['reason']}"


def _as_json(found: "History") -> dict[str, Any]:
    lines = [{**line, "evidence": json.loads(line["evidence"])} for line in found.lines]
    return {
        "parties": found.parties,
        "sightings": found.sightings,
        "cases": found.cases,
        "decisions": lines,
    }
