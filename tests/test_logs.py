"""The log goes where it is wanted: to people in plain lines, to a file as JSON, of worker processes too, and no further than it should."""

import json
import logging
import sys
import warnings
from collections.abc import Iterator
from multiprocessing import get_context
from pathlib import Path

import pytest

from pipeline import logs
from pipeline.logs import LogError, Telling, file, printable, set_up, setting_up
from pipeline.runs import recorded

LOG = logging.getLogger("pipeline.tests")


@pytest.fixture(autouse=True)
def _as_before(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Whatever a test sets up is taken back."""
    monkeypatch.delenv("LEGATION_LOG_FILE", raising=False)
    monkeypatch.setattr(setting_up, "_telling", None)
    level = logging.getLogger("pipeline").level
    yield
    set_up()
    for name in ("pipeline", None):
        setting_up._take_off(logging.getLogger(name))
    logging.getLogger("pipeline").setLevel(level)
    logging.captureWarnings(False)


def say_all(*, library: str = "somebody.else") -> None:
    LOG.debug("a detail")
    LOG.info("a step of %d", 2)
    LOG.warning("something odd")
    logging.getLogger(library).warning("a library is worried")
    warnings.warn("a library changes", stacklevel=1)


def lines_of(path: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in path.read_text().splitlines()]


@pytest.mark.parametrize(
    ("verbosity", "expected"),
    [
        (0, ["legation: something odd"]),
        (1, ["a step of 2", "warning: something odd"]),
        (2, ["tests: a detail", "tests: a step of 2", "tests: warning: something odd", "somebody.else: warning: a library is worried"]),
    ],
)
def test_people_are_told_as_much_as_they_want(verbosity: int, expected: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    set_up(Telling(verbosity))
    say_all()
    printed = capsys.readouterr()
    assert printed.out == ""
    lines = [line if not verbosity else line[len("12:34:56 ") :] for line in printed.err.splitlines()]
    assert lines[: len(expected)] == expected
    assert all("a library changes" in line for line in lines[len(expected) :])
    assert bool(lines[len(expected) :]) is (verbosity == 2)


def test_a_file_gets_lines_of_json_with_the_run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    log = tmp_path / "log.jsonl"
    set_up(Telling(0, log))
    with recorded("build", beside=tmp_path / "x.duckdb") as running:
        say_all()
    LOG.info("after it")
    lines = lines_of(log)
    assert [(line["level"], line["logger"]) for line in lines[1:4]] == [
        ("INFO", "pipeline.tests"),
        ("WARNING", "pipeline.tests"),
        ("WARNING", "somebody.else"),
    ]
    assert [line["run"] for line in lines] == [running.record.run] * (len(lines) - 1) + [None]
    assert all(str(line["time"]).endswith("+00:00") and line["process"] for line in lines)
    assert "a detail" not in log.read_text()
    assert "a library changes" in log.read_text()
    assert capsys.readouterr().err == "legation: something odd\n"


def test_a_defect_is_in_the_file_with_its_place_and_not_on_the_terminal(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    set_up(Telling(1, tmp_path / "log.jsonl"))
    with pytest.raises(ZeroDivisionError), recorded("build", beside=tmp_path / "x.duckdb"):
        print(1 / 0)
    assert "Traceback" in str(lines_of(tmp_path / "log.jsonl")[-1]["exc_info"])
    assert "Traceback" not in capsys.readouterr().err


def test_setting_up_again_replaces_what_was_set_up(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for _ in range(3):
        set_up(Telling(1, tmp_path / "log.jsonl"))
    LOG.info("once")
    assert len(lines_of(tmp_path / "log.jsonl")) == 1
    assert capsys.readouterr().err.count("once") == 1


def test_the_environment_is_asked_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LEGATION_LOG_FILE", str(tmp_path / "log.jsonl"))
    logs.set_up_once()
    logs.set_up_once()
    LOG.info("once")
    assert [line["message"] for line in lines_of(tmp_path / "log.jsonl")] == ["once"]


def test_a_full_file_is_put_aside_and_only_so_many_are_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(file, "MOST_BYTES", 2_000)
    log = tmp_path / "log.jsonl"
    set_up(Telling(0, log))
    for number in range(500):
        LOG.info("line %d", number)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["log.jsonl", *(f"log.jsonl.{number}" for number in range(1, 6))]
    assert all(path.stat().st_size < 2_200 for path in tmp_path.iterdir())
    kept = [log.with_name(f"log.jsonl.{number}") for number in (5, 4, 3, 2, 1)]
    numbers = [int(str(line["message"])[5:]) for path in (*kept, log) for line in lines_of(path)]
    assert numbers == list(range(numbers[0], 500))


def _log(passed: logs.Passed, number: int) -> None:
    file.MOST_BYTES = 5_000
    logs.take_over(passed)
    for line in range(50):
        LOG.info("%d-%d", number, line)


def test_lines_of_other_processes_arrive_with_the_run_while_the_file_is_put_aside(tmp_path: Path) -> None:
    set_up(Telling(0, tmp_path / "log.jsonl"))
    context = get_context("spawn")
    with recorded("build", beside=tmp_path / "x.duckdb") as running:
        processes = [context.Process(target=_log, args=(logs.passed_on(), number)) for number in range(3)]
        for process in processes:
            process.start()
        for process in processes:
            process.join(60)
            assert process.exitcode == 0
    lines = [line for path in tmp_path.glob("log.jsonl*") for line in lines_of(path)]
    told = [str(line["message"]) for line in lines if line["logger"] == "pipeline.tests"]
    assert sorted(told) == sorted(f"{number}-{line}" for number in range(3) for line in range(50))
    assert {line["run"] for line in lines} == {running.record.run}
    assert len(list(tmp_path.glob("log.jsonl.*"))) > 1


def test_a_file_that_is_closed_or_taken_away_is_opened_again(tmp_path: Path) -> None:
    log = tmp_path / "log.jsonl"
    set_up(Telling(0, log))
    LOG.info("first")
    logging.shutdown()
    LOG.info("second")
    assert len(lines_of(log)) == 2
    log.unlink()
    LOG.info("third")
    assert [line["message"] for line in lines_of(log)] == ["third"]


def test_a_file_that_cannot_be_written_is_said_at_once(tmp_path: Path) -> None:
    with pytest.raises(LogError, match=r"The log file .*none/log\.jsonl cannot be written: No such file or directory\."):
        set_up(Telling(0, tmp_path / "none" / "log.jsonl"))


def test_a_file_that_becomes_full_stops_no_work(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    full = Path("/dev/full")
    if not full.exists():
        pytest.skip("this system has no device that is always full")
    set_up(Telling(0, full))
    for _ in range(3):
        LOG.info("a step")
    said = capsys.readouterr().err
    assert said == "legation: The log file /dev/full cannot be written: No space left on device. The run goes on without it.\n"


def test_nobody_who_reads_stops_no_work(monkeypatch: pytest.MonkeyPatch) -> None:
    set_up(Telling(1))
    with Path("/dev/null").open("w") as closed:
        pass
    monkeypatch.setattr(sys, "stderr", closed)
    LOG.info("a step")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Perú 秘鲁 ☂ 👩\u200d🚀", "Perú 秘鲁 ☂ 👩\u200d🚀"),
        ("\x1b[2J\x1b]0;title\x07", r"\x1b[2J\x1b]0;title\x07"),
        ("a\rb\nc", r"a\rb\nc"),
        ("evil\u202etxt.exe", r"evil\u202etxt.exe"),
        ("\x9b31m \u2028", r"\x9b31m \u2028"),
    ],
)
def test_words_of_strangers_do_nothing_to_a_terminal(text: str, shown: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert printable(text) == shown
    set_up(Telling(0))
    LOG.warning("%s", text)
    assert capsys.readouterr().err == f"legation: {shown}\n"


def test_half_a_character_is_written_out() -> None:
    assert printable("\ud800") == r"\ud800"


def test_lines_of_a_result_may_be_several() -> None:
    assert printable("a\n\tb\x1b", keep="\n\t") == "a\n\tb\\x1b"
