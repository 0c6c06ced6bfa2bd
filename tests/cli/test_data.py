import json
import types
from pathlib import Path

import pytest

import pipeline.release
from pipeline import cli
from pipeline.options import PARSER, BuildOptions
from pipeline.summary import BuildSummary, ReleaseSummary
from tests.cli.flows import Flows
from tests.release.making import add_event, release, rows_of


def test_build_hands_its_arguments_on(flows: Flows, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    db = tmp_path / "mine.duckdb"
    assert cli.run(["build", "a", "b.zip", "--db", str(db), "--workers", "2", "--max-bytes", "9", "--model", "m", "--quality", "q"]) == 0
    assert flows.asked == {
        "corpora": ["a", "b.zip"],
        "db": db,
        "options": BuildOptions(workers=2, max_bytes=9, model="m", quality=Path("q")),
    }
    printed = capsys.readouterr()
    assert "5 documents read" in printed.out
    assert "CONSULT 7" in printed.out
    assert "Database: build/x.duckdb" in printed.out
    assert "read: 5 of 5" in printed.err


def test_build_hands_on_what_goes_with_the_documents(flows: Flows) -> None:
    given = ["--actors", "a.csv", "--actors", "b.csv", "--corrections", "fixes.csv", "--since-release", "dist/legation-0.1.0"]
    assert cli.run(["build", "a", *given]) == 0
    options = flows.asked["options"]
    assert options.actors == (Path("a.csv"), Path("b.csv"))
    assert (options.corrections, options.since_release) == (Path("fixes.csv"), Path("dist/legation-0.1.0"))
    assert cli.run(["build", "a", "--engine", "dask://h:1", "--shards", "s3://b/x"]) == 0
    assert (flows.asked["options"].engine, flows.asked["options"].shards) == ("dask://h:1", "s3://b/x")


def test_without_a_corpus_the_sample_is_built(flows: Flows) -> None:
    assert cli.run(["build"]) == 0
    [corpus] = flows.asked["corpora"]
    assert any(Path(corpus).iterdir())
    assert flows.asked["options"].model == PARSER
    assert flows.asked["options"].quality.is_file()  # the measurements that ship


@pytest.mark.parametrize("command", ["build", "release"])
def test_json_is_one_object_and_nothing_else(flows: Flows, capsys: pytest.CaptureFixture[str], command: str) -> None:
    assert cli.run([command, "--json"]) == 0
    printed = json.loads(capsys.readouterr().out)
    assert printed["seconds"] == (0.5 if command == "build" else 0.1)


def test_a_build_that_could_use_no_document_fails(flows: Flows, capsys: pytest.CaptureFixture[str]) -> None:
    flows.build = BuildSummary("x.duckdb", 2, 0, 0, {}, 0, {"empty": 2}, 0, 0, {}, 0.1)
    assert cli.run(["build"]) == 1
    assert "no document could be used" in capsys.readouterr().err


def test_documents_in_another_language_are_used(flows: Flows) -> None:
    flows.build = BuildSummary("x.duckdb", 2, 0, 0, {"zh": 2}, 9, {}, 0, 0, {}, 0.1)
    assert cli.run(["build"]) == 0


def test_a_folder_is_no_database_to_write(flows: Flows, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["build", "--db", str(tmp_path)]) == 2
    assert f"--db {tmp_path / 'legation.duckdb'}" in capsys.readouterr().err
    assert not flows.asked


def test_release_hands_its_arguments_on(flows: Flows, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["release", "--db", "a.duckdb", "--dist", "out", "--version", "2.0.0"]) == 0
    assert {name: flows.asked[name] for name in ("db", "dist", "version")} == {
        "db": Path("a.duckdb"),
        "dist": Path("out"),
        "version": "2.0.0",
    }
    assert "Folder: dist/legation-0.1.0" in capsys.readouterr().out


def test_a_release_of_the_same_data_says_so(flows: Flows, capsys: pytest.CaptureFixture[str]) -> None:
    flows.release = ReleaseSummary("0.1.0", "dist/legation-0.1.0", False, {}, 0.1)
    assert cli.run(["release"]) == 0
    assert "already holds these data" in capsys.readouterr().out


def test_a_release_that_carries_nothing_on_is_warned_of(flows: Flows, capsys: pytest.CaptureFixture[str]) -> None:
    flows.release = ReleaseSummary("0.2.0", "dist/legation-0.2.0", True, {}, 0.1, "The data were built on no earlier release.")
    assert cli.run(["release", "--json"]) == 0
    printed = capsys.readouterr()
    assert json.loads(printed.out)["note"] == "The data were built on no earlier release."
    assert "legation: The data were built on no earlier release.\n" in printed.err


def test_diff_compares_two_releases(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    old = release(tmp_path / "dist", rows_of())
    new = release(tmp_path / "dist", rows_of(lambda rows: add_event(rows, 5), since_release="0.1.0"))
    assert cli.run(["diff", str(old), str(new)]) == 0
    assert "Next version after 0.1.0: 0.2.0, a minor step, because 1 event was added." in capsys.readouterr().out
    assert cli.run(["diff", str(old), str(new), "--json", "--write", str(tmp_path / "a" / "b")]) == 0
    figures = json.loads(capsys.readouterr().out)
    assert (figures["counts"]["added"]["all"], figures["next_version"]) == (1, "0.2.0")
    assert (tmp_path / "a" / "b" / "changes.csv").read_bytes() == (new / "changes.csv").read_bytes()
    assert (tmp_path / "a" / "b" / "CHANGES.md").read_bytes() == (new / "CHANGES.md").read_bytes()
    assert cli.run(["diff", str(new), str(new)]) == 0
    assert "No difference" in capsys.readouterr().out


def test_diff_of_what_is_no_release_is_a_mistake(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for arguments in (["diff", str(tmp_path), str(tmp_path / "none")], ["diff", str(tmp_path / "none"), str(tmp_path), "--json"]):
        assert cli.run(arguments) == 2
        printed = capsys.readouterr()
        assert printed.out == ""
        assert "is no release" in printed.err
        assert "Traceback" not in printed.err


@pytest.mark.parametrize(
    "problems", [[], [types.SimpleNamespace(file="csv/events.csv", reason="its checksum differs")]], ids=["sound", "changed"]
)
def test_check_lists_problems(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str], problems: list[types.SimpleNamespace]
) -> None:
    monkeypatch.setattr(pipeline.release, "check_release", lambda folder: problems, raising=False)
    assert cli.run(["check", str(tmp_path)]) == len(problems)
    printed = capsys.readouterr().out
    assert ("csv/events.csv: its checksum differs" in printed) == bool(problems)
    assert cli.run(["check", str(tmp_path), "--json"]) == len(problems)
    listed = [{"file": problem.file, "reason": problem.reason} for problem in problems]
    assert json.loads(capsys.readouterr().out) == {"release": str(tmp_path), "ok": not problems, "problems": listed}


def test_a_release_that_is_not_there_is_a_mistake(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["check", str(tmp_path / "none")]) == 2
    assert "There is no release" in capsys.readouterr().err
