"""The parties found for a match in, whether they are those that its frame requires out."""

from collections.abc import Iterable, Sequence

from pipeline.extract.frame import Match
from pipeline.extract.parties import codes_of
from pipeline.extract.scene import Scene
from pipeline.extract.tokens import Token
from pipeline.lexicon.frames import Frame
from pipeline.lexicon.grammar import grammar
from pipeline.records import Party

PRIVATE = ("civil", "business", None)
SPOKEN = {"ACCUSE", "REQUEST", "REJECT", "THREATEN", "SUPPORT", "AGREE"}  # types of what is said: jets and shells say nothing


def is_met(scene: Scene, match: Match, actors: Sequence[Party], recipients: Sequence[Party]) -> bool:
    """Whether those are named whom the frame requires (see `Frame.requires`)."""
    predicate, requires = match.predicate, required_by(match.frame)
    by, to = codes_of(actors), codes_of(recipients)
    acts = bool(by) or any(party.kind != "country" for party in actors)  # somebody of no known country acts under a name
    if requires == "pair":
        return bool(by | to) and len({party.actor_id for party in (*actors, *recipients)}) >= 2
    if requires == "envoy" and not _is_by_envoy(scene, match):
        return False
    if requires == "crowd" and not any(_is_crowd(scene, head) for head in predicate.agents):
        return False
    match requires:
        case "both" | "envoy":
            return bool(actors and recipients and (by or to))
        case "either":
            by_somebody = predicate.is_passive or not predicate.is_verb or _has_somebody(scene, predicate.agents)
            is_private = match.frame.event_type in SPOKEN and _are_private(scene, predicate.agents)
            return (acts and not is_private) or (bool(to) and by_somebody)
        case "both-apart":
            return bool(by and to and by != to)
        case "actor" | "actor-denied":
            return acts
        case "recipient":
            return bool(recipients)
    return (acts or bool(to)) and (bool(actors) or not predicate.agents or _has_somebody(scene, predicate.agents))


def required_by(frame: Frame) -> str:
    """Whom a frame requires: nobody meets alone."""
    return "pair" if frame.act == "meet" else frame.requires


def _has_somebody(scene: Scene, agents: Iterable[Token]) -> bool:
    """Whether any of these is somebody, though of no known country; an earthquake does no act."""
    return any(token.i in scene.nouns or token.i in scene.people or token.tag_ in ("PRP", "NNP", "NNPS") for token in agents)


def _are_private(scene: Scene, agents: Sequence[Token]) -> bool:
    """Whether those who act are private people or things ("a Polish poet", "a Polish film"): what they say of nobody known is no event."""
    return bool(agents) and all(_is_private(scene, token) for token in agents)


def _is_private(scene: Scene, token: Token) -> bool:
    noun = scene.nouns.get(token.i)
    if noun is not None:
        return noun.sort == "people" and noun.sector in PRIVATE
    is_thing = token.tag_ in ("NN", "NNS") and token.i not in scene.names and token.i not in scene.people
    return is_thing and token.lower_ not in grammar().document_nouns


def _is_by_envoy(scene: Scene, match: Match) -> bool:
    """Whether those who act are named, and may act for a state."""
    heads = match.predicate.patients if match.frame.actor[0] == "object" else match.predicate.agents
    return any(_is_envoy(scene, head) for head in heads)


def _is_envoy(scene: Scene, head: Token) -> bool:
    """Whether somebody may act for a state: anybody but crowds and private citizens."""
    if head.i in scene.people or head.tag_ in ("PRP", "WP"):
        return True
    noun = scene.nouns.get(head.i)
    if noun is None:
        return head.i in scene.names and scene.names[head.i][0].sort in ("name", "capital", "seat")
    return noun.sort in ("office", "institution") or (noun.sort == "people" and noun.sector not in ("civil", "business"))


def _is_crowd(scene: Scene, head: Token) -> bool:
    """Whether a noun means people who act together without arms and without an office."""
    noun = scene.nouns.get(head.i)
    if noun is None or head.lower_ in grammar().quantities:
        inner = [token for child in head.children if child.dep_ == "prep" and child.lower_ == "of" for token in child.children]
        return head.lower_ in grammar().crowd_nouns or any(_is_crowd(scene, token) for token in inner)
    return (noun.sort == "crowd" and noun.sector != "rebels") or (noun.sort == "people" and noun.sector == "civil")
