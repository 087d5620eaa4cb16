"""Decides in which encoding a text file was written, and says how sure that is."""

import codecs
import re
import warnings
from dataclasses import dataclass

from screen.intake.columns import recognised_headers

#: The encodings that trade software writes, beside UTF-8 and UTF-16, as Python names them.
LEGACY_ENCODINGS = (
    "cp1252",
    "gb18030",
    "cp949",
    "cp932",
    "big5hkscs",
    "euc_jis_2004",
    "cp1251",
    "koi8-r",
    "cp1250",
    "cp1253",
    "cp1254",
    "cp1255",
    "cp1256",
    "cp1257",
    "cp1258",
    "cp874",
)
#: Stands before each letter that takes the place of a byte that is not UTF-8, so that its cell can
#: be named; a private-use letter that no text holds.
DAMAGE = "\uf8f0"
_SAMPLE = 200_000
#: This share of the sequences beyond ASCII must be valid for the file to be UTF-8 with damage.
_MOSTLY = 0.7
#: The second-best guess must be this much less likely, or the best one is in doubt.
_CLEAR = 0.6
#: With fewer bytes beyond ASCII any guess is in doubt.
_ENOUGH = 24
_SEQUENCE = re.compile(
    rb"([\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3})|[\x80-\xff]+"
)


@dataclass(frozen=True, slots=True)
class Decoded:
    """The text of a file, its encoding, whether that is certain, and how many bytes were bad.

    A letter in the place of bad bytes follows a ``DAMAGE`` mark.
    """

    text: str
    encoding: str
    sure: bool = True
    damaged: int = 0


def decode(data: bytes, said: str | None = None) -> Decoded:
    """Return the text of ``data``, in the encoding that the user ``said`` where there is one.

    Every byte sequence decodes to something. Raises LookupError where ``said`` is not an encoding.
    """
    if said:
        return _told(data, codecs.lookup(said).name)
    for mark, encoding in (
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16"),
    ):
        if data.startswith(mark):
            return _told(data, encoding)
    if wide := _utf_16(data[:_SAMPLE]):
        return Decoded(data.decode(wide, errors="replace"), "utf-16")
    try:
        return Decoded(data.decode("utf-8"), "utf-8")
    except UnicodeDecodeError:
        pass
    valid = damaged = 0
    for found in _SEQUENCE.finditer(data):
        valid, damaged = (valid + 1, damaged) if found[1] else (valid, damaged + 1)
    if valid and valid >= _MOSTLY * (valid + damaged):
        return _told(data, "utf-8")
    encoding, sure = _guess(data)
    return Decoded(data.decode(encoding, errors="replace"), encoding, sure)


def _told(data: bytes, encoding: str) -> Decoded:
    text = data.decode(encoding, errors=_MARKED).lstrip("\ufeff")
    return Decoded(text, encoding, damaged=text.count(DAMAGE))


def _mark_damage(error: UnicodeError) -> tuple[str, int]:
    """Replace bad bytes by a marked letter: that of Windows-1252 where it can only be one."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    bad = error.object[error.start : error.end]
    around = (
        error.object[max(error.start - 1, 0) : error.start]
        + error.object[error.end : error.end + 1]
    )
    # A lone byte between plain letters comes from a Windows program; others are letters cut short.
    letter = bad.decode("cp1252", errors="replace") if len(bad) == 1 and bad >= b"\xa1" else ""
    alone = letter.isalpha() and around.isascii()
    return DAMAGE + (letter if alone else "\ufffd"), error.end


_MARKED = "flscreen.marked"
codecs.register_error(_MARKED, _mark_damage)


def _utf_16(sample: bytes) -> str:
    """Return the byte order of UTF-16 without a mark, '' where the text is not UTF-16.

    Text in other encodings holds no NUL; in UTF-16 every comma, digit and line end has one, in
    any script.
    """
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    if even + odd < max(2, len(sample) // 100) or min(even, odd) > 0.1 * max(even, odd):
        return ""
    order = "utf-16-le" if odd > even else "utf-16-be"
    # A NUL that some program left in 8-bit text stands on either side.
    text = sample[: len(sample) // 2 * 2].decode(order, errors="replace")
    return order if text.count("\ufffd") <= len(text) // 100 else ""


def _guess(data: bytes) -> tuple[str, bool]:
    """Return the most likely legacy encoding, and whether it is certain.

    Headers that are known words in one encoding only decide; otherwise the letters, by chardet.
    """
    import chardet

    sample = data[:_SAMPLE]
    known = {encoding: _known_headers(sample, encoding) for encoding in LEGACY_ENCODINGS}
    most = max(known.values())
    best = [encoding for encoding, count in known.items() if count == most]
    foreign = b"\n".join(line for line in sample.splitlines() if not line.isascii())
    with warnings.catch_warnings():
        # It warns, on standard error, where none of those that are left is likely.
        warnings.simplefilter("ignore")
        detected = chardet.detect_all(
            foreign or sample,
            ignore_threshold=True,
            compat_names=False,
            prefer_superset=True,
            include_encodings=best if most else LEGACY_ENCODINGS,
        )
    guesses = [
        (guess["confidence"], codecs.lookup(str(guess["encoding"])).name)
        for guess in detected
        if guess["encoding"]
    ]
    likely = [(score, name) for score, name in guesses if _decodes(sample, name)] or guesses
    if not likely:
        return best[0], False
    (score, name), second = likely[0], likely[1][0] if len(likely) > 1 else 0.0
    enough = sum(byte > 0x7F for byte in foreign) >= _ENOUGH
    return name, bool(most >= 2 and len(best) == 1) or (enough and second < _CLEAR * score)


def _known_headers(sample: bytes, encoding: str) -> int:
    """Return how many words of the first lines are known headers beyond ASCII."""
    text = sample[:20_000].decode(encoding, errors="ignore")
    return max(
        (
            recognised_headers(re.split(r"[,;\t|]", line), foreign=True)
            for line in text.splitlines()[:30]
            if not line.isascii()
        ),
        default=0,
    )


def _decodes(sample: bytes, encoding: str) -> bool:
    """Return whether nearly all of the sample is text in ``encoding``; its end may be cut."""
    text = sample.decode(encoding, errors="replace")
    return text.count("\ufffd") <= 1 + len(text) // 500
