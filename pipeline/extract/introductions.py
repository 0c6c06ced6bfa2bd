"""A text in, the people whom it introduces out: "Peruvian President Pedro Pablo Kuczynski", "X, the foreign minister of Peru".

Works on words alone, without a parse, so that every sentence of a document can teach, whether it is coded or not.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from pipeline.lexicon.grammar import grammar
from pipeline.lexicon.names import CommonNoun, KnownName, common_nouns, find_names

WORD = re.compile(r"[^\W\d_](?:[\w'’]|[-.](?=\w))*\.?|\d+|[^\w\s]")
CAPITALISED = re.compile(r"[^\W\d_a-zà-öø-ÿ]")
POSSESSIVES = ("'s", "’s")
FARTHEST = 4  # words between a country and an office ("the Venezuelan interim opposition leader")
LONGEST = 5  # words of a name


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody whom a text introduces: name, office and the country of the office, as far as the text says."""

    name: str
    country: str | None
    office: str | None
    sector: str | None = None


@dataclass(frozen=True, slots=True)
class Naming:
    """A place in a text that names a person, title included."""

    start: int
    end: int
    person: Person

    def overlaps(self, other: "Naming") -> bool:
        """Whether two namings share words."""
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a text and its place."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a text; `known` are the lexicon's names by their first place, `covered` all places that they take."""

    text: str
    words: tuple[Word, ...]
    known: dict[int, KnownName]
    covered: frozenset[int]


def introductions(words: Words) -> list[Naming]:
    """People whom a text names together with an office or a nationality, in the order of the patterns that find them."""
    found: list[Naming] = []
    for first, last, office in _offices(words):
        naming = _named_after(words, first, last, office) or _named_before(words, first, last, office)
        if naming and not any(naming.overlaps(other) for other in found):
            found.append(naming)
    found += [naming for naming in _nationals(words) if not any(naming.overlaps(other) for other in found)]
    return found


def name_runs(words: Words) -> Iterator[list[tuple[int, int, str]]]:
    """Runs of capitalised words that could be names of people: the whole run, then without its first words (which may begin a sentence).

    Each as first place, place after the last, name.
    """
    at = 0
    while at < len(words.words):
        run = _run(words, at)
        if run:
            names = [words.text[word.start : run[-1].end].rstrip(".") for word in run]
            yield [(word.start, word.start + len(name), name) for word, name in zip(run, names, strict=True)]
        at += len(run) or 1


def words_of(text: str) -> Words:
    """The words of a text, with the names that the lexicon knows; those of cities cover nothing, for people are called after cities."""
    names = find_names(text)
    covered = frozenset(place for start, end, name in names if name.sort != "city" for place in range(start, end))
    words = tuple(Word(match.start(), match.end(), match.group()) for match in WORD.finditer(text))
    return Words(text, words, {start: name for start, _, name in names}, covered)


def _offices(words: Words) -> Iterator[tuple[int, int, CommonNoun]]:
    """Office phrases, the longest at each place: index of the first word, of the one after the last, entry."""
    lower = [word.text.lower() for word in words.words]
    at = 0
    while at < len(lower):
        fitting = [noun for noun in _office_index().get(lower[at], ()) if tuple(lower[at : at + len(noun.words)]) == noun.words]
        office = max(fitting, key=lambda noun: len(noun.words), default=None)
        if office is not None:
            yield at, at + len(office.words), office
        at += len(office.words) if office is not None else 1


@cache
def _office_index() -> dict[str, list[CommonNoun]]:
    index: dict[str, list[CommonNoun]] = {}
    for noun in common_nouns():
        if noun.sort == "office":
            index.setdefault(noun.words[0], []).append(noun)
    return index


def _named_after(words: Words, first: int, last: int, office: CommonNoun) -> Naming | None:
    """ "Peruvian President X", "Peru's President X", "the President of Peru X", "President X of Peru", "President X"."""
    country, begin = _owner_before(words, first)
    at = last
    if country is None:
        country, at = _owner_after(words, last)
    after_comma = at < len(words.words) and words.words[at].text == ","
    run = _run(words, at + after_comma)
    if not run or (after_comma and (len(run) < 2 or country is None)):
        return None
    if country is None:
        country, _ = _owner_after(words, at + after_comma + len(run))
    return _naming(words, words.words[min(begin, first)].start, run, country, office)


