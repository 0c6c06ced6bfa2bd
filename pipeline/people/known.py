"""A name, a place and a time in, the one person or body who is meant by it out, of all who are known."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from itertools import chain

from pipeline.lexicon.names import KnownActor, KnownName, known_names
from pipeline.people.spelling import bare, distance, fold, is_damaged, is_spelling, key, slug, surnames

GIVEN, SHIPPED, LEARNT = range(3)  # who says so: the user, the package, the corpus; the first that knows wins
GRACE = (timedelta(0), timedelta(3 * 365), timedelta(30))  # how long after the last day a surname alone still means its bearer
ENOUGH = 2  # documents that must introduce somebody whom others call by surname at any time
WORD = re.compile(r"[^\W_]+")
LONG = 7  # letters of a surname that may be misspelt by one
MOST_WORDS = 16  # of a name that is looked for in a text


@dataclass(frozen=True, slots=True)
class Known:
    """Somebody who is known.

    `origin` is GIVEN, SHIPPED or LEARNT, `first` to `last` when they hold (or were seen with) their office, `body` the organization for
    which somebody speaks who speaks for no country; `learnt` are those of the aliases that only the corpus gave.
    """

    name: str
    kind: str
    country: str | None
    sector: str | None
    wikidata_id: str | None
    aliases: tuple[str, ...]
    first: date | None
    last: date | None
    origin: int
    n_documents: int = 0
    body: str | None = None
    learnt: frozenset[str] = frozenset()

    @property
    def identity(self) -> tuple[str, str | None]:
        """Rows of one person for several times in office are the same person."""
        return key(self.name), self.country


@dataclass(frozen=True, slots=True)
class People:
    """Everybody who is known, by the keys of full names and of single words; `first_words` leads to the words of all names."""

    full: dict[str, tuple[Known, ...]] = field(default_factory=dict)
    single: dict[str, tuple[Known, ...]] = field(default_factory=dict)
    first_words: dict[str, tuple[tuple[str, ...], ...]] = field(default_factory=dict)

    def named(self, name: str, *, country: str | None = None, on: date | None = None) -> Known | None:
        """The person or body of this full name; of several, the one of that country and time."""
        found = [known for known in self.full.get(key(name), ()) if not country or not known.country or known.country == country]
        return min(found, key=lambda known: (known.origin, _apart(known, on)), default=None)

    def called(self, word: str, *, country: str | None = None, on: date | None = None, is_titled: bool = False) -> Known | None:
        """The one person whom a surname alone means on a day; nobody where two could be meant.

        With a title, whoever has come to office by then; without one, who holds office or has left it lately. Without a day, only a
        titled surname that one known person bears.
        """
        bearers = [known for known in self.single.get(bare(word), ()) if not country or known.country == country]
        if not bearers and country and is_titled:
            bearers = [known for known in self._almost(bare(word), country) if _in_time(known, on)]
        for origin in (GIVEN, SHIPPED, LEARNT):
            own = [known for known in bearers if known.origin == origin]
            for fits in (_in_office, _in_time, _has_begun if is_titled else _in_time):
                fitting = [known for known in own if fits(known, on)]
                if len({known.identity for known in fitting}) > 1:
                    return None
                if fitting:
                    return fitting[0]
        return None

    def find(self, text: str) -> Iterator[tuple[int, int, str]]:
        """Where full names and bodies stand in a text: start, end, key; the longest at each place, capitalised."""
        words, after = WORD.findall(text), 0
        spans: list[tuple[int, int]] = []
        for at, word in enumerate(words):
            if at < after or not word[0].isupper() or not self.begins(fold(word)):
                continue
            folded = tuple(map(fold, words[at : at + MOST_WORDS]))
            length = self.longest(folded)
            after = at + length
            if length and words[after - 1][0].isupper():
                spans = spans or [match.span() for match in WORD.finditer(text)]
                yield spans[at][0], spans[after - 1][1], " ".join(folded[:length])

    def begins(self, word: str) -> bool:
        """Whether the names of any begin with this folded word."""
        return word in self.first_words

    def longest(self, words: tuple[str, ...]) -> int:
        """How many of these folded words the longest name has with which they begin; 0 where they begin with none."""
        return max((len(name) for name in self.first_words.get(words[0], ()) if words[: len(name)] == name), default=0)

    def bears(self, surname: str) -> bool:
        """Whether anybody is called so by a single word."""
        return surname in self.single

    def spelled(self, name: str, country: str | None) -> Known | None:
        """The one person of that country of whose full name this is a spelling; without a country, the one whose name it is, damaged."""
        words = fold(name).split()
        if len(words) < 2:
            return None
        bearers = (known for word in surnames(name) for known in self.single.get(word, ()))
        namesakes = (known for other in self.first_words.get(words[0], ()) for known in self.full.get(" ".join(other), ()))
        fits = is_spelling if country else is_damaged
        near = (known for known in chain(bearers, namesakes) if country in (None, known.country) and known.kind == "person")
        found = [known for known in near if fits(name, known.name)]
        return found[0] if len({known.identity for known in found}) == 1 else None

    def body(self, name: str) -> KnownName | None:
        """The body of this key, as the lexicon would know it; None for a person."""
        known = next((known for known in self.full.get(name, ()) if known.kind != "person"), None)
        if known is None:
            return None
        return KnownName(known.name, KnownActor(_identifier(known), known.name, known.kind, known.country, known.sector), "name")

    def is_current(self, known: Known, on: date | None) -> bool:
        """Whether somebody holds office on a day, or has only lately left it."""
        return _in_time(known, on)

    def _almost(self, word: str, country: str) -> Iterator[Known]:
        if len(word) < LONG:
            return
        for other, bearers in self.single.items():
            if other[:1] == word[:1] and abs(len(other) - len(word)) < 2 and len(other) >= LONG and distance(word, other) == 1:
                yield from (known for known in bearers if known.country == country and known.origin != LEARNT)


def _in_office(known: Known, on: date | None) -> bool:
    if on is None:
        return known.first is None and known.last is None
    return (known.first is None or known.first <= on) and (known.last is None or on <= known.last)


def _in_time(known: Known, on: date | None) -> bool:
    """In office, or only lately out of it; whom the corpus taught, at any time where several documents did."""
    if known.origin == LEARNT and (known.n_documents >= ENOUGH or on is None):
        return known.n_documents >= ENOUGH
    if on is None or _in_office(known, on):
        return _in_office(known, on)
    grace = GRACE[known.origin]
    is_early = known.first is not None and known.first - on > (grace if known.origin == LEARNT else timedelta(0))
    return not is_early and (known.last is None or on - known.last <= grace)


def _has_begun(known: Known, on: date | None) -> bool:
    return known.origin != GIVEN and (on is None or known.first is None or known.first <= on)


def _apart(known: Known, on: date | None) -> int:
    """Days between a day and the time of a row; rows that hold come first."""
    if on is None or _in_office(known, on):
        return 0
    if known.first is not None and on < known.first:
        return (known.first - on).days
    return (on - known.last).days if known.last is not None else 0


def _identifier(known: Known) -> str:
    """That of the lexicon where it knows the body; else short capitals for an organization, the slug with the country for the others."""
    for name in (known.name, *known.aliases):
        if name in _lexicon_names():
            return _lexicon_names()[name]
    if known.kind == "organization":
        short = [name for name in known.aliases if name.isupper() and name.isalnum()]
        return min(short, key=len, default=slug(known.name).upper())
    return f"{known.country.lower()}-{slug(known.name)}" if known.country and known.kind == "institution" else slug(known.name)


@cache
def _lexicon_names() -> dict[str, str]:
    return {name.text: name.actor.actor_id for name in known_names() if name.actor.kind != "country" and name.sort == "name"}
