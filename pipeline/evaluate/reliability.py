"""Confidences and whether each mention was right in; how far the confidence can be believed out, bin by bin."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from pipeline.evaluate.intervals import interval_by_document
from pipeline.evaluate.matching import Comparison

EDGES = (0.0, 0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 0.95, 1.0)


@dataclass(frozen=True, slots=True)
class Bin:
    """The mentions whose confidence is `low` or more and less than `high` (the last bin: up to 1).

    `share_low` and `share_high` are the 95 % interval of `share_right` by document. `kept_precision` and `kept_recall` are what a user
    gets who keeps these mentions and all surer ones.
    """

    low: float
    high: float
    n: int
    mean_confidence: float
    share_right: float
    share_low: float
    share_high: float
    kept_precision: float
    kept_recall: float


@dataclass(frozen=True, slots=True)
class Reliability:
    """How far confidence can be believed over `n` mentions.

    `calibration_error` is the expected calibration error (Naeini, Cooper and Hauskrecht 2015, AAAI): the mean distance, over mentions,
    between the mean confidence of a bin and its share of right ones. 0 is perfect.
    """

    n: int
    calibration_error: float
    bins: tuple[Bin, ...]


def reliability_of(comparisons: Iterable[Comparison]) -> Reliability:
    """The table for all mentions but those of events that are not required."""
    comparisons = [comparison for comparison in comparisons if comparison.outcome != "optional"]
    found = [(comparison, comparison.found) for comparison in comparisons if comparison.found]
    return reliability(
        [(mention.confidence, comparison.gold is not None) for comparison, mention in found],
        n_coded=sum(comparison.gold is not None for comparison in comparisons),
        documents=[comparison.document for comparison, _ in found],
    )


def reliability(rated: Sequence[tuple[float, bool]], *, n_coded: int, documents: Sequence[str] | None = None) -> Reliability:
    """The table for mentions given as (confidence, whether it is right); `n_coded` events were there to find.

    `documents` are those of the mentions, in their order; without them, each mention is taken for independent of all others.
    """
    placed = list(zip(rated, documents or map(str, range(len(rated))), strict=True))
    bins = []
    for low, high in pairwise(EDGES):
        inside = [item for item in placed if low <= item[0][0] < high or item[0][0] == high == EDGES[-1]]
        interval = interval_by_document(((document,), right, 1) for (_, right), document in inside)
        if interval:
            mean, share = _mean(sure for (sure, _), _ in inside), _mean(right for (_, right), _ in inside)
            kept = [right for confidence, right in rated if confidence >= low]
            kept_recall = sum(kept) / n_coded if n_coded else 0.0
            bins.append(Bin(low, high, len(inside), mean, share, *interval, _mean(kept), kept_recall))
    error = sum(item.n * abs(item.mean_confidence - item.share_right) for item in bins)
    return Reliability(len(rated), error / len(rated) if rated else 0.0, tuple(bins))


def _mean(values: Iterable[float]) -> float:
    values = list(values)
    return sum(values) / len(values)
