import duckdb
import pytest

from pipeline.errors import LegationError
from pipeline.show.event_ids import find_event, names_event


@pytest.fixture(scope="module")
def alike() -> duckdb.DuckDBPyConnection:
    """A table of events of which three begin alike, with nothing known of others."""
    connection = duckdb.connect()
    connection.execute(
        "CREATE TABLE events AS SELECT unnest(?) AS event_id", [["evt_0123456789abcdef", "evt_01234567aaaaaaaa", "evt_ff00000000000000"]]
    )
    connection.execute(
        "CREATE TABLE corrections (target_id TEXT, event_id TEXT, field TEXT, old_value TEXT, new_value TEXT, reason TEXT, "
        "corrected_by TEXT, corrected_on DATE, correction_no INTEGER)"
    )
    connection.execute('CREATE TABLE event_history (event_id TEXT, release TEXT, change TEXT, "into" TEXT, cause TEXT)')
    connection.execute("INSERT INTO event_history VALUES ('evt_aaaaaaaaaaaaaaaa', '0.2.0', 'merged', 'evt_ff00000000000000', 'code')")
    return connection


@pytest.mark.parametrize("text", ["evt_0123456789abcdef", " evt_0123456789abcdef\n", "0123456789abcdef", "evt_012345678", "012345678"])
def test_an_identifier_or_its_beginning_names_an_event(alike: duckdb.DuckDBPyConnection, text: str) -> None:
    assert names_event(text)
    assert find_event(alike, text) == "evt_0123456789abcdef"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("evt_01234567", r"Several events begin with evt_01234567: evt_0123456789abcdef, evt_01234567aaaaaaaa\. Give more digits\."),
        ("evt_ff", "evt_ff is too short. Give at least 8 digits of an identifier, such as evt_ff000000"),
        ("evt_0123456789abcdee", r"no event evt_0123456789abcdee\. The nearest by its beginning: evt_0123456789abcdef\."),
        ("evt_zzzz", "The table events lists them"),
        ("evt_aaaaaaaaaaaaaaaa", r"it was merged into evt_ff00000000000000 in 0\.2\.0 \(cause: code\)"),
    ],
)
def test_what_names_none_or_several_brings_a_hint(alike: duckdb.DuckDBPyConnection, text: str, message: str) -> None:
    with pytest.raises(LegationError, match=message):
        find_event(alike, text)


@pytest.mark.parametrize("text", ["PER", "Peru", "0123456", "evt of Peru", ""])
def test_other_words_name_no_event(text: str) -> None:
    assert not names_event(text)
