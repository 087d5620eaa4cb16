"""``flscreen explain``: what a message, a rule or an exit code means, and what to do."""

from typing import Annotated

import typer

from screen.cli.options import Config


def explain_command(
    code: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[CODE | MESSAGE]",
            help="A code, a rule, an exit code, or a message as flscreen printed it.",
            show_default=False,
        ),
    ] = None,
    config: Config = None,
) -> None:
    """Explain a message, a rule or an exit code: its cause, and what to do.

    Without CODE it names all of them.

    Examples: flscreen explain password

    flscreen explain "holds no rows; export it again"

    flscreen explain 3
    """
    from rich.console import Console

    from screen.core.errors import ExitCode, UsageError
    from screen.core.explanations import (
        EXIT_MEANS,
        EXIT_MEND,
        Explanation,
        explained,
        explanations,
        like,
    )
    from screen.core.suggestions import did_you_mean
    from screen.models.rulebook import rulebook
    from screen.report.rules_table import print_explanation, print_rule, print_topics

    console, asked = Console(), " ".join(code or ()).strip()
    known, rules = explanations(), rulebook().rules
    exits = {str(int(one)): one for one in ExitCode}
    if not asked:
        print_topics(list(known.values()), console)
    elif asked in rules:
        from screen.cli.policy import policy_of

        print_rule(asked, policy_of(config), console)
    elif asked in exits:
        one = exits[asked]
        meaning = f"{EXIT_MEANS[one]}."
        print_explanation(Explanation(f"exit code {asked}", (), meaning, EXIT_MEND[one]), console)
    elif found := known.get(asked) or explained(asked):
        print_explanation(found, console)
    elif several := like(asked.split()):
        print_topics(several, console)
    else:
        hint = did_you_mean(asked, [*known, *rules]) or "; 'flscreen explain' names all codes"
        raise UsageError(f"nothing explains {asked!r}{hint}")
