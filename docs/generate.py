"""Makes the pages of the site that describe the code, from the code: a hook of mkdocs.

Nothing here is written by hand twice: commands come from typer, settings from the policy, messages,
rules, laws and columns from their tables, lists from their folders.
"""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent


def commands() -> str:
    """Return the help of every command."""
    import typer.main

    from screen.cli.app import app

    command = typer.main.get_command(app)
    lines = ["# Commands\n", "Each command prints this with `--help`.\n"]
    for path, one in _below("flscreen", command):
        context = type(one).context_class(one, info_name=path, max_content_width=100)
        context.terminal_width = 100
        lines += [f"## {path}\n", "```text", one.get_help(context).rstrip(), "```\n"]
    return "\n".join(lines)


def _below(path: str, command: Any) -> Iterator[tuple[str, Any]]:
    yield path, command
    for name, one in getattr(command, "commands", {}).items():
        yield from _below(f"{path} {name}", one)


def messages() -> str:
    """Return every error and remark with its cause and what to do, and the exit codes."""
    from screen.core.explanations import EXIT_MEANS, EXIT_MEND, explanations

    lines = [
        "# Messages and exit codes\n",
        "`flscreen explain` says the same, for a code or for a line as it was printed.\n",
        "## Exit codes\n",
        "| code | means | what to do |\n| --- | --- | --- |",
    ]
    lines += [
        f"| {int(one)} | {_cell(EXIT_MEANS[one])} | {_cell(EXIT_MEND[one])} |" for one in EXIT_MEANS
    ]
    lines += [
        "\nFindings outrank a broken file: with both, the code is 1, and the broken file is on stderr"
        " and on the Problems sheet.\n",
        "## Errors and remarks\n",
        "… stands for what is only known when it is said.\n",
    ]
    for one in explanations().values():
        lines += [
            f"### {one.code}\n",
            f"{_plain(one.cause)}\n",
            f"**What to do.** {_plain(one.mend)}\n",
        ]
        lines += ["```text", *(text.replace("{}", "…") for text in one.says), "```\n"]
    return "\n".join(lines)


def policy() -> str:
    """Return the default policy, with every setting explained."""
    from screen.models.policy_file import default_policy_text

    head = "`flscreen init` writes this file. A key that flscreen does not know is an error.\n"
    return f"# The policy: flscreen.toml\n\n{head}\n```toml\n{default_policy_text()}```\n"


def rules() -> str:
    """Return what each rule finds, under which law, with its limits."""
    from screen.models.policy import Policy
    from screen.models.rulebook import rulebook
    from screen.report.rules_table import level_of

    lines = ["# Rules\n", "`flscreen rules RULE` shows one of them.\n"]
    for name, rule in rulebook().rules.items():
        lines += [
            f"## {name}\n",
            f"{_plain(rule.title)}\n",
            f"- **Level:** {level_of(name, Policy())}",
            f"- **Law:** {_plain(rule.law)}",
            f"- **Limits:** {_plain(rule.limits)}",
            f"- **What to do:** {_plain(rule.action)}\n",
        ]
    return "\n".join(lines)


def levels() -> str:
    """Return how a level comes about."""
    from screen.models.policy import Policy

    default = Policy()
    bands = default.bands
    lines = [
        "# How levels are made\n",
        "The score of a match (0 to 100) gives its band: "
        f"`exact` from {bands.exact:g}, `strong` from {bands.strong:g}, `probable` from"
        f" {bands.probable:g}, `possible` from {bands.possible:g}. The band and the legal effect of"
        " the list give the level:\n",
    ]
    columns = ("exact", "strong", "probable", "possible")
    lines += [f"| effect of the list | {' | '.join(columns)} |", f"| --- {'| --- ' * 4}|"]
    lines += [
        f"| {effect} | {' | '.join(str(by_band[one]) for one in columns)} |"
        for effect, by_band in default.model_dump(mode="json")["entity_levels"].items()
    ]
    lines.append(
        "\nEntries that are historic, denied or pending are one level lower, unverified ones at most"
        " `low`; inactive orders are `info`. What the row says of country, city and goods moves the"
        " level of a name that is not the same to the letter, and never the score: the Method sheet"
        f" of each report holds that table. From `{default.supply_chain.from_level}` on, a finding is"
        " carried down the supply chain and falls with the distance. All of this is set in"
        " [flscreen.toml](../reference/policy.md); a policy that finds less than the default says so"
        " in every report.\n"
    )
    return "\n".join(lines)


def law() -> str:
    """Return the laws, and what follows from each list."""
    from screen.lists.load import load_watchlists
    from screen.models.laws import laws

    lines = [
        "# What the law says\n",
        "None of this is legal advice. Each text names its source.\n",
    ]
    for one in laws():
        lines += [
            f"## {_plain(one.title)}\n",
            f"{_plain(one.citation)} ({one.jurisdiction}). Since {one.since}; it binds"
            f" {_plain(one.binds)}.\n",
            f"{_plain(one.bars)}\n",
            f"Read: [{_plain(one.read)}]({one.url})\n",
        ]
    lines += [
        "## What follows from a listed name\n",
        "| list | effect | what follows |",
        "| --- | --- | --- |",
    ]
    for watchlist in load_watchlists():
        info = watchlist.info
        lines.append(f"| {info.id} | {info.effect} | {_cell(info.consequence)} |")
    return "\n".join(lines) + "\n"


