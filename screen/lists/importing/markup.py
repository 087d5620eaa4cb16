"""Parses saved web pages and XML with lxml, hardened.

No entity is expanded, nothing is fetched, no DTD is loaded.
"""

from collections.abc import Iterator
from pathlib import Path

from lxml import etree, html

from screen.core.errors import WatchlistError
from screen.lists.importing.official_files import refuse_web_page


def parse_page(text: str) -> html.HtmlElement:
    """Return the tree of an HTML page. Broken markup is repaired as browsers do."""
    parser = html.HTMLParser(no_network=True, huge_tree=False, remove_comments=True)
    return html.document_fromstring(text or "<html></html>", parser=parser)


def page_text(element: html.HtmlElement) -> str:
    """Return the text of an element with runs of white space (and hard blanks) as one blank."""
    return " ".join("".join(element.itertext()).replace("\xa0", " ").split())


def iterate_xml(path: Path, *names: str, wanted: str) -> Iterator[etree._Element]:
    """Return the elements with one of the local ``names``, one at a time as they are read.

    Each is emptied when the next is asked for.

    Namespaces differ between editions of the same file, so names are compared without them. Raises
    WatchlistError where
    the file is missing, cut off, no XML, a web page, or declares entities, which official lists do
    not.
    """
    try:
        head = path.read_bytes()[:4096].decode("utf-8", errors="replace")
    except OSError as error:
        raise WatchlistError(
            f"{error.strerror or error}", path=path, hint="give the file as it was downloaded"
        ) from error
    refuse_web_page(path, head, wanted)
    try:
        reader = etree.iterparse(
            str(path),
            events=("start", "end"),
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            huge_tree=False,
            remove_comments=True,
        )
        first = True
        for event, element in reader:
            if first:
                first = False
                if element.getroottree().docinfo.doctype:
                    raise WatchlistError(
                        f"has a document type declaration, which {wanted} does not",
                        path=path,
                        hint="it was tampered with or is another file",
                    )
            if event == "end" and etree.QName(element).localname in names:
                yield element
                element.clear()
                while element.getprevious() is not None:
                    del element.getparent()[0]
    except etree.XMLSyntaxError as error:
        raise WatchlistError(
            f"is not {wanted}, or is cut off ({error.msg})", path=path, hint="download it again"
        ) from error


def child_text(element: etree._Element, name: str) -> str:
    """Return the text of the first child with this local name, '' where there is none."""
    for child in element:
        if isinstance(child.tag, str) and etree.QName(child).localname == name:
            return (child.text or "").strip()
    return ""


def descendants(element: etree._Element, name: str) -> list[etree._Element]:
    """All elements below ``element`` with this local name, in document order."""
    return [
        child
        for child in element.iter()
        if isinstance(child.tag, str) and etree.QName(child).localname == name
    ]
