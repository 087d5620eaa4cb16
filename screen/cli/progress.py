"""Progress on stderr, shown on terminals only."""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from screen.cli.say import tell
from screen.core.progress import listening
from screen.core.safe_text import one_line


@contextmanager
def progress(*, quiet: bool = False, verbose: bool = False) -> Iterator[Callable[[str], None]]:
    """Yield a function that takes the name of each step as it begins.

    A terminal shows a moving bar with the time and, on long steps, how many rows or names are
    done; it disappears at the end. Otherwise, or with ``quiet``, nothing is shown. With ``verbose``
    each step is a line, wherever stderr goes.
    """
    if verbose:
        began = time.perf_counter()
        yield lambda step: tell(f"{time.perf_counter() - began:6.1f} s  {step}")
        return
    if quiet or not sys.stderr.isatty():
        yield lambda _: None
        return
    from rich.console import Console
    from rich.markup import escape
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (
        TextColumn("{task.description}"),
        BarColumn(bar_width=24),
        TextColumn("{task.fields[share]}"),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as bars:
        steps = [bars.add_task("Starting", total=None, share="")]

        def begin(step: str) -> None:
            bars.update(steps[-1], total=1, completed=1, share="")
            bars.stop_task(steps[-1])
            steps.append(bars.add_task(escape(one_line(step)), total=None, share=""))

        def share(done: int, total: int, what: str) -> None:
            if total > 1:
                said = f"{done:,} of {total:,} {what}, {done / total:.0%}"
                bars.update(steps[-1], total=total, completed=done, share=said)

        with listening(share):
            yield begin
