"""Addresses of web pages in; their contents in the holdings, and what became of each in the account, out."""

from collections.abc import Iterable

from pipeline.fetch.address import plain_address
from pipeline.fetch.answer import Answer, Limits
from pipeline.fetch.client import Known
from pipeline.fetch.desk import Desk
from pipeline.fetch.found import Found, choose
from pipeline.fetch.trouble import FAILED, Unfetched
from pipeline.fetched import Asked

DOCUMENTS = ("text/html", "application/xhtml+xml", "text/plain")


def fetch_page(desk: Desk) -> None:
    """Fetch the one page that a source of this kind is. Raises Unfetched."""
    _fetch(desk, Found(url=plain_address(desk.source.url)))


def fetch_pages(desk: Desk, found: Iterable[Found]) -> None:
    """Fetch of the pages that were found those that are wanted and due; what goes wrong with one is noted, and the next one follows."""
    chosen = choose(desk, found)
    for done, each in enumerate(chosen):
        desk.on_progress(done, len(chosen))
        try:
            _fetch(desk, each)
        except Unfetched as trouble:
            desk.bear(each.url, trouble)
    desk.on_progress(len(chosen), len(chosen))


def fetch_listing(desk: Desk, url: str, *, max_bytes: int) -> tuple[bytes, Answer]:
    """The content of a feed or a sitemap, kept or as it was held, and what the server says of it. Raises Unfetched."""
    source, holdings = desk.source, desk.holdings
    known, limits = holdings.last(source.name, url), Limits(max_bytes, source.timeout)
    answer = desk.client.get(url, limits=limits, seconds_between=source.seconds_between, known=_known(known))
    if answer.status == 304:
        held = _note_unchanged(desk, url, answer, known, stamp=None)
        assert held.held is not None
        kept = Answer(held.held.final_url, 200, (("content-type", held.held.media_type),))
        return holdings.read(held.held), kept
    _add(desk, Found(url=url), answer, role="listing")
    return answer.content, answer


def _fetch(desk: Desk, found: Found) -> None:
    source = desk.source
    known, limits = desk.holdings.last(source.name, found.url), Limits(source.max_bytes, source.timeout, DOCUMENTS)
    answer = desk.client.get(found.url, limits=limits, seconds_between=source.seconds_between, known=_known(known))
    if answer.status == 304:
        _note_unchanged(desk, found.url, answer, known, stamp=found.stamp)
        desk.count("unchanged", found.url)
    else:
        desk.count(_add(desk, found, answer, role="document"), found.url)


def _add(desk: Desk, found: Found, answer: Answer, *, role: str) -> str:
    return desk.holdings.add(
        desk.source.name,
        found.url,
        answer.content,
        role=role,
        at=desk.now(),
        status=answer.status,
        headers=answer.headers,
        media_type=answer.media_type,
        charset=answer.charset,
        final_url=answer.url,
        etag=answer.header("etag"),
        last_modified=answer.header("last-modified"),
        stamp=found.stamp,
        title=found.title,
        published_on=found.published_on,
    )


def _note_unchanged(desk: Desk, url: str, answer: Answer, known: Asked | None, *, stamp: str | None) -> Asked:
    if known is None or known.held is None:
        raise Unfetched(FAILED, "The server answers that it is unchanged (status 304), but was not asked that.", status=304)
    etag, last_modified = answer.header("etag") or known.etag, answer.header("last-modified") or known.last_modified
    desk.holdings.note_unchanged(desk.source.name, url, at=desk.now(), etag=etag, last_modified=last_modified, stamp=stamp)
    return known


def _known(asked: Asked | None) -> Known | None:
    return Known(asked.held.final_url, asked.etag, asked.last_modified) if asked and asked.held else None
