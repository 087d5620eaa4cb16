"""Finds every text that flscreen says to a user about a fault or a remark, in the code itself.

``python tests/message_texts.py`` prints those that screen/core/data/messages.toml does not hold.
"""

import ast
import tomllib
from pathlib import Path

PACKAGE = Path(__file__).parent.parent / "screen"
CATALOGUE = PACKAGE / "core" / "data" / "messages.toml"
ERRORS = {"InputError", "UsageError", "WatchlistError", "ScreenError", "InUse"}
#: Other calls that say something: their plain arguments and these named ones.
SAYS = {
    "Problem": "message",
    "NotScreened": "why",
    "Reading": "note",
    "tell": "",
    "_told": "",
    "problems_of_rows": "",
    "ValueError": "",
    "_refused": "",
    "append": "",
}


#: A step with its time, where --verbose asks for it.
_TIMES = "{} s  {}"
#: Variables and constants that hold such words.
NAMED = {"message", "counted", "note", "REPEATS_HEADER", "NOTHING_TO_SCREEN"}


def texts() -> dict[str, set[str]]:
    """Text with {} for each value -> the modules that say it."""
    found: dict[str, set[str]] = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        if path.name.endswith("_sheet.py") or path.parent.name == "rules":
            # Their notes belong to the sheets of the report, and to findings.
            continue
        for text in _of_module(ast.parse(path.read_text(encoding="utf-8"))):
            found.setdefault(text, set()).add(path.relative_to(PACKAGE).as_posix())
    return found


def _of_module(tree: ast.Module):
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            name = (
                node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
            )
            words = {word.arg: word.value for word in node.keywords}
            if name in ERRORS:
                yield from _whole(node.args[0], words.get("hint"))
            elif name in SAYS and (
                name != "append"
                or (getattr(node.func, "value", None) and ast.unparse(node.func.value) == "remarks")
            ):
                said = [*node.args, *([words[SAYS[name]]] if SAYS[name] in words else [])]
                for one in said:
                    for part in one.elts if isinstance(one, ast.Tuple) else [one]:
                        yield from _whole(part, None)
        targets = node.targets if isinstance(node, ast.Assign) else []
        if any(isinstance(one, ast.Name) and one.id in NAMED for one in targets):
            yield from _whole(node.value, None)


def _whole(what: ast.expr, hint: ast.expr | None):
    for text in _texts(what):
        if hint is None:
            if (
                any(letter.isalpha() for letter in text.replace("{}", ""))
                and " " in text
                and text != _TIMES
            ):
                yield text
        else:
            for more in _texts(hint):
                yield f"{text}; {more}"


def _texts(node: ast.expr) -> list[str]:
    """Every text that an expression can be; {} stands for what is only known later."""
    if isinstance(node, ast.Constant):
        return [node.value] if isinstance(node.value, str) else ["{}"]
    if isinstance(node, ast.JoinedStr):
        return [
            "".join(
                _texts(part)[0] if isinstance(part, ast.Constant) else "{}" for part in node.values
            )
        ]
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        return [one + other for one in _texts(node.left) for other in _texts(node.right)]
    if isinstance(node, ast.IfExp):
        return [*_texts(node.body), *_texts(node.orelse)]
    return ["{}"]


def known() -> dict[str, str]:
    """Text -> the code that explains it."""
    table = tomllib.loads(CATALOGUE.read_text(encoding="utf-8"))
    return {text: code for code, entry in table.items() for text in entry["says"]}


if __name__ == "__main__":
    explained = known() if CATALOGUE.is_file() else {}
    for text, modules in texts().items():
        if text not in explained:
            print(f"{', '.join(sorted(modules))}: {text}")
