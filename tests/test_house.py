"""The house: rooms import only from rooms to their left, files stay small, and no data hides in code."""

import ast

import pytest
from conftest import ROOT

ROOMS = ["models", "names", "intake", "lists", "matching", "risk", "review", "report", "pipeline", "cli"]
FILES = sorted((ROOT / "screen").rglob("*.py"))


def room_of(path):
    part = path.relative_to(ROOT / "screen").parts[0].removesuffix(".py")
    return ROOMS.index(part) if part in ROOMS else None


@pytest.mark.parametrize("path", FILES, ids=lambda p: str(p.relative_to(ROOT)))
def test_rooms_import_only_from_the_left(path):
    here = room_of(path)
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("screen.") and here is not None:
            assert ROOMS.index(node.module.split(".")[1]) <= here, f"{path.name} imports {node.module}"


@pytest.mark.parametrize("path", FILES, ids=lambda p: str(p.relative_to(ROOT)))
def test_no_file_grows_beyond_a_concept(path):
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 320


def test_every_module_says_what_it_is():
    assert [str(path) for path in FILES if not ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))] == []


def test_nothing_evaluates_or_unpickles():
    banned = {"eval", "exec", "pickle", "marshal"}
    for path in FILES:
        names = {
            node.id for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(node, ast.Name)
        }
        assert not names & banned, path
