"""Reads delimited text in the encodings and with the delimiters that trade software writes."""

import codecs
import csv
import re

from screen.core.errors import InputError
from screen.intake.columns import recognised_headers
from screen.intake.raw_table import RawTable
from screen.intake.records import part_records
from screen.intake.source import Source
from screen.models.limits import Limits
from screen.models.result import Problem

# The csv module stops at cells of 131,072 letters; ours are cut, and said to be, when rows are
# read.
csv.field_size_limit(1 << 30)

DELIMITERS = (",", ";", "\t", "|")
#: Encodings tried after UTF-8 and UTF-16, in the order in which ties are broken.
LEGACY_ENCODINGS = ("cp1252", "gb18030", "cp949", "cp932", "cp1251", "koi8-r", "cp1250")
_SAMPLE = 200_000

#: What letters of a language look like when an encoding was guessed right.
_PLAUSIBLE = {
    "gb18030": re.compile(r"[\u4e00-\u9fff\u3000-\u303f\uff00-\uffef]"),
    "cp949": re.compile(r"[\uac00-\ud7a3\u3000-\u303f]"),
    "cp932": re.compile(r"[\u3040-\u30ff\u3000-\u303f\uff66-\uff9f]"),
    "cp1251": re.compile(r"[а-яёіїєґ№]"),
    "koi8-r": re.compile(r"[а-яё]"),
    "cp1252": re.compile(r"[àáâãäåæçèéêëìíîïñòóôõöøùúûüýÿßÀÁÂÃÄÅÇÈÉÊËÍÎÏÑÓÔÕÖØÚÜ’‘“”–—€®°º]"),
    "cp1250": re.compile(r"[ąćęłńóśźżĄĆĘŁŃÓŚŹŻáčďéěíňóřšťúůýžÁČĎÉĚÍŇŘŠŤÚŮÝŽőűŐŰăâîşţ]"),
}


def read_text(source: Source, limits: Limits) -> RawTable:
    """Return the one table of a text file.

    Row ``i`` is the ``i + 1``-th record, as a spreadsheet would show it.

    Raises InputError where the file holds no text, or more of it than ``limits`` allow.
    """
    text, encoding = decode(source.data)
    problems: list[Problem] = []
    if "\0" in text:
        message = f"{text.count(chr(0))} NUL characters were removed"
        problems.append(Problem(severity="warning", file=source.shown, message=message))
        text = text.replace("\0", "")
    if not text.strip():
        raise InputError(f"{source.path}: holds no text; export it again")
    if encoding not in {"utf-8", "utf-16", "ascii"}:
        message = f"read as {encoding}; save as UTF-8 if letters look wrong"
        problems.append(Problem(severity="info", file=source.shown, message=message))
    cells = part_records(text, sniff_delimiter(text), source, limits, problems)
    return RawTable(source.shown, "", cells, problems)


def decode(data: bytes) -> tuple[str, str]:
    """Return the text of ``data`` and the encoding it was read in.

    Every byte sequence decodes to something.
    """
    for mark, encoding in (
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16"),
    ):
        if data.startswith(mark):
            return data.decode(encoding, errors="replace").lstrip("\ufeff"), encoding
    sample = data[:2000]
    if sample.count(0) > len(sample) // 4:
        return (
            data.decode(
                "utf-16-le" if sample[1::2].count(0) >= sample[::2].count(0) else "utf-16-be",
                errors="replace",
            ),
            "utf-16",
        )
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        encoding = _guess(data)
        return data.decode(encoding, errors="replace"), encoding


def _guess(data: bytes) -> str:
    """Return the legacy encoding under which most headers are known words, else the one whose letters look like a language."""
    sample = data[:_SAMPLE]
    scores: dict[str, float] = {}
    for encoding in LEGACY_ENCODINGS:
        try:
            text = (
                data.decode(encoding)[:_SAMPLE]
                if len(data) <= _SAMPLE
                else sample.decode(encoding, errors="ignore")
            )
        except UnicodeDecodeError:
            continue
        delimiter = sniff_delimiter(text)
        headers = max(
            (
                recognised_headers(line.split(delimiter), foreign=True)
                for line in text.splitlines()[:30]
            ),
            default=0,
        )
        foreign = [letter for letter in text if ord(letter) > 127]
        plausible = sum(1 for letter in foreign if _PLAUSIBLE[encoding].match(letter)) / max(
            len(foreign), 1
        )
        scores[encoding] = 10.0 * headers + plausible * _prior(encoding, data)
    return max(scores, key=lambda name: scores[name]) if scores else "cp1252"


def _prior(encoding: str, data: bytes) -> float:
    """Korean letters lie in lead bytes B0-C8 only.

    Chinese text uses B0-F7, so a high lead byte speaks against Korean.
    """
    if encoding not in {"cp949", "gb18030"}:
        return 1.0
    leads = re.findall(rb"([\xa1-\xfe])[\xa1-\xfe]", data[:_SAMPLE])
    low = sum(1 for lead in leads if b"\xb0" <= lead <= b"\xc8")
    share = low / max(len(leads), 1)
    return share**2 if encoding == "cp949" else 1.0 - share**4


def sniff_delimiter(text: str) -> str:
    """Return the delimiter under which a line holds most known headers.

    Where none does, the one that parts the first lines most evenly.
    """
    lines = [line for line in text[:_SAMPLE].splitlines()[:60] if line.strip()]

    def evenness(delimiter: str) -> tuple[int, int, int]:
        known = max(
            (recognised_headers(line.split(delimiter)) for line in lines[:30] if delimiter in line),
            default=0,
        )
        counts = [len(next(csv.reader([line], delimiter=delimiter), [])) - 1 for line in lines]
        counts = [count for count in counts if count]
        commonest = max(set(counts), key=lambda count: (counts.count(count), count), default=0)
        return known if known > 1 else 0, counts.count(commonest) * min(commonest, 3), commonest

    return max(DELIMITERS, key=evenness)
