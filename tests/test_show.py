from collections.abc import Iterator
from datetime import date
from pathlib import Path

import duckdb
import pytest

from pipeline.database import open_database
from pipeline.errors import LegationError
from pipeline.show import Country, find_country, read_timeline, write_timeline
from tests.small_database import Report, write_database

PERU, VENEZUELA = Country("PER", "Peru"), Country("VEN", "Venezuela")
REPORTS = [
    Report("a.md", "expulsion", "SANCTION", ("PER",), ("VEN",), "expel-envoy", "expel", date(2017, 8, 11), quote="It  expels\nhim."),
    Report("a.md", "answer", "SANCTION", ("VEN",), ("PER",), "expel-envoy", "expel", date(2017, 8, 1), date(2017, 8, 31), "month"),
    Report("b.md", "talks", "CONSULT", ("PER", "VEN"), (), "meet", None, date(2019, 1, 1), date(2019, 12, 31), "year"),
    Report("b.md", "complaint", "ACCUSE", ("PER",), ("VEN",), "condemn", "disapprove", None, None, "none"),
    Report("b.md", "elsewhere", "CONSULT", ("CUB",), ("VEN",), "visit", "visit", date(2018, 1, 2)),
]


@pytest.fixture(scope="module")
def connection(tmp_path_factory: pytest.TempPathFactory) -> Iterator[duckdb.DuckDBPyConnection]:
    file = write_database(tmp_path_factory.mktemp("show") / "small.duckdb", REPORTS)
    with open_database(file) as opened:
        yield opened


@pytest.mark.parametrize("text", ["PER", "per", "Peru", "peru", " the land of Peru "])
def test_a_country_is_found_by_code_and_by_any_name(connection: duckdb.DuckDBPyConnection, text: str) -> None:
    assert find_country(connection, text) == PERU


@pytest.mark.parametrize(("text", "suggestion"), [("PRU", "PER (Peru)"), ("Venezuala", "VEN (Venezuela)")])
def test_an_unknown_country_brings_a_suggestion(connection: duckdb.DuckDBPyConnection, text: str, suggestion: str) -> None:
    with pytest.raises(LegationError) as caught:
        find_country(connection, text)
    assert text in caught.value.message
    assert suggestion in caught.value.message


def test_what_is_like_nothing_brings_a_list(connection: duckdb.DuckDBPyConnection) -> None:
    with pytest.raises(LegationError, match=r"among others, CUB \(Cuba\), PER"):
        find_country(connection, "zzzzzz")


def test_a_database_without_events_says_so(tmp_path: Path) -> None:
    with open_database(write_database(tmp_path / "empty.duckdb", [])) as empty, pytest.raises(LegationError, match="no event was found"):
        find_country(empty, "PER")


def test_both_directions_and_joint_acts_come_by_date(connection: duckdb.DuckDBPyConnection) -> None:
    entries = read_timeline(connection, PERU, VENEZUELA)
    assert [entry.summary for entry in entries] == ["answer happened.", "expulsion happened.", "talks happened.", "complaint happened."]
    assert [entry.date for entry in entries] == ["2017-08", "2017-08-11", "2019", None]


@pytest.mark.parametrize(
    ("since", "until", "dates"),
    [
        (date(2017, 8, 12), None, ["2017-08", "2019"]),  # the answer may have come later in August
        (None, date(2017, 8, 10), ["2017-08"]),
        (date(2019, 6, 1), date(2019, 6, 30), ["2019"]),
        (date(2020, 1, 1), None, []),
    ],
)
def test_limits_keep_what_can_lie_within_them(
    connection: duckdb.DuckDBPyConnection, since: date | None, until: date | None, dates: list[str]
) -> None:
    assert [entry.date for entry in read_timeline(connection, PERU, VENEZUELA, since=since, until=until)] == dates


def test_a_timeline_reads_as_text(connection: duckdb.DuckDBPyConnection) -> None:
    lines = list(write_timeline(read_timeline(connection, PERU, VENEZUELA), PERU, VENEZUELA, width=60))
    assert lines[0] == "Peru (PER) and Venezuela (VEN): 4 events"
    text = "\n".join(lines)
    assert "2017-08-11  Peru → Venezuela\n            SANCTION · expel-envoy\n            expulsion happened." in text
    assert "“It expels him.”" in text
    assert "2019        Peru, Venezuela\n" in text
    assert "undated     Peru → Venezuela" in text
    assert "1 source · evt_" in text
    assert max(map(len, lines)) <= 60
