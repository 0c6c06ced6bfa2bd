"""Files of other machines copied: from a web server and from a store that speaks S3; unchanged ones not, and nothing outside its folder."""

import gzip
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline.corpus.settings import Source
from pipeline.fetch import SourceOutcome, fetch_corpus
from pipeline.fetched import open_holdings
from tests.fetch.web import Reply, Request, Web, corpus_of, source
from tests.publish.s3_server import BUCKET, S3Server, error, serving

URL = "http://lima.example/files/press.jsonl.gz"
SOURCE = source("location", URL, max_bytes=10)  # the limit is one of documents, not of files full of them


def fetch(web: Web, folder: Path, *sources: Source) -> SourceOutcome:
    return fetch_corpus(corpus_of(folder, *sources), client=web.client(allow_private=True)).sources[0]


def copies(folder: Path) -> dict[str, bytes]:
    place = folder / "holdings" / "copies" / "lima"
    return {path.relative_to(place).as_posix(): path.read_bytes() for path in sorted(place.rglob("*")) if path.is_file()}


def test_a_file_of_a_web_server_is_copied_as_it_is(web: Web, tmp_path: Path) -> None:
    content = gzip.compress(b'{"text": "Peru."}\n', mtime=0)

    def answer(request: Request) -> Reply:
        if request.headers.get("if-none-match") == '"1"':
            return Reply(status=304)
        return Reply(content, headers={"ETag": '"1"', "Content-Encoding": "gzip"})  # as some servers say of what is packed anyway

    web.answers |= {
        URL: [Reply(content[:5], headers={"Content-Length": "500"}), answer],
        "http://lima.example/robots.txt": Reply(status=500),
    }
    web.answers[URL] = answer
    outcome = fetch(web, tmp_path, SOURCE)
    assert (outcome.new, outcome.problem, copies(tmp_path)) == (1, None, {"press.jsonl.gz": content})
    assert fetch(web, tmp_path, SOURCE).unchanged == 1
    (tmp_path / "holdings" / "copies" / "lima" / "press.jsonl.gz").unlink()
    assert (fetch(web, tmp_path, SOURCE).changed, copies(tmp_path)) == (1, {"press.jsonl.gz": content})
    content = gzip.compress(b'{"text": "Chile."}\n')
    web.answers[URL] = Reply(content)
    assert (fetch(web, tmp_path, SOURCE).changed, copies(tmp_path)) == (1, {"press.jsonl.gz": content})
    assert fetch(web, tmp_path, SOURCE).unchanged == 1  # it says nothing of changes, but is the same


def test_a_file_that_breaks_off_is_begun_again_and_replaces_nothing(web: Web, tmp_path: Path) -> None:
    web.answers[URL] = Reply(b"whole")
    fetch(web, tmp_path, SOURCE)
    cut = Reply(b"br", headers={"Content-Length": "500"})
    web.answers[URL] = [cut, Reply(b"a new one")]
    assert (fetch(web, tmp_path, SOURCE).changed, copies(tmp_path)) == (1, {"press.jsonl.gz": b"a new one"})
    web.answers[URL] = cut
    outcome = fetch(web, tmp_path, SOURCE)
    assert "The server does not answer as HTTP asks" in (outcome.problem or "")
    assert copies(tmp_path) == {"press.jsonl.gz": b"a new one"}


def test_what_an_earlier_run_left_half_done_is_removed(web: Web, tmp_path: Path) -> None:
    part = tmp_path / "holdings" / "copies" / "lima" / "old" / ".a.txt.part"
    part.parent.mkdir(parents=True)
    part.write_bytes(b"ha")
    web.answers[URL] = Reply(b"whole")
    fetch(web, tmp_path, SOURCE)
    assert copies(tmp_path) == {"press.jsonl.gz": b"whole"}


@pytest.mark.parametrize("name", ["..", "%2e%2e", "a%00b", "..%5Ca", "%2e"])
def test_a_name_that_leads_out_of_its_folder_is_none(web: Web, tmp_path: Path, name: str) -> None:
    url = f"http://lima.example/files/{name}"
    web.answers |= {url: Reply(b"x"), "http://lima.example/": Reply(b"x"), "http://lima.example/files/": Reply(b"x")}
    outcome = fetch(web, tmp_path, source("location", url))
    assert set(copies(tmp_path)) <= {"index.html", "files"}
    assert {path.name for path in (tmp_path / "holdings").iterdir()} <= {"copies", "index.sqlite", "fetch.lock"}
    assert outcome.new + outcome.refused == 1


@pytest.fixture(scope="module")
def running_s3() -> Iterator[S3Server]:
    with serving() as server:
        yield server


