"""Whatever a server says of its answer, and whatever it sends for a list, is understood or refused."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.fetch.answer import Answer, head_of
from pipeline.fetch.feed import read_feed
from pipeline.fetch.pauses import back_off, wait_of
from pipeline.fetch.robots import read_robots
from pipeline.fetch.sitemap import read_sitemap
from pipeline.fetch.trouble import Unfetched
from tests.fetch.web import START, Reply, Web, fetch, source

URL = "http://lima.example/feed"
FEED = (
    b'<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><item><title>A</title><link>/1</link><pubDate>1 Jan 2026</pubDate>'
)
MAP = b'<?xml version="1.0"?><urlset><url><loc>http://lima.example/</loc><lastmod>2026-01-01</lastmod></url></urlset>'
PIECES = [
    b"",
    b"\0",
    b"<",
    b"<![",
    b"<!--",
    b"&#xD800;",
    b"&#x110000;",
    b'encoding="undefined"',
    b"\xff\xfe",
    b"9" * 30,
    b"\xed\xa0\x80",
    b"http://[",
]


@given(value=st.text(max_size=80))
def test_any_media_type_is_read(value: str) -> None:
    answer = Answer(URL, 200, (("Content-Type", value), ("Retry-After", value), ("Date", value)))
    assert answer.media_type == answer.media_type.lower().strip()
    assert answer.charset is None or answer.charset.isascii()
    wait = wait_of(answer, START)
    assert wait is None or wait >= 0


@pytest.mark.parametrize(
    ("told", "seconds"),
    [("120", 120), ("", None), ("soon", None), ("-5", None), ("Sun, 01 Mar 2026 12:00:30 GMT", 30), ("Sun, 01 Mar 2020 12:00:30 GMT", 0)],
)
def test_a_server_may_say_when_to_come_back_in_seconds_or_by_the_clock(told: str, seconds: float | None) -> None:
    assert wait_of(Answer(URL, 503, (("Retry-After", told),)), START) == seconds


@given(attempt=st.integers(0, 5), jitter=st.floats(0, 1))
def test_pauses_grow_and_are_left_to_chance_by_half(attempt: int, jitter: float) -> None:
    assert 2**attempt <= back_off(attempt, jitter) <= 3 * 2**attempt


def test_headers_are_read_in_utf_8_and_else_in_latin_1() -> None:
    answer = head_of(URL, 200, [(b"A", "Ñ".encode()), (b"a", b"x"), (b"B", b"\xd1")])
    assert (answer.header("a"), answer.header("b"), answer.header("c")) == ("Ñ", "Ñ", None)


@given(
    place=st.integers(0, len(FEED)), length=st.integers(0, 20), pieces=st.lists(st.sampled_from(PIECES) | st.binary(max_size=8), max_size=3)
)
def test_any_feed_is_read_or_refused(place: int, length: int, pieces: list[bytes]) -> None:
    try:
        found = list(read_feed(FEED[:place] + b"".join(pieces) + FEED[place + length :], url=URL))
    except Unfetched:
        return
    assert all(link and (told["published_on"] is None or isinstance(told["published_on"], date)) for link, told in found)


@given(
    place=st.integers(0, len(MAP)), length=st.integers(0, 20), pieces=st.lists(st.sampled_from(PIECES) | st.binary(max_size=8), max_size=3)
)
def test_any_sitemap_is_read_or_refused(place: int, length: int, pieces: list[bytes]) -> None:
    try:
        assert all(entry.url for entry in read_sitemap(MAP[:place] + b"".join(pieces) + MAP[place + length :]))
    except Unfetched:
        return


@given(
    content=st.lists(st.sampled_from([b"User-agent: *\n", b"Disallow: /a*$", b"Crawl-delay: inf\n", b"Crawl-delay: -1", b"\n", b"\xff\0%"]))
)
def test_any_robots_txt_is_read(content: list[bytes]) -> None:
    robots = read_robots(b"".join(content))
    assert 0 <= robots.delay < float("inf")
    robots.allows("http://lima.example/a?b")


def test_a_robots_txt_of_a_million_rules_is_not_obeyed_but_feared(web: Web, tmp_path: Path) -> None:
    rules = b"".join(b"User-agent: x%d\n" % number for number in range(9_000)) + b"Disallow: /a\n" * 9_000
    web.answers["http://lima.example/robots.txt"] = Reply(rules)
    outcome = fetch(web, tmp_path, source("feed", URL)).sources[0]
    assert "more than 1,000,000 rules" in (outcome.problem or "")
    assert web.urls() == []
