"""Text from strangers, made safe to show: in files, spreadsheets, Markdown and on terminals."""

import re
from typing import Literal

#: What XML 1.0, and so .xlsx and JUnit, cannot hold: most control characters, halves of surrogate
#: pairs, and two code points that are not characters.
NOT_IN_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
#: What makes a spreadsheet take text for a formula. The wide signs do so in East Asian editions
#: of Excel.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
#: What moves the cursor of a terminal, or colours, hides or reverses its text: control characters
#: and marks of direction.
_CONTROLS_TERMINALS = re.compile(
    r"[\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]"
)
#: Where a spreadsheet may begin a cell in text from CSV: at its start, and behind what separates
#: cells in other editions of Excel and in LibreOffice; white space and quotes are not looked at.
_CELL_START = r"(^|[;\t\r\n])"
_SIGN_AHEAD = r"(?=(?:[^\S\t\r\n]|\")*[=+\-@＝＋－＠])"
_FORMULA = re.compile(_CELL_START + _SIGN_AHEAD)
_GUARDED = re.compile(f"{_CELL_START}'{_SIGN_AHEAD}")
#: What begins and ends stretches of text in another direction (UAX 9).
_OVERRIDES = re.compile("[\u202a-\u202e\u2066-\u2069]")
_ISOLATES, _END_OF_ISOLATE = "\u2066\u2067\u2068", "\u2069"
#: What CI servers take for a command: two colons at the start of a line, these signs anywhere.
_COLONS, _SIGNS = re.compile(r"^(\s*):(?=:)", re.MULTILINE), re.compile(r"##(?=\[|vso\[)")
#: What a printed report is: text, JSON, or commands of a CI server that are meant as such.
Syntax = Literal["text", "json", "commands"]
#: The length of a message that a person reads: a path, a cell and what to do fit in it.
_LONGEST_LINE = 900


def one_line(text: str, longest: int = _LONGEST_LINE) -> str:
    """Return ``text`` in one line of at most about ``longest`` letters.

    White space becomes blanks and other control characters '?'; '…' replaces the middle of text
    that is too long. CI servers do not take it for a command.

    >>> one_line("Acme\\n\\x1b[31mLtd")
    'Acme ?[31mLtd'
    """
    text = _no_command(_plain(text))
    if len(text) <= longest:
        return text
    return f"{text[: longest * 2 // 3]} … {text[-longest // 3 :]}"


def for_log(text: str, syntax: Syntax = "text") -> str:
    """Return a report of several lines so that it can stand on a terminal or in a log.

    JSON keeps its meaning: what would be taken for more than text is escaped.
    """
    if syntax == "json":
        text = "\n".join(
            _CONTROLS_TERMINALS.sub(lambda found: f"\\u{ord(found[0]):04x}", line)
            for line in text.split("\n")
        )
        return _SIGNS.sub(r"#\\u0023", text)
    lines = ("\t".join(map(_plain, line.split("\t"))) for line in text.split("\n"))
    text = "\n".join(lines)
    return _SIGNS.sub("## ", text) if syntax == "commands" else _no_command(text)


def _plain(line: str) -> str:
    return _CONTROLS_TERMINALS.sub(lambda found: " " if found[0].isspace() else "?", line)


def _no_command(text: str) -> str:
    return _SIGNS.sub("## ", _COLONS.sub(r"\1: ", text))


def guarded(text: str) -> str:
    """Return ``text`` so that no spreadsheet takes it, or a part of it, for a formula.

    >>> guarded("=1+1"), guarded("Acme; =1+1"), guarded("Acme - Toys")
    ("'=1+1", "Acme;' =1+1", 'Acme - Toys')
    """
    return _FORMULA.sub(r"\1'", text)


def unguarded(text: str) -> str:
    """Return a text as it was before ``guarded``.

    >>> unguarded(guarded("=1+1; -x"))
    '=1+1; -x'
    """
    return _GUARDED.sub(r"\1", text)


def isolated(text: str) -> str:
    """Return ``text`` so that its marks of direction turn round nothing that stands behind it."""
    if not _OVERRIDES.search(text):
        return text
    kept, depth = [], 0
    for letter in text:
        depth += letter in _ISOLATES
        if letter == _END_OF_ISOLATE:
            if not depth:
                continue
            depth -= 1
        kept.append(letter)
    return f"\u2068{''.join(kept)}{_END_OF_ISOLATE * depth}{_END_OF_ISOLATE}"


_ESCAPED = str.maketrans(
    {letter: f"\\{letter}" for letter in "\\`*_[]|~$"}
    | {"<": "&lt;", ">": "&gt;", "\n": " ", "\r": " "}
)
#: What becomes a link or calls a person without any markup: addresses and names behind an @.
_LINKED = re.compile(r"@|(?<=www)\.|:(?=//)", re.IGNORECASE)


def escape_markdown(text: str) -> str:
    """Escape text so that Markdown and HTML show it as it is.

    A vendor's name must not become a link, a picture or a formula, nor call anybody.
    """
    text = _plain(text).translate(_ESCAPED)
    return _LINKED.sub(lambda found: f"{found[0]}<!-- -->", text)
