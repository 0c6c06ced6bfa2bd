"""A name, a person or a body of a sentence in, the party that it is out; and the codes of parties."""

from collections.abc import Iterable
from dataclasses import replace

from pipeline.extract.cast import slug
from pipeline.extract.scene import Scene
from pipeline.extract.tokens import Token
from pipeline.extract.tree import premodifiers
from pipeline.lexicon.names import KnownName, known_actors
from pipeline.records import Party

LONGEST_TAIL = 4  # words of "of Foreign Affairs", "of Venezuela" that belong to the name of a body


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


def people_at(scene: Scene, token: Token) -> list[Party]:
    """A person, with the organization behind whoever speaks for one."""
    naming = scene.people[token.i]
    person = naming.person
    start, end = scene.span(naming.start, naming.end)
    text = scene.text[naming.start : naming.end]
    party = Party(slug(person.name), person.name, "person", person.country, text, start, end, person.office, person.sector)
    body = known_actors().get(person.body or "") if person.country is None else None
    return [party] if body is None else [party, Party(body.actor_id, body.name, body.kind, None, text, start, end, None, body.sector)]


def institution_at(scene: Scene, head: Token, owner: Party) -> Party:
    """A body under the name that the text gives it: "Peruvian Foreign Ministry", "Supreme Court of Venezuela"."""
    noun = scene.nouns[head.i]
    first = min([head.i, *(token.i for token in premodifiers(head) if token.tag_ != "DT" and token.text[:1].isupper())])
    tails = [list(child.subtree) for child in head.children if child.dep_ == "prep" and child.lower_ == "of" and child.i == head.i + 1]
    last = max([head.i, *(token.i for tail in tails if len(tail) <= LONGEST_TAIL for token in tail)])
    begin, after = scene.doc[first].idx, scene.doc[last].end
    start, end = scene.span(begin, after)
    name = scene.text[begin:after]
    identifier = f"{owner.country}-{slug(' '.join(noun.words))}".lower()
    return Party(identifier, name, "institution", owner.country, name, start, end, None, noun.sector)


def party_of(scene: Scene, name: KnownName, start: int, end: int) -> Party:
    """Whom a known name means, with its place."""
    first, last = scene.span(start, end)
    actor = name.actor
    return Party(actor.actor_id, actor.name, actor.kind, actor.country, scene.text[start:end], first, last, None, actor.sector)


def country_of_city(scene: Scene, name: KnownName, start: int, end: int) -> list[Party]:
    """The country in which a city lies; nothing where it lies in none that is known."""
    return [country_party(party_of(scene, name, start, end))] if name.actor.country in known_actors() else []
