"""The house: files stay small, and nothing runs or unpickles what it reads.

That rooms import only from the left is checked by import-linter (pyproject.toml, ``make check``).
"""

import ast
import tomllib

import pytest
from conftest import ROOT

FILES = sorted((ROOT / "screen").rglob("*.py"))


@pytest.mark.parametrize("path", FILES, ids=lambda p: str(p.relative_to(ROOT)))
def test_no_file_grows_beyond_a_concept(path):
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 300


@pytest.mark.parametrize("path", FILES, ids=lambda p: str(p.relative_to(ROOT)))
def test_no_line_is_longer_than_100_letters(path):
    """Also where ruff looks away: at links, expressions without blanks and lines with a pragma."""
    lines = path.read_text(encoding="utf-8").split("\n")
    assert [number for number, line in enumerate(lines, 1) if len(line) > 100] == []


def test_no_two_rooms_have_a_file_of_one_name():
    """A command is named after what it runs, so the files of screen/cli stand outside of this."""
    names = [p.name for p in FILES if p.name != "__init__.py" and p.parent.name != "cli"]
    assert sorted(name for name in set(names) if names.count(name) > 1) == []


def test_every_module_says_what_it_is():
    assert [
        str(path)
        for path in FILES
        if not ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))
    ] == []


def test_nothing_runs_or_unpickles_what_it_reads():
    """Neither by name, nor by module, nor through the ways in which libraries do it."""
    calls = {"eval", "exec", "compile", "__import__"}
    modules = {
        "pickle",
        "cPickle",
        "marshal",
        "shelve",
        "dill",
        "joblib",
        "cloudpickle",
        "yaml",
        "jsonpickle",
    }
    methods = {"system", "popen", "read_pickle", "deserialize"}
    for path in FILES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                called = node.func
                assert not (isinstance(called, ast.Name) and called.id in calls), (
                    f"{path}, line {node.lineno}"
                )
                assert not (isinstance(called, ast.Attribute) and called.attr in methods), (
                    f"{path}, line {node.lineno}"
                )
                shell = [word for word in node.keywords if word.arg == "shell"]
                assert not shell, f"{path}, line {node.lineno}: a shell"
            if isinstance(node, ast.Import):
                assert not {alias.name.split(".")[0] for alias in node.names} & modules, path
            if isinstance(node, ast.ImportFrom):
                assert (node.module or "").split(".")[0] not in modules, path


def test_xml_is_parsed_without_entities_and_without_the_network():
    """Every parser of lxml in our files is made by hand, and closed."""
    for path in FILES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
                words = {word.arg: getattr(word.value, "value", None) for word in node.keywords}
                if node.func.attr in {"XMLParser", "iterparse"}:
                    assert words["resolve_entities"] is False and words["no_network"] is True, (
                        f"{path}, line {node.lineno}"
                    )


def test_the_bounds_of_what_we_need_can_be_tried():
    """``make test-minimum`` installs the lower bounds.

    Each has one, and none has an upper bound that would hold back a repair.
    """
    from minimum import oldest

    needed = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"][
        "dependencies"
    ]
    assert len(oldest()) > len(needed) >= 5
    assert not [one for one in needed if "<" in one or "==" in one]


def test_one_module_goes_past_the_public_interface_of_openpyxl():
    for path in FILES:
        if path.parent.name != "excel" or path.name == "openpyxl_internals.py":
            continue
        tree = ast.parse(path.read_text(encoding="utf-8"))
        private = {
            f"{node.attr}, line {node.lineno}"
            for node in ast.walk(tree)
            if isinstance(node, ast.Attribute)
            and node.attr.startswith("_")
            and not (isinstance(node.value, ast.Name) and node.value.id == "self")
        }
        imported = {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
        assert not private and "openpyxl.writer.excel" not in imported, (path, private)
