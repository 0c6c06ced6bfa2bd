import pytest

from pipeline.logs import Telling, set_up
from pipeline.progress import show_progress


def test_elsewhere_than_on_a_terminal_a_stage_says_when_it_begins_and_ends(capsys: pytest.CaptureFixture[str]) -> None:
    with show_progress() as on_progress:
        for done in range(1, 2_001):
            on_progress("code", done, 2_000)
        on_progress("load", 20, None)
    printed = capsys.readouterr()
    assert printed.out == ""
    lines = printed.err.splitlines()
    assert lines[0] == "code: 1 of 2,000"
    assert lines[-2].startswith("code: 2,000 of 2,000")
    assert lines[-1] == "load: 20"
    assert len(lines) < 20


def test_on_a_terminal_each_stage_has_a_bar(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("COLUMNS", "100")
    with show_progress() as on_progress:
        on_progress("code", 50, 200)
        on_progress("code", 200, 200)
    printed = capsys.readouterr()
    assert printed.out == ""
    assert "200/200" in printed.err


def test_among_lines_of_the_log_there_are_lines_in_place_of_bars(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    set_up(Telling(verbosity=1))
    try:
        with show_progress() as on_progress:
            on_progress("code", 200, 200)
    finally:
        set_up(Telling())
    assert capsys.readouterr().err == "code: 200 of 200\n"


def test_a_stage_that_counts_nothing_says_that_it_begins(capsys: pytest.CaptureFixture[str]) -> None:
    with show_progress() as on_progress:
        for _ in range(2):
            on_progress("checks", 0, None)
        on_progress("tables", 0, 26)
    assert capsys.readouterr().err == "checks\n"
