"""Mutations of bytes.

Flip, cut, splice, repeat, insert, change numbers; of archives also part by part.
"""

import io
import random
import re
import zipfile
from collections.abc import Sequence

# : Pieces that parsers stumble over: numbers at edges, markup, quotes, formulas, odd letters, dates
# that are none.
PIECES = (
    b"0",
    b"-1",
    b"4294967295",
    b"4294967296",
    b"99999999999999999999",
    b"1e309",
    b"NaN",
    b"XFD1048576",
    b"A0",
    b"",
    b'"',
    b'""',
    b"'",
    b"<",
    b"&",
    b"&amp;#0;",
    b"\0",
    b"\xff\xfe",
    b"\xef\xbb\xbf",
    b"\xed\xa0\x80",
    b"\r",
    b"\n",
    b"\r\n",
    b"\t",
    b",",
    b";",
    b"|",
    b"=1+1",
    b"=cmd|'/c'!A1",
    b"</row>",
    b"</sheetData>",
    b"<c/>",
    b'<c r="A1" t="s"><v>9</v></c>',
    b't="s"',
    b't="e"',
    b's="99999"',
    b"[",
    b"]",
    b"{",
    b"}",
    b"null",
    b"true",
    "\u202e".encode(),
    "\u0000\u200b".encode(),
    "和田".encode(),
    "한국".encode("cp949"),
    "Фабрика".encode("cp1251"),
    "𝔸𝔹".encode(),
    "İßŉ".encode(),
    b"2026-02-30",
    b"00/00/0000",
    b"31.12.9999",
    b"1e5",
    b"#REF!",
    b"N/A",
    b"total",
    b"../../x",
    b"a" * 40_000,
    b"\n" * 200,
    b"," * 300,
    b"(" * 500,
)


class Mutator:
    """Damages bytes at random, the same way for the same seed.

    ``others`` are files to splice pieces of.
    """

    def __init__(self, seed: int, others: Sequence[bytes]) -> None:
        self.random = random.Random(seed)
        self._others = others

    def file(self, data: bytes) -> bytes:
        """A damaged copy of a file.

        Archives are mostly damaged inside, where the checksums of the archive do not catch it.
        """
        if data.startswith(b"PK") and self.random.random() < 0.85:
            return self._part(data)
        return self.bytes(data)

    def bytes(self, data: bytes) -> bytes:
        """A copy with one to four damages."""
        ways = (
            self._flip,
            self._cut,
            self._insert,
            self._splice,
            self._number,
            self._repeat,
            self._line,
        )
        for _ in range(self.random.choice((1, 1, 1, 2, 4))):
            data = self.random.choice(ways)(data)
        return data

    def _part(self, data: bytes) -> bytes:
        out = io.BytesIO()
        with (
            zipfile.ZipFile(io.BytesIO(data)) as archive,
            zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as damaged,
        ):
            names = archive.namelist()
            victim = self.random.choice(
                [name for name in names if name.endswith((".xml", ".rels", ".bin"))] or names
            )
            for name in names:
                content = archive.read(name)
                if name == victim:
                    if self.random.random() < 0.05:
                        continue
                    content = self.bytes(content)
                damaged.writestr(name, content)
        return out.getvalue()

    def _at(self, data: bytes) -> int:
        return self.random.randrange(len(data) + 1)

    def _flip(self, data: bytes) -> bytes:
        changed = bytearray(data)
        for _ in range(self.random.choice((1, 1, 3, 30))):
            if changed:
                changed[self.random.randrange(len(changed))] = self.random.randrange(256)
        return bytes(changed)

    def _cut(self, data: bytes) -> bytes:
        start = self._at(data)
        return data[:start] + data[start + self.random.choice((1, 4, 60, 1_000, len(data))) :]

    def _insert(self, data: bytes) -> bytes:
        at = self._at(data)
        return data[:at] + self.random.choice(PIECES) + data[at:]

    def _splice(self, data: bytes) -> bytes:
        other = self.random.choice(self._others)
        at, start, length = self._at(data), self._at(other), self.random.choice((4, 100, 3_000))
        return (
            data[:at] + other[start : start + length] + data[at + self.random.choice((0, length)) :]
        )

    def _number(self, data: bytes) -> bytes:
        found = list(re.finditer(rb"\d+", data))
        if not found:
            return data
        one = self.random.choice(found)
        return data[: one.start()] + self.random.choice(PIECES) + data[one.end() :]

    def _repeat(self, data: bytes) -> bytes:
        start = self._at(data)
        piece = data[start : start + self.random.choice((1, 20, 400))]
        return data[:start] + piece * self.random.choice((2, 5, 300)) + data[start:]

    def _line(self, data: bytes) -> bytes:
        """Swaps or drops lines, or cells of a line."""
        by = self.random.choice((b"\n", b",", b">"))
        pieces = data.split(by)
        one, other = self.random.randrange(len(pieces)), self.random.randrange(len(pieces))
        pieces[one], pieces[other] = pieces[other], pieces[one]
        if self.random.random() < 0.3:
            del pieces[one]
        return by.join(pieces)
