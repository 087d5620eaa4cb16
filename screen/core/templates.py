"""HTML from Jinja2 templates that lie beside the code, in ``<package>/templates``.

Whatever a template prints is escaped, and a name that it misspells is an error. Nothing that is
read from a file is ever a template.
"""

from functools import cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from screen.core.safe_text import NOT_IN_XML, isolated


def render(package: str, name: str, **values: Any) -> str:
    """Return the template ``name`` of ``package``, filled with ``values``."""
    return environment(package).get_template(name).render(values)


@cache
def environment(package: str) -> Environment:
    """Return the templates of ``package``.

    ``{{ 1234 | thousands }}`` prints 1,234. Text loses the characters that HTML forbids,
    and keeps its direction to itself.
    """
    made = Environment(
        loader=PackageLoader(package),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_without_forbidden,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters["thousands"] = "{:,}".format
    return made


def _without_forbidden(value: Any) -> Any:
    """Return ``value`` as it is printed; what a macro made is finished already."""
    if isinstance(value, str) and not isinstance(value, Markup):
        return isolated(NOT_IN_XML.sub("", value))
    return value
