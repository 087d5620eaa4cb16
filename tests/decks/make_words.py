"""Writes the words of trade, place and legal form of many languages (``screen/names/data``).

``python tests/decks/make_words.py [--met FOLDER]``. ``words/trades.csv`` holds one concept a line
with its words in each language, several of them separated by ``|``; an ending ``*`` stands for all
endings of a Slavic adjective. From it are made ``native_words.csv`` (scripts that are read in
English), ``foreign_words.csv`` (one word in Latin letters, as firms and papers spell it) and
``foreign_phrases.csv`` (several). What the tables by hand know already stays theirs. Left out are
short words, words of the English dictionary (names of people among them) and the words that make a
listed name what it is. With ``--met`` the words are printed that set firms of a folder of CSV files
apart: those are looked at by hand, and ``words/left_out.csv`` keeps out what is a brand or a name.
"""

import argparse
import csv
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from anyascii import anyascii
from pypinyin import lazy_pinyin

from screen.core.data_tables import read_table
from screen.lists.load import load_watchlists
from screen.names.east_asian import simplified
from screen.names.fold import fold
from screen.names.hangul import as_spoken
from screen.names.legal_forms import form_words
from screen.names.parse import parse_name

SOURCE = Path(__file__).parent / "words"
DATA = Path(__file__).parents[2] / "screen" / "names" / "data"
NATIVE = ("chinese", "japanese", "korean", "arabic", "persian", "hebrew", "thai", "hindi")
LATIN = ("romaji", "cyrillic", "vietnamese", "greek", "latin")
#: Slavic endings of adjectives, as papers romanise them, and as they are written.
ENDINGS = (
    "yy", "iy", "y", "yi", "ii", "ij", "aya", "aia", "aja", "oe", "oye", "ye", "ykh", "oy",
    "ie", "iye", "ikh", "oi", "ogo",
)  # fmt: skip
FEW_ENDINGS = ("yy", "aya", "oe", "ye", "ykh", "oy", "")
#: How German, French and Slavic papers and libraries write Cyrillic, where English ones write what
#: ``fold`` does: zh, kh, ts, ch, sh, shch, ya, yu, y. The ending of an adjective by each as well.
SYSTEMS: tuple[tuple[dict[str, str], tuple[str, ...]], ...] = (
    (
        {"ж": "sch", "х": "ch", "ц": "z", "ч": "tsch", "ш": "sch", "щ": "schtsch", "ю": "ju",
         "я": "ja", "й": "i", "в": "w", "ё": "jo"},
        ("ij", "y", "aja", "oje", "yje"),
    ),
    (
        {"ж": "j", "ц": "ts", "ч": "tch", "ш": "ch", "щ": "chtch", "ю": "iou", "я": "ia",
         "й": "i", "у": "ou", "ё": "io"},
        ("y", "aia", "oe"),
    ),
    (
        {"ж": "z", "х": "h", "ц": "c", "ч": "c", "ш": "s", "щ": "sc", "ю": "ju", "я": "ja",
         "й": "j", "ё": "jo"},
        ("yj", "ij", "aja", "oe", "ye"),
    ),
    ({"ц": "c", "х": "ch", "я": "ja", "ю": "ju", "й": "j", "в": "w"}, ("yj", "aja", "oje")),
)  # fmt: skip
IN_NATIVE = {
    "iya$": ("ii",),
    "ya$": ("ia", "ja"),
    "iye$": ("ie", "ije"),
    "nie$": ("niye",),
    "kh": ("h",),
}
#: What firms of a country call themselves in English.
ADJECTIVES = {
    "russia": "russian", "vietnam": "vietnamese", "thailand": "thai", "india": "indian",
    "japan": "japanese", "germany": "german", "france": "french", "spain": "spanish",
    "italy": "italian", "portugal": "portuguese", "brazil": "brazilian", "mexico": "mexican",
    "egypt": "egyptian", "saudi arabia": "saudi", "ukraine": "ukrainian", "africa": "african",
    "greece": "greek", "romania": "romanian", "hungary": "hungarian", "austria": "austrian",
    "switzerland": "swiss", "netherlands": "dutch", "sweden": "swedish", "finland": "finnish",
    "bulgaria": "bulgarian", "serbia": "serbian", "pakistan": "pakistani", "iraq": "iraqi",
    "libya": "libyan", "argentina": "argentine", "chile": "chilean", "colombia": "colombian",
    "nigeria": "nigerian", "algeria": "algerian", "morocco": "moroccan", "tunisia": "tunisian",
    "lebanon": "lebanese", "jordan": "jordanian", "yemen": "yemeni", "kuwait": "kuwaiti",
    "qatar": "qatari", "sudan": "sudanese", "ethiopia": "ethiopian", "cambodia": "cambodian",
    "philippines": "philippine", "australia": "australian", "poland": "polish",
    "indonesia": "indonesian", "malaysia": "malaysian", "israel": "israeli", "taiwan": "taiwanese",
    "mongolia": "mongolian",
}  # fmt: skip
#: Parts of names with a meaning of their own, which no firm is told by but many are called by.
DISTINCT = frozenset(
    ["union", "smart", "army", "revolution", "relief", "charity", "life", "trust", "brand", "stone",
     "digital", "art", "diamond", "rocket", "honey", "bridge", "space", "lace", "button", "court",
     "church", "youth", "crew", "lime", "sand", "satellite", "laser", "radar", "drone", "game",
     "tent", "police", "council", "mutual", "uniform", "titanium", "magnesium", "graphite", "school",
     "credit", "intelligence"]
)  # fmt: skip
LEAST, LEAST_SYLLABLES = 5, 2
LEAST_PHRASE, LEAST_PLACE = 7, 5
LEAST_NATIVE = {"chinese": 2, "japanese": 2, "korean": 2, "thai": 4}
#: Shorter words that firms do use, and that name nothing else.
SHORT = frozenset(
    ["bau", "cty", "nii", "stal", "holz", "gida", "yapi", "agro", "bois", "kayu", "jasa", "werk",
     "glas", "ocel", "acel", "gyar", "ipar", "ubat", "obat", "hava", "agua", "eau", "eaux",
     "auto", "moda", "soie", "azot", "ryby", "obuv", "sklo", "bier", "biro", "bahn", "amt",
     "gaz", "gas", "ugol", "bank", "invest", "khim", "prom", "torg", "stroy", "lizing", "sahm",
     "seni", "gomu", "kosan", "gumi", "gaze", "bygg", "hout", "staal", "metal", "skog",
     "stevedores", "stevedore", "infra", "bharat", "takaful", "optoelectronics", "bolag",
     "banka", "fond", "fonds", "vivo", "milk", "fish", "farm", "mine", "union", "brand", "life"]
)  # fmt: skip
COGNATE = 4
#: How McCune and Reischauer, and papers of the North, spell what the Revised Romanisation does.
_VOWELS = (("eo", "o"), ("eu", "u"), ("ae", "ae"))
_FIRST = {"g": "k", "d": "t", "b": "p", "j": "ch", "r": "r"}
_LAST_CYRILLIC = 0x052F
_LAST = {"g": "k", "d": "t", "b": "p"}


