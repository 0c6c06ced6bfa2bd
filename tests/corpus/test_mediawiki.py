"""Dumps of wikis: which pages become documents, what their text is, and what is refused."""

import bz2
import gzip
import lzma
import tracemalloc
from collections.abc import Callable, Iterator
from pathlib import Path
from xml.sax.saxutils import escape

import pytest
import zstandard

from pipeline.corpus import read_corpus
from pipeline.corpus.mediawiki import read_dump
from pipeline.corpus.wikitext import TooIntricate, read_wikitext
from pipeline.parse import parse
from pipeline.records import Document, RawDocument, Reject

HEAD = (
    '<mediawiki xmlns="http://www.mediawiki.org/xml/export-0.11/" xml:lang="en-GB"><siteinfo><sitename>Our Wiki</sitename>'
    "<base>https://wiki.example/wiki/Main_Page</base><namespaces><namespace key='0'/></namespaces></siteinfo>"
)
MARKUP = """{{Infobox country|name=[[Peru]]|x={{nested|a}}}}
'''Peru''' is a [[state]] in [[South America|the south]].<ref name="a">{{cite web|title=x}}</ref> It&nbsp;has
[[File:Map.png|thumb|A [[map]] of Peru]] an [https://x.example envoy] <!-- hidden --> in Quito ({{lang|es|x}}).
__NOTOC__
== History ==
In 1821 it became free.<ref name="a" />
=== Ties with [[Chile]] ===
* Visit one
** Visit two
{| class="wikitable"
! a !! b
|-
| c || d
|}
After the table.<br>New line. <small>Small.</small> <gallery>
File:x.jpg
</gallery>
[[Category:Peru]] [[de:Peru]]
== References ==
{{reflist}}
"""
TEXT = """# Peru

Peru is a state in the south. It has
an envoy in Quito.

## History

In 1821 it became free.

### Ties with Chile

- Visit one
- Visit two

After the table.
New line. Small.

## References"""


def page(title: str, markup: str = "Text.", *, ns: int = 0, more: str = "", model: str = "wikitext") -> str:
    return (
        f"<page><title>{escape(title)}</title><ns>{ns}</ns>{more}<revision><id>1</id><contributor><username>u</username></contributor>"
        f"<model>{model}</model><format>text/x-wiki</format><text xml:space='preserve'>{escape(markup)}</text></revision></page>"
    )


def dump(*pages: str) -> bytes:
    return (HEAD + "".join(pages) + "</mediawiki>").encode()


PACKED: dict[str, Callable[[bytes], bytes]] = {
    "wiki.xml": bytes,
    "wiki.xml.gz": gzip.compress,
    "wiki.xml.bz2": bz2.compress,
    "wiki.xml.xz": lzma.compress,
    "wiki.xml.zst": lambda content: zstandard.ZstdCompressor().compress(content),
}


@pytest.mark.parametrize("name", PACKED)
def test_articles_become_documents_and_the_other_pages_are_counted(tmp_path: Path, name: str) -> None:
    pages = (
        page("Peru", MARKUP), page("Talk:Peru", ns=1), page("Talk:Chile", ns=1), page("PE", more='<redirect title="Peru" />'),
        page("Data", "{}", model="json"), page("Chile & Perú", "Chile waits."),
    )  # fmt: skip
    (tmp_path / name).write_bytes(PACKED[name](dump(*pages)))
    first, second, passed = read_corpus(str(tmp_path / name))
    assert isinstance(first, RawDocument) and isinstance(second, RawDocument) and isinstance(passed, Reject)
    assert (first.path, first.corpus, first.suffix, first.text) == (f"{name}#Peru", "wiki", ".md", TEXT)
    given = first.given
    assert (given.title, given.url, given.publisher) == ("Peru", "https://wiki.example/wiki/Peru", "Our Wiki")
    assert (given.language, given.format, given.published_on) == ("en", "encyclopedia", None)
    assert (second.path, second.given.url) == (f"{name}#Chile & Perú", "https://wiki.example/wiki/Chile_%26_Per%C3%BA")
    assert passed.reason == "Of its 6 pages, 4 hold no document: 2 in namespace 1, 1 of the model json, 1 redirects."


def test_the_reader_of_encyclopedias_keeps_the_sections(tmp_path: Path) -> None:
    (tmp_path / "w.xml").write_bytes(dump(page("Peru", MARKUP)))
    (raw,) = read_corpus(str(tmp_path / "w.xml"))
    assert isinstance(raw, RawDocument)
    document = parse(raw)
    assert isinstance(document, Document)
    assert [section.heading for section in document.sections if section.is_coded] == [None, "History", "History / Ties with Chile"]


def test_of_several_revisions_the_last_one_is_read(tmp_path: Path) -> None:
    revisions = page("A", "Old.").replace("</page>", "<revision><model>wikitext</model><text>New.</text></revision></page>")
    (tmp_path / "w.xml").write_bytes(dump(revisions))
    (found,) = read_corpus(str(tmp_path / "w.xml"))
    assert isinstance(found, RawDocument) and found.text == "# A\n\nNew."


