"""What a fetch says of itself when it ends: figures for scripts, lines for people."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any

from pipeline.fetched import Problem
from pipeline.summary import counted

_LINES = 5  # examples of what went wrong, for each source


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceOutcome:
    """What became of the addresses (or files, or pages of a wiki) of one source.

    `new`, `changed` and `unchanged` were given; `gone`, `failed`, `refused` not, for the reasons in `problems` (up to 1,000 of them).
    `skipped` were not asked for: a feed or a sitemap says that they are as they were, or they were asked for within a day. `left_out` are
    those that include, exclude and since leave out; `left` are for the next run, for most_documents were asked for in this one. `withdrawn`
    are no longer part of the source. `error` is why nothing of the source could be fetched. `notes` say what else the user should know.
    """

    name: str
    kind: str
    new: int = 0
    changed: int = 0
    unchanged: int = 0
    gone: int = 0
    refused: int = 0
    failed: int = 0
    skipped: int = 0
    left_out: int = 0
    left: int = 0
    withdrawn: int = 0
    error: str | None = None
    notes: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()

    @property
    def problem(self) -> str | None:
        """Why the source failed altogether; None where it did not."""
        if self.error is not None:
            return self.error
        amiss = self.gone + self.refused + self.failed
        if amiss and not (self.new or self.changed or self.unchanged or self.skipped):
            return f"Nothing could be fetched ({counted(amiss, 'attempt')}). {self._main_reason()}"
        return None

    @property
    def n_fetched(self) -> int:
        """How many documents are new or changed."""
        return self.new + self.changed

    def _main_reason(self) -> str:
        reasons = Counter(problem.reason for problem in self.problems)
        return min(reasons, key=lambda reason: (-reasons[reason], reason), default="")


@dataclass(frozen=True, slots=True, kw_only=True)
class FetchSummary:
    """What became of the sources of a corpus file, in its order."""

    corpus: str
    holdings: str
    sources: tuple[SourceOutcome, ...]
    seconds: float

    @property
    def failed(self) -> tuple[SourceOutcome, ...]:
        """The sources of which nothing could be fetched."""
        return tuple(source for source in self.sources if source.problem)


def fetch_figures(summary: FetchSummary) -> dict[str, Any]:
    """The summary as JSON."""
    return {
        "corpus": summary.corpus,
        "holdings": summary.holdings,
        "new": sum(source.new for source in summary.sources),
        "changed": sum(source.changed for source in summary.sources),
        "failed_sources": [source.name for source in summary.failed],
        "seconds": round(summary.seconds, 3),
        "sources": [_figures_of(source) for source in summary.sources],
    }


def run_figures(summary: FetchSummary) -> dict[str, Any]:
    """What is kept of a fetch in the journal of runs: the figures, without every address that failed."""
    figures = fetch_figures(summary)
    return figures | {"sources": [{name: told for name, told in each.items() if name != "problems"} for each in figures["sources"]]}


def write_fetch(summary: FetchSummary) -> Iterator[str]:
    """The closing lines of a fetch."""
    if not summary.sources:
        yield "Nothing to fetch: every source is a file or folder of this machine."
        return
    for source in summary.sources:
        yield f"{source.name} ({source.kind}): {_counts(source)}"
        if source.problem:
            yield f"  failed: {source.problem}"
        yield from (f"  {note}" for note in source.notes)
        problems = [problem for problem in source.problems if problem.reason != source.error]
        yield from (f"  {problem.outcome}: {problem.url} - {problem.reason}" for problem in problems[:_LINES])
        if len(problems) > _LINES:
            yield f"  and {len(problems) - _LINES:,} more (--json lists them)"
    new, changed = sum(source.new for source in summary.sources), sum(source.changed for source in summary.sources)
    yield f"{counted(new, 'new document')}, {changed:,} changed, in {summary.seconds:.1f} s"
    yield f"Holdings: {summary.holdings}"


def _counts(source: SourceOutcome) -> str:
    names = ("new", "changed", "unchanged", "gone", "refused", "failed", "skipped", "withdrawn")
    told = [f"{getattr(source, name):,} {name}" for name in names if getattr(source, name)]
    told += [f"{source.left_out:,} left out by include, exclude or since"] if source.left_out else []
    told += [f"{source.left:,} left for the next run"] if source.left else []
    return ", ".join(told) or "nothing"


def _figures_of(source: SourceOutcome) -> dict[str, Any]:
    problems = [{"url": each.url, "outcome": each.outcome, "reason": each.reason} for each in source.problems]
    return asdict(source) | {"error": source.problem, "notes": list(source.notes), "problems": problems}
