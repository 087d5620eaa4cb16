"""Everyday distortions of a firm's name, each a function of the name and a seeded generator.

They are written from what papers, scanners and people do to names, not from what the matcher
knows, so that the measurement (``distorted.py``) is no mirror of the code. A distortion that
cannot be applied to a name returns None.
"""

import random
import re
from collections.abc import Callable

Distortion = Callable[[str, random.Random], str | None]

_FORM = re.compile(
    r"[\s,]+(co\.?,?\s*ltd\.?|company limited|limited|ltd\.?|llc|corporation|corp\.?|inc\.?|company"
    r"|co\.?|gmbh|s\.?a\.?|ooo|jsc|plc)\.?\s*$",
    re.IGNORECASE,
)
_FORMS = ["Co., Ltd.", "Company Limited", "Ltd", "Limited", "Corp.", "Inc.", "CO LTD", "LLC"]
_COUNTRIES = [", China", " (China)", ", CN", ", P.R. China", " DPRK", ", Hong Kong", " - VIETNAM"]
_STREETS = ["Renmin Road", "Main Street", "Nguyen Trai", "Tianshan Street", "Industrial Avenue"]
_TOWNS = ["Urumqi", "AMSTERDAM, NL", "Pyongyang", "Kowloon, Hong Kong", "Ho Chi Minh City"]
_OTHERS = [
    "Brightwater Logistics Pte Ltd",
    "Acme Sourcing Inc",
    "Kestrel Freight GmbH",
    "Meadowbank Imports LLC",
    "Oriole Apparel Ltd",
]
_BETWEEN = [" / ", "/", " & ", " o/b ", " for ", " and ", " via ", "; ", " c/o ", " OEM ", " - "]
_BEFORE = [
    " mfd by ",
    " made by ",
    " manufactured by ",
    " o/b ",
    " on behalf of ",
    " for ",
    " via ",
]
_SHORT = {
    "technology": "Tech", "trading": "Trdg", "international": "Intl", "textile": "Tex",
    "textiles": "Tex", "industry": "Ind", "industrial": "Indl", "development": "Dev",
    "shipping": "Shpg", "garment": "Gmt", "corporation": "Corp", "company": "Co",
    "limited": "Ltd", "group": "Grp", "material": "Matl", "materials": "Matls",
    "manufacturing": "Mfg", "import": "Imp", "export": "Exp", "general": "Gen",
    "machinery": "Mach", "apparel": "App", "electronics": "Elec", "chemical": "Chem",
    "products": "Prod", "product": "Prod", "equipment": "Equip", "energy": "Enrgy",
    "engineering": "Engg", "construction": "Constr", "silicon": "Sil", "cotton": "Ctn",
    "holdings": "Hldg", "information": "Info", "food": "Fd", "foods": "Fds", "bank": "Bnk",
    "accessories": "Acc", "agricultural": "Agri", "environmental": "Env", "science": "Sci",
}  # fmt: skip
_SOUNDS = [
    ("ph", "f"), ("sh", "s"), ("zh", "z"), ("ch", "c"), ("ck", "k"), ("ae", "e"), ("ks", "x"),
    ("y", "i"), ("ou", "u"), ("ee", "i"), ("oo", "u"), ("tion", "shun"), ("c", "k"), ("z", "s"),
    ("ng", "n"), ("d", "t"), ("g", "k"), ("v", "w"),
]  # fmt: skip
_SCANS = [
    ("rn", "m"), ("m", "rn"), ("o", "0"), ("O", "0"), ("l", "1"), ("i", "l"), ("I", "l"),
    ("S", "5"), ("B", "8"), ("e", "c"), ("n", "ri"), ("cl", "d"), ("h", "b"), ("u", "ii"),
]  # fmt: skip
_CYRILLIC = dict(zip("aceopxyABCEHKMOPTX", "асеорхуАВСЕНКМОРТХ", strict=True))
_NEXT_TO = ["qwertyuiop", "asdfghjkl", "zxcvbnm"]


def unchanged(name: str, _: random.Random) -> str:
    return name


def capitals(name: str, _: random.Random) -> str:
    return name.upper()


def one_typo(name: str, rng: random.Random) -> str | None:
    places = [i for i, letter in enumerate(name) if letter.isascii() and letter.isalpha()]
    if len(places) < 6:
        return None
    at, kind = rng.choice(places[1:]), rng.randrange(4)
    if kind == 0:
        return name[:at] + name[at + 1 :]
    if kind == 1:
        return name[:at] + name[at] + name[at:]
    if kind == 2 and at + 1 < len(name) and name[at + 1].isalpha():
        return name[:at] + name[at + 1] + name[at] + name[at + 2 :]
    row = next((keys for keys in _NEXT_TO if name[at].lower() in keys), "as")
    near = row.index(name[at].lower()) if name[at].lower() in row else 0
    return name[:at] + row[near - 1 if near else 1] + name[at + 1 :]


