"""``flscreen check``: validate files without screening them."""

import sys

import typer

from screen.cli.options import Config, Files, KindOption, subject_kind
from screen.core.errors import ExitCode
from screen.core.safe_text import one_line

#: Nothing is cut off, not even hundreds of headers or row numbers.
_LONGEST = 100_000


def check_command(files: Files, config: Config = None, kind: KindOption = None) -> None:
    """Validate FILES without screening them.

    Shows which sheets and columns are recognised, and what is wrong with which cell.
    """
    from screen.cli.inputs import find_files
    from screen.intake.intake import read_inputs
    from screen.models.policy_file import load_policy

    policy = load_policy(config)
    found = find_files(files)
    intake = read_inputs(
        found.files,
        policy.columns,
        subject_kind(kind),
        limits=policy.limits,
        links=found.links,
    )
    for sheet in intake.sheets:
        where = f"{sheet.path}, sheet {sheet.sheet}" if sheet.sheet else sheet.path
        print(
            f"{where}: {sheet.rows_read} {sheet.kind} rows read, {sheet.rows_screened} usable,"
            f" {sheet.rows_rejected} rejected"
        )
        columns = ", ".join(f"{header} -> {name}" for header, name in sheet.columns.items())
        print(f"  columns: {one_line(columns, _LONGEST)}")
    for problem in intake.problems:
        place = [
            problem.file,
            f"sheet {problem.sheet}" if problem.sheet else "",
            f"row {problem.row}" if problem.row else "",
            problem.column,
        ]
        value = f" {problem.value!r}" if problem.value else ""
        print(
            one_line(
                f"{problem.severity}: {', '.join(filter(None, place))}:{value} {problem.message}",
                _LONGEST,
            )
        )
    rejected = sum(sheet.rows_rejected for sheet in intake.sheets)
    too_many = policy.max_rejected is not None and rejected > policy.max_rejected
    if intake.failures or too_many:
        for failure in intake.failures:
            print(f"flscreen: {one_line(str(failure))}", file=sys.stderr)
        raise typer.Exit(ExitCode.INPUT)
