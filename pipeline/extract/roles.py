"""A matched predicate in, who did it and to whom out: the places that its frame names, searched in the order it gives."""

from collections.abc import Iterable
from dataclasses import dataclass

from pipeline.extract.actor import resolve
from pipeline.extract.frame import Match
from pipeline.extract.modality import Standing
from pipeline.extract.parties import code_of, codes_of
from pipeline.extract.places import in_place
from pipeline.extract.reference import known_by
from pipeline.extract.requirements import is_met
from pipeline.extract.scene import Scene
from pipeline.extract.subjects import subjects_of
from pipeline.extract.tokens import Token
from pipeline.extract.tree import children_of
from pipeline.extract.understood import LOCAL_TYPES, are_known, by_codebook, local_crowd
from pipeline.extract.verb import governor, is_passive, is_verb_in
from pipeline.lexicon.grammar import grammar
from pipeline.records import Party

SAID_AT_HOME = {"ACCUSE", "REQUEST", "SUPPORT"}  # "the former president criticised the American embargo"


@dataclass(frozen=True, slots=True)
class Roles:
    """Actors and recipients of a mention; `is_complete` where they are those whom the frame requires."""

    actors: tuple[Party, ...]
    recipients: tuple[Party, ...]
    is_complete: bool


def cast_roles(scene: Scene, match: Match, standing: Standing) -> Roles:
    """Who fills the roles of a match, as far as anybody is named."""
    actors = _actors(scene, match, standing)
    recipients = _recipients(scene, match, standing, actors)
    if not actors and match.frame.event_type in LOCAL_TYPES:
        actors = local_crowd(scene, match, recipients)
    actors, recipients = by_codebook(scene, match, actors, recipients)
    return Roles(tuple(actors), tuple(recipients), is_met(scene, match, actors, recipients))


def _actors(scene: Scene, match: Match, standing: Standing) -> list[Party]:
    """From the frame's places; else whoever orders or announces it."""
    for slot in match.frame.actor:
        found = in_place(scene, match, slot, standing)
        if found:
            return found
    over = standing.commander or (standing.speaker if not match.predicate.is_verb else None)
    if over is None or is_passive(over) or over.lower_ in grammar().copulas:
        return []
    return resolve(scene, subjects_of(over))


def _recipients(scene: Scene, match: Match, standing: Standing, actors: list[Party]) -> list[Party]:
    """From the first of the frame's places that names anybody but the actors, with those of no known country whom an earlier place
    names; else whoever is spoken to."""
    codes, named = codes_of(actors), {actor.actor_id for actor in actors}
    uncoded: list[Party] = []
    own: list[Party] = []
    for slot in match.frame.recipient:
        parties = [party for party in in_place(scene, match, slot, standing) if _can_receive(match, party)]
        found = [party for party in parties if party.actor_id not in named and code_of(party) not in codes]
        if codes_of(found) or are_known(found):
            return [*uncoded, *found]
        if parties and not found and _is_at_home(scene, match, slot):
            return parties
        uncoded = uncoded or found
        own = own or ([party for party in parties if party.text.lower() not in grammar().pronouns] if slot == "owner" else [])
    if uncoded:
        return uncoded
    meant = _recognized(scene, match) or _spoken_to(scene, match)
    others = [party for party in meant if code_of(party) not in codes]
    return others or (own if match.frame.event_type in SAID_AT_HOME else [])


def _is_at_home(scene: Scene, match: Match, slot: str) -> bool:
    """Whether those of the actor's own country are acted upon; nobody recognises his own."""
    if match.frame.act == "recognize":
        return False
    return slot == "clause" or (slot == "object" and _are_somebody(scene, match.predicate.patients))


def _recognized(scene: Scene, match: Match) -> list[Party]:
    """ "He would not recognise the new government": the one of which the text spoke before."""
    if match.frame.act not in ("recognize", "refuse-recognition"):
        return []
    return [party for head in match.predicate.patients for party in known_by(scene, head)]


def _spoken_to(scene: Scene, match: Match) -> list[Party]:
    """Whom a call or a letter is for that says it: "phoned the president to express support"."""
    above, clause = governor(match.predicate.token)
    if above is None or clause not in ("xcomp", "advcl") or not is_verb_in(above, grammar().contact_verbs):
        return []
    return resolve(scene, children_of(above, {"dobj", "dative"}))


def _can_receive(match: Match, party: Party) -> bool:
    """A case before an international court is against a state, not against the court."""
    return match.frame.act != "refer-to-court" or party.kind != "organization"


def _are_somebody(scene: Scene, heads: Iterable[Token]) -> bool:
    """Whether these are persons or bodies, not things that belong to them: who acts upon those of his own country acts at home."""
    nouns = (scene.nouns[head.i] for head in heads if head.i in scene.nouns)
    return any(head.i in scene.people for head in heads) or any(noun.sort in ("office", "institution") for noun in nouns)
