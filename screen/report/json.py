"""The JSON report: the result as the contract publishes it, with keys in the models' order."""

import io
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from screen.models.case import Case
from screen.models.result import Finding, ScreeningResult

#: So many cases or findings are turned into text at a time.
_AT_A_TIME = 5_000


def to_text(result: ScreeningResult) -> str:
    """Return the result as JSON, indented, with a final line feed."""
    made = io.StringIO()
    for part in _parts(result):
        made.write(part)
    return made.getvalue()


def write(result: ScreeningResult, path: Path) -> None:
    """Write ``to_text`` piece by piece: of many findings it would take hundreds of megabytes."""
    with path.open("w", encoding="utf-8", newline="\n") as handle:
        handle.writelines(_parts(result))


def _parts(result: ScreeningResult) -> Iterator[str]:
    """Yield the pieces of the text."""
    bare = result.model_copy(update={"cases": [], "findings": []})
    before, _, rest = bare.model_dump_json(indent=2).partition('\n  "cases": []')
    between, _, after = rest.partition('\n  "findings": []')
    yield before
    yield from _listed("cases", TypeAdapter(list[Case]), result.cases)
    yield between
    yield from _listed("findings", TypeAdapter(list[Finding]), result.findings)
    yield f"{after}\n"


def _listed(name: str, adapter: TypeAdapter[Any], items: Sequence[Any]) -> Iterator[str]:
    """Yield the pieces of a list; line feeds inside of texts are escaped, so all are ours."""
    yield f'\n  "{name}": ['
    for at in range(0, len(items), _AT_A_TIME):
        text = adapter.dump_json(items[at : at + _AT_A_TIME], indent=2).decode()
        yield ("," if at else "") + text[1:-2].replace("\n", "\n  ")
    yield "\n  ]" if items else "]"
