"""Batches of raw documents in; whom they introduce, and what they report, out. These run in any process."""

import logging
import pickle
import time
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import TypeVar

from pipeline.coding.model import parser
from pipeline.coding.outcomes import UNSURVEYED, CodedDocument, Found, Outcome, Survey, TakenDown, is_lasting, taken_down
from pipeline.options import PARSER
from pipeline.parse import CODED_LANGUAGES, parse
from pipeline.parse.language import detect_language
from pipeline.people.asked import NOTHING_ASKED, watched
from pipeline.people.known import People
from pipeline.records import Document, RawDocument, Reject
from pipeline.rights import Requests, TakeDown

LOG = logging.getLogger(__name__)
DOCUMENTS, CHARACTERS = 100, 100_000  # a batch ends at whichever comes first; under a second of work, so that no process waits long
SLOW = 10.0  # seconds that no usual document takes; the first one may, with the language model to be loaded

R = TypeVar("R")
S = TypeVar("S")


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


def code_batch(
    found: Sequence[RawDocument], model: str = PARSER, people: bytes | None = None, take_downs: tuple[TakeDown, ...] = ()
) -> tuple[Outcome, ...]:
    """What becomes of each of some documents; the model is loaded when the first sentence needs it. `people` is a pickled `People`."""
    from pipeline.extract.coder import code_documents

    requests, known = Requests(take_downs), _unpacked(people)
    read = [_read(raw, requests) for raw in found]
    documents = [item for item in read if isinstance(item, Document)]
    asking = watched(known) if known is not None else None
    coded = (
        CodedDocument(document, mentions, asking.take() if asking else NOTHING_ASKED, rejects)
        for document, mentions, rejects in _timed(code_documents(documents, lambda: parser(model), people=asking))
    )
    started = time.monotonic()
    outcomes = tuple(next(coded) if isinstance(item, Document) else item for item in read)
    n_with_events = sum(isinstance(item, CodedDocument) and bool(item.mentions) for item in outcomes)
    LOG.info("coded %d documents in %.1f s, %d of them with events", len(found), time.monotonic() - started, n_with_events)
    return outcomes


def survey_batch(found: Sequence[RawDocument]) -> tuple[Survey | None, ...]:
    """Read documents only for whom they introduce; None of what cannot be read or is in a language that is not coded."""
    return tuple(map(_survey, found))


@lru_cache(maxsize=1)
def _unpacked(people: bytes | None) -> People | None:
    """The same object for all batches of a build."""
    found: People | None = pickle.loads(people) if people is not None else None
    return found


def _timed(coded: Iterable[tuple[Document, R, S]]) -> Iterator[tuple[Document, R, S]]:
    """The same, with a word in the log of each document that took long."""
    started = time.monotonic()
    for item in coded:
        if (seconds := time.monotonic() - started) >= SLOW:
            LOG.info("%s took %.1f s to code", item[0].path, seconds)
        yield item
        started = time.monotonic()


def _read(raw: RawDocument, requests: Requests) -> Document | Reject | TakenDown:
    """A document, why it could not be used, or the requests that mean it."""
    read = parse(raw)
    return taken_down(raw, read if isinstance(read, Document) else raw.given, requests) or read


def _survey(raw: RawDocument) -> Survey | None:
    from pipeline.extract.survey import introduced_in

    read = parse(raw) if _may_be_coded(raw) else None
    if isinstance(read, Reject) and not is_lasting(read):
        return UNSURVEYED
    if not isinstance(read, Document) or read.language not in CODED_LANGUAGES:
        return None
    return Survey(read.url, read.publisher, read.published_on, introduced_in(read))


def _may_be_coded(raw: RawDocument) -> bool:
    if raw.given.language is not None or raw.suffix in (".html", ".htm"):
        return raw.given.language in (None, *CODED_LANGUAGES)
    return detect_language(raw.text) in (None, *CODED_LANGUAGES)
