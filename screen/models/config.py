"""Reads flscreen.toml into a policy."""

import tomllib
from difflib import get_close_matches
from pathlib import Path

from pydantic import ValidationError

from screen.models.errors import UsageError
from screen.models.policy import BandEdges, Policy


def load_policy(path: Path | None) -> Policy:
    """The policy of a file; the default policy where none is given.

    Raises UsageError with the key at fault, and the key that was probably meant.
    """
    if path is None:
        return Policy.model_validate({})
    try:
        return Policy.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
    except OSError as error:
        raise UsageError(f"{path}: {error.strerror}; check the path given with --config") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UsageError(f"{path}: not valid TOML ({error}); correct the file") from error
    except ValidationError as error:
        fault = error.errors()[0]
        key = ".".join(str(part) for part in fault["loc"])
        known = [*Policy.model_fields, *(f"bands.{name}" for name in BandEdges.model_fields)]
        meant = get_close_matches(key, known, n=1)
        hint = f"; did you mean {meant[0]!r}?" if fault["type"] == "extra_forbidden" and meant else ""
        message = "unknown key" if fault["type"] == "extra_forbidden" else fault["msg"]
        raise UsageError(f"{path}: {key}: {message}{hint}") from error
