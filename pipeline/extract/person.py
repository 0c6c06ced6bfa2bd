"""Two people of a text in, whether they can be one out, and what both tell of that one."""

from dataclasses import dataclass

from pipeline.lexicon.naming import naming_words
from pipeline.people.known import GIVEN, Known
from pipeline.people.spelling import bare, is_damaged, is_spelling, key, surnames


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody whom a text introduces: name, office and the country or organization (`body`, its id) of the office, as far as it says."""

    name: str
    country: str | None
    office: str | None
    sector: str | None = None
    body: str | None = None


@dataclass(frozen=True, slots=True)
class Naming:
    """A place in a text that names a person, title included."""

    start: int
    end: int
    person: Person

    def overlaps(self, other: "Naming") -> bool:
        """Whether two namings share words."""
        return self.start < other.end and other.start < self.end


def person_of(known: Known) -> Person:
    """Somebody of a roster, as a text would introduce them."""
    return Person(known.name, known.country, None, known.sector, known.body)


def may_be(known: Person, person: Person) -> bool:
    """Whether two introductions can mean one person: spellings of one full name, or a surname and a name with it, of one country."""
    if not can_agree(known, person):
        return False
    if " " in key(known.name) and " " in key(person.name):
        return is_spelling(known.name, person.name)
    if known.country != person.country and known.office and person.office and not have_same_office(known, person):
        return False
    short, other = bare(person.name), bare(known.name)
    return short == other or short in surnames(known.name) or other in surnames(person.name)


def can_agree(known: Person, person: Person) -> bool:
    """Whether nothing speaks against two being one; a bare title of a country does not take over a person of none."""
    if " " not in key(person.name) and person.country is not None:
        return known.country == person.country
    return not known.country or not person.country or known.country == person.country


def have_same_office(known: Person, person: Person) -> bool:
    """Whether two titles end in the same word: "Minister", "Foreign Minister"."""
    return bool(known.office and person.office and known.office.split()[-1] == person.office.split()[-1])


def may_bear(known: Known, person: Person) -> bool:
    """Whether a title fits somebody of a roster: "Mayor Johnson" is no prime minister."""
    if known.origin == GIVEN or known.sector is None or person.sector is None:
        return True
    return person.sector == known.sector or {person.sector, known.sector} <= naming_words().state_sectors


def joined(known: Person, person: Person) -> Person:
    """What two introductions tell of one person, under the longer name, or the one that is not damaged."""
    name = max(known.name, person.name, key=lambda name: len(key(name).split()))
    if is_damaged(name, known.name) or is_damaged(name, person.name):
        name = person.name if is_damaged(known.name, person.name) else known.name
    office, sector = person.office or known.office, person.sector or known.sector
    return Person(name, known.country or person.country, office, sector, known.body or person.body)
