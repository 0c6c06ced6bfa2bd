"""`legation refresh` and `legation serve`: what they print, and their exit codes. What they do is tested in tests/flows."""

import json
from pathlib import Path

import pytest

from pipeline.cli import run

CORPUS = """
name = "lakes"
[[source]]
name = "ours"
kind = "location"
url = "corpus"
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A corpus file and a document beside it that reports nothing, in the current folder."""
    for name in ("PREFECT_API_URL", "PREFECT_HOME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    (tmp_path / "corpus").mkdir()
    (tmp_path / "corpus" / "lake.txt").write_text("The lake is blue and the sky above it is wide.", encoding="utf-8")
    (tmp_path / "corpus.toml").write_text(CORPUS, encoding="utf-8")
    return tmp_path


def test_a_refresh_prints_what_it_did_and_that_nothing_is_new(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["refresh", "corpus.toml", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["corpus"], told["ok"], told["problems"], told["fetch"], told["release"]) == ("lakes", True, [], None, None)
    assert told["build"]["documents_without_events"] == 1

    assert run(["refresh", "corpus.toml"]) == 0
    assert capsys.readouterr().out == "Nothing new: build/legation.duckdb holds 1 document as before.\n"


def test_what_is_wrong_with_the_data_is_told_and_the_exit_code_is_1(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "corpus" / "lake.txt").write_text("", encoding="utf-8")
    assert run(["refresh", "corpus.toml", "--release"]) == 1
    problem = "No document could be used. What was refused, and why, is in the table rejects."
    assert capsys.readouterr().err.splitlines()[-1] == f"legation: {problem}"
    assert not (folder / "dist").exists()
    assert run(["refresh", "corpus.toml", "--json"]) == 1
    assert json.loads(capsys.readouterr().out)["problems"] == [problem]
    assert run(["refresh", "corpus.toml", "--accept"]) == 0


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["none.toml"], "none.toml"),
        (["corpus.toml", "--db", "corpus"], "corpus is a folder. Give the name of a file: --db corpus/legation.duckdb"),
        (["corpus.toml", "--publish-to", "nowhere"], "nowhere"),
        (["corpus.toml", "--notify", "webhook/mine"], "--notify names a block of a Prefect server, and none is configured."),
    ],
)
def test_a_mistake_is_told_and_the_exit_code_is_2(
    arguments: list[str], message: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["refresh", *arguments]) == 2
    said = capsys.readouterr()
    assert (said.out, len(said.err.splitlines())) == ("", 1)
    assert message in said.err
    assert not (folder / "build").exists()


@pytest.mark.parametrize("command", ["refresh", "serve"])
def test_help_shows_examples(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run([command, "--help"]) == 0
    assert f"legation {command} corpus.toml" in capsys.readouterr().out
