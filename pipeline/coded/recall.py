"""Batches of what a corpus holds in; their surveys, and then their codings, out: remembered if they are known, else made and remembered."""

import hashlib
import pickle
from collections.abc import Callable, Iterable, Iterator, Sequence

from pipeline.coded.keys import Coder, content_of, key_of, place_of
from pipeline.coded.packing import pack, pack_survey, unpack, unpack_asked, unpack_survey
from pipeline.coded.store import Store
from pipeline.coding import (
    UNSURVEYED,
    Batch,
    CodedDocument,
    Coming,
    Found,
    Hands,
    Outcome,
    Survey,
    Work,
    code_batch,
    is_lasting,
    lost,
    survey_batch,
    taken_down,
    taken_down_unread,
)
from pipeline.parse import source_id
from pipeline.people.asked import Question
from pipeline.people.known import People
from pipeline.people.learning import Surveyed
from pipeline.records import RawDocument, Reject
from pipeline.rights import Requests

Surveys = tuple[Surveyed, ...]
Answered = dict[Question, str]


class Recall:
    """A crew with a memory. `n_coded` counts the documents that had to be coded, `n_known` those that were remembered."""

    def __init__(self, crew: Hands, store: Store, coder: Coder, *, requests: Requests) -> None:
        self.n_coded = self.n_known = 0
        self._crew, self._store, self._coder, self._requests = crew, store, coder, requests
        self._inputs = hashlib.sha256()

    def inputs(self) -> str:
        """A hash of all that was found since it was last asked for, with its place, in the order of reading."""
        digest, self._inputs = self._inputs.hexdigest(), hashlib.sha256()
        return digest

    def survey(self, batches: Iterable[Sequence[Found]]) -> Iterator[Callable[[], Surveys]]:
        """Whom the documents of each batch introduce, to come in the order of reading."""
        return self._crew.each(Work(survey_batch, lambda raw: UNSURVEYED), map(self._to_survey, batches))

    def code(self, batches: Iterable[Sequence[Found]], *, model: str, people: People) -> Iterator[Coming]:
        """The coded batches, to come in the order of reading. What was remembered is coded again where other people are known now."""
        answered: Answered = {}
        parts = (self._to_code(found, people, answered) for found in batches)
        options = model, pickle.dumps(people), self._requests.take_downs
        return self._crew.each(Work(code_batch, lost, options), parts)

    def _to_survey(self, found: Sequence[Found]) -> tuple[list[RawDocument], Callable[[tuple[Survey | None, ...]], Surveys]]:
        """The documents of a batch that are not known, and what finishes its survey when they are."""
        keys = [key for key in self._keys(found, self._coder.reading) if key]
        documents = [item for item in found if isinstance(item, RawDocument)]
        kept = {key: unpack_survey(content) for key, content in self._store.surveys(keys).items()}
        known = {key: each.survey for key, each in kept.items() if each is not None}
        new = [(key, raw) for key, raw in zip(keys, documents, strict=True) if key not in known]

        def finish(surveys: tuple[Survey | None, ...]) -> Surveys:
            made = {key: survey for (key, _), survey in zip(new, surveys, strict=True)}
            self._store.put_surveys({key: pack_survey(survey) for key, survey in made.items() if survey is None or survey.is_lasting})
            self._store.use(keys)
            self._store.keep()
            every = known | made
            surveyed = (self._surveyed(raw, every[key]) for key, raw in zip(keys, documents, strict=True))
            return tuple(item for item in surveyed if item is not None)

        return [raw for _, raw in new], finish

    def _surveyed(self, raw: RawDocument, survey: Survey | None) -> Surveyed | None:
        if survey is None or not survey.introduced or taken_down(raw, survey, self._requests):
            return None
        return source_id(raw.path, raw.sha256), survey.published_on, survey.introduced

    def _to_code(
        self, found: Sequence[Found], people: People, answered: Answered
    ) -> tuple[list[RawDocument], Callable[[tuple[Outcome, ...]], Batch]]:
        """The documents of a batch that must be coded, and what puts the others beside them when they are."""
        keys = self._keys(found, self._coder.coding)
        codings = self._store.codings(keys)
        known = [self._known(item, codings.get(key), people, answered) for key, item in zip(keys, found, strict=True)]
        new = [
            (key, item) for key, item, outcome in zip(keys, found, known, strict=True) if outcome is None and isinstance(item, RawDocument)
        ]
        self.n_coded += len(new)
        self.n_known += sum(map(bool, keys)) - len(new)

        def finish(made: tuple[Outcome, ...]) -> Batch:
            self._store.put_codings({key: pack(outcome, raw) for (key, raw), outcome in zip(new, made, strict=True) if is_lasting(outcome)})
            self._store.use(filter(None, keys))
            self._store.keep()
            rest = iter(made)
            return Batch(tuple(outcome or next(rest) for outcome in known))

        return [raw for _, raw in new], finish

    def _known(self, item: Found, coding: tuple[bytes, bytes] | None, people: People, answered: Answered) -> Outcome | None:
        """What became of something that need not be coded; None of what must be."""
        if isinstance(item, Reject):
            return taken_down_unread(item, self._requests) or item
        asked = unpack_asked(coding[0]) if coding else None
        outcome = unpack(coding[1], item) if coding and asked and asked.is_answered_alike(people, answered) else None
        if outcome is None:
            return None
        told = outcome.document if isinstance(outcome, CodedDocument) else item.given
        return taken_down(item, told, self._requests) or outcome

    def _keys(self, found: Sequence[Found], maker: str) -> list[bytes]:
        """The keys of documents, with empty ones for what is none; the hash of what the build is made from goes on with them."""
        contents = [content_of(item) if isinstance(item, RawDocument) else "" for item in found]
        for item, content in zip(found, contents, strict=True):
            self._inputs.update(f"{place_of(item, content)}\n".encode())
        return [key_of(content, maker) if content else b"" for content in contents]
