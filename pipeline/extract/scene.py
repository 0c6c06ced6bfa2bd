"""One parsed sentence and the document around it in, what the coder sees of them out: names, people, common nouns, who was named before."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from pipeline.extract.cast import Cast
from pipeline.extract.person import Naming
from pipeline.extract.tokens import Token, read_parse, tokens_in
from pipeline.extract.words import words_of
from pipeline.lexicon.beginnings import Condition, met_by, words_in
from pipeline.lexicon.names import CommonNoun, KnownName, common_nouns
from pipeline.records import Party

if TYPE_CHECKING:
    from spacy.tokens import Doc

LASTING = 3  # sentences about others, after which "they" are no longer those who acted together


@dataclass(slots=True)
class Memory:
    """What a document has said so far: who acted last, which countries were named, which pair it is about, and by common noun whom it
    described with a name ("four Russian officers" are "the officers" from then on)."""

    cast: Cast = field(default_factory=Cast)
    pair: tuple[Party, ...] = ()
    last_actors: tuple[Party, ...] = ()
    last_group: tuple[Party, ...] = ()
    since_group: int = 0
    countries: list[Party] = field(default_factory=list)
    described: dict[str, list[Party]] = field(default_factory=dict)

    def act(self, parties: Iterable[Party]) -> None:
        """Note who acts in a sentence; several who act together are "they" until others do."""
        self.last_actors = tuple(parties)
        if len(self.last_actors) > 1:
            self.last_group = self.last_actors
        elif not {party.actor_id for party in self.last_actors} <= {party.actor_id for party in self.last_group}:
            self.since_group += 1
            self.last_group = self.last_group if self.since_group < LASTING else ()
            return
        self.since_group = 0

    def remember(self, parties: Iterable[Party]) -> None:
        """Keep countries in the order in which they were last named."""
        for party in parties:
            if party.kind == "country":
                self.countries = [other for other in self.countries if other.actor_id != party.actor_id] + [party]


@dataclass(frozen=True, slots=True)
class Scene:
    """Tokens of a sentence, in `doc`, and its text, with what is known of them.

    `met` is what its words meet of the conditions of frames; `names` holds the known name that a token is part of, with its place in the
    parsed text; `people` the person; `nouns` the class of a common noun at its head token; `offset` is the place of each code point of the
    parsed text in the document.
    """

    doc: tuple[Token, ...]
    text: str
    met: Condition
    memory: Memory
    names: dict[int, tuple[KnownName, int, int]]
    people: dict[int, Naming]
    nouns: dict[int, CommonNoun]
    offset: tuple[int, ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Offsets in the document of a stretch of the parsed text."""
        return self.offset[start], self.offset[end - 1] + 1


def set_scene(doc: Doc, memory: Memory, offset: tuple[int, ...]) -> Scene:
    """Find the names, people and common nouns of a parsed sentence."""
    text, tokens = doc.text, read_parse(doc)
    words = words_in(text).union(token.lower_ for token in tokens)  # the parser cuts "won't" in another way
    names = {token.i: (name, start, end) for start, end, name in words_of(text).names for token in _tokens(tokens, start, end)}
    names |= {token.i: (name, start, end) for start, end, name in memory.cast.bodies(text) for token in _tokens(tokens, start, end)}
    people = {token.i: naming for naming in memory.cast.namings(text) for token in _tokens(tokens, naming.start, naming.end)}
    return Scene(tokens, text, met_by(words), memory, names, people, dict(_find_nouns(tokens)), offset)


def pair_in(title: str) -> tuple[Party, ...]:
    """The two countries that a title names ("Peru–Venezuela relations"); nobody where it names more or fewer."""
    pair = countries_in(title)
    return tuple(pair) if len(pair) == 2 else ()


def countries_in(text: str) -> list[Party]:
    """The countries that a text names, without a parse; each once."""
    actors = {name.actor.actor_id: name.actor for _, _, name in words_of(text).names if name.actor.kind == "country"}
    return [Party(actor.actor_id, actor.name, actor.kind, actor.country, actor.name) for actor in actors.values()]


def singular(word: str) -> str:
    """The singular of a regular English plural; other words as they are."""
    if word.endswith("men"):
        return word[:-3] + "man"
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("sses", "ches", "shes", "xes")):
        return word[:-2]
    return word[:-1] if word.endswith("s") and not word.endswith("ss") else word


def _tokens(doc: Sequence[Token], start: int, end: int) -> list[Token]:
    return [token for token in tokens_in(doc, start, end) if token.tag_ != "POS"]


def _find_nouns(doc: Sequence[Token]) -> Iterator[tuple[int, CommonNoun]]:
    """Common nouns of the lexicon by the token that heads them; the longest phrase at a head wins."""
    lower = [token.lower_ for token in doc]
    for token in doc:
        if token.tag_[:2] == "NN" and (forms := _forms_at_ends(token.lower_)):
            fitting = [noun for form in forms for noun in _nouns_at(lower, token.i, form)]
            if fitting:
                yield token.i, max(fitting, key=lambda noun: (len(noun.words), noun.words))


@lru_cache(20_000)
def _forms_at_ends(word: str) -> tuple[str, ...]:
    """A word and its singular, where common nouns begin or end with them."""
    return tuple(form for form in dict.fromkeys((word, singular(word))) if form in _lengths())


def _nouns_at(lower: list[str], at: int, form: str) -> Iterator[CommonNoun]:
    """The phrases that stand in a text with their last word, in this form, at a place, or with their first ("secretary of state")."""
    nouns = _nouns()
    for length in _lengths()[form]:
        before, after = (*lower[max(at - length + 1, 0) : at], form), (form, *lower[at + 1 : at + length])
        yield from (nouns[words] for words in (before, after) if len(words) == length and words in nouns)


@cache
def _nouns() -> dict[tuple[str, ...], CommonNoun]:
    return {noun.words: noun for noun in common_nouns()}


@cache
def _lengths() -> dict[str, frozenset[int]]:
    """By the words with which common nouns begin or end, how many words these have."""
    found: dict[str, set[int]] = {}
    for words in _nouns():
        for word in (words[0], words[-1]):
            found.setdefault(word, set()).add(len(words))
    return {word: frozenset(lengths) for word, lengths in found.items()}
