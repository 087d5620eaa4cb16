"""Gathers hits into findings: one for each subject, rule and entry, with every row it touches and all it rests on."""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import polars as pl

from screen.matching.match import explain_match
from screen.models.policy import Policy
from screen.models.result import Finding, FindingContext, Match, Occurrences, Subject
from screen.models.watchlist import Entry, Watchlist
from screen.names.fold import fold
from screen.risk.context import judge_context
from screen.risk.levels import entity_level, priority, rule_level
from screen.risk.subject import Screened, main_party
from screen.risk.wording import action, date_notes, message, status_notes

#: Columns that hold names: a place found only in them says less than one in an address.
_NAME_ROLES = {"supplier name", "aliases", "factory", "parent", "manufacturer", "shipper", "seller"}
#: What makes two hits one finding.
_IDENTITY = ("kind", "rule", "list_id", "entry_id", "identity", "country")
#: A context judgement reads at most this many distinct cells of a finding's rows.
_CELLS_READ = 50


@dataclass(frozen=True, slots=True)
class _Group:
    """The hits of one finding, in input order: the first hit, the best one, and the rows, each once."""

    first: dict[str, Any]
    best: dict[str, Any]
    rows: Sequence[dict[str, Any]]
    roles: tuple[str, ...]

    def distinct(self, column: str) -> list[Any]:
        """The distinct values of a column over the rows, in order."""
        return list(dict.fromkeys(row[column] for row in self.rows if row[column]))


@dataclass(frozen=True, slots=True)
class _Cited:
    """The entry of a finding, the ids of its claims, and the date of the newest one."""

    watchlist: Watchlist
    entry: Entry
    evidence: list[str]
    newest: str


def gather(hits: pl.DataFrame, screened: Screened, policy: Policy) -> Iterator[Finding]:
    """Findings from hits (``HIT_SCHEMA``).

    A finding's subject is a name in a country, not a row: a firm that stands in a thousand shipments is one finding
    that lists them. Its id says nothing of file and row, so decisions on it survive reordering.
    """
    if hits.is_empty():
        return
    named = pl.when(pl.col("rule") == "entity-match").then(pl.col("value")).otherwise(pl.coalesce("name", "value"))
    joined = hits.join(_quoted(screened), on="key").with_columns(
        named.map_batches(_fold, return_dtype=pl.String).alias("identity")
    )
    fields = [name for name in joined.columns if name not in _IDENTITY]
    groups = joined.sort("key", "role").group_by(_IDENTITY, maintain_order=True).agg(pl.struct(fields).alias("hits"))
    entries = {(w.info.id, e.entry_id): (w, e) for w in screened.watchlists for e in w.entries}
    evidence: dict[tuple[str, str], list[str]] = {}
    newest: dict[tuple[str, str], str] = {}
    for watchlist in screened.watchlists:
        for claim in watchlist.evidence:
            place = (watchlist.info.id, claim.entry_id)
            evidence.setdefault(place, []).append(f"{watchlist.info.id}/{claim.evidence_id}")
            newest[place] = max(newest.get(place, ""), claim.date or "")
    for group in groups.iter_rows(named=True):
        place = (group["list_id"], group["entry_id"])
        cited = _Cited(*entries[place], evidence[place], newest[place])
        yield _finding(group, _group(group["hits"]), cited, screened, policy)


def _quoted(screened: Screened) -> pl.DataFrame:
    """The columns of all rows that findings quote, under common names."""
    parts = []
    for kind, frame in screened.rows.items():
        supplier = kind == "supplier"
        places = ["address", "city", "region"] if supplier else ["address", "city", "port_of_lading"]
        parts.append(
            frame.select(
                "key",
                "file",
                "sheet",
                "row",
                pl.col("supplier_id" if supplier else "shipment_id").alias("id"),
                main_party(kind).alias("name"),
                pl.col("country" if supplier else "country_of_origin").alias("origin"),
                pl.concat_str([pl.col(name) for name in places], separator=" ", ignore_nulls=True).alias("places"),
                pl.col("hs_codes" if supplier else "hs_code").alias("codes"),
                pl.col("sector" if supplier else "goods_description").alias("words"),
                (pl.col("registration_number") if supplier else pl.lit(None, dtype=pl.String)).alias("number"),
                (pl.lit(None, dtype=pl.Date) if supplier else pl.col("date")).alias("date"),
            )
        )
    return pl.concat(parts)


