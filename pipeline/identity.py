"""Mentions in, the same mentions out with one identifier per actor: people are told apart and brought together across documents.

A person's identifier is the slug of the name; spellings of one name in one country share that of the commonest, or of the roster that
knows it. A bare surname becomes the one full name of that country that bears it; a person whose country one document leaves out takes the
country that all others give; namesakes of two countries get the country in their identifier. A body of a country has one identifier,
whichever of its names a text uses.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from pipeline.lexicon.bodies import usual_body
from pipeline.people.known import GIVEN, LEARNT, Known, People
from pipeline.people.learning import gather_spellings
from pipeline.people.spelling import is_damaged, is_spoilt, key, slug
from pipeline.records import Mention, Party

OWNER = re.compile(r"^.*?\w['’]s\s+")  # "Peru's Congress" is called Congress
Lead = tuple[str, str]  # identifier, name


@dataclass(frozen=True, slots=True)
class Identities:
    """What all mentions together know of persons.

    `leads` leads the identifier and country of a spelling to the identifier and name behind it; `countries` are those of an identifier,
    `full_names` the full names behind a surname and country; `known` is what rosters say of an identifier.
    """

    leads: dict[tuple[str, str], Lead]
    countries: dict[str, frozenset[str]]
    full_names: dict[tuple[str, str], frozenset[Lead]]
    known: dict[str, Known] = field(default_factory=dict)


@dataclass(slots=True)
class Roll:
    """Whom mentions name, as far as it counts for who they are: persons by identifier, name and country, and how often; the name by which
    each of the others was last called."""

    persons: Counter[tuple[str, str, str | None]] = field(default_factory=Counter)
    others: dict[str, str] = field(default_factory=dict)

    def add(self, mentions: Iterable[Mention]) -> None:
        """Note whom mentions name. Their order matters where two rosters' names lead to one body."""
        for mention in mentions:
            for party in parties_of(mention):
                if party.kind == "person":
                    self.persons[party.actor_id, party.name, party.country] += 1
                else:
                    self.others[party.actor_id] = party.name


def learn_identities(roll: Roll, people: People | None = None) -> Identities:
    """Every actor on the roll of all mentions, with what the documents and the rosters together say of them."""
    people = people or People()
    counts: Counter[tuple[str, str | None]] = Counter()
    for (_, name, country), count in roll.persons.items():
        counts[name, country] += count
    leads, known = _lead(counts, people)
    countries: dict[str, set[str]] = defaultdict(set)
    full_names: dict[tuple[str, str], set[Lead]] = defaultdict(set)
    for actor_id, name, country in roll.persons:
        actor_id, name = _led(actor_id, name, country, leads)
        countries[actor_id].update([country] if country else [])
        if country and "-" in actor_id:
            full_names[actor_id.rsplit("-", 1)[-1], country].add((actor_id, name))
    return Identities(
        leads,
        {actor_id: frozenset(found) for actor_id, found in countries.items()},
        {surname: frozenset(found) for surname, found in full_names.items()},
        known | _listed_bodies(roll.others, people),
    )


def identify(mention: Mention, identities: Identities) -> Mention:
    """The mention with its persons and bodies under their identifiers."""
    actors = _distinct(_identify(party, identities) for party in mention.actors)
    recipients = _distinct(_identify(party, identities) for party in mention.recipients)
    said_by = _identify(mention.said_by, identities) if mention.said_by else None
    if (actors, recipients, said_by) == (mention.actors, mention.recipients, mention.said_by):
        return mention  # as most are: countries have one identifier
    return replace(mention, actors=actors, recipients=recipients, said_by=said_by)


def parties_of(mention: Mention) -> tuple[Party, ...]:
    """Everybody whom a mention names in any role."""
    return (*mention.actors, *mention.recipients, *((mention.said_by,) if mention.said_by else ()))


def _lead(counts: Mapping[tuple[str, str | None], int], people: People) -> tuple[dict[tuple[str, str], Lead], dict[str, Known]]:
    """The identifier and name behind every spelling of a full name, and what rosters say of those identifiers."""
    leads: dict[tuple[str, str], Lead] = {}
    listed: dict[str, Known] = {}
    names: dict[str, str] = {}
    for (name, country), _ in sorted(counts.items(), key=str):
        names[key(name)] = max(names.get(key(name), name), name)  # letters with accents come last
        known = people.named(name, country=country) or people.spelled(name, country) if " " in key(name) else None
        if known is not None and known.kind == "person":
            leads[slug(name), country or ""] = slug(known.name), known.name
            if known.origin != LEARNT:
                listed[slug(known.name)] = known
    unknown = {named: count for named, count in counts.items() if (slug(named[0]), named[1] or "") not in leads}
    for (name_key, country), lead in gather_spellings(unknown).items():
        leads[slug(names[name_key]), country] = slug(names[lead]), names[lead]
    return leads, listed


def _led(actor_id: str, name: str, country: str | None, leads: Mapping[tuple[str, str], Lead]) -> Lead:
    """The identifier and the name of a person behind this spelling."""
    lead = leads.get((actor_id, country or ""))
    if lead is None:
        return actor_id, name
    return lead[0], lead[1] if is_spoilt(name) or is_damaged(name, lead[1]) else name


def _listed_bodies(others: Mapping[str, str], people: People) -> dict[str, Known]:
    found = {actor_id: people.named(name) for actor_id, name in others.items()}
    return {actor_id: known for actor_id, known in found.items() if known is not None and known.origin == GIVEN}


def _identify(party: Party, identities: Identities) -> Party:
    if party.kind == "institution" and party.country:
        return _usual(party, party.country)
    if party.kind != "person":
        return party
    actor_id, name = _led(party.actor_id, party.name, party.country, identities.leads)
    if (actor_id, name) != (party.actor_id, party.name):
        party = replace(party, actor_id=actor_id, name=name)
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


def _usual(party: Party, country: str) -> Party:
    """A body of a country under the identifier of its usual name, and without the country's name before its own."""
    own, prefix = OWNER.sub("", party.name), f"{country.lower()}-"
    if not party.actor_id.startswith(prefix):
        return replace(party, name=own)
    return replace(party, actor_id=prefix + usual_body(party.actor_id.removeprefix(prefix)), name=own)


def _distinct(parties: Iterable[Party]) -> tuple[Party, ...]:
    found: dict[str, Party] = {}
    for party in parties:
        found.setdefault(party.actor_id, party)
    return tuple(found.values())
