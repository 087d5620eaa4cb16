"""mid-mismatch: a shipment's manufacturer code contradicts its origin or its manufacturer."""

from collections.abc import Iterator, Set

import polars as pl

from screen.models.kinds import RowKind, kinds_with
from screen.names.parse import parse_name
from screen.names.variants import name_variants
from screen.reference.countries import country_name
from screen.reference.manufacturer_codes import mid_stem, parse_mid
from screen.risk.facts.facts import Facts
from screen.risk.facts.hosts import countries_of_concern
from screen.risk.hits import hits

#: How codes write the legal form behind a name of one word.
_FORMS = [
    ("ltd",),
    ("limited",),
    ("co",),
    ("company",),
    ("inc",),
    ("corp",),
    ("private",),
    ("pvt",),
]
_CASE = ["mid", "country_of_origin", "manufacturer"]


def find(facts: Facts) -> Iterator[pl.DataFrame]:
    """Yield hits of codes that name another country than the origin, or another maker.

    They are raised by a level where that country is one of concern. Source: 19 C.F.R. Part 102,
    Appendix.
    """
    for kind in kinds_with(*_CASE):
        yield _mismatches(facts, kind)


def _mismatches(facts: Facts, kind: RowKind) -> pl.DataFrame:
    rows = facts.screened.rows[kind.name].filter(pl.col("mid").is_not_null())
    concern = countries_of_concern(facts.screened)
    cases = [
        (*case, *_contradictions(case[0], case[1] or "", case[2] or "", concern))
        for case in rows.select(_CASE).unique().iter_rows()
    ]
    schema = dict.fromkeys(_CASE, pl.String) | {"note": pl.String, "raised": pl.Int8}
    contradicted = pl.DataFrame([one for one in cases if one[3]], schema=schema, orient="row")
    matched = rows.join(contradicted, on=_CASE, nulls_equal=True)
    return hits(facts.screened, matched, kind, column="mid", rule="mid-mismatch")


def _contradictions(
    code: str, origin: str, manufacturer: str, concern: Set[str]
) -> tuple[str, int]:
    """Return what the code says against the row ('' for nothing), and if that raises the level."""
    mid = parse_mid(code)
    if mid is None:
        return "", 0
    said, raised = [], 0
    if origin and mid.country != origin:
        said.append(
            f"the code {code} is of {country_name(mid.country)} and the declared origin is"
            f" {country_name(origin)}"
        )
        raised = int(mid.country in concern)
    names = [name for name in name_variants(manufacturer) if name.isascii()]
    stems = {mid_stem(name) for name in names} - {""}
    others = {mid_stem(other) for name in names for other in _other_forms(name)} - {""}
    if stems and not any(
        stem.startswith(mid.stem) or mid.stem.startswith(stem) for stem in stems | others
    ):
        said.append(
            f"the letters {mid.stem} of the code {code} are not those of the declared manufacturer"
            f" ({', '.join(sorted(stems))})"
        )
    return "; ".join(said), raised


def _other_forms(name: str) -> list[str]:
    """Return a name under other spellings of its legal form: codes are built from any of them.

    >>> [mid_stem(other) for other in _other_forms("ARVIND LTD")][:3]
    ['ARV', 'ARVLTD', 'ARVLIM']
    """
    parsed = parse_name(name)
    words = parsed.folded.split()
    form = parsed.legal_form_written.split()
    core = words[: -len(form)] if form and words[-len(form) :] == form else words
    return [" ".join([*core, *more]) for more in ((), *_FORMS)] if core else []
