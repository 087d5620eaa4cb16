"""Refuses OpenDocument tables that their reader would not read as office programs do."""

import zipfile
from pathlib import Path
from xml.parsers import expat

from screen.core.errors import InputError

CONTENT = "content.xml"
_BLOCK = 4_000_000
_NAMESPACES = "urn:oasis:names:tc:opendocument:xmlns:"
#: The reader knows elements by these prefixes; office programs know them by the namespaces, which
#: a file may give other prefixes, or these prefixes to other namespaces.
_PREFIXES = {f"{_NAMESPACES}{name}:1.0": name for name in ("office", "table", "text")}
_ONCE = frozenset({f"{_NAMESPACES}office:1.0 body", f"{_NAMESPACES}office:1.0 spreadsheet"})


class _Seen:
    """The elements that a parser finds."""

    def __init__(self) -> None:
        self.fault = ""
        self._once: set[str] = set()

    def start(self, name: str, _attributes: dict[str, str]) -> None:
        """Take an element that begins, as namespace, local name and prefix."""
        namespace, _, rest = name.partition(" ")
        local, _, prefix = rest.partition(" ")
        if _PREFIXES.get(namespace, prefix) != prefix or (
            prefix in _PREFIXES.values() and namespace not in _PREFIXES
        ):
            self.fault = f"writes its elements with the prefix {prefix!r}"
        known = f"{namespace} {local}"
        if known in _ONCE:
            if known in self._once:
                self.fault = f"holds two elements {local!r}"
            self._once.add(known)


def refuse_open_document(path: Path, archive: zipfile.ZipFile) -> None:
    """Raise InputError where the content is not well-formed XML, or can be read in two ways.

    The reader of OpenDocument tables never ends on some files that are not well-formed.
    """
    seen = _Seen()
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.namespace_prefixes = True
    parser.StartElementHandler = seen.start
    try:
        with archive.open(CONTENT) as stream:
            while block := stream.read(_BLOCK):
                parser.Parse(block)
        parser.Parse(b"", True)
    except (expat.ExpatError, LookupError, ValueError) as error:
        # An unknown encoding, or one that XML does not allow, does not raise ExpatError.
        raise InputError(
            f"part {CONTENT!r} is damaged ({error})",
            path=path,
            hint="open and save it again in LibreOffice or Excel",
        ) from error
    if seen.fault:
        raise InputError(
            f"part {CONTENT!r} {seen.fault}, so that programs may show different tables",
            path=path,
            hint="open and save it again in LibreOffice or Excel",
        )
