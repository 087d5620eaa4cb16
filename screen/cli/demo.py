"""``flscreen demo``: the sample files, screened, for whoever has just installed flscreen."""

import os
import sys
import webbrowser
from pathlib import Path
from typing import Annotated

import typer

from screen.cli.say import say
from screen.core.errors import UsageError

_REPORTS = ("report.xlsx", "report.html", "report.json")


def demo_command(
    folder: Annotated[
        Path,
        typer.Option(
            "--output", "-o", metavar="FOLDER", help="Where to put the samples and their reports."
        ),
    ] = Path("flscreen-demo"),
    no_open: Annotated[
        bool, typer.Option("--no-open", help="Do not open the report in the browser.")
    ] = False,
) -> None:
    """Screen the sample files into FOLDER and open the report.

    The firms of the samples are invented, but for those that a list or a report names. The policy
    is the default one; your own flscreen.toml is not read.

    Example: flscreen demo -o trial
    """
    from screen.cli.progress import progress
    from screen.models.policy import Policy
    from screen.pipeline import Job, load_lists, run
    from screen.report.phrases import open_cases
    from screen.report.writers import write_report

    files = _copy_samples(folder)
    with progress() as step:
        policy = Policy.model_validate({"fail_on": "none"})
        job = Job(files=files, policy=policy, progress=step)
        result = run(job, load_lists(job))
        written = []
        for name in _REPORTS:
            step(f"Writing {name}")
            written.append(write_report(result, folder / name))
    say(open_cases(result))
    say(f"The samples and their reports are in {folder.absolute()}:")
    for path in (*files, *written):
        say(f"  {path.name}")
    page = written[_REPORTS.index("report.html")]
    if not no_open and _has_desktop() and webbrowser.open(page.absolute().as_uri()):
        say(f"Your browser opens {page.name}; Excel and LibreOffice open report.xlsx.")
    else:
        say("Open report.xlsx in Excel or LibreOffice, or report.html in a browser.")
    say("Your own list is next: flscreen run YOUR-FILE.xlsx -o report.xlsx")


def _copy_samples(folder: Path) -> list[Path]:
    """Copy the samples to ``folder``, which may hold those of an earlier demo; return the copies.

    Raises UsageError where they are missing, or where files of yours would be overwritten.
    """
    from screen.core.atomic import make_folder, write_whole
    from screen.core.bundled import bundled

    here = bundled("samples")
    samples = sorted(here.glob("*.xlsx")) if here else []
    if not samples:
        raise UsageError(
            "the samples are missing from this installation; reinstall forced-labor-screen"
        )
    copies = [folder / one.name for one in samples]
    before = [one for one in copies if one.is_file()]
    changed = [
        copy
        for one, copy in zip(samples, copies, strict=True)
        if copy.exists() and (not copy.is_file() or copy.read_bytes() != one.read_bytes())
    ]
    reports = [folder / name for name in _REPORTS if (folder / name).exists()]
    if changed or (reports and len(before) < len(copies)):
        taken = (changed or reports)[0]
        raise UsageError("is there already", path=taken, hint="name another folder with -o")
    make_folder(folder)
    for one, copy in zip(samples, copies, strict=True):
        with write_whole(copy) as temporary:
            temporary.write_bytes(one.read_bytes())
    return copies


def _has_desktop() -> bool:
    """Return whether somebody sits at a screen here: a terminal, and a desktop around it."""
    windows_or_mac = os.name == "nt" or sys.platform == "darwin"
    shown = windows_or_mac or os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    return sys.stdout.isatty() and bool(shown)
