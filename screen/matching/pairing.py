"""Sets the words of two names side by side."""

from screen.matching.likeness import SAME_WORD, Pair, alike
from screen.names.parse import Name, Token
from screen.names.pinyin import in_wade_giles

#: Manifests cut fields at 35 characters; a last word may be cut off from this name length on.
TRUNCATION_LENGTH = 28
#: Initials say that a name may be meant, and not which.
INITIALS = 0.9


def pair_words(left: Name, right: Name) -> tuple[list[Pair], list[Token], list[Token]]:
    """Pair words greedily, the best first.

    Exact words, then words written apart or together, then typos, then a cut last word.
    """
    left_rest, right_rest = list(left.tokens), list(right.tokens)
    pairs: list[Pair] = []
    for token in left.tokens:
        for at, other in enumerate(right_rest):
            if other.canonical == token.canonical:
                pairs.append(Pair(token, other, 1.0))
                left_rest.remove(token)
                del right_rest[at]
                break
    if left_rest and right_rest:
        if len(left_rest) > 1:
            _pair_joined(left_rest, right_rest, pairs)
        if len(right_rest) > 1:
            _pair_joined(right_rest, left_rest, pairs, swapped=True)
        _pair_alike(left_rest, right_rest, pairs)
        if left.given or right.given:
            _pair_initials(left.given, right.given, left_rest, right_rest, pairs)
            _pair_initials(right.given, left.given, right_rest, left_rest, pairs, swapped=True)
        _pair_truncated(left, left_rest, right_rest, pairs)
    return pairs, left_rest, right_rest


def _pair_alike(left_rest: list[Token], right_rest: list[Token], pairs: list[Pair]) -> None:
    """Pair like words, the likest first."""
    scored = [
        (-similarity, i, j)
        for i, one in enumerate(left_rest)
        for j, other in enumerate(right_rest)
        if (similarity := alike(one, other)) >= SAME_WORD
    ]
    used_left: set[int] = set()
    used_right: set[int] = set()
    for similarity, i, j in sorted(scored):
        if i not in used_left and j not in used_right:
            pairs.append(Pair(left_rest[i], right_rest[j], -similarity))
            used_left.add(i)
            used_right.add(j)
    for at in sorted(used_left, reverse=True):
        del left_rest[at]
    for at in sorted(used_right, reverse=True):
        del right_rest[at]


def _pair_joined(
    parts: list[Token], wholes: list[Token], pairs: list[Pair], *, swapped: bool = False
) -> None:
    """Pair words written apart with one written together: 'Tai Da' with 'Taida'."""
    for whole in list(wholes):
        text, canonical, wade = whole.text, whole.canonical, in_wade_giles(whole.text)
        spellings = (text, canonical, wade)
        for start in range(len(parts) - 1):
            first = parts[start].text
            if not (
                text.startswith(first) or canonical.startswith(first) or wade.startswith(first)
            ):
                continue
            for length in (2, 3, 4):
                run = parts[start : start + length]
                joined_text = "".join(token.text for token in run)
                if len(run) != length or joined_text not in spellings:
                    continue
                joined = Token(" ".join(token.text for token in run), whole.canonical, whole.kind)
                pairs.append(Pair(whole, joined, 1.0) if swapped else Pair(joined, whole, 1.0))
                wholes.remove(whole)
                del parts[start : start + length]
                _pair_joined(parts, wholes, pairs, swapped=swapped)
                return


def _pair_initials(
    given: frozenset[str],
    others: frozenset[str],
    letters: list[Token],
    rest: list[Token],
    pairs: list[Pair],
    *,
    swapped: bool = False,
) -> None:
    """Pair initials with the names that they stand for: 'J. P.' with 'John P.'."""
    for short in [token for token in letters if token.text in given]:
        for start in range(len(rest)):
            run = rest[start : start + len(short.text)]
            # Initials are those of a person; 'T & S' says nothing of shipping.
            whole = "".join(token.text[0] for token in run) == short.text and any(
                token.kind == "distinctive" for token in run
            )
            part = rest[start].text in others and rest[start].text.startswith(short.text)
            if not (whole or part):
                continue
            run = run if whole else run[:1]
            words = Token(" ".join(t.text for t in run), short.canonical, run[0].kind)
            pairs.append(Pair(words, short, INITIALS) if swapped else Pair(short, words, INITIALS))
            letters.remove(short)
            del rest[start : start + len(run)]
            break


def _pair_truncated(
    left: Name, left_rest: list[Token], right_rest: list[Token], pairs: list[Pair]
) -> None:
    if (
        len(left.folded) < TRUNCATION_LENGTH
        or not left_rest
        or left_rest[-1] is not left.tokens[-1]
    ):
        return
    cut = left_rest[-1]
    whole = next(
        (token for token in right_rest if len(cut.text) >= 2 and token.text.startswith(cut.text)),
        None,
    )
    if whole:
        pairs.append(Pair(cut, whole, 0.9))
        left_rest.remove(cut)
        right_rest.remove(whole)
