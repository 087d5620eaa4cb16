"""Listed names taken apart, as columns: a batch needs few of them as objects."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import get_args

import polars as pl

from screen.names.parse import (
    CLASS_WEIGHT,
    Name,
    Token,
    TokenClass,
    distinctive_words,
    parse_name,
)
from screen.names.sounds import Heard

#: A name taken apart (``names.parse.Name``). Its words and the initials of given names are joined
#: by blanks and the parts of its tokens by line feeds; each token's kind and way of being heard is
#: a letter, in order.
PARSED_SCHEMA = {
    "written": pl.String,
    "folded": pl.String,
    "words": pl.String,
    "text": pl.String,
    "canonical": pl.String,
    "kind": pl.String,
    "heard": pl.String,
    "legal_form": pl.String,
    "legal_form_written": pl.String,
    "given": pl.String,
}
_KINDS: dict[str, TokenClass] = {kind[0]: kind for kind in CLASS_WEIGHT}
_HEARD: dict[str, Heard] = {(heard or "-")[0]: heard for heard in get_args(Heard)}


@dataclass(frozen=True, slots=True)
class ParsedNames:
    """Names by their number, as a frame (``PARSED_SCHEMA``)."""

    frame: pl.DataFrame

    def names(self, numbers: pl.Series) -> dict[int, Name]:
        """Return the names with these numbers."""
        wanted = numbers.unique().sort()
        rows = self.frame[wanted].iter_rows()
        return {number: _name(*row) for number, row in zip(wanted.to_list(), rows, strict=True)}


def parsed_names(names: Sequence[str]) -> ParsedNames:
    """Return ``names`` taken apart."""
    rows = [_row(parse_name(written)) for written in names]
    return ParsedNames(pl.DataFrame(rows, schema=PARSED_SCHEMA, orient="row"))


def _row(name: Name) -> tuple[str, ...]:
    return (
        name.written,
        name.folded,
        " ".join(name.words),
        "\n".join(token.text for token in name.tokens),
        "\n".join(token.canonical for token in name.tokens),
        "".join(token.kind[0] for token in name.tokens),
        "".join((token.heard or "-")[0] for token in name.tokens),
        name.legal_form,
        name.legal_form_written,
        " ".join(sorted(name.given)),
    )


def _name(
    written: str,
    folded: str,
    words: str,
    text: str,
    canonical: str,
    kind: str,
    heard: str,
    form: str,
    form_written: str,
    given: str,
) -> Name:
    parts = zip(text.split("\n"), canonical.split("\n"), kind, heard, strict=False)
    tokens = tuple(Token(one, two, _KINDS[code], _HEARD[way]) for one, two, code, way in parts)
    own = distinctive_words(tokens)
    initials = frozenset(given.split())
    return Name(written, folded, tokens, form, form_written, own, tuple(words.split()), initials)
