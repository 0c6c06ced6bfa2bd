"""Events in, steps of pairs of countries out: what each event does to the relations of which two countries, and from when on."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations, product

from pipeline.records import Event, Party, Period
from schemas.ontology import ACTS, RELATION_EFFECTS, STATE_SECTORS, Effect

Pair = tuple[str, str]  # codes of two countries, in alphabetical order

BOTH = 2


@dataclass(frozen=True, slots=True)
class Step:
    """The effect that an event has from the period `start` on; without a first day where nobody dates it. Of the event it has no more than
    tells it from others: its identifier, what is known of it, and where each document (sorted by id) first tells of it."""

    event_id: str
    effect: Effect
    start: Period
    n_mentions: int
    confidence: float
    places: tuple[tuple[str, int], ...]


def steps_of(events: Iterable[Event]) -> Iterator[tuple[Pair, Step]]:
    """What the events do to each pair, in no order. What somebody only alleges does nothing."""
    for event in events:
        effect = RELATION_EFFECTS.get(event.act or "")
        if effect is None or event.status == "alleged":
            continue
        if pairs := _pairs(event):
            step = Step(event.event_id, effect, _start(event), len(event.mentions), event.confidence, _places(event))
            yield from ((pair, step) for pair in pairs)


def _start(event: Event) -> Period:
    """The day from which it applies, where that is told; else when it happened or was announced."""
    later = event.effective_on
    if later is None or (event.period.first is not None and later < event.period.first):
        return event.period
    return Period(later, later, "day")


def _places(event: Event) -> tuple[tuple[str, int], ...]:
    places: dict[str, int] = {}
    for mention in event.mentions:
        places[mention.source_id] = min(mention.start, places.get(mention.source_id, mention.start))
    return tuple(sorted(places.items()))


def _pairs(event: Event) -> set[Pair]:
    """Each who acts with each to whom it is done. Without a recipient: all among themselves, if it is a mutual act; of other acts, two
    who do it ("both recalled their ambassadors"), for more may all do it to somebody whom the text leaves out."""
    actors, recipients = _states(event.actors), _states(event.recipients)
    if event.recipients:
        return {(min(sides), max(sides)) for sides in product(actors, recipients) if sides[0] != sides[1]}
    is_mutual = event.act is not None and ACTS[event.act].mutual
    return set(combinations(sorted(actors), 2)) if is_mutual or len(actors) == BOTH else set()


def _states(parties: Iterable[Party]) -> set[str]:
    """The countries that act: a parliament, an opposition or an exile does not keep relations with other states. An envoy whom one of
    those sends is named beside it, and does not act for the state either."""
    sides: defaultdict[str, list[Party]] = defaultdict(list)
    for party in parties:
        if party.country:
            sides[party.country].append(party)
    return {country for country, side in sides.items() if any(map(_is_state, side)) or all(map(_may_act_for_state, side))}


def _is_state(party: Party) -> bool:
    return party.kind == "country" or (party.kind == "institution" and party.sector in STATE_SECTORS)


def _may_act_for_state(party: Party) -> bool:
    """Of whom nothing is known, who does such an act does it for the state."""
    return _is_state(party) or (party.kind in ("institution", "person") and (party.sector is None or party.sector in STATE_SECTORS))
