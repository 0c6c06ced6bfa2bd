"""Web servers in this process, over loopback, under names and numbers of the public Internet; and a clock that does not wait.

A test says what an address answers (`web.answers["http://lima.example/feed"]`), and sees what was asked.
"""

import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Event, Thread
from typing import Any

import httpcore

from pipeline.corpus.settings import CorpusFile, Source
from pipeline.fetch import FetchSummary, fetch_corpus
from pipeline.fetch.client import Client
from pipeline.fetch.clock import Clock
from pipeline.fetch.connection import Network, connect
from pipeline.fetched import Fetched, open_holdings

NUMBER = "93.184.215.14"  # where all names lead that are not in `numbers`
START = datetime(2026, 3, 1, 12, tzinfo=UTC)
CONTACT = "mailto:me@university.example"


@dataclass(frozen=True)
class Reply:
    """An answer. A `content` that is no bytes is sent piece by piece, for as long as it lasts; a `raw` one without anything before it."""

    content: bytes | Callable[[], Iterable[bytes]] = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    raw: bool = False


@dataclass(frozen=True)
class Request:
    url: str
    headers: dict[str, str]


class FakeClock(Clock):
    """A clock on which waiting takes no time; `slept` lists for how long it was asked to."""

    def __init__(self) -> None:
        super().__init__()
        self.slept: list[float] = []
        self.passed = 0.0

    def now(self) -> datetime:
        return START + timedelta(seconds=int(self.passed))

    def monotonic(self) -> float:
        return time.monotonic() + self.passed

    def sleep(self, seconds: float) -> None:
        self.go_on()
        self.passed += seconds
        if seconds:
            self.slept.append(seconds)


@dataclass
class Web:
    """`answers` by address: a reply, several (the last one stays), or a function of the request; 404 for all others."""

    port: int = 0
    answers: dict[str, Any] = field(default_factory=dict)
    numbers: dict[str, list[str]] = field(default_factory=dict)
    asked: list[Request] = field(default_factory=list)
    connected: list[str] = field(default_factory=list)
    clock: FakeClock = field(default_factory=FakeClock)
    ended: Event = field(default_factory=Event)

    def reset(self) -> None:
        self.answers, self.numbers, self.asked, self.connected, self.clock = {}, {}, [], [], FakeClock()

    def network(self, *, allow_private: bool = False) -> Network:
        def dial(number: str, port: int, seconds: float) -> httpcore.NetworkStream:
            self.connected.append(number)
            return connect("127.0.0.1", self.port, seconds)

        def resolve(host: str, port: int) -> list[str]:
            if host in self.numbers:
                return self.numbers[host]
            return [host] if host[0].isdigit() or ":" in host else [NUMBER]

        return Network(allow_private=allow_private, resolve=resolve, connect=dial)

    def client(self, *, allow_private: bool = False) -> Client:
        return Client(CONTACT, network=self.network(allow_private=allow_private), clock=self.clock, jitter=lambda: 0.5)

    def urls(self, *, robots: bool = False) -> list[str]:
        """What was asked for, in its order."""
        return [each.url for each in self.asked if robots or not each.url.endswith("/robots.txt")]

    def reply_to(self, request: Request) -> Reply:
        answer = self.answers.get(request.url, Reply(status=404))
        if isinstance(answer, list):
            answer = answer.pop(0) if len(answer) > 1 else answer[0]
        found: Reply = answer if isinstance(answer, Reply) else answer(request)
        return found

    def drip(self, piece: bytes = b"x") -> Iterator[bytes]:
        """A byte every few milliseconds, until the test is over or nobody listens."""
        while not self.ended.wait(0.01):
            yield piece


@contextmanager
def serving() -> Iterator[Web]:
    """A running server."""
    web = Web()
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("Handler", (Handler,), {"web": web}))
    server.daemon_threads = True
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    web.port = server.server_port
    try:
        yield web
    finally:
        web.ended.set()
        server.shutdown()
        server.server_close()
        thread.join()


def page(text: str = "Peru recalled its ambassador from Ecuador.", **headers: str) -> Reply:
    """A web page."""
    content = f"<html><body><p>{text}</p></body></html>".encode()
    return Reply(
        content, headers={"Content-Type": "text/html; charset=utf-8"} | {name.replace("_", "-"): told for name, told in headers.items()}
    )


def source(kind: str, url: str, name: str = "lima", **told: Any) -> Source:
    return Source(name=name, kind=kind, url=url, **told)


def corpus_of(folder: Path, *sources: Source, allow_private: bool = False) -> CorpusFile:
    return CorpusFile(
        path=folder / "corpus.toml",
        name="ministries",
        holdings=folder / "holdings",
        contact=CONTACT,
        allow_private=allow_private,
        sources=sources,
    )


def fetch(web: Web, folder: Path, *sources: Source) -> FetchSummary:
    """Fetch as the command does."""
    web.asked.clear()
    return fetch_corpus(corpus_of(folder, *sources), client=web.client())


def held(folder: Path, name: str = "lima") -> dict[str, tuple[Fetched, bytes]]:
    """The newest contents of a source by address."""
    with open_holdings(folder / "holdings") as holdings:
        return {each.url: (each, holdings.read(each)) for each in holdings.newest(name)}


def rss(*items: str) -> Reply:
    text = f'<?xml version="1.0"?><rss version="2.0"><channel><title>Press</title>{"".join(items)}</channel></rss>'
    return Reply(text.encode(), headers={"Content-Type": "application/rss+xml"})


def item(link: str, title: str = "A note", day: date = date(2026, 2, 27)) -> str:
    return f"<item><title>{title}</title><link>{link}</link><pubDate>{day:%a, %d %b %Y} 10:00:00 GMT</pubDate></item>"


class Handler(BaseHTTPRequestHandler):
    """Answers as the test says."""

    protocol_version = "HTTP/1.1"
    scheme = "http"
    web: Web

    def do_GET(self) -> None:
        self.close_connection = True
        request = Request(
            f"{self.scheme}://{self.headers['Host']}{self.path}", {name.lower(): value for name, value in self.headers.items()}
        )
        self.web.asked.append(request)
        reply = self.web.reply_to(request)
        try:
            self._send(reply)
        except OSError:
            return  # the client has seen enough

    def _send(self, reply: Reply) -> None:
        pieces = [reply.content] if isinstance(reply.content, bytes) else reply.content()
        if not reply.raw:
            self.send_response_only(reply.status)
            for name, value in reply.headers.items():
                self.send_header(name, value)
            if isinstance(reply.content, bytes) and reply.status != 304 and "Content-Length" not in reply.headers:
                self.send_header("Content-Length", str(len(reply.content)))
            self.end_headers()
        for piece in pieces:
            self.wfile.write(piece)

    def log_message(self, format: str, *arguments: Any) -> None:
        """Nothing: the test sees what was asked."""
