"""A matched predicate in, who did it and to whom out: the places that its frame names, searched in the order it gives."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.extract.actor import (
    code_of,
    codes_of,
    country_party,
    locations_of,
    owners_before,
    owners_of,
    places_of,
    resolve,
    unique,
)
from pipeline.extract.clause import clauses_of
from pipeline.extract.frame import Match
from pipeline.extract.modality import Standing
from pipeline.extract.requirements import is_met
from pipeline.extract.scene import Scene
from pipeline.extract.subjects import subjects_of
from pipeline.extract.tree import conjuncts
from pipeline.extract.verb import is_passive
from pipeline.lexicon.grammar import grammar
from pipeline.records import Party
from schemas.ontology import ACTS

if TYPE_CHECKING:
    from spacy.tokens import Token

LOCAL_TYPES = {"PROTEST", "ASSAULT", "COERCE", "MOBILIZE"}  # types of which an unnamed crowd is of the place where it acts


@dataclass(frozen=True, slots=True)
class Roles:
    """Actors and recipients of a mention; `is_direct` where the recipient stands in a place that the grammar gives it."""

    actors: tuple[Party, ...]
    recipients: tuple[Party, ...]
    is_direct: bool


def cast_roles(scene: Scene, match: Match, standing: Standing) -> Roles | None:
    """Who fills the roles of a match; None where those that its frame requires are not named."""
    actors = _actors(scene, match, standing)
    recipients, direct = _recipients(scene, match, standing, actors)
    if not actors and match.frame.event_type in LOCAL_TYPES:
        actors = _local_crowd(scene, match, recipients)
    actors, recipients = _by_codebook(scene, match, actors, recipients)
    if not is_met(scene, match, actors, recipients):
        return None
    return Roles(tuple(actors), tuple(recipients), direct)


def _actors(scene: Scene, match: Match, standing: Standing) -> list[Party]:
    """From the frame's places; else whoever orders or announces it."""
    for slot in match.frame.actor:
        found = _in_place(scene, match, slot, standing)
        if found:
            return found
    over = standing.commander or (standing.speaker if not match.predicate.is_verb else None)
    if over is None or is_passive(over) or over.lower_ in grammar().copulas:
        return []
    return resolve(scene, subjects_of(over))


def _recipients(scene: Scene, match: Match, standing: Standing, actors: list[Party]) -> tuple[list[Party], bool]:
    """From the first of the frame's places that names anybody but the actors; and whether that place is a direct one."""
    codes, named = codes_of(actors), {actor.actor_id for actor in actors}
    found: list[Party] = []
    for slot in match.frame.recipient:
        parties = _in_place(scene, match, slot, standing)
        found = [party for party in parties if party.actor_id not in named and code_of(party) not in codes]
        if codes_of(found) or (found and slot != "any"):
            return found, slot != "any"
    return found, False


def _by_codebook(scene: Scene, match: Match, actors: list[Party], recipients: list[Party]) -> tuple[list[Party], list[Party]]:
    """What the codebook says of roles that the sentence leaves open: mutual acts, talks, acts between a pair, acts at home."""
    frame = match.frame
    mutual = frame.act is not None and ACTS[frame.act].mutual
    if mutual and not actors and not recipients and match.predicate.is_passive:
        actors = list(scene.memory.pair)
    if frame.act == "meet":
        return unique([*actors, *recipients]), []
    if not codes_of(recipients) and frame.domestic:
        recipients = _at_home(scene, match, actors)
    elif not codes_of(recipients) and frame.recipient and not mutual:
        recipients = recipients + _other_of_pair(scene, actors)
    return actors, recipients


def _other_of_pair(scene: Scene, actors: list[Party]) -> list[Party]:
    """In an article about a pair of countries, what one of them does to nobody else it does to the other."""
    codes = codes_of(actors)
    others = [party for party in scene.memory.pair if code_of(party) not in codes]
    return others if len(codes) == 1 and len(others) == 1 else []


def _at_home(scene: Scene, match: Match, actors: list[Party]) -> list[Party]:
    """A domestic act is aimed at whom it names, and at the actor's own country where they are of none that is known."""
    named = resolve(scene, match.predicate.patients)
    if any(party.country for party in named):
        return named
    return [*named, *(country_party(party) for party in actors[:1] if party.country)]


