"""Runs the rules and gathers their hits into findings: one for each subject, rule and entry, with everything it rests on."""

import hashlib
from collections.abc import Callable, Iterable
from typing import Any

import polars as pl

from screen.matching.match import NameIndex, build_index, explain_match
from screen.models.policy import Policy
from screen.models.result import Finding, FindingContext, Match, Occurrences, Subject
from screen.models.vocabulary import SubjectKind
from screen.models.watchlist import Entry, Watchlist
from screen.names.countries import country_name
from screen.names.fold import fold
from screen.risk.commodities import commodity_scope
from screen.risk.context import judge_context
from screen.risk.entities import entity_match
from screen.risk.hits import hits
from screen.risk.hosts import host_country
from screen.risk.levels import entity_level, is_over, priority, rule_level
from screen.risk.origin import origin_dprk
from screen.risk.regions import region_match
from screen.risk.rulebook import rulebook
from screen.risk.subject import Screened, main_party

#: Columns that hold names: a place found only in them says less than one in an address.
_NAME_ROLES = {"supplier name", "aliases", "factory", "parent", "manufacturer", "shipper", "seller"}


def assess(screened: Screened, policy: Policy, progress: Callable[[str], None] = lambda _: None) -> list[Finding]:
    """All findings, in order of priority. The order of the input rows changes nothing but the first row named."""
    progress("Matching names")
    index: NameIndex = build_index(screened.watchlists)
    names = entity_match(screened, index, policy)
    progress("Applying rules")
    regions = region_match(screened)
    found = pl.concat(
        [names, origin_dprk(screened), regions, host_country(screened), commodity_scope(screened, regions)]
    )
    found = found.filter(~pl.col("rule").is_in(list(policy.rules_off)))
    progress("Gathering findings")
    return sorted(_findings(found, screened, policy), key=lambda f: (-f.priority, f.rule, fold(f.subject.name), f.id))


def _rows_of(screened: Screened) -> pl.DataFrame:
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
                (pl.lit(None, dtype=pl.Date) if supplier else pl.col("date")).alias("date"),
            )
        )
    return pl.concat(parts)


def _findings(found: pl.DataFrame, screened: Screened, policy: Policy) -> Iterable[Finding]:
    if found.is_empty():
        return
    identity = pl.when(pl.col("rule") == "entity-match").then(pl.col("value")).otherwise(pl.coalesce("name", "value"))
    joined = hits(found).join(_rows_of(screened), on="key").with_columns(_folded(identity).alias("identity"))
    entries = {(w.info.id, e.entry_id): (w, e) for w in screened.watchlists for e in w.entries}
    evidence: dict[tuple[str, str], list[str]] = {}
    for watchlist in screened.watchlists:
        for claim in watchlist.evidence:
            evidence.setdefault((watchlist.info.id, claim.entry_id), []).append(
                f"{watchlist.info.id}/{claim.evidence_id}"
            )
    keys = ["kind", "rule", "list_id", "entry_id", "identity", "country"]
    for (kind, rule, list_id, entry_id, who, country), group in joined.sort("key", "role").group_by(
        keys, maintain_order=True
    ):
        watchlist, entry = entries[(str(list_id), str(entry_id))]
        fingerprint = _fingerprint(kind, rule, list_id, entry_id, who, country or "")
        yield _finding(
            fingerprint, str(rule), group, watchlist, entry, evidence[(str(list_id), str(entry_id))], screened, policy
        )


def _folded(text: pl.Expr) -> pl.Expr:
    return text.map_batches(_fold_series, return_dtype=pl.String)


def _fold_series(series: pl.Series) -> pl.Series:
    distinct = series.drop_nulls().unique().to_list()
    return series.replace_strict({text: fold(text) or text for text in distinct}, default=None, return_dtype=pl.String)


def _fingerprint(*parts: Any) -> str:
    return hashlib.sha256("\0".join(str(part) for part in parts).encode()).hexdigest()[:16]


