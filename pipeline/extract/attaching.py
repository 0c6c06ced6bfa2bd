"""A predicate and the date expressions of its sentence in, the one that dates it by the grammar out, and how closely."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pipeline.extract.date import When
from pipeline.extract.frame import Match
from pipeline.extract.scene import Scene
from pipeline.extract.tokens import Token, tokens_in, top_of
from pipeline.extract.tree import PASSIVE_SUBJECTS, SUBJECTS, has_subject
from pipeline.extract.verb import markers_of
from pipeline.lexicon.times import time_words

PARTIES = SUBJECTS | PASSIVE_SUBJECTS | {"dobj"}
NOWHERE = -1


@dataclass(frozen=True, slots=True)
class Attached:
    """A date expression that dates a predicate.

    `is_cause`: it is that of the clause of which the predicate gives the cause; `is_loose`: that of a clause only joined to it by "and".
    """

    when: When
    is_cause: bool = False
    is_loose: bool = False


def governor_of(scene: Scene, when: When, matches: Mapping[int, Match]) -> int:
    """The verb or matched noun on which a date expression depends; none for that of a thing done or doing ("the coup of 1973")."""
    token = top_of(tokens_in(scene.doc, when.start, when.end) or scene.doc[:1])
    is_of_party = False
    while token.head != token:
        is_of_party = is_of_party or token.dep_ in PARTIES
        token = token.head
        if token.i in matches or token.tag_.startswith("VB"):
            return NOWHERE if is_of_party and when.is_aside else _begun_after(token, when).i
    return token.i


def nearest(scene: Scene, token: Token, matches: Mapping[int, Match], whens: Sequence[When]) -> Attached | None:
    """The expression that depends on the predicate, on a clause joined to it or on one over it; of several, the nearest."""
    governors = {when: governor_of(scene, when, matches) for when in whens}
    at, is_cause, is_loose = token, False, False
    while governors:
        here = [when for when in whens if governors[when] == at.i] or (_shared(at, governors) if at == token else [])
        if here:
            when = min(here, key=lambda when: (when.is_aside, abs(when.start - token.idx)))
            return Attached(when, is_cause, is_loose and when.start > at.idx)
        described = at.dep_ == "acl" and at != token and at.tag_ != "VB"
        if at.dep_ in ("relcl", "ROOT") or described or at.head == at:
            return None
        is_cause = is_cause or _is_cause(at)
        is_loose = is_loose or (at.dep_ == "conj" and has_subject(at))
        at = at.head
    return None


def single(scene: Scene, token: Token, matches: Mapping[int, Match], whens: Sequence[When]) -> When | None:
    """The only expression of a sentence, wherever the parser has hung it; not one that begins a later clause joined to the predicate's."""
    if len(whens) != 1:
        return None
    governor = governor_of(scene, whens[0], matches)
    is_of_later = any(verb.i == governor and token.idx < whens[0].start < verb.idx for verb in _joined(token))
    return None if governor == NOWHERE or is_of_later else whens[0]


def _begun_after(verb: Token, when: When) -> Token:
    """The verb after an "and" that stands before the date: "left and on 9 June it came back" is often parsed as if it had left then."""
    links = [child.idx for child in verb.children if child.dep_ == "cc" and child.idx < when.start]
    later = [joined for joined in _joined(verb) if links and joined.idx > when.start]
    return later[0] if later and when.start > verb.idx else verb


def _is_cause(verb: Token) -> bool:
    """ "After Peru expelled its envoy": it may have been days before; "hours after" is the same day."""
    words = time_words().sets
    marked = verb.dep_ == "advcl" and bool(markers_of(verb) & words["causes"])
    return marked and not any(child.lower_ in words["at_once"] for child in verb.subtree if child.i < verb.i)


def _shared(token: Token, governors: Mapping[When, int]) -> list[When]:
    """Expressions after the last of verbs that share all else: "were detained and seized in 1980"."""
    joined = {verb.i: verb for verb in _joined(token) if not has_subject(verb)}
    return [when for when, at in governors.items() if at in joined and when.start > joined[at].idx]


def _joined(token: Token) -> list[Token]:
    """The verbs that follow a verb by "and", all the way."""
    found = [child for child in token.children if child.dep_ == "conj" and child.tag_.startswith("VB")]
    return found + [later for verb in found for later in _joined(verb)]