def two_typos(name: str, rng: random.Random) -> str | None:
    once = one_typo(name, rng)
    return one_typo(once, rng) if once and len(name) >= 12 else None


def by_sound(name: str, rng: random.Random) -> str | None:
    fits = [(old, new) for old, new in _SOUNDS if old in name[1:].lower()]
    if not fits:
        return None
    old, new = rng.choice(fits)
    at = name.lower().index(old, 1)
    return name[:at] + new + name[at + len(old) :]


def scanned(name: str, rng: random.Random) -> str | None:
    for _ in range(2):
        fits = [(m.start(), o, n) for o, n in _SCANS for m in re.finditer(o, name)]
        if not fits:
            return None
        at, old, new = rng.choice(fits)
        name = name[:at] + new + name[at + len(old) :]
    return name


def cut(length: int) -> Distortion:
    return lambda name, _: name[:length].strip() if len(name) > length else None


def cut_fifth(name: str, _: random.Random) -> str | None:
    return name[: len(name) * 4 // 5].strip() if len(name) >= 15 else None


def abbreviated(name: str, _: random.Random) -> str | None:
    words = [_SHORT.get(word.lower().strip(".,"), word) for word in name.split()]
    short = " ".join(words)
    return short if short != name else None


def no_vowels(name: str, rng: random.Random) -> str | None:
    words = name.split()
    fits = [
        i for i, word in enumerate(words) if word.lower().strip(".,") in _SHORT and len(word) > 5
    ]
    if not fits:
        return None
    at = rng.choice(fits)
    words[at] = words[at][0] + re.sub("[aeiou]", "", words[at][1:])
    return " ".join(words)


def no_form(name: str, _: random.Random) -> str | None:
    bare = _FORM.sub("", name)
    return bare if bare != name and len(bare.split()) > 1 else None


def other_form(name: str, rng: random.Random) -> str | None:
    bare = _FORM.sub("", name)
    return f"{bare} {rng.choice(_FORMS)}" if bare != name and len(bare.split()) > 1 else None


def bad_form(name: str, rng: random.Random) -> str | None:
    bare = _FORM.sub("", name)
    forms = [
        "LIMTED",
        "CO,.LTD",
        "Co.Ltd",
        "C0 LTD",
        "Compnay Ltd",
        "CORPORATOIN",
        "Co., Ldt",
        "L T D",
    ]
    return f"{bare} {rng.choice(forms)}" if bare != name and len(bare.split()) > 1 else None


def country(name: str, rng: random.Random) -> str:
    return name + rng.choice(_COUNTRIES)


def two_glued(name: str, rng: random.Random) -> str | None:
    words = name.split()
    if len(words) < 3:
        return None
    at = rng.randrange(len(words) - 1)
    return " ".join([*words[:at], words[at] + words[at + 1], *words[at + 2 :]])


def all_glued(name: str, _: random.Random) -> str | None:
    return re.sub(r"[\s.,]+", "", name) if len(name.split()) > 1 else None


def camel_case(name: str, _: random.Random) -> str | None:
    words = re.findall(r"[A-Za-z]+", name)
    return "".join(word.title() for word in words) if len(words) > 1 and name.isascii() else None


def brand_split(name: str, rng: random.Random) -> str | None:
    words = name.split()
    fits = [i for i, word in enumerate(words[:3]) if len(word) >= 6 and word.isalpha()]
    if not fits:
        return None
    at = rng.choice(fits)
    middle = rng.randint(2, len(words[at]) - 2)
    words[at] = words[at][:middle] + " " + words[at][middle:]
    return " ".join(words)


def rotated(name: str, rng: random.Random) -> str | None:
    words = name.replace(",", "").split()
    if len(words) < 3:
        return None
    at = rng.randrange(1, len(words))
    return " ".join(words[at:] + words[:at])


def address(name: str, rng: random.Random) -> str:
    street, town, number = rng.choice(_STREETS), rng.choice(_TOWNS), rng.randint(1, 999)
    return name + rng.choice(
        [f", No. {number} {street}, {town}", f", {town}", f" {number} {street} {town}",
         f", LEVEL {number % 40} {street}", f" - {street} {number}, {town}", f"; {town}",
         f", Rm {number}, {number % 30}/F, {street}, {town}"]
    )  # fmt: skip


def contact(name: str, rng: random.Random) -> str:
    return name + rng.choice(
        [" Tel: +86 991 4567890", " sales@firm.com.cn", ", attn Mr. Wang", " Fax 0086-10-1234567",
         " www.firm-trade.com", " / contact: Ms Li", " phone 8801711223344", " (Mr. Zhang Wei)"]
    )  # fmt: skip


def plant(name: str, rng: random.Random) -> str:
    return name + rng.choice(
        [" Plant 2", " - Branch Office", ", Export Department", " (Factory 3)", " Unit II",
         " Shanghai Branch", " Sales Dept.", " Warehouse B", ", Plant No. 5", " Second Factory"]
    )  # fmt: skip


def number_before(name: str, rng: random.Random) -> str:
    n = rng.randint(1, 99999)
    return (
        rng.choice([f"{n % 100}. ", f"V{n} ", f"{n} - ", f"#{n} ", f"({n % 50}) ", f"VND-{n}: "])
        + name
    )


def code_behind(name: str, rng: random.Random) -> str:
    n = rng.randint(100, 99999)
    return name + rng.choice([f" {n}", f" (V{n})", f" - {n}", f" [{n}]", f" #{n}", f" CN{n}X"])


def remark(name: str, rng: random.Random) -> str:
    return name + rng.choice(
        [" DO NOT USE", " (inactive)", " - BLOCKED", " **NEW**", " (see note)"]
    )


def two_firms(name: str, rng: random.Random) -> str:
    other = rng.choice(_OTHERS)
    return name + rng.choice(_BETWEEN) + other if rng.random() < 0.4 else other + rng.choice(
        _BETWEEN + _BEFORE
    ) + name  # fmt: skip


def twice(name: str, rng: random.Random) -> str:
    return name + rng.choice([" ", " / ", ", ", " - ", "; "]) + name


def one_cyrillic(name: str, rng: random.Random) -> str | None:
    fits = [i for i, letter in enumerate(name) if letter in _CYRILLIC]
    if not fits:
        return None
    at = rng.choice(fits)
    return name[:at] + _CYRILLIC[name[at]] + name[at + 1 :]


def all_lookalikes(name: str, _: random.Random) -> str | None:
    disguised = "".join(_CYRILLIC.get(letter, letter) for letter in name.upper())
    return disguised if disguised != name.upper() else None


def spaced(name: str, _: random.Random) -> str | None:
    return " ".join(name.upper()) if name.isascii() and len(name) < 60 else None


def dotted(name: str, _: random.Random) -> str | None:
    words = name.split()
    long = max(words, key=len)
    if len(long) < 6 or not long.isalpha():
        return None
    return " ".join(".".join(word) if word == long else word for word in words)


def invisible(name: str, rng: random.Random) -> str:
    at = rng.randrange(1, len(name))
    return name[:at] + rng.choice("\u200b\u00ad\u2060\ufeff\u3164\u180e\u034f\ufe0f") + name[at:]


def long_prefix(name: str, rng: random.Random) -> str:
    return rng.choice(
        ["Goods sold and shipped under contract 4711 dated 3 May by our supplier ",
         "Please quote the order number on every document; manufacturer: ",
         "The garments on this invoice were cut, sewn and packed at "]
    ) + name  # fmt: skip


def initials_beside(name: str, rng: random.Random) -> str | None:
    """The initials of a long name before it or behind it, without brackets."""
    words = re.findall(r"[A-Za-z]\w+", _FORM.sub("", name))
    words = [word for word in words if word.lower() not in {"and", "of", "the", "for"}]
    if len(words) < 3:
        return None
    short = "".join(word[0] for word in words[:6]).upper()
    return f"{short} {name}" if rng.random() < 0.5 else f"{name} {short}"


KINDS: dict[str, Distortion] = {
    "unchanged": unchanged,
    "capitals": capitals,
    "one typing error": one_typo,
    "two typing errors": two_typos,
    "respelt by sound": by_sound,
    "OCR, two places": scanned,
    "cut at 35": cut(35),
    "cut at 30": cut(30),
    "last fifth cut": cut_fifth,
    "words abbreviated": abbreviated,
    "a word without vowels": no_vowels,
    "legal form dropped": no_form,
    "legal form swapped": other_form,
    "legal form misspelled": bad_form,
    "country appended": country,
    "two words glued": two_glued,
    "all glued": all_glued,
    "CamelCase": camel_case,
    "brand split": brand_split,
    "words rotated": rotated,
    "address appended": address,
    "phone, mail, contact": contact,
    "plant, branch, department": plant,
    "number or code before": number_before,
    "code behind": code_behind,
    "remark behind": remark,
    "two firms in a cell": two_firms,
    "the same name twice": twice,
    "one Cyrillic letter": one_cyrillic,
    "all look-alikes": all_lookalikes,
    "letters spaced": spaced,
    "letters dotted": dotted,
    "invisible letter": invisible,
    "long text before": long_prefix,
    "initials beside": initials_beside,
}
