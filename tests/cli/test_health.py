"""`legation status` without countries, and the options of the log before and after a command."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import duckdb
import pytest

from pipeline import cli, runs
from pipeline.runs import recorded
from tests.cli.flows import Flows
from tests.small_database import Report, write_database

NOW = datetime(2026, 3, 31, 12, tzinfo=UTC)


@pytest.fixture
def built(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A database that was built two hours ago, of a document with a title that would redraw a terminal."""
    monkeypatch.setattr(runs, "utc_now", lambda: NOW)
    db = write_database(tmp_path / "x.duckdb", [Report("a.md", "talks", "CONSULT", ("PER", "VEN"))])
    with recorded("build", beside=db, clock=lambda: NOW - timedelta(hours=2)):
        pass
    return str(db)


@pytest.mark.parametrize(("more", "code"), [([], 0), (["--max-lag", "3h"], 0), (["--max-lag", "1h"], 1)])
def test_status_says_whether_the_data_are_healthy(built: str, more: list[str], code: int, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["status", "--db", built, *more]) == code
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == f"{built}: {'not ' if code else ''}healthy"
    assert ("  problem: The last good build ended 2026-03-31 10:00 UTC, longer ago than it may (1:00:00)." in lines) is bool(code)
    assert cli.run(["status", "--db", built, *more, "--json"]) == code
    figures = json.loads(capsys.readouterr().out)
    assert (figures["healthy"], figures["lag_seconds"]) == (not code, 7200)


def test_notices_make_it_ill_only_where_that_is_asked(built: str, capsys: pytest.CaptureFixture[str]) -> None:
    with duckdb.connect(built) as connection:
        connection.execute("INSERT INTO coverage VALUES (0, 'c', ?, '2026-05-01', 1, 1, 0, 0, 0)", ["\x1b[2JWire"])
        connection.execute("INSERT INTO coverage VALUES (1, 'c', ?, '2026-03-01', 1, 1, 0, 0, 0)", ["\x1b[2JWire"])
    assert cli.run(["status", "--db", built]) == 0
    assert cli.run(["status", "--db", built, "--strict"]) == 1
    printed = capsys.readouterr().out
    assert "  notice: 1 document dated after today." in printed
    assert r"\x1b[2JWire (c)" in printed
    assert "\x1b" not in printed


def test_a_database_that_is_not_there_is_not_healthy(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["status", "--db", str(tmp_path / "x.duckdb")]) == 1
    assert "problem: There is no database" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["status", "PER"], "give the other country, too"),
        (["status", "--on", "2017-08-11"], "it needs two countries"),
        (["status", "PER", "VEN", "--max-lag", "3h"], "which is asked without countries"),
        (["status", "PER", "VEN", "--strict"], "which is asked without countries"),
        (["status", "--max-lag", "soon"], "a time is written as 90m, 36h, 7d or 2w"),
    ],
)
def test_what_does_not_go_together_is_explained(arguments: list[str], message: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(arguments) == 2
    assert message in " ".join(capsys.readouterr().err.split())


@pytest.mark.parametrize("arguments", ["-v build", "build -v", "--verbose build --json", "build -vv", "-v build -v"])
def test_verbose_goes_before_and_after_a_command(arguments: str, flows: Flows, capsys: pytest.CaptureFixture[str]) -> None:
    from pipeline.logs import is_talking

    assert cli.run(arguments.split()) == 0
    assert is_talking()
    assert cli.run(["build"]) == 0
    assert not is_talking()
    capsys.readouterr()


@pytest.mark.parametrize("place", ["before", "after", "environment"])
def test_a_log_file_is_named_before_or_after_a_command_or_in_the_environment(
    place: str, flows: Flows, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    log = tmp_path / "log.jsonl"
    if place == "environment":
        monkeypatch.setenv("LEGATION_LOG_FILE", str(log))
    named = ["--log-file", str(log)]
    assert cli.run([*(named if place == "before" else []), "build", *(named if place == "after" else [])]) == 0
    assert log.exists()
    assert cli.run(["build", "--log-file", str(tmp_path / "none" / "log.jsonl")]) == 2
    assert "The log file" in capsys.readouterr().err
