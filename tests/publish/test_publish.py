"""Releases in stores: a bucket of a real S3-compatible server, and a folder, behave alike."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from pipeline.publish import StoreError, index_schema, open_store, publish_release
from pipeline.publish.folder import FolderStore
from pipeline.publish.publish import find_previous
from pipeline.publish.store import Store
from pipeline.release import check_release
from pipeline.release.gate import read_bands
from pipeline.runs import read_runs
from tests.publish.s3_server import BUCKET, S3Server

KINDS = ["bucket", "folder"]


@pytest.fixture(params=KINDS)
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Store:
    if request.param == "folder":
        (tmp_path / "mirror").mkdir()
        return open_store(f"file://{tmp_path / 'mirror'}")
    s3: S3Server = request.getfixturevalue("s3")
    return open_store(f"s3://{BUCKET}/data/", endpoint=s3.endpoint, region="us-east-1")


def index_of(store: Store) -> dict[str, Any]:
    content = store.read("index.json")
    assert content is not None
    index = json.loads(content.data)
    jsonschema.Draft202012Validator.check_schema(index_schema())
    jsonschema.validate(index, index_schema())
    return dict(index)


def versions_of(store: Store) -> list[str]:
    return [entry["version"] for entry in index_of(store)["versions"]]


def paths_in(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


class Watched:
    """A store that does something before a file is added, or before the index is replaced."""

    def __init__(self, store: Store, *, before_put: Callable[[str], Any] = str, before_replace: Callable[[], Any] = str) -> None:
        self.store, self.before_put, self.before_replace, self.put = store, before_put, before_replace, list[str]()

    def __getattr__(self, name: str) -> Any:
        return getattr(self.store, name)

    def put_new(self, key: str, source: Path, **options: Any) -> bool:
        self.before_put(key)
        self.put.append(key)
        return self.store.put_new(key, source, **options)

    def replace(self, key: str, data: bytes, **options: Any) -> bool:
        self.before_replace()
        return self.store.replace(key, data, **options)


def test_a_first_release_is_published(store: Store, first: Path, tmp_path: Path) -> None:
    told: list[tuple[str, int, int | None]] = []
    done = publish_release(first, store, bands=(), on_progress=lambda *step: told.append(step))
    index = index_of(store)
    [entry] = index["versions"]
    assert (index["latest"], entry["version"], entry["path"]) == ("0.1.0", "0.1.0", "legation-0.1.0/")
    assert [file["path"] for file in entry["files"]] == paths_in(first)
    assert entry["rows"]["events"] == 4
    assert (entry["codebook_version"], entry["since_release"]) == ("1.0", None)
    assert entry["bytes"] == sum(file["bytes"] for file in entry["files"]) == told[-1][1] == told[-1][2]
    assert (done.version, done.latest, len(done.sent), done.there) == ("0.1.0", "0.1.0", len(entry["files"]), ())
    for file in entry["files"]:
        content = store.read(entry["path"] + file["path"])
        assert content is not None
        copy = tmp_path / "copy" / file["path"]
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_bytes(content.data)
    assert check_release(tmp_path / "copy") == []


def test_the_index_is_the_same_on_every_run(store: Store, first: Path, tmp_path: Path) -> None:
    (tmp_path / "twin").mkdir()
    twin = open_store(str(tmp_path / "twin"))
    for place in (store, twin):
        publish_release(first, place, bands=())
    ours, theirs = store.read("index.json"), twin.read("index.json")
    assert ours and theirs
    assert ours.data == theirs.data


@pytest.mark.parametrize("order", [(0, 1), (1, 0)], ids=["the newer later", "the newer first"])
def test_the_highest_version_is_the_latest(store: Store, first: Path, second: Path, order: tuple[int, int]) -> None:
    for number in order:
        done = publish_release((first, second)[number], store, bands=())
    assert done.latest == index_of(store)["latest"] == "0.2.0"
    assert versions_of(store) == ["0.1.0", "0.2.0"]
    assert index_of(store)["versions"][1]["since_release"] == "0.1.0"


def test_a_release_that_is_there_is_left_as_it_is(store: Store, first: Path) -> None:
    publish_release(first, store, bands=())
    before, watched = store.read("index.json"), Watched(store)
    done = publish_release(first, watched, bands=())
    assert (done.was_published, done.sent, watched.put) == (True, (), [])
    assert store.read("index.json") == before


def test_another_release_by_the_same_version_is_refused(store: Store, first: Path, other_first: Path) -> None:
    publish_release(first, store, bands=())
    before, watched = store.read("index.json"), Watched(store)
    with pytest.raises(StoreError, match=r"holds version 0\.1\.0 already, and a version that was published is never changed"):
        publish_release(other_first, watched, bands=())
    assert (store.read("index.json"), watched.put) == (before, [])


def test_a_publication_that_was_cut_off_goes_on(store: Store, first: Path) -> None:
    def cut_off(key: str) -> None:
        if len(cut.put) == 5:
            raise KeyboardInterrupt

    cut = Watched(store, before_put=cut_off)
    with pytest.raises(KeyboardInterrupt):
        publish_release(first, cut, bands=())
    assert store.read("index.json") is None
    there = set(cut.put)
    resumed = Watched(store)
    done = publish_release(first, resumed, bands=())
    assert sorted(resumed.put) == sorted(f"legation-0.1.0/{path}" for path in paths_in(first) if f"legation-0.1.0/{path}" not in there)
    assert {f"legation-0.1.0/{file['path']}" for file in done.there} == there
    assert versions_of(store) == ["0.1.0"]


def test_a_file_that_was_lost_is_sent_again(s3: S3Server, first: Path) -> None:
    store = open_store(f"s3://{BUCKET}", endpoint=s3.endpoint)
    publish_release(first, store, bands=())
    s3.client.delete_object(Bucket=BUCKET, Key="legation-0.1.0/README.md")
    done = publish_release(first, store, bands=())
    assert [file["path"] for file in done.sent] == ["README.md"]
    assert versions_of(store) == ["0.1.0"]


def test_of_two_publications_of_a_version_only_one_begins(store: Store, first: Path, other_first: Path) -> None:
    class Cut(Exception):
        pass

    def cut_off(key: str) -> None:
        if not key.endswith("SHA256SUMS"):
            raise Cut

    with pytest.raises(Cut):
        publish_release(first, Watched(store, before_put=cut_off), bands=())
    watched = Watched(store)
    with pytest.raises(StoreError, match="holds other files by the same names: SHA256SUMS"):
        publish_release(other_first, watched, bands=())
    assert watched.put == []


def test_a_file_that_changes_on_its_way_is_noticed(s3: S3Server, first: Path) -> None:
    store = open_store(f"s3://{BUCKET}", endpoint=s3.endpoint)

    def somebody(key: str) -> None:
        if key.endswith("README.md"):
            s3.client.put_object(Bucket=BUCKET, Key=key, Body=b"something else")

    with pytest.raises(StoreError, match=r"README.md is not there as it was sent"):
        publish_release(first, Watched(store, before_put=somebody), bands=())
    assert store.read("index.json") is None


def test_two_who_change_the_index_at_once_lose_nothing(store: Store, first: Path, second: Path) -> None:
    def somebody() -> None:
        if store.read("index.json") is None:
            publish_release(second, store, bands=())

    done = publish_release(first, Watched(store, before_replace=somebody), bands=())
    assert versions_of(store) == ["0.1.0", "0.2.0"]
    assert done.latest == "0.2.0"


def test_an_index_that_changes_all_the_time_is_given_up(first: Path, tmp_path: Path) -> None:
    class Busy(FolderStore):
        def replace(self, key: str, data: bytes, *, tag: str | None) -> bool:
            return False

    with pytest.raises(StoreError, match=r"changed by others 10 times in a row\. Run the command again"):
        publish_release(first, Busy(tmp_path), bands=())


def test_a_store_that_forgets_conditions_is_refused(first: Path, tmp_path: Path) -> None:
    class Forgetful(FolderStore):
        def put_new(self, key: str, source: Path, **options: Any) -> bool:
            (self.root / key).unlink(missing_ok=True)
            return super().put_new(key, source, **options)

    with pytest.raises(StoreError, match="ignores writes on condition"):
        publish_release(first, Forgetful(tmp_path), bands=())
    assert paths_in(tmp_path) == ["legation-0.1.0/SHA256SUMS"]


@pytest.mark.parametrize("content", [b"no JSON", b'{"schema": "2.0"}', b"[]"], ids=["no JSON", "a later format", "another form"])
def test_an_index_of_another_kind_is_left_as_it_is(first: Path, tmp_path: Path, content: bytes) -> None:
    (tmp_path / "index.json").write_bytes(content)
    with pytest.raises(StoreError, match="is no index of releases that this version of Legation understands"):
        publish_release(first, open_store(str(tmp_path)), bands=())
    assert paths_in(tmp_path) == ["index.json"]


def test_a_dry_run_writes_nothing(store: Store, first: Path, second: Path) -> None:
    publish_release(first, store, bands=())
    before, watched = store.read("index.json"), Watched(store, before_replace=pytest.fail)
    done = publish_release(second, watched, bands=(), dry_run=True)
    assert (watched.put, store.read("index.json")) == ([], before)
    assert store.head("legation-0.2.0/SHA256SUMS") is None
    assert [file["path"] for file in done.sent] == ["SHA256SUMS", *(path for path in paths_in(second) if path != "SHA256SUMS")]
    assert (done.dry_run, done.latest, done.previous) == (True, "0.2.0", "legation-0.1.0")


def test_a_release_that_is_not_sound_is_never_sent(store: Store, first: Path, tmp_path: Path) -> None:
    broken = tmp_path / "dist" / first.name
    shutil.copytree(first, broken)
    (broken / "csv" / "events.csv").write_text("something else", encoding="utf-8")
    done = publish_release(broken, store, bands=())
    assert done.is_stopped
    assert "csv/events.csv" in {problem.file for problem in done.problems}
    assert store.read("index.json") is None
    assert store.head("legation-0.1.0/SHA256SUMS") is None


def test_a_release_that_leaves_a_band_is_never_sent(store: Store, first: Path) -> None:
    done = publish_release(first, store, bands=read_bands())
    assert done.is_stopped
    assert "measurements" in {verdict.name for verdict in done.verdicts if not verdict.ok}
    assert store.read("index.json") is None


def test_each_publication_is_on_record_beside_the_releases(first: Path, tmp_path: Path) -> None:
    folder = tmp_path / "dist" / first.name
    shutil.copytree(first, folder)
    store = FolderStore(tmp_path / "mirror")
    store.root.mkdir()
    publish_release(folder, store, bands=(), dry_run=True)
    assert read_runs(tmp_path / "dist") == []
    publish_release(folder, store, bands=())
    (tmp_path / "other").mkdir()
    assert publish_release(folder, FolderStore(tmp_path / "other"), bands=read_bands()).is_stopped
    done, stopped = read_runs(tmp_path / "dist")
    assert (done.command, done.outcome, done.error) == ("publish", "ok", None)
    assert (done.result["version"], done.result["latest"], done.result["store"]) == ("0.1.0", "0.1.0", str(store.root))
    assert (stopped.outcome, (stopped.error or "").partition(";")[0]) == ("failed", "The gate keeps it back: measurements")
    assert list((tmp_path / "dist").iterdir()) == [folder]


def test_the_release_before_is_the_newest_that_was_published(first: Path, second: Path, tmp_path: Path) -> None:
    for folder in (first, second):
        shutil.copytree(folder, tmp_path / folder.name)
    (tmp_path / "legation-0.1.5").mkdir()  # lies between them and was never published
    published = {"versions": [{"version": "0.1.0"}]}
    assert find_previous(tmp_path / second.name, "0.2.0", None) == tmp_path / "legation-0.1.5"
    assert find_previous(tmp_path / second.name, "0.2.0", published) == tmp_path / "legation-0.1.0"
    assert find_previous(tmp_path / first.name, "0.1.0", published) is None


def test_a_store_of_no_kind_is_refused(tmp_path: Path) -> None:
    for address, said in (
        (str(tmp_path / "none"), "There is no folder"),
        ("ftp://somewhere/data", "is no store"),
        ("s3://", "names no bucket"),
    ):
        with pytest.raises(StoreError, match=said):
            open_store(address)
    with pytest.raises(StoreError, match="--endpoint and --region"):
        open_store(str(tmp_path), region="eu-central-1")


def test_what_an_interrupted_copy_left_in_a_folder_is_removed(first: Path, tmp_path: Path) -> None:
    left = tmp_path / "legation-0.1.0" / "csv" / ".events.csv.99.part"
    left.parent.mkdir(parents=True)
    left.write_bytes(b"half")
    publish_release(first, open_store(str(tmp_path)), bands=())
    assert paths_in(tmp_path / "legation-0.1.0") == paths_in(first)
