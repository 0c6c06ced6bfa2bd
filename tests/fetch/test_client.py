"""An address asked for politely: who asks, how often, what is tried again, and what is left alone."""

import gzip
from collections.abc import Iterable
from datetime import timedelta
from email.utils import format_datetime
from importlib.metadata import version

import pytest

from pipeline.fetch.answer import Answer, Limits
from pipeline.fetch.client import LONGEST_WAIT, MOST_FAILURES, TRIES, Known
from pipeline.fetch.clock import Stopped
from pipeline.fetch.trouble import FAILED, GONE, REFUSED, Unfetched
from tests.fetch.web import CONTACT, NUMBER, START, Reply, Request, Web, page

URL = "http://lima.example/note"
LIMITS = Limits(100_000, 5.0, ("text/html",))


def get(web: Web, url: str = URL, *, limits: Limits = LIMITS, **options: object) -> Answer:
    return web.client().get(url, limits=limits, seconds_between=2.0, **options)  # type: ignore[arg-type]


def refused(web: Web, url: str = URL, *, limits: Limits = LIMITS) -> Unfetched:
    with pytest.raises(Unfetched) as caught:
        get(web, url, limits=limits)
    return caught.value


def test_a_server_is_told_who_asks_and_how_to_reach_them(web: Web) -> None:
    web.answers[URL] = page()
    answer = get(web)
    assert (answer.status, answer.media_type, answer.charset) == (200, "text/html", "utf-8")
    assert b"recalled its ambassador" in answer.content
    agents = {each.headers["user-agent"] for each in web.asked}
    assert agents == {f"legation/{version('legation')} (+{CONTACT})"}
    assert web.urls(robots=True) == ["http://lima.example/robots.txt", URL]


def test_between_two_requests_to_a_server_there_is_a_pause(web: Web) -> None:
    web.answers |= {URL: page(), f"{URL}/2": page(), "http://quito.example/": page()}
    client = web.client()
    for url in (URL, f"{URL}/2", "http://quito.example/"):
        client.get(url, limits=LIMITS, seconds_between=2.0)
    assert [round(pause) for pause in web.clock.slept] == [2, 2, 2]  # after each robots.txt, and between the two pages


def test_a_longer_pause_that_robots_txt_asks_for_is_kept(web: Web) -> None:
    web.answers |= {"http://lima.example/robots.txt": Reply(b"User-agent: *\nCrawl-delay: 20\n"), URL: page()}
    client = web.client()
    for _ in range(2):
        client.get(URL, limits=LIMITS, seconds_between=2.0)
    assert [round(pause) for pause in web.clock.slept] == [20, 20]


def test_a_pause_of_hours_is_refused(web: Web) -> None:
    web.answers |= {"http://lima.example/robots.txt": Reply(b"User-agent: *\nCrawl-delay: 7200\n"), URL: page()}
    trouble = refused(web)
    assert (trouble.outcome, "7,200 seconds" in trouble.reason) == (REFUSED, True)
    assert web.urls() == []


@pytest.mark.parametrize(
    "rules",
    [
        b"User-agent: *\nDisallow: /note",
        b"User-agent: legation\nDisallow: /\n\nUser-agent: *\nAllow: /",
        b"\xef\xbb\xbfUser-agent: *\nDisallow: /*te$",
    ],
)
def test_what_robots_txt_forbids_is_not_asked_for(web: Web, rules: bytes) -> None:
    web.answers |= {"http://lima.example/robots.txt": Reply(rules), URL: page()}
    assert (refused(web).outcome, web.urls()) == (REFUSED, [])


@pytest.mark.parametrize(
    "rules",
    [
        Reply(status=404),
        Reply(status=403),
        Reply(status=400),
        Reply(b"User-agent: otherbot\nDisallow: /"),
        Reply(b"\xff\x00<html>" * 100),
        Reply(b"User-agent: *\nDisallow: /private\nAllow: /"),
    ],
)
def test_without_a_rule_against_it_an_address_is_asked_for(web: Web, rules: Reply) -> None:
    web.answers |= {"http://lima.example/robots.txt": rules, URL: page()}
    assert get(web).status == 200


