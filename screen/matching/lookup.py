"""One name against all lists, with explanation and evidence; what ``flscreen name`` prints."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from screen.matching.matcher import explain_match, match_names
from screen.matching.name_index import build_index
from screen.models.policy import BandEdges
from screen.models.watchlist import Watchlist
from screen.reference.countries import country_name


@dataclass(frozen=True, slots=True)
class Answer:
    """One entry that the name matched. ``score`` is 0-100 on thefuzz's scale."""

    list_id: str
    entry_id: str
    entry_name: str
    effect: str
    matched_name: str
    score: float
    band: str
    explanation: list[str]
    evidence: list[str]

    def as_dict(self) -> dict[str, Any]:
        """Return the answer as JSON-ready values."""
        return asdict(self)


def look_up(
    name: str, country: str, watchlists: Sequence[Watchlist], edges: BandEdges
) -> list[Answer]:
    """Return the entries that ``name`` matches, best first.

    ``country`` (alpha-2 or '') is judged in the explanation only.
    """
    matches = match_names([name], build_index(watchlists), edges).sort(
        "score", descending=True, maintain_order=True
    )
    lists = {watchlist.info.id: watchlist for watchlist in watchlists}
    answers = []
    for row in matches.iter_rows(named=True):
        watchlist = lists[row["list_id"]]
        entry = next(item for item in watchlist.entries if item.entry_id == row["entry_id"])
        reasons = explain_match(row["variant"], row["matched_name"], row["name_kind"], name)
        if country and entry.country:
            agrees = "agrees" if country == entry.country else "differs"
            reasons.append(
                f"country {agrees}: {country_name(country)} given, {country_name(entry.country)}"
                " listed"
            )
        if entry.status != "active":
            reasons.append(f"the entry is marked {entry.status}")
        claims = [
            claim.claim + (f" Caveat: {claim.caveat}" if claim.caveat else "")
            for claim in watchlist.evidence
            if claim.entry_id == entry.entry_id
        ]
        answers.append(
            Answer(
                watchlist.info.id,
                entry.entry_id,
                entry.name,
                watchlist.info.effect,
                row["matched_name"],
                row["score"],
                row["band"],
                reasons,
                claims,
            )
        )
    return answers
