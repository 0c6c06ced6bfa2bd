"""Mentions in, clusters out: which reports are of one event. Compared are codes and dates, never text.

Mentions meet only those of the same act and parties in the same days, so the work grows with their number.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from pipeline.merge.choice import find_period
from pipeline.merge.claim import Key, are_others, key_of, ordered, overlap, people_of
from pipeline.records import Mention, Period

NEAR = 3  # days by which two reports of one event may differ (codebook, section 6)
NEAR_COMMON = 1  # of what happens every day: the day on which it was done, and that on which it was printed


NOBODY: dict[str, set[str]] = {}  # of most clusters; nothing is ever put in


@dataclass(slots=True)
class Cluster:
    """Reports of one event, as far as they are found; `told` holds, where there are several, what each section of a document says of the
    date, `people` who act. Most clusters are one mention, and there may be a million of them: they hold nothing that it says itself."""

    key: Key
    mentions: list[Mention] = field(default_factory=list)
    told: dict[tuple[str, int], tuple[Period, ...]] | None = None
    people: dict[str, set[str]] = field(default_factory=lambda: NOBODY)
    period: Period | None = None  # as last found by `period_of`


def clusters_by_key(mentions: Iterable[Mention]) -> list[Cluster]:
    """Every mention in one cluster with those that agree with it in what was done and by and to whom, and can be of its date.

    The same mentions in any order give the same clusters in the same order.
    """
    blocks: defaultdict[Key, list[Mention]] = defaultdict(list)
    sides: dict[frozenset[str], frozenset[str]] = {}  # equal ones are one object: few countries act, in many keys
    for mention in mentions:
        key = key_of(mention)
        if key not in blocks:
            key = key._replace(actors=sides.setdefault(key.actors, key.actors), recipients=sides.setdefault(key.recipients, key.recipients))
        blocks[key].append(mention)
    return [cluster for key in sorted(blocks, key=str) for cluster in _cluster(key, ordered(blocks[key]))]


def _cluster(key: Key, mentions: list[Mention]) -> list[Cluster]:
    """The events of one key, from its mentions in order: those with a day, then the less precise ones, each where one event can hold it."""
    n_days = sum(mention.period.precision == "day" for mention in mentions)
    clusters: list[Cluster] = []
    for mention in mentions[:n_days]:
        _put(mention, next((cluster for cluster in _open(clusters, mention) if not is_told_apart(mention, cluster)), None), key, clusters)
    homes: defaultdict[str, list[tuple[Period, Cluster]]] = defaultdict(list)
    for cluster in clusters if n_days < len(mentions) else ():
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
    add(mention, home)
    return home


def add(mention: Mention, home: Cluster) -> None:
    """Add a mention to a cluster, with what it tells of date and people."""
    home.mentions.append(mention)
    home.period = None
    if len(home.mentions) > 1:
        told = home.told = {} if home.told is None else home.told
        for each in home.mentions if not told else (mention,):
            place = each.source_id, each.section_no
            if each.period not in (periods := told.get(place, ())):
                told[place] = (*periods, each.period)
    if people := people_of(mention, home.key):
        home.people = home.people or {}
        for country, named in people.items():
            home.people.setdefault(country, set()).update(named)


def _told_in(source_id: str, section_no: int, cluster: Cluster) -> tuple[Period, ...]:
    """What a section of a document says of the date."""
    if cluster.told is not None:
        return cluster.told.get((source_id, section_no), ())
    return tuple(each.period for each in cluster.mentions if (each.source_id, each.section_no) == (source_id, section_no))


def _open(clusters: list[Cluster], mention: Mention) -> Iterator[Cluster]:
    """The latest events first, as far as they may still take a mention with a day: no two of one event lie further apart than is near."""
    for cluster in reversed(clusters):
        first, other = cluster.mentions[0].period.first, mention.period.first
        if first is None or other is None or (other - first).days > near(cluster.key):
            return
        yield cluster


def near(key: Key) -> int:
    """Days by which two reports of such an event may differ."""
    return NEAR_COMMON if key.is_common else NEAR


def _place(mention: Mention) -> str:
    """Where to look for the home of a less precise mention: in its year, or without a date in its document."""
    return str(mention.period.first.year) if mention.period.first else mention.source_id


def _home_of(mention: Mention, homes: list[tuple[Period, Cluster]]) -> Cluster | None:
    """The one event that the date of this mention contains, or that has just its date. Undated mentions of one document are one event; of
    two documents, nobody knows."""
    fitting = [
        (period, cluster)
        for period, cluster in homes
        if overlap(mention.period, period) and _may_be_meant(mention, period, cluster) and not is_told_apart(mention, cluster)
    ]
    same = [(period, cluster) for period, cluster in fitting if period == mention.period]
    found = fitting if len(fitting) == 1 else same
    return found[0][1] if found else None


def _may_be_meant(mention: Mention, period: Period, home: Cluster) -> bool:
    """Of what happens every day, another vague date means another day; two documents that give a whole year mean nothing by it."""
    if not home.key.is_common:
        return True
    return period == mention.period and (period.precision != "year" or any(mention.source_id == each.source_id for each in home.mentions))


def is_told_apart(mention: Mention, cluster: Cluster) -> bool:
    """Whether one report gives two dates, or of one country other people are named for what people do (codebook, sections 6 and 7)."""
    told = _told_in(mention.source_id, mention.section_no, cluster) if mention.period.first else ()
    if any(period.first and not overlap(mention.period, period) for period in told):
        return True
    people = people_of(mention, cluster.key) if cluster.people else {}
    return any(are_others(named, cluster.people.get(country, named)) for country, named in people.items())


def period_of(cluster: Cluster) -> Period:
    """The date of the event, as its reports so far give it."""
    if cluster.period is None:
        cluster.period = find_period(cluster.mentions)
    return cluster.period
