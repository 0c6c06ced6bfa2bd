"""`python3 -m pipeline` builds and releases, and carries on what was released before."""

from pathlib import Path

import pytest

from pipeline import __main__, cli


@pytest.mark.parametrize(
    ("versions", "option"),
    [([], []), (["0.9.0", "0.10.0"], ["--since-release", str(Path("dist") / "legation-0.10.0")])],
    ids=["a first time", "later"],
)
def test_the_main_job_carries_on_the_newest_release(
    versions: list[str], option: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for version in versions:
        (tmp_path / "dist" / f"legation-{version}").mkdir(parents=True)
    ran: list[list[str]] = []
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(__main__, "ROOT", tmp_path)  # holds no lock, so no environment is made
    monkeypatch.setattr(cli, "run", lambda arguments: ran.append(arguments) or 0)
    assert __main__.main([]) == 0
    assert ran == [["build", *option], ["release"]]


def test_arguments_are_those_of_the_command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(__main__, "ROOT", tmp_path)
    monkeypatch.setattr(cli, "run", lambda arguments: 7 if arguments == ["check", "x"] else 0)
    assert __main__.main(["check", "x"]) == 7


def test_what_was_not_built_is_not_released(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ran: list[list[str]] = []
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(__main__, "ROOT", tmp_path)
    monkeypatch.setattr(cli, "run", lambda arguments: ran.append(arguments) or 2)
    assert __main__.main([]) == 2
    assert ran == [["build"]]
