"""Compares two names letter by letter, whatever blanks separate their words.

Blanks are the least certain thing in a name, and slips fall into any of its words. The letters of
the screened name are laid beside those of the listed one, so that each listed word is set against
what stands in its place, and each is judged as the word that it is: a slip in a word of trade costs
little, one in a short brand makes another brand.
"""

import re
from dataclasses import dataclass
from functools import cache, lru_cache

import polars as pl
from rapidfuzz.distance import OSA, Levenshtein

from screen.names.fold import scan_key
from screen.names.legal_forms import known_words, legal_form_spellings
from screen.names.parse import Name, Token, TokenClass, word_tokens
from screen.names.pinyin import are_two_brands

#: Names of fewer letters are another name where a letter differs.
LEAST_LETTERS = 7
#: One slip in this many letters, and never more slips than this.
LETTERS_A_SLIP, MOST_SLIPS = 6, 4
#: A name cut at its end must hold this share of its letters.
_CUT_SHARE = 0.7
#: What agreement letter for letter is worth, and what each slip costs in words that separate
#: firms and in others.
SAME_LETTERS, _OWN_SLIP, _OTHER_SLIP, _CUT = 97.0, 6.0, 2.0, 4.0
#: Without its form, a name keeps at least this many letters.
_LEAST_LEFT = 5
#: A name of one word says less, unless it is a long one, and so does one of trade words only.
_CAP_SHORT_WORD, _LONG_WORD, _CAP_TRADE = 81.0, 12, 90.0
_SHORT = 8


