"""A feed read and its pages fetched: new ones, changed ones, and those that need not be asked for."""

from datetime import date
from pathlib import Path

import pytest

from pipeline.fetch.feed import read_feed
from pipeline.fetch.trouble import FAILED, REFUSED, Unfetched
from tests.fetch.web import Reply, Request, Web, fetch, held, item, page, rss, source

FEED = "http://lima.example/feed"
ONE, TWO = "http://lima.example/1", "http://lima.example/2"
SOURCE = source("feed", FEED)
ATOM = b"""<?xml version="1.0" encoding="utf-8"?><feed xmlns="http://www.w3.org/2005/Atom"><title>Press</title>
<entry>
<title type="html">Peru &amp;amp; &lt;b&gt;Chile&lt;/b&gt; sign</title><link href="1"/><published>2026-02-27T22:30:00-05:00</published>
<updated>2026-02-28T10:00:00Z</updated><content type="html">All of it.</content></entry></feed>"""


def test_pages_are_fetched_with_what_the_feed_says_of_them(web: Web, tmp_path: Path) -> None:
    web.answers |= {FEED: rss(item("/1#top", "A &lt;i&gt;note&lt;/i&gt;"), item(TWO), item(TWO)), ONE: page("One."), TWO: page("Two.")}
    outcome = fetch(web, tmp_path, SOURCE).sources[0]
    assert (outcome.new, outcome.problem) == (2, None)
    documents = held(tmp_path)
    assert list(documents) == [ONE, TWO]
    fetched, content = documents[ONE]
    assert (fetched.title, fetched.published_on, fetched.media_type, fetched.charset) == ("A note", date(2026, 2, 27), "text/html", "utf-8")
    assert b"One." in content


def test_a_second_fetch_asks_only_for_what_may_have_changed(web: Web, tmp_path: Path) -> None:
    def feed(request: Request) -> Reply:
        return (
            Reply(status=304) if "if-none-match" in request.headers else Reply(rss(item(ONE), item(TWO)).content, headers={"ETag": '"f"'})
        )

    web.answers |= {FEED: feed, ONE: page("One."), TWO: page("Two.", Last_Modified="Fri, 27 Feb 2026 10:00:00 GMT")}
    fetch(web, tmp_path, SOURCE)
    web.answers[TWO] = Reply(status=304)
    outcome = fetch(web, tmp_path, SOURCE).sources[0]
    assert (outcome.new, outcome.unchanged, outcome.skipped) == (0, 1, 1)  # the first page says nothing by which it could be asked for
    assert web.urls() == [FEED, TWO]
    web.clock.passed += 25 * 3600
    outcome = fetch(web, tmp_path, SOURCE).sources[0]
    assert (outcome.unchanged, web.urls()) == (2, [FEED, ONE, TWO])
    assert outcome.n_fetched == 0


def test_a_page_that_changed_is_a_new_content_of_its_address(web: Web, tmp_path: Path) -> None:
    web.answers |= {FEED: rss(item(ONE)), ONE: page("One.", ETag='"1"')}
    fetch(web, tmp_path, SOURCE)
    web.answers[ONE] = page("One, corrected.", ETag='"2"')
    assert fetch(web, tmp_path, SOURCE).sources[0].changed == 1
    assert b"One, corrected." in held(tmp_path)[ONE][1]


def test_the_word_of_a_feed_on_changes_is_believed(web: Web, tmp_path: Path) -> None:
    web.answers |= {FEED: Reply(ATOM), ONE: page("One.", ETag='"1"')}
    fetch(web, tmp_path, SOURCE)
    assert held(tmp_path)[ONE][0].published_on == date(2026, 2, 27)
    assert (fetch(web, tmp_path, SOURCE).sources[0].skipped, web.urls()) == (1, [FEED])
    web.answers[FEED] = Reply(ATOM.replace(b"2026-02-28T10", b"2026-02-28T11"))
    assert (fetch(web, tmp_path, SOURCE).sources[0].unchanged, web.urls()) == (1, [FEED, ONE])


def test_what_failed_is_asked_for_again_and_what_is_gone_a_day_later(web: Web, tmp_path: Path) -> None:
    web.answers |= {FEED: rss(item(ONE), item(TWO), item(f"{ONE}.pdf")), TWO: Reply(status=500)}
    web.answers[f"{ONE}.pdf"] = Reply(b"%PDF", headers={"Content-Type": "application/pdf"})
    outcome = fetch(web, tmp_path, SOURCE).sources[0]
    assert (outcome.gone, outcome.failed, outcome.refused) == (1, 1, 1)
    assert [problem.url for problem in outcome.problems] == [ONE, TWO, f"{ONE}.pdf"]
    assert outcome.problem is not None
    web.answers[TWO] = page("Two.")
    outcome = fetch(web, tmp_path, SOURCE).sources[0]
    assert (outcome.new, outcome.skipped, outcome.problem, web.urls()) == (1, 2, None, [FEED, TWO])
    web.clock.passed += 25 * 3600
    web.answers[ONE] = page("One.")
    outcome = fetch(web, tmp_path, SOURCE).sources[0]
    assert (outcome.new, outcome.refused, outcome.unchanged) == (1, 1, 1)


