"""One case: what the file says beside what the list says, word by word, with all evidence."""

import json
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from starlette.requests import Request
from starlette.responses import Response

from screen.matching.alignment import align
from screen.models.kinds import TABLE_KINDS
from screen.models.result import Finding
from screen.models.rows import holds
from screen.models.rulebook import RULES, rulebook
from screen.models.vocabulary import DISPOSITIONS
from screen.models.watchlist import Entry
from screen.names.parse import parse_name
from screen.pipeline import decide
from screen.reference.countries import country_name
from screen.report.case_phrases import decided_by, trade
from screen.report.html.charts import world_map
from screen.report.html.findings import findings_values
from screen.store import store_tables
from screen.store.loaded import listed_entries
from screen.store.standing import settled
from screen.store.trail import read_trail
from screen.web.case_lines import CaseLine, case_lines, loaded_case
from screen.web.column_choices import label_of
from screen.web.desk import Desk, desk_of, show

#: What each decision means, in the words of whoever makes it.
MEANINGS = {
    "false-positive": "Another firm or place: the likeness is a coincidence. The case closes.",
    "confirmed": "It is the listed party, or the sign is true. The case stays open.",
    "accepted": "It may be so, and the firm accepts the risk, for the reason given. It closes.",
    "escalated": "Somebody else has to decide, such as counsel. The case stays open.",
}
_FINDINGS_SHOWN = 60


@dataclass(frozen=True, slots=True)
class Word:
    """A word of the name in the file beside its word in the listed name, and what they share."""

    ours: str
    theirs: str
    said: str
    kind: str


def case_page(request: Request) -> Response:
    """Show one case of a run."""
    run, case_id = int(request.path_params["run"]), request.path_params["case"]
    return show_case(request, run, case_id)


def show_case(
    request: Request, run: int, case_id: str, *, status: int = 200, **given: Any
) -> Response:
    """Return the page of a case; ``given`` is what a refused form held, and why."""
    desk = desk_of(request)
    undecided = loaded_case(desk.store, run, case_id)
    lines = read_trail(desk.store, [case_id, *(one.id for one in undecided.findings)])
    result = decide(undecided, settled(lines), {})
    case = result.cases[0]
    entries = listed_entries(desk.store, result)
    matched = next((one for one in result.findings if one.match and not one.via), None)
    return show(
        request,
        "case.html",
        case.title,
        status=status,
        run=run,
        case=case,
        result=result,
        lines=list(reversed(lines)),
        seen=max((line["number"] for line in lines), default=0),
        words=_words(matched) if matched else [],
        matched=matched,
        beside=_beside(desk, run, result.findings, entries, case_id),
        rows=_rows(desk, run, case_id),
        found=result.findings[:_FINDINGS_SHOWN],
        left=len(result.findings) - _FINDINGS_SHOWN,
        map=world_map(result.findings),
        ways={tuple(one.via): one for one in reversed(result.findings) if one.via},
        following=_following(desk, run, case_id),
        rules=rulebook().rules,
        lists={used.id: used for used in result.watchlists},
        decided_by=decided_by,
        trade=trade(case),
        meanings=MEANINGS,
        dispositions=DISPOSITIONS,
        given={"said": "", "reason": "", "disposition": "", "expires": "", **given},
        **{k: v for k, v in findings_values(result).items() if k != "findings"},
    )


def _following(desk: Desk, run: int, case_id: str) -> CaseLine | None:
    """Return the next open case of the run after this one, else the first, else None."""
    lines = case_lines(desk.store, run)
    at = next((number for number, line in enumerate(lines) if line.id == case_id), 0)
    others = [*lines[at + 1 :], *lines[:at]]
    return next((line for line in others if line.is_open and not line.decision), None)


def _words(finding: Finding) -> list[Word]:
    """Return the two names word by word, as they were aligned."""
    assert finding.match
    name = finding.subject.name if finding.subject.name in finding.message else ""
    left = parse_name(name or finding.subject.value)
    right = parse_name(finding.match.matched_name)
    words = []
    for pair in align(left, right).pairs:
        token = pair.right or pair.left
        assert token
        if pair.left and pair.right:
            same = pair.similarity >= 1 and pair.left.text == pair.right.text
            said = (
                "the same"
                if same
                else "the same, written differently"
                if pair.similarity >= 1
                else f"alike, {pair.similarity:.0%}"
            )
        else:
            said = "only in your file" if pair.left else "only on the list"
        ours, theirs = pair.left, pair.right
        words.append(
            Word(ours.text if ours else "", theirs.text if theirs else "", said, token.kind)
        )
    return words


def _beside(
    desk: Desk,
    run: int,
    findings: list[Finding],
    entries: dict[tuple[str, str], Entry],
    case_id: str,
) -> list[dict[str, Any]]:
    """Return, for each entry that is cited, its fields beside those of the first row."""
    rows = _rows(desk, run, case_id)
    cells = rows[0]["cells"] if rows else {}
    first = findings[0]
    found = []
    for (list_id, _), entry in entries.items():
        if list_id == RULES:
            continue
        ours = {
            "Name": first.subject.name,
            "Country": country_name(first.context.country) if first.context.country else "",
            "Place": ", ".join(
                cells[name] for name in ("address", "city", "region") if name in cells
            ),
            "Goods": ", ".join(
                cells[name]
                for name in ("goods_description", "sector", "hs_code", "hs_codes")
                if name in cells
            ),
            "Numbers": ", ".join(
                cells[name] for name in ("registration_number", "mid") if name in cells
            ),
        }
        names = (*entry.aliases, *entry.native_names, *entry.weak_aliases)
        theirs = {
            "Name": "; ".join((entry.name, *names)),
            "Country": country_name(entry.country) if entry.country else "",
            "Place": ", ".join(filter(None, (entry.address, entry.city, entry.region))),
            "Goods": ", ".join((*entry.sectors, *entry.hs_prefixes, entry.scope)).strip(", "),
            "Numbers": ", ".join(entry.identifiers),
        }
        fields = [
            (label, ours[label], theirs[label]) for label in ours if ours[label] or theirs[label]
        ]
        days = " to ".join(str(day) for day in (entry.effective_from, entry.effective_to) if day)
        found.append({"list": list_id, "entry": entry, "fields": fields, "days": days})
    return found


def _rows(desk: Desk, run: int, case_id: str) -> list[dict[str, Any]]:
    table = store_tables.case_rows.c
    query = (
        select(table.body).where(table.run == run, table.case_id == case_id).order_by(table.place)
    )
    with desk.store.reading() as connection:
        rows = [json.loads(text) for text in connection.execute(query).scalars()]
    for row in rows:
        kind = TABLE_KINDS.get(row["kind"])
        row["shown"] = {
            label_of(name) if kind and name in kind.model.model_fields else name: (
                country_name(value)
                if kind and name in kind.model.model_fields and holds(kind.model, name) == "country"
                else value
            )
            for name, value in row["cells"].items()
        }
    return rows
