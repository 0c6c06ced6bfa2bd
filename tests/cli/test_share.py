"""The commands publish and deposit, from their arguments to what they print and their exit codes."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import pipeline.publish
from pipeline import cli
from tests.publish.archive_server import TOKEN, ArchiveServer, serving
from tests.publish.conftest import checked_once, first, running_s3, s3
from tests.publish.s3_server import BUCKET, S3Server

__all__ = ["checked_once", "first", "running_s3", "s3"]

BANDS = """
[[measured]]
least = 0
reason = "Nothing is measured in a test."
"""


@pytest.fixture(scope="module")
def bands(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A file of bands that a release without measurements keeps."""
    from pipeline.release.bands import Accuracy, read_bands

    kept = [BANDS]
    for band in read_bands():
        if isinstance(band, Accuracy):
            named = f'set = "{band.set}"\nfield = "{band.field}"\nmeasure = "{band.measure}"'
            kept.append(f'[[accuracy]]\n{named}\nleast = 0.0\nreason = "Nothing is measured in a test."\n')
    file = tmp_path_factory.mktemp("bands") / "bands.toml"
    file.write_text("\n".join(kept), encoding="utf-8")
    return str(file)


@pytest.fixture
def archive(monkeypatch: pytest.MonkeyPatch) -> Iterator[ArchiveServer]:
    monkeypatch.setenv("ZENODO_TOKEN", TOKEN)
    with serving() as running:
        yield running


def test_a_release_is_published_in_a_bucket(s3: S3Server, first: Path, bands: str, capsys: pytest.CaptureFixture[str]) -> None:
    command = ["publish", str(first), f"s3://{BUCKET}/data", "--endpoint", s3.endpoint, "--region", "us-east-1", "--bands", bands]
    assert cli.run([*command, "--dry-run"]) == 0
    printed = capsys.readouterr()
    assert f"to s3://{BUCKET}/data/legation-0.1.0/" in printed.out
    assert "This was a dry run: nothing was written." in printed.out
    assert s3.keys() == []
    assert cli.run([*command, "--json"]) == 0
    printed = capsys.readouterr()
    figures = json.loads(printed.out)
    assert (figures["published"], figures["was_published"], figures["latest"], figures["problems"]) == (True, False, "0.1.0", [])
    assert sorted(s3.keys()) == sorted(["data/index.json", *(f"data/legation-0.1.0/{path}" for path in figures["sent"])])
    assert f"bytes: {figures['bytes_sent']:,} of {figures['bytes_sent']:,}" in printed.err
    assert cli.run(command) == 0
    assert capsys.readouterr().out == f"s3://{BUCKET}/data/legation-0.1.0/ is published already, with the same files.\n"


def test_a_gate_that_is_left_stops_a_publication(first: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["publish", str(first), str(tmp_path)]) == 1
    printed = capsys.readouterr().out
    assert "measurements, which shall be 100 events or more: " in printed
    assert "bands. To go by others: --bands FILE" in printed
    assert f"{first} was not published, and nothing was sent." in printed
    assert list(tmp_path.iterdir()) == []
    assert cli.run(["publish", str(first), str(tmp_path), "--json"]) == 1
    figures = json.loads(capsys.readouterr().out)
    assert not figures["published"]
    assert [verdict["name"] for verdict in figures["gate"] if not verdict["ok"]]


def test_what_cannot_be_published_is_a_mistake(first: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for arguments, said in (
        (["publish", str(tmp_path / "none"), str(tmp_path)], "There is no release"),
        (["publish", str(first), str(tmp_path / "none")], "There is no folder"),
        (["publish", str(first), str(tmp_path), "--bands", str(tmp_path / "none")], "cannot be read"),
        (["deposit", str(tmp_path / "none"), "--dry-run"], "There is no release"),
        (["deposit", str(first), "--sandbox", "--api", "https://zenodo.example.org/api"], "not both"),
    ):
        assert cli.run(arguments) == 2
        printed = capsys.readouterr()
        assert said in printed.err
        assert printed.out == ""


@pytest.mark.parametrize("command", ["publish", "deposit"])
def test_an_interrupted_command_says_that_it_goes_on(
    first: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], command: str
) -> None:
    def interrupted(*_: Any, **__: Any) -> None:
        raise KeyboardInterrupt

    monkeypatch.setenv("ZENODO_TOKEN", TOKEN)
    monkeypatch.setattr(pipeline.publish, f"{command}_release", interrupted)
    assert cli.run([command, str(first), *([str(tmp_path)] if command == "publish" else [])]) == 130
    assert "Run the same command again: it goes on from there." in capsys.readouterr().err


def test_a_release_is_deposited(archive: ArchiveServer, first: Path, bands: str, capsys: pytest.CaptureFixture[str]) -> None:
    command = ["deposit", str(first), "--api", archive.api, "--bands", bands]
    assert cli.run([*command, "--dry-run"]) == 0
    printed = capsys.readouterr().out
    assert "Would send: legation-0.1.0.zip, README.md" in printed
    assert "This was a dry run: the archive was not asked." in printed
    assert archive.asked == []
    assert cli.run(command) == 0
    printed = capsys.readouterr().out
    assert "Draft 1000: " in printed
    assert "run the command again with --publish" in printed
    assert not archive.records[1000].is_published
    assert cli.run([*command, "--publish", "--json"]) == 0
    figures = json.loads(capsys.readouterr().out)
    assert (figures["is_published"], figures["id"], figures["sent"], figures["doi"]) == (True, "1000", [], "10.5072/zenodo.1000")
    assert cli.run([*command, "--publish"]) == 0
    assert "It is published already, with the same files" in capsys.readouterr().out


def test_a_gate_that_is_left_stops_a_deposit(archive: ArchiveServer, first: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["deposit", str(first), "--api", archive.api, "--publish"]) == 1
    assert "was not deposited" in capsys.readouterr().out
    assert archive.asked == []


def test_a_token_is_needed_and_never_shown(
    archive: ArchiveServer, first: Path, bands: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    command = ["deposit", str(first), "--api", archive.api, "--bands", bands]
    monkeypatch.setenv("ZENODO_TOKEN", "secret-and-wrong")
    assert cli.run(command) == 2
    printed = capsys.readouterr()
    assert "The server could not verify" in printed.err
    assert "secret-and-wrong" not in printed.out + printed.err
    monkeypatch.delenv("ZENODO_TOKEN")
    assert cli.run(command) == 2
    assert "ZENODO_TOKEN is not set" in capsys.readouterr().err