def lists() -> str:
    """Return the bundled lists, with their age and what they lack."""
    from screen.lists.load import load_watchlists

    lines = [
        "# The bundled lists\n",
        "Nearly all of them are partial, and stale ones are named on every run:"
        " [renew](../tutorials/monthly-lists.md) what you rely on.\n",
        "| list | what | publisher | entries | as of | coverage |",
        "| --- | --- | --- | --- | --- | --- |",
    ]
    for one in load_watchlists():
        info = one.info
        note = f": {_cell(info.coverage_note)}" if info.coverage_note else ""
        lines.append(
            f"| `{info.id}` | {_cell(info.title)} | {_cell(info.publisher)} | {len(one.entries):,} |"
            f" {info.as_of} | {info.coverage}{note} |"
        )
    return "\n".join(lines) + "\n"


def columns() -> str:
    """Return the columns of the templates, and the fields that [columns] may name."""
    from screen.core.data_tables import read_table
    from screen.models.kinds import TABLE_KINDS

    lines = [
        "# Columns\n",
        "The templates that `flscreen init` writes have these columns. Files need not:"
        " [headers in many languages](input.md) are recognised, and `[columns]` in flscreen.toml"
        " names a field for a header of your own.\n",
    ]
    for kind, about in TABLE_KINDS.items():
        lines += [
            f"## {about.title}\n",
            "| header | field | what it holds |",
            "| --- | --- | --- |",
        ]
        lines += [
            f"| {_cell(row['header'])} | `{row['column']}` | {_cell(row['note'])} |"
            for row in read_table("screen.intake", "template_columns")
            if row["kind"] == kind
        ]
        lines.append("")
    return "\n".join(lines)


def schema() -> str:
    """Return the JSON Schema of the JSON report."""
    from screen.models.result import SCHEMA_VERSION, ScreeningResult

    text = json.dumps(ScreeningResult.model_json_schema(mode="serialization"), indent=2)
    head = f"`flscreen schema` prints it. This is `schema_version` {SCHEMA_VERSION}.\n"
    return f"# The JSON report\n\n{head}\n```json\n{text}\n```\n"


def api() -> str:
    """Return the page of the Python API; mkdocstrings fills it from the docstrings."""
    import screen

    lines = [
        "# Python\n",
        "```python\nfrom screen import screen_files\n\n"
        'result = screen_files(["suppliers.xlsx"])\n'
        'result.findings_frame().filter(level="critical")\n```\n',
        f"These names are public: {', '.join(f'`{name}`' for name in screen.__all__)}.\n",
    ]
    lines += [f"::: {screen._HOMES[name]}.{name}\n" for name in screen.__all__]
    return "\n".join(lines)


def changes() -> str:
    """Return the changelog."""
    return (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")


#: Page of the site -> what makes it.
PAGES: dict[str, Callable[[], str]] = {
    "reference/commands.md": commands,
    "reference/messages.md": messages,
    "reference/policy.md": policy,
    "reference/rules.md": rules,
    "reference/lists.md": lists,
    "reference/columns.md": columns,
    "reference/schema.md": schema,
    "reference/api.md": api,
    "explanation/levels.md": levels,
    "explanation/law.md": law,
    "development/changes.md": changes,
}


def measured() -> str:
    """Return what ``flscreen validate`` measures on the test halves of the bundled decks."""
    from screen.lists.load import load_watchlists
    from screen.models.policy import Policy
    from screen.report.validation.decks import bundled_decks, load_deck
    from screen.report.validation.measure import validate
    from screen.report.validation.validation_page import percent

    decks = [load_deck(path) for path in bundled_decks()]
    found = validate(decks, Policy(), load_watchlists(), None, lambda _: None)
    lines = [
        "| deck, test half | at | precision | recall | F1 | average precision | best F1 of another |",
        "| --- | --- | --- | --- | --- | --- | --- |",
    ]
    for part in (one for one in found.parts if one.half == "test"):
        ours, *others = part.peers
        best = max(others, key=lambda peer: peer.best.f1)
        for point in part.points:
            policy = " (policy)" if point.threshold == found.threshold else ""
            lines.append(
                f"| {part.deck}, {part.pairs:,} pairs | {point.threshold:g}{policy} |"
                f" {percent(point.precision)} | {percent(point.recall)} | {point.f1:.3f} |"
                f" {ours.average_precision:.3f} | {best.best.f1:.3f} ({best.name}) |"
            )
    return "\n".join(lines)


def on_page_markdown(markdown: str, page: Any, **_: Any) -> str:
    """Put what is measured into the page that tells of it."""
    mark = "<!-- measured -->"
    return markdown.replace(mark, measured()) if mark in markdown else markdown


def on_config(config: Any) -> Any:
    """Add pages to the navigation that stand in docs/ and are not named there."""
    if (ROOT / "docs" / "scale.md").is_file():
        tutorials = next(part["Tutorials"] for part in config.nav if "Tutorials" in part)
        tutorials.append("scale.md")
    return config


def on_files(files: Any, config: Any) -> Any:
    """Add the generated pages."""
    from mkdocs.structure.files import File

    for path, make in PAGES.items():
        files.append(File.generated(config, path, content=make()))
    return files


def _plain(text: str) -> str:
    """Return ``text`` so that Markdown shows it as it is."""
    return text.replace("<", "&lt;").replace("*", r"\*").replace("[", r"\[").replace("_", r"\_")


def _cell(text: str) -> str:
    return _plain(text).replace("|", r"\|").replace("\n", " ")
