"""Makes the labelled deck of name pairs (pairs.csv).

Listed names as they stand in manifests, and hard negatives.

    python tests/decks/make_deck.py          # writes tests/decks/pairs.csv, the same bytes each
    time for the same lists

name1 is the name as a document writes it, name2 the listed name. Positives are distortions of one
listed name, by kind. Negatives
are other firms of the same town, trade and pattern, listed neighbours, other numbers, and firms
that share a common word.
Each listed name falls into the tune or the test half by its digest, so that no name is tuned and
tested on.
"""

import csv
import hashlib
import random
import re
from collections.abc import Callable
from pathlib import Path

from rapidfuzz import fuzz

from screen.lists.load import load_watchlists
from screen.names.parse import parse_name

HERE = Path(__file__).parent
SEED = 20261123
#: Pairs of each category; fewer where too few names lend themselves to it.
A_CATEGORY = 80
MORE_NEGATIVES = 140

FORMS = ["Co., Ltd.", "Company Limited", "CO LTD", "Ltd.", "Limited", "Corp.", "Inc.", ""]
FORM = re.compile(
    r"[,\s]+(?:co\.?,?\s*(?:pte\.?\s*)?ltd\.?|company,?\s+limited|company,?\s+ltd\.?|co\.?,?\s+limited|corporation|limited|ltd\.?|co\.|company|inc\.?|llc)\s*$",
    re.IGNORECASE,
)
SHORT = {
    "manufacturing": "mfg",
    "international": "intl",
    "industry": "ind",
    "industrial": "indl",
    "technology": "tech",
    "trading": "trdg",
    "import and export": "imp & exp",
    "import & export": "I/E",
    "group": "grp",
    "electronics": "elec",
    "electronic": "elec",
    "development": "dev",
    "corporation": "corp",
    "company": "co",
    "general": "gen",
    "machinery": "mach",
    "products": "prod",
    "construction": "constr",
    "materials": "matls",
    "textile": "text",
    "garment": "gmt",
    "apparel": "app",
    "chemical": "chem",
    "equipment": "equip",
    "engineering": "engg",
    "pharmaceutical": "pharm",
    "agricultural": "agri",
    "investment": "invest",
}
PLACES = {
    "hetian": ["hotan", "khotan"],
    "kashgar": ["kashi"],
    "wulumuqi": ["urumqi"],
    "urumqi": ["wulumuqi"],
    "turpan": ["tulufan"],
    "tianjin": ["tientsin"],
    "qingdao": ["tsingtao"],
    "dalian": ["darien"],
    "sichuan": ["szechuan"],
    "guangdong": ["kwangtung"],
    "korea": ["choson", "corea"],
    "korean": ["korea"],
    "aksu": ["akesu"],
    "kuche": ["kuqa"],
    "shache": ["yarkant"],
    "yili": ["ili"],
    "altay": ["aletai"],
    "bayingolin": ["bazhou"],
    "karamay": ["kelamayi"],
    "hunchun": ["hunchon"],
    "guangzhou": ["canton"],
    "beijing": ["peking"],
    "nanjing": ["nanking"],
    "xinjiang": ["sinkiang", "xin jiang"],
    "zhejiang": ["chekiang"],
}
WRAPPERS = [
    "C/O {}",
    "MESSRS. {}",
    "M/S {}",
    "ON BEHALF OF {}",
    "Factory: {}",
    "TO THE ORDER OF {}",
    "Manufacturer - {}",
    "MADE BY {}",
    "{} C/O Blue Harbor Logistics Ltd",
    "Orient Bridge Trading (HK) Ltd o/b/o {}",
    "Shipper: {}",
    "{} ATTN EXPORT DEPT",
    "AS AGENT FOR {}",
    "{} (FACTORY)",
    "{} / SAME AS CONSIGNEE",
    "FOR AND ON BEHALF OF {}",
    "{}, TEL 0086-411-8765432",
]
TAILS = [
    ", China",
    " (China)",
    ", P.R.C.",
    ", NO. 88 BEIJING ROAD",
    " - EXPORT DEPT",
    ", SHANGHAI OFFICE",
    " PRC",
]
EXTRA = [
    "International",
    "Group",
    "Import & Export",
    "Trading",
    "Industrial",
    "Holding",
    "(Group)",
    "Enterprise",
]
DRIFT = {
    "textile": "textiles",
    "textiles": "textile",
    "garment": "garments",
    "garments": "garment",
    "industry": "industries",
    "technology": "technologies",
    "product": "products",
    "products": "product",
    "material": "materials",
    "materials": "material",
    "industrial": "industry",
    "electronics": "electronic",
    "electronic": "electronics",
    "chemical": "chemicals",
    "food": "foods",
    "trading": "trade",
    "trade": "trading",
    "shipping": "shippings",
    "fiber": "fibre",
    "fishery": "fisheries",
    "apparel": "apparels",
}
HAN_WORDS = {
    "textile": "纺织",
    "textiles": "纺织",
    "apparel": "服饰",
    "garment": "服装",
    "cotton": "棉业",
    "technology": "科技",
    "trading": "贸易",
    "group": "集团",
    "industry": "实业",
    "industrial": "实业",
    "food": "食品",
    "foods": "食品",
    "chemical": "化工",
    "electronics": "电子",
    "electronic": "电子",
    "new": "新",
    "energy": "能源",
    "materials": "材料",
    "material": "材料",
    "manufacturing": "制造",
    "international": "国际",
    "import": "进出",
    "export": "口",
    "machinery": "机械",
    "products": "制品",
    "seafood": "海产",
    "aquatic": "水产",
    "logistics": "物流",
    "xinjiang": "新疆",
    "hetian": "和田",
    "urumqi": "乌鲁木齐",
    "zhejiang": "浙江",
    "dandong": "丹东",
    "dalian": "大连",
    "anhui": "安徽",
    "shandong": "山东",
    "zhuhai": "珠海",
    "hefei": "合肥",
    "jiangsu": "江苏",
    "aksu": "阿克苏",
    "tianjin": "天津",
    "henan": "河南",
    "hubei": "湖北",
    "shihezi": "石河子",
    "jinan": "济南",
    "ningbo": "宁波",
    "turpan": "吐鲁番",
    "shanghai": "上海",
    "dongguan": "东莞",
    "wuxi": "无锡",
    "nanjing": "南京",
    "sichuan": "四川",
    "guangdong": "广东",
    "hunchun": "珲春",
    "yanbian": "延边",
    "beijing": "北京",
}
HAN_SYLLABLES = {
    "hua": "华",
    "fu": "富",
    "mei": "美",
    "jia": "佳",
    "tai": "泰",
    "da": "达",
    "xin": "新",
    "sheng": "盛",
    "hong": "宏",
    "yuan": "源",
    "feng": "丰",
    "jin": "金",
    "long": "隆",
    "ning": "宁",
    "tong": "通",
    "yu": "玉",
    "hai": "海",
    "hao": "浩",
    "lin": "林",
    "zhong": "中",
    "he": "合",
    "bao": "宝",
    "li": "利",
    "an": "安",
    "ping": "平",
    "tian": "天",
    "xiang": "祥",
    "yi": "义",
    "guang": "光",
    "ming": "明",
    "shun": "顺",
    "chang": "昌",
    "cheng": "诚",
    "qing": "清",
    "de": "德",
    "kang": "康",
    "wei": "伟",
    "jun": "军",
    "bo": "博",
    "rui": "瑞",
    "hui": "汇",
    "ze": "泽",
    "zhou": "洲",
    "shan": "山",
    "dong": "东",
    "nan": "南",
    "xi": "西",
    "bei": "北",
    "ya": "亚",
    "sen": "森",
    "ke": "科",
    "lian": "联",
    "teng": "腾",
    "zhi": "志",
    "zhan": "展",
    "run": "润",
    "sha": "沙",
    "bin": "滨",
    "wan": "万",
    "fa": "发",
    "zun": "尊",
    "jing": "晶",
    "lu": "绿",
    "mian": "棉",
    "xuan": "轩",
    "jie": "杰",
    "fmt": " ",
}
CYRILLIC = [
    ("shch", "щ"),
    ("ch", "ч"),
    ("sh", "ш"),
    ("zh", "ж"),
    ("kh", "х"),
    ("ts", "ц"),
    ("ya", "я"),
    ("yu", "ю"),
    ("yo", "ё"),
    ("ae", "э"),
    ("ph", "п"),
    ("j", "дж"),
    *zip("abvgdezijklmnoprstufhcwxqy", "абвгдезийклмнопрстуфхквкскы", strict=False),
]
ORDINALS = {
    "1": "First",
    "2": "Second",
    "3": "Third",
    "4": "Fourth",
    "5": "Fifth",
    "1st": "First",
    "first": "1st",
    "second": "2nd",
}
INITIALS = {
    "b": "a ai an ao ang ei en eng i ian iao in ing o u",
    "p": "ai an ang ei eng i ian in ing u",
    "m": "a ai an ao ang ei en eng i ian in ing u",
    "f": "a an ang ei en eng u",
    "d": "a ai an ao ang e eng i ian ing ong u un",
    "t": "a ai an ao ang e eng i ian ing ong u",
    "n": "a ai an ao i ian ing u",
    "l": "a ai an ao ang e ei eng i ian iang in ing ong u un",
    "g": "ai an ao ang e ong u uan uang",
    "k": "ai an ang e ong u",
    "h": "a ai an ao ang e eng ong u ua uan ui",
    "j": "ia ian iang iao ie in ing un",
    "q": "i ian iang iao in ing uan",
    "x": "i ia ian iang iao in ing ue un",
    "zh": "an ang ao en eng i ong ou u",
    "ch": "ang ao en eng i ong un",
    "sh": "an ang ao en eng i ou u uang un",
    "r": "en ong ui un",
    "y": "a an ang i in ing ong uan un",
    "w": "an ang ei en",
    "z": "e eng ong un",
    "c": "ai ang heng",
    "s": "en ong ui",
}
SYLLABLES = sorted({first + rest for first, rests in INITIALS.items() for rest in rests.split()})
COMMON = [
    "Silver Star",
    "Giant",
    "Sunrise",
    "Fortuna",
    "Partner",
    "Pioneer",
    "Golden Dragon",
    "Phoenix",
    "Great Wall",
    "Apollo",
]
UNLISTED = [
    "Morgan LLC",
    "Foxconn Technology Group",
    "Haier Smart Home Co Ltd",
    "Midea Group",
    "Gree Electric Appliances Inc",
    "TCL Technology",
    "Shandong Ruyi Technology Group",
    "Luthai Textile Co Ltd",
    "Crystal Martin International",
    "Vardhman Textiles Ltd",
    "Arvind Limited",
    "Yue Yuen Industrial Holdings",
    "Pou Chen Corporation",
    "Feng Tay Enterprise",
    "Makalot Industrial",
    "Eclat Textile",
    "Far Eastern New Century",
    "Korea Electric Power Corporation",
    "Korea Gas Corporation",
    "Korea Zinc Company",
    "Hankook Tire",
    "Kumho Tire Co Inc",
    "Samyang Foods",
    "Dongwon Industries",
    "Sajo Industries",
    "Nongshim Co Ltd",
    "Thai Union Group PCL",
    "Dongguan Tech Metal Products",
    "Zhejiang Semir Garment",
    "Ningbo Shenzhou Knitting",
    "Hefei Meyer Optoelectronic Technology",
    "Anhui Conch Cement",
    "Jiangsu Hengrui Medicine",
    "Wuxi AppTec",
    "Zhuhai Gree Daikin Device",
    "Xiamen Tungsten Co Ltd",
    "Shanghai Tunnel Engineering",
    "Dalian Wanda Group",
    "Qingdao Hisense Electronics",
    "Tianjin Pipe Corporation",
    "Beijing Shougang Co Ltd",
    "Sichuan Changhong Electric",
    "Hebei Iron and Steel Group",
    "Henan Shuanghui Investment",
    "Hubei Xingfa Chemicals",
    "Guangdong Haid Group",
    "Fujian Anta Sports",
    "Yunnan Baiyao Group",
    "Inner Mongolia Yili Industrial Group",
    "Liaoning Chengda Co Ltd",
    "Jilin Chemical Fibre",
    "Turkmenistan Airlines",
    "Malawi Tea Company",
    "Zimbabwe Platinum Mines",
]


