"""Mentions in, rows of `actors`, `actor_names` and `actor_roles` out."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from types import MappingProxyType

from pipeline.extract.plain import seen_text
from pipeline.identity import parties_of
from pipeline.lexicon.grammar import grammar
from pipeline.lexicon.names import known_actors, known_names
from pipeline.people.known import GIVEN, Known
from pipeline.people.learning import best_name
from pipeline.people.spelling import slug
from pipeline.records import Mention, Party
from pipeline.rights import FULL, Terms
from pipeline.rows.row import Row

NOBODY: Mapping[str, Known] = MappingProxyType({})
UNBOUND: Mapping[str, Terms] = MappingProxyType({})


def actor_rows(mentions: Sequence[Mention], listed: Mapping[str, Known] = NOBODY, *, others: Iterable[Party] = ()) -> Iterator[Row]:
    """Everybody named in any mention, ordered by identifier; the name that most mentions use wins, but for a roster of the user's.

    `listed` is what rosters say of an identifier; `others` are parties whom perhaps no mention names (a correction does).
    """
    named: dict[str, list[Party]] = defaultdict(list)
    for mention in mentions:
        for party in parties_of(mention):
            named[party.actor_id].append(party)
    for party in others:
        if party.actor_id not in named:
            named[party.actor_id] = [party]
    for actor_id in sorted(named):
        entry = listed.get(actor_id)
        known = entry if entry is not None and entry.origin == GIVEN else known_actors().get(actor_id)
        lead = _commonest(named[actor_id])
        yield {
            "actor_id": actor_id,
            "name": known.name if known else lead.name,
            "kind": known.kind if known else lead.kind,
            "country": known.country if known else lead.country,
            "sector": known.sector if known and known.sector else lead.sector or (entry.sector if entry else None),
            "wikidata_id": entry.wikidata_id if entry else None,
        }


def _commonest(parties: list[Party]) -> Party:
    """The form of an actor that most mentions give; of a person, under the best spelling of the fullest name."""
    counts = Counter((party.name, party.kind, party.country, party.sector) for party in parties)
    name, kind, country, sector = min(counts, key=lambda form: (-counts[form], -len(form[0]), str(form)))
    if kind == "person":
        full = Counter(party.name for party in parties if slug(party.name) == parties[0].actor_id or " " in party.name)
        name = best_name(full) if full else name
        sectors = Counter(party.sector for party in parties if party.sector)
        sector = max(sectors, key=lambda name: (sectors[name], name), default=None)
    return Party(parties[0].actor_id, name, kind, country, name, sector=sector)


def actor_name_rows(
    mentions: Sequence[Mention],
    actors: Mapping[str, str],
    listed: Mapping[str, Known] = NOBODY,
    terms: Mapping[str, Terms] = UNBOUND,
) -> Iterator[Row]:
    """Names of these actors (identifier -> canonical name): canonical, from the lexicon and from rosters, and as documents write them.

    `terms` are those of documents that may not be quoted in full, by source id.
    """
    names: dict[tuple[str, str], str] = {}
    for mention in mentions:
        for party in parties_of(mention):
            if _is_name(party.text) and terms.get(mention.source_id, FULL).words(party.text):
                names[party.actor_id, seen_text(party.text)] = "observed"
    for known in known_names():
        if known.actor.actor_id in actors and known.sort != "city":
            names[known.actor.actor_id, known.text] = "alias"
    for actor_id, entry in listed.items():
        if actor_id in actors:
            names |= {(actor_id, name): "alias" for name in (entry.name, *entry.aliases) if name not in entry.learnt}
    names |= dict.fromkeys(actors.items(), "canonical")
    for (actor_id, name), kind in sorted(names.items()):
        yield {"actor_id": actor_id, "name": name, "kind": kind}


def _is_name(text: str) -> bool:
    """Not "the neighbour" nor, at the beginning of a sentence, "They"."""
    return text[:1].isupper() and text.lower() not in grammar().pronouns


def actor_role_rows(mentions: Sequence[Mention]) -> Iterator[Row]:
    """Offices that mentions give to persons, with the days between which they do."""
    seen: dict[tuple[str, str, str], list[date | None]] = defaultdict(list)
    for mention in mentions:
        people = [party for party in parties_of(mention) if party.kind == "person"]
        for held in {(person.actor_id, person.office, person.country) for person in people if person.office and person.country}:
            seen[held].append(mention.period.first)
    for (actor_id, office, country), days in sorted(seen.items()):
        dated = [day for day in days if day is not None]
        yield {
            "actor_id": actor_id,
            "role": office,
            "country": country,
            "first_seen": min(dated, default=None),
            "last_seen": max(dated, default=None),
            "n_mentions": len(days),
        }
