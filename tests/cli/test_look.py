import json
from datetime import date

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
