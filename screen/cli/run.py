"""``flscreen run``: screen files, write reports."""

import os
import shlex
import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from screen.cli.options import (
    AsOf,
    Config,
    FailOn,
    Files,
    KindOption,
    NoBundled,
    Watchlists,
    parse_day,
)
from screen.core.errors import ExitCode, InputError
from screen.core.safe_text import one_line

if TYPE_CHECKING:
    from screen.models.result import ScreeningResult
    from screen.pipeline import Job


class Format(StrEnum):
    """What is printed on stdout."""

    TABLE = "table"
    JSON = "json"
    MARKDOWN = "markdown"
    SARIF = "sarif"
    GITHUB = "github"


class InputFormat(StrEnum):
    """What stands on standard input."""

    CSV = "csv"
    TSV = "tsv"
    XLSX = "xlsx"
    XLS = "xls"
    ODS = "ods"
    PARQUET = "parquet"


def run_command(
    files: Files,
    output: Annotated[
        list[Path] | None,
        typer.Option(
            "--output",
            "-o",
            help=(
                "Report file to write, by its extension: .xlsx .html .json .csv .md .sarif or .xml"
                " (JUnit); repeats."
            ),
            show_default=False,
        ),
    ] = None,
    format: Annotated[
        Format, typer.Option("--format", envvar="FLSCREEN_FORMAT", help="What to print on stdout.")
    ] = Format.TABLE,
    fail_on: Annotated[
        FailOn | None,
        typer.Option(
            "--fail-on",
            envvar="FLSCREEN_FAIL_ON",
            help="Exit 1 from this level on.",
            show_default="high",
        ),
    ] = None,
    fail_on_new: Annotated[
        FailOn | None,
        typer.Option(
            "--fail-on-new",
            envvar="FLSCREEN_FAIL_ON_NEW",
            help="The same for findings that --baseline does not have.",
            show_default="none",
        ),
    ] = None,
    config: Config = None,
    watchlists: Watchlists = None,
    no_bundled: NoBundled = False,
    as_of: AsOf = None,
    kind: KindOption = None,
    input_format: Annotated[
        InputFormat | None,
        typer.Option(
            "--input-format", help="What stands on standard input, where FILES holds '-'."
        ),
    ] = None,
    baseline: Annotated[
        Path | None,
        typer.Option(
            "--baseline",
            envvar="FLSCREEN_BASELINE",
            help="JSON report of an earlier run: findings are new, known or gone.",
        ),
    ] = None,
    dispositions: Annotated[
        Path | None,
        typer.Option(
            "--dispositions",
            envvar="FLSCREEN_DISPOSITIONS",
            help="CSV of reviewers' decisions to apply.",
        ),
    ] = None,
    since: Annotated[
        Path | None,
        typer.Option(
            "--since",
            metavar="DIR",
            help="Earlier watchlists; marks findings that are due to list changes.",
        ),
    ] = None,
    report_per_file: Annotated[
        Path | None,
        typer.Option(
            "--report-per-file",
            metavar="DIR",
            help="Also write a report for each file, in the formats of -o (else .xlsx).",
        ),
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
    quiet: Annotated[
        bool,
        typer.Option(
            "--quiet", "-q", help="Print errors only; the exit code and the reports tell the rest."
        ),
    ] = False,
    verbose: Annotated[
        bool, typer.Option("--verbose", "-v", help="Tell each step with its time on stderr.")
    ] = False,
    no_color: Annotated[
        bool,
        typer.Option("--no-color", help="No colours; NO_COLOR in the environment does the same."),
    ] = False,
) -> None:
    """Screen FILES and report what was found.

    Examples: flscreen run suppliers.xlsx shipments.csv -o report.xlsx -o report.json

    flscreen run vendors/ --report-per-file reports --fail-on critical

    flscreen run new.csv --baseline last.json --fail-on none --fail-on-new high --format github
    """
    from screen.cli.inputs import find_files, standard_input
    from screen.cli.progress import progress
    from screen.models.policy_file import find_policy, load_policy
    from screen.pipeline import Job, load_lists, run
    from screen.report.writers import check_outputs

    outputs = output or []
    check_outputs(outputs)
    given = {
        "fail_on": fail_on.value if fail_on else None,
        "fail_on_new": fail_on_new.value if fail_on_new else None,
        "max_list_age": max_list_age,
        "max_rejected": max_rejected,
    }
    if config is None and not quiet and (found := find_policy(Path.cwd())):
        print(f"flscreen: policy of {found}", file=sys.stderr)
    policy = load_policy(config)
    policy = policy.model_copy(
        update={name: value for name, value in given.items() if value is not None}
    )
    with (
        progress(quiet=quiet, verbose=verbose) as tell,
        standard_input(files, input_format.value if input_format else None) as named,
    ):
        meant = find_files(named)
        job = Job(
            files=meant.files,
            links=meant.links,
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
        tell("Loading watchlists")
        lists = load_lists(job)
        result = run(job, lists)
        written = _write(result, outputs, tell)
        if report_per_file:
            suffixes = list(dict.fromkeys(path.suffix for path in outputs)) or [".xlsx"]
            written += _write_each(job, lambda one: run(one, lists), report_per_file, suffixes)
    _warn(result, quiet=quiet)
    _print(result, format, written, quiet=quiet, no_color=no_color)
    raise typer.Exit(ExitCode(result.run.exit_code))


def _write(
    result: "ScreeningResult", outputs: Sequence[Path], tell: Callable[[str], None]
) -> list[Path]:
    """Write the reports and returns where they stand."""
    from screen.report.writers import write_report

    written = []
    for path in outputs:
        tell(f"Writing {path.name}")
        stands = write_report(result, path)
        if stands != path:
            print(
                f"flscreen: {path} is in use (open in Excel?); the report stands in {stands}",
                file=sys.stderr,
            )
        written.append(stands)
    return written


def _write_each(
    job: "Job",
    screened: Callable[["Job"], "ScreeningResult"],
    folder: Path,
    suffixes: Sequence[str],
) -> list[Path]:
    """Screens and reports each file by itself.

    What cannot be read was told with the run of all files and has no report.
    """
    folder.mkdir(parents=True, exist_ok=True)
    common = Path(os.path.commonpath([path.parent.absolute() for path in job.files]))
    written = []
    for path in job.files:
        name = "__".join(path.absolute().relative_to(common).parts)
        try:
            result = screened(replace(job, files=[path], links=[]))
        except InputError:
            continue
        written += _write(result, [folder / f"{name}{suffix}" for suffix in suffixes], job.progress)
    return written


def _warn(result: "ScreeningResult", *, quiet: bool) -> None:
    """Files that could not be read and, unless ``quiet``, lists that are stale, on stderr."""
    for problem in result.problems:
        if problem.severity == "error" and not problem.sheet and problem.row is None:
            print(f"flscreen: {one_line(f'{problem.file}: {problem.message}')}", file=sys.stderr)
    for used in result.watchlists:
        if used.stale and not quiet:
            print(
                f"flscreen: list {used.id} is stale ({used.age_days} days old); import the"
                " present one",
                file=sys.stderr,
            )


def _print(
    result: "ScreeningResult",
    format: Format,
    written: Sequence[Path],
    *,
    quiet: bool,
    no_color: bool,
) -> None:
    """Return what stands on stdout.

    One format and nothing else, or the table and where the reports are.
    """
    if format is Format.JSON:
        from screen.report.json import to_json

        sys.stdout.write(to_json(result))
    elif format is Format.MARKDOWN:
        from screen.report.markdown import to_markdown

        sys.stdout.write(to_markdown(result))
    elif format is Format.SARIF:
        from screen.report.sarif import to_sarif

        sys.stdout.write(to_sarif(result))
    elif format is Format.GITHUB:
        from screen.report.github import to_github

        sys.stdout.write(to_github(result))
    elif not quiet:
        from rich.console import Console

        from screen.report.terminal import print_table

        print_table(result, Console(no_color=no_color or None))
        due = sum(1 for finding in result.findings if finding.context.list_change)
        ended = sum(
            1 for problem in result.problems if problem.message.startswith("no longer a finding")
        )
        if due or ended:
            print(f"List changes: {due} findings new or of another level, {ended} gone.")
        for path in written:
            print(f"Report written to {path}")
