"""The work of a build and of a release, as a table of contents: documents into a database, a database into a release.

Each step goes through `run`, which makes it a task of Prefect in a flow run and a plain call elsewhere.
"""

import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from itertools import chain, islice
from pathlib import Path
from typing import ParamSpec, Protocol, TypeVar

from pipeline import release as releases
from pipeline.build import Ledger, add_account, add_batch, add_events, add_history, merge_mentions, summarize
from pipeline.coding import Coming, Found, batches_of, hired
from pipeline.corpus import read_corpus
from pipeline.corrections import read_corrections
from pipeline.lexicon.roster import Listed, read_roster
from pipeline.load import Warehouse, open_warehouse
from pipeline.measured import Measured, read_measured
from pipeline.options import BuildOptions
from pipeline.people.known import People
from pipeline.people.learning import Gathered, Surveyed, learn
from pipeline.people.rosters import people_of
from pipeline.records import Event
from pipeline.rights import Clearance, Requests, forgotten, read_rights, read_take_downs
from pipeline.summary import BuildSummary, OnProgress, ReleaseSummary
from schemas.derive import tables_of
from schemas.tables import TABLES

P = ParamSpec("P")
R = TypeVar("R")


class Run(Protocol):
    """How a step is carried out: it is given the step and its arguments, and returns what the step returns."""

    def __call__(self, step: Callable[P, R], /, *arguments: P.args, **options: P.kwargs) -> R: ...


def plainly(step: Callable[P, R], /, *arguments: P.args, **options: P.kwargs) -> R:
    """Carry out a step by calling it."""
    return step(*arguments, **options)


def build(
    corpora: list[str],
    db: Path,
    options: BuildOptions,
    on_progress: OnProgress | None,
    *,
    run: Run = plainly,
) -> BuildSummary:
    """Learn who is who, read, code, merge and load; the database at `db` is replaced at the end.

    The documents are read twice, for a person whom the last one introduces is known in the first; only a corpus of a single batch is kept
    in memory between the two.
    """
    started = time.monotonic()
    rosters = [row for path in options.actors for row in read_roster(path)]
    measured = read_measured(options.quality) if options.quality else {}
    corrections = read_corrections(options.corrections) if options.corrections else ()
    earlier = releases.read_snapshot(options.since_release) if options.since_release else None
    clearance = _read_rights(options)
    take_downs = clearance.requests.take_downs
    ledger, done = Ledger(corrections=corrections, earlier=earlier, clearance=clearance), 0
    with open_warehouse(db) as warehouse, hired(options.workers) as crew:
        batches = _read(corpora, options.max_bytes)
        first = list(islice(batches, 2))
        gathered, n_surveyed = Gathered(), 0
        for survey in crew.survey(chain(first, batches), take_downs=take_downs):
            n_surveyed += run(gather_people, gathered, survey)
            if n_surveyed:
                _tell(on_progress, "people", n_surveyed)
        people = run(learn_people, gathered, rosters)
        again = first if len(first) < 2 else _read(corpora, options.max_bytes)
        for batch in crew.code(again, model=options.model, people=people, take_downs=take_downs):
            run(code_batch, batch)
            done += run(load_batch, warehouse, ledger, batch)
            _tell(on_progress, "documents", done)
        events = run(merge_events, ledger, people)
        run(load_events, warehouse, ledger, events, corpora, measured)
    return summarize(ledger, events, Counter(warehouse.n_rejected), db=db, seconds=time.monotonic() - started)


def release(db: Path, dist: Path, version: str | None, on_progress: OnProgress | None, *, run: Run = plainly) -> ReleaseSummary:
    """Export, describe and check; the folder gets its name at the end."""
    started = time.monotonic()
    same = run(find_same_release, db, dist) if version is None else None
    folder = same or run(write_release, db, dist, version, on_progress)
    return ReleaseSummary(
        version=folder.name.removeprefix("legation-"),
        folder=str(folder),
        created=same is None,
        tables=releases.row_counts(folder),
        seconds=time.monotonic() - started,
        note=None if same else releases.not_carried_on(folder),
        stops=() if same else releases.what_stops(folder),
    )


def gather_people(gathered: Gathered, survey: Callable[[], tuple[Surveyed, ...]]) -> int:
    """Note whom the documents of a batch introduce; how many documents introduce anybody."""
    for surveyed in survey():
        gathered.add(*surveyed)
    return len(survey())


def learn_people(gathered: Gathered, rosters: Sequence[Listed]) -> People:
    """Everybody who is known: from the user's rosters, from the one that ships, from the corpus."""
    return people_of(rosters, learn(gathered))


def code_batch(batch: Coming) -> None:
    """Code a batch of documents, or wait for the worker that does. The batch itself stays out of what Prefect keeps."""
    batch()


def load_batch(warehouse: Warehouse, ledger: Ledger, batch: Coming) -> int:
    """Load the documents of a batch that is coded."""
    return add_batch(warehouse, ledger, batch())


def merge_events(ledger: Ledger, people: People) -> tuple[Event, ...]:
    """One event for all its reports, under the identifier that it had before."""
    return merge_mentions(ledger, people)


def load_events(warehouse: Warehouse, ledger: Ledger, events: tuple[Event, ...], corpora: list[str], measured: Measured) -> None:
    """Load actors, events and mentions, what became of events since the earlier release, and the account of the build."""
    add_events(warehouse, ledger, events)
    add_history(warehouse, ledger, events)
    add_account(warehouse, ledger, corpora, measured)


def find_same_release(db: Path, dist: Path) -> Path | None:
    """The newest release, where it holds the same data."""
    return releases.same_release(db, dist)


def write_release(db: Path, dist: Path, version: str | None, on_progress: OnProgress | None) -> Path:
    """Write and check a release folder; each step is a stage of its own, but for the tables, which are counted."""
    tables = [table.name for table in tables_of(TABLES)]

    def tell(step: str) -> None:
        if on_progress is not None:
            stage = ("tables", tables.index(step) + 1, len(tables)) if step in tables else (step, 0, None)
            on_progress(*stage)

    return releases.write_release(db, dist, version, progress=tell)


def _read_rights(options: BuildOptions) -> Clearance:
    """What the user's lists say of rights, and what of it concerns the earlier release."""
    rules = read_rights(options.rights) if options.rights else ()
    take_downs = read_take_downs(options.take_downs) if options.take_downs else ()
    earlier = options.since_release
    return Clearance(
        rules=rules,
        requests=Requests(take_downs),
        gone_before=releases.taken_sources(earlier, take_downs) if earlier else frozenset(),
        forgotten=forgotten(take_downs, releases.read_requests(earlier)) if earlier else (),
    )


def _read(corpora: list[str], max_bytes: int) -> Iterator[tuple[Found, ...]]:
    return batches_of(chain.from_iterable(read_corpus(location, max_bytes=max_bytes) for location in corpora))


def _tell(on_progress: OnProgress | None, stage: str, done: int) -> None:
    if on_progress is not None:
        on_progress(stage, done, None)
