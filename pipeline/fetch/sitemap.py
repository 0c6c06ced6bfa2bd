"""A sitemap, or an index of sitemaps, in; the pages that it names, fetched, out."""

import io
import re
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlsplit
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import iterparse

from pipeline.corpus.settings import Source
from pipeline.fetch.address import plain_address
from pipeline.fetch.answer import unpack_gzip
from pipeline.fetch.desk import Desk
from pipeline.fetch.found import Found, is_wanted
from pipeline.fetch.pages import fetch_listing, fetch_pages
from pipeline.fetch.trouble import FAILED, REFUSED, Unfetched

LARGEST = 52_428_800  # bytes, unpacked: so sitemaps.org
DEEPEST = 3  # indexes of indexes
MOST_SITEMAPS = 500
MOST_ADDRESSES = 500_000
_NEWS = "{http://www.google.com/schemas/sitemap-news/"
_DAY = re.compile(r"\s*(\d{4}-\d\d-\d\d)")


@dataclass(frozen=True, slots=True)
class Entry:
    """What a sitemap says of one address: another sitemap, or a page."""

    url: str
    is_sitemap: bool
    lastmod: str | None = None
    title: str | None = None
    published_on: date | None = None


def fetch_sitemap(desk: Desk) -> None:
    """Fetch the pages of a sitemap that are new or changed. Raises Unfetched where the sitemap itself cannot be used."""
    fetch_pages(desk, list(_find_pages(desk, plain_address(desk.source.url))))


def read_sitemap(content: bytes) -> Iterator[Entry]:
    """The entries of a sitemap (packed with gzip or not) in their order. Raises Unfetched where it is none, damaged or malicious."""
    try:
        yield from _read_entries(_unpack(content))
    except ParseError as error:
        raise Unfetched(FAILED, f"It is no sitemap: its XML is broken ({error}).") from error
    except DefusedXmlException as error:
        raise Unfetched(REFUSED, "It is no plain sitemap: its XML defines a document type or entities.") from error
    except (ValueError, LookupError) as error:
        raise Unfetched(FAILED, f"It is no sitemap: {error}.") from error


def _find_pages(desk: Desk, root: str) -> Iterator[Found]:
    waiting, seen, n_found = deque([(root, 1)]), {root}, 0
    while waiting:
        url, depth = waiting.popleft()
        try:
            content, answer = fetch_listing(desk, url, max_bytes=LARGEST)
            entries = list(read_sitemap(content))
        except Unfetched as trouble:
            if url == root:
                raise
            desk.bear(url, trouble)
            continue
        for entry in entries:
            try:
                address = plain_address(entry.url, base=answer.url)
                _refuse_foreign(desk.source, address, answer.url)
            except Unfetched as trouble:
                desk.pass_over(entry.url, trouble)
                continue
            if not entry.is_sitemap:
                n_found += 1
                yield Found(
                    url=address, title=entry.title, published_on=entry.published_on, changed_on=_day(entry.lastmod), stamp=entry.lastmod
                )
            elif address not in seen and _is_of_interest(desk, entry, depth, len(seen)):
                seen.add(address)
                waiting.append((address, depth + 1))
        if n_found >= MOST_ADDRESSES:
            desk.notes.append(f"Of its addresses only the first {n_found:,} were read.")
            return


def _is_of_interest(desk: Desk, entry: Entry, depth: int, n_sitemaps: int) -> bool:
    """Whether a sitemap within an index is to be read."""
    day = _day(entry.lastmod)
    if desk.source.since and day and day < desk.source.since:
        return False
    if depth < DEEPEST and n_sitemaps < MOST_SITEMAPS:
        return True
    reason = f"a sitemap may have {DEEPEST} levels and {MOST_SITEMAPS} sitemaps"
    desk.pass_over(entry.url, Unfetched(REFUSED, f"It is too deep or one too many: {reason}."))
    return False


def _refuse_foreign(source: Source, address: str, sitemap: str) -> None:
    """Refuse an address of another server, which did not ask to be fetched, unless the user names it in `include`."""
    if _host(address) != _host(sitemap) and not (source.include and is_wanted(source, address)):
        raise Unfetched(REFUSED, "It lies on another server than the sitemap (a pattern in include permits it).")


def _host(address: str) -> str:
    return (urlsplit(address).hostname or "").removeprefix("www.")


def _unpack(content: bytes) -> bytes:
    if not content.startswith(b"\x1f\x8b"):
        return content
    pieces, n_bytes = [], 0
    for piece in unpack_gzip([content]):
        n_bytes += len(piece)
        if n_bytes > LARGEST:
            raise Unfetched(REFUSED, f"It is larger than {LARGEST:,} bytes, unpacked.")
        pieces.append(piece)
    return b"".join(pieces)


def _read_entries(content: bytes) -> Iterator[Entry]:
    root: Element | None = None
    events: Any = iterparse(io.BytesIO(content), events=("start", "end"), forbid_dtd=True)
    for event, element in events:
        if root is None:
            root = element
            if _name(root) not in ("urlset", "sitemapindex"):
                raise ValueError(f"its root is <{_name(root)[:80]}>, not <urlset> or <sitemapindex>")
        if event == "end" and _name(element) in ("url", "sitemap"):
            if entry := _entry_of(element):
                yield entry
            root.clear()


def _entry_of(element: Element) -> Entry | None:
    told: dict[str, str] = {}
    for each in element.iter():
        name = f"news:{_name(each)}" if each.tag.startswith(_NEWS) else _name(each)
        told.setdefault(name, " ".join((each.text or "").split()))
    if not told.get("loc"):
        return None
    return Entry(
        url=told["loc"],
        is_sitemap=_name(element) == "sitemap",
        lastmod=told.get("lastmod", "")[:100] or None,
        title=told.get("news:title", "")[:500] or None,
        published_on=_day(told.get("news:publication_date")),
    )


def _name(element: Element) -> str:
    return str(element.tag).rpartition("}")[2]


def _day(written: str | None) -> date | None:
    found = _DAY.match(written or "")
    try:
        return date.fromisoformat(found[1]) if found else None
    except ValueError:
        return None
