"""Makes the tables of how Chinese characters are read in Japan and in Hong Kong.

    python tests/decks/make_readings.py     # needs: pip install janome ToJyutping

``japanese_readings.csv`` holds the surnames and the short names of firms of IPADIC (by way of
janome) with their reading as firms write it in Latin letters, without long vowels.
``cantonese_readings.csv`` holds one character a line with its reading as Hong Kong's papers spell
it, which is no strict system; it is made from Jyutping by the rules below.
"""

import csv
import re
from collections.abc import Iterator
from pathlib import Path

from anyascii import anyascii

DATA = Path(__file__).parents[2] / "screen" / "names" / "data"
_HAN = re.compile("[\u3400-\u9fff]{2,3}")
_LONG_VOWELS = (("oue", "o-ue"), ("ou", "o"), ("oo", "o"), ("uu", "u"), ("-", ""))
_DOUBLED = re.compile(r"\+(.)")
#: How Hong Kong spells what Jyutping starts and ends a syllable with, longest first.
_STARTS = (
    ("gw", "kw"), ("kw", "kw"), ("ng", "ng"), ("z", "ch"), ("c", "ch"), ("s", "s"), ("j", "y"),
    ("b", "p"), ("d", "t"), ("g", "k"),
)  # fmt: skip
_ENDS = {
    "aa": "a", "aai": "ai", "aau": "au", "aam": "am", "aan": "an", "aang": "ang", "aap": "ap",
    "aat": "at", "aak": "ak", "am": "um", "an": "an", "ang": "ang", "ap": "up", "at": "at",
    "ak": "ak", "au": "au", "ai": "ai", "e": "e", "ei": "ei", "eng": "eng", "ek": "ek",
    "oeng": "eung", "oek": "euk", "oe": "eu", "eoi": "ui", "eon": "un", "eot": "ut", "o": "o",
    "oi": "oi", "on": "on", "ong": "ong", "ok": "ok", "ot": "ot", "ou": "o", "u": "u", "ui": "ui",
    "un": "un", "ung": "ung", "ut": "ut", "uk": "uk", "i": "i", "iu": "iu", "im": "im", "in": "in",
    "ing": "ing", "ip": "ip", "it": "it", "ik": "ik", "yu": "u", "yun": "uen", "yut": "uet",
}  # fmt: skip
#: Syllables that everybody spells in another way than the rules.
_USUAL = {
    "waa": "wah", "sing": "shing", "soeng": "sheung", "saan": "shan", "seoi": "shui", "jyu": "yu",
    "si": "sze", "zi": "chi", "ci": "chi", "gwai": "kwai", "hoi": "hoi", "ji": "yee", "jat": "yat",
    "joeng": "yeung", "jau": "yau", "jan": "yan", "sam": "sum", "gam": "kam", "lam": "lam",
    "zoek": "cheuk", "maa": "ma", "haa": "ha", "faa": "fa", "gaa": "ka", "zung": "chung",
}  # fmt: skip


def romanised(kana: str) -> str:
    """Return a Japanese reading as firms spell it: Kyoto, Ono, Inoue."""
    latin = _DOUBLED.sub(r"\1\1", anyascii(kana.replace("\u30c3", "+")).lower())
    for one, other in _LONG_VOWELS:
        latin = latin.replace(one, other)
    return latin


def japanese() -> Iterator[tuple[str, str]]:
    """Yield surnames and short names of firms with their usual reading."""
    from janome.sysdic import entries

    kept: dict[str, tuple[bool, int, str]] = {}
    for surface, _, _, cost, kind, _, _, _, reading, _ in entries().values():
        name = "\u59d3" in kind
        if _HAN.fullmatch(surface) and (name or "\u7d44\u7e54" in kind):
            found = (not name, cost, romanised(reading))
            kept[surface] = min(kept.get(surface, found), found)
    yield from sorted((surface, latin) for surface, (_, _, latin) in kept.items())


def in_hong_kong(jyutping: str) -> str:
    """Return one syllable as papers spell it."""
    if jyutping in _USUAL:
        return _USUAL[jyutping]
    start = next((one for one, _ in _STARTS if jyutping.startswith(one)), "")
    spelled = dict(_STARTS).get(start, "")
    rest = jyutping[len(start) :]
    if not start and jyutping[0] in "hlmnfw":
        start, spelled, rest = jyutping[0], jyutping[0], jyutping[1:]
    end = _ENDS.get(rest, rest)
    if spelled == "y" and end.startswith("i"):
        end = "e" + end if end == "i" else end
    if spelled == "ch" and rest in {"i", "oi", "ou", "aai", "eoi", "in"}:
        spelled = "ts" if start == "c" else spelled
    return spelled + end


def _is_common(letter: str, coding: str, last: int) -> bool:
    """Whether a character is one of the first level of a coding, whose first byte ends there."""
    coded = letter.encode(coding, errors="ignore")
    return bool(coded) and coded[0] <= last


def cantonese() -> Iterator[tuple[str, str]]:
    """Yield characters of the common planes with their first reading."""
    import ToJyutping

    for code in range(0x4E00, 0x9FA6):
        if not (_is_common(chr(code), "gb2312", 0xD7) or _is_common(chr(code), "big5", 0xC6)):
            continue
        (found,) = ToJyutping.get_jyutping_list(chr(code))
        if found[1]:
            syllable = re.sub("[1-6].*", "", found[1])
            yield chr(code), in_hong_kong(syllable)


def main() -> None:
    for table, rows in (("japanese", japanese()), ("cantonese", cantonese())):
        path = DATA / f"{table}_readings.csv"
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(["word", "latin"])
            writer.writerows(rows)


if __name__ == "__main__":
    main()
