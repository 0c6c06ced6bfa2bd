"""Clusters in, fewer clusters out: those that tell of the same event in another form join the one that says most of it.

Lists of parties may contain one another; "both recalled their ambassadors" contains what each of them did; and within one document a
report may leave out a side or the date that another one gives. A cluster joins only where exactly one other can be meant.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import product

from pipeline.merge.claim import Key, overlap
from pipeline.merge.cluster import Cluster, add, is_told_apart, near, period_of
from pipeline.records import Period

Place = tuple[str, str, str] | tuple[str, str, str, str, int]  # type, act, then a document, or two parties and a week: where clusters meet
LEAST_OF_A_MEETING = 3  # two of five who met may as well have met beside the others


def join_forms(clusters: Iterable[Cluster]) -> list[Cluster]:
    """The same clusters, without those that are another form of exactly one other; in an order that depends on nothing else."""
    ordered = sorted(clusters, key=_fullest_first)
    sought = {place for cluster in ordered if _leaves_out(cluster) for place in _documents(cluster)}
    uses = Counter(code for cluster in ordered for code in (*cluster.key.actors, *cluster.key.recipients))
    homes: defaultdict[Place, list[Cluster]] = defaultdict(list)
    kept: list[Cluster] = []
    for cluster in ordered:
        places = (*_lists_around(cluster, uses), *(_documents(cluster) if _leaves_out(cluster) else ()))
        found = {id(home): home for place in places for home in homes.get(place, ()) if _is_form_of(cluster, home)}
        if len(found) == 1:
            (home,) = found.values()
            for mention in cluster.mentions:
                add(mention, home)
            continue
        kept.append(cluster)
        for place in (*_lists_of(cluster), *sought.intersection(_documents(cluster))):
            homes[place].append(cluster)
    return kept


def _fullest_first(cluster: Cluster) -> tuple[int, bool]:
    return -len(cluster.key.actors) - len(cluster.key.recipients), cluster.mentions[0].period.first is None


def _leaves_out(cluster: Cluster) -> bool:
    """Whether it may find in its own document what it lacks: a side or the date. Of what happens every day, it is mostly another event."""
    key = cluster.key
    return not key.is_common and (not key.actors or not key.recipients or cluster.mentions[0].period.first is None)


def _documents(cluster: Cluster) -> list[Place]:
    event_type, act, _, _ = cluster.key
    return [(event_type, act, source_id) for source_id in dict.fromkeys(mention.source_id for mention in cluster.mentions)]


def _lists_of(cluster: Cluster) -> Iterator[Place]:
    """Where others will look for lists of parties that contain theirs."""
    key = cluster.key
    if len(key.actors) + len(key.recipients) > 2 or (len(key.actors) > 1 and not key.recipients):
        pairs = tuple(product(key.actors, key.recipients or ("",)))
        for week in _weeks(period_of(cluster), near(key)):
            yield from ((key.event_type, key.act, actor, recipient, week) for actor, recipient in pairs)


def _lists_around(cluster: Cluster, uses: Mapping[str, int]) -> Iterator[Place]:
    """Where to look for longer lists: under the parties who are in fewest."""

    def rarest(codes: frozenset[str]) -> str:
        return min(codes, key=lambda code: (uses[code], code), default="")

    key = cluster.key
    if key.actors:
        pairs = [(rarest(key.actors), rarest(key.recipients))]
        if key.recipients and not key.is_common:  # what both did to each other has no recipients
            pairs.append((rarest(key.actors | key.recipients), ""))
        for week in _weeks(period_of(cluster), 0):
            yield from ((key.event_type, key.act, actor, recipient, week) for actor, recipient in pairs)


def _weeks(period: Period, days: int) -> range:
    """Numbers of the weeks that a period touches, when a day may be so many days off; none without a date."""
    if period.first is None or period.last is None:
        return range(0)
    return range((period.first.toordinal() - days) // 7, (period.last.toordinal() + days) // 7 + 1)


def _is_form_of(cluster: Cluster, home: Cluster) -> bool:
    """Whether the reports of a cluster can be of the event of another, which says more."""
    key, other = cluster.key, home.key
    if _is_part(key, other) or _is_one_side_of(key, other):
        if not _can_be_same_date(cluster, home):
            return False
    elif not (_lacks_a_side_of(key, other) or key == other) or not _is_told_beside(cluster, home):
        return False
    return not any(is_told_apart(mention, home) for mention in cluster.mentions)


def _is_part(key: Key, other: Key) -> bool:
    """Whether both lists are part of longer ones."""
    if key == other or bool(key.actors) != bool(other.actors) or bool(key.recipients) != bool(other.recipients):
        return False
    if key.is_mutual and key.is_personal and len(key.actors) < LEAST_OF_A_MEETING:
        return False
    if key.is_common and not key.recipients and not key.is_mutual:  # statements aimed at nobody: nothing but the speakers agrees
        return False
    return key.actors <= other.actors and key.recipients <= other.recipients


def _is_one_side_of(key: Key, other: Key) -> bool:
    """Whether "A recalled its ambassador from B" is part of "A and B recalled their ambassadors" (codebook, section 7)."""
    both = key.actors and key.recipients and not other.recipients and not key.is_common
    return bool(both) and key.actors | key.recipients <= other.actors


def _lacks_a_side_of(key: Key, other: Key) -> bool:
    if not other.actors or not other.recipients or bool(key.actors) == bool(key.recipients):
        return False
    return key.actors == other.actors or key.recipients == other.recipients


def _can_be_same_date(cluster: Cluster, home: Cluster) -> bool:
    """Days that are near; of what does not happen every day also a day and the month or year that contains it."""
    one, other = period_of(cluster), period_of(home)
    if one.first is None or other.first is None:
        return False
    if one.precision == other.precision == "day":
        return abs((one.first - other.first).days) <= near(cluster.key)
    return not cluster.key.is_common and overlap(one, other)


def _is_told_beside(cluster: Cluster, home: Cluster) -> bool:
    """Whether one document holds reports of both, whose dates do not exclude one another; that of one may be missing."""
    one, other = period_of(cluster), period_of(home)
    if one.first is not None and other.first is not None and not overlap(one, other):
        return False
    return not {mention.source_id for mention in cluster.mentions}.isdisjoint(mention.source_id for mention in home.mentions)
