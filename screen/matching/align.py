"""Aligns two names word by word and scores the alignment.

Each word weighs what it is worth in telling firms apart (``names.tokens.CLASS_WEIGHT``), so the distinctive word
decides: names that agree on everything but that word are two firms, and names that agree on it and differ in
boilerplate are likely one. The score is on thefuzz's scale of 0 to 100.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz.distance import OSA

from screen.names.fold import romanisation_key
from screen.names.tokens import Name, Token, common_words

#: Words less alike than this are different words.
SAME_WORD = 0.8
#: A plural s is often added or lost.
PLURAL = 0.97
#: A word of this many letters or fewer names many firms.
SHORT_WORD = 4
#: A shared romanisation key makes two words the same one in another spelling system.
ROMANISED = 0.93
#: Manifests cut fields at 35 characters; a last word may be cut off from this name length on.
TRUNCATION_LENGTH = 28
#: Scores are held below these where the names disagree on something that tells firms apart.
CAP_DISTINCTIVE_DIFFERS = 68.0
CAP_NUMBER_DIFFERS = 78.0
CAP_GENERIC = 81.0
CAP_EXTRA_DISTINCTIVE = 88.0
CAP_NOT_IDENTICAL = 99.0
CAP_LISTED_WORD_MISSING = 80.0
CAP_TRADE_DIFFERS = 88.0
CAP_COMMON_WORD = 86.0


@dataclass(frozen=True, slots=True)
class Pair:
    """Two aligned words, or one word alone (the other is None). ``similarity`` is 0.0 to 1.0."""

    left: Token | None
    right: Token | None
    similarity: float


@dataclass(frozen=True, slots=True)
class Alignment:
    """The outcome of comparing two names. ``caps`` says in words what held the score down."""

    score: float
    pairs: tuple[Pair, ...]
    caps: tuple[str, ...]


@lru_cache(maxsize=500_000)
def word_similarity(left: str, right: str) -> float:
    """How alike two canonical words are, 0.0 to 1.0; long words may differ by a letter, short ones may not."""
    if left == right:
        return 1.0
    shorter = min(len(left), len(right))
    if shorter < 4 or left.isdigit() or right.isdigit():
        return 0.0
    if shorter >= 5 and left.rstrip("s") == right.rstrip("s"):
        return PLURAL
    if shorter >= 5 and romanisation_key(left) == romanisation_key(right):
        return ROMANISED
    distance = OSA.distance(left, right, score_cutoff=2)
    if distance == 1:
        # One letter of four or five may make another word ("Sanyou" / "Sanyu" is a typo, "Haida" / "Taida" a firm).
        same_start = left[0] == right[0]
        return (0.93 if shorter >= 7 else 0.86 if shorter >= 6 else 0.8) - (0 if same_start else 0.12)
    if distance == 2 and shorter >= 8:
        return 0.85 if left[:2] == right[:2] else 0.75
    return 0.0


def _alike(left: Token, right: Token) -> float:
    """The better of the canonical and the written words: 'garmnet' is 'garment' misspelled, whatever that stands for."""
    return max(word_similarity(left.canonical, right.canonical), word_similarity(left.text, right.text))


def align(left: Name, right: Name) -> Alignment:
    """Aligns the tokens of a screened name (``left``) with those of a listed name (``right``)."""
    pairs, left_rest, right_rest = _pair_words(left, right)
    pairs += [Pair(token, None, 0.0) for token in left_rest] + [Pair(None, token, 0.0) for token in right_rest]
    total = sum(token.weight for pair in pairs for token in (pair.left, pair.right) if token)
    if not total:
        return Alignment(0.0, tuple(pairs), ("a name has no words to compare",))
    agreed = sum(pair.similarity * (pair.left.weight + pair.right.weight) for pair in pairs if pair.left and pair.right)
    score = 100.0 * agreed / total
    limits = _limits(left, right, pairs)
    # Boilerplate that one side leaves out costs little: the names agree on every word that tells firms apart.
    if agreed and not limits and all(_is_boilerplate(pair) or pair.similarity >= ROMANISED for pair in pairs):
        score = 0.35 * score + 0.65 * max(score, 96.0)
    if [token.text for token in left.tokens] != [token.text for token in right.tokens]:
        # Equal in meaning (Mfg / Manufacturing, Garment / Apparel) is close, and not the same name.
        limits.append((CAP_NOT_IDENTICAL, ""))
    elif not left.is_generic:
        score = 100.0
    for cap, _ in limits:
        score = min(score, cap)
    return Alignment(round(score, 1), tuple(pairs), tuple(reason for _, reason in limits if reason))


def _is_boilerplate(pair: Pair) -> bool:
    return all(token is None or token.kind in {"business", "place"} for token in (pair.left, pair.right))


def _pair_words(left: Name, right: Name) -> tuple[list[Pair], list[Token], list[Token]]:
    """Greedy best-first pairing: exact words, then words written apart or together, then typos, then a cut last word."""
    left_rest, right_rest = list(left.tokens), list(right.tokens)
    pairs: list[Pair] = []
    for token in left.tokens:
        twin = next((other for other in right_rest if other.canonical == token.canonical), None)
        if twin:
            pairs.append(Pair(token, twin, 1.0))
            left_rest.remove(token)
            right_rest.remove(twin)
    _pair_joined(left_rest, right_rest, pairs)
    _pair_joined(right_rest, left_rest, pairs, swapped=True)
    scored = sorted(
        ((_alike(a, b), i, j) for i, a in enumerate(left_rest) for j, b in enumerate(right_rest)),
        key=lambda item: (-item[0], item[1], item[2]),
    )
    used_left: set[int] = set()
    used_right: set[int] = set()
    for similarity, i, j in scored:
        if similarity < SAME_WORD:
            break
        if i not in used_left and j not in used_right:
            pairs.append(Pair(left_rest[i], right_rest[j], similarity))
            used_left.add(i)
            used_right.add(j)
    left_rest = [token for i, token in enumerate(left_rest) if i not in used_left]
    right_rest = [token for j, token in enumerate(right_rest) if j not in used_right]
    _pair_truncated(left, left_rest, right_rest, pairs)
    return pairs, left_rest, right_rest


def _pair_joined(parts: list[Token], wholes: list[Token], pairs: list[Pair], *, swapped: bool = False) -> None:
    """Pairs words written apart with one written together: 'Tai Da' with 'Taida'."""
    for whole in list(wholes):
        for start in range(len(parts)):
            for length in (2, 3, 4):
                run = parts[start : start + length]
                if len(run) != length or "".join(token.text for token in run) not in (whole.text, whole.canonical):
                    continue
                joined = Token(" ".join(token.text for token in run), whole.canonical, whole.kind)
                pairs.append(Pair(whole, joined, 1.0) if swapped else Pair(joined, whole, 1.0))
                wholes.remove(whole)
                del parts[start : start + length]
                return _pair_joined(parts, wholes, pairs, swapped=swapped)
    return None


def _pair_truncated(left: Name, left_rest: list[Token], right_rest: list[Token], pairs: list[Pair]) -> None:
    if len(left.folded) < TRUNCATION_LENGTH or not left_rest or left_rest[-1] is not left.tokens[-1]:
        return
    cut = left_rest[-1]
    whole = next((token for token in right_rest if len(cut.text) >= 2 and token.text.startswith(cut.text)), None)
    if whole:
        pairs.append(Pair(cut, whole, 0.9))
        left_rest.remove(cut)
        right_rest.remove(whole)


def _limits(left: Name, right: Name, pairs: Sequence[Pair]) -> list[tuple[float, str]]:
    """What the names disagree on that tells firms apart, as (highest score, reason)."""
    limits: list[tuple[float, str]] = []
    met = [pair for pair in pairs if pair.left and pair.right and "distinctive" in (pair.left.kind, pair.right.kind)]
    only_left = [pair.left.text for pair in pairs if pair.left and not pair.right and _counts(pair.left)]
    only_right = [pair.right.text for pair in pairs if pair.right and not pair.left and _counts(pair.right)]
    if not met and (only_left or only_right):
        limits.append(
            (CAP_DISTINCTIVE_DIFFERS, f"distinctive words differ: {_words(only_left)} / {_words(only_right)}")
        )
    elif only_left and only_right:
        cap = CAP_DISTINCTIVE_DIFFERS if len(met) <= max(len(only_left), len(only_right)) else CAP_EXTRA_DISTINCTIVE - 6
        limits.append((cap, f"distinctive words differ: {_words(only_left)} / {_words(only_right)}"))
    elif only_right:
        limits.append(
            (CAP_LISTED_WORD_MISSING, f"the listed name has a further distinctive word: {_words(only_right)}")
        )
    elif only_left:
        cap = CAP_EXTRA_DISTINCTIVE if len(only_left) <= len(met) else CAP_NUMBER_DIFFERS
        limits.append((cap, f"the screened name has a further distinctive word: {_words(only_left)}"))
    elif not met:
        if left.core == right.core:
            limits.append((CAP_GENERIC, "no word in these names tells one firm from another"))
        else:
            limits.append((CAP_DISTINCTIVE_DIFFERS, "no word in these names tells one firm from another"))
    if met and all(_is_common(pair) for pair in met) and _differ_around(left, right, pairs):
        words = _words(sorted({pair.right.text for pair in met if pair.right}))
        limits.append(
            (CAP_COMMON_WORD, f"the only distinctive words they share, {words}, are ones that many firms use")
        )
    trade_left = [p.left.text for p in pairs if p.left and not p.right and p.left.kind == "business"]
    trade_right = [p.right.text for p in pairs if p.right and not p.left and p.right.kind == "business"]
    if trade_left and trade_right:
        limits.append((CAP_TRADE_DIFFERS, f"trade words differ: {_words(trade_left)} / {_words(trade_right)}"))
    numbers_left = {t.canonical for t in left.tokens if t.kind == "number"}
    numbers_right = {t.canonical for t in right.tokens if t.kind == "number"}
    if numbers_left != numbers_right and (numbers_left and numbers_right):
        limits.append(
            (
                CAP_DISTINCTIVE_DIFFERS,
                f"numbers differ: {_words(sorted(numbers_left))} / {_words(sorted(numbers_right))}",
            )
        )
    elif numbers_left != numbers_right:
        limits.append(
            (CAP_NUMBER_DIFFERS, f"only one name has the number {_words(sorted(numbers_left | numbers_right))}")
        )
    short = [t for t in right.tokens if t.kind == "distinctive"]
    if met and len(short) == 1 and len(short[0].canonical) <= 4 and len(left.tokens) != len(right.tokens):
        limits.append((CAP_NUMBER_DIFFERS + 2, f"the only distinctive word, '{short[0].text}', is short"))
    return limits


def _is_common(pair: Pair) -> bool:
    """Whether the shared word is common in firm names ('silver star' is too), or too short to be anybody's own."""
    tokens = [token for token in (pair.left, pair.right) if token]
    return any(all(word in common_words() for word in token.text.split()) for token in tokens) or all(
        len(token.canonical) <= SHORT_WORD for token in tokens
    )


def _differ_around(left: Name, right: Name, pairs: Sequence[Pair]) -> bool:
    """Whether anything beside the shared words differs: another word on one side, or, for a one-word name, how the form is written."""
    if any(not (pair.left and pair.right) for pair in pairs):
        return True
    return len(pairs) == 1 and left.folded != right.folded


def _counts(token: Token) -> bool:
    return token.kind == "distinctive" and len(token.canonical) > 1


def _words(words: Sequence[str]) -> str:
    return ", ".join(f"'{word}'" for word in words) or "none"
