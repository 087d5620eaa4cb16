"""What a decision on a case rests on, as one line of text that travels with the decision.

A part for each rule and entry: level, digest of entry and evidence, contexts, findings. Contexts
are countries with what their rows say of the match, such as ``CN:neutral``. Findings are named by
the first letters of their ids, so that a case is found again even if its own id has changed because
flscreen has learned more words.
"""

from collections.abc import Sequence

from screen.models.result import Finding
from screen.models.rulebook import RULES
from screen.models.vocabulary import LEVELS, Level

#: So many letters of an id tell the findings of a run apart.
SHORT_ID = 8
#: A case of more findings than this names none, so that a cell of Excel holds the line.
_MOST_NAMED = 400
#: The words of a part; decisions of before contexts have four, those of before findings five.
_WORDS = (4, 5, 6)


def basis_of(found: Sequence[Finding]) -> str:
    """Return what a decision on a case of the findings ``found`` rests on."""
    gravest: dict[str, str] = {}
    contexts: dict[str, set[str]] = {}
    ids: dict[str, set[str]] = {}
    for one in found:
        what = f"{one.rule} {one.context.list_id or RULES}/{one.context.entry_id}"
        gravest.setdefault(what, f"{one.level} {one.context.basis}")
        contexts.setdefault(what, set()).add(one.context.where)
        if not one.context.origin:
            ids.setdefault(what, set()).add(one.id[:SHORT_ID])
    if sum(map(len, ids.values())) > _MOST_NAMED:
        ids = {}
    parts = (
        (what, rest, ",".join(sorted(contexts[what])), ",".join(sorted(ids.get(what, ()))))
        for what, rest in sorted(gravest.items())
    )
    return "; ".join(" ".join(part).strip() for part in parts)


def rested_on(basis: str) -> dict[tuple[str, str], tuple[Level, str, frozenset[str]]]:
    """Return what a decision on a case rested on: level, digest and contexts by rule and entry.

    Decisions of before contexts were kept have none, and are not held against them.
    """
    rested: dict[tuple[str, str], tuple[Level, str, frozenset[str]]] = {}
    for words in _parts(basis):
        contexts = frozenset(words[4].split(",")) if len(words) > _WORDS[0] else frozenset[str]()
        rested[words[0], words[1]] = (words[2], words[3], contexts)  # type: ignore[assignment]
    return rested


def findings_in(basis: str) -> frozenset[str]:
    """Return the findings that a decision on a case saw, by the beginning of their ids."""
    last = max(_WORDS)
    return frozenset(
        id for words in _parts(basis) if len(words) == last for id in words[last - 1].split(",")
    )


def _parts(basis: str) -> list[list[str]]:
    parts = [part.split() for part in basis.split(";")]
    return [words for words in parts if len(words) in _WORDS and words[2] in LEVELS]
