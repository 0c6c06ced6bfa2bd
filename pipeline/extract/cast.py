"""The sentences of a document in, its people out: whoever is introduced somewhere, or known from elsewhere, is known by surname in it."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from functools import cache

from pipeline.extract.acronyms import acronyms
from pipeline.extract.date import When
from pipeline.extract.introductions import introduced_by, may_introduce
from pipeline.extract.namesakes import Namesakes
from pipeline.extract.person import Naming, Person, can_agree, have_same_office, joined, may_be, may_bear, person_of
from pipeline.extract.resolvers import Anchor
from pipeline.extract.words import Words, name_runs, words_of
from pipeline.lexicon.names import Found, KnownName
from pipeline.lexicon.naming import naming_words
from pipeline.lexicon.times import time_words
from pipeline.people.known import GIVEN, LEARNT, SHIPPED, Known, People
from pipeline.people.rosters import people_of
from pipeline.people.spelling import bare, fold, is_damaged, is_spelling, key, slug, surnames
from pipeline.records import Period

__all__ = ["Cast", "fold", "slug"]
CAPITALS = re.compile(r"\b[A-Z][A-Za-z]*[A-Z]\b")
Span = tuple[int, int, str]


class Cast:
    """The people of one document, in the order in which it introduces them, and everybody else whom it can name.

    `days` are those of what is told, the likeliest first: they decide whom a bare surname means; the coder sets them as the story moves.
    """

    def __init__(self, texts: Iterable[str] = (), *, people: People | None = None, days: tuple[date, ...] = ()) -> None:
        texts = tuple(texts)
        self.days = days
        self._known = _shipped() if people is None else people
        self._namesakes = Namesakes(texts)
        self._people: list[Person] = []
        self._at = 0
        self._short: dict[str, KnownName] = {}
        for text in texts:
            for naming in introduced_by(text) if may_introduce(text) else ():
                self._add(naming.person)
            for name in acronyms(text):
                self._short.setdefault(name.text, name)

    @property
    def introduced(self) -> tuple[Person, ...]:
        """Whom the document itself introduces."""
        return tuple(self._people)

    def namings(self, text: str) -> list[Naming]:
        """Where a text names people: introduced here, or known by full name or surname from elsewhere."""
        words = words_of(text)
        self._at = self._namesakes.place_of(text, self._at)
        found = [Naming(item.start, item.end, self._introduced(item.person)) for item in introduced_by(text)]
        for start, end, person in self._listed(words):
            _place(found, Naming(start, end, person))
        for run in name_runs(words):
            naming = next(filter(None, (self._naming(words, run, number) for number in range(len(run)))), None)
            if naming:
                _place(found, naming)
        return sorted(found, key=lambda item: item.start)

    def bodies(self, text: str) -> list[Found]:
        """Where a text names bodies that the lexicon does not know: those of the user's rosters, and the document's own short names."""
        found = [(start, end, body) for start, end, name in self._known.find(text) if (body := self._known.body(name))]
        if self._short:
            found += [(*match.span(), self._short[match[0]]) for match in CAPITALS.finditer(text) if match[0] in self._short]
        return found

    def _add(self, person: Person) -> None:
        """Note somebody who is introduced; who may be two of those before is neither."""
        same = [known for known in self._people if may_be(known, person)]
        exact = [known for known in same if key(known.name) == key(person.name)] or same
        if not same:
            self._people.append(person)
        elif len(exact) == 1:
            self._people[self._people.index(exact[0])] = joined(exact[0], person)

    def _introduced(self, person: Person) -> Person:
        """Whom a title and a name mean: by all that the document says of them, then by what is known from elsewhere."""
        if " " not in fold(person.name):
            return self._titled(person)
        here = next((known for known in self._people if may_be(known, person) and " " in key(known.name)), None)
        return self._completed(joined(here, person) if here else person)

    def _titled(self, person: Person) -> Person:
        surname = bare(person.name)
        here = [known for known in self._bearers(surname) if known is not None and can_agree(known, person)]
        if len(here) > 1:
            here = [known for known in here if have_same_office(known, person)] or here
        if here:
            return self._completed(joined(self._last_named(surname, here) or here[0], person))
        return self._completed(person)

    def _by_title(self, person: Person) -> Person:
        """Whom a title and a surname mean that the document never names in full, where they can mean one only."""
        if any(known is None for known in self._bearers(bare(person.name))):
            return person
        known = self._known.named(f"{person.office} {person.name}", country=person.country, on=self._day())
        known = known or self._called(bare(person.name), country=person.country, is_titled=True)
        return joined(person_of(known), person) if known and may_bear(known, person) else person

    def _listed(self, words: Words) -> Iterator[tuple[int, int, Person]]:
        """Full names that are known from elsewhere, word for word."""
        for start, end, name in self._known.find(words.text):
            known = self._known.named(name, on=self._day())
            if known is not None and known.kind == "person":
                here = next((other for other in self._people if may_be(other, person_of(known)) and " " in key(other.name)), None)
                text = words.text[start:end]
                yield start, end, self._completed(here or replace(person_of(known), name=text if text[1:2].islower() else known.name))

    def _naming(self, words: Words, run: list[Span], number: int) -> Naming | None:
        start, end, name = run[number]
        person = self._in_full(name) if " " in fold(name) else self._alone(words, start, end, name, is_whole=number == 0)
        return Naming(start, end, person) if person else None

    def _in_full(self, name: str) -> Person | None:
        person = Person(name, None, None)
        here = next((known for known in self._people if " " in key(known.name) and is_spelling(known.name, name)), None)
        completed = self._completed(here or person)
        return None if completed == person else completed

    def _alone(self, words: Words, start: int, end: int, name: str, *, is_whole: bool) -> Person | None:
        """Whom a surname without a title means: the one of the document who was named last, else the one who is known at that time."""
        surname = bare(name)
        bearers = self._bearers(surname)
        if bearers:
            found = self._last_named(surname, bearers) if len(bearers) > 1 else bearers[0]
            return self._completed(found) if found else None
        if not is_whole or not self._known.bears(surname) or not _stands_alone(words, start, end, surname):
            return None
        known = self._called(surname)
        return person_of(known) if known and self._is_at_home(known, surname) else None

    def _called(self, surname: str, *, country: str | None = None, is_titled: bool = False) -> Known | None:
        calls = (self._known.called(surname, country=country, on=on, is_titled=is_titled) for on in self.days or (None,))
        return next(filter(None, calls), None)

    def _day(self) -> date | None:
        return self.days[0] if self.days else None

    def _is_at_home(self, known: Known, surname: str) -> bool:
        """Who is no head of state or has a common surname is meant by it only in a document that names the country, and no such place;
        whom only the corpus taught, in one that lets them speak."""
        is_famous = known.origin == SHIPPED and known.sector in naming_words().famous_sectors
        if known.origin == GIVEN or (is_famous and surname not in naming_words().common_surnames):
            return True
        if known.country not in self._namesakes.countries() or self._namesakes.is_place(surname):
            return False
        return known.origin == SHIPPED or self._namesakes.speaks(surname)

    def _bearers(self, surname: str) -> list[Person | None]:
        """Everybody in the document who bears a surname; None for those of whom nothing is known but the name."""
        here: list[Person | None] = [known for known in self._people if surname == bare(known.name) or surname in surnames(known.name)]
        if not here and not self._known.bears(surname):
            return []
        for _, name in self._namesakes.of(surname):
            person = self._by_full_name(name, here)
            if person not in here:
                here.append(person)
        return here

    def _by_full_name(self, name: str, here: Iterable[Person | None]) -> Person | None:
        same = next((known for known in here if known and " " in key(known.name) and is_spelling(known.name, name)), None)
        known = None if same else self._known.named(name, on=self._day())
        return same or (person_of(known) if known and known.kind == "person" else None)

    def _last_named(self, surname: str, bearers: list[Person | None] | list[Person]) -> Person | None:
        """Of several bearers of a surname the one named last in full up to this sentence; else the one introduced first."""
        named = [(place, self._by_full_name(name, bearers)) for place, name in self._namesakes.of(surname)]
        before = [person for place, person in named if place <= self._at and person in bearers]
        return before[-1] if before else bearers[0]

    def _completed(self, person: Person) -> Person:
        """Somebody with what is known from elsewhere; the user's word wins, then the document's."""
        if " " not in key(person.name):
            return self._by_title(person)
        known = self._known.named(person.name, on=self._day()) or self._known.spelled(person.name, person.country)
        if known is None or known.kind != "person" or (known.origin == LEARNT and person.country not in (None, known.country)):
            return person
        wins = known.origin == GIVEN or (known.origin == SHIPPED and self._known.is_current(known, self._day()))
        if person.country not in (None, known.country) and not wins:
            return person
        name = known.name if known.origin == GIVEN or is_damaged(person.name, known.name) else person.name
        sector = known.sector if wins and known.sector else person.sector or known.sector
        return Person(name, known.country or person.country, person.office, sector, person.body or known.body)


def days_of(whens: Iterable[When], anchor: Anchor, published_on: date | None) -> tuple[date, ...]:
    """Days of which a sentence can speak: that of the report, those that it names, else where the story is, else that of the document."""
    named = [_middle(when.period) for when in whens if not when.is_end and not when.is_effective] or [_middle(anchor.story)]
    return tuple(day for day in (anchor.told_on, *named, published_on) if day is not None)


def _middle(period: Period) -> date | None:
    return period.first + (period.last - period.first) / 2 if period.first and period.last else period.first


def _place(found: list[Naming], naming: Naming) -> None:
    if not any(naming.overlaps(other) for other in found):
        found.append(naming)


@cache
def _shipped() -> People:
    return people_of()


def _stands_alone(words: Words, start: int, end: int, surname: str) -> bool:
    """Whether a surname is more than a part of another name or another word: "the Bush family", "in May", "Brown bears"."""
    following = words.text[end:].split(maxsplit=1)[:1]
    if following and following[0][:1].isupper() and words.text[end : end + 1] == " ":
        return False
    if following and following[0].strip(".,;:'").lower() in naming_words().kin_nouns:
        return False
    return surname not in time_words().months and not (surname in naming_words().common_surnames and not words.text[:start].strip())