def _local_crowd(scene: Scene, match: Match, recipients: list[Party]) -> list[Party]:
    """Protesters and armed men of no stated country are of the country where the sentence places them."""
    protest = match.frame.event_type == "PROTEST"
    nouns = [scene.nouns[head.i] for head in match.predicate.agents if head.i in scene.nouns]
    if not any(noun.sort in ("crowd", "people") for noun in nouns) and not (protest and match.predicate.is_verb):
        return []
    places, codes = locations_of(scene, scene.doc), codes_of(recipients)
    if protest:
        found = [party for party in places if code_of(party) not in codes] or places or recipients
    else:
        found = [party for party in places or _attacked(scene, match, recipients) if not codes or code_of(party) in codes]
    return [country_party(party) for party in found[:1]]


def _attacked(scene: Scene, match: Match, recipients: list[Party]) -> list[Party]:
    """Whose base or building is attacked: armed men are then of that country; of victims it cannot be said."""
    heads = match.predicate.patients
    people = any(head.i in scene.people or (head.i in scene.nouns and scene.nouns[head.i].sort in ("people", "office")) for head in heads)
    return [] if people else recipients


def _in_place(scene: Scene, match: Match, slot: str, standing: Standing) -> list[Party]:
    """Who stands in a place that a frame names."""
    predicate = match.predicate
    owned = predicate.patients or (() if predicate.is_verb else (predicate.token,))
    match slot:
        case "subject":
            return resolve(scene, predicate.agents) or ([] if predicate.is_verb else owners_before(scene, predicate.token))
        case "object":
            return resolve(scene, predicate.patients)
        case "owner":
            return unique(party for head in owned for party in owners_of(scene, head))
        case "owner-of-as":
            return unique(party for head in predicate.preps.get("as", ()) for party in owners_of(scene, head))
        case "speaker":
            return resolve(scene, subjects_of(standing.speaker)) if standing.speaker is not None else []
        case "dative":
            return resolve(scene, [child for child in predicate.token.children if child.dep_ == "dative"])
        case "clause":
            return _in_clause(scene, match)
        case "any":
            return _anywhere(scene, match)
    return _beside(scene, predicate.preps.get(slot, ()))


def _beside(scene: Scene, heads: Iterable[Token]) -> list[Party]:
    """Who a phrase after a preposition names: what it stands for, else who is named in it."""
    for head in heads:
        found = resolve(scene, conjuncts(head)) or places_of(scene, _phrase(head))
        if found:
            return found
    return []


def _in_clause(scene: Scene, match: Match) -> list[Party]:
    """Who a governed clause is about: its subject, unless that is the actor, else whom it names."""
    predicate = match.predicate
    inside = {token.i for token in (*predicate.agents, *predicate.patients)}
    codes = codes_of(resolve(scene, predicate.agents))
    for verb in clauses_of(predicate):
        subjects = [token for token in subjects_of(verb) if token.i not in inside]
        below = [token for subject in subjects for token in subject.subtree]
        for found in (resolve(scene, subjects), places_of(scene, below), places_of(scene, verb.subtree)[:1]):
            others = [party for party in found if code_of(party) not in codes]
            if others:
                return others
    return []


def _anywhere(scene: Scene, match: Match) -> list[Party]:
    """The first party named beside the act that is not its actor, with those coordinated with it."""
    predicate = match.predicate
    taken = codes_of(resolve(scene, predicate.agents))
    within = {token.i for patient in predicate.patients for token in patient.subtree}
    for token in predicate.token.subtree:
        if (token.i <= predicate.token.i and token.i not in within) or _is_in_other_clause(token, predicate.token):
            continue
        found = places_of(scene, conjuncts(token))
        if found and code_of(found[0]) not in taken:
            return [party for party in found if code_of(party) not in taken]
    return []


def _is_in_other_clause(token: Token, top: Token) -> bool:
    """Whether a token belongs to a clause of its own below another verb: coordinated, adverbial, relative or reported."""
    while token not in (top, token.head):
        if token.dep_ in ("conj", "advcl", "parataxis", "relcl") and token.tag_.startswith("VB"):
            return True
        token = token.head
    return False


def _phrase(head: Token) -> list[Token]:
    """Tokens of a noun phrase without the clauses that describe it."""
    clauses = {token.i for child in head.children if child.dep_ in ("relcl", "acl") for token in child.subtree}
    return [token for token in head.subtree if token.i not in clauses]
