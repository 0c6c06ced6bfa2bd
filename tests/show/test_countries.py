from pathlib import Path

import duckdb
import pytest

from pipeline.database import open_database
from pipeline.errors import LegationError
from pipeline.show import find_country
from tests.show.conftest import PERU
from tests.small_database import write_database


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
