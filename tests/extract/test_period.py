"""Days, months and years, and what holds two days."""

from datetime import date

import pytest

from pipeline.extract.period import coarser, day, month, spanning, year_of
from pipeline.records import Period
from tests.extract.dating import period


def test_periods_count_on_into_other_years() -> None:
    assert month(2019, 14) == period("2020-02")
    assert month(2019, 0) == period("2018-12")
    assert year_of(2020) == period("2020")
    assert coarser(day(date(2020, 2, 29))) == period("2020-02")
    assert coarser(period("2020")) == period("2020")
    assert coarser(Period()) == Period()


@pytest.mark.parametrize(
    ("first", "last", "wanted"),
    [
        (date(2019, 5, 3), date(2019, 5, 3), "2019-05-03"),
        (date(2019, 5, 3), date(2019, 5, 31), "2019-05"),
        (date(2019, 5, 31), date(2019, 6, 1), "2019"),
        (date(2019, 12, 31), date(2020, 1, 1), None),
        (date(2019, 5, 3), date(2020, 5, 3), None),
    ],
)
def test_the_shortest_period_that_holds_both_days(first: date, last: date, wanted: str | None) -> None:
    assert spanning(first, last) == period(wanted)
