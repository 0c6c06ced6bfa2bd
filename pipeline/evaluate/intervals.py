"""What is right of how much, document by document, in; 95 % intervals of the share out, for which what is in one document speaks together.

A document on which the coder errs once, it often errs on twice: its events are no independent evidence. So the variance of a share comes
from the documents, as that of a ratio of two sums over them; pairs of mentions may be in two documents each, which are treated as Aronow,
Samii and Assenova (2015, Political Analysis 23) treat dyads. From it follows how many independent events would leave as much doubt, and
the interval is Wilson's for that many (Korn and Graubard 1998, Survey Methodology 24). In trials with made-up documents it holds the true
share in 91 to 95 of 100 cases, with five of them as with fifty; the tests try that again.
"""

from collections import defaultdict
from collections.abc import Iterable
from math import sqrt
from statistics import NormalDist

Interval = tuple[float, float]
Documents = tuple[str, ...]  # what is counted is in one document, or in two, as a pair of mentions may be
Part = tuple[Documents, float, float]  # of so many (last) in these documents, so many are right

Z = NormalDist().inv_cdf(0.975)
TINY = 1e-12  # sums of shares that should be 0 are not quite


def interval_by_document(parts: Iterable[Part], *, n_alike: float | None = None) -> Interval | None:
    """95 % interval of the share right of all parts together; None for a share of nothing.

    It is never narrower than if all were independent. Where the documents leave no doubt to measure, for there is but one, or all of them
    are right or wrong alike, it is as if there were `n_alike` independent events: without that, all that were counted.
    """
    by_documents = defaultdict[Documents, list[float]](lambda: [0.0, 0.0])
    for documents, right, n in parts:
        summed = by_documents[tuple(sorted(set(documents)))]
        summed[0] += right
        summed[1] += n
    right, n = (sum(each[side] for each in by_documents.values()) for side in (0, 1))
    if not n:
        return None
    share = right / n
    variance = _variance({documents: each[0] - share * each[1] for documents, each in by_documents.items()}) / n**2
    if variance <= TINY:
        return wilson(share * (n_alike or n), n_alike or n)
    n_independent = min(n, share * (1 - share) / variance)
    return wilson(share * n_independent, n_independent)


def _variance(residuals: dict[Documents, float]) -> float:
    """Variance of a sum of residuals of which any two that share a document may go together."""
    of_document = defaultdict[str, float](float)
    for documents, residual in residuals.items():
        for document in documents:
            of_document[document] += residual
    twice = sum(residual**2 for documents, residual in residuals.items() if len(documents) == 2)
    n = len(of_document)
    return (sum(each**2 for each in of_document.values()) - twice) * n / max(1, n - 1)


def wilson(right: float, n: float) -> Interval | None:
    """95 % score interval of a share (Wilson 1927, Journal of the American Statistical Association 22); None for a share of nothing."""
    if not n:
        return None
    share, spread = right / n, Z**2 / n
    middle = (share + spread / 2) / (1 + spread)
    reach = Z * sqrt(share * (1 - share) / n + spread / (4 * n)) / (1 + spread)
    return max(0.0, middle - reach), min(1.0, middle + reach)
