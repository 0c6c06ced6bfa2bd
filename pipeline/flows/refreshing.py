"""A plan in; the documents that are new fetched, the database built and checked and, where asked, a release made and published, out.

Each step goes through `run`, as in `work`. A run that is cut off anywhere leaves the last good database and releases as they were, and the
next one finishes what it began: whether a release is due is told by the data, not by what this run did.
"""

import time
from dataclasses import replace
from pathlib import Path

from pipeline.corpus.settings import CorpusFile, read_settings
from pipeline.errors import LegationError
from pipeline.fetch import SourceOutcome, fetch_corpus
from pipeline.flows import work
from pipeline.flows.account import Account, Plan, recorded_account
from pipeline.flows.checking import Figures, check_database, figures_of
from pipeline.flows.publishing import publish_newest, refuse_unusable, why_stopped
from pipeline.flows.turn import turn
from pipeline.flows.work import Run, plainly
from pipeline.measured import measured_path
from pipeline.options import BuildOptions
from pipeline.release import newest_release
from pipeline.runs import OK, read_runs, recorded
from pipeline.summary import OnProgress

COMMAND = "refresh"  # in the journal of runs


def refresh(account: Account, on_progress: OnProgress | None = None, *, run: Run = plainly) -> None:
    """Do what the plan of the account says, and fill the account.

    Raises CorpusError (of the corpus file), Busy, what `work.build` and `work.release` raise, and StoreError.
    """
    plan, started = account.plan, time.monotonic()
    corpus = read_settings(plan.corpus)
    refuse_unusable(plan.stores)
    account.corpus = corpus.name
    with turn(plan.db, wait=plan.wait), recorded(COMMAND, beside=plan.db) as record:
        try:
            _refresh(account, corpus, on_progress, run)
        finally:
            account.seconds = time.monotonic() - started
            record.tell(recorded_account(account))
        account.is_complete = True
        if account.problems:
            record.fail(" ".join(account.problems))


def _refresh(account: Account, corpus: CorpusFile, on_progress: OnProgress | None, run: Run) -> None:
    plan = account.plan
    if any(source.is_fetched for source in corpus.sources):
        _fetch(account, corpus, on_progress, run)
    account.build = work.build([str(plan.corpus)], plan.db, _options(plan), on_progress, run=run)
    account.checked = checked = run(check_database, plan.db, _last_figures(plan.db))
    account.warnings += checked.warnings
    if checked.problems and not plan.accept:
        account.problems += checked.problems
        return
    if plan.release:
        account.release = work.release(plan.db, plan.dist, None, on_progress, run=run)
        account.warnings += account.release.stops
    if plan.stores.addresses:
        account.publications = publish_newest(plan.dist, plan.stores, on_progress, run=run)
        account.problems += filter(None, map(why_stopped, account.publications))


def fetch_documents(account: Account, corpus: CorpusFile, on_progress: OnProgress | None) -> None:
    """Fetch what is new of each source. LegationError where no source could be fetched, which may be better the next time."""
    account.fetch = fetch_corpus(corpus, on_progress=on_progress)
    failed = account.fetch.failed
    if failed and len(failed) == len(account.fetch.sources):
        raise LegationError(" ".join(["No source could be fetched.", *map(_failure, failed)]))


def _fetch(account: Account, corpus: CorpusFile, on_progress: OnProgress | None, run: Run) -> None:
    """Where no source could be fetched, the run goes on with what is held, and counts as failed at its end."""
    try:
        run(fetch_documents, account, corpus, on_progress)
    except (LegationError, TimeoutError) as error:
        account.problems.append(error.message if isinstance(error, LegationError) else "Fetching took too long, and was stopped.")


def _failure(source: SourceOutcome) -> str:
    return f"Source {source.name}: {source.problem}"


def _options(plan: Plan) -> BuildOptions:
    """The options of the build, with what a refresh takes where nothing is said."""
    since = plan.options.since_release or newest_release(plan.dist)
    return replace(plan.options, quality=plan.options.quality or measured_path(), since_release=since)


def _last_figures(db: Path) -> Figures | None:
    """The figures that the last refresh of the database that ended well left."""
    ended_well = (record.result for record in reversed(read_runs(db)) if record.command == COMMAND and record.outcome == OK)
    return next(filter(None, (figures_of(result.get("figures")) for result in ended_well)), None)
