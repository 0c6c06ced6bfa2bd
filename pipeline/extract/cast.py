"""The sentences of a document in, its people out: who is introduced somewhere is known by surname everywhere in it."""

import re
import unicodedata
from collections.abc import Iterable

from pipeline.extract.introductions import Naming, Person, introductions, name_runs, words_of


class Cast:
    """The people of one document, in the order in which it introduces them."""

    def __init__(self, texts: Iterable[str] = ()) -> None:
        self._people: list[Person] = []
        for text in texts:
            for naming in introductions(words_of(text)):
                self._add(naming.person)

    def namings(self, text: str) -> list[Naming]:
        """Where a text names people: introduced here, or known by full name or surname from elsewhere in the document."""
        words = words_of(text)
        found = [Naming(item.start, item.end, self._known(item.person)) for item in introductions(words)]
        for run in name_runs(words):
            naming = next(filter(None, (self._naming(start, end, name) for start, end, name in run)), None)
            if naming and not any(naming.overlaps(other) for other in found):
                found.append(naming)
        return sorted(found, key=lambda item: item.start)

    def _add(self, person: Person) -> None:
        known = self._same(person)
        if known is None:
            self._people.append(person)
        else:
            self._people[self._people.index(known)] = _joined(known, person)

    def _naming(self, start: int, end: int, name: str) -> Naming | None:
        person = self._same(Person(name, None, None))
        return Naming(start, end, person) if person else None

    def _known(self, person: Person) -> Person:
        known = self._same(person)
        return person if known is None else _joined(known, person)

    def _same(self, person: Person) -> Person | None:
        """The person already known under this full name, or under a bare surname where the countries do not differ."""
        for known in self._people:
            if fold(known.name) == fold(person.name) and (not known.country or not person.country or known.country == person.country):
                return known
        for known in self._people:
            if _is_surname_of(person.name, known.name) and (person.country is None or known.country == person.country):
                return known
        return None


def fold(name: str) -> str:
    """A name without accents, case and punctuation, for comparison."""
    plain = unicodedata.normalize("NFKD", name)
    return re.sub(r"\W+", " ", "".join(char for char in plain if not unicodedata.combining(char)).casefold()).strip()


def _is_surname_of(surname: str, name: str) -> bool:
    """Whether a single word is the last one of a longer name, or the last but one of three or more (as in Spanish)."""
    words = fold(name).split()
    return " " not in fold(surname) and len(words) > 1 and fold(surname) in words[-2 if len(words) > 2 else -1 :]


def _joined(known: Person, person: Person) -> Person:
    """What two introductions tell of one person, under the longer name."""
    name = max(known.name, person.name, key=lambda name: len(name.split()))
    return Person(name, known.country or person.country, known.office or person.office, known.sector or person.sector)
