"""What a user wrote for --engine and --shards in, the scheduler that is meant and the place of the shards out."""

import re
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from pipeline.errors import LegationError

SECONDS_TO_ANSWER = 10.0
_ADDRESS = re.compile(r"dask://(?P<host>\[[0-9A-Fa-f:.]+\]|[^\s/:@\[\]]+):(?P<port>\d{1,5})/?")


class EngineError(LegationError):
    """The engine `name` cannot be used as it was asked for."""

    def __init__(self, name: str, problem: str) -> None:
        super().__init__(f"--engine {name}: {problem}")
        self.name = name

    def __reduce__(self) -> tuple[type[LegationError], tuple[str]]:
        return LegationError, (self.message,)


@dataclass(frozen=True, slots=True)
class Engine:
    """A Dask scheduler, and the folder or address under which all its workers find the shards."""

    host: str
    port: int
    shards: str

    @property
    def name(self) -> str:
        """As the user writes it."""
        return f"dask://{self.host}:{self.port}"

    @property
    def address(self) -> str:
        """As Dask writes it."""
        return f"tcp://{self.host}:{self.port}"


def engine_of(name: str, shards: str | None, db: Path, *, workers: int | None = None) -> Engine:
    """The engine of a build of `db`; its shards are beside that where nothing is said, and all is on this machine. EngineError."""
    found = _ADDRESS.fullmatch(name)
    if found is None or not 0 < int(found["port"]) < 65536:
        raise EngineError(name, "it is no address of a Dask scheduler. Write --engine dask://HOST:PORT, such as dask://127.0.0.1:8786.")
    if find_spec("prefect_dask") is None:
        raise EngineError(name, "it needs packages that are not installed: install legation with its extra `cluster`, on all machines.")
    if workers is not None:
        raise EngineError(name, "the number of processes is that of the cluster's workers. Leave --workers out.")
    if shards is None and not is_here(found["host"]):
        raise EngineError(
            name, "say where the shards go: --shards s3://BUCKET/PREFIX, or --shards with a folder that all machines see under one path."
        )
    return Engine(found["host"], int(found["port"]), _place(shards or f"{db}.shards"))


def refuse_elsewhere(engine: Engine) -> None:
    """Raise EngineError where no Prefect server is configured and the cluster is on other machines, which would not reach one of ours."""
    if not is_here(engine.host):
        problem = "its workers report to a Prefect server, and none is named."
        raise EngineError(engine.name, f"{problem} Start one that all machines reach, and set PREFECT_API_URL to its address.")


def await_scheduler(engine: Engine) -> None:
    """Return when something listens at the address of the scheduler. EngineError."""
    try:
        with socket.create_connection((engine.host.strip("[]"), engine.port), SECONDS_TO_ANSWER):
            return
    except OSError as error:
        problem = error.strerror or str(error)
        raise EngineError(engine.name, f"nothing answers there ({problem}). Start it: dask scheduler --port {engine.port}") from None


def is_here(host: str) -> bool:
    """Whether a host, by name or number, is this machine: only here can one listen at its number."""
    try:
        found = socket.getaddrinfo(host.strip("[]"), 0, type=socket.SOCK_STREAM)
    except OSError:
        return False
    return all(_may_listen(family, address) for family, _, _, _, address in found)


@contextmanager
def told_of(engine: Engine, problem: str) -> Iterator[None]:
    """What fails with an OSError within comes out as an EngineError that says so."""
    try:
        yield
    except OSError as error:
        raise EngineError(engine.name, f"{problem} ({error})") from error


def _may_listen(family: int, address: tuple[object, ...]) -> bool:
    with socket.socket(family, socket.SOCK_STREAM) as tried:
        try:
            tried.bind(address)
        except OSError:
            return False
    return True


def _place(shards: str) -> str:
    return shards.rstrip("/") if "://" in shards else str(Path(shards).expanduser().absolute())
