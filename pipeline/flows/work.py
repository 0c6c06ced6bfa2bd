"""The work of a build and of a release, as a table of contents: documents into a database, a database into a release.

Each step goes through `run`, which makes it a task of Prefect in a flow run and a plain call elsewhere.
"""

import logging
import time
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, closing
from dataclasses import replace
from functools import partial
from itertools import chain, islice
from pathlib import Path
from typing import ParamSpec, Protocol, TypeVar

from pipeline import release as releases
from pipeline.build import Ledger, add_account, add_batch, add_events, add_history, merge_mentions, summarize
from pipeline.coded import Origin, Recall, coder_of, note_build, open_store, store_path, unchanged
from pipeline.coding import Coming, Crew, Found, batches_of
from pipeline.corpus import corpus_name, read_corpus
from pipeline.corrections import read_corrections
from pipeline.flows.hiring import hands_for
from pipeline.flows.noting import noted
from pipeline.lexicon.roster import Listed, read_roster
from pipeline.load import Warehouse, claimed, open_warehouse
from pipeline.measured import read_measured
from pipeline.options import BuildOptions
from pipeline.people.known import People
from pipeline.people.learning import Gathered, Surveyed, learn
from pipeline.people.rosters import people_of
from pipeline.rights import Clearance, Requests, forgotten, read_rights, read_take_downs, rules_of_sources
from pipeline.shards.mentions import Spool
from pipeline.summary import BuildSummary, OnProgress, ReleaseSummary
from schemas.derive import tables_of
from schemas.tables import TABLES

LOG = logging.getLogger(__name__)
TOGETHER = 8  # batches in a step

P = ParamSpec("P")
R = TypeVar("R")


class Run(Protocol):
    """How a step is carried out: it is given the step and its arguments, and returns what the step returns."""

    def __call__(self, step: Callable[P, R], /, *arguments: P.args, **options: P.kwargs) -> R: ...


def plainly(step: Callable[P, R], /, *arguments: P.args, **options: P.kwargs) -> R:
    """Carry out a step by calling it."""
    return step(*arguments, **options)


@noted("build")
def build(
    corpora: list[str],
    db: Path,
    options: BuildOptions,
    on_progress: OnProgress | None,
    *,
    run: Run = plainly,
    crew: Crew | None = None,
) -> BuildSummary:
    """Learn who is who, read, code, merge and load; the database at `db` is replaced at the end. A `crew` that was hired ahead does it.

    The documents are read twice, for a person whom the last one introduces is known in the first; only a corpus of a single batch is kept
    in memory between the two. What was coded before is not coded again, and a database that would be made from the same again stays.
    """
    started = time.monotonic()
    origin = _read_origin(corpora, options)
    with claimed(db), open_store(store_path(db), anew=options.anew) as store, ExitStack() as hands:
        recall = Recall(hands.enter_context(hands_for(options, db, crew)), store, origin.coder, requests=origin.clearance.requests)
        batches = _read(corpora, options)
        first = list(islice(batches, 2))
        gathered = _survey(recall, chain(first, batches), on_progress, run)
        if (last := unchanged(store, db, origin, recall.inputs())) is not None:
            LOG.info("nothing has changed since the last build: %s stays as it is", db)
            return replace(last, is_unchanged=True, seconds=time.monotonic() - started)
        people = run(learn_people, gathered, origin.rosters)
        again = first if len(first) < 2 else _read(corpora, options)
        with open_warehouse(db, is_claimed=True) as warehouse, closing(Spool(warehouse.scratch)) as spool:
            ledger = Ledger(spool, corrections=origin.corrections, earlier=origin.earlier, clearance=origin.clearance)
            _code(recall.code(again, model=options.model, people=people), warehouse, ledger, on_progress, run)
            hands.close()  # what they hold in memory is not needed for the rest
            LOG.info("%d documents were coded anew, %d were known from before", recall.n_coded, recall.n_known)
            run(merge_events, warehouse, ledger, people)
            run(load_account, warehouse, ledger, origin)
        rejected, seconds = Counter(warehouse.n_rejected), time.monotonic() - started
        summary = summarize(ledger, rejected, db=db, seconds=seconds, documents_known=recall.n_known)
        note_build(store, db, origin, recall.inputs(), summary)
    return summary


@noted("release", makes_it=False)
def release(db: Path, dist: Path, version: str | None, on_progress: OnProgress | None, *, run: Run = plainly) -> ReleaseSummary:
    """Export, describe and check; the folder gets its name at the end."""
    started = time.monotonic()
    with releases.claimed(dist):
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


