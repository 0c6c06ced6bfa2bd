"""What can become of a raw document: a coded document, a reject, or one that is left out on request."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TypeGuard

from pipeline.parse import source_id
from pipeline.people.asked import NOTHING_ASKED, Asked
from pipeline.people.learning import Introduced
from pipeline.records import Document, Given, Mention, RawDocument, Reject
from pipeline.rights import Requests

WORKER_LOST = "worker-lost"
PASSING = ("too-slow", WORKER_LOST)  # checks that may let the same document pass on another day, or on another machine

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
class CodedDocument:
    """A document that was read, its mentions, what of it could not be coded, and what its coding rests on beside its own words."""

    document: Document
    mentions: tuple[Mention, ...]
    asked: Asked = NOTHING_ASKED
    rejects: tuple[Reject, ...] = ()


Outcome = CodedDocument | Reject | TakenDown


@dataclass(frozen=True, slots=True)
class Survey:
    """Whom a document introduces, and what else tells who it is; `is_lasting` where another run would say the same."""

    url: str | None
    publisher: str | None
    published_on: date | None
    introduced: tuple[Introduced, ...]
    is_lasting: bool = True


UNSURVEYED = Survey(None, None, None, (), is_lasting=False)  # what was left for want of time or memory


@dataclass(frozen=True, slots=True)
class Batch:
    """What became of everything that was found, in the order of reading."""

    outcomes: tuple[Outcome, ...] = ()

    @property
    def coded(self) -> tuple[CodedDocument, ...]:
        """The documents that could be read."""
        return tuple(item for item in self.outcomes if isinstance(item, CodedDocument))

    @property
    def rejects(self) -> tuple[Reject, ...]:
        """What could not be used."""
        return tuple(item for item in self.outcomes if isinstance(item, Reject))

    @property
    def taken_down(self) -> tuple[TakenDown, ...]:
        """What is left out on request."""
        return tuple(item for item in self.outcomes if isinstance(item, TakenDown))


Coming = Callable[[], Batch]  # waits for the batch, or codes it; the same one however often it is called


def taken_down(raw: RawDocument, told: Document | Survey | Given, requests: Requests) -> TakenDown | None:
    """The requests that mean a document, which often only its text tells: by its address and publisher."""
    identifier = source_id(raw.path, raw.sha256)
    numbers = requests.meaning(source_id=identifier, path=raw.path, sha256=raw.sha256, url=told.url, publisher=told.publisher)
    return TakenDown(identifier, identifier, raw.corpus, numbers) if numbers else None


def taken_down_unread(reject: Reject, requests: Requests) -> TakenDown | None:
    """The requests that mean what could not be read, by its path."""
    numbers = requests.meaning(path=reject.path)
    return TakenDown(reject.path or "", None, reject.corpus or "corpus", numbers) if numbers else None


def is_lasting(outcome: Outcome) -> TypeGuard[CodedDocument | Reject]:
    """Whether the same would become of the document in another run: what was left out on request, or for want of time, may come back."""
    if isinstance(outcome, TakenDown):
        return False
    rejects = outcome.rejects if isinstance(outcome, CodedDocument) else (outcome,)
    return all(reject.check_name not in PASSING for reject in rejects)


def lost(raw: RawDocument) -> Reject:
    """What is said of a document that ended the processes that worked on it."""
    reason = "It ended the process that coded it, alone too, most often for want of memory."
    return Reject("parse", WORKER_LOST, reason, path=raw.path, corpus=raw.corpus)  # a stage whose rejects are whole documents
