"""A long work in parts in, what is made of each part out, in their order: done by the workers of a cluster, which get orders and shards."""

import logging
import pickle
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache, partial
from typing import Any, Protocol, TypeVar

from pipeline.cluster.jobs import Job, job_of, unpacked
from pipeline.cluster.program import Program
from pipeline.cluster.storage import Storage
from pipeline.cluster.worker import Order
from pipeline.coded.keys import content_of, digest_of
from pipeline.coding import Work, WorkerLost
from pipeline.coding.crew import AHEAD, MOST_LOST
from pipeline.logs import run_id
from pipeline.records import RawDocument

LOG = logging.getLogger(__name__)

R = TypeVar("R")
S = TypeVar("S")


class WorkersEnded(Exception):
    """Every worker that had an order ended while it was at it."""


class Cluster(Protocol):
    """Who carries orders to workers."""

    def send(self, order: Order) -> Callable[[], None]:
        """Have an order begun; what waits until it is done. That raises WorkersEnded, and what the work itself raises."""
        ...

    def at_once(self) -> int:
        """How many orders the workers that are there can carry out at a time."""
        ...


class ClusterCrew:
    """The workers of a cluster, as a crew (see `pipeline.coding.Crew`)."""

    def __init__(self, cluster: Cluster, storage: Storage, program: Program) -> None:
        self._cluster, self._storage, self._program = cluster, storage, program
        self._n_lost = 0

    def each(self, work: Work[R], parts: Iterable[tuple[Sequence[RawDocument], Callable[[tuple[R, ...]], S]]]) -> Iterator[Callable[[], S]]:
        """What is made of each part, in their order, to be called when it is wanted; never more than a few for each worker ahead.

        The calls raise StorageError, OtherProgram, and WorkerLost where documents end their workers again and again.
        """
        job, options = job_of(work), self._storage.keep("options", pickle.dumps(work.options))
        waiting: deque[Callable[[], S]] = deque()
        for batch, finish in parts:
            waiting.append(cache(_then(self._begin(job, options, batch), finish)))
            if len(waiting) > AHEAD * max(1, self._cluster.at_once()):
                yield waiting.popleft()
        while waiting:
            yield waiting.popleft()

    def _begin(self, job: Job, options: str, batch: Sequence[RawDocument]) -> Callable[[], tuple[Any, ...]]:
        """Have the work on a batch begun; what waits for its outcomes."""
        if not batch:
            return tuple
        order = self._order(job, options, batch)
        return partial(self._wait, job, options, batch, order, self._cluster.send(order))

    def _order(self, job: Job, options: str, batch: Sequence[RawDocument]) -> Order:
        """The order to do a job with documents, whose shard is in the storage then; the one of the survey serves for the coding, too."""
        made_of = digest_of(part for raw in batch for part in (raw.corpus, raw.path, raw.sha256, content_of(raw)))
        raw, result = f"raw-{made_of}.parquet", f"{job.name}-{digest_of((made_of, options, repr(self._program)))}.parquet"
        if not self._storage.has(raw):
            self._storage.write(raw, RawDocument, batch)
        return Order(self._storage.address, job.name, raw, options, result, self._program, run_id.get())

    def _wait(self, job: Job, options: str, batch: Sequence[RawDocument], order: Order, sent: Callable[[], None]) -> tuple[Any, ...]:
        try:
            sent()
        except WorkersEnded:
            LOG.warning("the workers that worked on a shard of %d documents ended; these are tried one by one", len(batch))
            return tuple(self._one(job, options, raw) for raw in batch)
        return unpacked(job, self._storage.read(order.result, job.row), batch)

    def _one(self, job: Job, options: str, raw: RawDocument) -> Any:
        order = self._order(job, options, (raw,))
        try:
            self._cluster.send(order)()
        except WorkersEnded:
            self._n_lost += 1
            if self._n_lost > MOST_LOST:
                raise WorkerLost from None
            LOG.warning("%s ended the workers that worked on it, and is left out", raw.path)
            return job.lost(raw)
        self._n_lost = 0
        return unpacked(job, self._storage.read(order.result, job.row), (raw,))[0]


def _then(outcomes: Callable[[], tuple[R, ...]], finish: Callable[[tuple[R, ...]], S]) -> Callable[[], S]:
    return lambda: finish(outcomes())
