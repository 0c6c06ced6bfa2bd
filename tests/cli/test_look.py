import json
import subprocess
import sys
from datetime import date
from pathlib import Path

import duckdb
import pytest

from pipeline import cli
from tests.small_database import Report, write_database


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


def test_show_prints_a_timeline(database: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["show", "PER", "venezuela", "--db", database]) == 0
    assert "2017-08-11  Peru, Venezuela" in capsys.readouterr().out
    assert cli.run(["show", "PER", "VEN", "--since", "2017", "--until", "2017-08", "--db", database, "--json"]) == 0
    timeline = json.loads(capsys.readouterr().out)
    assert timeline["countries"] == ["PER", "VEN"]
    assert [(event["date"], event["act"]) for event in timeline["events"]] == [("2017-08-11", "meet")]
    assert timeline["spells"] == []
    assert cli.run(["show", "PER", "VEN", "--since", "2018", "--db", database]) == 0
    assert "0 events" in capsys.readouterr().out


def test_show_draws_relations_beside_events(related: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["show", "PER", "VEN", "--db", related]) == 0
    assert "Relations: × severed 2017-08-11" in capsys.readouterr().out
    assert cli.run(["show", "PER", "VEN", "--db", related, "--json"]) == 0
    timeline = json.loads(capsys.readouterr().out)
    assert [(held["status"], held["since"]) for held in timeline["spells"]] == [("severed", "2017-08-11")]
    assert [(event["quad_class"], event["conflicts"]) for event in timeline["events"]] == [("material-conflict", [])]


def test_show_shows_the_evidence_for_an_event(database: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["show", "PER", "VEN", "--db", database, "--csv"]) == 0
    event_id = capsys.readouterr().out.splitlines()[1].split(",")[0]
    assert cli.run(["show", event_id[:12], "--db", database]) == 0
    assert capsys.readouterr().out.startswith(f"{event_id}\n● talks happened.\n\nFIELDS\n")
    assert cli.run(["show", event_id, "--db", database, "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["mentions"][0]["quote"] == "Peru met Venezuela."
    assert cli.run(["show", event_id, "--db", database, "--csv"]) == 0
    assert "Peru met Venezuela." in capsys.readouterr().out.splitlines()[1]


@pytest.mark.parametrize("command", [["show", "PER", "VEN"], ["status", "PER", "VEN"]])
def test_a_release_folder_is_as_good_as_its_database(
    command: list[str], related: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "legation.duckdb").write_bytes(Path(related).read_bytes())
    assert cli.run([*command, "--db", related]) == 0
    of_the_file = capsys.readouterr().out
    assert cli.run([*command, "--db", str(tmp_path)]) == 0
    assert capsys.readouterr().out == of_the_file


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["PER"], "give the other country, too"),
        (["evt_0123456789abcdef"], "This database has no event evt_0123456789abcdef"),
        (["evt_0123456789abcdef", "PER"], "an event is shown by itself"),
        (["evt_0123456789abcdef", "--since", "2017"], "an event has a date of its own"),
        (["PER", "VEN", "--json", "--csv"], "give one of both"),
    ],
)
def test_mistakes_are_the_users(arguments: list[str], message: str, database: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["show", *arguments, "--db", database]) == 2
    printed = capsys.readouterr()
    assert message in " ".join(printed.err.split())
    assert ("Traceback" in printed.err, printed.out) == (False, "")


def test_show_starts_without_what_codes_and_what_builds(database: str) -> None:
    code = "import sys; from pipeline.cli import run; run(sys.argv[1:]); print(sorted({'spacy', 'pandas', 'prefect'} & set(sys.modules)))"
    for arguments in (["PER", "VEN"], ["evt_"]):
        command = [sys.executable, "-c", code, "show", *arguments, "--db", database]
        assert subprocess.run(command, capture_output=True, text=True, timeout=60).stdout.endswith("[]\n")


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
