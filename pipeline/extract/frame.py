"""A predicate of a parsed sentence in, the frames of the lexicon that may name its act out, the best one first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from pipeline.extract.actor import resolve_one
from pipeline.extract.clause import Predicate, clauses_after, clauses_of, noun_predicate, verb_predicate
from pipeline.extract.scene import Scene
from pipeline.extract.tree import premodifiers
from pipeline.extract.verb import adverbs_of, auxiliaries_of
from pipeline.lexicon.forms import noun_lemmas, verb_lemmas
from pipeline.lexicon.frames import ANY, Frame, Phrase, frames
from pipeline.lexicon.grammar import grammar

if TYPE_CHECKING:
    from spacy.tokens import Token


@dataclass(frozen=True, slots=True)
class Match:
    """A frame and the predicate that fills it; the more of the frame's conditions are met, the higher `weight`."""

    frame: Frame
    predicate: Predicate
    weight: int


def matches_at(scene: Scene, token: Token) -> tuple[Match, ...]:
    """The frames that fit a token's predicate, the one that says most about it first."""
    return tuple(sorted(_candidates(scene, token), key=lambda item: -item.weight))


def _candidates(scene: Scene, token: Token) -> Iterator[Match]:
    read_as_verb = token.tag_.startswith("VB") or (token.dep_ in ("ROOT", "conj", "ccomp") and token.tag_[:2] in ("NN", "JJ"))
    if read_as_verb and token.lower_ in verb_lemmas():
        yield from _filled(scene, verb_predicate(token), verb_lemmas()[token.lower_])
    elif token.tag_.startswith("NN") and token.lower_ in noun_lemmas():
        yield from _filled(scene, noun_predicate(token), noun_lemmas()[token.lower_])


def _filled(scene: Scene, predicate: Predicate, lemmas: Iterable[str]) -> Iterator[Match]:
    for lemma in sorted(lemmas):
        for frame, phrase in _index(predicate.is_verb).get(lemma, ()):
            weight = _weigh(scene, frame, phrase, predicate)
            if weight is not None:
                yield Match(frame, predicate, weight)


@cache
def _index(of_verbs: bool) -> dict[str, list[tuple[Frame, Phrase]]]:
    """Frames by the lemma that may begin them: the verb, or the head of the noun phrase."""
    index: dict[str, list[tuple[Frame, Phrase]]] = {}
    for frame in frames():
        for phrase in frame.verbs if of_verbs else frame.nouns:
            index.setdefault(phrase[0] if of_verbs else phrase[-1], []).append((frame, phrase))
    return index


def _weigh(scene: Scene, frame: Frame, phrase: Phrase, predicate: Predicate) -> int | None:
    """How many conditions of a frame a predicate meets; None where it fails one."""
    if not _has_words(phrase, predicate):
        return None
    patients = predicate.patients or _compound_patients(predicate)
    if frame.object and not any(fits(scene, patient, frame.object) for patient in patients):
        return None
    if any(fits(scene, patient, frame.object_not) for patient in patients):
        return None
    if not all(_is_met(scene, slot, words, predicate) for slot, words in frame.needs.items()):
        return None
    return 2 * len(phrase) + 3 * bool(frame.object) + 2 * len(frame.needs)


def _has_words(phrase: Phrase, predicate: Predicate) -> bool:
    """Whether the particle of a verb or the modifiers of a noun are there."""
    token = predicate.token
    if not predicate.is_verb:
        return set(phrase[:-1]) <= {word.lower_ for word in premodifiers(token)}
    beside = {lemma for head in (*predicate.predicatives, *predicate.patients) for lemma in lemmas_of(head)}
    return set(phrase[1:]) <= adverbs_of(token) | beside | {child.lower_ for child in token.children}


def _compound_patients(predicate: Predicate) -> tuple[Token, ...]:
    """What is acted on stands before a noun too: "the embassy closure", "its ambassador's recall"."""
    if predicate.is_verb:
        return ()
    return tuple(child for child in predicate.token.lefts if child.dep_ in ("compound", "poss", "amod", "nmod"))


