"""Raw documents in, coded batches out in the order of reading: in this process for a small corpus, in several for a large one."""

import pickle
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache, lru_cache, partial
from itertools import chain, islice
from multiprocessing import get_context, parent_process
from os import _exit, cpu_count
from threading import Thread
from typing import TYPE_CHECKING, TypeVar

from pipeline.errors import LegationError
from pipeline.options import PARSER
from pipeline.parse import CODED_LANGUAGES, parse, source_id
from pipeline.parse.language import detect_language
from pipeline.people.known import People
from pipeline.people.learning import Surveyed
from pipeline.records import Document, Mention, RawDocument, Reject
from pipeline.rights import Requests, TakeDown

if TYPE_CHECKING:
    from spacy.language import Language

UNUSED = ("ner", "lemmatizer", "attribute_ruler", "senter")
DOCUMENTS, CHARACTERS = 100, 400_000  # a batch ends at whichever comes first
AHEAD = 3  # batches in flight for each worker: enough to keep it busy, few enough to keep memory flat
MOST_WORKERS = 8

R = TypeVar("R")
Found = RawDocument | Reject


@dataclass(frozen=True, slots=True)
class TakenDown:
    """A document that is left out for requests, by their numbers. `source_id` is None of what could not be read; `name` is its identifier
    or path, to count with."""

    name: str
    source_id: str | None
    corpus: str
    numbers: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Batch:
    """Documents of one batch with their mentions, what could not be used, and what is left out on request."""

    coded: tuple[tuple[Document, tuple[Mention, ...]], ...]
    rejects: tuple[Reject, ...]
    taken_down: tuple[TakenDown, ...] = ()


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


def code_batch(
    found: Sequence[Found], model: str = PARSER, people: bytes | None = None, take_downs: tuple[TakeDown, ...] = ()
) -> Batch:
    """Read and code one batch; the language model is loaded when the first sentence needs it. `people` is a pickled `People`."""
    from pipeline.extract.coder import code_documents

    requests = Requests(take_downs)
    read = [_read(item, requests) for item in found]
    documents = [item for item in read if isinstance(item, Document)]
    coded = tuple(code_documents(documents, lambda: parser(model), people=_unpacked(people)))
    rejects = tuple(item for item in read if isinstance(item, Reject))
    return Batch(coded, rejects, tuple(item for item in read if isinstance(item, TakenDown)))


def survey_batch(found: Sequence[Found], take_downs: tuple[TakeDown, ...] = ()) -> tuple[Surveyed, ...]:
    """Read one batch only for whom its documents introduce; what is clearly in a language that is not coded is not read."""
    from pipeline.extract.survey import introduced_in

    requests = Requests(take_downs)
    read = (_read(item, requests) for item in found if isinstance(item, RawDocument) and _may_be_coded(item))
    documents = (item for item in read if isinstance(item, Document) and item.language in CODED_LANGUAGES)
    surveyed = ((item.source_id, item.published_on, introduced_in(item)) for item in documents)
    return tuple(item for item in surveyed if item[2])


@cache
def parser(model: str) -> "Language":
    """The tagger and dependency parser of a spaCy model, without the components that coding does not use; ModelMissing."""
    import spacy

    try:
        return spacy.load(model, exclude=list(UNUSED))
    except OSError:
        raise ModelMissing(model) from None


class Crew:
    """Processes that read and code batches, started when there is more than one batch to work on; see `hired`."""

    def __init__(self, workers: int | None) -> None:
        self._workers = workers
        self._pool: ProcessPoolExecutor | None = None

    def survey(
        self, batches: Iterable[Sequence[Found]], *, take_downs: tuple[TakeDown, ...] = ()
    ) -> Iterator[Callable[[], tuple[Surveyed, ...]]]:
        """Surveys to come, as `code`."""
        return self._each(survey_batch, batches, take_downs)

    def code(
        self, batches: Iterable[Sequence[Found]], *, model: str, people: People | None = None, take_downs: tuple[TakeDown, ...] = ()
    ) -> Iterator[Coming]:
        """Coded batches to come, in the order of reading, never more than a few ahead of the one that is waited for."""
        return self._each(code_batch, batches, model, pickle.dumps(people), take_downs)

    def close(self) -> None:
        """End the processes; what is not begun is left."""
        if self._pool is not None:
            self._pool.shutdown(cancel_futures=True)

    def _each(self, work: Callable[..., R], batches: Iterable[Sequence[Found]], *options: object) -> Iterator[Callable[[], R]]:
        rest = iter(batches)
        first = list(islice(rest, 2))
        count = self._workers or (1 if len(first) < 2 else min(cpu_count() or 1, MOST_WORKERS))
        if count == 1:
            yield from (cache(partial(work, batch, *options)) for batch in chain(first, rest))
            return
        if self._pool is None:
            self._pool = ProcessPoolExecutor(count, mp_context=get_context("spawn"), initializer=_follow_parent)
        waiting: deque[Future[R]] = deque()
        for batch in chain(first, rest):
            waiting.append(self._pool.submit(work, batch, *options))
            if len(waiting) > count * AHEAD:
                yield waiting.popleft().result
        while waiting:
            yield waiting.popleft().result


@contextmanager
def hired(workers: int | None) -> Iterator[Crew]:
    """A crew of so many processes; by default none for a corpus of a single batch, else one for each processor. Raises WorkerLost."""
    crew = Crew(workers)
    try:
        yield crew
    except BrokenProcessPool:
        raise WorkerLost from None
    finally:
        crew.close()


@lru_cache(maxsize=1)
def _unpacked(people: bytes | None) -> People | None:
    """The same object for all batches of a build."""
    found: People | None = pickle.loads(people) if people is not None else None
    return found


def _read(item: Found, requests: Requests) -> Document | Reject | TakenDown:
    """A document, why it could not be used, or the requests that mean it: often only its text tells its address and publisher."""
    if isinstance(item, Reject):
        numbers = requests.meaning(path=item.path)
        return TakenDown(item.path or "", None, item.corpus or "corpus", numbers) if numbers else item
    read, identifier = parse(item), source_id(item.path, item.sha256)
    told = read if isinstance(read, Document) else item.given
    numbers = requests.meaning(source_id=identifier, path=item.path, sha256=item.sha256, url=told.url, publisher=told.publisher)
    return TakenDown(identifier, identifier, item.corpus, numbers) if numbers else read


def _may_be_coded(raw: RawDocument) -> bool:
    if raw.given.language is not None or raw.suffix in (".html", ".htm"):
        return raw.given.language in (None, *CODED_LANGUAGES)
    return detect_language(raw.text) in (None, *CODED_LANGUAGES)


def _follow_parent() -> None:
    """In a worker: leave interrupts to the parent, which ends the work in order, and do not outlive it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = parent_process()
    if parent is not None:
        parent.join()
        _exit(1)


def batches_of(found: Iterable[Found]) -> Iterator[tuple[Found, ...]]:
    """What is found, in batches of a like size."""
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
