"""The rules, one module each: ``find`` turns what was screened into hits.

A module's name is the rule's id with underscores; its table in ``models/data/rules.toml`` holds
everything else about it. Rules never import each other.
"""

import pkgutil
from functools import cache
from importlib import import_module

from screen.risk.facts.facts import Find


@cache
def find_functions() -> dict[str, Find]:
    """Return the search of every rule by its id; a module of this folder is a rule."""
    return {
        module.name.replace("_", "-"): import_module(f"{__name__}.{module.name}").find
        for module in pkgutil.iter_modules(__path__)
    }