@pytest.mark.parametrize("status", [500, 503, 429])
def test_a_server_whose_robots_txt_fails_is_not_asked_for_anything(web: Web, status: int) -> None:
    web.answers |= {"http://lima.example/robots.txt": Reply(status=status), URL: page()}
    client = web.client()
    for _ in range(2):
        with pytest.raises(Unfetched, match=r"robots\.txt cannot be read"):
            client.get(URL, limits=LIMITS, seconds_between=0)
    assert web.urls(robots=True) == ["http://lima.example/robots.txt"] * TRIES  # read once for a run


def test_robots_txt_is_read_behind_a_redirect(web: Web) -> None:
    web.answers |= {
        "http://lima.example/robots.txt": Reply(status=301, headers={"Location": "http://www.lima.example/robots.txt"}),
        "http://www.lima.example/robots.txt": Reply(b"User-agent: *\nDisallow: /"),
        URL: page(),
    }
    assert refused(web).reason == "robots.txt forbids it."


def test_what_fails_for_a_moment_is_tried_again_later_each_time(web: Web) -> None:
    web.answers[URL] = [Reply(status=500), Reply(status=503), page()]
    assert get(web).status == 200
    assert web.urls() == [URL] * 3
    assert [round(pause) for pause in web.clock.slept] == [2, 2, 4]  # after robots.txt, and after each failure


def test_a_server_says_itself_when_to_come_back(web: Web) -> None:
    until = format_datetime(START + timedelta(seconds=50), usegmt=True)
    in_between = {"Retry-After": until, "Date": format_datetime(START, usegmt=True)}
    web.answers[URL] = [Reply(status=429, headers={"Retry-After": "30"}), Reply(status=503, headers=in_between), page()]
    assert get(web).status == 200
    assert [round(pause) for pause in web.clock.slept] == [2, 30, 50]


def test_a_server_that_wants_to_be_left_alone_for_long_is_left_alone(web: Web) -> None:
    web.answers |= {URL: Reply(status=429, headers={"Retry-After": str(int(LONGEST_WAIT) + 1)}), f"{URL}/2": page()}
    client = web.client()
    with pytest.raises(Unfetched, match="status 429"):
        client.get(URL, limits=LIMITS, seconds_between=0)
    with pytest.raises(Unfetched, match="left alone for 121 seconds"):
        client.get(f"{URL}/2", limits=LIMITS, seconds_between=0)
    assert web.urls() == [URL]


def test_a_server_that_is_down_is_not_asked_for_every_address(web: Web) -> None:
    client = web.client()
    urls = [f"http://lima.example/{number}" for number in range(MOST_FAILURES + 3)]
    web.answers |= {url: Reply(status=500) for url in urls} | {"http://quito.example/": page()}
    for url in urls:
        with pytest.raises(Unfetched):
            client.get(url, limits=LIMITS, seconds_between=0)
    assert web.urls() == [url for url in urls[:MOST_FAILURES] for _ in range(TRIES)]
    assert client.get("http://quito.example/", limits=LIMITS, seconds_between=0).status == 200


@pytest.mark.parametrize(("status", "outcome"), [(404, GONE), (410, GONE), (403, REFUSED), (451, REFUSED), (400, FAILED), (206, FAILED)])
def test_what_a_server_does_not_give_is_asked_for_once(web: Web, status: int, outcome: str) -> None:
    web.answers[URL] = Reply(status=status)
    trouble = refused(web)
    assert (trouble.outcome, f"status {status}" in trouble.reason, web.urls()) == (outcome, True, [URL])


def test_what_is_held_is_not_sent_again(web: Web) -> None:
    def answer(request: Request) -> Reply:
        return Reply(status=304) if request.headers.get("if-none-match") == '"a"' else page(ETag='"a"')

    web.answers[URL] = answer
    known = Known(URL, '"a"', "Sun, 01 Mar 2026 10:00:00 GMT")
    assert get(web, known=known).status == 304
    assert web.asked[-1].headers["if-modified-since"] == known.last_modified
    assert get(web, known=Known("http://lima.example/another", '"a"')).status == 200  # a tag is for the address that gave it


