"""What the fetching of one source works with, and the account of it that is filled on the way."""

import logging
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from pipeline.corpus.settings import Source
from pipeline.fetch.client import Client
from pipeline.fetch.summary import SourceOutcome
from pipeline.fetch.trouble import Unfetched
from pipeline.fetched import Holdings, Problem

MOST_PROBLEMS = 1000  # that are listed; all are counted
_LOG = logging.getLogger(__name__)


@dataclass(slots=True)
class Desk:
    """The source, where its documents come from and where they go; `counts`, `notes` and `problems` become its outcome."""

    source: Source
    holdings: Holdings
    client: Client
    on_progress: Callable[[int, int | None], None] = lambda done, total: None
    counts: Counter[str] = field(default_factory=Counter)
    notes: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def now(self) -> datetime:
        """This moment."""
        return self.client.clock.now()

    def count(self, became: str, url: str) -> None:
        """Note what became of an address."""
        self.counts[became] += 1
        _LOG.debug("%s: %s is %s", self.source.name, url, became)

    def bear(self, url: str, trouble: Unfetched) -> None:
        """Note, here and in the holdings, that an address could not be fetched."""
        self.holdings.note_problem(self.pass_over(url, trouble))

    def pass_over(self, url: str, trouble: Unfetched) -> Problem:
        """Note that an address was not asked for, because of what it is; the next run looks at it again."""
        problem = Problem(source=self.source.name, url=url[:2000], outcome=trouble.outcome, reason=trouble.reason, asked_at=self.now())
        if len(self.problems) < MOST_PROBLEMS:
            self.problems.append(problem)
        self.counts[trouble.outcome] += 1
        _LOG.info("%s: %s %s: %s", self.source.name, problem.url, trouble.outcome, trouble.reason)
        return problem

    def outcome(self, error: str | None = None) -> SourceOutcome:
        """The account as it is at the end."""
        source, told = self.source, {name: self.counts[name] for name in _COUNTED}
        return SourceOutcome(
            name=source.name, kind=source.kind, **told, error=error, notes=tuple(self.notes), problems=tuple(self.problems)
        )


_COUNTED = ("new", "changed", "unchanged", "gone", "refused", "failed", "skipped", "left_out", "left", "withdrawn")