def digest(text: str) -> int:
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:4], "big")


def listed_names() -> list[tuple[str, str]]:
    """(name, country) of listed entities whose name has a word of its own."""
    found: dict[str, str] = {}
    for watchlist in load_watchlists():
        for entry in watchlist.entries:
            parsed = parse_name(entry.name)
            if (
                entry.kind in {"entity", "facility"}
                and entry.name.isascii()
                and 2 <= len(parsed.tokens) <= 9
                and not parsed.is_generic
            ):
                name = re.sub(r"\s*\((?:DHTG|ZPCC|[A-Z]{3,5})\)", "", entry.name)
                found.setdefault(name.title() if name.isupper() else name, entry.country)
    return sorted(found.items(), key=lambda item: digest(item[0]))


def words(name: str) -> list[str]:
    return name.split()


def brand(name: str) -> str | None:
    """The longest distinctive word as it stands in the name."""
    own = [
        w
        for w in re.findall(r"[A-Za-z]+", name)
        if w.lower() in {t.text for t in parse_name(name).tokens if t.kind == "distinctive"}
    ]
    return max(own, key=len) if own else None


def replace_word(name: str, old: str, new: str) -> str:
    return re.sub(rf"\b{re.escape(old)}\b", new, name, count=1)


def legal_form(name: str, rng: random.Random) -> str | None:
    if not FORM.search(name):
        return None
    return f"{FORM.sub('', name)} {rng.choice(FORMS)}".strip()


