"""Each run leaves two lines, whatever becomes of it, and a journal that others read stays whole and short."""

import json
import logging
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from multiprocessing import get_context
from pathlib import Path

import pytest

from pipeline.errors import LegationError
from pipeline.logs import run_id
from pipeline.runs import CRASHED, FAILED, INTERRUPTED, OK, RUNNING, journal_of, read_runs, recorded
from pipeline.runs import journal as journals

START = datetime(2026, 3, 1, 12, tzinfo=UTC)

HELD = """
import sys
from pathlib import Path
from pipeline.runs import recorded

with recorded("build", beside=Path(sys.argv[1])):
    print("here", flush=True)
    sys.stdin.readline()
"""


def clock(*, step: timedelta = timedelta(seconds=90)) -> Callable[[], datetime]:
    """A clock that is a step later whenever it is asked."""
    moments = (START + step * number for number in range(1_000_000))
    return lambda: next(moments)


def run_once(db: Path, command: str = "build", *, raised: BaseException | None = None, told: object = None) -> None:
    with recorded(command, beside=db, clock=clock()) as running:
        if told is not None:
            running.tell({"told": told})
        if raised is not None:
            raise raised


def test_a_run_is_on_record_with_its_figures_and_what_became_of_it(tmp_path: Path) -> None:
    db = tmp_path / "new" / "x.duckdb"
    run_once(db, told={"events": 3, "file": tmp_path, "day": START.date()})
    [found] = read_runs(db)
    assert (found.command, found.outcome, found.error) == ("build", OK, None)
    assert (found.started_at, found.seconds) == (START, 90)
    assert found.result == {"told": {"events": 3, "file": str(tmp_path), "day": "2026-03-01"}}
    assert (found.process, found.beside) == (os.getpid(), str(db))
    lines = journal_of(db).read_text().splitlines()
    assert [json.loads(line)["outcome"] for line in lines] == [RUNNING, OK]
    assert sorted(path.name for path in db.parent.iterdir()) == ["x.duckdb.runs.jsonl"]


@pytest.mark.parametrize(
    ("raised", "outcome", "error"),
    [
        (LegationError("There is no corpus."), FAILED, "There is no corpus."),
        (ValueError("odd"), FAILED, "ValueError: odd"),
        (KeyboardInterrupt(), INTERRUPTED, "KeyboardInterrupt"),
        (SystemExit(143), INTERRUPTED, "SystemExit: 143"),
    ],
)
def test_what_a_run_raises_is_on_record_and_goes_on(tmp_path: Path, raised: BaseException, outcome: str, error: str) -> None:
    with pytest.raises(type(raised)):
        run_once(tmp_path / "x.duckdb", raised=raised, told=1)
    [found] = read_runs(tmp_path / "x.duckdb")
    assert (found.outcome, found.error, found.result) == (outcome, error, {"told": 1})


def test_a_run_may_say_that_it_failed(tmp_path: Path) -> None:
    with recorded("publish", beside=tmp_path / "dist") as running:
        running.fail("The gate keeps it back.")
    [found] = read_runs(tmp_path / "dist")
    assert (found.outcome, found.error) == (FAILED, "The gate keeps it back.")


def test_runs_within_a_run_are_in_its_journal_and_name_it(tmp_path: Path) -> None:
    db = tmp_path / "x.duckdb"
    with recorded("refresh", beside=db) as outer:
        with recorded("fetch", beside=tmp_path / "holdings"):
            assert run_id.get() != outer.record.run
        with pytest.raises(LegationError), recorded("build", beside=db):
            raise LegationError("no")
        assert run_id.get() == outer.record.run
    assert run_id.get() is None
    found = {run.command: run for run in read_runs(db)}
    assert {command: (run.within, run.outcome) for command, run in found.items()} == {
        "refresh": (None, OK),
        "fetch": (outer.record.run, OK),
        "build": (outer.record.run, FAILED),
    }
    assert read_runs(tmp_path / "holdings") == []


