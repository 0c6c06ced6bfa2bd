"""Browsers that are there are found in their order; one that is missing is fetched, first by Playwright and then by apt-get."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.explorer import finding
from tests.explorer.finding import ensure_browser, find_browsers

Fetched = Callable[[list[str]], bool]


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with `bin`, which is all of PATH, and `home`; nothing else is there to be found."""
    for name in ("bin", "home"):
        (tmp_path / name).mkdir()
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.delenv(finding.SETTING, raising=False)
    monkeypatch.delenv("PLAYWRIGHT_BROWSERS_PATH", raising=False)
    monkeypatch.setattr(finding, "MAC", ())
    return tmp_path


def program(path: Path, script: str = "#!/bin/true\n") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(script, encoding="utf-8")
    path.chmod(0o755)
    return path


def commands(monkeypatch: pytest.MonkeyPatch, does: Fetched) -> list[str]:
    """What is run from here on, each with what `does` makes of it."""
    ran: list[str] = []

    def run(command: list[str]) -> bool:
        ran.append(" ".join(command[:3] if command[0] == "apt-get" else command[-2:]))
        return does(command)

    monkeypatch.setattr(finding, "_run", run)
    return ran


def test_the_path_comes_before_what_playwright_has_and_the_newest_of_that_first(machine: Path) -> None:
    cache = machine / "home" / ".cache" / "ms-playwright"
    old, new = (program(cache / f"chromium_headless_shell-{number}" / "chrome-linux" / "headless_shell") for number in (999, 1255))
    assert list(find_browsers()) == [new, old]
    chrome, chromium = (program(machine / "bin" / name) for name in ("google-chrome", "chromium"))
    assert list(find_browsers()) == [chromium, chrome, new, old]


def test_the_setting_comes_first_and_leaves_no_other(machine: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program(machine / "bin" / "chromium")
    chosen = program(machine / "my browser")
    monkeypatch.setenv(finding.SETTING, str(chosen))
    assert list(find_browsers()) == [chosen]
    monkeypatch.setenv(finding.SETTING, str(machine / "none"))
    assert list(find_browsers()) == []


def test_the_script_that_tells_of_the_snap_is_no_browser(machine: Path) -> None:
    program(machine / "bin" / "chromium-browser", "#!/bin/sh\necho 'Please install it with: snap install chromium'\nexit 1\n")
    assert list(find_browsers()) == []


def test_nothing_is_run_where_a_browser_is_there(
    machine: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    chromium, ran = program(machine / "bin" / "chromium"), commands(monkeypatch, lambda _: False)
    assert ensure_browser(Path("python")) == chromium
    assert (ran, capsys.readouterr().err) == ([], "")


def test_playwright_is_asked_first(machine: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    shell = machine / "home" / ".cache" / "ms-playwright" / "chromium_headless_shell-1" / "chrome-linux" / "headless_shell"
    ran = commands(monkeypatch, lambda _: bool(program(shell)))
    assert ensure_browser(Path("python")) == shell
    assert ran == ["install chromium-headless-shell", f"{shell} --version"]
    assert "Playwright is asked" in capsys.readouterr().err


def test_apt_get_is_asked_where_playwright_cannot_and_its_lists_are_fetched_where_they_are_missing(
    machine: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program(machine / "bin" / "apt-get")
    monkeypatch.setattr(os, "geteuid", lambda: 0)

    def does(command: list[str]) -> bool:
        if command[:2] == ["apt-get", "install"] and "apt-get update" in ran:
            program(machine / "bin" / "chromium")
        return "playwright" not in command and ("install" not in command or bool(shutil.which("chromium")))

    ran = commands(monkeypatch, does)
    assert ensure_browser(Path("python")) == machine / "bin" / "chromium"
    assert ran[:4] == ["install chromium-headless-shell", "apt-get install -y", "apt-get update", "apt-get install -y"]


def test_where_nothing_works_it_says_what_to_install(
    machine: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    ran = commands(monkeypatch, lambda _: False)
    assert ensure_browser(Path("python")) is None
    assert ran == ["install chromium-headless-shell"]
    assert "No browser could be had. Install Chromium or Chrome" in capsys.readouterr().err


def test_a_setting_that_names_nothing_is_said_and_nothing_is_fetched(
    machine: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    ran = commands(monkeypatch, lambda _: True)
    monkeypatch.setenv(finding.SETTING, "no-such-browser")
    assert ensure_browser(Path("python")) is None
    assert ran == []
    assert "names no-such-browser, and there is no such program" in capsys.readouterr().err
