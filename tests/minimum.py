"""Prints the oldest versions that pyproject.toml allows, as constraints for pip.

``python tests/minimum.py > constraints.txt``.

``make test-minimum`` installs them and runs the tests, so that a bound is a version that was tried
and no guess.
"""

import re
import tomllib
from pathlib import Path

#: The extras that users install, and the tests need.
EXTRAS = ("store", "web")
PROJECT = Path(__file__).parent.parent / "pyproject.toml"


def oldest(project: Path = PROJECT) -> list[str]:
    """'polars>=1.20' as 'polars==1.20', for each dependency that users install, with EXTRAS.

    Raises ValueError for one without a lower bound.
    """
    bounds = []
    held = tomllib.loads(project.read_text(encoding="utf-8"))["project"]
    extras = [one for name in EXTRAS for one in held["optional-dependencies"][name]]
    for requirement in (*held["dependencies"], *extras):
        if requirement.startswith(f"{held['name']}["):
            continue
        found = re.fullmatch(r"([A-Za-z0-9_.-]+)>=([0-9.]+)(?:,.*)?", requirement)
        if not found:
            raise ValueError(f"{requirement}: has no lower bound")
        bounds.append(f"{found[1]}=={found[2]}")
    return bounds


if __name__ == "__main__":
    print("\n".join(oldest()))
