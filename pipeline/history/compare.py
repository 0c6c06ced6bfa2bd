"""Two states of the data in, what became of each event out."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet

from pipeline.history.cause import CauseOf, causes_between
from pipeline.history.matching import votes_of
from pipeline.history.snapshot import Change, EventState, FieldChange, Snapshot
from pipeline.records import Event


def compare(old: Snapshot, new: Snapshot) -> tuple[Change, ...]:
    """What became of each event that is not the same in both states: one change each, ordered by id.

    An event that is gone was `merged` into the one that holds most of its mentions, or `withdrawn` where none does. An event that came was
    `split` from the one that held most of its mentions; it was `added` where none did, and where that one was merged into it.
    """
    cause_of = causes_between(old, new)
    gone, came = old.events.keys() - new.events.keys(), new.events.keys() - old.events.keys()
    heirs, parents = _nearest(old, new, gone, came)
    changes = [
        *(_gone(old.events[event_id], heirs.get(event_id), cause_of) for event_id in gone),
        *(_came(new.events[event_id], parents.get(event_id), heirs, cause_of) for event_id in came),
        *_changed(old, new, cause_of),
    ]
    return tuple(sorted(changes, key=lambda change: change.event_id))


def first_changes(events: Iterable[Event], summarize: Callable[[Event], str]) -> tuple[Change, ...]:
    """What became of events without an earlier state: all were `added`, by their documents."""
    return tuple(Change(event.event_id, "added", "source", summarize(event)) for event in sorted(events, key=lambda event: event.event_id))


def _nearest(old: Snapshot, new: Snapshot, gone: AbstractSet[str], came: AbstractSet[str]) -> tuple[Mapping[str, str], Mapping[str, str]]:
    """For each event that is gone, the new one with most of its mentions; for each that came, the old one."""
    heirs: dict[str, str] = {}
    parents: dict[str, str] = {}
    votes = votes_of(old.events.values(), new.events.values()) if gone or came else {}
    for before, after in sorted(votes, key=lambda pair: (-votes[pair], pair)):
        if before in gone:
            heirs.setdefault(before, after)
        if after in came:
            parents.setdefault(after, before)
    return heirs, parents


def _gone(event: EventState, heir: str | None, cause_of: CauseOf) -> Change:
    if heir is None:
        return Change(event.event_id, "withdrawn", cause_of(event.event_id), event.summary)
    return Change(event.event_id, "merged", cause_of(event.event_id, heir), event.summary, into=heir)


def _came(event: EventState, parent: str | None, heirs: Mapping[str, str], cause_of: CauseOf) -> Change:
    if parent is None or heirs.get(parent) == event.event_id:
        return Change(event.event_id, "added", cause_of(event.event_id), event.summary)
    return Change(event.event_id, "split", cause_of(event.event_id, parent), event.summary, split_from=parent)


def _changed(old: Snapshot, new: Snapshot, cause_of: CauseOf) -> Iterator[Change]:
    for event_id in old.events.keys() & new.events.keys():
        if fields := _differences(old.events[event_id], new.events[event_id]):
            yield Change(event_id, "changed", cause_of(event_id), new.events[event_id].summary, fields=fields)


def _differences(old: EventState, new: EventState) -> tuple[FieldChange, ...]:
    """The fields with other values, of those that both states know: a release of an older layout may lack some."""
    return tuple(
        FieldChange(name, old.fields[name], value) for name, value in new.fields.items() if name in old.fields and old.fields[name] != value
    )
