"""Mentions in, events out: reports of one event become one row (codebook, sections 6 and 7)."""

from collections import Counter
from collections.abc import Iterable, Iterator

from pipeline.ids import content_id
from pipeline.merge.cluster import clusters_of, order, period_of
from pipeline.records import Event, Mention, Period


def merge(mentions: Iterable[Mention]) -> Iterator[Event]:
    """Events of these mentions, ordered by id. The same mentions in any order give the same events and ids."""
    names: Counter[str] = Counter()
    events = []
    for cluster in clusters_of(mentions):
        period = period_of(cluster)
        name = f"{cluster.key}|{period.first}|{period.precision}"
        events.append(_event(content_id("evt", name, str(names[name])), sorted(cluster.mentions, key=order), period))
        names[name] += 1
    yield from sorted(events, key=lambda event: event.event_id)


def _event(event_id: str, cluster: list[Mention], period: Period) -> Event:
    lead = max(cluster, key=lambda mention: (mention.period == period, len(mention.actors) + len(mention.recipients), mention.confidence))
    firsts = [mention.period.first for mention in cluster if mention.period.first]
    lasts = [mention.period.last for mention in cluster if mention.period.last]
    return Event(
        event_id=event_id,
        event_type=lead.event_type,
        mode=lead.mode,
        act=lead.act,
        period=period,
        date_min=min(firsts, default=None),
        date_max=max(lasts, default=None),
        effective_on=min((mention.effective_on for mention in cluster if mention.effective_on), default=None),
        status=_status(cluster),
        confidence=max(mention.confidence for mention in cluster),
        actors=lead.actors,
        recipients=lead.recipients,
        mentions=tuple(cluster),
    )


def _status(cluster: list[Mention]) -> str:
    """What any document tells as a fact has occurred; else it is announced, else alleged."""
    told = {mention.status for mention in cluster}
    return next(status for status in ("occurred", "announced", "alleged") if status in told)