def erp(name: str, rng: random.Random) -> str | None:
    plain = re.sub(r"[.,'()&-]+", lambda m: " AND " if m[0] == "&" else " ", name)
    return " ".join(plain.upper().split())


def abbreviate(name: str, rng: random.Random) -> str | None:
    short = name
    for long, brief in SHORT.items():
        short = re.sub(
            rf"\b{long}\b",
            brief.upper() if rng.random() < 0.5 else brief.title(),
            short,
            flags=re.I,
        )
    return short if short != name else None


def truncate(name: str, rng: random.Random) -> str | None:
    upper, own = name.upper(), brand(name)
    cut = upper[: rng.choice([30, 35, 35, 40])].rstrip()
    return cut if len(upper) >= 42 and own and own.upper() in cut else None


def typo(name: str, rng: random.Random) -> str | None:
    own = brand(name)
    if not own or len(own) < 6:
        return None
    at = rng.randrange(1, len(own) - 1)
    kind = rng.randrange(4)
    if kind == 0:
        new = own[:at] + own[at + 1 :]
    elif kind == 1:
        new = own[:at] + own[at] + own[at:]
    elif kind == 2:
        new = own[: at - 1] + own[at] + own[at - 1] + own[at + 1 :]
    else:
        keys = "qwertyuiopasdfghjklzxcvbnm"
        near = keys[(keys.index(own[at].lower()) + 1) % 26]
        new = own[:at] + near + own[at + 1 :]
    return replace_word(name, own, new) if new != own else None


