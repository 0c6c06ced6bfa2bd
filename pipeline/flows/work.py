"""The work of a build and of a release, as a table of contents: documents into a database, a database into a release.

Each step goes through `run`, which makes it a task of Prefect in a flow run and a plain call elsewhere.
"""

import time
from collections import Counter
from collections.abc import Callable
from itertools import chain
from pathlib import Path
from typing import ParamSpec, Protocol, TypeVar

from pipeline import release as releases
from pipeline.build import Ledger, add_account, add_batch, add_events, merge_mentions, summarize
from pipeline.coding import Coming, coded_batches
from pipeline.corpus import read_corpus
from pipeline.load import Warehouse, open_warehouse
from pipeline.records import Event
from pipeline.summary import BuildSummary, OnProgress, ReleaseSummary

P = ParamSpec("P")
R = TypeVar("R")


class Run(Protocol):
    """How a step is carried out: it is given the step and its arguments, and returns what the step returns."""

    def __call__(self, step: Callable[P, R], /, *arguments: P.args, **options: P.kwargs) -> R: ...


def plainly(step: Callable[P, R], /, *arguments: P.args, **options: P.kwargs) -> R:
    """Carry out a step by calling it."""
    return step(*arguments, **options)


def build(
    corpora: list[str], db: Path, workers: int | None, max_bytes: int, model: str, on_progress: OnProgress | None, *, run: Run = plainly
) -> BuildSummary:
    """Read, code, merge and load; the database at `db` is replaced at the end."""
    started = time.monotonic()
    ledger, done = Ledger(), 0
    found = chain.from_iterable(read_corpus(location, max_bytes=max_bytes) for location in corpora)
    with open_warehouse(db) as warehouse, coded_batches(found, workers=workers, model=model) as batches:
        for batch in batches:
            run(code_batch, batch)
            done += run(load_batch, warehouse, ledger, batch)
            _tell(on_progress, "documents", done)
        events = run(merge_events, ledger)
        run(load_events, warehouse, ledger, events, corpora)
    return summarize(ledger, events, Counter(warehouse.n_rejected), db=db, seconds=time.monotonic() - started)


def release(db: Path, dist: Path, version: str | None, on_progress: OnProgress | None, *, run: Run = plainly) -> ReleaseSummary:
    """Export, describe and check; the folder gets its name at the end."""
    started = time.monotonic()
    same = run(find_same_release, db, dist) if version is None else None
    folder = same or run(write_release, db, dist, version or releases.next_version(dist), on_progress)
    return ReleaseSummary(
        version=folder.name.removeprefix("legation-"),
        folder=str(folder),
        created=same is None,
        tables=releases.row_counts(folder),
        seconds=time.monotonic() - started,
    )


def code_batch(batch: Coming) -> None:
    """Code a batch of documents, or wait for the worker that does. The batch itself stays out of what Prefect keeps."""
    batch()


def load_batch(warehouse: Warehouse, ledger: Ledger, batch: Coming) -> int:
    """Load the documents of a batch that is coded."""
    return add_batch(warehouse, ledger, batch())


def merge_events(ledger: Ledger) -> tuple[Event, ...]:
    """One event for all its reports."""
    return merge_mentions(ledger)


def load_events(warehouse: Warehouse, ledger: Ledger, events: tuple[Event, ...], corpora: list[str]) -> None:
    """Load actors, events and mentions, and the account of the build."""
    add_events(warehouse, ledger, events)
    add_account(warehouse, ledger, corpora)


def find_same_release(db: Path, dist: Path) -> Path | None:
    """The newest release, where it holds the same data."""
    return releases.same_release(db, dist)


def write_release(db: Path, dist: Path, version: str, on_progress: OnProgress | None) -> Path:
    """Write and check a release folder."""
    steps = 0

    def tell(_: str) -> None:
        nonlocal steps
        steps += 1
        _tell(on_progress, "release", steps)

    return releases.write_release(db, dist, version, progress=tell)


def _tell(on_progress: OnProgress | None, stage: str, done: int) -> None:
    if on_progress is not None:
        on_progress(stage, done, None)
