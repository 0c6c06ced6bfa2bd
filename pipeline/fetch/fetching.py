"""A corpus file in; its sources fetched into the holdings, each for itself, and what became of each out."""

import logging
import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import FIRST_EXCEPTION, ThreadPoolExecutor, wait
from contextvars import copy_context

from pipeline.corpus.settings import CorpusFile, Source
from pipeline.fetch.client import Client
from pipeline.fetch.connection import Network
from pipeline.fetch.copies import fetch_files
from pipeline.fetch.desk import Desk
from pipeline.fetch.feed import fetch_feed
from pipeline.fetch.mediawiki import fetch_wiki
from pipeline.fetch.pages import fetch_page
from pipeline.fetch.sitemap import fetch_sitemap
from pipeline.fetch.summary import FetchSummary, SourceOutcome, run_figures
from pipeline.fetch.trouble import FetchError, Unfetched
from pipeline.fetched import Holdings, open_holdings
from pipeline.runs import recorded
from pipeline.summary import OnProgress

SOURCES_AT_ONCE = 8
_LOG = logging.getLogger(__name__)
_FETCH: Mapping[str, Callable[[Desk], None]] = {
    "feed": fetch_feed,
    "sitemap": fetch_sitemap,
    "page": fetch_page,
    "mediawiki": fetch_wiki,
    "location": fetch_files,
}


def fetch_corpus(
    corpus: CorpusFile,
    *,
    only: Sequence[str] = (),
    on_progress: OnProgress | None = None,
    client: Client | None = None,
) -> FetchSummary:
    """Fetch what is new at the sources of a corpus, or `only` at those of these names, into its holdings.

    A source that fails is an outcome and stops no other. Raises FetchError for a name that no source has, HoldingsError where the holdings
    are damaged or another fetch is filling them, and OSError where they cannot be written. It is noted as a run, beside the holdings.
    """
    sources = _choose(corpus, only)
    if not sources:
        return FetchSummary(corpus=corpus.name, holdings=str(corpus.holdings), sources=(), seconds=0.0)
    client = client or Client(corpus.contact or "", network=Network(allow_private=corpus.allow_private))
    with recorded("fetch", beside=corpus.holdings) as running:
        started = time.monotonic()
        with open_holdings(corpus.holdings, for_writing=True) as holdings:
            outcomes = _fetch_all(sources, holdings, client, on_progress)
        seconds = time.monotonic() - started
        summary = FetchSummary(corpus=corpus.name, holdings=str(corpus.holdings), sources=tuple(outcomes), seconds=seconds)
        running.tell(run_figures(summary))
        if len(summary.failed) == len(sources):
            running.fail(" ".join(f"Source {source.name}: {source.problem}" for source in summary.failed))
    return summary


def _choose(corpus: CorpusFile, only: Sequence[str]) -> list[Source]:
    names = [source.name for source in corpus.sources]
    for name in only:
        if name not in names:
            raise FetchError(f"{corpus.path} names no source {name!r}. It names {', '.join(names)}.")
    return [source for source in corpus.sources if source.is_fetched and (not only or source.name in only)]


def _fetch_all(sources: list[Source], holdings: Holdings, client: Client, on_progress: OnProgress | None) -> list[SourceOutcome]:
    """Several sources at a time: each mostly waits, and a server is asked by one of them at a time all the same."""
    pool = ThreadPoolExecutor(max_workers=min(SOURCES_AT_ONCE, len(sources)), thread_name_prefix="fetch")
    # Each in a context like ours, so that its lines in the log name the run.
    futures = [pool.submit(copy_context().run, _fetch_source, source, holdings, client, on_progress) for source in sources]
    try:
        done, _ = wait(futures, return_when=FIRST_EXCEPTION)
        for future in done:
            future.result()
        return [future.result() for future in futures]
    except BaseException:  # interrupted, or nothing can be written: what has begun ends at its next step
        client.clock.stop()
        raise
    finally:
        pool.shutdown(cancel_futures=True)


def _fetch_source(source: Source, holdings: Holdings, client: Client, on_progress: OnProgress | None) -> SourceOutcome:
    desk = Desk(source, holdings, client)
    if on_progress is not None:
        desk.on_progress = lambda done, total: on_progress(source.name, done, total)
    desk.on_progress(0, None)
    try:
        _FETCH[source.kind](desk)
        outcome = desk.outcome()
    except Unfetched as trouble:
        desk.bear(source.url, trouble)
        outcome = desk.outcome(trouble.reason)
    if outcome.problem:
        _LOG.warning("%s: %s", source.name, outcome.problem)
    _LOG.info("%s: %d new, %d changed", source.name, outcome.new, outcome.changed)
    return outcome
