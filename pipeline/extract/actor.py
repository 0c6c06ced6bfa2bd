"""The head of a noun phrase in, the parties that it names out. Unknown is an empty list and a name, never the nearest code."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline.extract.cast import fold
from pipeline.extract.clause import prepositions_of
from pipeline.extract.reference import described_country, is_pair, last_acting, pair_meant, referents
from pipeline.extract.scene import Scene, singular
from pipeline.extract.tree import MODIFIERS, conjuncts, premodifiers
from pipeline.lexicon.grammar import grammar
from pipeline.lexicon.names import KnownName, known_actors
from pipeline.records import Party

if TYPE_CHECKING:
    from spacy.tokens import Token

LONGEST_TAIL = 4  # words of "of Foreign Affairs", "of Venezuela" that belong to the name of a body


def resolve(scene: Scene, heads: Iterable[Token]) -> list[Party]:
    """Who the phrases with these heads stand for, each once, in order."""
    return unique(party for head in heads for party in resolve_one(scene, head))


def resolve_one(scene: Scene, head: Token) -> list[Party]:
    """Who one phrase stands for: a person, a name, an office or body of a country, or somebody named before."""
    if head.tag_ in ("PRP", "PRP$", "WP", "WP$", "WDT"):
        return _referred(scene, head)
    if head.i in scene.people:
        return [_person(scene, head)]
    if head.i in scene.names:
        return _named(scene, head)
    owners = owners_of(scene, head)
    if not owners:
        for appositive in head.children:
            if appositive.dep_ == "appos" and appositive.i in scene.names:
                return _named(scene, appositive)
    if head.i in scene.nouns:
        return _office(scene, head, owners)
    return owners or _described(scene, head)


def owners_of(scene: Scene, head: Token) -> list[Party]:
    """Whose a phrase is: "Peru's ...", "Peruvian ...", "its ...", "... of Peru"."""
    found = owners_before(scene, head)
    if not found:
        after = prepositions_of(head).get("of", ())
        found = [party for token in after for party in resolve_one(scene, token) if party.country or party.kind != "person"]
    return unique(found)


def owners_before(scene: Scene, head: Token) -> list[Party]:
    """Whose a phrase is by the words before its head: a name, an adjective, "its"."""
    found = [party for token in premodifiers(head) for party in _owner(scene, token)]
    return unique(found or [party for child in head.children if child.tag_ == "PRP$" for party in _referred(scene, child)])


def places_of(scene: Scene, tokens: Iterable[Token]) -> list[Party]:
    """Countries and bodies named among these tokens, by name, adjective, person or city."""
    found: list[Party] = []
    for token in tokens:
        if token.i in scene.people:
            found.append(_person(scene, token))
        elif token.i in scene.names:
            name, start, end = scene.names[token.i]
            if name.sort == "city":
                found += _country_of_city(scene, name, start, end)
            elif not _is_generic(scene, token, name):
                found.append(_party(scene, name, start, end))
    return unique(party for party in found if party.country or party.kind != "person")


def locations_of(scene: Scene, tokens: Iterable[Token]) -> list[Party]:
    """Countries in which the cities and countries named among these tokens lie; adjectives place nothing."""
    return places_of(scene, (token for token in tokens if token.i in scene.names and scene.names[token.i][0].sort != "demonym"))


def country_party(party: Party) -> Party:
    """The country that a party acts for; the party itself where it acts for none."""
    if party.country is None or party.kind == "country":
        return party
    actor = known_actors()[party.country]
    return replace(party, actor_id=actor.actor_id, name=actor.name, kind=actor.kind, office=None, sector=None)


def code_of(party: Party) -> str:
    """The code of a party: its country, or the body itself; empty where it has none."""
    return party.country or (party.actor_id if party.kind == "organization" else "")


def codes_of(parties: Iterable[Party]) -> set[str]:
    """The codes of parties, without empty ones."""
    return {code_of(party) for party in parties} - {""}


def unique(parties: Iterable[Party]) -> list[Party]:
    """Each party once, where it is named first."""
    found: dict[str, Party] = {}
    for party in parties:
        found.setdefault(party.actor_id, party)
    return list(found.values())


def _named(scene: Scene, head: Token) -> list[Party]:
    name, start, end = scene.names[head.i]
    is_town = name.sort == "capital" and head.dep_ == "pobj" and head.head.lower_ in grammar().place_prepositions
    if name.sort == "city" or is_town or _is_generic(scene, head, name):
        return []
    return [_party(scene, name, start, end)]


def _is_generic(scene: Scene, token: Token, name: KnownName) -> bool:
    """ "Other American countries" are not the United States."""
    plural = token.head.tag_ in ("NNS", "NNPS") and singular(token.head.lower_) in grammar().place_nouns
    return name.sort in ("demonym", "people") and token.dep_ in MODIFIERS and plural


def _owner(scene: Scene, token: Token) -> list[Party]:
    if token.i in scene.people:
        return [_person(scene, token)]
    if token.i not in scene.names:
        return _office(scene, token, owners_of(scene, token)) if token.dep_ == "poss" and token.i in scene.nouns else []
    name, start, end = scene.names[token.i]
    return [] if name.sort == "city" or _is_generic(scene, token, name) else [_party(scene, name, start, end)]


def _office(scene: Scene, head: Token, owners: list[Party]) -> list[Party]:
    """An office, a body or people of a country: the person named beside it, the body under its own name, else the country."""
    for appositive in head.children:
        if appositive.dep_ == "appos" and appositive.i in scene.people:
            return [_person(scene, appositive)]
    owners = [party for party in owners or _owners_elsewhere(scene, head) if party.country or party.kind in ("organization", "group")]
    if scene.nouns[head.i].sort == "institution" and head.text[:1].isupper() and len(owners) == 1 and owners[0].country:
        return [_institution(scene, head, owners[0])]
    return [country_party(party) if party.kind in ("person", "institution") else party for party in owners]


def _owners_elsewhere(scene: Scene, head: Token) -> list[Party]:
    """Whose "soldiers from Chad", "protesters in Lima", "both governments" or "the ministry" are."""
    noun = scene.nouns[head.i]
    preps = prepositions_of(head)
    if noun.words[-1] not in grammar().hosted_offices:
        for preposition, find in (("in", locations_of), ("from", places_of), ("outside", locations_of)):
            found = [party for token in preps.get(preposition, ()) for party in find(scene, token.subtree)]
            if found:
                return found[:1]
    if is_pair(head):
        return pair_meant(scene, head, _countries_before(scene, head))
    definite = any(child.lower_ in grammar().definite_words for child in head.children)
    named = any(token.tag_.startswith("NNP") and token.lower_ not in noun.words for token in premodifiers(head))
    return last_acting(scene, head) if definite and not named and noun.sort in ("institution", "office") else []


def _described(scene: Scene, head: Token) -> list[Party]:
    """ "Both nations", "the country", "countries including Peru": who is meant by a word for countries."""
    if is_pair(head):
        return pair_meant(scene, head, _countries_before(scene, head))
    if head.lower_ in grammar().place_nouns:
        return described_country(scene, head, _countries_before(scene, head))
    return resolve(scene, prepositions_of(head).get("including", ()))


def _referred(scene: Scene, pronoun: Token) -> list[Party]:
    if pronoun.tag_ in ("WDT", "WP") and pronoun.head.dep_ == "relcl":
        return resolve_one(scene, pronoun.head.head)
    return referents(scene, pronoun, lambda subject: resolve(scene, conjuncts(subject)))


def _countries_before(scene: Scene, head: Token) -> list[Party]:
    return [party for party in places_of(scene, scene.doc[: head.i]) if party.kind == "country"]


def _person(scene: Scene, token: Token) -> Party:
    naming = scene.people[token.i]
    person = naming.person
    start, end = scene.span(naming.start, naming.end)
    text = scene.doc.text[naming.start : naming.end]
    return Party(slug(person.name), person.name, "person", person.country, text, start, end, person.office, person.sector)


def _institution(scene: Scene, head: Token, owner: Party) -> Party:
    """A body under the name that the text gives it: "Peruvian Foreign Ministry", "Supreme Court of Venezuela"."""
    noun = scene.nouns[head.i]
    first = min([head.i, *(token.i for token in premodifiers(head) if token.tag_ != "DT" and token.text[:1].isupper())])
    tails = [list(child.subtree) for child in head.children if child.dep_ == "prep" and child.lower_ == "of" and child.i == head.i + 1]
    last = max([head.i, *(token.i for tail in tails if len(tail) <= LONGEST_TAIL for token in tail)])
    span = scene.doc[first : last + 1]
    start, end = scene.span(span.start_char, span.end_char)
    identifier = f"{owner.country}-{slug(' '.join(noun.words))}".lower()
    return Party(identifier, span.text, "institution", owner.country, span.text, start, end, None, noun.sector)


def _party(scene: Scene, name: KnownName, start: int, end: int) -> Party:
    first, last = scene.span(start, end)
    actor = name.actor
    return Party(actor.actor_id, actor.name, actor.kind, actor.country, scene.doc.text[start:end], first, last, None, actor.sector)


def _country_of_city(scene: Scene, name: KnownName, start: int, end: int) -> list[Party]:
    return [country_party(_party(scene, name, start, end))] if name.actor.country in known_actors() else []


def slug(name: str) -> str:
    """A name as an identifier: plain letters, digits and hyphens."""
    return re.sub(r"[^a-z0-9]+", "-", fold(name)).strip("-") or "unnamed"
