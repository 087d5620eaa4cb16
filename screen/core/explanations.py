"""Why flscreen says what it says, and what to do: the catalogue of its errors and remarks.

``core/data/messages.toml`` holds it; a test finds every message in the code and looks for it there.
"""

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib import resources

from screen.core.errors import ExitCode

#: What each exit code means and what to do then; the help of the commands says the same.
EXIT_MEANS = {
    ExitCode.CLEAR: "nothing open at or above --fail-on",
    ExitCode.FINDINGS: "findings",
    ExitCode.USAGE: "usage or configuration error",
    ExitCode.INPUT: (
        "input unusable (unreadable, no name column, more rejected rows than --max-rejected)"
    ),
    ExitCode.WATCHLISTS: "watchlists unusable, or older than --max-list-age",
    ExitCode.STOPPED: "stopped by Ctrl-C or SIGTERM",
}
EXIT_MEND = {
    ExitCode.CLEAR: "Nothing is to be done. The absence of findings is no clearance.",
    ExitCode.FINDINGS: "Open the report and decide on each case.",
    ExitCode.USAGE: "Read the one line on standard error; it names what to change.",
    ExitCode.INPUT: (
        "Read the Problems sheet or standard error. With --strict, anything that was not screened"
        " and any encoding in doubt ends with this code too."
    ),
    ExitCode.WATCHLISTS: "Run 'flscreen lists verify' and 'flscreen lists update'.",
    ExitCode.STOPPED: "Start it again; no half-written report was left.",
}


@dataclass(frozen=True, slots=True)
class Explanation:
    """One kind of message: its code, what it ``says``, its cause and what to do.

    In ``says``, {} stands for what is only known when it is said.
    """

    code: str
    says: tuple[str, ...]
    cause: str
    mend: str


@cache
def explanations() -> dict[str, Explanation]:
    """Return all explanations by code, in alphabetical order."""
    text = resources.files("screen.core").joinpath("data", "messages.toml").read_text("utf-8")
    return {
        code: Explanation(code, tuple(one["says"]), one["cause"], one["mend"])
        for code, one in sorted(tomllib.loads(text).items())
    }


def explained(message: str) -> Explanation | None:
    """Return what explains a ``message`` that a user copied, None where nothing is like it.

    It serves people who look something up; programs go by exit codes and by fields.

    >>> explained("flscreen: in.xlsx: is password-protected; save a copy").code
    'password'
    """
    found = [
        (len(fault.replace("{}", "")), one)
        for one in explanations().values()
        for text in one.says
        for fault in (text, text.partition(";")[0])
        if _holds(message, fault)
    ]
    return max(found, key=lambda pair: pair[0])[1] if found else None


def like(words: Iterable[str]) -> list[Explanation]:
    """Return the explanations that hold all of ``words``, whatever their case."""
    wanted = [word.casefold() for word in words]
    return [
        one
        for one in explanations().values()
        if all(word in " ".join((one.code, *one.says, one.cause)).casefold() for word in wanted)
    ]


def _holds(message: str, text: str) -> bool:
    parts = [part for part in text.split("{}") if part]
    if max((len(part) for part in parts), default=0) < 5:
        return False
    return bool(re.search(".*?".join(map(re.escape, parts)), message, re.DOTALL))
