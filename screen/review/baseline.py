"""Compares findings with an earlier result: which are new since then."""

import json
from collections.abc import Sequence
from pathlib import Path

from screen.models.errors import UsageError
from screen.models.result import SCHEMA_VERSION, Finding


def known_ids(path: Path) -> frozenset[str]:
    """The finding ids of an earlier JSON result. Raises UsageError where the file is none."""
    try:
        earlier = json.loads(path.read_text(encoding="utf-8"))
        if earlier["schema_version"] != SCHEMA_VERSION:
            raise UsageError(
                f"{path}: has schema_version {earlier['schema_version']}, not {SCHEMA_VERSION}; write it again with this version"
            )
        return frozenset(finding["id"] for finding in earlier["findings"])
    except OSError as error:
        raise UsageError(f"{path}: {error.strerror}; give a JSON report of an earlier run") from error
    except (ValueError, KeyError, TypeError) as error:
        raise UsageError(f"{path}: is no JSON report of flscreen; give one written with -o report.json") from error


def count_new(findings: Sequence[Finding], known: frozenset[str] | None) -> int:
    """How many findings the earlier result did not have; all of them where there is none."""
    return sum(1 for finding in findings if known is None or finding.id not in known)
