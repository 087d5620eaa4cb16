"""HTML from Jinja2 templates that lie beside the code, in ``<package>/templates``.

Whatever a template prints is escaped, and a name that it misspells is an error. Nothing that is
read from a file is ever a template.
"""

from functools import cache
from importlib import resources
from typing import Any

from jinja2 import ChoiceLoader, Environment, FunctionLoader, PackageLoader, StrictUndefined
from markupsafe import Markup

from screen.core.safe_text import NOT_IN_XML, isolated


def render(package: str, name: str, /, **values: Any) -> str:
    """Return the template ``name`` of ``package``, filled with ``values``."""
    return environment(package).get_template(name).render(values)


@cache
def environment(package: str) -> Environment:
    """Return the templates of ``package``; those of others are called as ``package:name``.

    ``{{ 1234 | thousands }}`` prints 1,234. Text loses the characters that HTML forbids,
    and keeps its direction to itself.
    """
    made = Environment(
        loader=ChoiceLoader([PackageLoader(package), FunctionLoader(_of_another)]),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_without_forbidden,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters["thousands"] = "{:,}".format
    return made


def _of_another(named: str) -> str | None:
    package, colon, name = named.partition(":")
    if not colon or "/" in name:
        return None
    return resources.files(package).joinpath("templates", name).read_text(encoding="utf-8")


def _without_forbidden(value: Any) -> Any:
    """Return ``value`` as it is printed; what a macro made is finished already."""
    if isinstance(value, str) and not isinstance(value, Markup):
        return isolated(NOT_IN_XML.sub("", value))
    return value
