"""Mentions in, events out: reports of one event become one row (codebook, sections 6 and 7)."""

import gc
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from pipeline.merge.choice import FIELDS, choose
from pipeline.merge.claim import ordered
from pipeline.merge.cluster import clusters_by_key
from pipeline.merge.forms import join_forms
from pipeline.merge.naming import event_ids
from pipeline.records import Event, Mention


def merge(mentions: Iterable[Mention]) -> list[Event]:
    """Events of these mentions, ordered by id. The same mentions in any order give the same events and ids."""
    with uncollected():
        clusters = join_forms(clusters_by_key(mentions))
        events = [event_of(event_id, cluster.mentions) for event_id, cluster in zip(event_ids(clusters), clusters, strict=True)]
        return sorted(events, key=lambda event: event.event_id)


@contextmanager
def uncollected() -> Iterator[None]:
    """Without Python's search for cycles, for work that makes none: looking through millions of mentions again and again takes most of its
    time."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def event_of(event_id: str, mentions: Iterable[Mention]) -> Event:
    """An event from its mentions, in any order but at least one; of a single one, all that it says."""
    mentions = ordered(mentions)
    choices = choose(mentions)
    chosen = {choice.field: choice.mention for choice in choices}
    kind, parties, dated, effective, told = (chosen.get(name, mentions[0]) for name in FIELDS)
    firsts = [mention.period.first for mention in mentions if mention.period.first]
    lasts = [mention.period.last for mention in mentions if mention.period.last]
    return Event(
        event_id=event_id,
        event_type=kind.event_type,
        mode=kind.mode,
        act=kind.act,
        period=dated.period,
        date_min=min(firsts, default=None),
        date_max=max(lasts, default=None),
        effective_on=effective.effective_on,
        status=told.status,
        confidence=max(mention.confidence for mention in mentions),
        actors=parties.actors,
        recipients=parties.recipients,
        mentions=tuple(mentions),
        choices=choices,
    )
