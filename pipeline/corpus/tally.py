"""What is passed over in a file of many, counted by kind, in; one reject that says so out.

A crawl is full of pictures, redirects and answers that are no pages: a row for each would drown what matters.
"""

from collections import Counter
from dataclasses import dataclass, field

from pipeline.corpus.names import legible
from pipeline.records import Reject

_MOST_KINDS = 200  # that are told apart
_SHOWN = 12
_LONGEST = 60  # characters of the name of a kind, for files name them


@dataclass(slots=True)
class Tally:
    """How many `things` a file holds, and how many of which kind are passed over."""

    things: str
    n_all: int = 0
    passed: Counter[str] = field(default_factory=Counter)

    def passes(self, kind: str) -> None:
        """Count one of a kind."""
        kind = legible(kind)[:_LONGEST]
        self.passed[kind if kind in self.passed or len(self.passed) < _MOST_KINDS else "others"] += 1

    def rejects(self, path: str) -> tuple[Reject, ...]:
        """One reject for all that was passed over in the file at `path`; none where nothing was."""
        if not self.passed:
            return ()
        kinds = sorted(self.passed.items(), key=lambda kind: (-kind[1], kind[0]))
        listed = ", ".join(f"{count:,} {kind}" for kind, count in kinds[:_SHOWN])
        if rest := sum(count for _, count in kinds[_SHOWN:]):
            listed += f", {rest:,} others"
        reason = f"Of its {self.n_all:,} {self.things}, {self.passed.total():,} hold no document: {listed}."
        return (Reject("corpus", "no-document", reason, path=path),)
