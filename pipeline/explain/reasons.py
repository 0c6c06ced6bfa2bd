"""Frames that share a predicate's word in, what came of each out: a word for scripts, and a clause for people that says why."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from pipeline.explain.words import phrase_at
from pipeline.extract.clause import Predicate
from pipeline.extract.coding import Untold
from pipeline.extract.frame import candidates, standing_at, unmet
from pipeline.extract.judgement import Judgement
from pipeline.extract.requirements import required_by
from pipeline.extract.scene import Scene
from pipeline.extract.tokens import Token
from pipeline.lexicon.frames import ANY, Frame, Phrase
from pipeline.records import Party

SHOWN = 6  # words of a list
CONDITIONS = ("words", "object", "object_not", "subject", "subject_not")  # of a frame, in the order in which they are asked
SPECIAL = {
    "@money": "a sum of money",
    "@actor": "anybody known",
    "@country": "a country",
    "@body": "a body of states",
    "@court": "an international body",
    "@place": "a place",
    "@people": "a people",
    "@propername": "a proper name",
}
REQUIRED = {
    "any": "somebody of a known country or body, done by somebody and not by a thing",
    "actor": "an actor of a known country or body",
    "actor-denied": "an actor of a known country or body",
    "recipient": "a recipient",
    "either": "an actor or a recipient of a known country or body",
    "both": "an actor and a recipient, one of them of a known country or body",
    "both-apart": "an actor and a recipient of different countries or bodies",
    "pair": "two countries or bodies, in whatever role",
    "envoy": "an actor who can act for a state, and a recipient",
    "crowd": "a crowd or private people as its actor",
}
UNTOLD = {
    Untold.UNREAL: "is not told as a fact{word}",
    Untold.LASTING: "in an encyclopedia the present tense tells how things are; it counts only with a date of its own",
    Untold.UNDATED: "a noun in passing counts only with a date of its own, or under a verb that performs or announces it",
    Untold.GOVERNED: "is part of what {operator} says",
    Untold.DENIED: "is denied, and the frame names no act for its denial (negated)",
    Untold.NOT_DENIED: "codes a denial, and nothing is denied here",
    Untold.GOVERNING: "the act in the clause that it governs is the event",
    Untold.AHEAD: "is still to come, and an act of {event_type} counts only once it is done",
}
PLACES = {  # of the needs of a frame that are not prepositions
    "statement": "in a clause that tells what is said",
    "infinitive": "in a governed clause with “to”",
    "clause": "as verb of a governed clause",
    "clause-modal": "as auxiliary of a governed clause",
    "clause-predicative": "in a governed clause, as what somebody or something is",
    "predicative": "as what somebody is named or called",
    "acomp": "as what somebody is",
}


@dataclass(frozen=True, slots=True)
class Verdict:
    """What came of a frame that did not code the event: `reason` is a word for scripts, `why` a clause for people."""

    rule: str
    file: str
    reason: str
    why: str


def verdicts_on(judgements: Sequence[Judgement], *, is_told: bool) -> Iterator[Verdict]:
    """Why frames that fit code nothing: told as no fact, parties missing, a better frame took it, or (where nothing `is_told` here) another
    word of the sentence tells it already."""
    best: Judgement | None = None
    seen = set[str]()
    for judgement in judgements:
        frame = judgement.match.frame
        if frame.id in seen:
            continue  # it fits by two of its phrases
        seen.add(frame.id)
        if best is not None:
            yield Verdict(frame.id, frame.file, "outranked", _outranked(judgement, best))
        elif judgement.placed is not None:
            best = judgement
            if not is_told:
                yield Verdict(frame.id, frame.file, "told", "fits, but another word of the sentence tells this already")
        elif isinstance(judgement.coded, Untold):
            yield Verdict(frame.id, frame.file, judgement.coded.value, f"fits, but {_untold(judgement, judgement.coded)}")
        elif judgement.roles is not None:
            found = f"{_parties('actor', judgement.roles.actors)} and {_parties('recipient', judgement.roles.recipients)}"
            yield Verdict(frame.id, frame.file, "parties", f"fits, but requires {REQUIRED[required_by(frame)]}; found {found}")


def others_at(scene: Scene, predicate: Predicate, fitting: set[str]) -> Iterator[Verdict]:
    """Why the other frames that the word may begin do not fit: those that came closest first."""
    closest: dict[str, tuple[int, Verdict]] = {}
    for candidate in candidates(predicate.token.lower_, as_verb=predicate.is_verb):
        frame, condition = candidate.frame, unmet(scene, candidate, predicate)
        if condition is None or frame.id in fitting:
            continue
        rank = CONDITIONS.index(condition) if condition in CONDITIONS else len(CONDITIONS)
        if frame.id not in closest or rank > closest[frame.id][0]:
            why = _why_unmet(scene, frame, candidate.phrase, predicate, condition)
            closest[frame.id] = rank, Verdict(frame.id, frame.file, condition if condition in CONDITIONS else "need", why)
    for _, verdict in sorted(closest.values(), key=lambda item: -item[0]):
        yield verdict


def _outranked(judgement: Judgement, best: Judgement) -> str:
    mine, theirs = judgement.match.weight, best.match.weight
    because = f"asks for more (weight {theirs} against {mine})" if theirs > mine else "comes first in the lexicon (equal weight)"
    return f"fits, but {best.match.frame.id} {because}"


def _untold(judgement: Judgement, untold: Untold) -> str:
    standing = judgement.standing
    operator = standing.operator
    return UNTOLD[untold].format(
        word=f", because of “{standing.word}”" if standing.word else "",
        operator=f"“{operator.predicate.token.text}” ({operator.frame.id}: {operator.frame.governs})" if operator else "another",
        event_type=judgement.match.frame.event_type,
    )


def _parties(role: str, parties: Iterable[Party]) -> str:
    names = ", ".join(party.name for party in parties)
    return f"{role} {names}" if names else f"no {role}"


def _why_unmet(scene: Scene, frame: Frame, phrase: Phrase, predicate: Predicate, condition: str) -> str:
    match condition:
        case "words":
            return f"wants “{' '.join(phrase)}”"
        case "object":
            return f"wants as object {_list(frame.object)}; {_found(scene, predicate.acted_on)}"
        case "object_not":
            return f"does not want as object {_list(frame.object_not)}; {_found(scene, predicate.acted_on)}"
        case "subject":
            return f"wants as subject {_list(frame.subject)}; {_found(scene, predicate.agents)}"
        case "subject_not":
            return f"does not want as subject {_list(frame.subject_not)}; {_found(scene, predicate.agents)}"
    wanted, there = frame.needs[condition], _found(scene, standing_at(condition, predicate))
    words = "anything" if wanted in ((), (ANY,)) else _list(wanted)
    return f"wants {words} {PLACES.get(condition, f'after “{condition}”')}; {there}"


def _found(scene: Scene, heads: Iterable[Token]) -> str:
    phrases = ", ".join(f"“{phrase_at(scene, head)}”" for head in heads)
    return f"found {phrases}" if phrases else "there is none"


def _list(phrases: Sequence[Phrase]) -> str:
    """The first words of a list, and how many more there are."""
    words = list(dict.fromkeys(SPECIAL.get(phrase[0]) or f"“{' '.join(phrase)}”" for phrase in phrases))
    shown = ", ".join(words[:SHOWN])
    return f"{shown} or {len(words) - SHOWN} more" if len(words) > SHOWN else " or ".join(filter(None, (", ".join(words[:-1]), words[-1])))
