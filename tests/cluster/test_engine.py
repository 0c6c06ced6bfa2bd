"""What a user may write for --engine and --shards, and what is said of the rest."""

from pathlib import Path

import pytest

from pipeline import cli
from pipeline.cluster import engine
from pipeline.cluster.engine import EngineError, await_scheduler, engine_of, is_here
from tests.flows.server import free_port

DB = Path("build/a.duckdb")


def test_shards_are_beside_the_database_where_all_is_on_this_machine() -> None:
    found = engine_of("dask://127.0.0.1:8786", None, DB)
    assert (found.address, found.name) == ("tcp://127.0.0.1:8786", "dask://127.0.0.1:8786")
    assert found.shards == str(Path("build/a.duckdb.shards").absolute())


def test_shards_may_be_in_a_store_or_a_folder() -> None:
    assert engine_of("dask://10.9.8.7:8786", "s3://bucket/x/", DB).shards == "s3://bucket/x"
    assert engine_of("dask://[::1]:8786", "mounted", DB).shards == str(Path("mounted").absolute())


@pytest.mark.parametrize(
    ("name", "shards", "workers", "message"),
    [
        ("spark://a:1", None, None, "it is no address of a Dask scheduler. Write --engine dask://HOST:PORT"),
        ("dask://a", None, None, "it is no address"),
        ("dask://a:99999", None, None, "it is no address"),
        ("dask://127.0.0.1:8786", None, 2, "Leave --workers out"),
        ("dask://192.0.2.1:8786", None, None, "say where the shards go: --shards s3://BUCKET/PREFIX"),
    ],
)
def test_what_cannot_be_is_told(name: str, shards: str | None, workers: int | None, message: str) -> None:
    with pytest.raises(EngineError, match=message):
        engine_of(name, shards, DB, workers=workers)


def test_the_packages_are_named_where_they_are_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "find_spec", lambda name: None)
    with pytest.raises(EngineError, match="install legation with its extra `cluster`, on all machines"):
        engine_of("dask://127.0.0.1:8786", None, DB)


def test_only_this_machine_is_here() -> None:
    assert is_here("localhost")
    assert is_here("127.0.0.1")
    assert not is_here("192.0.2.1")  # an address of documentation, which nobody has
    assert not is_here("no such name")


def test_a_scheduler_that_does_not_answer_is_told_of_at_once() -> None:
    port = free_port()
    with pytest.raises(EngineError, match=f"nothing answers there .*. Start it: dask scheduler --port {port}"):
        await_scheduler(engine_of(f"dask://127.0.0.1:{port}", None, DB))


@pytest.mark.parametrize(
    ("given", "message"),
    [
        (["--engine", "dask://192.0.2.1:8786", "--shards", "s3://b/x"], "set PREFECT_API_URL to its address"),
        (["--engine", "dask://127.0.0.1:1"], "nothing answers there"),
        (["--shards", "s3://b/x"], "no --engine is named"),
    ],
)
def test_the_command_says_what_is_wrong_before_any_work(
    given: list[str], message: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("PREFECT_API_URL", raising=False)
    assert cli.run(["build", "--db", str(tmp_path / "a.duckdb"), *given]) == 2
    printed = capsys.readouterr()
    assert message in printed.err
    assert "Traceback" not in printed.err
    assert not list(tmp_path.iterdir())