def gather_people(gathered: Gathered, surveys: deque[Callable[[], tuple[Surveyed, ...]]], tell: Callable[[int], None]) -> int:
    """Note whom the documents of some batches introduce; how many documents introduce anybody. It tells of each batch."""
    n_surveyed = 0
    while surveys:  # each is let go of at once, with all that it holds
        survey = surveys.popleft()()
        for surveyed in survey:
            gathered.add(*surveyed)
        n_surveyed += len(survey)
        tell(n_surveyed)
    return n_surveyed


def learn_people(gathered: Gathered, rosters: Sequence[Listed]) -> People:
    """Everybody who is known: from the user's rosters, from the one that ships, from the corpus."""
    return people_of(rosters, learn(gathered))


def code_documents(warehouse: Warehouse, ledger: Ledger, batches: deque[Coming], tell: Callable[[int], None]) -> int:
    """Code some batches of documents, or wait for the workers that do, and load each; how many documents they held. It tells of each."""
    done = 0
    while batches:
        done += add_batch(warehouse, ledger, batches.popleft()())
        tell(done)
    return done


def merge_events(warehouse: Warehouse, ledger: Ledger, people: People) -> None:
    """Load one event for all its reports, under the identifier that it had before, with its actors and mentions."""
    add_events(warehouse, ledger, merge_mentions(ledger, people))


def load_account(warehouse: Warehouse, ledger: Ledger, origin: Origin) -> None:
    """Load what became of events since the earlier release, and the account of the build."""
    add_history(warehouse, ledger)
    add_account(warehouse, ledger, origin.corpora, origin.measured)


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

    return releases.write_release(db, dist, version, progress=tell, is_claimed=True)


def _survey(recall: Recall, batches: Iterable[tuple[Found, ...]], on_progress: OnProgress | None, run: Run) -> Gathered:
    """Whom all documents introduce."""
    gathered, n_surveyed = Gathered(), 0
    for surveys in _together(recall.survey(batches)):
        n_surveyed += run(gather_people, gathered, surveys, _telling(on_progress, "people", n_surveyed))
    LOG.info("%d documents introduce people", n_surveyed)
    return gathered


def _code(batches: Iterable[Coming], warehouse: Warehouse, ledger: Ledger, on_progress: OnProgress | None, run: Run) -> None:
    """Code all documents and load them."""
    done = 0
    for some in _together(batches):
        done += run(code_documents, warehouse, ledger, some, _telling(on_progress, "documents", done))


def _read_origin(corpora: list[str], options: BuildOptions) -> Origin:
    """What the files hold that the user names beside documents; all of them are read before any work is done."""
    rosters = [row for path in options.actors for row in read_roster(path)]
    return Origin(
        corpora=tuple(map(corpus_name, corpora)),
        rosters=tuple(rosters),
        coder=coder_of(options.model, rosters),
        measured=read_measured(options.quality) if options.quality else {},
        corrections=read_corrections(options.corrections) if options.corrections else (),
        clearance=_read_rights(options, corpora),
        since_release=options.since_release,
        earlier=releases.read_snapshot(options.since_release) if options.since_release else None,
    )


def _read_rights(options: BuildOptions, corpora: list[str]) -> Clearance:
    """What the user's lists, and then the corpus files, say of rights, and what of it concerns the earlier release."""
    rules = (*(read_rights(options.rights) if options.rights else ()), *rules_of_sources(corpora))
    take_downs = read_take_downs(options.take_downs) if options.take_downs else ()
    earlier = options.since_release
    return Clearance(
        rules=rules,
        requests=Requests(take_downs),
        gone_before=releases.taken_sources(earlier, take_downs) if earlier else frozenset(),
        forgotten=forgotten(take_downs, releases.read_requests(earlier)) if earlier else (),
    )


def _read(corpora: list[str], options: BuildOptions) -> Iterator[tuple[Found, ...]]:
    read = partial(read_corpus, max_bytes=options.max_bytes, allow_private=options.allow_private)
    return batches_of(chain.from_iterable(map(read, corpora)))


def _together(items: Iterable[R]) -> Iterator[deque[R]]:
    """The same, some at a time: a step for each would cost more to record than it is worth."""
    rest = iter(items)
    while some := deque(islice(rest, TOGETHER)):
        yield some


def _telling(on_progress: OnProgress | None, stage: str, before: int) -> Callable[[int], None]:
    """What tells how many were done, where so many had been done before; nothing is told of none."""

    def tell(done: int) -> None:
        if on_progress is not None and before + done:
            on_progress(stage, before + done, None)

    return tell
