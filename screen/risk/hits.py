"""What every rule returns: one line for each row that shows something, before findings are made."""

from collections.abc import Iterable, Sequence

import polars as pl

from screen.models.frames import Schema
from screen.models.kinds import RowKind
from screen.models.rulebook import RULES
from screen.models.watchlist import Entry, Watchlist
from screen.risk.screened import Screened

#: One row matches one entry under one rule. ``value`` is the name or cell that matched; score
#: (0-100), band, matched name and variant are null where a rule compares no names. ``note`` says
#: more in words; ``raised`` is how many levels other facts of the row lift the rule's own (below 0:
#: sink it).
HIT_SCHEMA: Schema = {
    "key": pl.UInt32,
    "kind": pl.String,
    "rule": pl.String,
    "list_id": pl.String,
    "entry_id": pl.String,
    "column": pl.String,
    "role": pl.String,
    "value": pl.String,
    "country": pl.String,
    "score": pl.Float64,
    "band": pl.String,
    "matched_name": pl.String,
    "variant": pl.String,
    "name_kind": pl.String,
    "note": pl.String,
    "raised": pl.Int8,
}


#: This many hits of one value, on average, are worth putting together.
_ALIKE = 4
#: What hits that are put together agree in.
_SAME = [name for name in HIT_SCHEMA if name != "key"]


def hits(
    screened: Screened,
    rows: pl.DataFrame,
    kind: RowKind,
    *,
    column: str,
    rule: str | None = None,
    of: tuple[Watchlist, Entry] | None = None,
    role: str | None = None,
    note: str | pl.Expr = "note",
    value: pl.Expr | None = None,
    country: pl.Expr | None = None,
) -> pl.DataFrame:
    """Return a hit (``HIT_SCHEMA``) for each of ``rows``, found in ``column``.

    ``of`` is the list and entry; a ``rule`` without a list cites the rulebook; where both are
    None, ``rows`` hold rule, list_id and entry_id. ``role`` is the column's name, ``value`` the
    main party of the row and ``country`` its stated country unless given. A string ``note``
    names a column.
    """
    given: dict[str, pl.Expr] = {
        "kind": pl.lit(kind.name),
        "column": screened.written(column),
        "role": pl.lit(role or column.replace("_", " ")),
        "value": kind.main_party() if value is None else value,
        "country": pl.col(kind.country) if country is None else country,
        "note": pl.col(note) if isinstance(note, str) else note,
    }
    if rule:
        given["rule"] = pl.lit(rule)
    if of:
        given |= {"list_id": pl.lit(of[0].info.id), "entry_id": pl.lit(of[1].entry_id)}
    elif rule:
        given |= {"list_id": pl.lit(RULES), "entry_id": pl.lit(rule)}
    return as_hits(rows.with_columns(**given))


def as_hits(frame: pl.DataFrame) -> pl.DataFrame:
    """Return ``frame`` with exactly ``HIT_SCHEMA``; columns that it lacks are null."""
    held = set(frame.columns)
    return frame.select(
        (pl.col(name) if name in held else pl.lit(None)).cast(dtype).alias(name)
        for name, dtype in HIT_SCHEMA.items()
    )


def together(frame: pl.DataFrame, *, named: bool = True) -> pl.DataFrame:
    """Return hits that differ in nothing but their row as one, ``key`` the list of its rows.

    A sheet may hold one row a million times; where hardly any are alike, none are put together.
    Hits that are not ``named`` make findings of a country or a sheet, whatever the names in it:
    they may differ in their value as well, and keep that of the first row.
    """
    if named and _hardly_alike(frame):
        return frame.with_columns(pl.concat_list("key"))
    same = [name for name in _SAME if named or name != "value"]
    differing = _differing(frame, same) or ["rule"]
    gathered = frame.group_by(differing, maintain_order=True).agg(
        "key",
        *(pl.col(name).first() for name in same if name not in differing),
        *(() if named else (_value_of_first(pl.col("key")),)),
    )
    return gathered.select(list(HIT_SCHEMA))


def joined(frame: pl.DataFrame, *, named: bool = True) -> pl.DataFrame:
    """Return hits that were put together part by part as one for all parts.

    Only numbers are taken apart for it: hits are wide, and may have a million rows each.
    """
    if named and _hardly_alike(frame):
        return frame
    numbered = frame.with_row_index("hit")
    same = [name for name in _SAME if named or name != "value"]
    value = () if named else (_value_of_first(pl.col("key").list.min()),)
    groups = numbered.group_by(same, maintain_order=True).agg("hit", *value).with_row_index("group")
    if groups.height == frame.height:
        return frame
    keys = (
        groups.select("group", "hit")
        .explode("hit")
        .join(numbered.select("hit", "key").explode("key"), on="hit", maintain_order="left_right")
        .group_by("group", maintain_order=True)
        .agg("key")
    )
    return groups.join(keys, on="group", maintain_order="left").select(list(HIT_SCHEMA))


def _differing(frame: pl.DataFrame, names: Sequence[str]) -> list[str]:
    """Return those of the columns ``names`` that hold more than one value: most hold one."""
    if frame.is_empty():
        return list(names)
    same = frame.select(pl.col(name).eq_missing(pl.col(name).first()).all() for name in names)
    return [name for name, alike in zip(names, same.row(0), strict=True) if not alike]


def _value_of_first(key: pl.Expr) -> pl.Expr:
    return pl.col("value").get(key.arg_min())


def _hardly_alike(frame: pl.DataFrame) -> bool:
    return frame["value"].n_unique() * _ALIKE > frame.height


def all_hits(frames: Iterable[pl.DataFrame]) -> pl.DataFrame:
    """Return ``frames`` of hits as one (``HIT_SCHEMA``); empty where there are none."""
    return pl.concat([pl.DataFrame(schema=HIT_SCHEMA), *frames])
