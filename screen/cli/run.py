"""``flscreen run``: screen files, write reports."""

import os
import shlex
import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from screen.cli.options import (
    AsOf,
    Config,
    Encoding,
    Engine,
    EngineOption,
    FailOn,
    FilesOrAsked,
    IndexFolder,
    KindOption,
    Master,
    NoBundled,
    ReportTop,
    SheetNames,
    StoreOption,
    Watchlists,
    parse_day,
    subject_kind,
)
from screen.cli.outputs import (
    EXTENSIONS,
    TABLE,
    Format,
    print_result,
    warn,
    write_each,
    write_reports,
)
from screen.core.errors import ExitCode


class InputFormat(StrEnum):
    """The format of standard input."""

    CSV = "csv"
    TSV = "tsv"
    XLSX = "xlsx"
    XLS = "xls"
    ODS = "ods"
    PARQUET = "parquet"


def run_command(
    files: FilesOrAsked = None,
    output: Annotated[
        list[Path] | None,
        typer.Option(
            "--output",
            "-o",
            help=(
                f"Report file to write, by its extension: {EXTENSIONS} (.xml is JUnit); repeats."
            ),
            show_default=False,
        ),
    ] = None,
    format: Annotated[
        Format, typer.Option("--format", envvar="FLSCREEN_FORMAT", help="What to print on stdout.")
    ] = Format(TABLE),
    dossier: Annotated[
        Path | None,
        typer.Option(
            "--dossier",
            metavar="DIR",
            help="Folder for a printable .html file of each open case of high or above.",
        ),
    ] = None,
    fail_on: Annotated[
        FailOn | None,
        typer.Option(
            "--fail-on",
            envvar="FLSCREEN_FAIL_ON",
            help="Exit 1 where a finding of this level or above is open.",
            show_default="high",
        ),
    ] = None,
    fail_on_new: Annotated[
        FailOn | None,
        typer.Option(
            "--fail-on-new",
            envvar="FLSCREEN_FAIL_ON_NEW",
            help="The same for findings that are not in --baseline.",
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
            "--input-format", help="The format of standard input, where FILES contains '-'."
        ),
    ] = None,
    baseline: Annotated[
        Path | None,
        typer.Option(
            "--baseline",
            envvar="FLSCREEN_BASELINE",
            help="JSON report of an earlier run, to separate new findings from known ones.",
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
            help="Earlier watchlists, to mark the findings that are due to list changes.",
        ),
    ] = None,
    store: StoreOption = False,
    report_per_file: Annotated[
        Path | None,
        typer.Option(
            "--report-per-file",
            metavar="DIR",
            help="Also write a report for each file, in the formats of -o (by default .xlsx).",
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
    encoding: Encoding = None,
    sheet: SheetNames = None,
    strict: Annotated[
        bool,
        typer.Option(
            "--strict",
            envvar="FLSCREEN_STRICT",
            help="Exit 3 when anything was not screened, or an encoding is in doubt.",
        ),
    ] = False,
    quiet: Annotated[
        bool,
        typer.Option(
            "--quiet", "-q", help="Print errors only; the exit code and the reports show the rest."
        ),
    ] = False,
    verbose: Annotated[
        bool, typer.Option("--verbose", "-v", help="Print each step with its time on stderr.")
    ] = False,
    no_color: Annotated[
        bool,
        typer.Option(
            "--no-color", help="Do not use colours; NO_COLOR in the environment does the same."
        ),
    ] = False,
    engine: EngineOption = Engine.LOCAL,
    master: Master = None,
    report_top: ReportTop = None,
    index: IndexFolder = None,
) -> None:
    """Screen FILES and report what was found.

    Without FILES, in a terminal, it asks for them.

    Examples: flscreen run suppliers.xlsx shipments.csv -o report.xlsx -o report.json

    flscreen run vendors/ --report-per-file reports --fail-on critical

    flscreen run new.csv --baseline last.json --fail-on none --fail-on-new high --format github
    """
    from screen.cli.asking import files_or_ask
    from screen.cli.file_arguments import find_files, screened_folders, standard_input
    from screen.cli.policy import policy_of
    from screen.cli.progress import progress
    from screen.cli.run_on import (
        check_spark,
        find_tables,
        refuse_spark_options,
        run_and_keep,
        run_with_spark,
    )
    from screen.core.overwriting import refuse_overwriting
    from screen.pipeline import Job, load_lists, run
    from screen.report.writers import check_outputs

    named_files, outputs = files_or_ask(files, output)
    spark = engine == Engine.SPARK
    if spark:
        check_spark(
            outputs,
            master,
            {"--store": store, "--report-per-file": report_per_file},
        )
    else:
        refuse_spark_options({"--master": master, "--report-top": report_top})
        check_outputs(outputs)
    given = {
        "fail_on": fail_on.value if fail_on else None,
        "fail_on_new": fail_on_new.value if fail_on_new else None,
        "max_list_age": max_list_age,
        "max_rejected": max_rejected,
    }
    set_here = {name: value for name, value in given.items() if value is not None}
    policy = policy_of(
        config,
        bundled=not no_bundled,
        asked=set_here,
        screened=screened_folders(named_files),
        quiet=quiet,
    ).model_copy(update=set_here)
    with (
        progress(quiet=quiet, verbose=verbose) as step,
        standard_input(named_files, input_format.value if input_format else None) as named,
    ):
        found_files = find_tables(named) if spark else find_files(named)
        refuse_overwriting(outputs, [*found_files.files, config, dispositions, baseline])
        job = Job(
            files=found_files.files,
            links=found_files.links,
            policy=policy,
            watchlists=watchlists or [],
            bundled=not no_bundled,
            asked=frozenset(set_here),
            as_of=parse_day(as_of),
            kind=subject_kind(kind),
            baseline=baseline,
            dispositions=dispositions,
            since=since,
            encoding=encoding,
            sheets=tuple(sheet or ()),
            strict=strict,
            debug="--debug" in sys.argv,
            index=index,
            operator=os.environ.get("FLSCREEN_OPERATOR", ""),
            command=shlex.join(["flscreen", *sys.argv[1:]]),
            progress=step,
        )
        if spark:
            result, written = run_with_spark(job, outputs[0], master, report_top)
            lists = []
        else:
            step("Loading watchlists")
            lists = load_lists(job)
            result = run_and_keep(job, lists) if store else run(job, lists)
            written = write_reports(result, outputs, step)
        if dossier:
            from screen.report.html.dossier import write_dossiers

            step("Writing case files")
            written += write_dossiers(result, dossier)
        if report_per_file:
            suffixes = list(dict.fromkeys(path.suffix for path in outputs)) or [".xlsx"]
            written += write_each(job, lambda one: run(one, lists), report_per_file, suffixes)
    warn(result, quiet=quiet)
    print_result(result, format.value, written, quiet=quiet, no_color=no_color)
    raise typer.Exit(ExitCode(result.run.exit_code))
