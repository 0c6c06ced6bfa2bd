"""Events in, block by block, rows of actors, events, mentions and all that follows from them out, in the order of the tables."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from pipeline import rows
from pipeline.build.account import coming_release
from pipeline.build.ledger import Ledger
from pipeline.history import first_changes
from pipeline.ids import mention_ids
from pipeline.load import Warehouse
from pipeline.merge import uncollected
from pipeline.records import Event
from pipeline.relations import Pair, Step, spells_of_steps, steps_of


@dataclass(slots=True)
class Told:
    """What all events together tell, so far: of actors, of stories and their lists, of relations."""

    links: rows.Links
    actors: rows.Actors = field(default_factory=rows.Actors)
    steps: list[tuple[Pair, Step]] = field(default_factory=list)


@uncollected()
def add_events(warehouse: Warehouse, ledger: Ledger, blocks: Iterable[list[Event]]) -> None:
    """Load the actors, events and mentions, and what follows from them; rows of two blocks stand in the order of the whole. The lists are
    emptied, so that no event is kept."""
    told = Told(rows.Links(ledger.stories))
    for events in blocks:
        while events:
            _take(warehouse, ledger, told, events.pop())
    names = _add_actors(warehouse, ledger, told.actors)
    warehouse.fill_in("mention_actors", "text", "actor_id", names)
    warehouse.add("event_links", rows.event_link_rows(told.links))
    warehouse.add("relations", rows.relation_rows(spells_of_steps(told.steps)))
    warehouse.add("corrections", rows.correction_rows(ledger.corrections, ledger.corrected))
    for each in ledger.withdrawn:
        source_id = each.mention.source_id
        corpus, path, terms = ledger.places[source_id][0], ledger.paths[source_id], ledger.clearance.terms_of(source_id)
        warehouse.reject([rows.withdrawn_reject(each, corpus=corpus, path=path, terms=terms)])


def _take(warehouse: Warehouse, ledger: Ledger, told: Told, event: Event) -> None:
    _set_aside(warehouse, ledger, event)
    _note(told, ledger, event)


def _set_aside(warehouse: Warehouse, ledger: Ledger, event: Event) -> None:
    """Give the rows of an event to the warehouse: tables of events go by its id, those of mentions by the order of the text."""
    by_event, ids = (event.event_id,), mention_ids(event.mentions)
    row = rows.event_row(event)
    warehouse.set_aside("events", [row], by_event)
    warehouse.set_aside("event_actors", rows.event_actor_rows(event), by_event)
    warehouse.set_aside("event_choices", rows.event_choice_rows(event, ids), by_event)
    warehouse.set_aside("event_contexts", rows.event_context_rows(event, ledger.contexts), by_event)
    if ledger.earlier is None:
        added = first_changes([event], lambda _: str(row["summary"]))
        warehouse.set_aside("event_history", rows.event_history_rows(None, added, coming_release(None)), by_event)
    for number, mention in enumerate(event.mentions):
        place = mention.source_id, mention.start, mention.end, mention.rule, mention.trigger, event.event_id, number
        identifier = ids[id(mention)]
        moved_from = ledger.moved.get(identifier)
        terms = ledger.clearance.terms_of(mention.source_id)
        warehouse.set_aside("mentions", [rows.mention_row(mention, event.event_id, moved_from, identifier=identifier, terms=terms)], place)
        warehouse.set_aside("mention_actors", rows.mention_actor_rows(mention, identifier=identifier, terms=terms), place, awaits="text")


def _note(told: Told, ledger: Ledger, event: Event) -> None:
    told.links.add(event)
    told.steps += steps_of([event])
    for mention in event.mentions:
        told.actors.add(mention, ledger.clearance.terms_of(mention.source_id))


def _add_actors(warehouse: Warehouse, ledger: Ledger, actors: rows.Actors) -> dict[str, str]:
    """Load everybody who is named, by a mention or only by a correction; the names by identifier."""
    for party in (party for event in ledger.corrected for party in (*event.actors, *event.recipients)):
        if party.actor_id not in actors.forms:
            actors.add_party(party)
    everybody = list(rows.actor_rows(actors, ledger.known))
    warehouse.add("actors", everybody)
    names = {str(row["actor_id"]): str(row["name"]) for row in everybody}
    warehouse.add("actor_names", rows.actor_name_rows(actors, names, ledger.known))
    warehouse.add("actor_roles", rows.actor_role_rows(actors))
    return names