def scan(name: str, rng: random.Random) -> str | None:
    upper = name.upper()
    spots = [
        i for i, letter in enumerate(upper) if letter in "OISB" and i and upper[i - 1].isalpha()
    ]
    if not spots:
        return None
    at = rng.choice(spots)
    return upper[:at] + {"O": "0", "I": "1", "S": "5", "B": "8"}[upper[at]] + upper[at + 1 :]


def spacing(name: str, rng: random.Random) -> str | None:
    own = brand(name)
    if not own or len(own) < 5:
        return None
    if rng.random() < 0.3:
        run = re.search(rf"(\w+) {re.escape(own)}\b", name)
        return name.replace(run[0], run[1] + own.lower(), 1) if run else None
    at = rng.randrange(2, len(own) - 2)
    return replace_word(name, own, f"{own[:at]} {own[at:].title()}")


def wrap(name: str, rng: random.Random) -> str | None:
    return rng.choice(WRAPPERS).format(name)


def move_city(name: str, rng: random.Random) -> str | None:
    first, *rest = words(name)
    parsed = parse_name(name).tokens
    if not rest or not parsed or parsed[0].kind != "place" or parsed[0].text != first.lower():
        return None
    bare = " ".join(rest)
    without = FORM.sub("", bare)
    form = bare[len(without) :]
    return rng.choice(
        [
            f"{without} ({first}){form}",
            f"{bare}, {first}, China",
            f"{bare}",
            f"{without} {first}{form}",
        ]
    )