def slips_allowed(length: pl.Expr) -> pl.Expr:
    """Return in how many places names of this many letters may differ, for whole columns."""
    return (length // LETTERS_A_SLIP).clip(1, MOST_SLIPS).cast(pl.Int32)


@dataclass(frozen=True, slots=True)
class Spelling:
    """How a screened name spells a listed one: a score and what differs, in words."""

    score: float
    reason: str


def spelling(left: Name, right: Name) -> Spelling | None:
    """Return how ``left`` spells ``right``; None where it is not a spelling of it."""
    if len(right.letters) < LEAST_LETTERS or left.words == right.words:
        return None
    if left.numbers and right.numbers and left.numbers != right.numbers:
        return None
    best: Spelling | None = None
    for letters in _without_forms(left):
        found = _spelling(letters, left, right)
        if found and (best is None or found.score > best.score):
            best = found
    if not best:
        return None
    cap = 100.0
    if best.score == SAME_LETTERS and len(right.letters) >= _SHORT:
        return best
    if right.distinctive and not left.distinctive and best.score < SAME_LETTERS:
        # A word that is known is no brand with a slip: 'Himprom' is a chemical works.
        return None
    if not right.distinctive:
        cap = _CAP_TRADE
    elif len(right.tokens) == 1 and len(right.letters) < _LONG_WORD:
        cap = _CAP_SHORT_WORD
    return Spelling(min(best.score, cap), best.reason)


def _without_forms(name: Name) -> tuple[str, ...]:
    letters = name.letters
    if name.legal_form:
        return (letters,)
    return tuple(dict.fromkeys((letters, bare_letters(letters))))


@cache
def form_ends() -> tuple[str, ...]:
    """Return legal forms as they stand at the end of a name written as one word, longest first."""
    forms = {form.replace(" ", "") for form in legal_form_spellings()}
    return tuple(sorted((form for form in forms if len(form) > 1), key=lambda f: (-len(f), f)))


@cache
def _form_starts() -> re.Pattern[str]:
    """Return the pattern of these forms, read from their end, which is quicker."""
    return re.compile("|".join(form[::-1] for form in form_ends()))


@lru_cache(maxsize=50_000)
def bare_letters(letters: str) -> str:
    """Return ``letters`` without the legal forms joined to their end."""
    turned = letters[::-1]
    while (found := _form_starts().match(turned)) and len(turned) - found.end() >= _LEAST_LEFT:
        turned = turned[found.end() :]
    return turned[::-1]


def _spelling(letters: str, left: Name, right: Name) -> Spelling | None:
    listed = right.letters
    if letters == listed:
        same = left.words == right.words
        reason = "" if same else "the same letters, with spaces in other places"
        return Spelling(SAME_LETTERS, reason)
    most = min(max(len(listed) // LETTERS_A_SLIP, 1), MOST_SLIPS)
    cut = len(letters) < len(listed) and len(letters) >= _CUT_SHARE * len(listed)
    if not cut and abs(len(letters) - len(listed)) > most:
        return None
    # Read word by word, because the letters where two words join are not a pair that a scanner
    # mistakes.
    seen = "".join(map(scan_key, left.words)) if letters == left.letters else scan_key(letters)
    words = [scan_key(word) for word in right.words]
    whole = "".join(words)
    if cut:
        whole = whole[: len(seen)] if whole.startswith(seen) else whole
    distance = Levenshtein.distance(seen, whole, score_cutoff=most)
    if distance > most:
        return None
    return _judged(
        seen, whole, words, left, right, is_cut=cut and len(whole) < sum(map(len, words))
    )


def _judged(
    seen: str, whole: str, words: list[str], left: Name, right: Name, *, is_cut: bool
) -> Spelling | None:
    """Judge each listed word by what stands in its place."""
    places = _places(seen, whole)
    own = other = firm = start = 0
    differ: list[str] = []
    for word, written in zip(words, right.words, strict=True):
        if start >= len(whole):
            break
        end = start + len(word)
        piece = seen[places[start] : places[min(end, len(whole))]]
        kinds = {token.kind for token in _tokens(right, written)}
        if piece == word and not (
            "distinctive" in kinds and are_two_brands(_plain(piece, left), written)
        ):
            firm += len(written) if "distinctive" in kinds else 0
        elif is_cut and end > len(whole):
            if "distinctive" in kinds and len(piece) < _LEAST_CUT and not firm:
                return None
        else:
            slips = OSA.distance(piece, word)
            plain = _plain(piece, left)
            if not _is_slip(piece, word, slips, kinds) or (
                "distinctive" in kinds
                and (are_two_brands(plain, written) or _begins_otherwise(plain, written, slips))
            ):
                return None
            if "distinctive" in kinds:
                own += slips
                firm += len(written) - 2 * slips
            else:
                other += slips
            differ.append(written)
        start = end
    if right.distinctive and not firm:
        return None
    score = SAME_LETTERS - _OWN_SLIP * own - _OTHER_SLIP * other - _CUT * is_cut
    if is_cut:
        # 'Office' is not 'Office 39' cut off.
        cap = _CAP_SHORT_WORD if right.numbers - left.numbers else score
        return Spelling(min(score, cap), "the screened name ends inside the listed name")
    if not differ:
        return Spelling(score, "the same letters as a scanner reads them")
    said = ", ".join(f"'{word}'" for word in differ)
    return Spelling(score, f"the same letters but for slips in {said}")


def _is_slip(piece: str, word: str, slips: int, kinds: set[TokenClass]) -> bool:
    """Whether what stands in the place of a listed word is that word with a slip or two."""
    if "number" in kinds or _is_other_word(piece, word):
        return False
    if "distinctive" in kinds:
        allowed = 2 if len(word) >= _TWO_SLIPS_FROM else 1 if len(word) >= _ONE_SLIP_FROM else 0
    else:
        allowed = 1 if len(word) < _TRADE_TWO_FROM else 2 if len(word) < _TRADE_THREE_FROM else 3
    if slips > allowed:
        return False
    if slips < _TWO_SLIPS or "distinctive" not in kinds:
        return True
    # A slip in the first letter is rare, and two slips with it make another brand; so do two
    # letters exchanged side by side, which are another syllable ('Chonmyong' / 'Chongbong').
    return piece[:1] == word[:1] and not _has_other_syllable(piece, word)


def _begins_otherwise(plain: str, written: str, slips: int) -> bool:
    """Whether words that differ twice begin with letters that only a scanner takes for one."""
    return slips >= _TWO_SLIPS and plain.isalpha() and plain[:1] != written[:1]


def _has_other_syllable(piece: str, word: str) -> bool:
    if len(piece) != len(word):
        return False
    differ = [at for at, (one, other) in enumerate(zip(piece, word, strict=True)) if one != other]
    return len(differ) == _TWO_SLIPS and differ[1] == differ[0] + 1


#: Brands of fewer letters are another brand where one differs, or two.
_ONE_SLIP_FROM, _TWO_SLIPS_FROM, _TWO_SLIPS = 5, 8, 2
#: Words of trade and place are known, so that a slip or two leave them what they are.
_TRADE_TWO_FROM, _TRADE_THREE_FROM = 6, 10
#: A brand cut off must hold at least this many letters.
_LEAST_CUT = 4


def _places(seen: str, whole: str) -> list[int]:
    """Return where each letter of ``whole`` stands in ``seen``; the last place is the end."""
    places = [0] * (len(whole) + 1)
    for block in Levenshtein.opcodes(whole, seen):
        for step in range(block.src_end - block.src_start):
            places[block.src_start + step] = min(block.dest_start + step, block.dest_end)
    places[len(whole)] = len(seen)
    places[0] = 0
    return places


def _tokens(name: Name, word: str) -> list[Token]:
    found = [token for token in name.tokens if word in token.text.split()]
    return found or list(word_tokens(word))


@cache
def _known_as_scanned() -> frozenset[str]:
    return frozenset(scan_key(word) for word in known_words() if len(word) > 3)


def _is_other_word(piece: str, word: str) -> bool:
    """Whether what stands there is another known word of trade or place, and not a slip."""
    return piece in _known_as_scanned() and piece != word


def _plain(piece: str, left: Name) -> str:
    """Return the word of the screened name that was read as ``piece``, where it is a whole one."""
    return next((word for word in left.words if scan_key(word) == piece), piece)
