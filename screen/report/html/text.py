"""Text as HTML.

Everything that comes from the input or from a list is escaped here and nowhere else.
"""

from collections.abc import Sequence
from html import escape

from screen.core.safe_text import NOT_IN_XML


def text(value: object) -> str:
    """``value`` as text that no browser takes for markup, without characters that HTML forbids."""
    return escape(NOT_IN_XML.sub("", str(value)), quote=True)


def link(address: str, label: str) -> str:
    """Return a link to a source.

    Only web addresses become links, and they tell the source nothing of the report.
    """
    if not address.startswith(("https://", "http://")):
        return text(label)
    return f'<a href="{text(address)}" rel="noreferrer noopener" target="_blank">{text(label)}</a>'


def table(
    headers: tuple[str, ...], rows: Sequence[tuple[str, ...]], numbers: frozenset[int] = frozenset()
) -> str:
    """Return a table; cells are finished HTML, the columns of ``numbers`` stand to the right."""

    def cell(tag: str, index: int, content: str) -> str:
        scope = ' scope="col"' if tag == "th" else ""
        return f"<{tag}{scope}{' class=number' if index in numbers else ''}>{content}</{tag}>"

    head = "".join(cell("th", index, text(header)) for index, header in enumerate(headers))
    body = "".join(
        f"<tr>{''.join(cell('td', index, part) for index, part in enumerate(row))}</tr>"
        for row in rows
    )
    return (
        '<div class="scroll"'
        f' tabindex="0"><table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>'
    )