def fits(scene: Scene, head: Token, words: Iterable[Phrase]) -> bool:
    """Whether a noun phrase is one of these words; "hundreds of diplomats" and "one of the ships" are what follows the "of"."""
    if any(_is_word(scene, head, phrase) for phrase in words):
        return True
    if head.lower_ not in grammar().quantities and head.tag_ != "CD":
        return False
    inner = [noun for child in head.children if child.dep_ == "prep" and child.lower_ == "of" for noun in child.children]
    return any(fits(scene, noun, words) for noun in inner if noun.dep_ == "pobj")


def _is_word(scene: Scene, head: Token, phrase: Phrase) -> bool:
    if phrase[0].startswith("@"):
        return _is_special(scene, head, phrase[0])
    if phrase == ANY:
        return True
    if phrase[-1] not in lemmas_of(head):
        return False
    before = {lemma for token in premodifiers(head) for lemma in lemmas_of(token)} if len(phrase) > 1 else set()
    return set(phrase[:-1]) <= before


def _is_special(scene: Scene, head: Token, word: str) -> bool:
    """Whether a noun phrase is of a class that the lexicon writes with an at sign."""
    sort = scene.names[head.i][0].sort if head.i in scene.names else None
    match word:
        case "@propername":
            return head.tag_ == "NNP"
        case "@people":
            return sort in ("people", "demonym")
        case "@place":
            return sort is not None or head.lower_ in grammar().place_nouns
        case "@body" | "@court":
            return any(party.kind == "organization" for party in resolve_one(scene, head))
        case "@country":
            return sort is not None and any(party.kind == "country" for party in resolve_one(scene, head))
    is_somebody = sort is not None or head.i in scene.people or head.i in scene.nouns or head.tag_ in ("PRP", "WP", "WDT")
    return is_somebody and bool(resolve_one(scene, head))


def lemmas_of(token: Token) -> frozenset[str]:
    """Lexicon nouns that a word may be a form of, and the word itself."""
    return noun_lemmas().get(token.lower_, frozenset()) | {token.lower_}


def _is_met(scene: Scene, slot: str, words: tuple[Phrase, ...], predicate: Predicate) -> bool:
    """Whether a need of a frame is met: by a predicative, a governed clause, or a preposition of that name."""
    clauses = clauses_of(predicate)
    match slot:
        case "predicative":
            return any(fits(scene, token, words) or _is_adjective(token, words) for token in predicate.predicatives)
        case "acomp":
            return any(_is_adjective(child, words) for child in predicate.token.children if child.dep_ in ("acomp", "attr", "oprd"))
        case "statement":
            return any(child.dep_ == "ccomp" for child in predicate.token.children)
        case "clause":
            return any(words == (ANY,) or _is_verb_of(token, words) for token in clauses)
        case "clause-modal":
            return any({phrase[0] for phrase in words} & auxiliaries_of(token) for token in clauses)
        case "clause-predicative":
            return any(_is_met(scene, "acomp", words, verb_predicate(token)) for token in clauses)
    if any(fits(scene, token, words) for token in predicate.preps.get(slot, ())):
        return True
    return any(_is_verb_of(verb, words) for verb in clauses_after(predicate, slot))


def _is_verb_of(verb: Token, words: tuple[Phrase, ...]) -> bool:
    lemmas = verb_lemmas().get(verb.lower_, frozenset()) | {verb.lower_}
    return any(phrase[0] in lemmas and set(phrase[1:]) <= {child.lower_ for child in verb.children} for phrase in words)


def _is_adjective(token: Token, words: Iterable[Phrase]) -> bool:
    """Whether a word, or one coordinated with it, is one of these words."""
    return any(phrase[-1] in lemmas_of(item) for item in (token, *token.conjuncts) for phrase in words if not phrase[0].startswith("@"))