def test_redirects_are_followed_with_each_hop_asked_politely(web: Web) -> None:
    web.answers |= {
        URL: Reply(status=302, headers={"Location": "/moved#part"}),
        "http://lima.example/moved": Reply(status=308, headers={"Location": "http://quito.example/here"}),
        "http://quito.example/here": page(),
    }
    answer = get(web)
    assert answer.url == "http://quito.example/here"
    assert "http://quito.example/robots.txt" in web.urls(robots=True)


def test_a_redirect_to_what_robots_txt_forbids_is_refused(web: Web) -> None:
    web.answers |= {
        URL: Reply(status=302, headers={"Location": "http://quito.example/here"}),
        "http://quito.example/robots.txt": Reply(b"User-agent: *\nDisallow: /"),
        "http://quito.example/here": page(),
    }
    assert refused(web).reason == "robots.txt forbids it."


@pytest.mark.parametrize(
    ("location", "reason"),
    [
        (URL, "circle"),
        ("", "circle"),
        ("file:///etc/passwd", "no web address"),
        ("ftp://lima.example/", "no web address"),
        ("http://user:word@lima.example/", "user name"),
        ("http://lima.example:port/", "no address"),
        ("http://lima.example:0/", "port"),
        ("http://lima.example/" + "a" * 2000, "longer"),
        ("gopher:x", "no web address"),
    ],
)
def test_a_redirect_that_leads_nowhere_is_refused(web: Web, location: str, reason: str) -> None:
    web.answers[URL] = Reply(status=302, headers={"Location": location})
    assert reason in refused(web).reason


def test_redirects_come_to_an_end(web: Web) -> None:
    for number in range(20):
        web.answers[f"http://lima.example/{number}"] = Reply(status=307, headers={"Location": f"/{number + 1}"})
    assert "more than 8 times" in refused(web, "http://lima.example/0").reason


@pytest.mark.parametrize(
    "inside",
    [
        "http://10.0.0.1/",
        "http://169.254.169.254/latest/meta-data/",
        "http://127.0.0.1/",
        "http://[::1]/",
        "http://[::ffff:192.168.0.1]/",
        "http://intranet.example/",
        "http://mixed.example/",
    ],
)
def test_nothing_leads_into_a_private_network(web: Web, inside: str) -> None:
    web.numbers |= {"intranet.example": ["192.168.1.5"], "mixed.example": [NUMBER, "10.1.1.1"]}
    web.answers |= {URL: Reply(status=302, headers={"Location": inside}), inside: page("secret")}
    trouble = refused(web)
    assert (trouble.outcome, "leads to" in trouble.reason) == (REFUSED, True)
    assert set(web.connected) == {NUMBER}
    assert refused(web, inside).outcome == REFUSED


def test_private_networks_are_asked_if_the_user_says_so_but_never_their_keys(web: Web) -> None:
    web.numbers |= {"intranet.example": ["192.168.1.5"], "keys.example": ["169.254.169.254"]}
    web.answers |= {"http://intranet.example/": page(), "http://keys.example/": page()}
    client = web.client(allow_private=True)
    assert client.get("http://intranet.example/", limits=LIMITS, seconds_between=0).status == 200
    with pytest.raises(Unfetched, match="link-local"):
        client.get("http://keys.example/", limits=LIMITS, seconds_between=0)


def test_the_number_that_was_checked_is_the_one_that_is_asked(web: Web) -> None:
    web.numbers["rebinding.example"] = [NUMBER]
    web.answers["http://rebinding.example/"] = page()
    network, resolved = web.network(), []

    def resolve(host: str, port: int) -> list[str]:
        resolved.append(host)
        return [NUMBER] if len(resolved) <= 2 else ["10.0.0.1"]  # robots.txt, the page; from then on another machine

    client = web.client()
    client.network = type(network)(resolve=resolve, connect=network.connect)
    assert client.get("http://rebinding.example/", limits=LIMITS, seconds_between=0).status == 200
    assert (resolved, web.connected) == (["rebinding.example"] * 2, [NUMBER] * 2)


