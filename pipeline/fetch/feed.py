"""An RSS or Atom feed in; the pages that it names, with titles and days, fetched, out.

What a feed itself holds of a page is no document.
"""

import html
import io
import re
from collections.abc import Iterator
from datetime import date, datetime
from email.utils import parsedate_to_datetime
from typing import Any

import feedparser

from pipeline.fetch.address import plain_address
from pipeline.fetch.desk import Desk
from pipeline.fetch.found import Found
from pipeline.fetch.pages import fetch_listing, fetch_pages
from pipeline.fetch.trouble import FAILED, REFUSED, Unfetched

_LARGEST = 1_000_000  # bytes, unless a page may be larger
_LONGEST_TITLE = 500
_ROOT = re.compile(rb"<(?:rss|feed|rdf:rdf)\b")
# What feedparser raises, instead of a note in its result, for characters and codings that there are none.
_DEFEATS = (ValueError, LookupError, TypeError, AttributeError, ArithmeticError, AssertionError, RecursionError)
_TAG = re.compile(r"<[^<>]*>")


def fetch_feed(desk: Desk) -> None:
    """Fetch the new pages of a feed. Raises Unfetched where the feed itself cannot be used."""
    url = plain_address(desk.source.url)
    content, answer = fetch_listing(desk, url, max_bytes=max(_LARGEST, desk.source.max_bytes))
    found = []
    for link, told in read_feed(content, url=answer.url, content_type=answer.header("content-type") or ""):
        try:
            found.append(Found(url=plain_address(link, base=answer.url), **told))
        except Unfetched as trouble:
            desk.pass_over(link, trouble)
    fetch_pages(desk, found)


def read_feed(content: bytes, *, url: str, content_type: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """The links of the items of a feed, and what it says of each (`title`, `published_on`, `changed_on`, `stamp`).

    An item without a link has none; broken feeds give what can be understood. Raises Unfetched where it is no feed, or defines entities.
    """
    if b"<!entity" in _ROOT.split(content.replace(b"\0", b"").lower(), maxsplit=1)[0]:  # the null bytes are those of UTF-16
        raise Unfetched(REFUSED, "It is no plain feed: its XML defines entities.")
    headers = {"content-location": url, "content-type": content_type}
    try:
        # From a stream, for feedparser would take a text for an address or a file; nothing of its HTML is used.
        feed = feedparser.parse(io.BytesIO(content), response_headers=headers, sanitize_html=False, resolve_relative_uris=False)
    except _DEFEATS as error:
        raise Unfetched(FAILED, f"It is no feed that can be read ({type(error).__name__}).") from error
    if not feed.entries and not feed.get("version"):
        raise Unfetched(FAILED, "It is no feed, neither RSS nor Atom.")
    for entry in feed.entries:
        link = entry.get("link")
        if link:
            yield str(link), _told(entry)


def _told(entry: Any) -> dict[str, Any]:
    # Not entry.get: where there is no `updated` it gives `published`.
    updated = dict.get(entry, "updated") or None
    return {
        "title": _plain(entry.get("title") or ""),
        "published_on": _day(dict.get(entry, "published"), entry.get("published_parsed")),
        "changed_on": _day(updated, entry.get("updated_parsed")) if updated else None,
        "stamp": str(updated)[:100] if updated else None,
    }


def _plain(title: str) -> str | None:
    return " ".join(html.unescape(_TAG.sub(" ", title)).split())[:_LONGEST_TITLE] or None


def _day(written: str | None, parsed: Any) -> date | None:
    """The day as it is written, where the publisher is; else that of Greenwich."""
    if not written:
        return None
    for parse in (datetime.fromisoformat, parsedate_to_datetime):
        try:
            return parse(written.strip()).date()
        except (ValueError, TypeError, IndexError, OverflowError):
            continue
    try:
        return date(*parsed[:3]) if parsed else None
    except (ValueError, TypeError, OverflowError):
        return None
