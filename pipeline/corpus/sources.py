"""A corpus as its file describes it in; the documents of its sources, each with what is said of them there, out.

What is fetched is read from the holdings, so that a build needs no network, and two builds of the same holdings are the same.
"""

from collections.abc import Iterator
from contextlib import AbstractContextManager, nullcontext
from dataclasses import replace

from pipeline.corpus import names
from pipeline.corpus.errors import CorpusError
from pipeline.corpus.files import Found, Shape, read_document, read_folder, read_place, reject
from pipeline.corpus.mediawiki import read_article
from pipeline.corpus.opening import Place, open_location
from pipeline.corpus.settings import CorpusFile, Source
from pipeline.corpus.warc import PAGES
from pipeline.fetched import Fetched, Holdings, open_holdings
from pipeline.records import Given, RawDocument, Reject

WIKITEXT = "text/x-wiki"


def read_sources(corpus: CorpusFile, *, max_bytes: int) -> Found:
    """The documents of all sources, in the order of the file. Raises CorpusError at once where a folder or the holdings are not there.

    What is fetched while this reads is not seen. Raises HoldingsError where what is held is damaged.
    """
    places = {source.name: _open(corpus, source) for source in corpus.sources if not source.is_fetched}
    with _holdings_of(corpus):
        pass  # they can be opened
    return _read_all(corpus, places, max_bytes)


def _open(corpus: CorpusFile, source: Source) -> Place:
    try:
        return open_location(source.url)
    except CorpusError as error:
        raise CorpusError(str(corpus.path), f"the source {source.name!r}, {source.url}: {error.reason}") from error


def _holdings_of(corpus: CorpusFile) -> AbstractContextManager[Holdings | None]:
    if not any(source.is_fetched for source in corpus.sources):
        return nullcontext()
    if not corpus.holdings.exists():
        raise CorpusError(str(corpus.path), f"nothing was fetched yet. Fetch first: legation fetch {corpus.path.name}")
    return open_holdings(corpus.holdings)


def _read_all(corpus: CorpusFile, places: dict[str, Place], max_bytes: int) -> Found:
    with _holdings_of(corpus) as holdings:
        for source in corpus.sources:
            shape = Shape(corpus.name, max_bytes, f"{source.name}/")
            if source.name in places:
                found = read_place(places[source.name], shape)
            else:
                assert holdings is not None
                found = _read_fetched(source, holdings, shape, corpus.path.name)
            yield from (_with_facts(item, source) for item in found)


def _read_fetched(source: Source, holdings: Holdings, shape: Shape, file: str) -> Found:
    is_empty = True
    for item in _read_copies(source, holdings, shape) if source.kind == "location" else _read_pages(source, holdings, shape):
        is_empty = False
        yield item
    if is_empty:
        yield reject(source.name, "not-fetched", f"Nothing of this source is held. Fetch it: legation fetch {file}")


def _read_copies(source: Source, holdings: Holdings, shape: Shape) -> Found:
    folder = holdings.copies_folder(source.name)
    if folder.is_dir():
        place = open_location(str(folder))
        yield from read_folder(place, place.root, shape, shape.prefix)


def _read_pages(source: Source, holdings: Holdings, shape: Shape) -> Iterator[RawDocument | Reject]:
    for fetched in holdings.newest(source.name):
        path = f"{source.name}#{fetched.url}"
        if problem := names.find_problem(path):
            yield reject(path, "unsafe-name", f"This page {problem}.")
        else:
            yield _read_page(fetched, holdings.read(fetched), path, shape)


def _read_page(fetched: Fetched, content: bytes, path: str, shape: Shape) -> RawDocument | Reject:
    given = Given(title=fetched.title, url=fetched.url, published_on=fetched.published_on)
    suffix = ".md" if fetched.media_type == WIKITEXT else PAGES.get(fetched.media_type)
    if suffix is None:
        stated = names.legible(fetched.media_type)[:60] or "without a type"
        return reject(path, "unknown-kind", f"It came as {stated}; only HTML, plain text and wiki markup are read.")
    document = read_document(content, path, suffix, shape, charset=fetched.charset)
    if isinstance(document, Reject):
        return document
    if fetched.media_type == WIKITEXT:
        given = replace(given, format="encyclopedia")
        return read_article(document.text, title=given.title, path=path, corpus=shape.corpus, given=given)
    return replace(document, given=given)


def _with_facts(item: RawDocument | Reject, source: Source) -> RawDocument | Reject:
    """A document with what its source says of it, where it does not say it itself."""
    if isinstance(item, Reject):
        return item
    given = item.given
    facts = {name: getattr(given, name) or getattr(source, name) for name in ("publisher", "licence", "language", "format")}
    return replace(item, given=replace(given, **facts))
