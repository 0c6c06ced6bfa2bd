"""Actor ids that corrections name in, the parties that they stand for out."""

from collections import Counter
from collections.abc import Iterable, Mapping

from pipeline.corrections.values import SIDES, ids_of
from pipeline.identity import parties_of
from pipeline.lexicon.names import known_actors
from pipeline.records import Correction, Mention, Party


class Named:
    """Whom the new values of corrections name, as far as the lexicon or any mention knows them.

    No words of the document in question name them, so they have their name in place of words, and no place. `is_wanting` tells whether
    there is anybody among them whom only mentions may know.
    """

    def __init__(self, corrections: Iterable[Correction]) -> None:
        wanted = {actor_id for each in corrections if each.field in SIDES for actor_id in ids_of(each.new)}
        self._known = {actor_id: _known(actor_id) for actor_id in wanted & known_actors().keys()}
        self._forms: dict[str, Counter[Party]] = {actor_id: Counter() for actor_id in wanted - self._known.keys()}

    @property
    def is_wanting(self) -> bool:
        return bool(self._forms)

    def add(self, mentions: Iterable[Mention]) -> None:
        """Note those whom mentions know."""
        for mention in mentions if self._forms else ():
            for party in parties_of(mention):
                if party.actor_id in self._forms:
                    form = Party(party.actor_id, party.name, party.kind, party.country, party.name, sector=party.sector)
                    self._forms[party.actor_id][form] += 1

    def parties(self) -> Mapping[str, Party]:
        """Who is known, by id; whom mentions know, as most of them give them."""
        found = {
            actor_id: min(counts, key=lambda party: (-counts[party], str(party))) for actor_id, counts in self._forms.items() if counts
        }
        return self._known | found


def parties_named(corrections: Iterable[Correction], mentions: Iterable[Mention]) -> Mapping[str, Party]:
    """Whom the new values of corrections name, as far as the lexicon or any of these mentions knows them; by id."""
    named = Named(corrections)
    named.add(mentions)
    return named.parties()


def _known(actor_id: str) -> Party:
    actor = known_actors()[actor_id]
    return Party(actor_id, actor.name, actor.kind, actor.country, actor.name, sector=actor.sector)
