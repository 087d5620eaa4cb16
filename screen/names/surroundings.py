"""What stands around a name in its cell and does not belong to it.

Numbers and codes, addresses, plants and departments, telephone numbers, countries, remarks, and the
name once more. The words are in ``data/cell_words.csv``.
"""

import re
from collections.abc import Iterator
from functools import cache

from screen.core.data_tables import read_table

#: At most this many things are taken off one name; honest cells have one or two.
_MOST = 6
#: Legal forms behind which a name ends; the whole ones, tried once each.
ALL_FORMS = (
    r"(?>(?:co(?:mpany)?\b[\s,.]*(?:(?:pvt|pte|pty)\b[\s,.]*)?(?:ltd|limited|inc)"
    r"|(?:pvt|pte|pty)\b[\s,.]*(?:ltd|limited)"
    r"|sdn\b[\s.]*bhd|s\.\s?a\. de c\.\s?v|s\.a|a/s|b\.v|s\.r\.l|ltd|limited|ltda|inc"
    r"|incorporated|corp|corporation|llc|gmbh|company|jsc|plc|srl|sarl|co)\b)"
)
#: A name up to its first legal form, and what follows.
_HEAD = re.compile(rf"^(.{{2,}}?[\s,.]{ALL_FORMS}\b\.?)(?=[^\w])(.*\w.*)$", re.IGNORECASE)
_HAN_HEAD = re.compile(r"^(.{2,}?(?:有限(?:责任|責任)?|集团|集團)?公司)(.+)$")
_CODE_BEFORE = re.compile(
    r"^\W*(?:(?:vendor|supplier|factory|manufacturer|maker|party|account|customer)\b"
    r"(?:\W*(?:no|nr|num|number|id|code)\b)?[\s.:#-]*\d{2,}\W"
    r"|\(?\d{1,6}\)?[.):\-\s]|#\s*\w*\d\w*\W|\[\w*\d\w*\]|[a-z]{1,4}[-_"
    r" ]?\d{2,}\b[\s:.\-]?)\W*"
    r"(?=[^\W\d])",
    re.IGNORECASE,
)
_CODE_BEHIND = re.compile(
    r"[\s\-#(\[,/:]+(?:(?:no|nr)\b\.?\s*)?#?(?=[\w-]*\d{2})[\w-]{2,}[)\]\s.]*$", re.IGNORECASE
)
_TOWN_BEHIND = re.compile(r"^(.*?\w.*?),\s*(?!\s*(?:" + ALL_FORMS + r")\b)\S.*$", re.IGNORECASE)
#: Initials before a name, or behind it, that begin as it does; ``own_initials`` looks closer.
_INITIALS_BESIDE = re.compile(
    r"^\W*([A-Z])[A-Z]{2,7}\W+\1\w+\W+\w|^\W*([A-Z]).*\w\W+\2[A-Z]{2,7}\W*$"
)
#: A name of fewer words has no initials.
_LEAST_WORDS = 2
#: So much of initials begins words of the name; KOMID takes an O from "Korea".
_BEGIN_WORDS = 0.6


def words_of(*kinds: str) -> str:
    """Return the words of these kinds as alternatives of a pattern, longest first."""
    words = {
        row["words"] for row in read_table("screen.names", "cell_words") if row["kind"] in kinds
    }
    return "|".join(
        re.sub(r"(?:\\ )+", r"\\s+", re.escape(word))
        for word in sorted(words, key=lambda word: (-len(word), word))
    )


@cache
def _tails() -> tuple[tuple[re.Pattern[str], int], ...]:
    """Return what may stand behind a name, and in how many last letters; 0 for any number."""
    contact, unit, street = words_of("contact"), words_of("unit"), words_of("street")
    before = r"[\s,;/(\-]+"
    return (
        (_tail(rf"[\s,;/(\[*_-]+(?:{words_of('remark')})[\s)\]*.!_]*$"), 30),
        (
            _tail(rf"{before}(?:(?:{contact})\b[\s.:#]*\S.*|\S+@\S+.*|\+?\d[\d\s()/\-]{{6,}}\)?)$"),
            0,
        ),
        (
            _tail(
                rf"{before}(?:no\.?\s*\d+|room|rm\.?\s*\d|unit\s*\d|suite|floor|building|block"
                rf"|level|\d+[\w-]*\s)[^,]*\b(?:{street})\b.*$"
            ),
            0,
        ),
        (_tail(rf"{before}[^\W\d]+\s+(?:{words_of('branch')})\W*$"), 60),
        (
            _tail(
                rf"{before}(?:(?:{words_of('of a unit')}|\d+(?:st|nd|rd|th))\s+)?(?:{unit})\W*"
                r"(?:no\.?\s*)?(?:\d+|[ivx]{1,4}|[a-z])?\W*$"
            ),
            55,
        ),
        (_CODE_BEHIND, 40),
        (_tail(rf"{before}(?:{_countries()})[)\].\s]*$"), 45),
        (re.compile(r"[,(\[]\s*[A-Z]{2,3}[)\].\s]*$"), 12),
        # Where it was founded: 'Inc., a Delaware corporation'.
        (_tail(r"[,\s(]+an?\s+(?:\w+\s+){1,3}(?:corp|corporation|company|co)\b[.)\s]*$"), 60),
    )


