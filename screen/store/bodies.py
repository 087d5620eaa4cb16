"""Records as JSON texts, whole: also what the published JSON leaves out."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import fields, is_dataclass
from typing import Any

from pydantic import BaseModel

from screen.core.safe_text import NOT_IN_XML

#: Columns that are searched hold at most this much of a text; databases limit their indexes.
_SEARCHED = 200


def body(value: object) -> str:
    """Return ``value`` as JSON, with the fields that ``exclude=True`` keeps from reports."""
    return json.dumps(_plain(value), ensure_ascii=True, separators=(",", ":"))


def plain(text: object) -> str:
    """Return text without the characters that databases refuse, '' for None."""
    return NOT_IN_XML.sub("", str(text)) if text is not None else ""


def searched(text: str) -> str:
    """Return the part of a text that is looked up."""
    return plain(text)[:_SEARCHED]


def _plain(value: object) -> Any:
    if isinstance(value, BaseModel):
        return {name: _plain(part) for name, part in value}
    if is_dataclass(value):
        return {one.name: _plain(getattr(value, one.name)) for one in fields(value)}
    if isinstance(value, Mapping):
        return {str(name): _plain(part) for name, part in value.items()}
    if isinstance(value, (str, int, float, bool)) or value is None:
        return value
    if isinstance(value, Sequence):
        return [_plain(part) for part in value]
    return str(value)
