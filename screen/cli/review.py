"""``flscreen review``: read what reviewers wrote in the report."""

from pathlib import Path
from typing import Annotated

import typer

from screen.cli.say import say, tell
from screen.core.errors import ExitCode


def review_command(
    report: Annotated[
        Path,
        typer.Argument(
            help="The .xlsx report with the yellow columns filled in.", show_default=False
        ),
    ],
    output: Annotated[
        Path, typer.Option("--output", "-o", help="The dispositions file to write.")
    ] = Path("dispositions.csv"),
    merge_with: Annotated[
        Path | None,
        typer.Option(
            "--merge",
            metavar="FILE",
            help="An older dispositions file; of two decisions the later one prevails.",
        ),
    ] = None,
) -> None:
    """Read the decisions from a reviewed report and check them.

    'flscreen run --dispositions' applies them. Decisions that cannot be used are named one by one
    and left out; the exit code is then 3.

    Example: flscreen review report.xlsx --merge dispositions.csv -o dispositions.csv
    """
    from datetime import UTC, datetime

    from screen.core.atomic import write_whole
    from screen.core.overwriting import refuse_overwriting
    from screen.core.plurals import plural
    from screen.review.dispositions import load_dispositions
    from screen.review.merge import merge, to_csv
    from screen.review.reviewed_workbook import Reviewed

    refuse_overwriting([output], [report])
    older = load_dispositions(merge_with) if merge_with else {}
    reviewed = Reviewed(report, datetime.now(UTC).date())
    merged = merge(older, reviewed.decisions)
    with write_whole(output) as temporary:
        temporary.write_text(to_csv(merged.decisions), encoding="utf-8", newline="")
    for line in merged.replaced:
        say(line)
    for line in [*reviewed.faults, *merged.conflicts]:
        tell(line)
    faults = len(reviewed.faults) + len(merged.conflicts)
    left = f", {faults} could not be used" if faults else ""
    say(
        f"{plural(len(reviewed.decisions), 'decision')} in the report, {len(merged.decisions):,}"
        f" in {output}{left}"
    )
    raise typer.Exit(ExitCode.INPUT if faults else ExitCode.CLEAR)
