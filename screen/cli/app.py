"""The ``flscreen`` command: its options, its error line and its exit codes."""

import gc
import os
import sys
from collections.abc import Sequence
from itertools import takewhile
from typing import Annotated, NoReturn

import typer

from screen import __version__
from screen.cli import (
    benchmark,
    check,
    demo,
    diff,
    explain,
    history,
    index,
    init,
    lists,
    monitor,
    name,
    review,
    rules,
    run,
    schema,
    serve,
    validate,
)
from screen.cli.say import say, tell
from screen.cli.streams import lost_output, prepare
from screen.core.errors import ExitCode, ScreenError, UsageError, where_raised
from screen.core.explanations import EXIT_MEANS

#: Typer's usage errors; older releases take the class from click, newer ones carry their own.
ClickException: type[Exception] = next(
    base for base in typer.BadParameter.__mro__ if base.__name__ == "ClickException"
)

EXIT_CODES = f"Exit codes: {'; '.join(f'{int(code)} {what}' for code, what in EXIT_MEANS.items())}."

app = typer.Typer(
    name="flscreen",
    help=(
        "Screen supplier and shipment spreadsheets for forced labour. Every finding cites its"
        " evidence and is a lead, never a verdict. 'flscreen demo' shows it on samples;"
        " 'flscreen explain', with a line that was printed, says what it means."
    ),
    epilog=EXIT_CODES,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _version(wanted: bool) -> None:
    if wanted:
        say(f"flscreen {__version__}")
        raise typer.Exit


@app.callback()
def _main(
    version: Annotated[
        bool,
        typer.Option(
            "--version", callback=_version, is_eager=True, help="Print the version and exit."
        ),
    ] = False,
    debug: Annotated[bool, typer.Option("--debug", help="Show the traceback of an error.")] = False,
) -> None:
    """Take the options that every command has."""


app.command("run", epilog=EXIT_CODES)(run.run_command)
app.command("check", epilog=EXIT_CODES)(check.check_command)
app.command("demo")(demo.demo_command)
app.command("name")(name.name_command)
app.command("review")(review.review_command)
app.command("serve")(serve.serve_command)
app.command("history")(history.history_command)
app.command("monitor", epilog=monitor.EXIT_CODES)(monitor.monitor_command)
app.command("diff")(diff.diff_command)
app.command("benchmark")(benchmark.benchmark_command)
app.command("validate")(validate.validate_command)
app.command("rules")(rules.rules_command)
app.command("explain")(explain.explain_command)
app.command("init")(init.init_command)
app.command("schema")(schema.schema_command)
app.add_typer(lists.app, name="lists")
app.add_typer(index.app, name="index")


def tune_collector() -> None:
    """Make the garbage collector run rarely.

    Lists and rows live until the end of the process; it would walk them over and over and free
    nothing.
    """
    gc.set_threshold(500_000, 20, 20)


def main() -> None:
    """Run the command line. An error is one line on stderr, and a traceback only with --debug."""
    tune_collector()
    try:
        _refuse_options_that_are_files(sys.argv[1:])
        code = app(standalone_mode=False)
        if code == ExitCode.STOPPED:
            _stopped()
        raise SystemExit(code if isinstance(code, int) else 0)
    except ClickException as error:
        context = getattr(error, "ctx", None)
        command = context.command_path if context else "flscreen"
        message = (
            str(getattr(error, "format_message", error.__str__)())
            .replace("Value error, ", "")
            .rstrip(".")
        )
        if message:
            tell(f"{message}; see '{command} --help'")
        raise SystemExit(int(ExitCode.USAGE)) from None
    except (typer.Abort, KeyboardInterrupt):
        _stopped()
    except ScreenError as error:
        if "--debug" in sys.argv:
            raise
        for line in str(error).split("\n"):
            tell(line)
        raise SystemExit(int(error.exit_code)) from None
    except BrokenPipeError:
        # Who read our output has seen enough.
        raise SystemExit(int(ExitCode.CLEAR)) from None
    except Exception as error:
        if "--debug" in sys.argv:
            raise
        # The text of an unexpected error may quote the input, and servers keep standard error in
        # their logs.
        tell(
            f"internal error ({type(error).__name__}{where_raised(error)}); run again with"
            " --debug and report it"
        )
        raise SystemExit(int(ExitCode.USAGE)) from None


def _refuse_options_that_are_files(arguments: Sequence[str]) -> None:
    """Raise UsageError where an option is also the name of a file here.

    A shell's pattern, or a program that adds the names of files to a command, would otherwise let
    a file named --fail-on=none say how it is screened.
    """
    for argument in takewhile(lambda one: one != "--", arguments):
        if len(argument) > 1 and argument.startswith("-") and os.path.lexists(argument):
            raise UsageError(
                "is an option, and a file in this folder",
                path=argument,
                hint=f"write ./{argument}, or put -- before the names of files",
            )


def _stopped() -> NoReturn:
    """Exit after Ctrl-C, whether Python, click or typer caught it first."""
    tell("stopped")
    raise SystemExit(int(ExitCode.STOPPED)) from None


def entry() -> None:
    """Run ``main`` as a process of its own.

    It exits without freeing a million objects one by one, which takes a tenth of a short run.
    """
    prepare()
    try:
        main()
    except SystemExit as ended:
        if ended.code == ExitCode.STOPPED or not isinstance(ended.code, int):
            raise
        code = ended.code
        if lost := lost_output():
            tell(f"standard output cannot be written ({lost}); write to a file with -o")
            code = code or ExitCode.USAGE
        sys.stderr.flush()
        os._exit(code)