def _named_before(words: Words, first: int, last: int, office: CommonNoun) -> Naming | None:
    """ "X, the President of Peru", "X, Peru's foreign minister"."""
    country, begin = _owner_before(words, first)
    if country is None:
        country, _ = _owner_after(words, last)
    at = begin - 1
    while at > 0 and words.words[at].text.lower() in grammar().before_office:
        at -= 1
    if country is None or at < 1 or words.words[at].text != ",":
        return None
    run: list[Word] = []
    while at > 0 and _is_name_word(words, words.words[at - 1]):
        at -= 1
        run.insert(0, words.words[at])
    return _naming(words, run[0].start, run, country, office) if len(run) > 1 else None


def _nationals(words: Words) -> list[Naming]:
    """ "Colombian Carlos Ruiz": a nationality and a name of two words or more introduce somebody without an office."""
    found = []
    for at, word in enumerate(words.words):
        name = words.known.get(word.start)
        if name is not None and name.sort == "demonym":
            run = _run(words, at + 1)
            if len(run) > 1:
                found.append(_naming(words, word.start, run, name.actor.country, None))
    return found


def _naming(words: Words, start: int, run: list[Word], country: str | None, office: CommonNoun | None) -> Naming:
    name = words.text[run[0].start : run[-1].end].rstrip(".")
    person = Person(name, country, " ".join(office.words), office.sector) if office else Person(name, country, None)
    return Naming(min(start, run[0].start), run[-1].end, person)


def _owner_before(words: Words, first: int) -> tuple[str | None, int]:
    """Country named shortly before an office, with the index of its first word; adjectives may stand between."""
    for at in range(first - 1, max(first - 1 - FARTHEST, -1), -1):
        if words.words[at].text in "'’":
            continue
        if not words.words[at].text[0].isalnum():
            return None, first
        for begin in range(at, max(at - FARTHEST, -1), -1):
            name = words.known.get(words.words[begin].start)
            if name is not None and name.sort in ("name", "demonym", "seat") and begin + _n_words(name.text) > at:
                return name.actor.country, begin
        if not words.words[at].text.islower() or words.words[at].text in grammar().function_words:
            return None, first
    return None, first


def _owner_after(words: Words, last: int) -> tuple[str | None, int]:
    """Country of "of Peru" after an office or a name, with the index of the word after it."""
    at = last
    if at < len(words.words) and words.words[at].text.lower() == "of":
        at += 1
        if at < len(words.words) and words.words[at].text.lower() == "the":
            at += 1
        name = words.known.get(words.words[at].start) if at < len(words.words) else None
        if name is not None and name.sort in ("name", "seat"):
            return name.actor.country, at + _n_words(name.text)
    return None, last


def _n_words(text: str) -> int:
    return len(WORD.findall(text))


def _run(words: Words, at: int) -> list[Word]:
    """The name that begins at a word, without a possessive ending; empty where none does."""
    run: list[Word] = []
    particles = grammar().name_particles
    for word in words.words[at : at + LONGEST]:
        if not (_is_name_word(words, word) or (run and word.text in particles)):
            break
        owned = word.text.endswith(POSSESSIVES)
        run.append(Word(word.start, word.end - 2, word.text[:-2]) if owned else word)
        if owned:
            break
    while run and run[-1].text in particles:
        run.pop()
    return run


def _is_name_word(words: Words, word: Word) -> bool:
    return bool(CAPITALISED.match(word.text)) and word.start not in words.covered and word.text not in _not_names()


@cache
def _not_names() -> frozenset[str]:
    """Capitalised words that are no part of a person's name: offices, bodies, days."""
    return grammar().not_names | {word.capitalize() for noun in common_nouns() for word in noun.words}