def rows() -> Iterator[dict[str, str]]:
    """Yield the concepts, then the places, with their class where it is not that of a trade."""
    for name in ("trades", "legals", "places"):
        with (SOURCE / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file, quoting=csv.QUOTE_NONE):
                yield {**row, "class": "place" if name == "places" else ""}
    with (SOURCE / "brands.csv").open(encoding="utf-8", newline="") as file:
        yield from ({**row, "class": "brand"} for row in csv.DictReader(file))
    for row in read_table("screen.reference", "countries"):
        said = row["spellings"].replace("|", " | ").split(" | ")
        native = "|".join(one for one in said if ord(one[0]) > _LAST_CYRILLIC and len(one) > 1)
        latin = "|".join(one for one in said if " " not in one and ord(one[0]) <= _LAST_CYRILLIC)
        name = fold(row["name"])
        yield {"english": name, "class": "place", "arabic": native, "latin": latin}


def words_in(row: dict[str, str], column: str) -> list[str]:
    return [word.strip() for word in (row.get(column) or "").split("|") if word.strip()]


def spellings(word: str, column: str) -> Iterator[str]:
    """Yield a word as documents in Latin letters spell it."""
    if "*" in word:
        stems = [re.sub(r"(?<=[aeo])y$", "i", fold(part)) for part in word.split("*")]
        if " " not in word.strip("* ") and not stems[-1]:
            yield from (stems[0] + ending for ending in ENDINGS)
            for written, endings in _in_other_systems(word.rstrip("*")):
                yield from (written + ending for ending in endings)
            return
        for ending in FEW_ENDINGS:
            yield fold(" ".join((stems[0] + ending, *stems[1:])))
        return
    yield fold(word)
    if re.search("[äöü]", word, re.IGNORECASE):
        wide = {"ä": "ae", "ö": "oe", "ü": "ue"}
        yield fold(re.sub("[äöü]", lambda found: wide[found.group()], word.lower()))
    if column == "cyrillic":
        yield from (written for written, _ in _in_other_systems(word))
        for ending, others in IN_NATIVE.items():
            if re.search(ending, fold(word)):
                yield from (re.sub(ending, other, fold(word)) for other in others)


