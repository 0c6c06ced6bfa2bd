"""The head of a noun phrase in, the parties that it names out. Unknown is an empty list and a name, never the nearest code."""

from collections.abc import Iterable

from pipeline.extract.clause import prepositions_of
from pipeline.extract.parties import code_of, codes_of, country_of_city, country_party, institution_at, party_of, people_at, unique
from pipeline.extract.reference import (
    acting_beside,
    described_country,
    document_issuer,
    group_meant,
    is_definite,
    is_group,
    is_pair,
    known_by,
    last_acting,
    pair_meant,
    referents,
)
from pipeline.extract.scene import Scene, singular
from pipeline.extract.stranger import stranger
from pipeline.extract.tokens import Token
from pipeline.extract.tree import MODIFIERS, conjuncts, premodifiers
from pipeline.lexicon.grammar import grammar
from pipeline.lexicon.names import KnownName
from pipeline.records import Party


def resolve(scene: Scene, heads: Iterable[Token]) -> list[Party]:
    """Who the phrases with these heads stand for, each once, in order."""
    return unique(party for head in heads for party in resolve_one(scene, head))


def resolve_one(scene: Scene, head: Token) -> list[Party]:
    """Who one phrase stands for: a person, a name, an office or body of a country, or somebody named before."""
    if head.tag_ in ("PRP", "PRP$", "WP", "WP$", "WDT"):
        return _referred(scene, head)
    if head.i in scene.people:
        return people_at(scene, head)
    if head.i in scene.names:
        return _named(scene, head)
    owners = owners_of(scene, head)
    if not owners:
        for appositive in head.children:
            if appositive.dep_ == "appos" and appositive.i in scene.names:
                return _named(scene, appositive)
    if head.i in scene.nouns:
        owners = _office(scene, head, owners)
    return owners or _described(scene, head) or stranger(scene, head)


def owners_of(scene: Scene, head: Token) -> list[Party]:
    """Whose a phrase is: "Peru's ...", "Peruvian ...", "its ...", "... of Peru"."""
    found = owners_before(scene, head)
    if not found:
        after = prepositions_of(head).get("of", ())
        found = [party for token in after for party in resolve_one(scene, token) if party.country or party.kind != "person"]
        if not found and _is_local(scene, head):
            found = locations_of(scene, after)[:1]
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
            found += people_at(scene, token)
        elif token.i in scene.names:
            name, start, end = scene.names[token.i]
            if name.sort == "city":
                found += country_of_city(scene, name, start, end)
            elif not _is_generic(scene, token, name):
                found.append(party_of(scene, name, start, end))
    return unique(party for party in found if party.country or party.kind != "person")


def locations_of(scene: Scene, tokens: Iterable[Token]) -> list[Party]:
    """Countries in which the cities and countries named among these tokens lie; adjectives place nothing."""
    return places_of(scene, (token for token in tokens if token.i in scene.names and scene.names[token.i][0].sort != "demonym"))


def _named(scene: Scene, head: Token) -> list[Party]:
    name, start, end = scene.names[head.i]
    is_town = name.sort == "capital" and head.dep_ == "pobj" and head.head.lower_ in grammar().place_prepositions
    if name.sort == "city" or is_town or _is_generic(scene, head, name):
        return []
    return [party_of(scene, name, start, end)]


def _is_generic(scene: Scene, token: Token, name: KnownName) -> bool:
    """ "Other American countries" are not the United States."""
    plural = token.head.tag_ in ("NNS", "NNPS") and singular(token.head.lower_) in grammar().place_nouns
    return name.sort in ("demonym", "people") and token.dep_ in MODIFIERS and plural


def _owner(scene: Scene, token: Token) -> list[Party]:
    if token.i in scene.people:
        return people_at(scene, token)
    if token.i not in scene.names:
        return _office(scene, token, owners_of(scene, token)) if token.dep_ == "poss" and token.i in scene.nouns else []
    name, start, end = scene.names[token.i]
    if name.sort == "city":
        return country_of_city(scene, name, start, end) if _is_local(scene, token.head) else []
    return [] if _is_generic(scene, token, name) else [party_of(scene, name, start, end)]


