"""An engine in, a crew out whose work Prefect's Dask task runner carries to the workers of that cluster: each shard is a task run."""

import logging
import secrets
from collections.abc import Callable, Iterator
from concurrent.futures import CancelledError
from contextlib import contextmanager
from contextvars import copy_context
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from distributed import KilledWorker
from prefect import task
from prefect.cache_policies import NO_CACHE
from prefect.context import TagsContext
from prefect.settings import PREFECT_API_URL
from prefect_dask.task_runners import DaskTaskRunner

from pipeline.cluster import worker
from pipeline.cluster.crew import ClusterCrew, WorkersEnded
from pipeline.cluster.engine import Engine, EngineError, await_scheduler, is_here, told_of
from pipeline.cluster.program import OtherProgram, program_of
from pipeline.cluster.storage import Storage, StorageError, run_storage
from pipeline.flows.drain import drain_there

LOG = logging.getLogger(__name__)
PATIENCE = 60.0  # seconds in which workers must come, at the beginning and whenever all are gone
GLANCE = 5.0  # seconds after which whoever waits looks whether there are workers at all
AGAIN = [2.0, 20.0]  # seconds before a task whose storage failed is tried again


@contextmanager
def clustered(engine: Engine, db: Path, *, model: str, patience: float = PATIENCE) -> Iterator[ClusterCrew]:
    """The workers of a cluster, all of which run this program and see the shards, until the block ends.

    Raises EngineError where there is no scheduler, no worker, or no Prefect server that workers reach; StorageError; OtherProgram.
    """
    await_scheduler(engine)
    with _runner(engine) as runner:
        dask = _Dask(engine, runner, patience)
        dask.await_workers()
        with run_storage(engine.shards, db) as storage:
            dask.greet(storage, model)
            try:
                yield ClusterCrew(dask, storage, program_of(model))
            finally:
                dask.take_leave()


class _Dask:
    """A cluster that a task runner is connected to; see `pipeline.cluster.crew.Cluster`."""

    def __init__(self, engine: Engine, runner: DaskTaskRunner, patience: float) -> None:
        self._engine, self._runner, self._patience = engine, runner, patience
        with told_of(engine, "no Dask scheduler answers there"):
            self._client: Any = runner.client
        self._context = copy_context()  # that of the flow: a step that sends an order would go with it, and all that it works on

    def send(self, order: worker.Order) -> Callable[[], None]:
        carried = task(
            name=f"{order.job} shard",
            cache_policy=NO_CACHE,
            persist_result=False,
            retries=len(AGAIN),
            retry_delay_seconds=AGAIN,
            retry_condition_fn=worker.may_pass,
        )(worker.do_shard)
        return partial(self._wait, self._context.copy().run(self._submit, carried, order))

    def at_once(self) -> int:
        return sum(self._client.nthreads().values())

    def await_workers(self) -> None:
        """Return when there are workers. EngineError."""
        try:
            self._client.wait_for_workers(1, timeout=self._patience)
        except TimeoutError:
            raise EngineError(
                self._engine.name, f"it has no workers, and none came in {self._patience:g} seconds. Start some: {self._command}"
            ) from None

    def greet(self, storage: Storage, model: str) -> None:
        """Make sure that every worker runs this program, sees the shards, and can tell Prefect's server of its work."""
        name = storage.keep("greeting", secrets.token_bytes(16))
        own = program_of(model)
        said = self._client.run(worker.greet, storage.address, name, model, on_error="return")
        for address, greeting in sorted(said.items()):
            if not isinstance(greeting, worker.Greeting):
                raise EngineError(self._engine.name, f"the worker {address} has no usable legation ({greeting}). Install it there.")
            if greeting.program != own:
                raise OtherProgram(greeting.host, own, greeting.program)
            if greeting.problem:
                raise StorageError(storage.address, greeting.host, greeting.problem)
            _refuse_unreachable(self._engine, address)
        LOG.info("%s: %d workers, which do %d shards at a time, in %s", self._engine.name, len(said), self.at_once(), storage.address)

    def take_leave(self) -> None:
        """Have the workers tell Prefect's server the rest; it may be gone the next moment."""
        self._client.run(drain_there, on_error="ignore")

    @property
    def _command(self) -> str:
        return f"dask worker {self._engine.address} --nthreads 1 --nworkers auto"

    def _submit(self, carried: Any, order: worker.Order) -> Any:
        with TagsContext(current_tags=set()):  # for each tag, a task run asks the server for leave: a question for every shard
            return self._runner.submit(carried, {"order": order})

    def _wait(self, future: Any) -> None:
        while True:
            try:
                future.result(timeout=GLANCE)
                return
            except TimeoutError:
                if not self._client.nthreads():
                    LOG.warning("%s has no workers any more; waiting for others", self._engine.name)
                    self.await_workers()
            except KilledWorker:
                raise WorkersEnded from None
            except CancelledError:
                raise EngineError(self._engine.name, "the connection to the scheduler was lost.") from None


@contextmanager
def _runner(engine: Engine) -> Iterator[DaskTaskRunner]:
    """A task runner that is started."""
    with DaskTaskRunner(address=engine.address, client_kwargs={"timeout": 10}) as runner:
        yield runner


def _refuse_unreachable(engine: Engine, worker_address: str) -> None:
    """Raise EngineError where a worker elsewhere is to report to a Prefect server that only this machine reaches."""
    url = _api_url()
    if is_here(urlsplit(worker_address).hostname or "") or not _is_loopback(url):
        return
    problem = f"its worker {worker_address} cannot report to a Prefect server on {urlsplit(url).hostname}."
    raise EngineError(engine.name, f"{problem} Set PREFECT_API_URL to one that all machines reach.")


def _api_url() -> str:
    return PREFECT_API_URL.value() or ""


def _is_loopback(url: str) -> bool:
    host = urlsplit(url).hostname or ""
    return host == "localhost" or host == "::1" or host.startswith("127.")
