"""Mentions in, clusters out: which reports are of one event. Compared are codes and dates, never text.

Mentions meet only those of the same act and parties in the same days, so the work grows with their number.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import product

from pipeline.records import Mention, Party, Period
from schemas.ontology import ACTS

NEAR = 3  # days by which two reports of one event may differ
PRECISIONS = ("day", "month", "year", "none")


@dataclass(frozen=True, slots=True)
class Key:
    """What reports of one event agree in: type, act or mode, and the codes of the two sides."""

    event_type: str
    act: str
    actors: frozenset[str]
    recipients: frozenset[str]

    def __str__(self) -> str:
        return "|".join((self.event_type, self.act, "+".join(sorted(self.actors)), "+".join(sorted(self.recipients))))


@dataclass(slots=True)
class Cluster:
    """Reports of one event, as far as they are found; `told` holds what each section of a document says of the date."""

    key: Key
    mentions: list[Mention] = field(default_factory=list)
    told: dict[tuple[str, int], set[Period]] = field(default_factory=dict)
    people: set[str] = field(default_factory=set)


def clusters_of(mentions: Iterable[Mention]) -> list[Cluster]:
    """Every mention in the one cluster that it belongs to; the same mentions in any order give the same clusters in the same order."""
    blocks: defaultdict[Key, list[Mention]] = defaultdict(list)
    for mention in mentions:
        blocks[_key(mention)].append(mention)
    clusters = [cluster for key in sorted(blocks, key=str) for cluster in _cluster(key, sorted(blocks[key], key=order))]
    return _join_lists(clusters)


def _key(mention: Mention) -> Key:
    """Of mutual acts, whichever side is named first. Where nobody is named, nothing agrees beyond the document."""
    actors, recipients = _codes(mention.actors), _codes(mention.recipients)
    if _is_mutual(mention.act):
        actors, recipients = actors | recipients, frozenset()
    if not actors and not recipients:
        actors = frozenset({mention.source_id})
    return Key(mention.event_type, mention.act or mention.mode or "", actors, recipients)


def _is_mutual(act: str | None) -> bool:
    return act is not None and ACTS[act].mutual


def _codes(parties: Iterable[Party]) -> frozenset[str]:
    """Codes where there are codes, else identifiers: a person acts for a country."""
    return frozenset(party.country or party.actor_id for party in parties)


def _cluster(key: Key, mentions: list[Mention]) -> list[Cluster]:
    """The events of one key, from its mentions in order: those with a day, then the less precise ones, each where one event can hold it."""
    n_days = sum(mention.period.precision == "day" for mention in mentions)
    clusters: list[Cluster] = []
    for mention in mentions[:n_days]:
        _put(mention, next((cluster for cluster in _open(clusters, mention) if not _is_told_apart(mention, cluster)), None), key, clusters)
    homes: defaultdict[str, list[tuple[Period, Cluster]]] = defaultdict(list)
    for cluster in clusters:
        homes[_place(cluster.mentions[0])].append((period_of(cluster), cluster))
    for mention in mentions[n_days:]:
        place = homes[_place(mention)]
        home = _home_of(mention, place)
        cluster = _put(mention, home, key, clusters)
        if home is None:
            place.append((mention.period, cluster))
    return clusters


def _put(mention: Mention, home: Cluster | None, key: Key, clusters: list[Cluster]) -> Cluster:
    """Add a mention to its home, or to a new one."""
    if home is None:
        home = Cluster(key)
        clusters.append(home)
    home.mentions.append(mention)
    home.told.setdefault((mention.source_id, mention.section_no), set()).add(mention.period)
    home.people |= _people(mention)
    return home


def _open(clusters: list[Cluster], mention: Mention) -> Iterator[Cluster]:
    """The latest events first, as far as they may still take a mention with a day: no two of one event lie more than three days apart."""
    for cluster in reversed(clusters):
        first, other = cluster.mentions[0].period.first, mention.period.first
        if first is None or other is None or (other - first).days > NEAR:
            return
        yield cluster


def _place(mention: Mention) -> str:
    """Where to look for the home of a less precise mention: in its year, or without a date in its document."""
    return str(mention.period.first.year) if mention.period.first else mention.source_id


def _home_of(mention: Mention, homes: list[tuple[Period, Cluster]]) -> Cluster | None:
    """The one event that the date of this mention contains, or that has just its date. Undated mentions of one document are one event; of
    two documents, nobody knows."""
    fitting = [(period, cluster) for period, cluster in homes if _overlap(mention.period, period) and not _is_told_apart(mention, cluster)]
    same = [(period, cluster) for period, cluster in fitting if period == mention.period]
    found = fitting if len(fitting) == 1 else same
    return found[0][1] if found else None


def _overlap(one: Period, other: Period) -> bool:
    if one.first is None or one.last is None or other.first is None or other.last is None:
        return one.first is other.first
    return one.first <= other.last and other.first <= one.last


def _is_told_apart(mention: Mention, cluster: Cluster) -> bool:
    """Whether one report gives two days, or two people of one country criticise and both are named (codebook, sections 6 and 7)."""
    told, people = cluster.told.get((mention.source_id, mention.section_no), set()), _people(mention)
    if any(not _overlap(mention.period, period) for period in told):
        return True
    return bool(people and cluster.people) and people.isdisjoint(cluster.people)


def _people(mention: Mention) -> frozenset[str]:
    if mention.event_type != "ACCUSE":
        return frozenset()
    return frozenset(party.actor_id for party in mention.actors if party.kind == "person")


def _join_lists(clusters: list[Cluster]) -> list[Cluster]:
    """The same clusters, without those whose lists of parties are part of the longer lists of exactly one other in the same days."""
    kept: list[Cluster] = []
    longer: defaultdict[tuple[str, str, str, date], list[Cluster]] = defaultdict(list)
    for cluster in sorted(clusters, key=lambda cluster: -len(cluster.key.actors) - len(cluster.key.recipients)):
        key, first = cluster.key, _list_day(cluster)
        homes = [home for home in longer[key.event_type, key.act, min(key.actors), first] if _is_part(cluster, home)] if first else []
        if len(homes) == 1:
            for mention in cluster.mentions:
                _put(mention, homes[0], key, kept)
            continue
        kept.append(cluster)
        for code, day in product(key.actors, _days_around(first)):
            longer[key.event_type, key.act, code, day].append(cluster)
    return sorted(kept, key=lambda cluster: (str(cluster.key), order(cluster.mentions[0])))


def _list_day(cluster: Cluster) -> date | None:
    """The day near which to look for longer lists; None for what is not compared: without a day, an actor, or sides (mutual acts)."""
    period = period_of(cluster)
    compared = period.precision == "day" and cluster.key.actors and not _is_mutual(cluster.mentions[0].act)
    return period.first if compared else None


def _days_around(day: date | None) -> list[date]:
    return [day + timedelta(days) for days in range(-NEAR, NEAR + 1)] if day else []


def _is_part(cluster: Cluster, home: Cluster) -> bool:
    """Whether both lists of a cluster are part of those of another, whose reports do not tell them apart."""
    key, other = cluster.key, home.key
    if key == other or bool(key.recipients) != bool(other.recipients):
        return False
    if not (key.actors <= other.actors and key.recipients <= other.recipients):
        return False
    return not any(_is_told_apart(mention, home) for mention in cluster.mentions)


def period_of(cluster: Cluster) -> Period:
    """The most precise date; of equally precise ones that of most documents, then the earliest (codebook, section 5)."""
    best = min(PRECISIONS.index(mention.period.precision) for mention in cluster.mentions)
    claims = {(mention.source_id, mention.period) for mention in cluster.mentions if PRECISIONS.index(mention.period.precision) == best}
    sources = Counter(period for _, period in claims)
    return min(sources, key=lambda period: (-sources[period], period.first or date.max))


def order(mention: Mention) -> tuple[object, ...]:
    """A total order: two mentions that share it are the same in all that an event takes from them. People named come first."""
    return (
        PRECISIONS.index(mention.period.precision),
        mention.period.first or date.max,
        not _people(mention),
        mention.source_id,
        mention.start,
        mention.end,
        mention.rule,
        mention.trigger,
        tuple(party.actor_id for party in (*mention.actors, *mention.recipients)),
        repr(mention),
    )
