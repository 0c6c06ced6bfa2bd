import json
import subprocess
import sys
import types
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pytest

import pipeline.release
from pipeline import cli
from pipeline.errors import LegationError
from pipeline.options import PARSER, BuildOptions
from pipeline.summary import BuildSummary, ReleaseSummary
from tests.release.making import add_event, release, rows_of
from tests.small_database import Report, write_database

COMMANDS = ["build", "release", "diff", "check", "show", "status", "evaluate", "explain"]
BUILT = BuildSummary("build/x.duckdb", 5, 3, 1, {}, 0, {"not-utf8": 1}, 9, 7, {"CONSULT": 7}, 0.5)
RELEASED = ReleaseSummary("0.1.0", "dist/legation-0.1.0", True, {"events": 7}, 0.1)


class Flows:
    """Stands for `pipeline.flows`: keeps what it is asked and gives or raises what it is told."""

    def __init__(self) -> None:
        self.asked: dict[str, Any] = {}
        self.build: BuildSummary | BaseException = BUILT
        self.release: ReleaseSummary | BaseException = RELEASED

    def run_build(self, corpora: list[str], db: Path, options: BuildOptions, *, on_progress: Any) -> BuildSummary:
        self.asked = {"corpora": corpora, "db": db, "options": options}
        if isinstance(self.build, BaseException):
            raise self.build
        on_progress("read", 5, 5)
        return self.build

    def run_release(self, db: Path, dist: Path, version: str | None, **options: Any) -> ReleaseSummary:
        self.asked = {"db": db, "dist": dist, "version": version, **options}
        if isinstance(self.release, BaseException):
            raise self.release
        return self.release


@pytest.fixture
def flows(monkeypatch: pytest.MonkeyPatch) -> Flows:
    found = Flows()
    monkeypatch.setitem(sys.modules, "pipeline.flows", types.SimpleNamespace(run_build=found.run_build, run_release=found.run_release))
    return found


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> str:
    report = Report(
        "a.md", "talks", "CONSULT", ("PER", "VEN"), (), "meet", date=date(2017, 8, 11), span=(0, 15), quote="Peru met Venezuela."
    )
    return str(write_database(tmp_path_factory.mktemp("cli") / "small.duckdb", [report]))


@pytest.fixture(scope="module")
def related(tmp_path_factory: pytest.TempPathFactory) -> str:
    report = Report("a.md", "break", "SANCTION", ("PER",), ("VEN",), "sever-relations", "discontinue", date(2017, 8, 11))
    file = write_database(tmp_path_factory.mktemp("cli") / "related.duckdb", [report])
    with duckdb.connect(str(file)) as connection:
        connection.execute(
            "INSERT INTO relations BY NAME SELECT 'rel_0123456789abcdef' AS relation_id, 'PER' AS country_a, 'VEN' AS country_b, "
            "'severed' AS status, date AS start_date, date_precision AS start_precision, event_id AS opened_by FROM events"
        )
    return str(file)


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


@pytest.mark.parametrize(
    ("raised", "code", "message"),
    [
        (LegationError("There is no corpus at nowhere/."), 2, "legation: There is no corpus at nowhere/.\n"),
        (PermissionError(13, "Permission denied", "build/x.duckdb"), 2, "legation: build/x.duckdb: Permission denied\n"),
        (KeyboardInterrupt(), 130, "Interrupted. What was finished before is untouched.\n"),
    ],
    ids=["a mistake", "a folder that is not ours", "Ctrl-C"],
)
def test_what_goes_wrong_is_a_message_and_a_code(
    flows: Flows, capsys: pytest.CaptureFixture[str], raised: BaseException, code: int, message: str
) -> None:
    flows.build = raised
    assert cli.run(["build", "--json"]) == code
    printed = capsys.readouterr()
    assert (printed.out, printed.err) == ("", message)


def test_a_defect_shows_where_it_is(flows: Flows, capsys: pytest.CaptureFixture[str]) -> None:
    flows.build = RuntimeError("a defect")
    assert cli.run(["build"]) == 3
    printed = capsys.readouterr().err
    assert "Traceback" in printed
    assert "RuntimeError: a defect" in printed


