"""The words by which a firm is known in whatever way its name is written."""

from collections.abc import Iterable, Sequence

from screen.matching.parallel import map_chunks
from screen.names.parse import parse_name

#: So many names are taken apart at a time.
_CHUNK = 20_000


def firm_words(name: str) -> str:
    """Return what two spellings of a firm share.

    Its words in their usual form, without legal form; the folded name where it has no words.

    >>> firm_words("Padma Textile Mills Ltd.") == firm_words("PADMA TEXTILES MILL")
    True
    """
    parsed = parse_name(name)
    return parsed.core or parsed.folded or name


def words_of_firms(names: Iterable[str]) -> dict[str, str]:
    """Return ``firm_words`` of each distinct name, in several processes where there are many."""
    distinct = list(dict.fromkeys(names))
    chunks = [distinct[at : at + _CHUNK] for at in range(0, len(distinct), _CHUNK)]
    found = (words for part in map_chunks(words_of_chunk, chunks) for words in part)
    return dict(zip(distinct, found, strict=True))


def words_of_chunk(names: Sequence[str]) -> list[str]:
    """Return ``firm_words`` of each of ``names``."""
    return [firm_words(name) for name in names]
