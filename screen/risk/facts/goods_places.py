"""Reads goods descriptions and remarks for the listed regions that goods come from."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

import polars as pl

from screen.intake.coverage import NAMES_OF_FILES, SweptColumn
from screen.models.kinds import KINDS, RowKind
from screen.models.watchlist import Entry, Watchlist
from screen.names.fold import fold
from screen.reference.chinese_places import follower, parts_of, texts_of
from screen.reference.commodities import (
    commodities_in_words,
    commodities_of_codes,
    matching_prefix,
)
from screen.reference.origins import denied, denies_origin, of_origin, sentences
from screen.risk.facts.goods import PRIORITY_SECTORS
from screen.risk.facts.place_sense import homonyms, place_pattern
from screen.risk.facts.places import SHORT_PLACE, own_names
from screen.risk.hits import hits
from screen.risk.screened import Screened

#: How many levels a text is under the rule's own: it denies the place; it names it as a style; it
#: names it in a remark that speaks of no goods and no origin; or goods are of no priority sector.
#: A firm's name (of a mill, say) is a lead only.
DENIED, STYLE, MENTIONED, OTHER_GOODS, NAMED = -3, -3, -2, -1, -1
_QUOTED = 90
_CASE = ["text", "_country", "_codes", "_words"]


@dataclass(frozen=True, slots=True)
class _Told:
    place: str
    raised: int
    note: str


def text_hits(
    screened: Screened, rule: str, regions: list[tuple[Watchlist, Entry]], *, always: bool = False
) -> Iterator[pl.DataFrame]:
    """Yield hits of ``rule`` for rows whose goods or remarks name one of ``regions``.

    They count from whatever country the goods ship. ``always``: goods said to come from there are
    graver than a place, whatever they are. Law: UFLPA section 3(a), which asks where goods and
    inputs were
    made, and not who ships them.
    """
    priority = [
        entry
        for watchlist, entry in screened.entries("commodity")
        if watchlist.info.id == PRIORITY_SECTORS
    ]
    readers = [(of, _Reader(of[1], priority, always)) for of in regions]
    for one in screened.swept:
        kind = KINDS[one.kind]
        for of, reader in readers:
            held = one.cells.filter(
                pl.col("text").str.contains_any(reader.sought, ascii_case_insensitive=True)
            )
            if held.is_empty():
                continue
            what = _what(screened, one, kind)
            if what is None:
                break
            rows = screened.rows[one.kind].drop("text", strict=False)
            told = held.join(rows, on="key").with_columns(
                pl.col(kind.country).alias("_country"),
                pl.col(kind.codes).alias("_codes"),
                pl.col(kind.words).alias("_words"),
            )
            found = [
                (*case, said.raised, said.note)
                for case in told.select(_CASE).unique(maintain_order=True).iter_rows()
                if (said := reader.read(what, *case))
            ]
            schema = {**dict.fromkeys(_CASE, pl.String), "raised": pl.Int8, "note": pl.String}
            matched = told.join(
                pl.DataFrame(found, schema=schema, orient="row"),
                on=_CASE,
                nulls_equal=True,
                maintain_order="left",
            )
            if matched.is_empty():
                continue
            value = pl.col("text") if one.kind == "cell" else kind.main_party()
            frame = hits(
                screened, matched, kind, column="", rule=rule, of=of, role=what, value=value
            )
            frame = frame.with_columns(matched["column"])
            if one.kind == "cell":
                of_file = matched["place"].is_in(NAMES_OF_FILES).cast(pl.Int8)
                frame = frame.with_columns(frame["raised"] - of_file)
            yield frame


def _what(screened: Screened, one: SweptColumn, kind: RowKind) -> str | None:
    """Return what a swept column holds: goods, remarks, or names of further parties.

    None for the names and addresses of the row itself; see ``facts.places``.
    """
    if one.cells.is_empty():
        return None
    key, header = one.cells.row(0, named=True)["key"], one.cells["column"][0]
    file, sheet, row = (
        screened.rows[one.kind]
        .filter(pl.col("key") == key)
        .select("file", "sheet", pl.col("row").cast(pl.Int64))
        .row(0)
    )
    own = (
        screened.header(file, sheet, name, row) for name in (*kind.address_columns, *kind.parties)
    )
    if header in own:
        return None
    if one.names:
        return "party"
    return "goods" if header == screened.header(file, sheet, kind.words, row) else "remark"


#: What a text is called in a message.
_LABELS = {"goods": "goods description", "party": "name"}


class _Reader:
    """Reads texts for the places of one region entry."""

    def __init__(self, entry: Entry, priority: list[Entry], always: bool) -> None:
        names = [name for name in (entry.name, *entry.aliases) if not {name, fold(name)} & _known()]
        if "North Korea" in names:
            names += ["North Korean", "N. Korea"]
        self._entry, self._priority, self._always = entry, priority, always
        country = entry.kind == "country"
        self._own = own_names(entry) | (set(names) | {fold(n) for n in names} if country else set())
        self._all = place_pattern(names) or re.compile(r"(?!)")
        self._long = place_pattern([n for n in names if len(fold(n)) >= SHORT_PLACE])
        self.sought = [*dict.fromkeys((*names, *map(fold, names))), *_dotted(names)]
        reported = commodities_in_words(", ".join(s for one in priority for s in one.sectors))
        self._goods = reported

    def read(
        self, what: str, text: str, country: str | None, codes: str | None, words: str | None
    ) -> _Told | None:
        """Return the surest place that a text gives, with the levels that the rest takes.

        ``what`` the text is: goods, a remark, or the name of a party.
        """
        found: list[_Told] = []
        for sentence in sentences(text):
            denying = False
            for part in parts_of(sentence):
                for searched in texts_of(part):
                    row = (country, codes or "", words or "")
                    found += self._in_part(what, searched, text, row, denying=denying)
                    denying = denying or denies_origin(searched)
        return max(found, key=lambda one: one.raised, default=None)

    def _in_part(
        self, what: str, part: str, text: str, row: tuple[str | None, str, str], *, denying: bool
    ) -> Iterator[_Told]:
        country, codes, words = row
        inside = country is None or country == self._entry.country
        origin = of_origin(part)
        for match in self._all.finditer(part):
            place, after = match.group(), follower(part, match.end())
            own = place in self._own
            if after == "street" or not (own or inside or (origin and self._is_long(place))):
                continue
            goods = self._of_priority(codes, f"{words} {text}")
            if denying or denied(part, match.start(), match.end()):
                raised, why = DENIED, ", which seems to deny it,"
            elif after == "product":
                raised, why = STYLE, ", as a style or variety,"
            elif what == "party":
                raised, why = NAMED, ""
            elif what == "remark" and not (origin or goods or commodities_in_words(part)):
                raised, why = MENTIONED, ""
            elif self._always:
                raised, why = int(origin), ""
            else:
                raised, why = (0 if goods else OTHER_GOODS), ""
            quoted = _around(text, place)
            yield _Told(
                place, raised, f"the {_LABELS.get(what, 'remark')} “{quoted}”{why} names “{place}”"
            )

    def _is_long(self, place: str) -> bool:
        return bool(self._long and self._long.fullmatch(place))

    def _of_priority(self, codes: str, words: str) -> bool:
        named = commodities_of_codes(codes) | commodities_in_words(words)
        prefixes = [prefix for entry in self._priority for prefix in entry.hs_prefixes]
        return bool(named & self._goods or matching_prefix(codes, prefixes))


def _known() -> frozenset[str]:
    """Names that are other things too: only an address tells which is meant."""
    return frozenset(homonyms())


def _dotted(names: list[str]) -> list[str]:
    return [".".join(name) for name in names if name.isupper() and len(name) <= 4] + (
        ["N. Korea", "N.Korea"] if "North Korea" in names else []
    )


def _around(text: str, place: str) -> str:
    """Return the words of a text around a place, as they were written."""
    text = " ".join(text.split())
    at = max(0, text.lower().find(place.lower()))
    start, end = max(0, at - _QUOTED // 2), at + len(place) + _QUOTED // 2
    return f"{'…' if start else ''}{text[start:end]}{'…' if end < len(text) else ''}"
