"""An address in, the last answer after redirects out: asked for politely, one request at a time of each server, with a pause between two.

A server that is down, or wants to be left alone, is left alone for the rest of the run; that is said of each of its addresses.
"""

import random
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime
from importlib.metadata import version
from threading import Lock
from typing import IO
from urllib.parse import quote, urlsplit

from pipeline.fetch.address import plain_address
from pipeline.fetch.answer import Answer, Limits
from pipeline.fetch.clock import Clock
from pipeline.fetch.connection import Network, ask
from pipeline.fetch.pauses import back_off, wait_of
from pipeline.fetch.robots import AGENT, Robots, read_robots, robots_address, robots_of
from pipeline.fetch.trouble import FAILED, GONE, REFUSED, Unfetched

TRIES = 4
LONGEST_WAIT = 120.0  # seconds that a server may have us wait before another try; more is for another run
LONGEST_DELAY = 300.0  # seconds between two requests
MOST_REDIRECTS = 8
MOST_FAILURES = 5  # in a row, of one server
_IN_ADDRESSES = ":/?#[]@!$&'()*+,;=%~"
_REDIRECTS = (301, 302, 303, 307, 308)
_BUSY = (408, 425, 429, 500, 502, 503, 504)


@dataclass(frozen=True, slots=True)
class Known:
    """What is held of an address: `url` is the one that answered, with these validators."""

    url: str
    etag: str | None = None
    last_modified: str | None = None


@dataclass(slots=True)
class _Server:
    """What a run knows of one server."""

    lock: Lock = field(default_factory=Lock)
    next_at: float = 0.0
    delay: float = 0.0
    failures: int = 0
    closed: str | None = None