def place_variant(name: str, rng: random.Random) -> str | None:
    for word in words(name):
        variants = PLACES.get(word.lower().strip(",."))
        if variants:
            return name.replace(word, rng.choice(variants).title(), 1)
    return None


def romanise(name: str, rng: random.Random) -> str | None:
    own = brand(name)
    if (
        not own
        or len(own) < 6
        or not re.search(r"korea|choson|pyongyang", name, re.I)
        or "Republic" in name
    ):
        return None
    swaps = [
        ("Ch", "J"),
        ("T", "D"),
        ("K", "G"),
        ("P", "B"),
        ("R", "Y") if own.startswith("Ry") else ("R", "L"),
        ("D", "T"),
        ("G", "K"),
    ]
    new = own
    for old, other in swaps:
        if new.startswith(old) and not (old == "R" and own.startswith("Ry")):
            new = other + new[len(old) :].lstrip("h") if old == "Ch" else other + new[len(old) :]
            break
    new = re.sub(r"(?<=[bcdghjklmnprst])o(?=ng)", "eo", new, count=1) if rng.random() < 0.5 else new
    new = new.replace("u", "oo", 1) if rng.random() < 0.15 else new
    return replace_word(name, own, new) if new != own else None


def han(name: str, rng: random.Random) -> str | None:
    plain = FORM.sub("", name)
    out = ""
    for word in re.findall(r"[A-Za-z]+", plain.lower()):
        if word in {"and", "of"}:
            continue
        if word in HAN_WORDS:
            out += HAN_WORDS[word]
            continue
        rest, chars = word, ""
        while rest:
            syllable = next(
                (s for s in sorted(HAN_SYLLABLES, key=len, reverse=True) if rest.startswith(s)),
                None,
            )
            if syllable is None:
                return None
            chars += HAN_SYLLABLES[syllable]
            rest = rest[len(syllable) :]
        out += chars
    return out + "有限公司"


def cyrillic(name: str, rng: random.Random) -> str | None:
    if not re.search(r"korea|rung|mansu|choson", name, re.I) or not brand(name):
        return None

    def turn(word: str) -> str:
        text = word.lower()
        for latin, letter in CYRILLIC:
            text = text.replace(latin, letter)
        return text.title()

    own = brand(name)
    return replace_word(FORM.sub("", name), own, turn(own)) if own and len(own) >= 6 else None


def extra(name: str, rng: random.Random) -> str | None:
    if not FORM.search(name):
        return None
    bare = FORM.sub("", name)
    return f"{bare} {rng.choice(EXTRA)}{name[len(bare) :]}{rng.choice(['', '', *TAILS])}"


def missing(name: str, rng: random.Random) -> str | None:
    generic = {t.text for t in parse_name(name).tokens if t.kind == "business"}
    spots = [w for w in words(name) if w.lower().strip(",.") in generic]
    if not spots or len(words(name)) < 4:
        return None
    return " ".join(name.replace(rng.choice(spots), "", 1).split())


def order(name: str, rng: random.Random) -> str | None:
    bare = FORM.sub("", name)
    parts = words(bare)
    return " ".join([*parts[1:], parts[0]]) + name[len(bare) :] if len(parts) >= 3 else None


