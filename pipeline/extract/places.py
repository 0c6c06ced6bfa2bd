"""A match and a place that its frame names in, who stands there out."""

from collections.abc import Iterable

from pipeline.extract.actor import owners_before, owners_of, places_of, resolve
from pipeline.extract.clause import clauses_of, prepositions_of
from pipeline.extract.frame import Match
from pipeline.extract.modality import Standing
from pipeline.extract.parties import code_of, codes_of, unique
from pipeline.extract.scene import Scene
from pipeline.extract.subjects import subjects_of
from pipeline.extract.tokens import Token
from pipeline.extract.tree import conjuncts
from pipeline.records import Party


def in_place(scene: Scene, match: Match, slot: str, standing: Standing) -> list[Party]:
    """Who stands in a place that a frame names."""
    predicate = match.predicate
    owned = predicate.patients or (() if predicate.is_verb else (predicate.token,))
    match slot:
        case "subject":
            return resolve(scene, predicate.agents) or ([] if predicate.is_verb else owners_before(scene, predicate.token))
        case "object":
            return resolve(scene, predicate.patients)
        case _ if slot.startswith("subject-"):  # beside who or what acts: "an attack by ..."
            name = slot.removeprefix("subject-")
            return _beside(scene, [head for agent in predicate.agents for head in prepositions_of(agent).get(name, ())])
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
    """Who a phrase after a preposition names: what it stands for, else the first whom it names, with those coordinated with it."""
    for head in heads:
        found = resolve(scene, conjuncts(head)) or _first_named(scene, _phrase(head))
        if found:
            return found
    return []


def _first_named(scene: Scene, tokens: Iterable[Token]) -> list[Party]:
    named = ((token, places_of(scene, [token])) for token in tokens)
    first = next((token for token, parties in named if parties), None)
    return places_of(scene, conjuncts(_head_of_name(scene, first))) if first is not None else []


def _head_of_name(scene: Scene, token: Token) -> Token:
    """The head of a name of several words, with which others are coordinated."""
    while token.head.i != token.i and scene.names.get(token.head.i) == scene.names.get(token.i) and token.i in scene.names:
        token = token.head
    return token


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
            if found and match.frame.governs == "request" and subjects and all(token.i in scene.names for token in subjects):
                return found  # a parliament that demands that its own state do something
    return []


def _anywhere(scene: Scene, match: Match) -> list[Party]:
    """The first party named beside the act that is not its actor, with those coordinated with it."""
    predicate = match.predicate
    taken = codes_of(resolve(scene, predicate.agents))
    within = {token.i for patient in predicate.patients for token in patient.subtree}
    for token in predicate.token.subtree:
        if match.frame.domestic and token.i not in within:
            continue  # "it freed prisoners under an accord with Chile" is done to nobody abroad
        if (token.i <= predicate.token.i and token.i not in within) or _is_in_other_clause(token, predicate.token):
            continue
        found = places_of(scene, conjuncts(_head_of_name(scene, token)))
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
