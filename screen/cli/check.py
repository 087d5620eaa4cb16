"""``flscreen check``: validate files without screening them."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from screen.cli.options import Config, Encoding, Files, KindOption, SheetNames, subject_kind
from screen.cli.say import say, tell
from screen.core.errors import ExitCode, UsageError
from screen.core.plurals import plural
from screen.models.vocabulary import BECAUSE_SAID

if TYPE_CHECKING:
    from screen.models.inputs import InputSheet
    from screen.models.result import Problem

#: Nothing is cut off, not even hundreds of headers or row numbers.
_LONGEST = 100_000


def check_command(
    files: Files,
    config: Config = None,
    kind: KindOption = None,
    encoding: Encoding = None,
    sheet: SheetNames = None,
    write_config: Annotated[
        Path | None,
        typer.Option(
            "--write-config",
            metavar="FILE",
            help="Write what the columns were read as to FILE, to confirm or change.",
            show_default=False,
        ),
    ] = None,
) -> None:
    """Validate FILES without screening them.

    Shows what each table and column is read as and because of what, and what is wrong with which
    cell. With --write-config the columns are written to a file that 'run --config' takes.
    """
    from screen.cli.file_arguments import find_files, screened_folders
    from screen.cli.policy import policy_of
    from screen.intake.column_config import columns_table
    from screen.intake.intake import read_inputs

    policy = policy_of(config, screened=screened_folders(files))
    found = find_files(files)
    intake = read_inputs(
        found.files,
        policy.columns,
        subject_kind(kind),
        limits=policy.limits,
        links=found.links,
        encoding=encoding,
        sheets=sheet or (),
        debug="--debug" in sys.argv,
    )
    for table in intake.sheets:
        _print_table(table)
    for problem in intake.problems:
        _print_problem(problem)
    if write_config is not None:
        _write(write_config, columns_table(intake.sheets))
    rejected = sum(table.rows_rejected - table.rows_ignored for table in intake.sheets)
    too_many = policy.max_rejected is not None and rejected > policy.max_rejected
    if intake.failures or too_many:
        for failure in intake.failures:
            tell(str(failure))
        raise typer.Exit(ExitCode.INPUT)


def _print_table(table: "InputSheet") -> None:
    where = f"{table.path}, sheet {table.sheet}" if table.sheet else table.path
    if table.kind == "cell":
        swept = plural(table.cells.swept, "cell")
        say(f"{where}: {swept} outside of tables, swept for listed names")
    else:
        text = (
            f"{where}, from row {table.first_row}: {plural(table.rows_read, f'{table.kind} row')}"
            f" read, {table.rows_screened} usable,"
            f" {table.rows_rejected - table.rows_ignored} rejected"
            + (f", {table.rows_ignored} of titles or totals" if table.rows_ignored else "")
        )
        say(text)
    for header, use in table.columns.items():
        role = f" ({use.role})" if use.role and use.role != use.read_as else ""
        read = f"{use.read_as}{role}, {BECAUSE_SAID[use.because]}"
        text = f"  {header} -> {read if use.read_as else 'not recognised, swept for listed names'}"
        say(text)
    for one in table.not_screened:
        say(f"  not screened: {one.what} in {one.where} ({one.why})")


def _print_problem(problem: "Problem") -> None:
    place = [
        problem.file,
        f"sheet {problem.sheet}" if problem.sheet else "",
        f"row {problem.row}" if problem.row else "",
        problem.column,
    ]
    value = f" {problem.value!r}" if problem.value else ""
    text = f"{problem.severity}: {', '.join(filter(None, place))}:{value} {problem.message}"
    say(text)


def _write(path: Path, text: str) -> None:
    from screen.core.atomic import write_whole

    if path.exists():
        raise UsageError("is there already", path=path, hint="name another file or remove it")
    with write_whole(path) as temporary:
        temporary.write_text(text, encoding="utf-8")
    say(f"Columns written to {path}; confirm them, then: flscreen run ... --config {path}")