@pytest.fixture
def s3(running_s3: S3Server, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> S3Server:
    settings = {"AWS_ENDPOINT_URL": running_s3.endpoint, "AWS_ACCESS_KEY_ID": "test", "AWS_SECRET_ACCESS_KEY": "test"}
    for name, value in (settings | {"AWS_EC2_METADATA_DISABLED": "true", "AWS_DEFAULT_REGION": "us-east-1"}).items():
        monkeypatch.setenv(name, value)
    for name in ("AWS_CONFIG_FILE", "AWS_SHARED_CREDENTIALS_FILE"):
        monkeypatch.setenv(name, str(tmp_path / "none"))
    running_s3.reset()
    return running_s3


def test_a_folder_of_a_store_is_mirrored(web: Web, s3: S3Server, tmp_path: Path) -> None:
    def put(key: str, content: bytes) -> None:
        s3.client.put_object(Bucket=BUCKET, Key=key, Body=content)

    place = source("location", f"s3://{BUCKET}/press")
    for key, content in {"press/a.txt": b"Peru.", "press/2024/b.txt": b"Chile.", "press/.hidden": b"x", "other/c.txt": b"x"}.items():
        put(key, content)
    outcome = fetch(web, tmp_path, place)
    assert (outcome.new, outcome.problem, copies(tmp_path)) == (2, None, {"2024/b.txt": b"Chile.", "a.txt": b"Peru."})
    s3.asked.clear()
    assert (fetch(web, tmp_path, place).unchanged, [line for line in s3.asked if line.endswith(".txt")]) == (2, [])
    put("press/a.txt", b"Peru and Ecuador.")
    s3.client.delete_object(Bucket=BUCKET, Key="press/2024/b.txt")
    outcome = fetch(web, tmp_path, place)
    assert (outcome.changed, outcome.withdrawn, copies(tmp_path)) == (1, 1, {"a.txt": b"Peru and Ecuador."})
    with open_holdings(tmp_path / "holdings") as holdings:
        assert list(holdings.copies("lima")) == ["a.txt"]


def test_keys_that_are_no_names_of_files_are_refused(web: Web, s3: S3Server, tmp_path: Path) -> None:
    for key in ("press/a.txt", "press/x/../../../escaped.txt", "press/a\\b.txt"):
        s3.client.put_object(Bucket=BUCKET, Key=key, Body=b"x")
    outcome = fetch(web, tmp_path, source("location", f"s3://{BUCKET}/press"))
    assert (outcome.new, outcome.refused) == (1, 2)
    assert copies(tmp_path) == {"a.txt": b"x"}
    assert not list(tmp_path.rglob("escaped.txt"))


def test_a_file_may_become_a_folder(web: Web, s3: S3Server, tmp_path: Path) -> None:
    s3.client.put_object(Bucket=BUCKET, Key="press/a", Body=b"Peru.")
    fetch(web, tmp_path, source("location", f"s3://{BUCKET}/press"))
    s3.client.delete_object(Bucket=BUCKET, Key="press/a")
    s3.client.put_object(Bucket=BUCKET, Key="press/a/b.txt", Body=b"Chile.")
    outcome = fetch(web, tmp_path, source("location", f"s3://{BUCKET}/press"))
    assert (outcome.new, outcome.withdrawn, copies(tmp_path)) == (1, 1, {"a/b.txt": b"Chile."})


def test_a_place_without_files_is_an_error_and_what_was_copied_stays(web: Web, s3: S3Server, tmp_path: Path) -> None:
    s3.client.put_object(Bucket=BUCKET, Key="press/a.txt", Body=b"Peru.")
    place = source("location", f"s3://{BUCKET}/press")
    fetch(web, tmp_path, place)
    s3.client.delete_object(Bucket=BUCKET, Key="press/a.txt")
    assert fetch(web, tmp_path, place).problem
    assert copies(tmp_path) == {"a.txt": b"Peru."}


def test_a_file_that_cannot_be_read_does_not_stop_the_others(web: Web, s3: S3Server, tmp_path: Path) -> None:
    for key in ("press/a.txt", "press/b.txt"):
        s3.client.put_object(Bucket=BUCKET, Key=key, Body=b"Peru.")
    s3.intercept = lambda environ: (
        error(403, "AccessDenied") if environ["PATH_INFO"].endswith("a.txt") and environ["REQUEST_METHOD"] == "GET" else None
    )
    outcome = fetch(web, tmp_path, source("location", f"s3://{BUCKET}/press"))
    assert (outcome.new, outcome.failed, outcome.problem) == (1, 1, None)
    assert list(copies(tmp_path)) == ["b.txt"]
