"""Reads flscreen.toml into a policy."""

import os
import tomllib
from collections.abc import Sequence
from importlib import resources
from pathlib import Path
from typing import NamedTuple

from pydantic import BaseModel, ValidationError

from screen.core.errors import UsageError
from screen.core.suggestions import did_you_mean
from screen.models.limits import Limits
from screen.models.policy import (
    BandEdges,
    ContextMoves,
    Jurisdictions,
    Policy,
    PriceTest,
    SupplyChain,
)
from screen.models.rulebook import rulebook

NAME = "flscreen.toml"


class FoundPolicy(NamedTuple):
    """The policy file to take, and those that were passed over, each with the reason."""

    path: Path | None
    passed_over: list[tuple[Path, str]]


def find_policy(screened: Sequence[Path] = ()) -> FoundPolicy:
    """Return the flscreen.toml of this folder or of the nearest one above it that may be taken.

    The search ends at the root of a repository. Passed over are a file of another user, who could
    put it into any folder above that is open to all, and one inside the folders ``screened``,
    where whoever is screened could have put it.
    """
    passed_over: list[tuple[Path, str]] = []
    try:
        start = Path.cwd().resolve()
    except OSError:
        # The working folder is gone, or closed to this user.
        return FoundPolicy(None, [])
    within = [folder.resolve() for folder in screened]
    for folder in (start, *start.parents):
        path = folder / NAME
        try:
            owner = path.stat().st_uid if path.is_file() else None
            end = (folder / ".git").exists()
        except OSError:
            # A folder that this user may not look into holds no policy for this user.
            continue
        if owner is not None:
            if any(path.is_relative_to(one) for one in within):
                passed_over.append((path, "stands in the folder that is screened"))
            elif _of_another(owner):
                passed_over.append((path, "belongs to another user"))
            else:
                return FoundPolicy(path, passed_over)
        if end:
            break
    return FoundPolicy(None, passed_over)


def _of_another(owner: int) -> bool:
    """Whether a file is neither this user's nor the administrator's; Windows does not say."""
    return hasattr(os, "geteuid") and owner not in (os.geteuid(), 0)


def load_policy(path: Path) -> Policy:
    """Return the policy of ``path``.

    Raises UsageError with the key at fault, and the key that was probably meant.
    """
    try:
        return Policy.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
    except OSError as error:
        raise UsageError(
            f"{error.strerror}", path=path, hint="check the path given with --config"
        ) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UsageError(f"not valid TOML ({error})", path=path, hint="correct the file") from error
    except ValidationError as error:
        fault = error.errors()[0]
        key = ".".join(str(part) for part in fault["loc"])
        parts: dict[str, type[BaseModel]] = {
            "bands": BandEdges,
            "jurisdictions": Jurisdictions,
            "supply_chain": SupplyChain,
            "context": ContextMoves,
            "prices": PriceTest,
            "limits": Limits,
        }
        known = [
            *Policy.model_fields,
            *(f"{part}.{name}" for part, model in parts.items() for name in model.model_fields),
        ]
        hint = did_you_mean(key, known) if fault["type"] == "extra_forbidden" else ""
        message = "unknown key" if fault["type"] == "extra_forbidden" else fault["msg"]
        message = message.removeprefix("Value error, ")
        where = f"{path}: {key}" if key else str(path)
        raise UsageError(f"{message}{hint}", path=where) from error


def default_policy_text() -> str:
    """Return a flscreen.toml that holds the default policy, with every setting explained."""
    text = resources.files("screen.models").joinpath("data", NAME).read_text(encoding="utf-8")
    levels = [f'{rule} = "{level}"' for rule, level in rulebook().levels().items()]
    return text.replace("# (the levels of rules.toml are written here)", "\n".join(levels))
