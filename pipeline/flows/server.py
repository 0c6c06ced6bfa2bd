"""A folder in, a Prefect server of our own out: who may read the folder can talk to it, and it ends with this process."""

import logging
import os
import secrets
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from pipeline.errors import LegationError

LOG = logging.getLogger(__name__)
HOST = "127.0.0.1"
SECONDS_TO_START = 180
SECONDS_TO_END = 15
LONGEST_PAUSE = 60.0  # seconds before a server that ends again and again is started once more

# A year of runs fits on a disk: old events and runs go. What is leased outlives the server's end, and so do runs that hold it.
LASTING = {
    "PREFECT_SERVER_SERVICES_DB_VACUUM_ENABLED": "events,flow_runs",
    "PREFECT_SERVER_CONCURRENCY_LEASE_STORAGE": "prefect.server.concurrency.lease_storage.filesystem",
    "PREFECT_SERVER_LOGGING_LEVEL": "WARNING",
}

# A server for a single run: nothing is due, nothing is shown, and what tasks say of themselves is written down in batches.
PASSING = {
    "PREFECT_SERVER_UI_ENABLED": "false",
    "PREFECT_SERVER_LOGGING_LEVEL": "WARNING",
    **{
        f"PREFECT_SERVER_SERVICES_{service}_ENABLED": "false"
        for service in ("CANCELLATION_CLEANUP", "EVENT_PERSISTER", "FOREMAN", "LATE_RUNS", "PAUSE_EXPIRATIONS", "SCHEDULER", "TRIGGERS")
    },
    "PREFECT_SERVER_SERVICES_TASK_RUN_RECORDER_READ_BATCH_SIZE": "200",
    "PREFECT_SERVER_SERVICES_TASK_RUN_RECORDER_BATCH_SIZE": "200",
    "PREFECT_SERVER_SERVICES_TASK_RUN_RECORDER_FLUSH_INTERVAL": "1",
}


class ServerError(LegationError):
    """The Prefect server of our own does not start; `log` is the file with what it says."""

    def __init__(self, log: Path, problem: str) -> None:
        last = log.read_text(encoding="utf-8", errors="replace").strip().splitlines()[-1:] if log.is_file() else []
        super().__init__(f"The Prefect server {problem}. What it says is in {log}{f': {last[0][:500]}' if last else ''}")
        self.log = log


@dataclass(frozen=True, slots=True)
class Served:
    """A server that answers at `url`; `settings` are those of Prefect with which one talks to it, `secret` is the file of its password."""

    url: str
    settings: Mapping[str, str]
    secret: Path


@contextmanager
def own_server(home: Path, *, port: int | None = None, kind: Mapping[str, str] = LASTING) -> Iterator[Served]:
    """A server whose data are in the folder `home`, until the block ends; one that ends before is started again. ServerError.

    `kind` are settings of the server: LASTING or PASSING.
    """
    home.mkdir(parents=True, exist_ok=True)
    secret = home / "password"
    password, port = _password(secret), port or _free_port()
    url = f"http://{HOST}:{port}"
    talking = {"PREFECT_HOME": str(home.absolute()), "PREFECT_API_URL": f"{url}/api", "PREFECT_API_AUTH_STRING": f"legation:{password}"}
    serving = {"PREFECT_SERVER_API_AUTH_STRING": f"legation:{password}", "PREFECT_SERVER_CORS_ALLOWED_ORIGINS": url}
    database = f"sqlite+aiosqlite:///{home.absolute() / 'prefect.db'}"
    environment = {**kind, **os.environ, **talking, **serving, "PREFECT_SERVER_DATABASE_CONNECTION_URL": database}
    keeper = _Keeper(port, environment, home / "server.log")
    keeper.start()
    try:
        keeper.await_answer(f"{url}/api/health")
        threading.Thread(target=keeper.keep, daemon=True).start()
        yield Served(f"{url}/api", talking, secret)
    finally:
        keeper.end()


@dataclass(slots=True)
class _Keeper:
    """Starts the server, starts it again when it ends, and ends it."""

    port: int
    environment: Mapping[str, str]
    log: Path
    process: "subprocess.Popen[bytes] | None" = None
    is_ending: threading.Event = field(default_factory=threading.Event)

    def start(self) -> None:
        command = [sys.executable, "-P", str(Path(__file__).with_name("server_process.py")), HOST, str(self.port)]
        with self.log.open("wb") as log:
            # The server ends when its standard input does, however this process ended; an interrupt is for this process only.
            self.process = subprocess.Popen(
                command, env=self.environment, stdin=subprocess.PIPE, stdout=log, stderr=subprocess.STDOUT, start_new_session=True
            )

    def await_answer(self, url: str) -> None:
        assert self.process is not None
        deadline = time.monotonic() + SECONDS_TO_START
        while time.monotonic() < deadline:
            if self.process.poll() is not None:
                raise ServerError(self.log, f"ended with code {self.process.returncode}")
            try:
                with urllib.request.urlopen(url, timeout=5):
                    return
            except OSError:
                time.sleep(0.2)
        raise ServerError(self.log, f"does not answer within {SECONDS_TO_START} seconds")

    def keep(self) -> None:
        pause = 1.0
        while self.process is not None:
            started = time.monotonic()
            self.process.wait()
            if self.is_ending.wait(pause):
                return
            LOG.warning("The Prefect server ended with code %s, and is started again.", self.process.returncode)
            pause = 1.0 if time.monotonic() - started > SECONDS_TO_START else min(2 * pause, LONGEST_PAUSE)
            self.start()

    def end(self) -> None:
        self.is_ending.set()
        if self.process is None:
            return
        self.process.terminate()
        try:
            self.process.wait(SECONDS_TO_END)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


def _password(secret: Path) -> str:
    """The password in the file, which is made where there is none; only the user can read it."""
    if secret.is_file() and (known := secret.read_text(encoding="utf-8").strip()):
        return known
    secret.unlink(missing_ok=True)
    with os.fdopen(os.open(secret, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
        file.write(made := secrets.token_urlsafe(24))
    return made


def _free_port() -> int:
    with socket.socket() as free:
        free.bind((HOST, 0))
        return int(free.getsockname()[1])