@pytest.mark.parametrize(
    ("markup", "check_name"),
    [
        ("{{only|a template}}", "empty"),
        ("x" * 10_001, "too-large"),
        ("{{" * 3000, "too-intricate"),
        ("{{a|" * 50 + "}}" * 50, "too-intricate"),
    ],
)
def test_a_page_that_cannot_be_used_is_rejected_and_the_next_one_read(tmp_path: Path, markup: str, check_name: str) -> None:
    (tmp_path / "w.xml").write_bytes(dump(page("A", markup), page("B")))
    first, second = read_corpus(str(tmp_path / "w.xml"), max_bytes=10_000)
    assert isinstance(first, Reject) and (first.path, first.check_name) == ("w.xml#A", check_name)
    assert isinstance(second, RawDocument) and second.path == "w.xml#B"


BOMB = "<!DOCTYPE m [<!ENTITY a 'lol'>" + "".join(f"<!ENTITY a{n} '{'&a;' * 10}'>" for n in range(10)) + "]>"


@pytest.mark.parametrize(
    ("content", "check_name", "told"),
    [
        (b"<rss><channel/></rss>", "unknown-kind", "its root is <rss>"),
        (dump(page("A"))[:-60], "broken-xml", "no XML"),
        (b"not xml", "broken-xml", "no XML"),
        (BOMB.encode() + dump(page("A")), "broken-xml", "entities, which are refused"),
        (b"<!DOCTYPE m SYSTEM 'file:///etc/passwd'>" + dump(page("A")), "broken-xml", "entities, which are refused"),
        (b"<!DOCTYPE m [<!ENTITY x SYSTEM 'file:///etc/passwd'>]>" + dump(page("&x;")), "broken-xml", "entities, which are refused"),
        (HEAD.encode() + b"<page>" * 100, "broken-xml", "more than 50 deep"),
        (b"<mediawiki a='" + b"x" * 17_000_000, "broken-xml", "attributes of many million characters"),
    ],
    ids=["feed", "breaks-off", "text", "laughs", "external", "entity", "deep", "attribute"],
)  # fmt: skip
def test_what_is_no_dump_is_rejected_with_a_reason(tmp_path: Path, content: bytes, check_name: str, told: str) -> None:
    (tmp_path / "w.xml").write_bytes(content)
    last = list(read_corpus(str(tmp_path / "w.xml")))[-1]
    assert isinstance(last, Reject) and last.check_name == check_name and told in last.reason


def test_what_comes_before_the_damage_is_read(tmp_path: Path) -> None:
    (tmp_path / "w.xml").write_bytes(dump(page("A"), page("B"))[:-100])
    first, last = read_corpus(str(tmp_path / "w.xml"))
    assert isinstance(first, RawDocument) and isinstance(last, Reject) and (last.check_name, last.locator) == ("broken-xml", "line 1")


class Endless:
    """A dump of many pages that is never in memory as a whole."""

    def __init__(self, count: int, n_thousands: int) -> None:
        self._pieces = self._write(count, n_thousands)
        self._rest = b""

    def _write(self, count: int, n_thousands: int) -> Iterator[bytes]:
        yield HEAD.encode()
        start, end = page("P").encode().split(b"Text.")
        for _ in range(count):
            yield start
            yield from (b"word " * 1000 for _ in range(n_thousands))
            yield end
        yield b"</mediawiki>"

    def read(self, size: int, /) -> bytes:
        while len(self._rest) < size and (piece := next(self._pieces, b"")):
            self._rest += piece
        content, self._rest = self._rest[:size], self._rest[size:]
        return content


def test_memory_does_not_grow_with_the_dump() -> None:
    list(read_dump(Endless(3, 1), "w.xml", "w", max_bytes=9000))  # what is imported and compiled once
    tracemalloc.start()
    count = sum(isinstance(found, RawDocument) for found in read_dump(Endless(80, 10), "w.xml", "w", max_bytes=100_000))
    count += sum(isinstance(found, Reject) for found in read_dump(Endless(1, 4000), "w.xml", "w", max_bytes=100_000))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert count == 81
    assert peak < 3_000_000  # the pages are 24 MB, of which one is 20 MB


HOSTILE = (
    "[[", "{{{", "<ref>", "\n{|", "<b>", "<!--", "{{a|[[b|<i>\n{|''", "http://a[http://b ", "{{a|b={{", '<a b="', '<ref name="a>b</ref>',
    "[http://a b", "{{a|", "\n{|\n|a||b\n|-",
)  # fmt: skip


@pytest.mark.parametrize("piece", HOSTILE)
def test_markup_that_would_take_very_long_is_refused(piece: str) -> None:
    for markup in (piece * 20_000, piece * 10_000 + "}}" * 10_000 + "]]" * 10_000, piece * 10_000 + "\n|}" * 10_000):
        with pytest.raises(TooIntricate):
            read_wikitext(markup)


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("{{cite|a=|b={{{1|}}}}} Text.", "Text."),
        ("<p>One<p>Two<br>Three<li>Four", "One Two\nThreeFour"),
        ("[[Peru]]vian [[:Category:X]] [[Peru (state)|]]", "Peruvian Category:X"),
        ("<nowiki>[[raw]]</nowiki> <math>x^2</math>a &amp; b &#x41;", "[[raw]] a & b A"),
        ("'''bold''' ''it'' https://a.example/x [https://b.example]", "bold it https://a.example/x"),
        (":indented\n# one\n# two", "indented\n- one\n- two"),
        ("unclosed {{template and [[link", "unclosed {{template and [[link"),
    ],
)
def test_the_text_of_markup(markup: str, text: str) -> None:
    assert read_wikitext(markup) == text
