"""identifier-match: a registration number of the row is that of a listed party."""

from collections.abc import Iterator

import polars as pl

from screen.models.kinds import TABLE_KINDS
from screen.reference.identifiers import compact, identifier_kind
from screen.risk.facts.facts import Facts
from screen.risk.hits import hits

#: Numbers of fewer digits without check digits are given to several firms by several registers.
_LEAST = 8


def find(facts: Facts) -> Iterator[pl.DataFrame]:
    """Yield hits of rows whose number is a listed one under a name that does not match.

    Names change and are hidden; a register gives a number to one firm alone. Where the name
    matches the same entry, the number is context of that finding.
    """
    screened = facts.screened
    entries = [
        (watchlist.info.id, entry.entry_id, number, identifier_kind(number))
        for watchlist, entry in screened.entries("entity", "facility")
        for written in entry.identifiers
        for number in {compact(part) for part in (written, *written.split())}
        if identifier_kind(number) or sum(map(str.isdigit, number)) >= _LEAST
    ]
    schema = {"list_id": pl.String, "entry_id": pl.String, "number": pl.String, "what": pl.String}
    listed = pl.DataFrame(entries, schema=schema, orient="row")
    named = facts.rows_hit("entity-match")
    for kind in TABLE_KINDS.values():
        if kind.registration is None or listed.is_empty():
            continue
        rows = screened.rows[kind.name].filter(pl.col(kind.registration).is_not_null())
        plain = {text: compact(text) for text in rows[kind.registration].unique()}
        matched = (
            rows.with_columns(
                pl.col(kind.registration)
                .replace_strict(plain, default=None, return_dtype=pl.String)
                .alias("number")
            )
            .join(listed, on="number")
            .join(named, on=["key", "list_id", "entry_id"], how="anti")
            .with_columns(pl.lit("identifier-match").alias("rule"))
        )
        note = pl.format(
            "its {} {}",
            pl.col("what").fill_null("registration number"),
            kind.registration,
        )
        yield hits(screened, matched, kind, column=kind.registration, note=note)
