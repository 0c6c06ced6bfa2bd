"""A build on a real scheduler with two real workers, one killed in the middle: what comes out is what this machine makes alone."""

import signal
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from pipeline.cluster.engine import Engine, EngineError
from pipeline.cluster.program import OtherProgram, Program
from pipeline.cluster.storage import StorageError
from pipeline.flows import cluster, work
from pipeline.measured import measured_path
from pipeline.options import PARSER, BuildOptions
from tests.cluster.scene import scheduler, texts, workers
from tests.coded.changing import contents
from tests.command import legation, write_corpus
from tests.publish.s3_server import BUCKET, S3Server, serving

ENDING = Path(__file__).with_name("ending.py")


@dataclass(frozen=True)
class Scene:
    """A cluster at `place`, a store that its workers reach with `settings`; the second worker is killed at its first coded shard."""

    place: str
    store: S3Server
    settings: dict[str, str]
    workers: list[tuple[Any, Path]]


@pytest.fixture(scope="module")
def scene(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Scene]:
    folder = tmp_path_factory.mktemp("cluster")
    with serving() as store, scheduler(folder / "scheduler") as place:
        keys = {"AWS_ACCESS_KEY_ID": "test", "AWS_SECRET_ACCESS_KEY": "test", "AWS_DEFAULT_REGION": "us-east-1"}
        settings = keys | {"AWS_ENDPOINT_URL": store.endpoint, "AWS_CONFIG_FILE": str(folder / "none")}
        with workers(place, folder, preload=[ENDING], settings=settings) as both:
            yield Scene(place, store, settings, both)


def test_with_a_worker_killed_the_database_is_that_of_this_machine(scene: Scene, tmp_path: Path) -> None:
    corpus, (nursed, log), (alone, _) = write_corpus(tmp_path, texts(420)), *scene.workers
    scene.store.reset()
    engine = ("--engine", f"dask://{scene.place}", "--shards", f"s3://{BUCKET}/shards")
    built = legation("--verbose", "build", "corpus", "--db", "far.duckdb", *engine, folder=tmp_path, settings=scene.settings)
    assert built.returncode == 0, built.stderr
    assert "2 workers, which do 2 shards at a time" in built.stderr
    assert alone.wait(60) == -signal.SIGKILL
    assert nursed.poll() is None
    assert "Task run 'code shard-" in log.read_text(), "Prefect tells there of what it runs"
    assert shards_sent(scene.store) == {"greeting": 1, "options": 2, "raw": 5, "survey": 5, "code": 5}
    assert scene.store.keys() == [], "the folder of the run is gone"
    work.build([str(corpus)], tmp_path / "here.duckdb", BuildOptions(workers=1, quality=measured_path()), None)
    far, here = (contents(tmp_path / f"{name}.duckdb") for name in ("far", "here"))
    assert len(far["mentions"]) > 200
    assert far == here


def test_shards_that_workers_cannot_see_are_told_of_before_any_work(scene: Scene, tmp_path: Path) -> None:
    with pytest.raises(StorageError, match=r"The shards at memory://shards/run-.* there is nothing of that name"):
        enter(scene.place, "memory://shards", tmp_path)


def test_workers_that_run_another_program_get_no_work(scene: Scene, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    other = Program(PARSER, (("code", "0123456789abcdef"),))
    monkeypatch.setattr(cluster, "program_of", lambda model: other)
    with pytest.raises(OtherProgram, match=r"another version of legation: on .* code \w{16} there, 0123456789abcdef here"):
        enter(scene.place, str(tmp_path / "shards"), tmp_path)
    assert not (tmp_path / "shards").exists()


def test_workers_elsewhere_cannot_tell_a_server_that_only_this_machine_reaches(
    scene: Scene, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cluster, "is_here", lambda host: False)
    monkeypatch.setattr(cluster, "_api_url", lambda: "http://127.0.0.1:4200/api")
    with pytest.raises(EngineError, match=r"cannot report to a Prefect server on 127\.0\.0\.1\. Set PREFECT_API_URL"):
        enter(scene.place, str(tmp_path / "shards"), tmp_path)


def test_a_scheduler_without_workers_is_told_of(tmp_path: Path) -> None:
    with (
        scheduler(tmp_path) as place,
        pytest.raises(EngineError, match=rf"no workers, and none came in 0\.1 seconds\. Start some: dask worker tcp://{place}"),
    ):
        enter(place, str(tmp_path / "shards"), tmp_path, patience=0.1)


def enter(place: str, shards: str, folder: Path, *, patience: float = 60) -> None:
    """Ask a cluster for its workers, and let them go."""
    host, _, port = place.partition(":")
    with cluster.clustered(Engine(host, int(port), shards), folder / "a.duckdb", model=PARSER, patience=patience):
        pass


def shards_sent(store: S3Server) -> dict[str, int]:
    """How many files of each kind were written to the store, each counted once."""
    kinds = [name.rpartition("/")[2].partition("-")[0] for name in store.sent()]
    return {kind: kinds.count(kind) for kind in kinds}
