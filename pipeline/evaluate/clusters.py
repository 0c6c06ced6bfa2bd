"""Found mentions of events that people coded in; how well those of one event were put together out: by pairs, by B-cubed, and by example.

A mention that stands alone takes no part in any pair, so pairs say how good the large events are; B-cubed asks of every mention alike
whether it is in good company.
"""

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, repeat

from pipeline.evaluate.intervals import Documents, Interval, interval_by_document
from pipeline.evaluate.matching import Comparison
from pipeline.evaluate.rates import Rates, rates_of


@dataclass(frozen=True, slots=True)
class Link:
    """A found mention: its document, the event that it is of by hand (`coded`), and the one that it was put into (`found`)."""

    document: str
    coded: Hashable
    found: Hashable


@dataclass(frozen=True, slots=True)
class BCubed:
    """B-cubed over `n` found mentions of `n_coded_events` events, put together into `n_found_events` (Bagga and Baldwin 1998, LREC).

    Of the mentions that are put together with a mention, itself included, the share that are of its event: `precision` is the mean of that
    over all mentions. Of the mentions of its event, the share that are put together with it: the mean is `recall`. `intervals` take the
    documents, not the mentions, for independent of one another: mentions in good company are so together.
    """

    n: int
    n_coded_events: int
    n_found_events: int
    n_documents: int
    precision: float
    recall: float
    intervals: dict[str, Interval | None]

    @property
    def n_coded(self) -> int:
        """How many mentions there were to put together: only those that were found."""
        return self.n

    @property
    def n_found(self) -> int:
        """How many mentions were put together: the same ones."""
        return self.n

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        return 2 * self.precision * self.recall / (self.precision + self.recall) if self.n else 0.0


@dataclass(frozen=True, slots=True)
class Join:
    """Two mentions that should not have been put together (`wrong-merge`), or should have been (`missed-merge`).

    They stand for all that show the same two events.
    """

    kind: str
    one: Comparison
    other: Comparison


def links_of(comparisons: Iterable[Comparison]) -> list[Link]:
    """The found mentions of events that the coder requires and says to be the same or not."""
    return [Link(c.document, c.gold.cluster, c.found.event_id) for c in _linked(comparisons) if c.gold and c.found]


def pairs(links: Sequence[Link]) -> Rates:
    """Pairs of mentions: of one event by both; only as they were put together; only by hand."""
    right, found, coded = (
        _pairs_by_documents(pairs)
        for pairs in (
            [((link.coded, link.found), link.document) for link in links],
            [(link.found, link.document) for link in links],
            [(link.coded, link.document) for link in links],
        )
    )
    return rates_of((each, (right[each], found[each] - right[each], coded[each] - right[each])) for each in sorted(found | coded))


def _pairs_by_documents(keyed: Iterable[tuple[Hashable, str]]) -> Counter[Documents]:
    """How many pairs of mentions of equal keys there are, by the one or two documents that they are in."""
    groups = defaultdict[Hashable, Counter[str]](Counter)
    for key, document in keyed:
        groups[key][document] += 1
    n_pairs = Counter[Documents]()
    for documents in groups.values():
        for document, n in documents.items():
            n_pairs[(document,)] += n * (n - 1) // 2
        for one, other in combinations(sorted(documents), 2):
            n_pairs[one, other] += documents[one] * documents[other]
    return +n_pairs  # without those that are 0


def b_cubed(links: Sequence[Link]) -> BCubed:
    """The B-cubed figures of these mentions."""
    both = Counter((link.coded, link.found) for link in links)
    coded, found = Counter(link.coded for link in links), Counter(link.found for link in links)
    pure = [both[link.coded, link.found] / found[link.found] for link in links]
    whole = [both[link.coded, link.found] / coded[link.coded] for link in links]
    precision, recall = _mean(pure), _mean(whole)
    # f1 moves with the two as its derivatives say; so each mention has a share in it, whose mean is f1
    of_pure, of_whole = (2 * side**2 / (precision + recall) ** 2 if links else 0.0 for side in (recall, precision))
    harmonic = [of_pure * one + of_whole * other for one, other in zip(pure, whole, strict=True)]
    documents = [(link.document,) for link in links]
    n_documents = len(set(documents))
    intervals = {
        name: interval_by_document(zip(documents, scores, repeat(1), strict=False), n_alike=n_documents)
        for name, scores in (("precision", pure), ("recall", whole), ("f1", harmonic))
    }
    return BCubed(len(links), len(coded), len(found), n_documents, precision, recall, intervals)


def find_joins(comparisons: Iterable[Comparison]) -> Iterator[Join]:
    """What to part and what to join: of an event made of several, the first mention of each but the first, with that of the first; of one
    kept as several, so too."""
    by_found, by_coded = defaultdict[str, dict[str, Comparison]](dict), defaultdict[str, dict[str, Comparison]](dict)
    for comparison in _linked(comparisons):
        if comparison.gold and comparison.gold.cluster and comparison.found:
            by_found[comparison.found.event_id].setdefault(comparison.gold.cluster, comparison)
            by_coded[comparison.gold.cluster].setdefault(comparison.found.event_id, comparison)
    for kind, groups in (("wrong-merge", by_found), ("missed-merge", by_coded)):
        for first, *others in (list(group.values()) for group in groups.values()):
            yield from (Join(kind, first, other) for other in others)


def _linked(comparisons: Iterable[Comparison]) -> Iterator[Comparison]:
    return (c for c in comparisons if c.outcome == "hit" and c.gold and c.gold.cluster and c.found)


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values) if values else 0.0
