"""Takes apart the cells in which agencies write several names.

Aliases, former names, subsidiaries and scope notes.
"""

import re
from dataclasses import dataclass, field

from screen.names.number_words import CARDINALS
from screen.names.parse import parse_name

_ALIASES = re.compile(
    r"^(?:and|including|with)?\s*(?P<count>\w+)\s+alias(?:es)?\s*[:,]?\s*|"
    r"^(?:and\s+)?(?:also|sometimes)\s+known\s+as\s*:?\s*|"
    r"^a\s?/?\s?k\s?/?\s?a\.?\s*:?\s+|^aliases\s*:\s*",
    re.IGNORECASE,
)
_FORMER = re.compile(
    r"^(?:and\s+)?(?:formerly|previously)\s+(?:known|doing"
    r" business)\s+as\s*:?\s*|^f\s?/?\s?k\s?/?\s?a\.?\s*:?\s+",
    re.IGNORECASE,
)
_SUBSIDIARIES = re.compile(
    r",?\s*(?:and|including)\s+(?:all\s+of\s+)?(?:its|their)\s+(?:(?P<count>\w+)\s+)?"
    r"(?:\S+-based\s+)?subsidiar(?:y|ies)"
    r"(?:\s+(?:from|in|of)\s+(?-i:[A-Z])\w+)?\s*,?\s*"
    r"(?:which\s+(?:include|are)|including|:)?\s*(?P<names>(?-i:[A-Z0-9]).+)$",
    re.IGNORECASE,
)
_OPEN_ALIASES = re.compile(
    r",?\s+(?P<group>(?:and|including)\s+\w+\s+alias(?:es)?\s*:.+)$", re.IGNORECASE
)
_OR_SPELLING = re.compile(r"\b(?P<first>\w+)\s+\(or\s+(?P<other>\w+)\)")
_OF_PLACE = re.compile(r"\s*\(of\s+(?P<place>[^)]+)\)")
_SCOPE = re.compile(
    r",?\s*(?P<scope>(?:and|including)\s+(?:all\s+of\s+)?(?:(?:its|their|any|all)\s+)?"
    r"(?:subsidiar(?:y|ies)|subordinates?|affiliates?|affiliated|successors?|joint"
    r" ventures|sub-units?)\b.*)$",
    re.IGNORECASE,
)
_INLINE_ALIAS = re.compile(
    r",?\s*\b(?:a\s?/\s?k\s?/\s?a|aka|d\s?/\s?b\s?/\s?a)\.?:?\s+", re.IGNORECASE
)
_INLINE_FORMER = re.compile(r",?\s*\b(?:f\s?/\s?k\s?/\s?a|fka)\.?:?\s+", re.IGNORECASE)
_COLLECTIVELY = re.compile(
    r",?\s*\(?collectively,?\s+(?:known as|referred to as)?\s*[“\"]?(?P<name>[^)”\"]+)[”\"]?\)?",
    re.I,
)
_ACRONYM = re.compile(r"\s*\((?P<short>[A-Z][A-Z0-9&-]{1,9})\)")
#: A comma before one of these belongs to the name: Hetian Taida Apparel Co., Ltd.
_LEGAL_TAIL = (
    r"(?:co\b|ltd\b|limited\b|inc\b|llc\b|llp\b|corp\b|corporation\b|company\b|pvt\b|pte\b"
    r"|s\.?\s?a\b|s\.?r\.?l\b|gmbh\b|sdn\b|bhd\b|l\.?p\b|plc\b|jsc\b|ooo\b)"
)
_COMMA = re.compile(rf",\s+(?!(?:and\s+)?{_LEGAL_TAIL})(?:and\s+)?", re.IGNORECASE)

#: 'A, B, and C' is a list; 'Nanhu Tree Farm, Zhejiang' is one name with its place.
_LIST_FROM = 3