def test_a_page_that_is_gone_stays_held(web: Web, tmp_path: Path) -> None:
    web.answers |= {FEED: rss(item(ONE)), ONE: page("One.", ETag='"1"')}
    fetch(web, tmp_path, SOURCE)
    del web.answers[ONE]
    assert fetch(web, tmp_path, SOURCE).sources[0].gone == 1
    assert list(held(tmp_path)) == [ONE]


def test_patterns_days_and_a_largest_number_choose_among_pages(web: Web, tmp_path: Path) -> None:
    links = [f"http://lima.example/press/{number}" for number in range(5)]
    items = [item(links[0], day=date(2019, 12, 31)), *map(item, links[1:]), item("http://lima.example/sport/1")]
    web.answers |= {FEED: rss(*items)} | {link: page(link) for link in links}
    limited = source("feed", FEED, include=("*/press/*",), exclude=("*/4",), since=date(2020, 1, 1), most_documents=2)
    outcome = fetch(web, tmp_path, limited).sources[0]
    assert (outcome.new, outcome.left_out, outcome.left) == (2, 3, 1)
    outcome = fetch(web, tmp_path, limited).sources[0]
    assert (outcome.new, outcome.left, list(held(tmp_path))) == (1, 0, links[1:4])


def test_links_that_are_no_web_addresses_are_refused_and_said(web: Web, tmp_path: Path) -> None:
    web.answers |= {FEED: rss(item("javascript:alert(1)"), item("file:///etc/passwd"), item(ONE)), ONE: page()}
    outcome = fetch(web, tmp_path, SOURCE).sources[0]
    assert (outcome.new, outcome.refused, outcome.problem) == (1, 2, None)


def test_broken_feeds_give_what_can_be_understood() -> None:
    broken = b'<?xml version="1.0"?><rss version="2.0"><channel><item><title>A & B</title><link>/1</link></item><item><link>/2'
    assert next((link, told["title"]) for link, told in read_feed(broken, url=FEED)) == ("http://lima.example/1", "A & B")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-16-be"])
@pytest.mark.parametrize("entity", ['"&a;&a;&a;&a;&a;"', 'SYSTEM "file:///etc/passwd"'])
def test_a_feed_that_defines_entities_is_refused(entity: str, encoding: str) -> None:
    feed = f'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "ha"><!ENTITY b {entity}>]><rss version="2.0">{item("/1", "&b;")}</rss>'
    with pytest.raises(Unfetched, match="defines entities") as caught:
        list(read_feed(feed.encode(encoding), url=FEED))
    assert caught.value.outcome == REFUSED


def test_a_document_type_and_a_word_of_entities_make_no_feed_suspicious() -> None:
    named = '<!DOCTYPE rss PUBLIC "-//Netscape Communications//DTD RSS 0.91//EN" "http://lima.example/rss-0.91.dtd">'
    feed = f"<?xml version='1.0'?>{named}<rss version='0.91'><channel>{item('/1', 'Caf&eacute; &lt;!ENTITY')}</channel></rss>"
    assert [link for link, _ in read_feed(feed.encode(), url=FEED)] == ["http://lima.example/1"]


@pytest.mark.parametrize("content", [b"", b"<html><body>Not a feed</body></html>", b"Peru", b"\0\xff" * 50, b"<rss"])
def test_what_is_no_feed_is_said(content: bytes) -> None:
    with pytest.raises(Unfetched, match="no feed") as caught:
        list(read_feed(content, url=FEED))
    assert caught.value.outcome == FAILED


def test_an_empty_feed_is_a_feed() -> None:
    assert list(read_feed(rss().content, url=FEED)) == []  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("Tue, 10 Jan 2023 23:30:00 -0500", date(2023, 1, 10)),
        ("2023-01-10T23:30:00-05:00", date(2023, 1, 10)),
        ("10 January 2023", date(2023, 1, 10)),
        ("0", None),
        ("Tue, 99 Jan 2023 23:30:00", None),
        ("", None),
    ],
)
def test_the_day_is_that_of_the_publisher(written: str, day: date | None) -> None:
    feed = f"<rss version='2.0'><channel><item><link>/1</link><pubDate>{written}</pubDate></item></channel></rss>"
    [(_, told)] = read_feed(feed.encode(), url=FEED)
    assert told["published_on"] == day
