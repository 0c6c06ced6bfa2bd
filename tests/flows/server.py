"""A Prefect server of the tests' own, and what its API says of runs."""

import base64
import json
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

import pytest

from tests.command import environment

SECONDS = 120  # after which what does not happen will not

T = TypeVar("T")


@contextmanager
def running_server(folder: Path) -> Iterator[str]:
    """The address of the API of a server whose data lie in the folder."""
    port = free_port()
    settings = {
        "PREFECT_HOME": str(folder),
        "PREFECT_SERVER_DATABASE_CONNECTION_URL": f"sqlite+aiosqlite:///{folder / 'prefect.db'}",
        "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
        "PREFECT_SERVER_UI_ENABLED": "false",
        "DO_NOT_TRACK": "1",
    }
    command = [sys.executable, "-m", "prefect", "server", "start", "--host", "127.0.0.1", "--port", str(port)]
    with (folder / "server.log").open("w") as log:
        process = subprocess.Popen(command, cwd=folder, env=environment(folder, settings), stdout=log, stderr=subprocess.STDOUT)
    url = f"http://127.0.0.1:{port}/api"
    try:
        wait_for(f"{url}/health", process, log=folder / "server.log")
        yield url
    finally:
        process.terminate()
        process.wait(60)


def free_port() -> int:
    """A port that nobody listens at."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def wait_for(url: str, process: "subprocess.Popen[Any]", *, log: Path) -> None:
    """Return when the server answers; an error with its log when it has ended, or does not answer for two minutes."""
    deadline = time.monotonic() + SECONDS
    while process.poll() is None and time.monotonic() < deadline:
        try:
            with urllib.request.urlopen(url, timeout=5):
                return
        except OSError:
            time.sleep(0.2)
    pytest.fail(f"The server did not start:\n{log.read_text()}")


def until(look: Callable[[], T | None]) -> T:
    """What `look` finds as soon as it finds something; the test fails after two minutes."""
    deadline = time.monotonic() + SECONDS
    while time.monotonic() < deadline:
        if found := look():
            return found
        time.sleep(0.2)
    pytest.fail("It did not happen.")


def ask(server: str, what: str, asked: dict[str, Any] | None = None, *, password: str | None = None) -> Any:
    """What the API answers: to a question in JSON, or, without one, to all there is of `what`."""
    address, content = (f"{server}/{what}/filter", {}) if asked is None else (f"{server}/{what}", asked)
    request = urllib.request.Request(address, json.dumps(content).encode(), {"Content-Type": "application/json"})
    if password:
        request.add_header("Authorization", f"Basic {base64.b64encode(password.encode()).decode()}")
    return until(lambda: _answer(request))[0]


def _answer(request: urllib.request.Request) -> list[Any] | None:
    """What the server says, alone in a list; None where it is too busy."""
    try:
        with urllib.request.urlopen(request, timeout=30) as answer:
            return [json.load(answer)]
    except urllib.error.HTTPError as error:
        if error.code != 503:
            raise
        return None


def runs_of(server: str, flow: str) -> list[tuple[str, Counter[str]]]:
    """State of each run of a flow, with the steps of it that are completed: by name, how many. Oldest first."""
    [flow_id] = [found["id"] for found in ask(server, "flows") if found["name"] == flow]
    runs = sorted((run for run in ask(server, "flow_runs") if run["flow_id"] == flow_id), key=lambda run: str(run["created"]))
    tasks = [task for task in ask(server, "task_runs") if task["state_type"] == "COMPLETED"]
    steps = [Counter(str(task["name"]).rpartition("-")[0] for task in tasks if task["flow_run_id"] == run["id"]) for run in runs]
    return [(run["state_type"], found) for run, found in zip(runs, steps, strict=True)]


def last_run(server: str, flow: str, steps: dict[str, int]) -> tuple[str, Counter[str]]:
    """The last run of a flow, when it has these steps (the server takes note of steps a little later than of runs) or after a minute."""
    deadline = time.monotonic() + 60
    while (found := runs_of(server, flow)[-1])[1] != steps and time.monotonic() < deadline:
        time.sleep(0.2)
    return found
