"""``flscreen run``: screen files, write reports."""

import os
import shlex
import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from screen.cli.options import AsOf, Config, FailOn, Files, KindOption, NoBundled, Watchlists, parse_day
from screen.models.errors import ExitCode

if TYPE_CHECKING:
    from screen.models.result import ScreeningResult


class Format(StrEnum):
    """What is printed on stdout."""

    TABLE = "table"
    JSON = "json"
    MARKDOWN = "markdown"


def run_command(
    files: Files,
    output: Annotated[
        list[Path] | None,
        typer.Option(
            "--output",
            "-o",
            help="Report file to write, .xlsx .html .json .csv or .md by its extension; repeats.",
            show_default=False,
        ),
    ] = None,
    format: Annotated[
        Format, typer.Option("--format", envvar="FLSCREEN_FORMAT", help="What to print on stdout.")
    ] = Format.TABLE,
    fail_on: Annotated[
        FailOn | None,
        typer.Option("--fail-on", envvar="FLSCREEN_FAIL_ON", help="Exit 1 from this level on.", show_default="high"),
    ] = None,
    config: Config = None,
    watchlists: Watchlists = None,
    no_bundled: NoBundled = False,
    as_of: AsOf = None,
    kind: KindOption = None,
    baseline: Annotated[
        Path | None, typer.Option("--baseline", help="JSON report of an earlier run; counts what is new.")
    ] = None,
    dispositions: Annotated[
        Path | None, typer.Option("--dispositions", help="CSV of reviewers' decisions to apply.")
    ] = None,
    since: Annotated[
        Path | None,
        typer.Option("--since", metavar="DIR", help="Earlier watchlists; marks findings that are due to list changes."),
    ] = None,
    max_list_age: Annotated[
        int | None,
        typer.Option(
            "--max-list-age",
            envvar="FLSCREEN_MAX_LIST_AGE",
            min=0,
            help="Exit 4 when a list is older than this many days.",
        ),
    ] = None,
    max_rejected: Annotated[
        int | None,
        typer.Option(
            "--max-rejected",
            envvar="FLSCREEN_MAX_REJECTED",
            min=0,
            help="Exit 3 when more rows than this are rejected.",
        ),
    ] = None,
) -> None:
    """Screen FILES and report what was found.

    Example: flscreen run suppliers.xlsx shipments.csv -o report.xlsx -o report.json
    """
    from screen.cli.progress import progress
    from screen.models.config import find_policy, load_policy
    from screen.pipeline import Job, run
    from screen.report.write import check_outputs, write_report

    outputs = output or []
    check_outputs(outputs)
    given = {"fail_on": fail_on.value if fail_on else None, "max_list_age": max_list_age, "max_rejected": max_rejected}
    if config is None and (found := find_policy(Path.cwd())):
        print(f"flscreen: policy of {found}", file=sys.stderr)
    policy = load_policy(config)
    policy = policy.model_copy(update={name: value for name, value in given.items() if value is not None})
    with progress() as tell:
        result = run(
            Job(
                files=files,
                policy=policy,
                watchlists=watchlists or [],
                bundled=not no_bundled,
                as_of=parse_day(as_of),
                kind=None if kind is None else "supplier" if kind.value == "suppliers" else "shipment",
                baseline=baseline,
                dispositions=dispositions,
                since=since,
                operator=os.environ.get("FLSCREEN_OPERATOR", ""),
                command=shlex.join(["flscreen", *sys.argv[1:]]),
                progress=tell,
            )
        )
        written = []
        for path in outputs:
            tell(f"Writing {path.name}")
            written.append(write_report(result, path))
    for path, other in zip(outputs, written, strict=True):
        if other != path:
            print(f"flscreen: {path} is in use (open in Excel?); the report stands in {other}", file=sys.stderr)
    _warn(result)
    if format is Format.JSON:
        from screen.report.json import to_json

        sys.stdout.write(to_json(result))
    elif format is Format.MARKDOWN:
        from screen.report.markdown import to_markdown

        sys.stdout.write(to_markdown(result))
    else:
        from rich.console import Console

        from screen.report.terminal import print_table

        print_table(result, Console())
        if since:
            due = sum(1 for finding in result.findings if finding.context.list_change)
            gone = sum(1 for problem in result.problems if problem.message.startswith("no longer a finding"))
            print(f"List changes since {since}: {due} findings new or of another level, {gone} gone.")
        for path in written:
            print(f"Report written to {path}")
    raise typer.Exit(ExitCode(result.run.exit_code))


def _warn(result: "ScreeningResult") -> None:
    """Files that could not be read and lists that are stale, on stderr."""
    for problem in result.problems:
        if problem.severity == "error" and not problem.sheet and problem.row is None:
            print(f"flscreen: {problem.file}: {problem.message}", file=sys.stderr)
    for used in result.watchlists:
        if used.stale:
            print(
                f"flscreen: list {used.id} is stale ({used.age_days} days old); import the present one", file=sys.stderr
            )
