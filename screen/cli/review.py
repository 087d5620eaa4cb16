"""``flscreen review``: read what reviewers wrote in the report."""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from screen.cli.options import StoreOption
from screen.cli.say import say, tell
from screen.core.errors import ExitCode

if TYPE_CHECKING:
    from screen.review.dispositions import Decision


def review_command(
    report: Annotated[
        Path,
        typer.Argument(
            help="The .xlsx report with the yellow columns filled in.", show_default=False
        ),
    ],
    output: Annotated[
        Path | None,
        typer.Option(
            "--output",
            "-o",
            help="The dispositions file to write.",
            show_default="dispositions.csv, or none with --store",
        ),
    ] = None,
    merge_with: Annotated[
        Path | None,
        typer.Option(
            "--merge",
            metavar="FILE",
            help="An older dispositions file; of two decisions the later one prevails.",
        ),
    ] = None,
    store: StoreOption = False,
) -> None:
    """Read the decisions from a reviewed report and check them.

    'flscreen run --dispositions' applies them. With --store they are added to its audit trail.
    Decisions that cannot be used are named one by one and left out; the exit code is then 3.

    Example: flscreen review report.xlsx --merge dispositions.csv -o dispositions.csv
    """
    from datetime import UTC, datetime

    from screen.core.atomic import write_whole
    from screen.core.overwriting import refuse_overwriting
    from screen.core.plurals import plural
    from screen.review.dispositions import load_dispositions
    from screen.review.merge import merge, to_csv
    from screen.review.reviewed_workbook import Reviewed

    if output is None and not store:
        output = Path("dispositions.csv")
    if output is not None:
        refuse_overwriting([output], [report])
    older = load_dispositions(merge_with) if merge_with else {}
    reviewed = Reviewed(report, datetime.now(UTC).date())
    merged = merge(older, reviewed.decisions)
    if output is not None:
        with write_whole(output) as temporary:
            temporary.write_text(to_csv(merged.decisions), encoding="utf-8", newline="")
    for line in merged.replaced:
        say(line)
    told = [*reviewed.faults, *merged.conflicts]
    if store:
        told += _remember(merged.decisions)
    for line in told:
        tell(f"{line}")
    left = f", {len(told)} could not be used" if told else ""
    into = f", {len(merged.decisions):,} in {output}" if output is not None else ""
    say(f"{plural(len(reviewed.decisions), 'decision')} in the report{into}{left}")
    faults = len(told)
    raise typer.Exit(ExitCode.INPUT if faults else ExitCode.CLEAR)


def _remember(decisions: "Mapping[str, Decision]") -> list[str]:
    """Add the decisions to the store, say how many, and return what could not be settled."""
    from screen.core.extras import need
    from screen.core.plurals import plural

    need("store", "'flscreen review --store'")
    from screen.store.database import open_store
    from screen.store.standing import take_reviewed

    memory = open_store()
    taken = take_reviewed(memory, decisions)
    for line in taken.replaced:
        say(line)
    say(f"{plural(taken.added, 'decision')} added to {memory.shown}")
    return taken.conflicts
