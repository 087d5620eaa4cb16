"""The words of listed names, and the other spellings under which they are looked for."""

from collections.abc import Sequence

import polars as pl

from screen.matching.bags import WORD_SCHEMA, Bag, bag_exactly
from screen.matching.name_words import JOINED, MARKS, RESPELLED, WHOLE
from screen.names.parse import parse_name
from screen.names.pinyin import in_wade_giles
from screen.names.sounds import may_be_heard

_SPELLING = {"token": pl.String, "word": pl.String, "role": pl.UInt8}


def bag_listed(names: Sequence[str]) -> Bag:
    """Return the words of listed names, and the other spellings under which they are looked for."""
    bag = bag_exactly(names)
    own = bag.tokens.filter(pl.col("own")).select("id", "token").unique(maintain_order=True)
    spelled = [
        (token, spelling, role)
        for token in own["token"].unique(maintain_order=True).to_list()
        for spelling, role in _other_spellings(token)
    ]
    other = pl.DataFrame(spelled, schema=_SPELLING, orient="row")
    more = own.join(other, on="token", maintain_order="left_right").select(
        "id", "word", "role", fuzzy=False
    )
    initials = pl.DataFrame(
        [
            (number, way, WHOLE, False)
            for number, written in enumerate(names)
            for way in sorted(set(parse_name(written).all_initials))
        ],
        schema=WORD_SCHEMA,
        orient="row",
    )
    return Bag(pl.concat([bag.words, more, initials]), bag.tokens)


def _other_spellings(token: str) -> list[tuple[str, int]]:
    """Return how another romanisation spells a word, and its marked keys in other alphabets."""
    first, second = MARKS
    sure = may_be_heard(token)
    keys = [first + key for key in sorted(sure)] + [
        second + key for key in sorted(may_be_heard(token, "consonants") - sure)
    ]
    respelled = [(spelled, RESPELLED)] if (spelled := in_wade_giles(token)) else []
    return [*respelled, *((key, JOINED) for key in keys)]
