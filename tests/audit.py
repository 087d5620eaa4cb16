"""What users install with flscreen.

Writes it down as build/sbom.json (CycloneDX) and asks whether vulnerabilities are known in it;
``make audit``.

The software stands in an environment of its own, without our development tools. Exits with 1 where
a vulnerability is known. A registry that
gives no such data (many mirrors do not) is named, for what was not asked is not clean.
"""

import json
import os
import re
import subprocess
import sys
import tomllib
import venv
from pathlib import Path

ROOT = Path(__file__).parent.parent
FOLDER, SBOM = ROOT / "build" / "audit", ROOT / "build" / "sbom.json"
OWN = "forced-labor-screen"


def call(*command: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(list(map(str, command)), capture_output=True, text=True, check=False)


def install() -> Path:
    """The Python of an environment that holds flscreen and what it needs.

    Made anew when pyproject.toml changed.
    """
    python = FOLDER / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    stamp = FOLDER / ".installed"
    project = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    if not stamp.exists() or stamp.read_text(encoding="utf-8") != project:
        venv.create(FOLDER, clear=True, with_pip=True)

        done = call(
            python,
            "-m",
            "pip",
            "install",
            "--quiet",
            "--disable-pip-version-check",
            "--only-binary",
            ":all:",
            f"{ROOT}[web,postgresql]",
        )
        if done.returncode:
            sys.exit(f"audit: flscreen could not be installed\n{done.stderr}")
        stamp.write_text(project, encoding="utf-8")
    return python


def needed(python: Path) -> dict[str, str]:
    """Version by name of what is installed, without flscreen and pip."""
    listed = json.loads(
        call(python, "-m", "pip", "list", "--format", "json", "--disable-pip-version-check").stdout
    )
    return {
        one["name"]: one["version"]
        for one in listed
        if one["name"] not in {OWN, "pip", "setuptools"}
    }


def write_sbom(python: Path) -> list[str]:
    """Writes the bill of materials and returns the names in it."""
    module = [
        sys.executable,
        "-m",
        "cyclonedx_py",
        "environment",
        "--output-reproducible",
        "--pyproject",
    ]
    done = call(*module, ROOT / "pyproject.toml", "-o", SBOM, python)
    if done.returncode:
        sys.exit(f"audit: the bill of materials could not be written\n{done.stderr}")
    return [one["name"] for one in json.loads(SBOM.read_text(encoding="utf-8"))["components"]]


def plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def main() -> None:
    python = install()
    software = needed(python)
    written = {plain(name) for name in write_sbom(python)}
    declared = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"][
        "dependencies"
    ]
    wanted = {plain(re.split(r"[<>=!~\[; ]", one)[0]) for one in declared} | {
        plain(name) for name in software
    }
    if missing := wanted - written:
        sys.exit(f"audit: the bill of materials lacks {', '.join(sorted(missing))}")
    print(f"{SBOM.relative_to(ROOT)}: {len(software)} packages")

    frozen = FOLDER / "requirements.txt"
    frozen.write_text(
        "".join(f"{name}=={version}\n" for name, version in software.items()), encoding="utf-8"
    )

    done = call(
        sys.executable,
        "-m",
        "pip_audit",
        "-r",
        frozen,
        "--no-deps",
        "--disable-pip",
        "--progress-spinner",
        "off",
        "--format",
        "json",
    )
    try:
        found = json.loads(done.stdout)["dependencies"]
    except (ValueError, KeyError):
        print("not audited: no registry with data on vulnerabilities was reached")
        return
    asked = [one for one in found if "vulns" in one]
    for one in asked:
        for flaw in one["vulns"]:
            print(
                f"{one['name']} {one['version']}: {flaw['id']}, fixed in"
                f" {', '.join(flaw['fix_versions']) or 'none'}"
            )
    if len(asked) < len(found):
        print(
            f"not audited: {len(found) - len(asked)} of {len(found)} packages, on which the"
            " registry gives no data"
        )
    if asked:
        print(f"audited: {len(asked)} packages")
    sys.exit(any(one["vulns"] for one in asked))


if __name__ == "__main__":
    main()
