"""Actor ids that corrections name in, the parties that they stand for out."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

from pipeline.corrections.values import SIDES, ids_of
from pipeline.identity import parties_of
from pipeline.lexicon.names import known_actors
from pipeline.records import Correction, Mention, Party


def parties_named(corrections: Iterable[Correction], mentions: Iterable[Mention]) -> Mapping[str, Party]:
    """Whom the new values of corrections name, as far as the lexicon or any mention knows them; by id.

    No words of the document in question name them, so they have their name in place of words, and no place.
    """
    wanted = {actor_id for each in corrections if each.field in SIDES for actor_id in ids_of(each.new)}
    found = {actor_id: _known(actor_id) for actor_id in wanted & known_actors().keys()}
    if unknown := wanted - found.keys():
        found |= _mentioned(unknown, mentions)
    return found


def _known(actor_id: str) -> Party:
    actor = known_actors()[actor_id]
    return Party(actor_id, actor.name, actor.kind, actor.country, actor.name, sector=actor.sector)


def _mentioned(wanted: set[str], mentions: Iterable[Mention]) -> dict[str, Party]:
    """Each as most mentions give them."""
    forms: defaultdict[str, Counter[Party]] = defaultdict(Counter)
    for mention in mentions:
        for party in parties_of(mention):
            if party.actor_id in wanted:
                forms[party.actor_id][Party(party.actor_id, party.name, party.kind, party.country, party.name, sector=party.sector)] += 1
    return {actor_id: min(counts, key=lambda party: (-counts[party], str(party))) for actor_id, counts in forms.items()}
