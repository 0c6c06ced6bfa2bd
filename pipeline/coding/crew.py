"""A long work in parts in, what is made of each part out, in their order: in this process if it is short, in several if it is long."""

import gc
import logging
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache, partial
from itertools import chain, islice
from multiprocessing import get_context, parent_process
from multiprocessing.util import Finalize
from os import _exit, cpu_count
from threading import Thread, current_thread, main_thread
from typing import Generic, Protocol, TypeVar

from pipeline.coding.batches import CHARACTERS, DOCUMENTS
from pipeline.errors import LegationError
from pipeline.logs import Passed, passed_on, take_over
from pipeline.records import RawDocument

LOG = logging.getLogger(__name__)
AHEAD = 3  # batches in flight for each worker: enough to keep it busy, few enough to keep memory flat
MOST_WORKERS = 8
MOST_LOST = 3  # documents in a row: where more end their processes, it is the machine that has too little memory
ENDED = (BrokenProcessPool, MemoryError)  # a process that may have only so much memory says so itself, where it can
MUCH = 400_000  # characters in all, surveyed and coded, from which on processes are worth their start
AT_FIRST = 4  # batches that are looked at before: where all are full, there is much to come

R = TypeVar("R")
S = TypeVar("S")


class WorkerLost(LegationError):
    """Processes that code documents were ended from outside again and again."""

    def __init__(self) -> None:
        super().__init__("Processes that code documents were ended, most often for want of memory. Use fewer of them: --workers 1")


@dataclass(frozen=True, slots=True)
class Work(Generic[R]):
    """What is done with documents: `do(documents, *options)` gives an outcome for each, `lost` that of one that ends processes."""

    do: Callable[..., tuple[R, ...]]
    lost: Callable[[RawDocument], R]
    options: tuple[object, ...] = ()


class Hands(Protocol):
    """Who does the parts of a long work: a crew of processes, or whatever else."""

    def each(self, work: Work[R], parts: Iterable[tuple[Sequence[RawDocument], Callable[[tuple[R, ...]], S]]]) -> Iterator[Callable[[], S]]:
        """What is made of each part, in their order; see `Crew.each`."""
        ...


