"""`legation serve`: one process with a server of its own; what it does when it is killed, started twice, and ended."""

import os
import signal
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import pytest

from pipeline.flows.turn import turn
from tests.command import environment, files_in, home_of, legation
from tests.flows.server import ask, free_port, until

CORPUS = """
name = "lakes"
[[source]]
name = "ours"
kind = "location"
url = "corpus"
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "corpus").mkdir()
    (tmp_path / "corpus" / "lake.txt").write_text("The lake is blue and the sky above it is wide.", encoding="utf-8")
    (tmp_path / "corpus.toml").write_text(CORPUS, encoding="utf-8")
    return tmp_path


@contextmanager
def serving(folder: Path, port: int) -> Iterator["subprocess.Popen[str]"]:
    """`legation serve` with runs on demand only, from the moment at which it serves them."""
    program = "from pipeline.cli import main; main()"
    command = [sys.executable, "-c", program, "serve", "corpus.toml", "--cron", "0 0 29 2 *", "--no-release", "--port", str(port)]
    quick = environment(folder, {"PREFECT_RUNNER_POLL_FREQUENCY": "1", "PREFECT_HOME": str(folder / "unused")})
    with (folder / "serve.log").open("w") as log:
        process = subprocess.Popen(command, cwd=folder, env=quick, stdout=log, stderr=subprocess.STDOUT, text=True)
    try:
        until(lambda: "Serving publish/lakes: on demand" in (folder / "serve.log").read_text() or process.poll() is not None)
        yield process
    finally:
        if process.poll() is None:
            process.kill()
            process.wait()


class Served:
    """What the server of a folder says."""

    def __init__(self, folder: Path, port: int) -> None:
        self.url = f"http://127.0.0.1:{port}/api"
        self.password = f"legation:{(folder / 'build' / 'legation.duckdb.prefect' / 'password').read_text()}"

    def ask(self, what: str, asked: dict[str, Any] | None = None) -> Any:
        return ask(self.url, what, asked, password=self.password)

    def start(self) -> str:
        """Have the documents refreshed; the id of the run."""
        flows = {flow["id"]: flow["name"] for flow in self.ask("flows")}
        [refresh] = [each for each in self.ask("deployments") if flows[each["flow_id"]] == "refresh"]
        assert not refresh["paused"]
        return str(self.ask(f"deployments/{refresh['id']}/create_flow_run", {})["id"])

    def state(self, run_id: str) -> str:
        [run] = self.ask("flow_runs/filter", {"flow_runs": {"id": {"any_": [run_id]}}})
        return str(run["state_type"])

    def is_there(self) -> bool:
        try:
            with urllib.request.urlopen(f"{self.url}/health", timeout=5):
                return True
        except OSError:
            return False


def children_of(process: int) -> list[int]:
    listed = subprocess.run(["ps", "-A", "-o", "pid=,ppid="], capture_output=True, text=True, check=True).stdout
    pairs = (line.split() for line in listed.splitlines())
    return [int(child) for child, parent in pairs if int(parent) == process]


def test_serving_survives_being_killed_and_ends_when_told(folder: Path) -> None:
    port, db = free_port(), folder / "build" / "legation.duckdb"
    with serving(folder, port) as process:
        served = Served(folder, port)
        with pytest.raises(urllib.error.HTTPError, match="401"):
            ask(served.url, "flows")
        second = legation("serve", "corpus.toml", "--every", "1h", folder=folder)
        assert second.returncode == 2
        assert f"Another process serves build/legation.duckdb already (process {process.pid})." in second.stderr
        with turn(db, wait=0):  # so the run waits
            run = served.start()
            until(lambda: served.state(run) == "RUNNING")
            children = children_of(process.pid)
            process.kill()
            process.wait()
            until(lambda: not served.is_there())  # its server ends with it
            for child in children:
                with suppress(ProcessLookupError):
                    os.kill(child, signal.SIGKILL)
    assert not db.exists()

    with serving(folder, port) as process:
        assert served.state(run) == "CRASHED"
        [server] = children_of(process.pid)
        os.kill(server, signal.SIGKILL)  # another is started in its place
        until(lambda: not served.is_there())
        until(served.is_there)
        again = served.start()
        until(lambda: served.state(again) == "COMPLETED")
        assert db.exists()
        process.send_signal(signal.SIGTERM)
        assert process.wait(60) == 0
    assert not served.is_there()
    said = (folder / "serve.log").read_text()
    assert said.splitlines()[1] == "Serving refresh/lakes: at 0 0 29 2 * (UTC)"
    assert "The Prefect server ended with code -9, and is started again." in said
    assert "refresh-lakes-" in said
    assert "Traceback" not in said
    assert "leaked" not in said
    assert not [name for name in files_in(home_of(folder)) if ".prefect" in name]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ((), "Say when to refresh"),
        (("--every", "often"), "'often' is no time"),
        (("--cron", "often"), "'often' is no cron line"),
        (("--cron", "61 * * * *"), 'Invalid cron string: "61 * * * *"'),
        (("--every", "6h", "--publish-to", "nowhere"), "nowhere"),
    ],
)
def test_a_mistake_is_told_before_anything_is_started(arguments: tuple[str, ...], message: str, folder: Path) -> None:
    refused = legation("serve", "corpus.toml", *arguments, folder=folder)
    assert (refused.returncode, refused.stdout) == (2, "")
    assert message in refused.stderr
    assert len(refused.stderr.splitlines()) == 1
    assert not (folder / "build").exists()
