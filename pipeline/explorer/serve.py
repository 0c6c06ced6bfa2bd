"""The folder of a release in, a web server on this machine out: it gives whole files and ranges of them to this machine alone."""

import errno
import socket
import sys
from collections.abc import Awaitable, Callable
from contextlib import suppress
from pathlib import Path, PurePosixPath

import uvicorn
from starlette.applications import Starlette
from starlette.datastructures import MutableHeaders
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from pipeline.errors import LegationError

HOST = "127.0.0.1"
PORT = 8765  # where it is free; else any other
START = "/explorer/"

# What browsers ask for: the list of the machine may say something else, such as that a script is plain text.
MEDIA_TYPES = {
    ".css": "text/css; charset=utf-8",
    ".csv": "text/csv; charset=utf-8",
    ".duckdb": "application/vnd.duckdb",
    ".gz": "application/gzip",  # as a file: the page inflates it
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".md": "text/plain; charset=utf-8",
    ".parquet": "application/vnd.apache.parquet",
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
    ".wasm": "application/wasm",
}
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-cache",  # at the same address, another release may be served next
}


def refuse_unusable(folder: Path) -> None:
    """LegationError where there is no release, or one without an explorer."""
    if not folder.is_dir():
        raise LegationError(f"There is no release at {folder}: it is not a folder.")
    if not (folder / "explorer" / "index.html").is_file():
        raise LegationError(
            f"{folder} has no explorer: it is no release, or an earlier version of Legation made it. Make one anew: legation release"
        )


def open_port(port: int | None = None) -> socket.socket:
    """A socket of this machine that listens: at this port (0: any that is free), or at 8765 or, where that is in use, at any.

    LegationError where the port that was asked for cannot be had.
    """
    if port is not None:
        return _listen(port)
    try:
        return _listen(PORT)
    except LegationError:
        return _listen(0)


def address_of(listening: socket.socket) -> str:
    """Where the explorer is, at a socket."""
    return f"http://{HOST}:{listening.getsockname()[1]}{START}"


def serve_folder(folder: Path, listening: socket.socket) -> None:
    """Serve the folder of a release at a socket until the process is told to end (Ctrl-C)."""
    with listening, suppress(KeyboardInterrupt):
        make_server(folder).run(sockets=[listening])


def make_server(folder: Path) -> uvicorn.Server:
    """A server of the folder, to be run with a list of sockets; it ends when its `should_exit` is set."""
    config = uvicorn.Config(
        folder_app(folder), log_config=None, access_log=False, lifespan="off", ws="none", server_header=False, timeout_graceful_shutdown=1
    )
    return uvicorn.Server(config)


def folder_app(folder: Path) -> ASGIApp:
    """The folder as a web application: its files, their ranges, and the explorer at the start. Folders are not listed, links out of the
    folder not followed, and other names of this machine, under which a page of somebody else could ask, not answered."""
    hosts = Middleware(TrustedHostMiddleware, allowed_hosts=[HOST, "localhost"], www_redirect=False)
    routes = [Route("/", _to_start), Mount("/", StaticFiles(directory=folder, html=True))]
    return _with_headers(Starlette(routes=routes, middleware=[hosts]))


async def _to_start(_: Request) -> Response:
    return RedirectResponse(START)


def _with_headers(app: ASGIApp) -> ASGIApp:
    async def answer(scope: Scope, receive: Receive, send: Send) -> None:
        await app(scope, receive, _adding_headers(str(scope.get("path", "")), send))

    return answer


def _adding_headers(path: str, send: Send) -> Callable[[Message], Awaitable[None]]:
    async def send_with_headers(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            headers.update(HEADERS)
            kind = MEDIA_TYPES.get(PurePosixPath("index.html" if path.endswith("/") else path).suffix)
            if kind and message["status"] in (200, 206) and not headers.get("content-type", "").startswith("multipart/"):
                headers["content-type"] = kind
        await send(message)

    return send_with_headers


def _listen(port: int) -> socket.socket:
    listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    try:
        if sys.platform != "win32":  # there, it would let two programs have one port
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind((HOST, port))
        listening.listen()
    except OSError as error:
        listening.close()
        why = "is in use" if error.errno == errno.EADDRINUSE else f"cannot be had: {error.strerror}"
        raise LegationError(f"Port {port} of this machine {why}. Choose another with --port, or leave it out for a free one.") from None
    return listening
