"""Mentions in, the same mentions out with one identifier per actor: people are told apart and brought together across documents.

A person's identifier is the slug of the name. A bare surname becomes the one full name of that country that bears it; a person whose
country one document leaves out takes the country that all others give; namesakes of two countries get the country in their identifier.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace

from pipeline.records import Mention, Party


@dataclass(frozen=True, slots=True)
class Identities:
    """What all mentions together know of persons: countries by identifier, and the full name behind a surname and country."""

    countries: dict[str, frozenset[str]]
    full_names: dict[tuple[str, str], frozenset[tuple[str, str]]]


def learn_identities(mentions: Iterable[Mention]) -> Identities:
    """Every person of these mentions, with the countries that documents give them."""
    countries: dict[str, set[str]] = defaultdict(set)
    full_names: dict[tuple[str, str], set[tuple[str, str]]] = defaultdict(set)
    for party in (party for mention in mentions for party in parties_of(mention) if party.kind == "person"):
        countries[party.actor_id].update([party.country] if party.country else [])
        if party.country and "-" in party.actor_id:
            full_names[party.actor_id.rsplit("-", 1)[-1], party.country].add((party.actor_id, party.name))
    return Identities(
        {actor_id: frozenset(found) for actor_id, found in countries.items()},
        {surname: frozenset(found) for surname, found in full_names.items()},
    )


def identify(mention: Mention, identities: Identities) -> Mention:
    """The mention with its persons under their identifiers."""
    return replace(
        mention,
        actors=_distinct(_identify(party, identities) for party in mention.actors),
        recipients=_distinct(_identify(party, identities) for party in mention.recipients),
        said_by=_identify(mention.said_by, identities) if mention.said_by else None,
    )


def parties_of(mention: Mention) -> tuple[Party, ...]:
    """Everybody whom a mention names in any role."""
    return (*mention.actors, *mention.recipients, *((mention.said_by,) if mention.said_by else ()))


def _identify(party: Party, identities: Identities) -> Party:
    if party.kind != "person":
        return party
    countries = identities.countries.get(party.actor_id, frozenset())
    if party.country is None and len(countries) == 1:
        party = replace(party, country=next(iter(countries)))
    full = identities.full_names.get((party.actor_id, party.country or ""), frozenset()) if "-" not in party.actor_id else frozenset()
    if len({actor_id for actor_id, _ in full}) == 1:
        actor_id, name = max(full)  # one spelling of the name, the same in every build; letters with accents come last
        party = replace(party, actor_id=actor_id, name=name)
        countries = identities.countries.get(actor_id, frozenset())
    if len(countries) > 1 and party.country:
        party = replace(party, actor_id=f"{party.actor_id}-{party.country.lower()}")
    return party


def _distinct(parties: Iterable[Party]) -> tuple[Party, ...]:
    found: dict[str, Party] = {}
    for party in parties:
        found.setdefault(party.actor_id, party)
    return tuple(found.values())
