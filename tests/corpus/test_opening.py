"""Documents on other machines: a web server and a store that speaks S3, both on this one, and how each can fail."""

import gzip
import io
import zipfile
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import ClassVar

import fsspec
import pytest
from werkzeug import Response

from pipeline.corpus import CorpusError, read_corpus
from pipeline.flows.work import _read
from pipeline.options import BuildOptions
from pipeline.records import RawDocument, Reject
from tests.command import legation
from tests.publish.s3_server import BUCKET, S3Server, error, serving

TEXT = b"Lima recalled its envoy."


def zipped() -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("sub/a.md", TEXT)
    return stream.getvalue()


class Web(BaseHTTPRequestHandler):
    """A web server: some files, a redirect, and an answer that breaks off."""

    FILES: ClassVar[dict[str, bytes]] = {
        "/a.md": TEXT,
        "/page": b"<p>Lima recalled its envoy.</p>",
        "/old.zip": zipped(),
        "/n.jsonl.gz": gzip.compress(b'{"id": "1", "text": "x"}'),
    }
    asked: ClassVar[list[str]] = []

    def do_HEAD(self) -> None:
        self.do_GET()

    def do_GET(self) -> None:
        self.asked.append(self.path)
        content = self.FILES.get(self.path, b"<html>" if self.path == "/broken.html" else None)
        self.send_response(302 if self.path == "/moved.md" else 200 if content is not None else 404)
        if self.path == "/moved.md":
            self.send_header("Location", "http://169.254.169.254/latest/a.md")
        self.send_header("Content-Length", str(len(content or b"") + 90 * (self.path == "/broken.html")))
        self.end_headers()
        if self.command == "GET":
            self.wfile.write(content or b"")

    def log_message(self, *_: object) -> None:
        """Quiet."""


@pytest.fixture(scope="module")
def web() -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), Web) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def read(location: str) -> list[RawDocument | Reject]:
    return list(read_corpus(location, allow_private=True))


def test_files_of_a_web_server_are_read(web: str) -> None:
    assert [item.path for item in read(f"{web}/a.md")] == ["a.md"]
    assert [item.path for item in read(f"{web}/page")] == ["page.html"]
    assert [item.path for item in read(f"{web}/old.zip")] == ["sub/a.md"]
    assert [item.path for item in read(f"{web}/n.jsonl.gz")] == ["n.jsonl.gz#1"]


def test_a_private_address_is_not_even_asked(web: str) -> None:
    Web.asked.clear()
    for location in (f"{web}/a.md", f"{web.replace('127.0.0.1', 'localhost')}/a.md", "ftp://127.0.0.1/a.md"):
        with pytest.raises(CorpusError, match=r"is a private or reserved address, .* Where you trust it: --allow-private"):
            read_corpus(location)
    assert Web.asked == []


def test_the_command_line_asks_for_leave_too(web: str, tmp_path: Path) -> None:
    Web.asked.clear()
    refused = legation("build", f"{web}/a.md", folder=tmp_path)
    assert refused.returncode == 2 and "--allow-private" in refused.stderr and "Traceback" not in refused.stderr
    assert Web.asked == []


def test_a_build_that_has_leave_reads_it(web: str) -> None:
    ((found,),) = _read([f"{web}/a.md"], BuildOptions(allow_private=True))
    assert isinstance(found, RawDocument)


def test_a_redirect_leads_to_no_link_local_address(web: str) -> None:
    with pytest.raises(CorpusError, match=r"169\.254\.169\.254 is a link-local address"):
        read_corpus(f"{web}/moved.md", allow_private=True)


def test_an_answer_that_breaks_off_is_a_reject(web: str) -> None:
    (found,) = read(f"{web}/broken.html")
    assert isinstance(found, Reject) and (found.path, found.check_name) == ("broken.html", "unreadable")
    assert "not completed" in found.reason


@pytest.mark.parametrize(
    ("location", "told"),
    [
        ("{web}/none.md", "there is no such folder, file or address"),
        ("http://127.0.0.1:1/a.md", "Connect call failed"),
        ("http://no-such-host.invalid/a.md", "not known|no address|resolution"),
        ("http://user:secret@lima.example/a.md", "it holds a user name or password"),
        ("zip://a.md::{web}/old.zip", "it is a chain of addresses"),
        ("nosuchprotocol://x/y", "Protocol not known"),
    ],
)
def test_what_cannot_be_opened_is_told_without_the_password(web: str, location: str, told: str) -> None:
    with pytest.raises(CorpusError, match=told) as caught:
        read_corpus(location.format(web=web), allow_private=True)
    assert "secret" not in caught.value.message


