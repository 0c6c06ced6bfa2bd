"""A research archive in this process, over loopback: it does what the documentation of Zenodo's deposit API says, and nothing more.

(developers.zenodo.org: quickstart, deposit, deposit files, deposit actions, HTTP status codes, errors.)
"""

import hashlib
import json
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any
from urllib.parse import parse_qs, urlsplit

TOKEN, WRITE_ONLY = "token-of-a-test", "token-that-only-writes"
REQUIRED = ("upload_type", "title", "creators", "description")
CHOICES = {
    "upload_type": ("publication", "poster", "presentation", "dataset", "image", "video", "software", "lesson", "physicalobject", "other"),
    "access_right": ("open", "embargoed", "restricted", "closed"),
}
Json = Any
Answer = tuple[int, Json]


class Refused(Exception):
    """An answer that is an error."""

    def __init__(self, status: int, message: str, errors: list[dict[str, Any]] | None = None) -> None:
        super().__init__(message)
        self.answer: Answer = (status, {"message": message, "status": status} | ({"errors": errors} if errors else {}))


@dataclass
class Record:
    """A deposition."""

    id: int
    concept: int
    metadata: dict[str, Any] = field(default_factory=dict)
    files: dict[str, bytes] = field(default_factory=dict)
    is_published: bool = False


@dataclass
class ArchiveServer:
    """`asked` lists requests as `PUT /api/...`; `failures` are given instead of an answer, each to the first request that its pattern fits.

    `is_deployed`: Zenodo itself differs from its documentation in two points. The answer to `newversion` is the draft, and there is an
    error where one with files is there already.
    """

    api: str = ""
    records: dict[int, Record] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    failures: list[tuple[str, int, dict[str, str]]] = field(default_factory=list)
    is_deployed: bool = False
    spoil: Callable[[bytes], bytes] = lambda data: data

    def answer(self, method: str, path: str, query: dict[str, list[str]], headers: Any, body: bytes) -> Answer:
        self._check(method, path, query, headers)
        if found := re.fullmatch(r"/api/files/bucket-(\d+)/([^/]+)", path):
            if method != "PUT":
                raise Refused(405, "Method Not Allowed")
            return self._put_file(self._draft(int(found[1])), found[2], headers, body)
        found = re.fullmatch(r"/api/deposit/depositions(?:/(\d+)(?:/(files|actions)(?:/([\w-]+))?)?)?", path)
        if not found:
            raise Refused(404, "Not found")
        given = json.loads(body) if body else None
        match method, found[1] and int(found[1]), found[2], found[3]:
            case "GET", None, None, None:
                return 200, self._list(int(query.get("page", ["1"])[0]), int(query.get("size", ["10"])[0]))
            case "POST", None, None, None:
                return 201, self._create(given["metadata"] if given else {})
            case "GET", int(number), None, None:
                return 200, self.describe(self._record(number))
            case "PUT", int(number), None, None:
                draft = self._draft(number)
                draft.metadata = self._valid(given["metadata"])
                return 200, self.describe(draft)
            case "GET", int(number), "files", None:
                return 200, self.describe(self._record(number))["files"]
            case "DELETE", int(number), "files", str(file):
                return self._delete(number, file)
            case "POST", int(number), "actions", "publish":
                return self._publish(self._draft(number))
            case "POST", int(number), "actions", "newversion":
                return self._new_version(self._record(number))
        raise Refused(405, "Method Not Allowed")

    def describe(self, record: Record) -> dict[str, Any]:
        own = f"{self.api}/deposit/depositions/{record.id}"
        later = [each for each in self.records.values() if each.concept == record.concept and not each.is_published]
        latest = f"{self.api}/deposit/depositions/{later[0].id}" if later else own
        links = {"self": own, "bucket": f"{self.api}/files/bucket-{record.id}", "files": f"{own}/files", "latest_draft": latest}
        files = [
            {"id": _file_id(name), "filename": name, "filesize": len(data), "checksum": hashlib.md5(data).hexdigest()}
            for name, data in record.files.items()
        ]
        doi = f"10.5072/zenodo.{record.id}"
        described = {"id": record.id, "conceptrecid": str(record.concept), "title": record.metadata.get("title", ""), "files": files}
        described |= {"state": "done" if record.is_published else "unsubmitted", "submitted": record.is_published}
        if record.is_published:
            links |= {"record_html": f"{self.api}/record/{record.id}"}
            return {**described, "metadata": record.metadata, "doi": doi, "links": links}
        return {**described, "metadata": {**record.metadata, "prereserve_doi": {"doi": doi}}, "links": links | {"html": f"{own}.html"}}

    def _check(self, method: str, path: str, query: dict[str, list[str]], headers: Any) -> None:
        if "access_token" in query:
            raise Refused(400, "A token does not belong into an address.")
        token = headers.get("Authorization", "").removeprefix("Bearer ")
        if token not in (TOKEN, WRITE_ONLY):
            raise Refused(401, "The server could not verify that you are authorized to access the URL requested.")
        if "/actions/" in path and token == WRITE_ONLY:
            raise Refused(403, "Permission denied.")
        kind = "application/octet-stream" if path.startswith("/api/files/") else "application/json"
        if int(headers.get("Content-Length") or 0) and headers.get("Content-Type") != kind:
            raise Refused(415, f"Unsupported media type: {kind} is wanted.")

    def _record(self, number: int) -> Record:
        if number not in self.records:
            raise Refused(404, "Deposition not found")
        return self.records[number]

    def _draft(self, number: int) -> Record:
        if self._record(number).is_published:
            raise Refused(403, "Deposition is published.")
        return self.records[number]

    def _list(self, page: int, size: int) -> list[dict[str, Any]]:
        newest_first = sorted(self.records.values(), key=lambda record: -record.id)
        return [self.describe(record) for record in newest_first[(page - 1) * size : page * size]]

    def _create(self, metadata: dict[str, Any], concept: int | None = None) -> dict[str, Any]:
        number = 1000 + 10 * len(self.records)
        self.records[number] = Record(number, concept or number - 1, self._valid(metadata))
        return self.describe(self.records[number])

    def _valid(self, metadata: dict[str, Any]) -> dict[str, Any]:
        wrong = [name for name, known in CHOICES.items() if name in metadata and metadata[name] not in known]
        if wrong:
            raise Refused(400, "Validation error", [{"code": 10, "message": "Not a valid choice", "field": name} for name in wrong])
        return metadata

    def _put_file(self, draft: Record, name: str, headers: Any, body: bytes) -> Answer:
        if len(body) != int(headers.get("Content-Length", -1)):
            raise Refused(400, "Without a length, or shorter than it.")
        draft.files[name] = self.spoil(body)
        return 201, {"key": name, "size": len(body), "checksum": f"md5:{hashlib.md5(draft.files[name]).hexdigest()}"}

    def _delete(self, number: int, file: str) -> Answer:
        names = [name for name in self._draft(number).files if _file_id(name) == file]
        if not names:
            raise Refused(404, "File does not exist")
        del self.records[number].files[names[0]]
        return 204, None

    def _publish(self, draft: Record) -> Answer:
        if missing := [name for name in REQUIRED if not draft.metadata.get(name)]:
            raise Refused(400, "Validation error", [{"message": "Missing data for required field.", "field": name} for name in missing])
        if not draft.files:
            raise Refused(400, "Validation error", [{"message": "Minimum one file must be provided.", "field": "files"}])
        draft.is_published = True
        return 202, self.describe(draft)

    def _new_version(self, record: Record) -> Answer:
        if not record.is_published:
            raise Refused(403, "Deposition is not published.")
        drafts = [each for each in self.records.values() if each.concept == record.concept and not each.is_published]
        if self.is_deployed and drafts and drafts[0].files:
            told = {"field": "files.enabled", "messages": ["Please remove all files first."]}
            raise Refused(400, "A validation error occurred.", [told])
        if not drafts:
            created = self._create(dict(record.metadata), record.concept)
            drafts = [self.records[created["id"]]]
            drafts[0].files = dict(record.files)
        return 201, self.describe(drafts[0] if self.is_deployed else record)


