"""Runs the tests of the store against a real PostgreSQL server: ``make test-postgres``.

The server is started in a temporary folder, on a free port of 127.0.0.1, and stopped at the end. It
refuses to run as root, so that root starts it as the user postgres (or nobody).
"""

import os
import pwd
import shutil
import socket
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
#: Where Debian, Fedora and Homebrew keep the programs of the server.
PLACES = (
    "usr/lib/postgresql/*/bin",
    "usr/pgsql-*/bin",
    "opt/homebrew/opt/postgresql@*/bin",
    "usr/local/opt/postgresql@*/bin",
)


def program(name: str) -> str:
    folders = [
        str(found) for place in PLACES for found in sorted(Path("/").glob(place), reverse=True)
    ]
    found = shutil.which(name, path=os.pathsep.join([*folders, os.environ.get("PATH", "")]))
    if not found:
        raise SystemExit(f"no {name} found; install PostgreSQL's server (postgresql)")
    return found


def server_user() -> pwd.struct_passwd | None:
    """The user to start the server as, or None for ourselves."""
    if os.geteuid() != 0:
        return None
    names = {one.pw_name: one for one in pwd.getpwall()}
    return names.get("postgres") or names["nobody"]


def main() -> int:
    user = server_user()
    given = {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []} if user else {}
    with tempfile.TemporaryDirectory(prefix="flscreen-pg-") as folder:
        place, log = Path(folder), Path(folder) / "log"
        if user:
            os.chown(folder, user.pw_uid, user.pw_gid)
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]

        def call(*command: object) -> None:
            ended = subprocess.run(
                list(map(str, command)),
                capture_output=True,
                text=True,
                cwd=folder,
                check=False,
                **given,
            )
            if ended.returncode:
                told = log.read_text(errors="replace") if log.exists() else ""
                raise SystemExit(f"{command[0]}: {ended.stderr}{told}")

        data = place / "data"
        call(program("initdb"), "-D", data, "-A", "trust", "-U", "tester", "-E", "UTF8", "-N")
        options = f"-h 127.0.0.1 -p {port} -k {folder} -c fsync=off -c max_connections=200"
        call(program("pg_ctl"), "-D", data, "-l", log, "-o", options, "-w", "start")
        try:
            address = f"postgresql+psycopg://tester@127.0.0.1:{port}/postgres"
            tests = [
                *(str(ROOT / "tests" / place) for place in ("store", "web/test_way.py")),
                *sys.argv[1:],
            ]
            return subprocess.run(
                [sys.executable, "-m", "pytest", "-q", *tests],
                cwd=ROOT,
                env={**os.environ, "FLSCREEN_TEST_POSTGRESQL": address},
                check=False,
            ).returncode
        finally:
            call(program("pg_ctl"), "-D", data, "-m", "immediate", "-w", "stop")


if __name__ == "__main__":
    sys.exit(main())
