from datetime import date

import pytest

from pipeline.days import read_days, write_days


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2017-08-11", date(2017, 8, 11), date(2017, 8, 11)),
        ("2020-02", date(2020, 2, 1), date(2020, 2, 29)),
        ("2021-12", date(2021, 12, 1), date(2021, 12, 31)),
        ("2019", date(2019, 1, 1), date(2019, 12, 31)),
    ],
)
def test_a_day_a_month_and_a_year_are_read(text: str, first: date, last: date) -> None:
    assert read_days(text) == (first, last)


def test_nothing_is_no_period() -> None:
    assert read_days(None) is None
    assert read_days("") is None


@pytest.mark.parametrize("text", ["yesterday", "2017-02-30", "2017-13", "2017-08-11-3", "11/8/2017"])
def test_anything_else_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        read_days(text)


def test_no_more_is_written_than_is_known() -> None:
    day = date(2017, 8, 1)
    assert [write_days(day, precision) for precision in ("day", "month", "year", "none")] == ["2017-08-01", "2017-08", "2017", None]
    assert write_days(None, "day") is None
