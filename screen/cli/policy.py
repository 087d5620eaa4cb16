"""The policy of a command: the one it was given, or the nearest that may be taken."""

from collections.abc import Collection, Sequence
from pathlib import Path

from screen.cli.say import tell
from screen.models.policy import Policy
from screen.models.policy_file import find_policy, load_policy
from screen.models.weaker import weaker_than_default


def policy_of(
    config: Path | None,
    *,
    bundled: bool = True,
    asked: Collection[str] = (),
    screened: Sequence[Path] = (),
    quiet: bool = False,
) -> Policy:
    """Return the policy of ``config``, else of the flscreen.toml that is found, else the default.

    A policy file that was found is named on stderr unless ``quiet``. A file that was found and not
    used, and whatever the policy or leaving out the ``bundled`` lists weakens, is always reported,
    except for what the command line ``asked`` for. ``screened`` are the folders being screened.
    """
    path = config
    if path is None:
        found = find_policy(screened)
        path = found.path
        for other, why in found.passed_over:
            tell(f"{other}: was not taken for the policy, because it {why}; give it with --config")
        if path is not None and not quiet:
            tell(f"policy from {path}")
    policy = load_policy(path) if path is not None else Policy.model_validate({})
    weaker = weaker_than_default(policy, bundled=bundled, asked=asked)
    if weaker:
        tell(f"screened by less than the default policy: {'; '.join(weaker)}")
    return policy
