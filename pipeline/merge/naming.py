"""Clusters in, an identifier for each out, made from what it says itself: no other event of the build has a say in it."""

from collections import defaultdict
from collections.abc import Sequence

from pipeline.ids import content_id, mention_id
from pipeline.merge.cluster import Cluster, period_of


def event_ids(clusters: Sequence[Cluster]) -> list[str]:
    """The identifiers, in the order of the clusters: of what was done, by and to whom, and when, and of what else tells two events apart.

    Should clusters still share a name, the first mention of each tells them apart; only then do others of the build matter.
    """
    named: defaultdict[str, list[int]] = defaultdict(list)
    for number, cluster in enumerate(clusters):
        named[_name(cluster)].append(number)
    ids = [""] * len(clusters)
    for name, numbers in named.items():
        ids[numbers[0]] = content_id("evt", name)
        if len(numbers) > 1:
            firsts = sorted((min(map(mention_id, clusters[number].mentions)), number) for number in numbers)
            for place, (first, number) in enumerate(firsts):
                ids[number] = content_id("evt", name, *((first, str(place)) if place else ()))
    return ids


def _name(cluster: Cluster) -> str:
    """The key, the date, and one person of each country where other people make another event: more of them may become known later.

    What has no date, or happens every day and has a year, is another event in another document; so this is part of its name.
    """
    key, period = cluster.key, period_of(cluster)
    is_alone = period.first is None or (key.is_common and period.precision == "year")
    document = min(mention.source_id for mention in cluster.mentions) if is_alone else ""
    people = (f"{country}:{min(named)}" for country, named in sorted(cluster.people.items()))
    return "|".join((str(key), str(period.first), period.precision, document, *people))