@dataclass(slots=True)
class Client:
    """Asks servers for addresses, and may be shared by threads. `contact` is told to the servers."""

    contact: str
    network: Network = field(default_factory=Network)
    clock: Clock = field(default_factory=Clock)
    jitter: Callable[[], float] = random.random
    _servers: dict[str, _Server] = field(default_factory=dict)
    _robots: dict[str, Robots] = field(default_factory=dict)
    _lock: Lock = field(default_factory=Lock)

    def get(
        self,
        url: str,
        *,
        limits: Limits,
        seconds_between: float,
        known: Known | None = None,
        obey_robots: bool = True,
        sink: IO[bytes] | None = None,
    ) -> Answer:
        """The answer of an address, 200 or 304 (not modified since what is `known`). Raises Unfetched for everything else.

        Every hop of a redirect is checked as the first address is: by robots.txt, and by the number that it leads to.
        """
        seen: list[str] = []
        url = plain_address(url)
        while url not in seen and len(seen) <= MOST_REDIRECTS:
            seen.append(url)
            if obey_robots:
                self._refuse_by_robots(url, limits, seconds_between)
            answer = self._ask(url, limits, seconds_between, known if known and known.url == url else None, sink)
            if answer.status not in _REDIRECTS:
                return answer
            url = plain_address(answer.header("location") or "", base=url)
        raise Unfetched(FAILED, "It redirects in a circle." if url in seen else f"It redirects more than {MOST_REDIRECTS} times.")

    def _ask(self, url: str, limits: Limits, seconds_between: float, known: Known | None, sink: IO[bytes] | None) -> Answer:
        """The answer to one address: 200, 304 or a redirect. Tries again, a few times, where that may help."""
        server = self._server(url)
        with server.lock:
            for attempt in range(TRIES):
                if server.closed:
                    raise Unfetched(FAILED, server.closed)
                self.clock.sleep(max(0.0, server.next_at - self.clock.monotonic()))
                try:
                    answer = self._send(server, url, limits, seconds_between, known, sink)
                except Unfetched as trouble:
                    self._bear(server, trouble, attempt)
                else:
                    server.failures = 0
                    return answer
        raise AssertionError("the last attempt raises")

    def _send(
        self, server: _Server, url: str, limits: Limits, seconds_between: float, known: Known | None, sink: IO[bytes] | None
    ) -> Answer:
        if sink is not None:
            sink.seek(0)
            sink.truncate()
        headers = [
            ("User-Agent", f"{AGENT}/{version('legation')} (+{quote(self.contact, safe=_IN_ADDRESSES)})"),
            ("Accept", ", ".join(limits.media_types) + (", */*;q=0.1" if limits.media_types else "*/*")),
            ("Accept-Encoding", "identity" if limits.is_raw else "gzip"),
        ]
        if known and known.etag:
            headers.append(("If-None-Match", known.etag))
        if known and known.last_modified:
            headers.append(("If-Modified-Since", known.last_modified))
        plain = [(name.encode(), value.encode()) for name, value in headers]
        try:
            return _judge(ask(url, plain, limits=limits, network=self.network, clock=self.clock, sink=sink), self.clock.now())
        finally:
            server.next_at = self.clock.monotonic() + max(seconds_between, server.delay)

    def _bear(self, server: _Server, trouble: Unfetched, attempt: int) -> None:
        """Wait before another try, or give up: for this address, or for the server."""
        pause = trouble.wait if trouble.wait is not None else back_off(attempt, self.jitter())
        if trouble.may_pass and pause <= LONGEST_WAIT and attempt + 1 < TRIES:
            self.clock.sleep(pause)
            return
        server.failures = server.failures + 1 if trouble.outcome == FAILED else 0
        if trouble.may_pass and pause > LONGEST_WAIT:
            server.closed = f"Not asked: the server wants to be left alone for {pause:,.0f} seconds."
        elif server.failures >= MOST_FAILURES:
            server.closed = f"Not asked: {MOST_FAILURES} addresses of this server failed in a row. The last one: {trouble.reason}"
        raise trouble

    def _refuse_by_robots(self, url: str, limits: Limits, seconds_between: float) -> None:
        address = robots_address(url)
        if address not in self._robots:  # without a lock: a redirect leads to another server, whose robots.txt may lead here
            robots = self._read_robots(address, limits, seconds_between)
            self._robots[address] = robots
            server = self._server(url)
            server.delay = max(server.delay, robots.delay if robots.delay <= LONGEST_DELAY else 0.0)
            server.next_at = max(server.next_at, self.clock.monotonic() + server.delay)
        robots = self._robots[address]
        if robots.trouble:
            raise Unfetched(FAILED, f"Its robots.txt cannot be read, so it is not asked for. {robots.trouble}")
        if robots.delay > LONGEST_DELAY:
            raise Unfetched(REFUSED, f"robots.txt asks for {robots.delay:,.0f} seconds between two requests, which is too long for a run.")
        if not robots.allows(url):
            raise Unfetched(REFUSED, "robots.txt forbids it.")

    def _read_robots(self, address: str, limits: Limits, seconds_between: float) -> Robots:
        limits = replace(limits, max_bytes=10_000_000, media_types=(), is_raw=False)
        try:
            answer = self.get(address, limits=limits, seconds_between=seconds_between, obey_robots=False)
        except Unfetched as trouble:
            return robots_of(trouble)
        return read_robots(answer.content)

    def _server(self, url: str) -> _Server:
        with self._lock:
            return self._servers.setdefault(urlsplit(url).hostname or "", _Server())


def _judge(answer: Answer, now: datetime) -> Answer:
    """The answer, where it is one to go on with. Raises Unfetched."""
    status = answer.status
    if status in (200, 304, *_REDIRECTS):
        return answer
    if status in (404, 410):
        raise Unfetched(GONE, f"The server does not have it (status {status}).", status=status)
    if status in _BUSY:
        raise Unfetched(
            FAILED, f"The server cannot give it now (status {status}).", status=status, may_pass=True, wait=wait_of(answer, now)
        )
    if status in (401, 402, 403, 407, 451):
        raise Unfetched(REFUSED, f"The server does not give it to us (status {status}).", status=status)
    raise Unfetched(FAILED, f"The server answers with status {status}.", status=status)
