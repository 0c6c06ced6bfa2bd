"""One request in, one answer out: to a machine that may be asked, within a time and a size.

The name of a server is resolved here, every number that it leads to is checked, and the connection goes to a number that was checked: a
name that leads elsewhere a moment later helps nobody.
"""

import re
import socket
import ssl
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from typing import IO

import httpcore
import httpx

from pipeline.addresses import PRIVATE, why_refused
from pipeline.fetch.answer import Answer, Limits, head_of, read_body
from pipeline.fetch.clock import Clock
from pipeline.fetch.trouble import FAILED, REFUSED, Unfetched

_TO_CONNECT = 15.0  # seconds


def resolve(host: str, port: int) -> list[str]:
    """The numbers of a server, in the order in which the machine would try them. Raises OSError where there are none."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(each[4][0]) for each in found))


def connect(number: str, port: int, seconds: float) -> httpcore.NetworkStream:
    """A connection to a number. Raises the errors of httpcore."""
    return httpcore.SyncBackend().connect_tcp(number, port, timeout=seconds)


@dataclass(frozen=True, slots=True)
class Network:
    """How names become numbers, and numbers connections; a test gives its own. `allow_private` permits machines of private networks."""

    allow_private: bool = False
    resolve: Callable[[str, int], list[str]] = resolve
    connect: Callable[[str, int, float], httpcore.NetworkStream] = connect


def ask(
    url: str, headers: list[tuple[bytes, bytes]], *, limits: Limits, network: Network, clock: Clock, sink: IO[bytes] | None = None
) -> Answer:
    """The answer to a GET request, redirects and errors of the server included. Raises Unfetched where there is none that can be kept.

    The body is read only of a status 200, and goes to `sink` where that is given.
    """
    deadline = clock.monotonic() + limits.seconds
    backend = _Guarded(network, clock, deadline)
    # A pool for each request: so no connection is taken for another server that has the same number.
    with httpcore.ConnectionPool(ssl_context=_tls(), max_keepalive_connections=0, network_backend=backend) as pool:
        try:
            with pool.stream("GET", url, headers=headers, extensions={"timeout": _timeouts(limits)}) as response:
                answer = head_of(url, response.status, response.headers)
                return read_body(answer, response.iter_stream(), limits=limits, sink=sink) if answer.status == 200 else answer
        except (httpcore.TimeoutException, TimeoutError) as error:
            is_late = clock.monotonic() >= deadline
            reason = f"It was not there after {limits.seconds:g} seconds." if is_late else "The server does not answer."
            raise Unfetched(FAILED, reason, may_pass=not is_late) from error
        except (httpcore.NetworkError, httpcore.ProtocolError) as error:
            raise _explain(error) from error


def _explain(error: Exception) -> Unfetched:
    cause = error.__cause__ or error.__context__
    if isinstance(cause, ssl.SSLCertVerificationError):
        return Unfetched(FAILED, f"The certificate of the server is not valid: {cause.verify_message}.")
    text = re.sub(r"^\[Errno -?\d+\] ", "", str(error)).rstrip(".")
    what = "The server cannot be reached" if isinstance(error, httpcore.ConnectError) else "The connection broke off"
    if isinstance(error, httpcore.ProtocolError):
        what = "The server does not answer as HTTP asks"
    return Unfetched(FAILED, f"{what}: {text or type(error).__name__}.", may_pass=True)


def _timeouts(limits: Limits) -> dict[str, float]:
    patience = min(limits.seconds, limits.patience)
    return {"connect": min(patience, _TO_CONNECT), "read": patience, "write": patience, "pool": patience}


@cache
def _tls() -> ssl.SSLContext:
    return httpx.create_ssl_context()


class _Guarded(httpcore.NetworkBackend):
    """Connections to checked numbers, which end at the deadline however often a byte arrives."""

    def __init__(self, network: Network, clock: Clock, deadline: float) -> None:
        self.network = network
        self.clock = clock
        self.deadline = deadline

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        failure: Exception = httpcore.ConnectError("its name leads to no number")
        for number in self._numbers(host, port):
            try:
                return _Timed(self.network.connect(number, port, self.left(timeout)), self)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failure = error
        raise failure

    def left(self, timeout: float | None) -> float:
        """How long the next step may take. Raises httpcore.ReadTimeout when the time is up."""
        self.clock.go_on()
        left = self.deadline - self.clock.monotonic()
        if left <= 0:
            raise httpcore.ReadTimeout("the time is up")
        return min(left, timeout) if timeout is not None else left

    def _numbers(self, host: str, port: int) -> list[str]:
        try:
            numbers = self.network.resolve(host, port)
        except (OSError, UnicodeError) as error:
            reason = getattr(error, "strerror", None) or error
            raise httpcore.ConnectError(f"the name {host} leads nowhere ({reason})") from error
        for number in numbers:
            if reason := why_refused(number, allow_private=self.network.allow_private):
                advice = " (allow_private = true in the corpus file permits it)" if reason == PRIVATE else ""
                raise Unfetched(REFUSED, f"{host} leads to {number}, {reason}{advice}.")
        return numbers


class _Timed(httpcore.NetworkStream):
    """A connection of which every step ends at the deadline."""

    def __init__(self, stream: httpcore.NetworkStream, backend: _Guarded) -> None:
        self.stream = stream
        self.backend = backend

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self.stream.read(max_bytes, self.backend.left(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self.stream.write(buffer, self.backend.left(timeout))

    def close(self) -> None:
        self.stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        return _Timed(self.stream.start_tls(ssl_context, server_hostname, self.backend.left(timeout)), self.backend)

    def get_extra_info(self, info: str) -> object:
        return self.stream.get_extra_info(info)
