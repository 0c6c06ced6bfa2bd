"""The mentions of a build in, its events out, block by block: persons identified, corrections applied, identifiers carried on."""

import logging
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from pipeline import rows
from pipeline.build.ledger import Ledger
from pipeline.corrections import Concerned, Named, Problem, Withdrawn, correct_events, correct_mentions, mentions_corrected
from pipeline.history import EventState, carried_ids, event_state
from pipeline.identity import Identities, identify, learn_identities
from pipeline.ids import mention_id
from pipeline.merge import merge, uncollected
from pipeline.people.known import People
from pipeline.records import Correction, Event, Mention
from pipeline.shards.mentions import Block, Spool, block_of

LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Identified:
    """The mentions of a spool with their persons identified; `corrected` are those, by block, that take the place of those whose ids are
    `replaced`."""

    spool: Spool
    identities: Identities
    corrected: Mapping[Block, list[Mention]] = field(default_factory=dict)
    replaced: frozenset[str] = frozenset()

    def blocks(self) -> tuple[Block, ...]:
        """What events are never of two of."""
        return tuple(dict.fromkeys((*self.spool.blocks(), *self.corrected)))

    def read(self, block: Block) -> list[Mention]:
        """The mentions of a block."""
        mentions = self.spool.read(block)
        for number, mention in enumerate(mentions):  # in place, so that both are never there together
            mentions[number] = identify(mention, self.identities)
        if self.replaced:
            mentions = [mention for mention in mentions if mention_id(mention) not in self.replaced]
        return [*mentions, *self.corrected.get(block, ())]


class Waiting:
    """The events that corrections concern, and whom corrections may name, as all mentions know them."""

    def __init__(self, corrections: Sequence[Correction]) -> None:
        self.named, self.events = Named(corrections), list[Event]()
        self._concerned = Concerned(corrections) if corrections else None

    def without(self, events: list[Event]) -> list[Event]:
        """The events that no correction concerns; the others wait."""
        if self._concerned is None:
            return events
        for event in events:
            self.named.add(event.mentions)
        self.events += [event for event in events if event in self._concerned]
        return [event for event in events if event not in self._concerned]


def merge_mentions(ledger: Ledger, people: People | None = None) -> Iterator[list[Event]]:
    """The events of all mentions, one block after another, those that corrections concern at the end, in no particular order; whoever takes
    them should keep none. The ledger knows more when all of them are taken. Raises CorrectionError as `correct_events`."""
    with uncollected():
        identities = learn_identities(ledger.roll, people)
        ledger.known = identities.known
        identified, problems = _corrected(ledger, Identified(ledger.spool, identities))
        names = _carried(ledger, identified)
        waiting = Waiting(ledger.corrections)
        for block in identified.blocks():
            yield _counted(ledger, waiting.without(_merged(identified.read(block), names)))
        if ledger.corrections:
            yield _counted(ledger, _correct(ledger, waiting, problems))
    LOG.info("%d mentions are reports of %d events", ledger.spool.n - len(ledger.withdrawn), ledger.events_by_type.total())


def _corrected(ledger: Ledger, identified: Identified) -> tuple[Identified, list[Problem]]:
    """The mentions as corrections of their fields make them, each in the block in which it is then; and what stands against that."""
    targets = mentions_corrected(ledger.corrections)
    if not targets:
        return identified, []
    named, found = Named(ledger.corrections), list[Mention]()
    for mentions in map(identified.read, identified.blocks()):
        named.add(mentions)
        found += [mention for mention in mentions if mention_id(mention) in targets]
    made, problems = correct_mentions(found, ledger.corrections, named.parties())
    corrected: defaultdict[Block, list[Mention]] = defaultdict(list)
    for mention in made:
        corrected[block_of(mention)].append(mention)
    return replace(identified, corrected=corrected, replaced=targets), problems


def _carried(ledger: Ledger, identified: Identified) -> dict[str, str]:
    """The identifiers of the earlier release for the ids of the same events now; without one, none. All that is compared of the events
    stays in the ledger, under these identifiers."""
    if ledger.earlier is None:
        return {}
    states: dict[str, EventState] = {}
    for block in identified.blocks():
        states |= {
            event.event_id: event_state(event, ledger.paths, rows.summary_of(event)) for event in _merged(identified.read(block), {})
        }
    names = carried_ids(states, ledger.earlier)
    for event_id, state in states.items():
        name = names[event_id]
        ledger.states[name] = state if name == event_id else replace(state, event_id=name)
    return names


def _merged(mentions: list[Mention], names: Mapping[str, str]) -> list[Event]:
    return [_renamed(event, names) for event in merge(mentions)] if names else merge(mentions)


def _renamed(event: Event, names: Mapping[str, str]) -> Event:
    name = names.get(event.event_id, event.event_id)
    return event if name == event.event_id else replace(event, event_id=name)


def _correct(ledger: Ledger, waiting: Waiting, problems: list[Problem]) -> list[Event]:
    """The events that corrections concern, as these make them; the ledger knows then what is withdrawn and moved."""
    events = sorted(waiting.events, key=lambda event: event.event_id)
    corrected = correct_events(events, ledger.corrections, problems, waiting.named.parties())
    ledger.corrected, ledger.moved, ledger.withdrawn = corrected.events, corrected.moved, corrected.withdrawn
    if ledger.earlier is not None:
        for event in events:
            del ledger.states[event.event_id]
        ledger.states |= {event.event_id: event_state(event, ledger.paths, rows.summary_of(event)) for event in corrected.events}
    _note_withdrawn(ledger, corrected.withdrawn)
    return list(corrected.events)


def _note_withdrawn(ledger: Ledger, withdrawn: tuple[Withdrawn, ...]) -> None:
    """A document of which no mention is left is one without events."""
    for each in withdrawn:
        source_id = each.mention.source_id
        ledger.n_mentions_in[source_id] -= 1
        if not ledger.n_mentions_in[source_id]:
            ledger.coverage[ledger.places[source_id], "coded"] -= 1
            ledger.coverage[ledger.places[source_id], "without_events"] += 1


def _counted(ledger: Ledger, events: list[Event]) -> list[Event]:
    ledger.events_by_type.update(event.event_type for event in events)
    return events
