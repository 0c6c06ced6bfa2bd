"""A web archive (WARC) in; a document for each page in it, in the order of its records, out.

Pages are what a server gave with status 200 as HTML or plain text. The day of the capture is no day of publication, and is not used.
"""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from warcio.limitreader import LimitReader
from warcio.statusandheaders import StatusAndHeadersParser, StatusAndHeadersParserException

from pipeline.corpus import names
from pipeline.corpus.codings import unpack
from pipeline.corpus.decoding import Undecodable, decode
from pipeline.corpus.gunzip import Damaged, Members, Stream
from pipeline.corpus.limits import Budget
from pipeline.corpus.tally import Tally
from pipeline.records import Given, RawDocument, Reject

SUFFIXES = (".warc", ".warc.gz")
PAGES = {"text/html": ".html", "application/xhtml+xml": ".html", "text/plain": ".txt", "text/markdown": ".md"}
_HEAD = StatusAndHeadersParser(["WARC/1.1", "WARC/1.0", "WARC/0.17", "WARC/0.18"])
_ANSWER = StatusAndHeadersParser(["HTTP/1.0", "HTTP/1.1"], False)  # newer ones are written in other ways
_FOR_MACHINES = re.compile(r"/(?:(?:robots|ads|app-ads|security|humans|llms)\.txt|\.well-known/.*)", re.IGNORECASE)
_WEB = ("http://", "https://")
_PATH = re.compile(r"^https?://[^/?#]*|[?#].*$")
_CHARSET = re.compile(r"charset\s{0,9}=\s{0,9}[\"']?\s{0,9}([\w.:-]{1,40})", re.IGNORECASE)
_MOST_DAMAGED = 10_000  # places


@dataclass(slots=True)
class _Archive:
    """A web archive that is being read: what it is, and what became of its records so far."""

    path: str
    corpus: str
    max_bytes: int
    members: Members
    tally: Tally = field(default_factory=lambda: Tally("records"))
    damages: list[Damaged] = field(default_factory=list)


def read_records(
    stream: Stream, path: str, corpus: str, *, is_packed: bool, max_bytes: int, budget: Budget
) -> Iterator[RawDocument | Reject]:
    """A document for each page (`path#address`), or a reject; at the end one that counts the other records, and one for what is damaged.

    `max_bytes` bounds a page, as it was sent and as it is. Raises TooMuch, and OSError where the stream fails.
    """
    archive = _Archive(path, corpus, max_bytes, Members(stream, budget, is_packed=is_packed))
    while True:
        try:
            head = _next_head(archive.members)
            if head is None:
                break
            archive.tally.n_all += 1
            body = LimitReader(archive.members, _length_of(head, archive.members))
            found = _read_record(archive, head, body)
            _read_to_end(body, archive.members)
        except (Damaged, StatusAndHeadersParserException, EOFError) as error:
            archive.damages.append(error if isinstance(error, Damaged) else Damaged("a head is none", archive.members.start))
            if len(archive.damages) == _MOST_DAMAGED or not archive.members.skip_damage():
                break
        else:
            if found is not None:
                yield found
    yield from archive.tally.rejects(path)
    yield from _tell_damages(archive)


def _next_head(members: Members) -> Any:
    """What the next record says of itself; None where there is none."""
    members.allow_lines()
    while line := members.readline():
        if line.strip():
            return _HEAD.parse(members, line)
    return None


def _length_of(head: Any, members: Members) -> int:
    length = head.get_header("Content-Length") or ""
    if not (length.isascii() and length.isdecimal() and len(length) < 16):
        raise Damaged("a record does not say how long it is", members.start)
    return int(length)


def _read_record(archive: _Archive, head: Any, body: Any) -> RawDocument | Reject | None:
    """A page, or why it cannot be used; None for what is none, which is counted."""
    kind, url = head.get_header("WARC-Type") or "?", names.plain_address(head.get_header("WARC-Target-URI") or "")
    answer = _ANSWER.parse(body) if kind == "response" and url.startswith(_WEB) else head
    content_type = answer.get_header("Content-Type") or head.get_header("WARC-Identified-Payload-Type") or ""
    media_type = content_type.partition(";")[0].strip().lower()
    if what := _what_else(kind, url, answer.get_statuscode() if answer is not head else None, media_type):
        archive.tally.passes(what)
        return None
    try:
        return _read_page(archive, url, PAGES[media_type], _content(archive, head, answer, body), _CHARSET.search(content_type))
    except Undecodable as error:
        return Reject("corpus", error.check_name, error.reason, path=names.legible(f"{archive.path}#{url}"), locator=error.locator)


def _what_else(kind: str, url: str, status: str | None, media_type: str) -> str | None:
    """What a record is that is no page."""
    if kind not in ("response", "resource", "conversion"):
        return kind
    if not url.startswith(_WEB):
        return f"{kind} of {url.partition(':')[0][:20]}:"
    if status not in (None, "200"):
        return f"{kind} with status {status}"
    if media_type not in PAGES:
        return f"{kind} of {media_type or 'no stated type'}"
    if _FOR_MACHINES.fullmatch(_PATH.sub("", url)):
        return f"{kind} for machines, such as robots.txt"
    return None


def _content(archive: _Archive, head: Any, answer: Any, body: Any) -> bytes:
    """The content of a page, without the codings in which it was sent. Raises Undecodable."""
    if cut := head.get_header("WARC-Truncated"):
        raise Undecodable("cut-off", f"The crawler cut it off ({names.legible(cut)[:40]}).")
    if head.get_header("WARC-Segment-Number"):
        raise Undecodable("cut-off", "It goes on in another record, which is not read.")
    sent = _read_at_most(body, archive.max_bytes + 1)
    if len(sent) > archive.max_bytes:
        raise Undecodable("too-large", f"It is larger than the limit of {archive.max_bytes:,} bytes.")
    if answer is head:
        return sent
    codings = (answer.get_header("Transfer-Encoding") or "", answer.get_header("Content-Encoding") or "")
    return unpack(sent, *codings, max_bytes=archive.max_bytes)


def _read_page(archive: _Archive, url: str, suffix: str, content: bytes, charset: re.Match[str] | None) -> RawDocument:
    path = f"{archive.path}#{url}"
    if problem := names.find_problem(path):
        raise Undecodable("unsafe-name", f"This page {problem}.")
    text = decode(content, is_html=suffix == ".html", charset=charset[1] if charset else None)
    return RawDocument(archive.corpus, path, suffix, text, hashlib.sha256(content).hexdigest(), Given(url=url))


def _read_at_most(body: Any, size: int) -> bytes:
    content = bytearray()
    while len(content) < size and (piece := body.read(size - len(content))):
        content += piece
    return bytes(content)


def _read_to_end(body: Any, members: Members) -> None:
    while body.read(1 << 16):
        continue
    if body.limit:
        raise Damaged("the file breaks off within a record", members.start)


def _tell_damages(archive: _Archive) -> Iterator[Reject]:
    if not archive.damages:
        return
    first, count = archive.damages[0], len(archive.damages)
    places = "a place" if count == 1 else f"{count:,} places, the first"
    reason = f"The archive is damaged at {places} (byte {first.at:,}: {first}). What was there is not read."
    yield Reject("corpus", "unreadable-archive", reason, path=archive.path, locator=f"byte {first.at}")
