"""Counts of what is right, wrong and missed in; precision, recall, f1 and their 95 % intervals out."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from pipeline.evaluate.intervals import Documents, Interval, interval_by_document, wilson

Count = tuple[int, int, int]  # right, wrong, missed


@dataclass(frozen=True, slots=True)
class Rates:
    """What was found and is right, what was found and is wrong, what was missed. Shares are 0 where there is nothing to divide by.

    `parts` are the same counts by the documents that they are in, as far as these are known.
    """

    right: int
    wrong: int = 0
    missed: int = 0
    parts: tuple[tuple[Documents, Count], ...] = field(default=(), compare=False, repr=False)

    @property
    def n_found(self) -> int:
        """How many were found, rightly or wrongly."""
        return self.right + self.wrong

    @property
    def n_coded(self) -> int:
        """How many there were to find."""
        return self.right + self.missed

    @property
    def n_documents(self) -> int | None:
        """In how many documents they are; None where that is not known."""
        return len({document for documents, _ in self.parts for document in documents}) if self.parts else None

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
        """95 % intervals of the three by document, or, without parts, as of independent events; None where there is nothing to divide by.

        That of f1 is the "Wilson indirect" one of Lam, Gopal and Qian (2023, arXiv:2309.14621): with p = right / (right + wrong +
        missed), a plain share, f1 is 2p / (1 + p), which grows with p, so the interval of p gives that of f1.
        """
        share = self._interval(wrong=1, missed=1)
        return {
            "precision": self._interval(wrong=1),
            "recall": self._interval(missed=1),
            "f1": share and (2 * share[0] / (1 + share[0]), 2 * share[1] / (1 + share[1])),
        }

    def _interval(self, *, wrong: int = 0, missed: int = 0) -> Interval | None:
        """That of the share of right ones among these and the wrong or missed ones."""
        if not self.parts:
            return wilson(self.right, self.right + wrong * self.wrong + missed * self.missed)
        return interval_by_document((documents, r, r + wrong * w + missed * m) for documents, (r, w, m) in self.parts)


def rates_of(counted: Iterable[tuple[Documents, Count]]) -> Rates:
    """The rates of all counts together, each given with its documents, in any order."""
    sums: dict[Documents, Count] = {}
    for documents, count in counted:
        right, wrong, missed = sums.get(documents, (0, 0, 0))
        sums[documents] = (right + count[0], wrong + count[1], missed + count[2])
    right, wrong, missed = (sum(count[side] for count in sums.values()) for side in range(3))
    return Rates(right, wrong, missed, tuple(sorted(sums.items())))
