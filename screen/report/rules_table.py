"""The rules, and what explains messages, as text for a terminal."""

from collections.abc import Sequence

from rich.console import Console
from rich.table import Table
from rich.text import Text

from screen.core.explanations import Explanation
from screen.models.policy import Policy
from screen.models.rulebook import rule_list, rulebook


def level_of(rule: str, policy: Policy) -> str:
    """Return the level of a rule's findings under ``policy``, in words."""
    if rule in policy.rules_off:
        return "off"
    if rulebook().rules[rule].compares_names:
        return "by list, band and context"
    return policy.rule_levels.get(rule, "falls with distance")


def print_rules(policy: Policy, console: Console) -> None:
    """Print all rules, a line each."""
    table = Table("Rule", "Level", "What it finds", box=None, pad_edge=False, header_style="bold")
    for rule, text in rulebook().rules.items():
        table.add_row(rule, level_of(rule, policy), text.title)
    console.print(table)


def print_rule(rule: str, policy: Policy, console: Console) -> None:
    """Print one rule in full, with its own claims where it does not rest on a list."""
    text = rulebook().rules[rule]
    sources = {source.id: source for source in rule_list().info.sources}
    lines = {
        "Rule": rule,
        "Finds": text.title,
        "Level": level_of(rule, policy),
        "Law": text.law,
        "Limits": text.limits,
        "Do": text.action,
    }
    table = Table(box=None, pad_edge=False, show_header=False)
    table.add_column(style="bold", no_wrap=True)
    table.add_column()
    for label, said in lines.items():
        table.add_row(label, said)
    for claim in text.evidence:
        source = sources[claim.source]
        table.add_row(
            "Evidence",
            f"{claim.claim} {claim.caveat} ({source.publisher}, {source.title},"
            f" {source.published or 'no date'})",
        )
    console.print(table)


def print_explanation(one: Explanation, console: Console) -> None:
    """Print why something is said and what to do."""
    table = Table(box=None, pad_edge=False, show_header=False)
    table.add_column(style="bold", no_wrap=True)
    table.add_column()
    table.add_row("Code", one.code)
    for text in one.says:
        table.add_row("Says", Text(text.replace("{}", "…")))
    table.add_row("Means", one.cause)
    table.add_row("Do", Text(one.mend))
    console.print(table)


def print_topics(several: Sequence[Explanation], console: Console) -> None:
    """Print a line for each explanation."""
    table = Table("Code", "Means", box=None, pad_edge=False, header_style="bold")
    for one in several:
        table.add_row(one.code, Text(one.cause))
    console.print(table)
    console.print(
        "Rules ('flscreen rules') and exit codes (0 to 4, 130) are explained too.", style="dim"
    )
