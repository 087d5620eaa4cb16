"""Reads flscreen.toml into a policy."""

import tomllib
from importlib import resources
from pathlib import Path

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


def find_policy(start: Path) -> Path | None:
    """Return the flscreen.toml of ``start`` or of the nearest folder above it, else None.

    The search ends at the root of a repository.
    """
    for folder in (start.resolve(), *start.resolve().parents):
        if (folder / NAME).is_file():
            return folder / NAME
        if (folder / ".git").exists():
            return None
    return None


def load_policy(path: Path | None) -> Policy:
    """Return the policy of ``path``, else of the flscreen.toml that is found, else the default.

    Raises UsageError with the key at fault, and the key that was probably meant.
    """
    path = path or find_policy(Path.cwd())
    if path is None:
        return Policy.model_validate({})
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