def _finding(
    fingerprint: str,
    rule: str,
    group: pl.DataFrame,
    watchlist: Watchlist,
    entry: Entry,
    evidence: list[str],
    screened: Screened,
    policy: Policy,
) -> Finding:
    best = (
        group.sort("score", descending=True, nulls_last=True, maintain_order=True).row(0, named=True)
        if rule == "entity-match"
        else None
    )
    first = group.row(0, named=True)
    rows = group.unique(subset="key", keep="first", maintain_order=True)
    words = ", ".join(rows["words"].drop_nulls().unique(maintain_order=True).head(20).to_list())
    codes = "|".join(rows["codes"].drop_nulls().unique(maintain_order=True).head(50).to_list())
    places = rows["places"].drop_nulls().unique(maintain_order=True).head(50).to_list()
    countries = rows["origin"].drop_nulls().unique().to_list() if rule != "entity-match" or first["country"] else []
    match: Match | None = None
    if best:
        verdict, notes = judge_context(entry, countries, places, codes, words)
        level = entity_level(policy, watchlist.info.effect, best["band"], entry, screened.as_of)
        match = Match(
            list_id=watchlist.info.id,
            entry_id=entry.entry_id,
            entry_name=entry.name,
            matched_name=best["matched_name"],
            score=best["score"],
            band=best["band"],
            explanation=explain_match(best["variant"], best["matched_name"], best["name_kind"]),
        )
    else:
        verdict, notes = "neutral", []
        in_name_only = rule.startswith("region-") and set(group["role"]) <= _NAME_ROLES
        level = rule_level(policy, rule, entry, screened.as_of, in_name_only=in_name_only)
    notes += _status_notes(entry, screened) + _date_notes(entry, rows["date"], rule)
    kind: SubjectKind = first["kind"]
    roles = list(dict.fromkeys(group["role"].to_list()))
    subject = Subject(
        kind=kind,
        id=first["id"] or "",
        name=(best["value"] if best else first["name"]) or first["value"] or "",
        party_role=", ".join(roles),
        file=first["file"],
        sheet=first["sheet"],
        row=first["row"],
        column=first["column"],
        value=first["value"] or "",
    )
    context = FindingContext(
        verdict=verdict,
        notes=notes,
        country=first["country"] or "",
        occurrences=_occurrences(rows),
        list_id=watchlist.info.id,
        entry_id=entry.entry_id,
        entry_name=entry.name,
        effect=watchlist.info.effect,
    )
    return Finding(
        id=fingerprint,
        rule=rule,
        level=level,
        priority=priority(level, match.score if match else None, verdict, rows.height),
        message=_message(rule, subject, match, watchlist, entry, first["note"], first["country"]),
        action=_action(rule, watchlist),
        subject=subject,
        match=match,
        context=context,
        evidence=evidence,
    )


def _message(
    rule: str,
    subject: Subject,
    match: Match | None,
    watchlist: Watchlist,
    entry: Entry,
    note: str | None,
    country: str | None,
) -> str:
    effect = rulebook().effects[watchlist.info.effect]
    if match:
        like = {
            "exact": "is the same name as",
            "strong": "closely matches",
            "probable": "probably matches",
            "possible": "may match",
        }[match.band]
        text = f"“{subject.name}” ({subject.party_role}) {like} “{match.matched_name}”"
        text += f", a name of {entry.name}," if match.matched_name != entry.name else ""
        return f"{text} on the list “{watchlist.info.title}” (score {match.score:g} of 100). If it is that party: {effect}."
    if rule == "origin-dprk":
        return f"{note}. Imports from North Korea into the United States are prohibited without a licence."
    if rule.startswith("region-"):
        return f"For “{subject.name}”, {note}, which lies in {entry.name}. If goods come from there: {effect}."
    if rule.startswith("commodity-scope"):
        return f"Goods of “{subject.name}” from {country_name(country or '')} may fall under the order on {entry.name}: {note}. If so: {effect}."
    present = {
        "active": "is reported in recent years to host North Korean labour",
        "former": "was a host of North Korean labour in the past and is not reported as one now",
        "disputed": "was once called a host of North Korean labour by a blog author; no published list names it",
    }.get(entry.status, "was reported before 2020 to host North Korean labour; its present state was not verified")
    sector = f"; {note}" if note else ""
    return f"“{subject.name}” is in {entry.name}, which {present}{sector}. This says nothing about the company itself."


def _action(rule: str, watchlist: Watchlist) -> str:
    action = rulebook().rules[rule].action
    if rule == "entity-match" and watchlist.info.effect == "sanction":
        return action + " Do not pay or ship meanwhile."
    if rule == "entity-match" and watchlist.info.effect in {"import-ban", "rebuttable-presumption", "detention"}:
        return action + " Hold shipments until that is settled."
    return action


def _status_notes(entry: Entry, screened: Screened) -> list[str]:
    notes = []
    if is_over(entry, screened.as_of):
        notes.append(f"no longer in force{f' since {entry.effective_to}' if entry.effective_to else ''}")
    elif entry.status not in {"active"}:
        notes.append(f"the entry is marked {entry.status}")
    if entry.scope and entry.kind != "commodity":
        notes.append(f"the listing extends: {entry.scope}")
    if entry.note:
        notes.append(entry.note)
    return notes


def _date_notes(entry: Entry, dates: pl.Series, rule: str) -> list[str]:
    """How shipment dates stand to the listing; a shipment before it is not dropped, because rulings look back."""
    known = dates.drop_nulls()
    notes = []
    if rule == "entity-match" and len(known) and entry.effective_from:
        before = known.filter(known < entry.effective_from)
        if len(before):
            days = min((entry.effective_from - day).days for day in before.to_list())
            notes.append(
                f"listed {entry.effective_from}: {len(before)} shipment row(s) are earlier, the latest by {days} days"
            )
    return notes


def _occurrences(rows: pl.DataFrame) -> list[Occurrences]:
    found = []
    for (file, sheet), group in rows.sort("row").group_by("file", "sheet", maintain_order=True):
        numbers = group["row"].to_list()
        found.append(Occurrences(file=str(file), sheet=str(sheet), rows=_ranges(numbers), count=len(numbers)))
    return sorted(found, key=lambda item: (item.file, item.sheet))


def _ranges(numbers: list[int]) -> str:
    """Row numbers as in a print dialog: [4, 9, 10, 11] is '4, 9-11'."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1][-1:] = [runs[-1][-1], number] if len(runs[-1]) == 1 else [number]
        else:
            runs.append([number])
    return ", ".join(f"{run[0]}-{run[-1]}" if len(run) > 1 else str(run[0]) for run in runs)