def test_a_mistaken_name_leaves_no_journal(tmp_path: Path) -> None:
    with pytest.raises(LegationError), recorded("release", beside=tmp_path / "none.duckdb", makes_it=False):
        raise LegationError("no")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("end", [signal.SIGKILL, None], ids=["killed", "ended in order"])
def test_a_run_works_until_its_process_ends(tmp_path: Path, end: signal.Signals | None) -> None:
    db = tmp_path / "x.duckdb"
    command = [sys.executable, "-c", HELD, str(db)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "here\n"
        [found] = read_runs(db)
        assert (found.outcome, found.process) == (RUNNING, process.pid)
        run_once(db)  # clears what crashed runs left, and leaves this one alone
        assert [run.outcome for run in read_runs(db) if run.process == process.pid] == [RUNNING]
        if end:
            process.send_signal(end)
        process.communicate("\n", timeout=60)
    assert [run.outcome for run in read_runs(db) if run.process == process.pid] == [CRASHED if end else OK]
    run_once(db)
    assert [run.outcome for run in read_runs(db) if run.process == process.pid] == [CRASHED if end else OK]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["x.duckdb.runs.jsonl"]


@pytest.mark.parametrize("torn", [b'{"run": "x", "comm', b"\xff\x00", b'[1]\n"a"\n{}\n', b'{"run":"x","started_at":"no"}\n'])
def test_lines_that_are_none_are_passed_over(tmp_path: Path, torn: bytes) -> None:
    db = tmp_path / "x.duckdb"
    run_once(db, told=1)
    with journal_of(db).open("ab") as journal:
        journal.write(torn)
    run_once(db, told=2)
    assert [run.result["told"] for run in read_runs(db)] == [1, 2]


def test_a_line_of_a_later_version_is_read(tmp_path: Path) -> None:
    db = tmp_path / "x.duckdb"
    run_once(db)
    journal = journal_of(db)
    journal.write_text(journal.read_text().replace('{"run"', '{"weather": "fine", "run"'))
    assert [run.outcome for run in read_runs(db)] == [OK]


def test_a_journal_stays_short_and_keeps_the_last_good_run_of_each_command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(journals, "MOST_BYTES", 20_000)
    db = tmp_path / "x.duckdb"
    run_once(db, "release", told="first")
    run_once(db, "release", told="kept")
    for number in range(100):
        run_once(db, told=number)
        assert journal_of(db).stat().st_size <= 20_000
    told = [(run.command, run.result["told"], run.outcome) for run in read_runs(db)]
    assert ("release", "kept", OK) in told
    assert ("release", "first", OK) not in told
    builds = [number for command, number, _ in told if command == "build"]
    assert builds == list(range(builds[0], 100))
    assert 10 < len(builds) < 50
    assert [path.name for path in tmp_path.iterdir()] == ["x.duckdb.runs.jsonl"]


def _many(db: Path, first: int) -> None:
    for number in range(first, first + 50):
        run_once(db, told=number)


def test_runs_of_several_processes_lose_no_line(tmp_path: Path) -> None:
    db = tmp_path / "x.duckdb"
    context = get_context("spawn")
    processes = [context.Process(target=_many, args=(db, 50 * number)) for number in range(4)]
    for process in processes:
        process.start()
    for process in processes:
        process.join(120)
        assert process.exitcode == 0
    assert sorted(run.result["told"] for run in read_runs(db)) == list(range(200))
    assert {run.outcome for run in read_runs(db)} == {OK}


def test_a_journal_that_cannot_be_written_stops_no_run(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    (tmp_path / "x.duckdb.runs.jsonl").mkdir()
    with caplog.at_level(logging.WARNING):
        run_once(tmp_path / "x.duckdb")
    assert "The run is not recorded in" in caplog.text
    assert [record.levelname for record in caplog.records] == ["WARNING", "WARNING"]
