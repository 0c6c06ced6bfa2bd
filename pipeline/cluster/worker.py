"""An order in, on a machine of a cluster: the documents of a shard read and worked on, and a shard with what became of them out.

The work is done in a process beside this one, which is kept: there, time can be limited, and may end what a document brings to its end.
"""

import pickle
from dataclasses import dataclass
from functools import cache, lru_cache, partial
from multiprocessing import current_process
from multiprocessing.util import Finalize
from socket import gethostname
from threading import local
from typing import Any

from pipeline.cluster.jobs import JOBS, packed
from pipeline.cluster.program import Program, check_program, program_of
from pipeline.cluster.storage import Storage, StorageError
from pipeline.coding import Crew, Work
from pipeline.logs import run_id, set_up_once
from pipeline.records import RawDocument

_kept = local()  # the process of each thread


@dataclass(frozen=True, slots=True)
class Order:
    """What to do: the `job`, on the documents of the shard `raw`, with the options in `options`, into the shard `result`.

    All are names within `storage`. `program` is what it must be done with, `run` names the run in the log.
    """

    storage: str
    job: str
    raw: str
    options: str
    result: str
    program: Program
    run: str | None = None


@dataclass(frozen=True, slots=True)
class Greeting:
    """What a worker says of itself before it gets work; `problem` is why it cannot use the shards, if so."""

    host: str
    program: Program
    problem: str | None


def greet(storage: str, name: str, model: str) -> Greeting:
    """What this machine codes with, and whether it can read the bytes that another one put into the storage."""
    try:
        Storage(storage).bytes_of(name)
        problem = None
    except StorageError as error:
        problem = error.message
    return Greeting(gethostname(), program_of(model), problem)


def do_shard(order: Order) -> str:
    """Carry out an order; the name of the shard that was written. Raises StorageError, OtherProgram, WorkerLost, ModelMissing."""
    set_up_once()
    run_id.set(order.run)
    check_program(order.program)
    storage, job = Storage(order.storage), JOBS[order.job]
    documents = storage.read(order.raw, RawDocument)
    work: Work[Any] = Work(partial(do_with, order.program, order.job, order.storage, order.options), job.lost)
    [outcomes] = [coming() for coming in _crew().each(work, [(documents, tuple)])]
    if storage.has(order.raw):  # else the run is over, and took its folder with it
        storage.write(order.result, job.row, packed(job, outcomes, documents))
    return order.result


def do_with(program: Program, job: str, storage: str, options: str, documents: list[RawDocument]) -> tuple[Any, ...]:
    """Do a job with the options that are kept in the storage, if this process codes with that program."""
    _check_once(program)
    return JOBS[job].do(documents, *_options(storage, options))


def may_pass(task: object, run: object, state: Any) -> bool:
    """Whether it is worth trying an order again: where the storage failed. For Prefect, as the condition of retries."""
    error = state.result(raise_on_failure=False)
    return isinstance(error, StorageError) and Storage(error.address).is_there()


@cache
def _check_once(program: Program) -> None:
    check_program(program)


@lru_cache(maxsize=2)
def _options(storage: str, name: str) -> tuple[Any, ...]:
    """The options of a work; the same objects for all shards of a run."""
    found: tuple[Any, ...] = pickle.loads(Storage(storage).bytes_of(name))
    return found


def _crew() -> Crew:
    """The crew of this thread, of one process.

    Dask's nanny starts workers as processes that may have none of their own. Ours ends with its worker, however that ends.
    """
    if not hasattr(_kept, "crew"):
        if current_process().daemon:
            current_process().daemon = False
        _kept.crew = Crew(1)
        Finalize(None, _kept.crew.close, exitpriority=100)  # before the queues to it are closed, without which it waits for ever
    crew: Crew = _kept.crew
    return crew