@contextmanager
def serving() -> Iterator[ArchiveServer]:
    """A running archive without deposits."""
    archive = ArchiveServer()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def _serve(self) -> None:
            url, body = urlsplit(self.path), self.rfile.read(int(self.headers.get("Content-Length") or 0))
            archive.asked.append(f"{self.command} {url.path}")
            for failure in archive.failures:
                if re.fullmatch(failure[0], archive.asked[-1]):
                    archive.failures.remove(failure)
                    return self._send(failure[1], None, failure[2])
            try:
                status, answer = archive.answer(self.command, url.path, parse_qs(url.query), self.headers, body)
            except Refused as refused:
                status, answer = refused.answer
            return self._send(status, answer, {})

        def _send(self, status: int, answer: Json, headers: dict[str, str]) -> None:
            data = b"" if answer is None else json.dumps(answer).encode()
            self.send_response(status)
            for name, value in ({"Content-Length": str(len(data)), "Content-Type": "application/json"} | headers).items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(data)

        do_GET = do_POST = do_PUT = do_DELETE = _serve

        def log_message(self, format: str, *arguments: object) -> None:
            pass

    running = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = Thread(target=running.serve_forever, daemon=True)
    thread.start()
    archive.api = f"http://127.0.0.1:{running.server_port}/api"
    try:
        yield archive
    finally:
        running.shutdown()
        running.server_close()
        thread.join()


def _file_id(name: str) -> str:
    return f"file-{hashlib.sha256(name.encode()).hexdigest()[:12]}"
