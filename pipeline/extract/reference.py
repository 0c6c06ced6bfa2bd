"""Words that refer back in, the parties named before that they mean out: "it", "both governments", "the ministry", "the country"."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline.extract.scene import Scene, singular
from pipeline.extract.tree import conjuncts
from pipeline.lexicon.grammar import grammar
from pipeline.records import Party

if TYPE_CHECKING:
    from spacy.tokens import Token


def referents(scene: Scene, pronoun: Token, resolve_subject: Callable[[Token], list[Party]]) -> list[Party]:
    """A pronoun: the nearest subject before it that is somebody, else who acted last in the document."""
    if pronoun.lower_ not in grammar().pronouns:
        return []
    for subject in _subjects_before(scene, pronoun):
        found = resolve_subject(subject)
        if found:
            return [_at(scene, party, pronoun) for party in found]
    return [_at(scene, party, pronoun) for party in scene.memory.last_actors]


def is_pair(head: Token) -> bool:
    """Whether a noun means two that are known ("both countries", "the two governments"), not any two."""
    words = grammar()
    if head.tag_ not in ("NNS", "NNPS") or singular(head.lower_) not in words.pair_nouns:
        return False
    before = {child.lower_ for child in head.children}
    return bool(before & words.both_words) or bool(before & words.two_words and before & words.definite_words)


def pair_meant(scene: Scene, head: Token, before: Sequence[Party]) -> list[Party]:
    """The last two countries of the sentence, else the pair that the document is about, else the last two that it named."""
    pair = list(before[-2:]) if len(before) >= 2 else list(scene.memory.pair) or [*scene.memory.countries, *before][-2:]
    return [_at(scene, party, head) for party in pair] if len(pair) == 2 else []


def described_country(scene: Scene, head: Token, before: Sequence[Party]) -> list[Party]:
    """ "The country": the one named last, in the sentence or before it."""
    if head.tag_ != "NN" or not any(child.lower_ in grammar().definite_words for child in head.children):
        return []
    return [_at(scene, party, head) for party in (before or scene.memory.countries)[-1:]]


def last_acting(scene: Scene, head: Token) -> list[Party]:
    """ "The government", "the ministry": that of whoever acted last, or of the country named last."""
    return [_at(scene, party, head) for party in (scene.memory.last_actors or scene.memory.countries[-1:])[:1]]


def _subjects_before(scene: Scene, pronoun: Token) -> Iterator[Token]:
    for token in reversed(scene.doc[: pronoun.i]):
        is_subject = token.dep_ in ("nsubj", "nsubjpass") and token.tag_.startswith("NN")
        if is_subject and not any(item.is_ancestor(pronoun) for item in conjuncts(token)):
            yield token


def _at(scene: Scene, party: Party, token: Token) -> Party:
    """The same party, named by other words."""
    start, end = scene.span(token.idx, token.idx + len(token))
    return replace(party, text=token.text, start=start, end=end)
