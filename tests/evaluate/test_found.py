from datetime import date
from pathlib import Path

from pipeline.database import open_database
from pipeline.evaluate.found import read_mentions
from tests.small_database import Report, write_database


def test_codes_and_names_of_a_mention(tmp_path: Path) -> None:
    reports = [
        Report("a.md", "letter", "ACCUSE", ("OAS", "ana-paz"), ("VEN",), date=date(2018, 5, 1), date_end=date(2018, 5, 31), span=(4, 9)),
        Report("a.md", "rumour", "ACCUSE", (), ("VEN",), date_precision="none"),
    ]
    with open_database(write_database(tmp_path / "small.duckdb", reports)) as connection:
        [letter, rumour] = read_mentions(connection)["a.md"]
    assert letter.actor == {"OAS", "PER"}
    assert letter.recipient == {"VEN"}
    assert letter.names == {"Organization of American States", "Ana Paz"}
    assert (letter.span, letter.days) == ((4, 9), (date(2018, 5, 1), date(2018, 5, 31)))
    assert (rumour.actor, rumour.days) == (frozenset(), None)


def test_the_words_for_each_side_and_the_confidence_are_read(tmp_path: Path) -> None:
    report = Report("a.md", "talks", "CONSULT", ("PER",), ("VEN",), places={"PER": (3, 7)}, confidence=0.4)
    with open_database(write_database(tmp_path / "small.duckdb", [report])) as connection:
        [talks] = read_mentions(connection)["a.md"]
    assert (talks.places, talks.confidence) == ((("actor", (3, 7)),), 0.4)
