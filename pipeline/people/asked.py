"""The questions of one document to those who are known in, whether others who are known would answer them alike out.

What is coded of a document depends on people of whom other documents tell. It is the same as long as every question that the coder asked
gets the same answer: so a document need not be coded again because somebody became known whom it does not name.
"""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from pipeline.lexicon.names import KnownName
from pipeline.people.known import Known, People
from pipeline.people.spelling import bare, fold, key, surnames

Question = tuple[str, ...]  # the name of the question and its arguments, each as a text; empty for none


@dataclass(frozen=True, slots=True)
class Asked:
    """What a document asked: names that nobody bore, by the index that was looked into, and other questions with a hash of the answers."""

    full: tuple[str, ...] = ()
    single: tuple[str, ...] = ()
    first_words: tuple[str, ...] = ()
    questions: tuple[Question, ...] = ()
    answers: str = ""

    def is_answered_alike(self, people: People, answered: dict[Question, str]) -> bool:
        """Whether these people give the same answers; `answered` is what they said so far, and is added to."""
        for unknown, index in ((self.full, people.full), (self.single, people.single), (self.first_words, people.first_words)):
            if any(name in index for name in unknown):
                return False
        return _digest(self.questions, people, answered) == self.answers


NOTHING_ASKED = Asked()


@dataclass(frozen=True, slots=True)
class Watched(People):
    """People who remember what they are asked, until it is taken.

    The day to which somebody is current is no question: only of those in rosters is it asked, and these do not come from documents.
    """

    noted: dict[str, dict[str, None]] = field(default_factory=lambda: {"full": {}, "single": {}, "first_words": {}})
    questions: dict[Question, None] = field(default_factory=dict)

    def take(self) -> Asked:
        """What was asked since the last taking."""
        questions = tuple(sorted(self.questions))
        unknown = {index: tuple(sorted(names)) for index, names in self.noted.items()}
        people = People(self.full, self.single, self.first_words)
        asked = Asked(**unknown, questions=questions, answers=_digest(questions, people, {}))
        self.questions.clear()
        for names in self.noted.values():
            names.clear()
        return asked

    def named(self, name: str, *, country: str | None = None, on: date | None = None) -> Known | None:
        if self._note("full", key(name)):
            self._ask("named", name, country, on)
        return People.named(self, name, country=country, on=on)

    def called(self, word: str, *, country: str | None = None, on: date | None = None, is_titled: bool = False) -> Known | None:
        if self._note("single", bare(word)):
            self._ask("called", word, country, on, is_titled)
        return People.called(self, word, country=country, on=on, is_titled=is_titled)

    def begins(self, word: str) -> bool:
        return self._note("first_words", word)

    def longest(self, words: tuple[str, ...]) -> int:
        self._ask("longest", *words)
        return People.longest(self, words)

    def bears(self, surname: str) -> bool:
        if self._note("single", surname):
            self._ask("bears", surname)
        return People.bears(self, surname)

    def spelled(self, name: str, country: str | None) -> Known | None:
        words = fold(name).split()
        if len(words) > 1 and any([*(self._note("single", word) for word in surnames(name)), self._note("first_words", words[0])]):
            self._ask("spelled", name, country)
        return People.spelled(self, name, country)

    def body(self, name: str) -> KnownName | None:
        if self._note("full", name):
            self._ask("body", name)
        return People.body(self, name)

    def _note(self, index: str, name: str) -> bool:
        """Whether anybody stands in an index under a name; that nobody does is noted."""
        if name in getattr(self, index):
            return True
        self.noted[index][name] = None
        return False

    def _ask(self, *question: object) -> None:
        self.questions[tuple("" if part in (None, False) else str(part) for part in question)] = None


def watched(people: People) -> Watched:
    """The same people, who remember what they are asked."""
    return Watched(people.full, people.single, people.first_words)


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


_ANSWERS: dict[str, Callable[..., Any]] = {
    "named": lambda people, name, country, on: _told(people.named(name, country=country or None, on=_day(on))),
    "called": lambda people, word, country, on, is_titled: _told(
        people.called(word, country=country or None, on=_day(on), is_titled=bool(is_titled))
    ),
    "longest": lambda people, *words: people.longest(words),
    "bears": lambda people, surname: people.bears(surname),
    "spelled": lambda people, name, country: _told(people.spelled(name, country or None)),
    "body": lambda people, name: people.body(name),
}


def _told(known: Known | None) -> object:
    """All of an answer that the coder makes use of."""
    return known and (known.name, known.kind, known.country, known.sector, known.origin, known.body)


def _digest(questions: tuple[Question, ...], people: People, answered: dict[Question, str]) -> str:
    for question in questions:
        if question not in answered:
            answered[question] = repr(_ANSWERS[question[0]](people, *question[1:]))
    return hashlib.sha256("\n".join(answered[question] for question in questions).encode("utf-8", "surrogatepass")).hexdigest()
