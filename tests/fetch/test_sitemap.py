"""A sitemap read and its pages fetched, with an index above it, packed, broken or malicious."""

import gzip
from datetime import date
from pathlib import Path

import pytest

from pipeline.fetch import sitemap
from pipeline.fetch.sitemap import Entry, read_sitemap
from pipeline.fetch.trouble import FAILED, REFUSED, Unfetched
from tests.fetch.web import Reply, Web, fetch, held, page, source

ROOT = "http://lima.example/sitemap.xml"
ONE, TWO = "http://lima.example/1", "http://lima.example/2"
SOURCE = source("sitemap", ROOT)
SPACE = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'


def urls(*entries: tuple[str, str]) -> bytes:
    rows = "".join(f"<url><loc>{loc}</loc>{f'<lastmod>{lastmod}</lastmod>' if lastmod else ''}</url>" for loc, lastmod in entries)
    return f'<?xml version="1.0" encoding="UTF-8"?><urlset {SPACE}>{rows}</urlset>'.encode()


def index(*entries: tuple[str, str]) -> bytes:
    return urls(*entries).replace(b"urlset", b"sitemapindex").replace(b"url>", b"sitemap>")


def test_pages_are_fetched_again_only_when_the_sitemap_says_that_they_changed(web: Web, tmp_path: Path) -> None:
    web.answers |= {ROOT: Reply(urls((ONE, "2026-02-01"), (TWO, ""))), ONE: page("One.", ETag='"1"'), TWO: page("Two.")}
    assert fetch(web, tmp_path, SOURCE).sources[0].new == 2
    assert held(tmp_path)[ONE][0].published_on is None  # the day of a change is not that of the publication
    outcome = fetch(web, tmp_path, SOURCE).sources[0]
    assert (outcome.skipped, web.urls()) == (2, [ROOT])
    web.answers |= {ROOT: Reply(urls((ONE, "2026-02-20"), (TWO, ""))), ONE: page("One, corrected.")}
    outcome = fetch(web, tmp_path, SOURCE).sources[0]
    assert (outcome.changed, outcome.skipped, web.urls()) == (1, 1, [ROOT, ONE])


def test_an_index_leads_to_sitemaps_also_packed_ones(web: Web, tmp_path: Path) -> None:
    web.answers |= {
        ROOT: Reply(index(("/a.xml.gz", "2026-02-01"), ("/old.xml", "2010-01-01"), ("/gone.xml", ""), ("/a.xml.gz", ""))),
        "http://lima.example/a.xml.gz": Reply(gzip.compress(urls((ONE, "2026-02-01"), (TWO, "2009-05-01")))),
        ONE: page(),
    }
    outcome = fetch(web, tmp_path, source("sitemap", ROOT, since=date(2020, 1, 1))).sources[0]
    assert (outcome.new, outcome.left_out, outcome.gone, outcome.problem) == (1, 1, 1, None)
    assert "http://lima.example/old.xml" not in web.urls()


def test_indexes_without_end_are_left(web: Web, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sitemap, "MOST_SITEMAPS", 6)
    for number in range(10):
        web.answers[f"http://lima.example/{number}.xml"] = Reply(index((f"/{number + 1}.xml", "")))
    web.answers[ROOT] = Reply(index(("/0.xml", ""), *((f"/s{number}.xml", "") for number in range(10)), (ROOT, "")))
    web.answers |= {f"http://lima.example/s{number}.xml": Reply(urls()) for number in range(10)}
    outcome = fetch(web, tmp_path, SOURCE).sources[0]
    assert len(web.urls()) == 6
    assert "too deep or one too many" in outcome.problems[0].reason


def test_of_a_sitemap_with_too_many_addresses_only_the_first_ones_count(web: Web, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sitemap, "MOST_ADDRESSES", 3)
    web.answers |= {
        ROOT: Reply(index(("/a.xml", ""), ("/b.xml", ""))),
        "http://lima.example/a.xml": Reply(urls(*((f"/{number}", "") for number in range(4)))),
        "http://lima.example/b.xml": Reply(urls((ONE, ""))),
    }
    outcome = fetch(web, tmp_path, SOURCE).sources[0]
    assert outcome.notes == ("Of its addresses only the first 4 were read.",)
    assert "http://lima.example/b.xml" not in web.urls()


def test_addresses_of_other_servers_need_leave_by_a_pattern(web: Web, tmp_path: Path) -> None:
    other, www = "http://victim.example/page", "http://www.lima.example/3"
    web.answers |= {ROOT: Reply(urls((ONE, ""), (other, ""), (www, ""))), ONE: page("One."), other: page("Other."), www: page("Three.")}
    outcome = fetch(web, tmp_path, SOURCE).sources[0]
    assert (outcome.new, outcome.refused, other in web.urls()) == (2, 1, False)
    outcome = fetch(web, tmp_path, source("sitemap", ROOT, include=("*",))).sources[0]
    assert (outcome.new, other in web.urls()) == (1, True)


def test_titles_and_days_of_news_are_read() -> None:
    space = 'xmlns:news="http://www.google.com/schemas/sitemap-news/0.9" xmlns:image="http://www.google.com/schemas/sitemap-image/1.1"'
    told = "<image:image><image:title>A flag</image:title></image:image><news:news><news:title>A note</news:title>"
    told += "<news:publication_date>2026-02-27T22:00:00-05:00</news:publication_date></news:news>"
    content = f"<urlset {SPACE} {space}><url><loc> {ONE} </loc>{told}</url><url><lastmod>2026</lastmod></url></urlset>"
    assert list(read_sitemap(content.encode())) == [Entry(ONE, False, None, "A note", date(2026, 2, 27))]


LAUGHS = '<!DOCTYPE urlset [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]><urlset><url><loc>&b;</loc></url></urlset>'
OUTSIDE = '<!DOCTYPE urlset [<!ENTITY a SYSTEM "file:///etc/passwd">]><urlset><url><loc>&a;</loc></url></urlset>'


@pytest.mark.parametrize(
    ("content", "outcome"),
    [
        (LAUGHS.encode(), REFUSED),
        (OUTSIDE.encode(), REFUSED),
        (b"", FAILED),
        (b"<urlset><url><loc>http://a.example/</loc></url>", FAILED),
        (b"<html><body/></html>", FAILED),
        (b'<?xml version="1.0" encoding="no-such"?><urlset/>', FAILED),
        (b"<urlset>" + b"<a>" * 100_000, FAILED),
        (b"\x1f\x8b\x08", FAILED),
        (gzip.compress(b"no XML", mtime=0), FAILED),
    ],
)
def test_what_is_no_sitemap_is_said(content: bytes, outcome: str) -> None:
    with pytest.raises(Unfetched) as caught:
        list(read_sitemap(content))
    assert caught.value.outcome == outcome


def test_a_sitemap_that_is_a_bomb_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sitemap, "LARGEST", 100_000)
    with pytest.raises(Unfetched, match="larger than 100,000 bytes, unpacked"):
        list(read_sitemap(gzip.compress(b" " * 10_000_000, mtime=0)))


def test_a_sitemap_that_cannot_be_used_fails_its_source(web: Web, tmp_path: Path) -> None:
    web.answers[ROOT] = Reply(LAUGHS.encode())
    outcome = fetch(web, tmp_path, SOURCE).sources[0]
    assert outcome.problem == "It is no plain sitemap: its XML defines a document type or entities."