@dataclass(slots=True)
class ListedNames:
    """One party of a cell.

    Its name, other names, short form, subsidiaries that are named, and how far the listing reaches.
    """

    name: str
    aliases: list[str] = field(default_factory=list)
    former: list[str] = field(default_factory=list)
    short: list[str] = field(default_factory=list)
    subsidiaries: list[str] = field(default_factory=list)
    scope: str = ""
    place: str = ""


def split_names(text: str, count: int | None = None) -> list[str]:
    """Return the names of 'A; B; and C', 'A, B, and C' or 'A and B'.

    ``count`` is the number that the text itself announces ('two aliases'); commas and 'and' part
    names only where they
    must, for both stand inside names.

    >>> split_names("Akesu Huafu and Aksu Huafu Dyed Melange Yarn", 2)
    ['Akesu Huafu', 'Aksu Huafu Dyed Melange Yarn']
    >>> split_names("Yili Cotton and Linen Co., Ltd.", 1)
    ['Yili Cotton and Linen Co., Ltd.']
    """
    if ";" in text:
        parts = re.split(r";\s*(?:and\s+)?", text)
    elif count == 1:
        parts = [text]
    else:
        parts = _COMMA.split(text)
        single = len(parts) == 1
        if count and len(parts) < count and len(last := re.split(r"\s+and\s+", parts[-1])) > 1:
            parts[-1:] = [" and ".join(last[:-1]), last[-1]]
        elif count is None:
            parts = [piece for part in parts for piece in _at_and(part)]
        if len(parts) != count and not _whole(parts[: -1 if single else None] or parts):
            parts = [text]
    return [name for part in parts if (name := _tidy(part))]


def take_apart(cell: str) -> list[ListedNames]:
    """Return the parties of a cell, in order.

    >>> take_apart("Hetian Taida Apparel Co., Ltd (and one alias: Hetian TEDA Garment)")[0].aliases
    ['Hetian TEDA Garment']
    >>> [party.name for party in take_apart("Fuchu Prison; Union Kogyo Co., Ltd.")]
    ['Fuchu Prison', 'Union Kogyo Co., Ltd.']
    """
    cell = " ".join(cell.replace("\xa0", " ").split())
    outside, groups = _brackets(cell)
    together = ListedNames("")
    if unbracketed := _OPEN_ALIASES.search(outside):
        groups.append(unbracketed["group"])
        outside = outside[: unbracketed.start()]
    for group in groups:
        _read_group(group, together)
    if named := _COLLECTIVELY.search(outside):
        together.aliases += [_tidy(named["name"])]
        outside = _COLLECTIVELY.sub("", outside)
    if held := _SUBSIDIARIES.search(outside):
        together.subsidiaries = split_names(
            held["names"], CARDINALS.get((held["count"] or "").lower())
        )
        outside = outside[: held.start()]
    elif reach := _SCOPE.search(outside):
        together.scope = reach["scope"].strip(" .,")
        outside = outside[: reach.start()]
    parties: list[ListedNames] = []
    for part in _parts(outside):
        party = _party(part)
        if parties and _is_place(party.name):
            parties[-1].place = party.name
        elif party.name:
            parties.append(party)
    if not parties:
        return []
    first = parties[0]
    first.aliases += together.aliases
    first.former += together.former
    first.subsidiaries = together.subsidiaries
    for party in parties if "their" in together.scope else [first]:
        party.scope = together.scope
    return parties


def _party(text: str) -> ListedNames:
    """Return 'A, a/k/a B, f/k/a C' as one party."""
    party = ListedNames("")
    text, *former = _INLINE_FORMER.split(text)
    party.former = [_tidy(name) for name in former]
    if place := _OF_PLACE.search(text):
        party.place = place["place"]
        text = _OF_PLACE.sub("", text)
    name, *aliases = _INLINE_ALIAS.split(text)
    party.aliases = [_tidy(alias) for alias in aliases]
    party.short = [found["short"] for found in _ACRONYM.finditer(name)]
    party.name = _tidy(_ACRONYM.sub("", name))
    if other := _OR_SPELLING.search(party.name):
        # 'Wulin (or Wuling) Machinery Works'
        party.aliases.append(_OR_SPELLING.sub(other["other"], party.name))
        party.name = _OR_SPELLING.sub(other["first"], party.name)
    return party


