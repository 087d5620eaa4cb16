"""What the documentation tells people to type works, in the order in which it is told."""

import doctest
import importlib
import pkgutil
import re
import shlex
import subprocess
import sys
from itertools import pairwise

import pytest
from conftest import ROOT

import screen
from screen.core.explanations import explanations
from screen.models.rulebook import rulebook

DOCS = ROOT / "docs"
PAGES = sorted(DOCS.rglob("*.md"))
#: Shell blocks of a page are followed like a tutorial; other blocks are of kind text.
TOLD = {
    path: [
        line
        for block in re.findall(r"```sh\n(.*?)```", path.read_text(encoding="utf-8"), re.S)
        for line in block.splitlines()
    ]
    for path in PAGES
}
LINK = re.compile(r"\]\(([^)#\s]+)(?:#[^)\s]*)?\)")


@pytest.mark.parametrize("page", [path for path in PAGES if TOLD[path]], ids=lambda path: path.stem)
def test_a_page_can_be_followed_line_by_line(page, tmp_path, monkeypatch):
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    monkeypatch.setenv("FLSCREEN_STORE", str(tmp_path / "store.db"))
    for line in TOLD[page]:
        words = shlex.split(line)
        assert words[0] == "flscreen", line
        ended = subprocess.run(
            [sys.executable, "-m", "screen", *words[1:]],
            cwd=tmp_path,
            capture_output=True,
            text=True,
            encoding="utf-8",
            errors="replace",
            check=False,
        )
        assert ended.returncode in (0, 1), (line, ended.stderr)
        assert ended.returncode == 0 or words[1] in ("run", "monitor", "name"), (line, ended.stderr)
        written = [
            after
            for before, after in pairwise(words)
            if before in ("-o", "--write-config", "--export")
        ]
        assert all((tmp_path / one).exists() for one in written), line


def test_the_tutorials_are_followed():
    followed = {path.stem for path in PAGES if TOLD[path]}
    assert followed >= {
        "index",
        "first-list",
        "review",
        "ci",
        "monthly-lists",
        "monitoring",
        "validation",
    }


@pytest.mark.parametrize("name", ["README.md", *(str(path.relative_to(ROOT)) for path in PAGES)])
def test_commands_and_options_exist(name):
    """Also those that need a network, or run until somebody stops them."""
    import typer.main

    from screen.cli.app import app

    text = (ROOT / name).read_text(encoding="utf-8")
    blocks = "\n".join(re.findall(r"```(?:sh|text)\n(.*?)```", text, re.S))
    typed = re.findall(r"^ {4}(flscreen [^\n]*)", text, re.M) + re.findall(
        r"^flscreen [^\n]*", blocks, re.M
    )
    for line in typed:
        words = shlex.split(line.partition(" #")[0].replace("&&", ";").partition(";")[0])[1:]
        command = typer.main.get_command(app)
        while words and hasattr(command, "commands") and words[0] in command.commands:
            command = command.commands[words.pop(0)]
        assert command.name, line
        if hasattr(command, "commands") and words:
            assert command.name == "lists" or words[0].startswith("-"), line
        known = {option for one in command.params for option in one.opts} | {
            "--help",
            "--install-completion",
        }
        assert {word for word in words if word.startswith("-") and len(word) > 1} <= known, line


@pytest.mark.parametrize(
    "name",
    [
        "README.md",
        "CONTRIBUTING.md",
        "CHANGELOG.md",
        "samples/README.md",
        *(str(path.relative_to(ROOT)) for path in PAGES),
    ],
)
def test_links_lead_somewhere(name):
    """Pages that are made at the build are known to the script that makes them."""
    sys.path.insert(0, str(DOCS))
    from generate import PAGES as made

    path = ROOT / name
    for link in LINK.findall(path.read_text(encoding="utf-8")):
        if link.startswith(("http://", "https://")):
            continue
        target = (path.parent / link).resolve()
        generated = target.is_relative_to(DOCS) and target.relative_to(DOCS).as_posix() in made
        assert generated or target.exists(), f"{name}: {link}"


def test_the_readme_stays_short():
    assert len((ROOT / "README.md").read_text(encoding="utf-8").splitlines()) <= 150


def test_generated_pages_hold_all_there_is():
    sys.path.insert(0, str(DOCS))
    from generate import commands, messages, rules

    assert all(f"### {code}\n" in messages() for code in explanations())
    assert all(f"## {name}\n" in rules() for name in rulebook().rules)
    for name in ("run", "demo", "validate", "explain", "lists update", "lists import"):
        assert f"## flscreen {name}\n" in commands()


#: Of these alembic and Spark say when they can be imported.
NOT_ALONE = ("screen.store.migrations", "screen.engines", "screen.__main__")


def test_the_examples_of_the_code_are_true():
    names = [
        found.name
        for found in pkgutil.walk_packages(screen.__path__, "screen.", onerror=lambda _: None)
        if not found.name.startswith(NOT_ALONE)
    ]
    failed = [
        name for name in names if doctest.testmod(importlib.import_module(name), verbose=False)[0]
    ]
    assert failed == []
    assert len(names) > 100
