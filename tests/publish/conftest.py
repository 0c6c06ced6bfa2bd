"""What the tests of publishing are given: a store of each kind, two releases, and an environment with credentials for a test."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from pipeline.publish import deposit, publish
from pipeline.release import check_release
from tests.publish.s3_server import S3Server, serving
from tests.release.making import add_event, release, rows_of


@pytest.fixture(scope="session")
def running_s3() -> Iterator[S3Server]:
    with serving() as server:
        yield server


check_once = cache(check_release)  # it takes a second, and a folder does not change within a test


@pytest.fixture(autouse=True)
def checked_once(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (publish, deposit):
        monkeypatch.setattr(module, "check_release", check_once)


@pytest.fixture
def s3(running_s3: S3Server, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> S3Server:
    """An empty bucket, and credentials for it in the environment; no settings of the user's own."""
    for name in ("AWS_PROFILE", "AWS_ENDPOINT_URL", "AWS_ENDPOINT_URL_S3", "AWS_SESSION_TOKEN"):
        monkeypatch.delenv(name, raising=False)
    for name, value in (("AWS_ACCESS_KEY_ID", "test"), ("AWS_SECRET_ACCESS_KEY", "test"), ("AWS_EC2_METADATA_DISABLED", "true")):
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("AWS_CONFIG_FILE", str(tmp_path / "none"))
    monkeypatch.setenv("AWS_SHARED_CREDENTIALS_FILE", str(tmp_path / "none"))
    running_s3.reset()
    return running_s3


@pytest.fixture(scope="session")
def first(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Release 0.1.0, in a folder of releases of its own."""
    return release(tmp_path_factory.mktemp("publish") / "dist", rows_of())


@pytest.fixture(scope="session")
def second(first: Path) -> Path:
    """Release 0.2.0, beside the first."""
    return release(first.parent, rows_of(lambda rows: add_event(rows, 5), since_release="0.1.0"))


@pytest.fixture(scope="session")
def other_first(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Another release by the version 0.1.0."""
    return release(tmp_path_factory.mktemp("other") / "dist", rows_of(lambda rows: add_event(rows, 5)))