def _parts(text: str) -> list[str]:
    """Return the parties of a cell without brackets.

    Parted by semicolons, else by commas and 'and' between whole firm names.
    """
    if ";" in text:
        return [name for part in re.split(r";\s*(?:and\s+)?", text) for name in _parts(part)]
    if _INLINE_ALIAS.search(text) or _INLINE_FORMER.search(text):
        return [text]
    listed = [part for part in _COMMA.split(text) if part.strip()]
    if (
        len(listed) >= _LIST_FROM
        and re.search(r",\s+and\s+", text)
        and all(map(_is_own_name, listed))
    ):
        return listed
    if len(listed) > 1 and all(map(_is_own_name, listed)) and _whole(listed[-1:]):
        # 'Nanhu Tree Farm, Zhejiang Sanmei Tea Co., Ltd.' names two; 'State Penitentiary,
        # Tamaulipas' one and its place.
        return listed
    parts = [piece for part in listed for piece in _at_and(part)]
    return parts if len(parts) > 1 and _whole(parts) else [text] if _tidy(text) else []


def _at_and(text: str) -> list[str]:
    """Split 'A Co., Ltd. and B Corp.' in two.

    An 'and' parts names only where a legal form stands before it.
    """
    for found in re.finditer(r"\s+and\s+", text):
        left = parse_name(text[: found.start()])
        if left.legal_form and left.folded.endswith(left.legal_form_written):
            return [text[: found.start()], *_at_and(text[found.end() :])]
    return [text]


def _is_own_name(text: str) -> bool:
    """Whether a part of a list can be a firm's name: more than a word, and not only trade words."""
    return " " in text.strip() and not parse_name(text).is_generic


def _whole(parts: list[str]) -> bool:
    """Whether each part is a firm's whole name.

    It has a word of its own and ends in a legal form.
    """
    return all((parsed := parse_name(part)).legal_form and not parsed.is_generic for part in parts)


def _is_place(name: str) -> bool:
    """Whether a part of a cell is only the place of the names before it ('...; Kathmandu')."""
    tokens = parse_name(name).tokens
    return bool(tokens) and all(token.kind == "place" for token in tokens)


def _brackets(text: str) -> tuple[str, list[str]]:
    """Return ``text`` without the outermost brackets that hold other names, and what these hold."""
    kept, groups, start, depth = [], [], 0, 0
    position = 0
    for index, letter in enumerate(text):
        if letter == "(":
            depth += 1
            if depth == 1:
                start = index
        elif letter == ")" and depth:
            depth -= 1
            inner = text[start + 1 : index]
            if depth == 0 and (_ALIASES.match(inner) or _FORMER.match(inner)):
                kept.append(text[position:start].rstrip())
                groups.append(inner)
                position = index + 1
    kept.append(text[position:])
    return "".join(kept), groups


def _read_group(text: str, party: ListedNames) -> None:
    """'also known as A; B; and formerly known as C' into aliases and former names."""
    count, former = None, False
    pieces: dict[bool, list[str]] = {False: [], True: []}
    for piece in re.split(
        r";\s*(?=(?:and\s+)?(?:formerly|previously|also)\s+known)"
        r"|,?\s*(?:and\s+)(?=(?:formerly|previously)\s+known)",
        text,
    ):
        if found := _FORMER.match(piece):
            former = True
        elif found := _ALIASES.match(piece):
            former = False
            word = (found.groupdict().get("count") or "").lower()
            count = CARDINALS.get(word) or (int(word) if word.isdigit() else None)
        pieces[former] += split_names(
            piece[found.end() if found else 0 :], None if former else count
        )
    party.aliases += pieces[False]
    party.former += pieces[True]


def _tidy(text: str) -> str:
    text = re.sub(r"^\s*(?:and|&)\s+", "", text.strip(" ,;:*†‡\u200b"), flags=re.IGNORECASE)
    return text.strip(" ,;:").strip()
