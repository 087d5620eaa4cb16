"""The rules as text for a terminal."""

from rich.console import Console
from rich.table import Table

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
