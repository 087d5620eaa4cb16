"""Gathers hits into findings: one for each subject, rule and entry, with every row it touches and all it rests on."""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import polars as pl

from screen.matching.match import explain_match
from screen.models.policy import Policy
from screen.models.result import Finding, FindingContext, Match, Occurrences, Subject
from screen.models.watchlist import Entry, Watchlist
from screen.names.countries import country_name
from screen.names.fold import fold
from screen.risk.context import judge_context
from screen.risk.levels import entity_level, priority, rule_level
from screen.risk.subject import Screened, main_party
from screen.risk.wording import action, date_notes, message, status_notes

#: Columns that hold names: a place found only in them says less than one in an address.
_NAME_ROLES = {"supplier name", "aliases", "factory", "parent", "manufacturer", "shipper", "seller"}
#: What makes two hits one finding.
_IDENTITY = ("kind", "rule", "list_id", "entry_id", "identity", "country")
#: Rules that speak of a country and say nothing of a supplier: one finding for each country and entry, however many names are there.
_OF_COUNTRIES = ("host-country", "country-advisory", "uflpa-priority-sector", "goods-advisory")
#: A context judgement reads at most this many distinct cells of a finding's rows.
_CELLS_READ = 50


@dataclass(frozen=True, slots=True)
class _Group:
    """The hits of one finding, in input order: the first hit, the best one, and the rows, each once.

    ``rows`` is empty where the finding is of a country and not of a name; ``names`` says how many names it then touches.
    """

    first: dict[str, Any]
    best: dict[str, Any]
    rows: Sequence[dict[str, Any]]
    roles: tuple[str, ...]
    occurrences: list[Occurrences]
    names: int = 1

    def distinct(self, column: str) -> list[Any]:
        """The distinct values of a column over the rows, in order."""
        return list(dict.fromkeys(row[column] for row in self.rows if row[column]))

    @property
    def count(self) -> int:
        """How many rows the finding touches."""
        return sum(place.count for place in self.occurrences)


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
    that lists them. Rules that speak of a country alone have the country as their subject. The id says nothing of file and row, so decisions on it survive reordering.
    """
    if hits.is_empty():
        return
    named = pl.when(pl.col("rule") == "entity-match").then(pl.col("value")).otherwise(pl.coalesce("name", "value"))
    of_countries = pl.col("rule").is_in(_OF_COUNTRIES)
    quoted = _quoted(screened)
    joined = (
        hits.filter(~of_countries)
        .join(quoted, on="key")
        .with_columns(named.map_batches(_fold, return_dtype=pl.String).alias("identity"))
    )
    fields = [name for name in joined.columns if name not in _IDENTITY]
    groups = joined.sort("key", "role").group_by(_IDENTITY, maintain_order=True).agg(pl.struct(fields).alias("hits"))
    wide = hits.filter(of_countries).join(quoted, on="key").with_columns(identity=pl.col("country")).sort("key", "role")
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
    for _, frame in wide.group_by(_IDENTITY, maintain_order=True):
        first = frame.row(0, named=True)
        place = (first["list_id"], first["entry_id"])
        cited = _Cited(*entries[place], evidence[place], newest[place])
        yield _finding(first, _country_group(frame, first), cited, screened, policy)


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
    rows = list({hit["key"]: hit for hit in reversed(hits)}.values())[::-1]
    return _Group(
        first=hits[0],
        best=max(hits, key=lambda hit: hit["score"] or 0.0),
        rows=rows,
        roles=tuple(dict.fromkeys(hit["role"] for hit in hits)),
        occurrences=_occurrences((row["file"], row["sheet"], row["row"]) for row in rows),
    )


def _country_group(frame: pl.DataFrame, first: dict[str, Any]) -> _Group:
    places = frame.select("file", "sheet", "row").unique()
    return _Group(
        first=first,
        best=first,
        rows=(),
        roles=tuple(frame["role"].unique(maintain_order=True).to_list()),
        occurrences=_occurrences(places.iter_rows()),
        names=frame["name"].n_unique(),
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
        occurrences=group.occurrences,
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
    note = first["note"]
    if note and group.names > 1:
        note += " in the first of them"
    name = (group.best["value"] if match else first["name"]) or first["value"] or ""
    who = f"“{name}”"
    if rule in _OF_COUNTRIES:
        who = f"“{name}”" if group.names == 1 else f"“{name}” and {group.names - 1:,} more"
        name = country_name(country)
    subject = Subject(
        kind=identity["kind"],
        id=first["id"] or "",
        name=name,
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
        priority=priority(level, match.score if match else None, context.verdict, group.count),
        message=message(rule, who, subject, match, watchlist, entry, note, country, cited.newest, screened.as_of),
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


def _occurrences(places: Iterable[tuple[str, str, int]]) -> list[Occurrences]:
    rows: dict[tuple[str, str], list[int]] = {}
    for file, sheet, row in places:
        rows.setdefault((file, sheet), []).append(row)
    return [
        Occurrences(file=file, sheet=sheet, rows=_ranges(sorted(numbers)), count=len(numbers))
        for (file, sheet), numbers in sorted(rows.items())
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
