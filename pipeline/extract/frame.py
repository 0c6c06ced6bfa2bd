"""A predicate of a parsed sentence in, the frames of the lexicon that may name its act out, the best one first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from pipeline.extract.actor import resolve_one
from pipeline.extract.clause import Predicate, clauses_after, clauses_of, noun_predicate, verb_predicate
from pipeline.extract.scene import Scene
from pipeline.extract.tree import premodifiers
from pipeline.extract.verb import adverbs_of, auxiliaries_of, is_infinitive
from pipeline.lexicon.forms import noun_lemmas, verb_lemmas
from pipeline.lexicon.frames import ANY, Frame, Phrase, frames
from pipeline.lexicon.grammar import grammar

if TYPE_CHECKING:
    from spacy.tokens import Token

CURRENCIES = ("$", "€", "£", "¥", "US$", "A$", "C$")


@dataclass(frozen=True, slots=True)
class Match:
    """A frame and the predicate that fills it; the more of the frame's conditions are met, the higher `weight`."""

    frame: Frame
    predicate: Predicate
    weight: int


def matches_at(scene: Scene, token: Token) -> tuple[Match, ...]:
    """The frames that fit a token's predicate, the one that says most about it first."""
    predicate = predicate_at(token)
    if predicate is None:
        return ()
    fitting = [
        Match(frame, predicate, _weight(frame, phrase))
        for frame, phrase in frames_of(token.lower_, as_verb=predicate.is_verb)
        if unmet(scene, frame, phrase, predicate) is None
    ]
    return tuple(sorted(fitting, key=lambda item: -item.weight))


def predicate_at(token: Token) -> Predicate | None:
    """What a token says is done, by a verb or a noun of the lexicon; None where it is neither."""
    read_as_verb = token.tag_.startswith("VB") or (token.dep_ in ("ROOT", "conj", "ccomp") and token.tag_[:2] in ("NN", "JJ"))
    if read_as_verb and token.lower_ in verb_lemmas():
        return verb_predicate(token)
    if token.tag_.startswith("NN") and token.lower_ in noun_lemmas():
        return noun_predicate(token)
    return None


def frames_of(form: str, *, as_verb: bool) -> Iterator[tuple[Frame, Phrase]]:
    """The frames that a form of a verb, or of a noun, may begin, each with the phrase of the frame that it begins."""
    lemmas = (verb_lemmas() if as_verb else noun_lemmas()).get(form, frozenset())
    for lemma in sorted(lemmas):
        yield from _index(as_verb).get(lemma, ())


@cache
def _index(of_verbs: bool) -> dict[str, list[tuple[Frame, Phrase]]]:
    """Frames by the lemma that may begin them: the verb, or the head of the noun phrase."""
    index: dict[str, list[tuple[Frame, Phrase]]] = {}
    for frame in frames():
        for phrase in frame.verbs if of_verbs else frame.nouns:
            index.setdefault(phrase[0] if of_verbs else phrase[-1], []).append((frame, phrase))
    return index


def _weight(frame: Frame, phrase: Phrase) -> int:
    """How much a frame asks for."""
    return 2 * len(phrase) + 3 * bool(frame.object) + 3 * bool(frame.subject) + 3 * len(frame.needs)


def unmet(scene: Scene, frame: Frame, phrase: Phrase, predicate: Predicate) -> str | None:
    """The first condition of a frame that a predicate does not meet: `words`, `object`, `object_not`, `subject`, `subject_not` or the
    name of a need; None where it meets them all."""
    if not _has_words(phrase, predicate):
        return "words"
    patients = acted_on(predicate)
    if frame.object and not any(fits(scene, patient, frame.object) for patient in patients):
        return "object"
    if any(fits(scene, patient, frame.object_not) for patient in patients):
        return "object_not"
    if frame.subject and not any(fits(scene, agent, frame.subject) for agent in predicate.agents):
        return "subject"
    named = (token for agent in predicate.agents for token in (agent, *premodifiers(agent)) if token.dep_ not in ("amod", "poss"))
    if any(fits(scene, token, frame.subject_not) for token in named):
        return "subject_not"
    return next((slot for slot, words in frame.needs.items() if not _is_met(scene, slot, words, predicate)), None)


def _has_words(phrase: Phrase, predicate: Predicate) -> bool:
    """Whether the particle of a verb or the modifiers of a noun are there."""
    token = predicate.token
    if not predicate.is_verb:
        return set(phrase[:-1]) <= {word.lower_ for word in premodifiers(token)}
    beside = {lemma for head in (*predicate.predicatives, *predicate.patients) for lemma in lemmas_of(head)}
    return set(phrase[1:]) <= adverbs_of(token) | beside | {child.lower_ for child in token.children if child.dep_ != "prep"}


def acted_on(predicate: Predicate) -> tuple[Token, ...]:
    """What is acted on; it stands before a noun too: "the embassy closure", "its ambassador's recall"."""
    if predicate.patients or predicate.is_verb:
        return predicate.patients
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
        case "@money":
            return any(child.text in CURRENCIES for child in head.children) or head.text[:1] in CURRENCIES
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
    """Whether a need of a frame is met by what stands in its place."""
    there = standing_at(slot, predicate)
    match slot:
        case "predicative":
            return any(fits(scene, token, words) or _is_adjective(token, words) for token in there)
        case "acomp":
            return any(_is_adjective(token, words) for token in there)
        case "statement" | "infinitive":
            return bool(there)
        case "clause":
            return any(words == (ANY,) or _is_verb_of(token, words) for token in there)
        case "clause-modal":
            return any({phrase[0] for phrase in words} & auxiliaries_of(token) for token in there)
        case "clause-predicative":
            return any(_is_met(scene, "acomp", words, verb_predicate(token)) for token in there)
    if any(fits(scene, token, words) for token in predicate.preps.get(slot, ())):
        return True
    return any(_is_verb_of(verb, words) for verb in clauses_after(predicate, slot))


def standing_at(slot: str, predicate: Predicate) -> Sequence[Token]:
    """What stands in the place of a need: a predicative, a complement, a governed clause, or what follows a preposition of that name."""
    match slot:
        case "predicative":
            return predicate.predicatives
        case "acomp":
            return [child for child in predicate.token.children if child.dep_ in ("acomp", "attr", "oprd")]
        case "statement":
            return [child for child in predicate.token.children if child.dep_ == "ccomp"]
        case "infinitive":
            return [token for token in clauses_of(predicate) if is_infinitive(token)]
        case "clause" | "clause-modal" | "clause-predicative":
            return clauses_of(predicate)
    return (*predicate.preps.get(slot, ()), *clauses_after(predicate, slot))


def _is_verb_of(verb: Token, words: tuple[Phrase, ...]) -> bool:
    lemmas = verb_lemmas().get(verb.lower_, frozenset()) | {verb.lower_}
    return any(phrase[0] in lemmas and set(phrase[1:]) <= {child.lower_ for child in verb.children} for phrase in words)


def _is_adjective(token: Token, words: Iterable[Phrase]) -> bool:
    """Whether a word, or one coordinated with it, is one of these words."""
    return any(phrase[-1] in lemmas_of(item) for item in (token, *token.conjuncts) for phrase in words if not phrase[0].startswith("@"))
