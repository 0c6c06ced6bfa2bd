"""A state of the data in, its events as the coder saw them out: without what corrections made of them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date

from pipeline.corrections.values import period_of
from pipeline.history.snapshot import EventState, Fields, Fix, Snapshot
from schemas.ontology import ACTS


def as_coded(state: Snapshot) -> Mapping[str, EventState]:
    """The events with their own mentions and values, by id; those that corrections emptied are there too, with their mentions alone."""
    fixes: defaultdict[str, list[Fix]] = defaultdict(list)
    for fix in sorted(state.corrections, key=str):
        fixes[fix.target].append(fix)
    moved = {mention.mention_id for mentions in state.moved.values() for mention in mentions}
    if not fixes and not moved:
        return state.events
    emptied = {event_id: EventState(event_id, {}, "", ()) for event_id in state.moved.keys() - state.events.keys()}
    return {event_id: _coded(event, state, moved, fixes.get(event_id, ())) for event_id, event in {**state.events, **emptied}.items()}


def _coded(event: EventState, state: Snapshot, moved: set[str], fixes: Iterable[Fix]) -> EventState:
    own = tuple(mention for mention in event.mentions if mention.mention_id not in moved)
    return replace(event, fields=_uncorrected(event.fields, fixes), mentions=own + state.moved.get(event.event_id, ()))


def _uncorrected(fields: Fields, fixes: Iterable[Fix]) -> Fields:
    """The values as they were; the type and the mode that a corrected act brought with it, only where there was another act before."""
    old: dict[str, str | None] = {}
    for fix in fixes:
        if fix.field == "date":
            period = period_of(fix.old)
            old |= {"date": _day(period.first), "date_end": _day(period.last), "date_precision": period.precision}
        elif fix.field != "event_id":
            old[fix.field] = fix.old
    if act := ACTS.get(old.get("act") or ""):
        old = {"event_type": act.event_type, "mode": act.mode or fields.get("mode"), **old}
    return {**fields, **{name: value for name, value in old.items() if name in fields}}


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None