@pytest.fixture(scope="module")
def running_store() -> Iterator[S3Server]:
    with serving() as server:
        yield server


@pytest.fixture
def store(running_store: S3Server, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[S3Server]:
    """A bucket with a few files, its endpoint and credentials in the environment."""
    for name in ("AWS_PROFILE", "AWS_ENDPOINT_URL_S3", "AWS_SESSION_TOKEN"):
        monkeypatch.delenv(name, raising=False)
    told = {"AWS_ACCESS_KEY_ID": "a", "AWS_SECRET_ACCESS_KEY": "b", "AWS_EC2_METADATA_DISABLED": "true", "AWS_DEFAULT_REGION": "us-east-1",
            "AWS_ENDPOINT_URL": running_store.endpoint, "AWS_CONFIG_FILE": str(tmp_path / "none"), "AWS_MAX_ATTEMPTS": "1",
            "AWS_SHARED_CREDENTIALS_FILE": str(tmp_path / "none")}  # fmt: skip
    for name, value in told.items():
        monkeypatch.setenv(name, value)
    running_store.reset()
    for key, content in (("news/a.md", TEXT), ("news/sub/b.txt", TEXT), ("news/old.zip", zipped()), ("other.md", TEXT)):
        running_store.client.put_object(Bucket=BUCKET, Key=key, Body=content)
    fsspec.get_filesystem_class("s3").clear_instance_cache()
    yield running_store
    fsspec.get_filesystem_class("s3").clear_instance_cache()


def test_a_bucket_is_read_like_a_folder(store: S3Server) -> None:
    assert [item.path for item in read(f"s3://{BUCKET}/news")] == ["a.md", "old.zip/sub/a.md", "sub/b.txt"]
    assert {item.corpus for item in read(f"s3://{BUCKET}/news/")} == {"news"}
    assert [item.path for item in read(f"s3://{BUCKET}")][-1] == "other.md"
    assert [item.path for item in read(f"s3://{BUCKET}/news/old.zip")] == ["sub/a.md"]


@pytest.mark.parametrize(
    ("location", "told"),
    [("s3://no-such-bucket/a.md", "there is no such folder, file or address"), (f"s3://{BUCKET}/none.md", "there is no such folder")],
)
def test_what_is_not_in_the_store_is_told(store: S3Server, location: str, told: str) -> None:
    with pytest.raises(CorpusError, match=told):
        read(location)


def test_without_credentials_or_leave_the_settings_are_named(store: S3Server, monkeypatch: pytest.MonkeyPatch) -> None:
    store.intercept = lambda environ: error(403, "AccessDenied")
    with pytest.raises(CorpusError, match="Set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY"):
        read(f"s3://{BUCKET}/news/a.md")
    monkeypatch.delenv("AWS_ACCESS_KEY_ID")
    monkeypatch.delenv("AWS_SECRET_ACCESS_KEY")
    fsspec.get_filesystem_class("s3").clear_instance_cache()
    with pytest.raises(CorpusError, match=r"Unable to locate credentials. Set AWS_ACCESS_KEY_ID"):
        read(f"s3://{BUCKET}/news/a.md")


def test_a_store_that_does_not_answer_is_told(store: S3Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_ENDPOINT_URL", "http://127.0.0.1:1")
    with pytest.raises(CorpusError, match="AWS_ENDPOINT_URL"):
        read(f"s3://{BUCKET}/news/a.md")


def test_a_file_that_is_lost_in_the_middle_is_a_reject_and_the_others_are_read(store: S3Server) -> None:
    def lose(environ: dict[str, object]) -> Response | None:
        is_lost = environ["REQUEST_METHOD"] == "GET" and str(environ["PATH_INFO"]).endswith("news/a.md")
        return error(403, "AccessDenied") if is_lost else None

    store.intercept = lose
    found = read(f"s3://{BUCKET}/news")
    assert [(item.path, item.check_name) for item in found if isinstance(item, Reject)] == [("a.md", "unreadable")]
    assert [item.path for item in found if isinstance(item, RawDocument)] == ["old.zip/sub/a.md", "sub/b.txt"]
