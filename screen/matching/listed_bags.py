"""The words of listed names, and the other spellings under which they are looked for."""

from collections.abc import Sequence

import polars as pl

from screen.matching.bags import WORD_SCHEMA, Bag, bag_exactly
from screen.matching.name_words import BARE, JOINED, MARKS, RESPELLED, WHOLE
from screen.matching.parsed_names import ParsedNames, parsed_names
from screen.names.bare_consonants import bare_consonants
from screen.names.parse import parse_name
from screen.names.pinyin import in_wade_giles, pinyin_syllables
from screen.names.sounds import may_be_heard

_SPELLING = {"token": pl.String, "word": pl.String, "role": pl.UInt8}
#: So many names are taken apart at a time: fewer than ``parse_name`` remembers, so that it does it
#: once for all that is asked of a name.
_AT_ONCE = 20_000


def bag_listed(names: Sequence[str]) -> tuple[Bag, ParsedNames]:
    """Return the words of listed names, and the names taken apart.

    Among the words are other spellings under which the names are looked for.
    """
    starts = range(0, max(len(names), 1), _AT_ONCE)
    parts = [_bag(names[start : start + _AT_ONCE], start) for start in starts]
    words, tokens, initials, taken = (pl.concat(part) for part in zip(*parts, strict=True))
    own = tokens.filter(pl.col("own")).select("id", "token").unique(maintain_order=True)
    spelled = [
        (token, spelling, role)
        for token in own["token"].unique(maintain_order=True).to_list()
        for spelling, role in _other_spellings(token)
    ]
    other = pl.DataFrame(spelled, schema=_SPELLING, orient="row")
    more = own.join(other, on="token", maintain_order="left_right").select(
        "id", "word", "role", fuzzy=False
    )
    return Bag(pl.concat([words, more, initials]), tokens), ParsedNames(taken)


def _bag(
    names: Sequence[str], start: int
) -> tuple[pl.DataFrame, pl.DataFrame, pl.DataFrame, pl.DataFrame]:
    """Return the words, tokens and initials of names numbered from ``start``, and the names."""
    bag = bag_exactly(names, range(start, start + len(names)))
    initials = pl.DataFrame(
        [
            (number, way, WHOLE, False)
            for number, written in enumerate(names, start)
            for way in sorted(set(parse_name(written).all_initials))
        ],
        schema=WORD_SCHEMA,
        orient="row",
    )
    return bag.words, bag.tokens, initials, parsed_names(names).frame


def _other_spellings(token: str) -> list[tuple[str, int]]:
    """Return how another romanisation spells a word, and its marked keys in other alphabets."""
    first, second = MARKS
    sure = may_be_heard(token)
    keys = [first + key for key in sorted(sure)] + [
        second + key for key in sorted(may_be_heard(token, "consonants") - sure)
    ]
    bare = "" if not token.isalpha() or pinyin_syllables(token) else bare_consonants(token)
    keys += [BARE + bare] if bare else []
    respelled = [(spelled, RESPELLED)] if (spelled := in_wade_giles(token)) else []
    return [*respelled, *((key, JOINED) for key in keys)]