def test_a_server_that_drips_is_left_after_the_time_for_a_document(web: Web) -> None:
    web.answers[URL] = Reply(web.drip, headers={"Content-Type": "text/html"})
    trouble = refused(web, limits=Limits(100_000, 0.2))
    assert trouble.reason == "It was not there after 0.2 seconds."
    assert web.urls() == [URL]


def test_a_server_that_drips_its_headers_is_left_too(web: Web) -> None:
    def headers() -> Iterable[bytes]:
        yield b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nX: "
        yield from web.drip()

    web.answers[URL] = Reply(headers, raw=True)
    assert "not there after 0.2 seconds" in refused(web, limits=Limits(100_000, 0.2)).reason


def test_an_endless_page_is_left_at_the_largest_size(web: Web) -> None:
    def endless() -> Iterable[bytes]:
        while not web.ended.is_set():
            yield b"Peru " * 1000

    web.answers[URL] = Reply(endless, headers={"Content-Type": "text/html"})
    trouble = refused(web)
    assert (trouble.outcome, "larger than 100,000 bytes" in trouble.reason) == (REFUSED, True)


def test_a_page_that_says_that_it_is_too_large_is_not_read(web: Web) -> None:
    web.answers[URL] = Reply(b"", headers={"Content-Type": "text/html", "Content-Length": "100001"})
    assert "larger than 100,000 bytes" in refused(web).reason


def test_a_packed_page_is_unpacked_up_to_the_largest_size(web: Web) -> None:
    headers = {"Content-Type": "text/html", "Content-Encoding": "gzip"}
    web.answers |= {
        URL: Reply(gzip.compress(b"<p>Chile" * 10_000), headers=headers),
        f"{URL}/bomb": Reply(gzip.compress(b"0" * 50_000_000), headers=headers),
        f"{URL}/two": Reply(gzip.compress(b"<p>Chile ") + gzip.compress(b"and Peru") + b"\0" * 20, headers=headers),
        f"{URL}/cut": Reply(gzip.compress(b"<p>Chile" * 10_000)[:-20], headers=headers),
        f"{URL}/no": Reply(b"<p>Chile", headers=headers),
        f"{URL}/br": Reply(b"<p>Chile", headers=headers | {"Content-Encoding": "br"}),
    }
    assert get(web).content == b"<p>Chile" * 10_000
    assert get(web, f"{URL}/two").content == b"<p>Chile and Peru"
    assert refused(web, f"{URL}/bomb").reason.startswith("It is larger than 100,000 bytes")
    assert refused(web, f"{URL}/cut").reason == "It is cut off before its end."
    assert refused(web, f"{URL}/no").reason.startswith("It is not packed as it says")
    assert "(br)" in refused(web, f"{URL}/br").reason


@pytest.mark.parametrize("media_type", ["application/pdf", "image/png", "TEXT/CSV; header", ""])
def test_what_is_no_page_is_not_read(web: Web, media_type: str) -> None:
    web.answers[URL] = Reply(web.drip, headers={"Content-Type": media_type} if media_type else {})
    trouble = refused(web)
    assert (trouble.outcome, "what is read is text/html" in trouble.reason) == (REFUSED, True)


@pytest.mark.parametrize(
    "answer", [b"", b"no HTTP at all\r\n\r\n", b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\nContent-Type: text/html\r\n\r\nPeru"]
)
def test_an_answer_that_breaks_off_is_asked_for_again(web: Web, answer: bytes) -> None:
    web.answers[URL] = [Reply(answer, raw=True), page()]
    assert get(web).status == 200
    web.answers[URL] = Reply(answer, raw=True)
    assert refused(web).outcome == FAILED


def test_a_name_that_leads_nowhere_is_an_outcome(web: Web) -> None:
    web.numbers["nowhere.example"] = []
    assert "The server cannot be reached" in refused(web, "http://nowhere.example/").reason


def test_waiting_ends_when_the_fetch_is_to_end(web: Web) -> None:
    web.answers[URL] = page()
    client = web.client()
    client.clock.stop()
    with pytest.raises(Stopped):
        client.get(URL, limits=LIMITS, seconds_between=2.0)
    assert web.asked == []
