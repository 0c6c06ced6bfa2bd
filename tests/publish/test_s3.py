"""A bucket as it is: what is sent to it, and what is said where it cannot be used."""

import hashlib
import re
from pathlib import Path
from typing import Any

import pytest

from pipeline.publish import StoreError, open_store, publish_release
from pipeline.publish.s3 import PART_BYTES
from pipeline.publish.store import Store
from tests.publish.s3_server import BUCKET, Environ, S3Server, error


def put(store: Store, key: str, source: Path, **options: Any) -> bool:
    sha256 = hashlib.sha256(source.read_bytes()).hexdigest()
    return store.put_new(key, source, **{"sha256": sha256, "media_type": "text/csv", "on_bytes": lambda _: None, **options})


@pytest.fixture
def store(s3: S3Server) -> Store:
    return open_store(f"s3://{BUCKET}/data", endpoint=s3.endpoint)


@pytest.fixture
def large(tmp_path: Path) -> Path:
    file = tmp_path / "large"
    file.write_bytes(bytes(range(256)) * (PART_BYTES // 256) * 2 + b"the end")
    return file


def test_files_are_kept_for_ever_and_the_index_is_asked_for_anew(s3: S3Server, store: Store, first: Path) -> None:
    publish_release(first, store, bands=())
    expected = {
        "legation-0.1.0/csv/events.csv": ("text/csv; charset=utf-8", "public, max-age=31536000, immutable"),
        "legation-0.1.0/parquet/events.parquet": ("application/vnd.apache.parquet", "public, max-age=31536000, immutable"),
        "index.json": ("application/json", "no-cache"),
    }
    for key, (kind, control) in expected.items():
        found = s3.client.head_object(Bucket=BUCKET, Key=f"data/{key}")
        assert (found["ContentType"], found["CacheControl"]) == (kind, control)


def test_every_write_has_a_condition_and_a_signed_content(s3: S3Server, store: Store, first: Path, second: Path, large: Path) -> None:
    writes: list[Environ] = []

    def note(environ: Environ) -> None:
        is_end = environ["REQUEST_METHOD"] == "POST" and "uploadId" in environ["QUERY_STRING"]
        if is_end or (environ["REQUEST_METHOD"] == "PUT" and "partNumber" not in environ["QUERY_STRING"]):
            writes.append(environ)

    s3.intercept = note
    for folder in (first, second):
        publish_release(folder, store, bands=())
    put(store, "large", large)
    conditions = [(environ.get("HTTP_IF_NONE_MATCH"), environ.get("HTTP_IF_MATCH")) for environ in writes]
    assert len([none for none, match in conditions if none == "*" and match is None]) == len(writes) - 1
    [changed] = [environ for environ in writes if environ.get("HTTP_IF_MATCH")]
    assert changed["PATH_INFO"] == f"/{BUCKET}/data/index.json"
    assert changed.get("HTTP_IF_NONE_MATCH") is None
    assert all(re.fullmatch("[0-9a-f]{64}", environ["HTTP_X_AMZ_CONTENT_SHA256"]) for environ in writes)


def test_a_large_file_goes_in_parts_and_is_not_overwritten(s3: S3Server, store: Store, large: Path, first: Path) -> None:
    told: list[int] = []
    assert put(store, "large", large, on_bytes=told.append)
    assert sum(told) == large.stat().st_size
    assert s3.bytes_of("data/large") == large.read_bytes()
    found = store.head("large")
    assert found and (found.bytes, found.sha256) == (large.stat().st_size, hashlib.sha256(large.read_bytes()).hexdigest())
    changed = large.with_name("changed")
    changed.write_bytes(large.read_bytes()[::-1])
    assert not put(store, "large", changed)
    assert s3.bytes_of("data/large") == large.read_bytes()
    assert "Uploads" not in s3.client.list_multipart_uploads(Bucket=BUCKET)


def test_a_file_that_fails_in_the_middle_leaves_no_parts(s3: S3Server, store: Store, large: Path) -> None:
    s3.intercept = lambda environ: error(403, "AccessDenied") if "partNumber=2" in environ["QUERY_STRING"] else None
    with pytest.raises(StoreError, match="the store denies this"):
        put(store, "large", large)
    assert store.head("large") is None
    assert "Uploads" not in s3.client.list_multipart_uploads(Bucket=BUCKET)


def test_parts_that_were_abandoned_are_removed(s3: S3Server, store: Store) -> None:
    for key in ("data/legation-0.1.0/legation.duckdb", "data/legation-0.2.0/legation.duckdb"):
        s3.client.create_multipart_upload(Bucket=BUCKET, Key=key)
    assert store.discard_unfinished("legation-0.1.0/") == 1
    assert [left["Key"] for left in s3.client.list_multipart_uploads(Bucket=BUCKET)["Uploads"]] == ["data/legation-0.2.0/legation.duckdb"]


def test_a_file_of_others_has_no_checksum_of_ours(s3: S3Server, store: Store) -> None:
    s3.client.put_object(Bucket=BUCKET, Key="data/a", Body=b"text")
    found = store.head("a")
    assert found and (found.bytes, found.sha256) == (4, None)


def test_an_index_is_replaced_only_as_it_was_read(store: Store) -> None:
    assert store.replace("index.json", b"1", tag=None)
    assert not store.replace("index.json", b"2", tag=None)
    read = store.read("index.json")
    assert read
    assert store.replace("index.json", b"3", tag=read.tag)
    assert not store.replace("index.json", b"4", tag=read.tag)
    after = store.read("index.json")
    assert after and after.data == b"3"


def test_an_answer_that_was_lost_counts_as_given(s3: S3Server, store: Store, first: Path) -> None:
    lost: list[str] = []

    def lose(environ: Environ) -> Any:
        if environ["REQUEST_METHOD"] == "PUT" and environ["PATH_INFO"].endswith("README.md") and not lost:
            lost.append(environ["PATH_INFO"])
            body = environ["wsgi.input"].read(int(environ["CONTENT_LENGTH"]))
            sha256 = environ["HTTP_X_AMZ_META_SHA256"]
            s3.client.put_object(Bucket=BUCKET, Key="data/legation-0.1.0/README.md", Body=body, Metadata={"sha256": sha256})
            return error(500, "InternalError")
        return None

    s3.intercept = lose
    assert publish_release(first, store, bands=()).latest == "0.1.0"
    assert lost


@pytest.mark.parametrize(
    ("status", "code", "said"),
    [
        (403, "AccessDenied", "the store denies this. The credentials need the rights s3:ListBucket"),
        (403, "InvalidAccessKeyId", "does not accept the credentials: set AWS_ACCESS_KEY_ID"),
        (403, "SignatureDoesNotMatch", "does not accept the credentials"),
        (301, "PermanentRedirect", "another region"),
        (501, "NotImplemented", "cannot do what publishing needs: writes on condition"),
        (418, "Teapot", "the store answers Teapot: No."),
    ],
)
def test_what_the_store_answers_is_explained(s3: S3Server, store: Store, status: int, code: str, said: str, tmp_path: Path) -> None:
    s3.intercept = lambda environ: error(status, code) if environ["REQUEST_METHOD"] == "PUT" else None
    file = tmp_path / "a"
    file.write_text("a", encoding="utf-8")
    with pytest.raises(StoreError, match=re.escape(said)) as raised:
        put(store, "a", file)
    assert raised.value.message.startswith(f"s3://{BUCKET}: ")


def test_a_store_that_cannot_be_looked_into_is_explained(s3: S3Server, store: Store) -> None:
    s3.intercept = lambda environ: error(403, "AccessDenied")  # a HEAD has no body: only the status is left
    with pytest.raises(StoreError, match="the store denies this"):
        store.head("a")


def test_a_bucket_that_is_not_there(s3: S3Server) -> None:
    with pytest.raises(StoreError, match=r"s3://nowhere: there is no such bucket"):
        open_store("s3://nowhere/data", endpoint=s3.endpoint).read("index.json")


def test_a_store_that_cannot_be_reached(s3: S3Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipeline.publish.s3.SETTINGS", {"retries": {"total_max_attempts": 1}})
    with pytest.raises(StoreError, match=r"cannot be reached: .*Check --endpoint"):
        open_store(f"s3://{BUCKET}", endpoint="http://127.0.0.1:9").read("index.json")


def test_without_credentials(s3: S3Server, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.delenv(name)
    with pytest.raises(StoreError, match=r"no credentials were found .*set AWS_ACCESS_KEY_ID"):
        open_store(f"s3://{BUCKET}", endpoint=s3.endpoint).read("index.json")


def test_a_profile_that_is_not_there(s3: S3Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_PROFILE", "nobody")
    with pytest.raises(StoreError, match=r"no credentials were found .*nobody"):
        open_store(f"s3://{BUCKET}", endpoint=s3.endpoint)


def test_an_endpoint_that_is_no_address() -> None:
    with pytest.raises(StoreError, match="--endpoint minio:9000 is no address"):
        open_store(f"s3://{BUCKET}", endpoint="minio:9000")
