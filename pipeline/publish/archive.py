"""Requests to a research archive go in, its answers come out: with the token, and asked again where an archive is busy.

The interface is the deposit API of Zenodo as its documentation describes it (developers.zenodo.org); errors say what to do.
"""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx

from pipeline.errors import LegationError

ZENODO, SANDBOX = "https://zenodo.org/api", "https://sandbox.zenodo.org/api"
TOKEN = "ZENODO_TOKEN"
TRIES = 5
LONGEST_WAIT = 300.0  # seconds
TIMEOUT = httpx.Timeout(60, connect=15, read=600)  # after a large file, its checksum is made before the answer comes
CHUNK = 1024 * 1024

MEANINGS = {
    401: f"the token in {TOKEN} is not accepted. (Sandbox and archive have tokens of their own.)",
    403: f"the token in {TOKEN} does not allow this: it needs the scopes deposit:write and, to publish, deposit:actions, and the deposit"
    " has to be yours and unpublished.",
    404: "there is no such deposit.",
    413: "the file is larger than the archive takes.",
    429: "too many requests were made. Wait an hour, and run the command again: it goes on where it stopped.",
}
BROKEN = "the archive has an error of its own. Run the command again later: it goes on where it stopped."


class ArchiveError(LegationError):
    """The archive refuses something or cannot be reached; `status` is its answer's, None where there was none."""

    def __init__(self, message: str, status: int | None = None) -> None:
        super().__init__(message)
        self.status = status


@dataclass(frozen=True, slots=True)
class Archive:
    """An archive's API, asked in the name of one user; each method raises ArchiveError."""

    http: httpx.Client
    api: str
    sleep: Callable[[float], None] = time.sleep

    def get(self, url: str, **parameters: str | int) -> Any:
        return self._ask("GET", url, is_safe=True, content=lambda: {"params": parameters}).json()

    def post(self, url: str, body: Any = None) -> Any:
        """Not asked again after an error: it may have been done all the same."""
        return self._ask("POST", url, is_safe=False, content=lambda: {"json": body} if body is not None else {}).json()

    def put(self, url: str, body: Any) -> Any:
        return self._ask("PUT", url, is_safe=True, content=lambda: {"json": body}).json()

    def put_file(self, url: str, path: Path, *, on_bytes: Callable[[int], None]) -> Any:
        """Send a file as it is read; it replaces one by the same name."""
        headers = {"Content-Type": "application/octet-stream", "Content-Length": str(path.stat().st_size)}
        return self._ask("PUT", url, is_safe=True, content=lambda: {"content": _chunks(path, on_bytes), "headers": headers}).json()

    def delete(self, url: str) -> None:
        """Remove a file; it is as well if it is gone already."""
        try:
            self._ask("DELETE", url, is_safe=True, content=dict)
        except ArchiveError as error:
            if error.status != 404:
                raise

    def _ask(self, method: str, url: str, *, is_safe: bool, content: Callable[[], dict[str, Any]]) -> httpx.Response:
        """The answer to a request; one that is safe to repeat is repeated after an error of the archive or the network."""
        self._refuse_elsewhere(url)
        for attempt in range(1, TRIES + 1):
            try:
                answer = self.http.request(method, url, **content())
            except httpx.TransportError as error:
                if not is_safe or attempt == TRIES:
                    raise ArchiveError(f"{url} cannot be reached: {error or type(error).__name__}") from error
                self.sleep(2.0**attempt)
                continue
            if answer.is_success:
                return answer
            is_passing = answer.status_code == 429 or (is_safe and answer.status_code >= 500)
            if not is_passing or attempt == TRIES:
                break
            self.sleep(_wait(answer, attempt))
        raise ArchiveError(f"{method} {url}: {explain_answer(answer)}", answer.status_code)

    def _refuse_elsewhere(self, url: str) -> None:
        """A link that the archive gives must lead to itself, for the token goes with it."""
        asked, own = httpx.URL(url), httpx.URL(self.api)
        if (asked.scheme, asked.host, asked.port) != (own.scheme, own.host, own.port):
            raise ArchiveError(f"The archive at {self.api} links to {url}, which is another server: it is not given the token.")


@contextmanager
def open_archive(api: str, token: str, *, sleep: Callable[[float], None] = time.sleep) -> Iterator[Archive]:
    """The archive whose API is at an address; the token goes into a header, never into an address. ArchiveError for an unsafe address."""
    url = httpx.URL(api)
    if url.scheme != "https" and url.host not in ("127.0.0.1", "localhost"):
        raise ArchiveError(f"{api} is no address of an archive: it begins with https://, for a token is sent there.")
    if not token.isascii() or not token.isprintable() or " " in token:
        raise ArchiveError(f"What {TOKEN} holds is no token: it has blanks, line breaks or signs that none has.")
    with httpx.Client(headers={"Authorization": f"Bearer {token}"}, timeout=TIMEOUT) as http:
        yield Archive(http, api.rstrip("/"), sleep)


def explain_answer(answer: httpx.Response) -> str:
    """What an answer that is an error means, with what the archive itself says, field by field."""
    told = MEANINGS.get(answer.status_code) or (BROKEN if answer.status_code >= 500 else "the archive refuses this.")
    try:
        body = answer.json()
    except ValueError:
        return f"{told} (It answers {answer.status_code}.)"
    said = [str(body.get("message", ""))] if isinstance(body, dict) else []
    said += [_field(error) for error in (body.get("errors") or () if isinstance(body, dict) else ())]
    return f"{told} (It answers {answer.status_code}: {'; '.join(filter(None, said))})"


def _field(error: dict[str, Any]) -> str:
    """One of the errors of an answer; the documentation has one message for each, the archive often several."""
    messages = error.get("messages") or [error.get("message", "")]
    text = ", ".join(map(str, messages))
    return f"{error['field']}: {text}" if error.get("field") else text


def _wait(answer: httpx.Response, attempt: int) -> float:
    """Seconds until the next try: as the archive says, else longer each time."""
    asked = answer.headers.get("Retry-After", "")
    return min(float(asked), LONGEST_WAIT) if asked.isdigit() else 2.0**attempt


def _chunks(path: Path, on_bytes: Callable[[int], None]) -> Iterator[bytes]:
    with path.open("rb") as stream:
        while chunk := stream.read(CHUNK):
            yield chunk
            on_bytes(len(chunk))
