"""``flscreen rules``: what is looked for, at which level, and under which law."""

from typing import Annotated

import typer

from screen.cli.options import Config


def rules_command(
    rule: Annotated[
        str | None, typer.Argument(help="A rule to show in full.", show_default=False)
    ] = None,
    config: Config = None,
) -> None:
    """List the rules with their levels under the policy.

    Name a rule to read its law, its limits and what to do.

    Example: flscreen rules price-outlier
    """
    from rich.console import Console

    from screen.cli.policy import policy_of
    from screen.core.errors import UsageError
    from screen.core.suggestions import did_you_mean
    from screen.models.rulebook import rulebook
    from screen.report.rules_table import print_rule, print_rules

    policy, rules = policy_of(config), rulebook().rules
    if rule is None:
        print_rules(policy, Console())
        return
    if rule not in rules:
        hint = did_you_mean(rule, rules) or "; 'flscreen rules' names them"
        raise UsageError(f"no rule {rule!r}{hint}")
    print_rule(rule, policy, Console())
