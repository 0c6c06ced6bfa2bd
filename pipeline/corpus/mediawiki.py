"""A dump of a MediaWiki (XML) in; a document for each article in it, in its order, out.

The XML is read as it comes, and no more than one page of it is kept: a dump is larger than memory. Document types and entities, with
which a small file can be made to mean a large one, or a file of this machine, are refused.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import quote

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser, ParseError

from pipeline.corpus import names
from pipeline.corpus.gunzip import Stream
from pipeline.corpus.jsonlines import language_code
from pipeline.corpus.tally import Tally
from pipeline.corpus.wikitext import TooIntricate, read_wikitext
from pipeline.records import Given, RawDocument, Reject

SUFFIXES = (".xml", ".xml.gz", ".xml.bz2", ".xml.xz", ".xml.zst")
_CHUNK = 1 << 16
_MOST_SILENT = 16_000_000  # bytes of XML in which nothing begins or ends: what stands there is kept by the parser as a whole
_DEEPEST = 50  # elements within elements
_KEPT = ("title", "ns", "model", "text", "sitename", "base")


class _NoDump(Exception):
    """XML that is no dump of a MediaWiki; `root` is its outermost element."""

    def __init__(self, root: str) -> None:
        super().__init__(root)
        self.root = root


@dataclass(frozen=True, slots=True)
class _Page:
    title: str
    namespace: str
    model: str
    is_redirect: bool
    markup: str | None  # None: longer than the limit


@dataclass(slots=True)
class _Reading:
    """What the parser tells of a dump, from which finished pages are taken; an element's text is kept only up to the limit."""

    max_chars: int
    site: dict[str, str] = field(default_factory=dict)
    pages: list[_Page] = field(default_factory=list)
    n_events: int = 0
    _open: list[str] = field(default_factory=list)
    _values: dict[str, str | None] = field(default_factory=dict)
    _is_redirect: bool = False
    _text: list[str] = field(default_factory=list)
    _length: int = 0

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        name = tag.rpartition("}")[2]
        self.n_events += 1
        if not self._open:
            if name != "mediawiki":
                raise _NoDump(name)
            self.site["language"] = attributes.get("{http://www.w3.org/XML/1998/namespace}lang", "")
        if len(self._open) == _DEEPEST:
            raise ValueError(f"its elements stand more than {_DEEPEST} deep in one another")
        self._open.append(name)
        if name == "page":
            self._values, self._is_redirect = {}, False
        self._is_redirect |= name == "redirect"
        self._text, self._length = [], 0

    def data(self, text: str) -> None:
        self.n_events += 1
        if self._open[-1] in _KEPT:
            self._length += len(text)
            if self._length <= self.max_chars:
                self._text.append(text)

    def end(self, tag: str) -> None:
        self.n_events += 1
        name = self._open.pop()
        if name in _KEPT:
            value = "".join(self._text) if self._length <= self.max_chars else None
            if "page" in self._open:
                self._values[name] = value  # of several revisions the last one stays
            else:
                self.site[name] = value or ""
        elif name == "page":
            told = {key: self._values.get(key) or "" for key in ("title", "ns", "model")}
            self.pages.append(_Page(told["title"], told["ns"], told["model"], self._is_redirect, self._values.get("text", "")))

    def close(self) -> None:
        """Nothing is kept."""


def read_dump(stream: Stream, path: str, corpus: str, *, max_bytes: int) -> Iterator[RawDocument | Reject]:
    """A document for each article (`path#title`), or a reject; at the end one that counts the other pages, after one for a file that is
    damaged or no dump.

    `max_bytes` bounds the markup of an article. Raises what the stream raises.
    """
    reading, tally = _Reading(max_bytes), Tally("pages")
    parser, silent = DefusedXMLParser(target=reading, forbid_dtd=True), 0
    try:
        while chunk := stream.read(_CHUNK):
            n_events = reading.n_events
            parser.feed(chunk)
            silent = 0 if reading.n_events > n_events else silent + len(chunk)
            if silent > _MOST_SILENT:
                raise ValueError("one of its elements has attributes of many million characters")
            yield from _take(reading, tally, path, corpus)
        parser.close()
    except _NoDump as error:
        reason = f"This XML file is no dump of a MediaWiki: its root is <{names.legible(error.root)[:60]}>."
        yield Reject("corpus", "unknown-kind", reason, path=path)
    except (ParseError, DefusedXmlException, ValueError) as error:
        yield from _take(reading, tally, path, corpus)
        is_defused = isinstance(error, DefusedXmlException)
        what = "It holds a document type or entities, which are refused" if is_defused else f"It is no XML: {error}"
        yield Reject("corpus", "broken-xml", f"{what}; what follows is not read.", path=path, locator=_place_of(error))
    yield from tally.rejects(path)


def read_article(markup: str, *, title: str | None, path: str, corpus: str, given: Given) -> RawDocument | Reject:
    """The document of a page in wiki markup, its title as the first heading; its hash is that of the markup in UTF-8."""
    if problem := names.find_problem(path):
        return Reject("corpus", "unsafe-name", f"This page {problem}.", path=names.legible(path))
    try:
        text = read_wikitext(markup, title=title)
    except TooIntricate as error:
        return Reject("corpus", "too-intricate", f"This page is not read: {error}.", path=path)
    if not text:
        return Reject("corpus", "empty", "Nothing is left of this page without its templates, tables and notes.", path=path)
    return RawDocument(corpus, path, ".md", text, hashlib.sha256(markup.encode("utf-8")).hexdigest(), given)


def _take(reading: _Reading, tally: Tally, path: str, corpus: str) -> Iterator[RawDocument | Reject]:
    pages, reading.pages = reading.pages, []
    for page in pages:
        tally.n_all += 1
        if page.namespace not in ("", "0"):
            tally.passes(f"in namespace {page.namespace}")
        elif page.is_redirect:
            tally.passes("redirects")
        elif page.model not in ("", "wikitext"):
            tally.passes(f"of the model {page.model}")
        elif page.markup is None or len(page.markup.encode("utf-8")) > reading.max_chars:
            reason = f"Its markup is larger than the limit of {reading.max_chars:,} bytes."
            yield Reject("corpus", "too-large", reason, path=names.legible(f"{path}#{page.title}"))
        else:
            given = _given_of(page, reading.site)
            yield read_article(page.markup, title=given.title, path=f"{path}#{page.title}", corpus=corpus, given=given)


def _given_of(page: _Page, site: dict[str, str]) -> Given:
    base = site.get("base", "").rpartition("/")[0]
    is_address = base.startswith(("http://", "https://")) and names.find_problem(base) is None
    return Given(
        title=" ".join(page.title.split()) or None,
        url=f"{base}/{quote(page.title.replace(' ', '_'), safe='/:,()!*@;~')}" if is_address else None,
        publisher=" ".join(site.get("sitename", "").split()) or None,
        language=language_code(site.get("language", "")),
        format="encyclopedia",
    )


def _place_of(error: Exception) -> str | None:
    position = getattr(error, "position", None)
    return f"line {position[0]}" if position else None