def _tail(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


@cache
def _countries() -> str:
    names = {row["name"] for row in read_table("screen.reference", "countries")}
    spelled = [
        re.escape(name).replace(r"\ ", r"\s+")
        for name in sorted(names, key=lambda name: (-len(name), name))
    ]
    return "|".join(spelled) + "|" + words_of("country")


def bare_names(part: str) -> Iterator[str]:
    """Yield ``part`` without what stands before and behind its name, step by step.

    >>> list(bare_names("Hoshine Silicon Co., Ltd. Plant 2"))
    ['Hoshine Silicon Co., Ltd.', 'Plant 2', 'Hoshine Silicon Co., Ltd.']
    >>> list(bare_names("V10023 Huafu Fashion"))
    ['Huafu Fashion']
    """
    name = _CODE_BEFORE.sub("", part)
    if name != part:
        yield name
    if once := _said_once(name):
        yield once
    yield from without_initials(name)
    for head in (_HEAD.match(name), _HAN_HEAD.match(name)):
        if head:
            yield head[1]
            rest = head[2].strip(" ,.-/:&()")
            if len(rest.split()) > 1 or not rest.isascii():
                yield rest
                if (second := _HEAD.match(rest)) and second[1] != rest:
                    yield second[1]
    yield from _without_tails(name)
    if "," in name and (town := _TOWN_BEHIND.match(name)):
        yield town[1]
        yield from _without_tails(town[1])


def _without_tails(name: str) -> Iterator[str]:
    for _ in range(_MOST):
        shorter = name
        for tail, reach in _tails():
            # What is short stands in the last letters; looking further back costs time.
            start = max(0, len(shorter) - reach) if reach else 0
            if found := tail.search(shorter, start):
                shorter = shorter[: found.start()]
                if shorter:
                    yield shorter
        if shorter == name or not shorter:
            return
        name = shorter


def without_initials(name: str) -> Iterator[str]:
    """Yield what is left of a name that has its own initials before or behind it."""
    if _INITIALS_BESIDE.search(name):
        words = [word for word in re.split(r"\W+", name) if word]
        for short, rest in ((words[0], words[1:]), (words[-1], words[:-1])):
            if short.isupper() and own_initials(short, " ".join(rest)):
                yield name.strip(" -–,:./()").removeprefix(short).removesuffix(short)


def own_initials(short: str, name: str) -> bool:
    """Return whether ``short`` are initials of ``name``, some of them letters inside its words.

    >>> own_initials("KOMID", "Korea Mining Development Trading"), own_initials("OSK", "United")
    (True, False)
    """
    words = re.findall(r"\w+", name.upper())
    if len(words) < _LEAST_WORDS or not short or words[0][0] != short[0]:
        return False
    letters, firsts = iter("".join(words)), iter("".join(word[0] for word in words))
    if not all(letter in letters for letter in short.upper()):
        return False
    begun, waiting = 0, list(firsts)
    for letter in short.upper():
        if letter in waiting:
            begun += 1
            waiting = waiting[waiting.index(letter) + 1 :]
    return begun >= max(_LEAST_WORDS, _BEGIN_WORDS * len(short))


def _said_once(name: str) -> str:
    """Return the half of a name that was written twice; '' where it was not."""
    words = re.findall(r"\w+", name.lower())
    half, odd = divmod(len(words), 2)
    if odd or not half or words[:half] != words[half:]:
        return ""
    found = list(re.finditer(r"\w+", name))
    return name[: found[half].start()]