def _fold(series: pl.Series) -> pl.Series:
    distinct = series.drop_nulls().unique().to_list()
    return series.replace_strict({text: fold(text) or text for text in distinct}, default=None, return_dtype=pl.String)


def _group(hits: Sequence[dict[str, Any]]) -> _Group:
    return _Group(
        first=hits[0],
        best=max(hits, key=lambda hit: hit["score"] or 0.0),
        rows=list({hit["key"]: hit for hit in reversed(hits)}.values())[::-1],
        roles=tuple(dict.fromkeys(hit["role"] for hit in hits)),
    )


def _finding(
    identity: dict[str, Any],
    group: _Group,
    cited: _Cited,
    screened: Screened,
    policy: Policy,
) -> Finding:
    watchlist, entry = cited.watchlist, cited.entry
    rule, country, first = identity["rule"], identity["country"], group.first
    effect = watchlist.info.effect
    match = _match(group.best, watchlist, entry) if rule == "entity-match" else None
    context = FindingContext(
        country=country or "",
        occurrences=_occurrences(group.rows),
        list_id=watchlist.info.id,
        entry_id=entry.entry_id,
        entry_name=entry.name,
        effect=effect,
    )
    dates = [row["date"] for row in group.rows]
    if match:
        countries = group.distinct("origin") if country else []
        codes = "|".join(group.distinct("codes")[:_CELLS_READ])
        words = ", ".join(group.distinct("words")[:_CELLS_READ])
        context.verdict, context.notes = judge_context(
            entry,
            countries,
            group.distinct("places")[:_CELLS_READ],
            codes,
            words,
            group.distinct("number")[:_CELLS_READ],
        )
        level = entity_level(policy, effect, match.band, entry, screened.as_of, dates)
    else:
        in_name_only = rule.startswith("region-") and set(group.roles) <= _NAME_ROLES
        level = rule_level(policy, rule, entry, screened.as_of, in_name_only=in_name_only)
    context.notes += status_notes(entry, screened.as_of) + (date_notes(entry, dates) if match else [])
    subject = Subject(
        kind=identity["kind"],
        id=first["id"] or "",
        name=(group.best["value"] if match else first["name"]) or first["value"] or "",
        party_role=", ".join(group.roles),
        file=first["file"],
        sheet=first["sheet"],
        row=first["row"],
        column=first["column"],
        value=first["value"] or "",
    )
    return Finding(
        id=hashlib.sha256("\0".join(str(identity[part] or "") for part in _IDENTITY).encode()).hexdigest()[:16],
        rule=rule,
        level=level,
        priority=priority(level, match.score if match else None, context.verdict, len(group.rows)),
        message=message(rule, subject, match, watchlist, entry, first["note"], country, cited.newest, screened.as_of),
        action=action(rule, effect),
        subject=subject,
        match=match,
        context=context,
        evidence=cited.evidence,
    )


def _match(best: dict[str, Any], watchlist: Watchlist, entry: Entry) -> Match:
    return Match(
        list_id=watchlist.info.id,
        entry_id=entry.entry_id,
        entry_name=entry.name,
        matched_name=best["matched_name"],
        score=best["score"],
        band=best["band"],
        explanation=explain_match(best["variant"], best["matched_name"], best["name_kind"]),
    )


def _occurrences(rows: Sequence[dict[str, Any]]) -> list[Occurrences]:
    places: dict[tuple[str, str], list[int]] = {}
    for row in rows:
        places.setdefault((row["file"], row["sheet"]), []).append(row["row"])
    return [
        Occurrences(file=file, sheet=sheet, rows=_ranges(sorted(numbers)), count=len(numbers))
        for (file, sheet), numbers in sorted(places.items())
    ]


def _ranges(numbers: list[int]) -> str:
    """Row numbers as in a print dialog: [4, 9, 10, 11] is '4, 9-11'."""
    runs: list[tuple[int, int]] = []
    for number in numbers:
        if runs and number == runs[-1][1] + 1:
            runs[-1] = (runs[-1][0], number)
        else:
            runs.append((number, number))
    return ", ".join(f"{first}-{last}" if last > first else str(first) for first, last in runs)
