from datetime import date

import duckdb
import pytest

from pipeline.show import read_timeline
from pipeline.show.claims import Claim
from tests.show.conftest import PERU, VENEZUELA


def test_both_directions_and_joint_acts_come_by_date(connection: duckdb.DuckDBPyConnection) -> None:
    entries = read_timeline(connection, PERU, VENEZUELA)
    assert [entry.summary.split()[0] for entry in entries] == ["answer", "expulsion", "talks", "break", "complaint"]
    assert [entry.date for entry in entries] == ["2017-08", "2017-08-11", "2019", "2021-03-01", None]
    assert [entry.quad_class for entry in entries[1:3]] == ["material-conflict", "verbal-cooperation"]
    assert [entry.status for entry in entries] == ["occurred"] * 4 + ["alleged"]


@pytest.mark.parametrize(
    ("since", "until", "dates"),
    [
        (date(2017, 8, 12), date(2020, 1, 1), ["2017-08", "2019"]),  # the answer may have come later in August
        (None, date(2017, 8, 10), ["2017-08"]),
        (date(2019, 6, 1), date(2019, 6, 30), ["2019"]),
        (date(2022, 1, 1), None, []),
    ],
)
def test_limits_keep_what_can_lie_within_them(
    connection: duckdb.DuckDBPyConnection, since: date | None, until: date | None, dates: list[str]
) -> None:
    assert [entry.date for entry in read_timeline(connection, PERU, VENEZUELA, since=since, until=until)] == dates


def test_events_come_with_what_their_mentions_say_differently(connection: duckdb.DuckDBPyConnection) -> None:
    conflicts = {entry.summary: entry.conflicts for entry in read_timeline(connection, PERU, VENEZUELA)}
    [conflict] = conflicts.pop("break happened.")
    assert set(conflicts.values()) == {()}
    assert conflict.field == "date"
    assert [(claim.claim, claim.is_chosen, claim.n_sources) for claim in conflict.claims] == [
        ("2021-03-01", True, 1),
        ("2021-03-02", False, 1),
    ]
    assert all(isinstance(claim, Claim) and claim.mention_ids[0].startswith("mnt_") for claim in conflict.claims)
