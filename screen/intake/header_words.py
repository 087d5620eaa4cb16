"""Reads what a header says: a thing (name, country) and whose it is, in any word order.

``data/header_rules.csv`` says which words together make which thing; the first rule that fits
holds. A rule names things and marks of the lexicon, ``@role`` or ``@`` for any role, and ``-sign``
for what must be absent.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from screen.core.data_tables import read_table
from screen.intake.header_lexicon import Word, split_header
from screen.intake.header_text import header_parts

#: Words behind which the second noun explains the first: 'supplier of goods' is a supplier, 'goods
#: supplier' as well.
_OF = frozenset(
    [
        "of",
        "by",
        "from",
        "de",
        "du",
        "des",
        "del",
        "di",
        "da",
        "do",
        "von",
        "vom",
        "to",
        "for",
        "van",
        "的",
        "の",
        "의",
    ]
)
#: Numbers beyond this are years, lengths or chapters, and count nobody.
_LARGEST_NUMBER = 30
#: Things that go with the text in the brackets: they say less than it may.
_VAGUE = frozenset({"", "location", "company"})


@dataclass(frozen=True, slots=True)
class HeaderReading:
    """What a header says. ``known`` is the share of its words that were understood; '' and None
    say nothing.
    """

    thing: str = ""
    role: str = ""
    tier: int | None = None
    number: int | None = None
    known: float = 0.0


@dataclass(frozen=True, slots=True)
class _Rule:
    needs: frozenset[str]
    bans: frozenset[str]
    thing: str


@cache
def _rules() -> tuple[_Rule, ...]:
    rules = []
    for row in read_table("screen.intake", "header_rules"):
        signs = row["needs"].replace("@notify party", "@notify").split()
        rules.append(
            _Rule(
                frozenset(sign for sign in signs if not sign.startswith("-")),
                frozenset(sign[1:] for sign in signs if sign.startswith("-")),
                row["thing"],
            )
        )
    return tuple(rules)


@cache
def role_ranks() -> dict[str, int]:
    """How special each role is; of two in one header the more special one is meant."""
    return {row["role"]: int(row["rank"]) for row in read_table("screen.intake", "header_roles")}


def read_header(text: str) -> HeaderReading:
    """Read what one header says; never fails.

    >>> read_header("Name of raw material supplier")
    HeaderReading(thing='name', role='raw-material supplier', tier=None, number=None, known=1.0)
    >>> read_header("Tier 4 (Ginner)").tier
    4
    """
    first, inside = header_parts(text)
    words = split_header(first)
    reading = _read(words)
    if not inside:
        return reading
    return _with_brackets(reading, words, split_header(inside))


def _with_brackets(reading: HeaderReading, words: list[Word], inside: list[Word]) -> HeaderReading:
    """Add what stands in brackets, where the front has not said it."""
    more = _read(inside)
    said = {word.value for word in words if word.kind == "thing"}
    has_role = any(word.kind == "role" for word in words)
    bends = {word.value for word in inside} & {
        "local",
        "english",
        "other",
        "person",
        "contact",
        "alias",
    }
    if not said - _VAGUE or (reading.thing == "name" and bends):
        new_role = bool(more.role) and not has_role
        if new_role or (more.thing and (more.thing != "name" or not reading.thing)):
            extra = inside if not has_role else [word for word in inside if word.kind != "role"]
            both = _read([*words, *extra])
            return HeaderReading(both.thing, both.role, both.tier, both.number, reading.known)
    elif more.role and not has_role and reading.thing != "type":
        return HeaderReading(
            reading.thing, more.role, reading.tier or more.tier, reading.number, reading.known
        )
    tier = reading.tier or more.tier
    return HeaderReading(reading.thing, reading.role, tier, reading.number, reading.known)


def _read(words: Sequence[Word]) -> HeaderReading:
    if not words:
        return HeaderReading()
    known = sum(word.kind != "unknown" for word in words) / len(words)
    # 'Is it ...?' asks; 'the country where it is registered' does not.
    words = [word for place, word in enumerate(words) if not place or word.value != "question"]
    words, tier, number = _numbers(words)
    role = _role(words)
    words, role = _head(words, role)
    signs = {word.value for word in words if word.kind in ("thing", "mark")}
    roles = {"@", *(f"@{word.value}" for word in words if word.kind == "role")} if role else set()
    thing = next(
        (rule.thing for rule in _rules() if rule.needs <= signs | roles and not rule.bans & signs),
        "",
    )
    if not thing and tier is not None:
        thing = "name"
    if tier is not None and not role:
        role = "supplier"
    return HeaderReading(thing, role, tier, number if thing != "hs" else None, known)


def _numbers(words: Sequence[Word]) -> tuple[list[Word], int | None, int | None]:
    """Take the numbers out: one beside the word 'tier' is the tier, another counts (factory 2)."""
    digits = [place for place, word in enumerate(words) if word.kind == "digits"]
    rest = [word for word in words if word.kind not in ("digits", "tier")]
    named = [int(word.value) for word in words if word.kind == "tier"]
    tier: int | None = named[0] if len(named) == 1 else None
    levels = [place for place, word in enumerate(words) if word.value == "tier"]
    beside = [place for place in digits if place - 1 in levels or place + 1 in levels]
    if len(beside) == 1 and len(digits) <= 2 and int(words[beside[0]].value) <= 9:
        after = len(digits) == 2 and digits[1] - digits[0] == 1
        if not after:
            tier = int(words[beside[0]].value)
            rest = [word for word in rest if word.value != "tier"]
            digits.remove(beside[0])
        else:
            digits = []
    counted = [int(words[place].value) for place in digits if len(words[place].value) <= 2]
    number = counted[0] if len(counted) == 1 and 0 < counted[0] <= _LARGEST_NUMBER else None
    return rest, tier, number


def _role(words: Sequence[Word]) -> str:
    """Choose the most special role; of two alike, the first."""
    ranks = role_ranks()
    roles = [word.value for word in words if word.kind == "role"]
    return max(roles, key=lambda role: ranks[role], default="")


def _head(words: Sequence[Word], role: str) -> tuple[list[Word], str]:
    """Leave out goods that only say what a party deals in: 'Fabric Supplier', 'Manufacturer of
    component'.
    """
    roles = [
        place for place, word in enumerate(words) if word.kind == "role" and word.value == role
    ]
    goods = [
        place
        for place, word in enumerate(words)
        if word.value in ("goods", "material") and word.kind == "thing"
    ]
    if not roles or not goods or role in ("parent", "brand"):
        return list(words), role
    between = words[min(roles[-1], goods[-1]) : max(roles[-1], goods[-1])]
    explained = any(word.text in _OF for word in between)
    if (roles[-1] > goods[-1]) == explained:
        return list(words), role
    if role == "supplier" and all(words[place].value == "material" for place in goods):
        role = "raw-material supplier"
    return [word for place, word in enumerate(words) if place not in goods], role
