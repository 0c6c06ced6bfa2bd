"""A predicate of a parsed sentence in, the frames of the lexicon that may name its act out, the best one first."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from pipeline.extract.clause import Predicate, clauses_after, clauses_of
from pipeline.extract.phrase import fits
from pipeline.extract.scene import Scene
from pipeline.extract.tokens import Token
from pipeline.extract.tree import coordinated, lemmas_of, premodifiers
from pipeline.extract.verb import auxiliaries_of, is_infinitive
from pipeline.lexicon.beginnings import Beginning, Wanted, beginnings
from pipeline.lexicon.forms import noun_lemmas, verb_lemmas
from pipeline.lexicon.frames import ANY, Frame, Phrase


@dataclass(frozen=True, slots=True)
class Match:
    """A frame and the predicate that fills it; the more of the frame's conditions are met, the higher `weight`."""

    frame: Frame
    predicate: Predicate
    weight: int


def matches_at(scene: Scene, token: Token) -> tuple[Match, ...]:
    """The frames that fit a token's predicate, the one that says most about it first."""
    predicate = predicate_at(token) if token.lower_ in _forms() else None
    if predicate is None:
        return ()
    fitting = [
        Match(candidate.frame, predicate, _weight(candidate))
        for candidate in candidates(token.lower_, as_verb=predicate.is_verb)
        if candidate.condition <= scene.met and unmet(scene, candidate, predicate) is None
    ]
    return tuple(sorted(fitting, key=lambda item: -item.weight))


def predicate_at(token: Token) -> Predicate | None:
    """What a token says is done, by a verb or a noun of the lexicon; None where it is neither."""
    read_as_verb = token.tag_.startswith("VB") or (token.dep_ in ("ROOT", "conj", "ccomp") and token.tag_[:2] in ("NN", "JJ"))
    if read_as_verb and token.lower_ in verb_lemmas():
        return Predicate(token, is_verb=True)
    if token.tag_.startswith("NN") and token.lower_ in noun_lemmas():
        return Predicate(token, is_verb=False)
    return None


def candidates(form: str, *, as_verb: bool) -> Sequence[Beginning]:
    """The frames that a form of a verb, or of a noun, may begin."""
    return _index(as_verb).get(form, ())


@cache
def _index(of_verbs: bool) -> dict[str, tuple[Beginning, ...]]:
    """Beginnings by every form of their word."""
    found: dict[str, list[Beginning]] = {}
    for beginning in beginnings():
        if beginning.is_verb == of_verbs:
            found.setdefault(beginning.word, []).append(beginning)
    table = verb_lemmas() if of_verbs else noun_lemmas()
    by_form = {form: tuple(item for lemma in sorted(lemmas) for item in found.get(lemma, ())) for form, lemmas in table.items()}
    return {form: items for form, items in by_form.items() if items}


@cache
def _forms() -> frozenset[str]:
    """The forms of all words that begin a frame."""
    return frozenset(_index(True).keys() | _index(False).keys())


def _weight(candidate: Beginning) -> int:
    """How much a frame asks for."""
    frame, phrase = candidate.frame, candidate.phrase
    return 2 * len(phrase) + 3 * bool(frame.object) + 3 * bool(frame.subject) + 3 * len(frame.needs)


def unmet(scene: Scene, candidate: Beginning, predicate: Predicate) -> str | None:
    """The first condition of a frame that a predicate does not meet: `words`, `object`, `object_not`, `subject`, `subject_not` or the
    name of a need; None where it meets them all."""
    wants = candidate.wants
    if len(candidate.phrase) > 1 and not _has_words(candidate.phrase, predicate):
        return "words"
    if wants.object and not _fits_any(scene, predicate.acted_on, wants.object):
        return "object"
    if wants.object_not and _fits_any(scene, predicate.acted_on, wants.object_not):
        return "object_not"
    if wants.subject and not _fits_any(scene, predicate.agents, wants.subject):
        return "subject"
    if wants.subject_not and _fits_any(scene, _named(predicate.agents), wants.subject_not):
        return "subject_not"
    return next((slot for slot, words in wants.needs.items() if not _is_met(scene, slot, words, predicate)), None)


def _has_words(phrase: Phrase, predicate: Predicate) -> bool:
    """Whether the particle of a verb or the modifiers of a noun are there."""
    return predicate.beside.issuperset(phrase[1:] if predicate.is_verb else phrase[:-1])


def _fits_any(scene: Scene, heads: Sequence[Token], words: Wanted) -> bool:
    return any(fits(scene, head, words) for head in heads)


def _named(agents: Sequence[Token]) -> list[Token]:
    """Those who act, and who is named before them as part of their name."""
    return [token for agent in agents for token in (agent, *premodifiers(agent)) if token.dep_ not in ("amod", "poss")]


def _is_met(scene: Scene, slot: str, words: Wanted, predicate: Predicate) -> bool:
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
            return any(words.phrases == (ANY,) or _is_verb_of(token, words) for token in there)
        case "clause-modal":
            return any({phrase[0] for phrase in words.phrases} & auxiliaries_of(token) for token in there)
        case "clause-predicative":
            return any(_is_met(scene, "acomp", words, Predicate(token, is_verb=True)) for token in there)
    if _fits_any(scene, predicate.preps.get(slot, ()), words):
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


def _is_verb_of(verb: Token, words: Wanted) -> bool:
    lemmas = verb_lemmas().get(verb.lower_, frozenset()) | {verb.lower_}
    return any(phrase[0] in lemmas and set(phrase[1:]) <= {child.lower_ for child in verb.children} for phrase in words.phrases)


def _is_adjective(token: Token, words: Wanted) -> bool:
    """Whether a word, or one coordinated with it, is one of these words."""
    return any(not words.heads.isdisjoint(lemmas_of(item)) for item in (token, *coordinated(token)))