def number(name: str, rng: random.Random) -> str | None:
    found = re.search(r"\bNo\.?\s*(\d+)|\b(\d+)(?:st|nd|rd|th)?\b", name)
    if not found:
        return None
    digits = found[1] or found[2]
    return name.replace(
        found[0], rng.choice([f"No.{digits}", f"#{digits}", f"No {digits}", f"Number {digits}"]), 1
    )


def drift(name: str, rng: random.Random) -> str | None:
    spots = [w for w in words(name) if w.lower() in DRIFT]
    if not spots:
        return None
    chosen = rng.choice(spots)
    return name.replace(chosen, DRIFT[chosen.lower()].title(), 1)


def combined(name: str, rng: random.Random) -> str | None:
    new, done = name, 0
    for change in rng.sample(
        [legal_form, abbreviate, drift, missing, extra, place_variant, move_city, erp], 5
    ):
        changed = change(new, rng)
        if changed:
            new, done = changed, done + 1
        if done == 3:
            break
    return new if done >= 2 else None


def combined_with_typo(name: str, rng: random.Random) -> str | None:
    changed = typo(name, rng)
    if not changed:
        return None
    for change in rng.sample([legal_form, abbreviate, drift, wrap, erp], 5):
        more = change(changed, rng)
        if more:
            return more
    return None


POSITIVE: dict[str, Callable[[str, random.Random], str | None]] = {
    "legal form": legal_form,
    "ERP capitals": erp,
    "abbreviation": abbreviate,
    "cut field": truncate,
    "typing error": typo,
    "scanning error": scan,
    "spacing": spacing,
    "wrapper": wrap,
    "moved city": move_city,
    "place spelling": place_variant,
    "romanisation": romanise,
    "Chinese script": han,
    "Cyrillic script": cyrillic,
    "extra words": extra,
    "missing words": missing,
    "word order": order,
    "number": number,
    "word drift": drift,
    "combined": combined,
    "combined with typo": combined_with_typo,
}


def other_brand(rng: random.Random, like: str) -> str:
    while True:
        new = "".join(rng.choice(SYLLABLES) for _ in range(2)).title()
        if fuzz.ratio(new.lower(), like.lower()) < 50:
            return new


def same_town_and_trade(name: str, rng: random.Random) -> str | None:
    own = brand(name)
    if not own or len(parse_name(name).distinctive) != 1 or name.lower().count(own.lower()) > 1:
        return None
    new = replace_word(name, own, other_brand(rng, own))
    return legal_form(new, rng) or new


def near_brand(name: str, rng: random.Random) -> str | None:
    """Another Chinese brand one sound away: Haida for Taida."""
    own = brand(name)
    if not own or len(parse_name(name).distinctive) != 1 or not 4 <= len(own) <= 8:
        return None
    low = own.lower()
    for first in sorted(SYLLABLES, key=len, reverse=True):
        if low.startswith(first) and low[len(first) :] in SYLLABLES:
            second = low[len(first) :]
            which = rng.random() < 0.5
            old = first if which else second
            others = [
                s
                for s in SYLLABLES
                if len(s) == len(old) and s != old and (s[1:] == old[1:] or s[:-1] == old[:-1])
            ]
            if others:
                new = rng.choice(others)
                return replace_word(name, own, (new + second if which else first + new).title())
    return None


def longer_brand(name: str, rng: random.Random) -> str | None:
    own = brand(name)
    if not own or len(parse_name(name).distinctive) != 1 or len(own) < 4:
        return None
    return replace_word(name, own, own + rng.choice(["xin", "long", "yuan", "hua", "mei", "tong"]))


def other_number(name: str, rng: random.Random) -> str | None:
    found = re.search(r"\d+", name)
    return name.replace(found[0], str(int(found[0]) + rng.randint(1, 5)), 1) if found else None


