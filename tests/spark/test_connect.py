"""A server of Spark Connect, which has no context and no broadcast, finds what a local run finds."""

import json
import os
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest
from comparing import sample_shipments, told_by, told_in

from screen import screen_files
from screen.core.extras import is_there

if not all(map(is_there, ("grpc", "grpc_status", "zstandard"))):
    pytest.skip(
        "Spark Connect needs pip install 'forced-labor-screen[spark-connect]'",
        allow_module_level=True,
    )

from comparing import DAY


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    """Start a server of its own, and yield its address."""
    import pyspark

    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [Path(pyspark.__file__).parent / "bin" / "spark-submit", "--master", "local[2]"]
    command += ["--class", "org.apache.spark.sql.connect.service.SparkConnectServer"]
    for name, value in (
        ("connect.grpc.binding.port", port),
        ("connect.grpc.binding.address", "127.0.0.1"),
        ("ui.enabled", "false"),
        ("sql.shuffle.partitions", "8"),
    ):
        command += ["--conf", f"spark.{name}={value}"]
    log = tmp_path_factory.mktemp("server") / "log"
    given = {**os.environ, "PYSPARK_PYTHON": sys.executable, "POLARS_MAX_THREADS": "1"}
    with log.open("w") as said:
        started = subprocess.Popen(
            [*map(str, command), "spark-internal"], stdout=said, stderr=said, env=given
        )
    try:
        for _ in range(240):
            with socket.socket() as asked:
                if asked.connect_ex(("127.0.0.1", port)) == 0:
                    break
            assert started.poll() is None, log.read_text()
            time.sleep(0.5)
        yield f"sc://127.0.0.1:{port}"
    finally:
        started.terminate()
        started.wait(60)


def run(*arguments):
    command = [sys.executable, "-m", "screen", "run", *map(str, arguments)]
    return subprocess.run(command, check=False, capture_output=True, text=True)


def test_the_command_finds_the_same_through_a_server(server, tmp_path):
    file, out = tmp_path / "shipments.parquet", tmp_path / "out"
    sample_shipments().write_parquet(file)
    day = ["--as-of", DAY.isoformat()]
    done = run(file, "--engine", "spark", "--master", server, "-o", out, *day)
    assert done.returncode == 1, done.stderr
    local = screen_files([file], as_of=DAY)
    assert len(local.findings) > 50
    assert told_in(out) == told_by(local)
    told = json.loads((out / "run.json").read_text())["summary"]
    assert told == local.summary.model_dump(mode="json")


def test_no_server_is_said_in_one_line(tmp_path):
    file = tmp_path / "shipments.parquet"
    sample_shipments().write_parquet(file)
    done = run(file, "--engine", "spark", "--master", "sc://127.0.0.1:1", "-o", tmp_path / "out")
    assert done.returncode in (2, 3)
    said = [line for line in done.stderr.splitlines() if line.startswith("flscreen: ")]
    assert len(said) == 1 and "127.0.0.1:1" in said[0], done.stderr
    assert "Traceback" not in done.stderr