@pytest.mark.parametrize(
    "arguments",
    [
        ["bild"],
        ["build", "--workers", "0"],
        ["build", "--max-bytes", "much"],
        ["show", "PER"],
        ["show", "PER", "VEN", "--since", "May"],
        ["status", "PER"],
        ["status", "PER", "VEN", "--on", "2019"],
        ["status", "PER", "VEN", "--on", "May"],
        ["check"],
        ["diff", "dist/legation-0.1.0"],
    ],
)
def test_wrong_usage_is_explained(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(arguments) == 2
    printed = capsys.readouterr()
    assert "Error" in printed.err
    assert "Traceback" not in printed.err
    assert printed.out == ""


def test_a_folder_is_no_database_to_write(flows: Flows, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["build", "--db", str(tmp_path)]) == 2
    assert f"--db {tmp_path / 'legation.duckdb'}" in capsys.readouterr().err
    assert not flows.asked


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


def test_show_prints_a_timeline(database: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["show", "PER", "venezuela", "--db", database]) == 0
    assert "2017-08-11  Peru, Venezuela" in capsys.readouterr().out
    assert cli.run(["show", "PER", "VEN", "--since", "2017", "--until", "2017-08", "--db", database, "--json"]) == 0
    timeline = json.loads(capsys.readouterr().out)
    assert timeline["countries"] == ["PER", "VEN"]
    assert [(event["date"], event["act"]) for event in timeline["events"]] == [("2017-08-11", "meet")]
    assert cli.run(["show", "PER", "VEN", "--since", "2018", "--db", database]) == 0
    assert "0 events" in capsys.readouterr().out


def test_show_suggests_the_country_that_was_meant(database: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["show", "PRU", "VEN", "--db", database]) == 2
    assert "Did you mean PER (Peru)?" in capsys.readouterr().err


def test_status_prints_spells_or_that_of_a_day(related: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["status", "PER", "venezuela", "--db", related]) == 0
    assert "2017-08-11  severed" in capsys.readouterr().out
    assert cli.run(["status", "VEN", "PER", "--db", related, "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["countries"] == ["VEN", "PER"]
    assert [(held["status"], held["since"], held["until"]) for held in found["spells"]] == [("severed", "2017-08-11", None)]
    assert cli.run(["status", "PER", "VEN", "--on", "2018-01-01", "--db", related]) == 0
    assert "on 2018-01-01: severed" in capsys.readouterr().out
    assert cli.run(["status", "PER", "VEN", "--on", "2018-01-01", "--db", related, "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["on"], found["spell"]["status"], found["spell"]["is_certain"]) == ("2018-01-01", "severed", True)
    assert found["spell"]["quote"] == "Peru did it."
    assert cli.run(["status", "PER", "VEN", "--on", "2016-01-01", "--db", related, "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["spell"] is None


def test_status_suggests_the_country_that_was_meant(related: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["status", "PER", "Venezuala", "--db", related]) == 2
    assert "Did you mean VEN (Venezuela)?" in capsys.readouterr().err


def test_evaluate_measures(database: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.md").write_text("Peru met Venezuela.", encoding="utf-8")
    event = {"quote": "Peru met", "type": "CONSULT", "act": "meet", "actor": ["PER", "VEN"], "recipient": [], "date": "2017-08-11"}
    gold = tmp_path / "gold.jsonl"
    gold.write_text(json.dumps({"doc": "a.md", "events": [event]}), encoding="utf-8")
    assert cli.run(["evaluate", str(gold), "--db", database, "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["strict_f1"] == 1
    assert cli.run(["evaluate", str(gold), "--db", database]) == 0
    assert "1 coded event in 1 document; 1 mention found" in (printed := capsys.readouterr().out)
    assert "1.000" in printed
    assert "Gap in f1" not in printed
    assert cli.run(["evaluate", str(gold), "--db", database, "--split", "--half", "held-out", "--write", str(tmp_path / "new.json")]) == 0
    assert "Gap in f1: -1.000" in capsys.readouterr().out  # the one document is in the half held out
    assert json.loads((tmp_path / "new.json").read_text(encoding="utf-8"))["figures"]["f1"] == 1


def test_evaluate_fits_the_confidence(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from pipeline.evaluate import calibrate
    from pipeline.evaluate.reliability import Reliability
    from pipeline.lexicon.confidence import Weights

    def fitted(gold: list[Path], *, docs: list[Path]) -> calibrate.Calibration:
        return calibrate.Calibration(5, Weights(0.5, {"dated": float(len(docs))}), Reliability(5, 0.1, ()))

    monkeypatch.setattr(calibrate, "calibrate", fitted)
    file = tmp_path / "weights.toml"
    assert cli.run(["evaluate", "gold.jsonl", "--docs", "a", "--docs", "b", "--calibrate", str(file), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["weights"] == {"base": 0.5, "signs": {"dated": 2.0}}
    assert "dated = 2.00" in file.read_text(encoding="utf-8")


def test_an_evaluation_of_documents_that_were_not_built_fails(database: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    gold = tmp_path / "gold.jsonl"
    gold.write_text('{"doc": "b.md", "events": []}', encoding="utf-8")
    assert cli.run(["evaluate", str(gold), "--db", database]) == 1
    assert "not one event was found" in capsys.readouterr().err


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help_with_examples(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run([command, "--help"]) == 0
    printed = capsys.readouterr().out
    assert f"  legation {command}" in printed
    assert "--json" in printed


def test_the_version_is_that_of_the_package(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["--version"]) == 0
    assert capsys.readouterr().out.startswith("legation 0.")


def test_help_imports_nothing_heavy() -> None:
    script = (
        "import sys; from pipeline.cli import run; run(['build', '--help']); "
        "print(sorted({'prefect', 'spacy', 'pandera', 'pyarrow', 'duckdb', 'frictionless'} & set(sys.modules)), file=sys.stderr)"
    )
    printed = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stderr
    assert printed == "[]\n"