def only_generic(name: str, rng: random.Random) -> str | None:
    own = {t.text for t in parse_name(name).tokens if t.kind == "distinctive"}
    rest = [w for w in words(name) if w.lower().strip(",.()") not in own]
    return " ".join(rest) if len(rest) >= 2 else None


def same_pattern(name: str, rng: random.Random) -> str | None:
    """Another brand, in another form and with the words around it abbreviated."""
    new = same_town_and_trade(name, rng)
    return (abbreviate(new, rng) or erp(new, rng)) if new else None


NEGATIVE: dict[str, Callable[[str, random.Random], str | None]] = {
    "same town and trade": same_town_and_trade,
    "same pattern": same_pattern,
    "near brand": near_brand,
    "longer brand": longer_brand,
    "other number": other_number,
    "generic words only": only_generic,
}


def neighbours(names: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Listed names of different firms that are most alike.

    By rapidfuzz's WRatio, with other distinctive words.
    """
    found = []
    for index, (left, _) in enumerate(names):
        own = set(parse_name(left).distinctive)
        best = None
        for right, _ in names[index + 1 :]:
            other = set(parse_name(right).distinctive)
            if own & other or any(fuzz.ratio(a, b) > 60 for a in own for b in other):
                continue
            score = fuzz.WRatio(left, right)
            if best is None or score > best[0]:
                best = (score, right)
        if best and best[0] >= 70:
            found.append((left, best[1]))
    return found


def main() -> None:
    names = listed_names()
    rows: list[tuple[str, str, int, str, str, str, str]] = []

    def add(name1: str, name2: str, is_match: int, category: str, country: str) -> None:
        half = "tune" if digest(name2) % 2 else "test"
        rows.append((name1, name2, is_match, category, half, country, country))

    for table, is_match in ((POSITIVE, 1), (NEGATIVE, 0)):
        for category, change in table.items():
            count = 0
            for name, country in sorted(names, key=lambda item: digest(category + item[0])):
                rng = random.Random(digest(f"{SEED}{category}{name}"))
                changed = change(name, rng)
                if (
                    changed
                    and (changed != name)
                    and count < (A_CATEGORY if is_match else MORE_NEGATIVES)
                ):
                    add(changed, name, is_match, category, country)
                    count += 1
    for left, right in neighbours(names)[:MORE_NEGATIVES]:
        add(left, right, 0, "listed neighbours", "")
    rng = random.Random(SEED)
    for _ in range(A_CATEGORY // 2):
        town, trade = (
            rng.choice(["Shihezi", "Kuitun", "Dandong", "Hefei", "Wonsan"]),
            rng.choice(["Cotton Mill", "Garment Factory", "Machinery Works"]),
        )
        one, two = rng.sample(range(1, 30), 2)
        listed = f"{town} {other_brand(rng, town)} No. {one} {trade}"
        same = rng.choice([f"No.{one}", f"#{one}", f"No {one:02}", f"Number {one}"])
        add(listed.replace(f"No. {one}", same).upper(), listed, 1, "number", "CN")
        add(listed.replace(f"No. {one}", f"No. {two}"), listed, 0, "other number", "CN")
    for word in COMMON:
        for trade, town in (
            ("Electronics Inc", "Dallas"),
            ("Seafood S.A.", "Vigo"),
            ("Furniture GmbH", "Bremen"),
            ("Textiles Ltd", "Leeds"),
        ):
            name = rng.choice(names)[0]
            own = brand(name)
            if own:
                add(f"{town} {word} {trade}", replace_word(name, own, word), 0, "common brand", "")
    for other in UNLISTED:
        nearest = max(names, key=lambda item: fuzz.WRatio(other, item[0]))[0]
        add(other, nearest, 0, "unlisted firms", "")
    with (HERE / "pairs.csv").open("w", encoding="utf-8", newline="") as handle:
        writer = csv.writer(handle, lineterminator="\n")
        writer.writerow(["name1", "name2", "is_match", "category", "half", "country1", "country2"])
        writer.writerows(rows)
    print(f"{len(rows)} pairs, {sum(row[2] for row in rows)} matches")


if __name__ == "__main__":
    main()
