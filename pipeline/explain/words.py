"""A scene in, its words out: tag, label and head of each, and what is known of it."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from pipeline.extract.scene import Scene
from pipeline.extract.tokens import Token
from pipeline.extract.tree import lemmas_of
from pipeline.lexicon.frames import frames
from pipeline.lexicon.triggers import triggers

LONGEST = 40  # code points of a phrase; of a longer one only the head is given
SHOWN = 2  # frames that take a noun as object


@dataclass(frozen=True, slots=True)
class Word:
    """A word as the parser reads it. `head` is the number, from 0, of the word that it depends on (its own for the root), `depth` how many
    are over it; `known` says what the lexicon, or the text itself, knows it as."""

    text: str
    tag: str
    label: str
    head: int
    depth: int
    known: tuple[str, ...]


def words_of(scene: Scene) -> tuple[Word, ...]:
    """All words of a sentence, in its order."""
    return tuple(
        Word(token.text, token.tag_, token.dep_, token.head.i, sum(1 for _ in token.ancestors), tuple(_known(scene, token)))
        for token in scene.doc
    )


def phrase_at(scene: Scene, head: Token) -> str:
    """A noun phrase up to its head, or to the end of an "of" after it; only the head of a verb or of a long phrase."""
    first = min(token.idx for token in head.subtree)
    after = next((max(token.end for token in child.subtree) for child in head.rights if child.lower_ == "of"), head.end)
    text = scene.text[first:after]
    return text if len(text) <= LONGEST and not head.tag_.startswith("VB") else head.text


def _known(scene: Scene, token: Token) -> Iterator[str]:
    if token.lower_ in triggers():
        yield "trigger"
    if token.i in scene.people:
        person = scene.people[token.i].person
        yield "person: " + ", ".join(filter(None, (person.name, person.office, person.country)))
    if token.i in scene.names:
        name = scene.names[token.i][0]
        yield f"{name.actor.kind if name.sort == 'name' else name.sort + ' of'} {name.actor.country or name.actor.actor_id}"
    if token.i in scene.nouns:
        noun = scene.nouns[token.i]
        yield f"{noun.sort} ({noun.sector})"
    taking = sorted({rule for lemma in lemmas_of(token) for rule in _objects().get(lemma, ())}) if token.tag_.startswith("NN") else []
    if taking:
        more = f" and {len(taking) - SHOWN} more" if len(taking) > SHOWN else ""
        yield f"object of {', '.join(taking[:SHOWN])}{more}"


@cache
def _objects() -> dict[str, set[str]]:
    """Frames by the last word of what they take as object."""
    found: dict[str, set[str]] = {}
    for frame in frames():
        for phrase in frame.object:
            found.setdefault(phrase[-1], set()).add(frame.id)
    return found
