"""Counts of what is right, wrong and missed in; precision, recall, f1 and their 95 % intervals out."""

from dataclasses import dataclass
from math import sqrt
from statistics import NormalDist

Interval = tuple[float, float]

Z = NormalDist().inv_cdf(0.975)


@dataclass(frozen=True, slots=True)
class Rates:
    """What was found and is right, what was found and is wrong, what was missed. Shares are 0 where there is nothing to divide by."""

    right: int
    wrong: int = 0
    missed: int = 0

    @property
    def n_found(self) -> int:
        """How many were found, rightly or wrongly."""
        return self.right + self.wrong

    @property
    def n_coded(self) -> int:
        """How many there were to find."""
        return self.right + self.missed

    @property
    def precision(self) -> float:
        """Share of what was found that is right."""
        return self.right / self.n_found if self.n_found else 0.0

    @property
    def recall(self) -> float:
        """Share of what there was to find that was found."""
        return self.right / self.n_coded if self.n_coded else 0.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall, which is 2 right / (2 right + wrong + missed)."""
        return 2 * self.right / (2 * self.right + self.wrong + self.missed) if self.right else 0.0

    @property
    def intervals(self) -> dict[str, Interval | None]:
        """95 % intervals of the three; None where there is nothing to divide by.

        They take events for independent of one another, which events of one document are not quite: read them as the least doubt.
        That of f1 is the "Wilson indirect" one of Lam, Gopal and Qian (2023, arXiv:2309.14621): with p = right / (right + wrong +
        missed), a plain share, f1 is 2p / (1 + p), which grows with p, so the interval of p gives that of f1.
        """
        share = wilson(self.right, self.right + self.wrong + self.missed)
        return {
            "precision": wilson(self.right, self.n_found),
            "recall": wilson(self.right, self.n_coded),
            "f1": share and (2 * share[0] / (1 + share[0]), 2 * share[1] / (1 + share[1])),
        }


def wilson(right: float, n: float) -> Interval | None:
    """95 % score interval of a share (Wilson 1927, Journal of the American Statistical Association 22); None for a share of nothing."""
    if not n:
        return None
    share, spread = right / n, Z**2 / n
    middle = (share + spread / 2) / (1 + spread)
    reach = Z * sqrt(share * (1 - share) / n + spread / (4 * n)) / (1 + spread)
    return max(0.0, middle - reach), min(1.0, middle + reach)