class Crew:
    """Processes that do parts of a long work, started when there is more to do than a few batches; see `hired`."""

    def __init__(self, workers: int | None) -> None:
        self._workers = workers
        self._pool: ProcessPoolExecutor | None = None
        self._single: ProcessPoolExecutor | None = None
        self._n_lost = self._size = 0

    def each(self, work: Work[R], parts: Iterable[tuple[Sequence[RawDocument], Callable[[tuple[R, ...]], S]]]) -> Iterator[Callable[[], S]]:
        """What is made of each part, in their order, to be called when it is wanted; never more than a few ahead of the one waited for.

        A part is a batch, which may be empty, and what finishes it, which gets the outcomes. What a process was at when it ended is done
        once more; a document with which it ends again is lost. The calls raise WorkerLost where that happens to more than a few in a row.
        """
        waiting: deque[Callable[[], S]] = deque()
        rest = iter(parts)
        first = list(islice(rest, AT_FIRST))
        for batch, finish in chain(first, rest):
            self._size += sum(len(raw.text) for raw in batch)
            is_much = self._size > MUCH or (len(first) == AT_FIRST and all(_is_full(batch) for batch, _ in first))
            waiting.append(cache(_then(self._begin(work, batch, is_much=is_much), finish)))
            if len(waiting) > self._ahead:
                yield waiting.popleft()
        yield from waiting

    def begin(self, get_ready: Callable[[], object]) -> None:
        """Have the processes started before there is work for them, and each `get_ready`; what fails in that will fail in the work too."""
        if self._count > 1 and self._pool is None:
            self._pool = _hire(self._count)
            try:
                for _ in range(self._count):
                    _submit(self._pool, get_ready)
            except BrokenProcessPool:  # the first has ended already; others start when there is work
                self._pool = None

    def close(self) -> None:
        """End the processes; what is not begun is left."""
        for pool in filter(None, (self._pool, self._single)):
            pool.shutdown(cancel_futures=True)
        self._pool = self._single = None

    @property
    def _ahead(self) -> int:
        return self._count * AHEAD if self._pool is not None else 0

    @property
    def _count(self) -> int:
        return self._workers or min(cpu_count() or 1, MOST_WORKERS)

    def _begin(self, work: Work[R], batch: Sequence[RawDocument], *, is_much: bool) -> Callable[[], tuple[R, ...]]:
        """Have the work on a batch begun, where there are processes for it; what waits for its outcomes, or does it."""
        if not batch:
            return tuple
        is_worth_it = self._count > 1 and (is_much or self._workers is not None)
        if self._pool is None and (is_worth_it or current_thread() is not main_thread()):  # only a main thread can keep to limits of time
            self._pool = _hire(self._count)
        if self._pool is None:
            return partial(work.do, batch, *work.options)
        try:
            return partial(self._wait, work, batch, _submit(self._pool, work.do, batch, *work.options), self._pool)
        except BrokenProcessPool:
            self._pool = None
            return partial(self._again, work, batch)

    def _wait(self, work: Work[R], batch: Sequence[RawDocument], future: Future[tuple[R, ...]], pool: ProcessPoolExecutor) -> tuple[R, ...]:
        try:
            return future.result()
        except ENDED:
            LOG.warning("a process that worked on %d documents, or one beside it, was ended; they are tried again", len(batch))
            if self._pool is pool:  # and not one that was hired since: all that was begun in a pool fails with it
                self._pool = None
            return self._again(work, batch)

    def _again(self, work: Work[R], batch: Sequence[RawDocument]) -> tuple[R, ...]:
        """Do a batch in a process that does nothing else; where that ends too, document by document."""
        try:
            return self._alone(work, batch)
        except ENDED:
            return tuple(outcome for raw in batch for outcome in self._one(work, raw))

    def _one(self, work: Work[R], raw: RawDocument) -> tuple[R, ...]:
        try:
            return self._alone(work, (raw,))
        except ENDED:
            self._n_lost += 1
            if self._n_lost > MOST_LOST:
                raise WorkerLost from None
            LOG.warning("%s ended the process that worked on it, and is left out", raw.path)
            return (work.lost(raw),)

    def _alone(self, work: Work[R], batch: Sequence[RawDocument]) -> tuple[R, ...]:
        self._single = self._single or _hire(1)
        try:
            outcomes = _submit(self._single, work.do, batch, *work.options).result()
        except BrokenProcessPool:
            self._single = None
            raise
        self._n_lost = 0
        return outcomes


@contextmanager
def hired(workers: int | None) -> Iterator[Crew]:
    """A crew of so many processes; by default none for a corpus of a single batch, else one for each processor."""
    crew = Crew(workers)
    try:
        yield crew
    finally:
        crew.close()


def _hire(count: int) -> ProcessPoolExecutor:
    return ProcessPoolExecutor(count, mp_context=get_context("spawn"), initializer=_follow_parent, initargs=(passed_on(),))


def _submit(pool: ProcessPoolExecutor, do: Callable[..., R], *arguments: object) -> Future[R]:
    """Have it done; a process that starts for it takes no notice of an interrupt, from its first moment on (see `_follow_parent`)."""
    if not hasattr(signal, "pthread_sigmask"):  # Windows
        return pool.submit(do, *arguments)
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})  # which a process takes over from the thread that starts it
    try:
        return pool.submit(do, *arguments)
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _then(outcomes: Callable[[], tuple[R, ...]], finish: Callable[[tuple[R, ...]], S]) -> Callable[[], S]:
    return lambda: finish(outcomes())


def _follow_parent(passed: Passed) -> None:
    """In a worker: log as the parent does, leave interrupts to it, which ends the work in order, and do not outlive it."""
    take_over(passed)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    Finalize(None, _exit, args=(0,), exitpriority=-100)  # at its end: to take apart all that it has loaded would take half a second
    gc.set_threshold(50_000)  # coding leaves few cycles: to look for them as often as Python does takes a sixteenth of its time
    Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = parent_process()
    if parent is not None:
        parent.join()
        _exit(1)


def _is_full(batch: Sequence[RawDocument]) -> bool:
    return len(batch) >= DOCUMENTS // 2 or sum(len(raw.text) for raw in batch) >= CHARACTERS // 2