def _is_local(scene: Scene, head: Token) -> bool:
    """Whether a town may have such a body or office: "an Istanbul court", "the mayor of London"; embassies are of states."""
    noun = scene.nouns.get(head.i)
    return noun is not None and noun.sort in ("office", "institution", "crowd") and noun.words[-1] not in grammar().hosted_offices


def _office(scene: Scene, head: Token, owners: list[Party]) -> list[Party]:
    """An office, a body or people of a country: the person named beside it, the body under its own name, else the country."""
    for appositive in head.children:
        if appositive.dep_ == "appos" and appositive.i in scene.people:
            return people_at(scene, appositive)
    owners = [party for party in owners or _owners_elsewhere(scene, head) if party.country or party.kind in ("organization", "group")]
    if scene.nouns[head.i].sort == "institution" and head.text[:1].isupper() and len(owners) == 1 and owners[0].country:
        return [institution_at(scene, head, owners[0])]
    return [country_party(party) if party.kind in ("person", "institution") else party for party in owners]


def _owners_elsewhere(scene: Scene, head: Token) -> list[Party]:
    """Whose "soldiers from Chad", "protesters in Lima", "both governments" or "the ministry" are."""
    noun = scene.nouns[head.i]
    preps = prepositions_of(head)
    if is_pair(head):
        return pair_meant(scene, head, _countries_before(scene, head))
    if noun.words[-1] not in grammar().hosted_offices | grammar().place_nouns:
        for preposition, find in (("in", locations_of), ("from", places_of), ("outside", locations_of)):
            found = [party for token in preps.get(preposition, ()) for party in find(scene, token.subtree)]
            if found:
                return found[:1]
    named = any(token.tag_.startswith("NNP") and token.lower_ not in noun.words for token in premodifiers(head))
    if named or not is_definite(head):
        return []
    if noun.words[-1] in grammar().place_nouns:
        others = _others_before(scene, head)
        if is_group(head):
            return group_meant(scene, head, others)
        if others:
            return described_country(scene, head, others)
    if noun.sort in ("institution", "office"):
        return last_acting(scene, head, lambda subject: resolve(scene, [subject]))
    return known_by(scene, head)


def _described(scene: Scene, head: Token) -> list[Party]:
    """ "Both nations", "the country", "countries including Peru": who is meant by a word for countries."""
    if is_pair(head):
        return pair_meant(scene, head, _countries_before(scene, head))
    listed = resolve(scene, prepositions_of(head).get("including", ()))
    if listed:
        return listed
    if is_definite(head) and known_by(scene, head):
        return known_by(scene, head)
    if is_group(head):
        return group_meant(scene, head, _others_before(scene, head))
    if head.lower_ in grammar().place_nouns:
        return described_country(scene, head, _countries_before(scene, head))
    speaks = is_definite(head) or any(token.tag_ == "WDT" for child in head.children for token in child.children)
    if head.lower_ in grammar().document_nouns and speaks:
        return document_issuer(scene, head, lambda subject: resolve(scene, conjuncts(subject)))
    return []


def _referred(scene: Scene, pronoun: Token) -> list[Party]:
    if pronoun.tag_ in ("WDT", "WP") and pronoun.head.dep_ in ("relcl", "acl"):
        return resolve_one(scene, pronoun.head.head)
    return referents(scene, pronoun, lambda subject: resolve(scene, conjuncts(subject)))


def _countries_before(scene: Scene, head: Token) -> list[Party]:
    """The countries named before a word, and those of the people named; the nearest is the last."""
    found = [country_party(party) for party in places_of(scene, reversed(scene.doc[: head.i]))]
    return unique(party for party in found if party.kind == "country")[::-1]


def _others_before(scene: Scene, head: Token) -> list[Party]:
    """The countries named before a word, without that of its clause's subject."""
    acting = codes_of(acting_beside(head, lambda subject: resolve(scene, [subject])))
    return [party for party in _countries_before(scene, head) if code_of(party) not in acting]