def _in_other_systems(word: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield a Cyrillic word as papers of other countries romanise it, and their endings."""
    for letters, endings in SYSTEMS:
        yield fold("".join(letters.get(letter, letter) for letter in word.lower())), endings


def romanised_korean(word: str) -> set[str]:
    """Return Hangul as the South and the North romanise it."""
    ways = set()
    for text in (word, as_spoken(word)):
        syllables = [anyascii(letter).lower() for letter in text]
        south = [s[:-1] + _LAST.get(s[-1], s[-1]) if len(s) > 1 else s for s in syllables]
        ways |= {"".join(syllables), "".join(south)}
        north = [_northern(s, at == 0) for at, s in enumerate(south)]
        ways.add("".join(north))
    return ways


def _northern(syllable: str, first: bool) -> str:
    for south, north in _VOWELS:
        syllable = syllable.replace(south, north)
    if first and not syllable.startswith(("gg", "kk", "dd", "bb", "jj")):
        syllable = _FIRST.get(syllable[0], syllable[0]) + syllable[1:]
    return syllable


def kind_of(canonical: str, known: dict[str, str]) -> str:
    heads = canonical.split()
    if len(heads) == 1 and (heads[0] in DISTINCT or known.get(heads[0]) == "distinctive"):
        return "distinctive"
    return "business"


def own_words() -> frozenset[str]:
    """Return the words by which listed names are told."""
    return frozenset(
        word
        for watchlist in load_watchlists()
        for entry in watchlist.entries
        for name in (entry.name, *entry.aliases)
        if name.isascii()
        for word in (*parse_name(name).distinctive, *(t.text for t in parse_name(name).tokens))
    )


def met_words(folder: Path) -> Counter[str]:
    """Count the words by which the firms of a folder of CSV files are told."""
    found: Counter[str] = Counter()
    columns = ("Company Name", "Vendor", "Manufacturing Site", "name", "Owner", "Name")
    for path in folder.glob("*.csv"):
        with path.open(encoding="utf-8-sig", errors="replace", newline="") as file:
            names = {line.get(c) or "" for line in csv.DictReader(file) for c in columns}
        found.update(word for name in names for word in set(parse_name(name).distinctive))
    return found


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--met", type=Path)
    met = parser.parse_args().met
    by_hand = {row["word"]: row for row in read_table("screen.names", "words")}
    places = {row["variant"] for row in read_table("screen.names", "place_variants")}
    dictionary = {row["word"] for row in read_table("screen.names", "dictionary_words")}
    left_out = {row["word"] for row in csv.DictReader((SOURCE / "left_out.csv").open())}
    kinds = {word: row["class"] for word, row in by_hand.items()}
    taken = own_words()
    native: dict[str, str] = {}
    foreign: dict[str, tuple[str, str]] = {}
    phrases: dict[str, str] = {}
    for row in rows():
        english = row["english"].strip()
        canonical = " ".join(
            by_hand[word]["canonical"] if word in by_hand else word for word in english.split()
        )
        if row["class"] == "place":
            canonical = english
        kind = row["class"] or kind_of(canonical, kinds)
        written: list[tuple[str, bool]] = [(english, True)] if " " not in english else []
        for column in NATIVE:
            for word in words_in(row, column):
                if word in left_out or len(word) < LEAST_NATIVE.get(column, 1):
                    continue
                for one in _forms(word) if "*" in word else (word,):
                    native.setdefault(one, english)
                first = word == words_in(row, column)[0]
                if (
                    kind != "place"
                    and column == "chinese"
                    and len(word) >= LEAST_SYLLABLES + (not first)
                ):
                    read = lazy_pinyin(simplified(word))
                    written.append(("".join(read), False))
                    written.append((" ".join(read), False))
                if kind != "place" and column == "korean" and len(word) >= LEAST_SYLLABLES:
                    written += [(way, False) for way in romanised_korean(word)]
        for column in LATIN:
            for word in words_in(row, column):
                written += [(one, False) for one in spellings(word, column)]
        if row["class"] == "brand":
            continue
        if adjective := ADJECTIVES.get(english):
            written.append((adjective, True))
        for spelled, sure in written:
            word = " ".join(spelled.split())
            if word in left_out or not word.isascii():
                continue
            if " " in word:
                if len(word) >= LEAST_PHRASE and word != english and word not in phrases:
                    phrases[word] = english
                continue
            short = len(word) < LEAST and word not in SHORT and not sure
            near = kind != "place" and word[:COGNATE] == canonical[:COGNATE]
            english_word = word in dictionary and not (word in SHORT or word.startswith(canonical))
            if kind == "place" and len(word) < LEAST_PLACE:
                continue
            if (
                short
                or word in by_hand
                or word in places
                or word in foreign
                or word in form_words()
            ):
                continue
            if not sure and (english_word or (word in taken and not near and kind != "place")):
                continue
            foreign[word] = (canonical, kind)
    if met:
        counts = met_words(met)
        for word in sorted(foreign, key=lambda one: -counts[one]):
            if counts[word]:
                print(counts[word], word, *foreign[word])
    native = {word: said for word, said in native.items() if not _says_more(word, native)}
    hand_native = {r["word"] for r in read_table("screen.names", "east_asian_words")} | {
        r["word"] for r in read_table("screen.names", "arabic_words")
    }
    known_phrases = {r["words"] for r in read_table("screen.names", "phrases")}
    write("native_words", ("word", "latin"), [r for r in native.items() if r[0] not in hand_native])
    write(
        "foreign_words",
        ("word", "canonical", "class"),
        [(word, *said) for word, said in foreign.items()],
    )
    write(
        "foreign_phrases",
        ("words", "latin"),
        [r for r in phrases.items() if r[0] not in known_phrases],
    )


def _says_more(word: str, native: dict[str, str]) -> bool:
    """Whether a Chinese word consists of two known ones, of which its meaning says only one."""
    known = native | {r["word"]: r["latin"] for r in read_table("screen.names", "east_asian_words")}
    return (word[-2:] in ("\u79d1\u6280", "\u96c6\u56e2") and len(word) > 3) or any(
        {native[word]} & {known.get(word[:at]), known.get(word[at:])}
        and word[:at] in known
        and word[at:] in known
        and known[word[:at]] != known[word[at:]]
        for at in range(2, len(word) - 1)
    )


def _forms(word: str) -> Iterator[str]:
    yield from (word.replace("*", ending) for ending in ("", "ي", "ية", "ة"))


def write(name: str, header: tuple[str, ...], lines: list[tuple[str, ...]]) -> None:
    with (DATA / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(sorted(lines))


if __name__ == "__main__":
    main()
