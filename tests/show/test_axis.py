from datetime import date

import pytest

from pipeline.days import read_days
from pipeline.show.axis import Axis, plan_axes


def axis_of(*texts: str, room: int = 60, since: date | None = None, until: date | None = None) -> Axis:
    return next(plan_axes([days for text in texts if (days := read_days(text))], room, since=since, until=until))


@pytest.mark.parametrize(
    ("texts", "room", "unit", "n_cells"),
    [
        (["2017-03-06", "2019-12-01"], 60, "month", 34),
        (["2017-03-06", "2019-12-01"], 30, "year", 3),
        (["2017", "2019"], 60, "year", 3),  # nothing says in which months
        (["1990-01-02", "2020-05-06"], 60, "year", 31),
        ([str(year) for year in range(1850, 2021, 5)], 60, "5 years", 35),
        (["0001-01-01", "9999-12-31"], 60, "year", 6),  # with a break
    ],
)
def test_the_unit_follows_from_the_span_and_the_room(texts: list[str], room: int, unit: str, n_cells: int) -> None:
    axis = axis_of(*texts, room=room)
    assert (axis.unit, len(axis.starts)) == (unit, n_cells)
    assert axis.room <= room


def test_a_long_silence_is_left_out() -> None:
    axis = axis_of("1853", "1992-04", "2024-07-29")
    assert axis.starts[:6] == (1853, None, None, None, None, 1992)
    assert axis.labels() == "1853                1992                2024"
    with pytest.raises(ValueError, match="left out"):
        axis.days(1)


def test_limits_widen_the_axis() -> None:
    axis = axis_of("2018-05-06", since=date(2017, 1, 1), until=date(2018, 12, 31))
    assert (axis.unit, axis.width, len(axis.starts)) == ("month", 2, 24)
    assert axis.labels() == f"2017{' ' * 20}2018"


def test_labels_say_in_which_month_an_axis_begins() -> None:
    assert axis_of("2017-03-06", "2018-04-01", room=20).labels() == "2017-03   2018"


@pytest.mark.parametrize(("text", "place"), [("2017-03", 0), ("2017-08-31", 5), ("2017", None), ("2020", None), ("2020-01-01", None)])
def test_a_period_lies_in_one_cell_or_in_none(text: str, place: int | None) -> None:
    axis = axis_of("2017-03-06", "2017-04-01", "2017-08-01", "2017-08-09")
    days = read_days(text)
    assert days is not None
    assert axis.place(days) == place


def test_cells_divide_into_columns_of_days() -> None:
    axis = axis_of("2019-01-01", "2021-12-31", "2020")
    assert axis.days(1) == (date(2020, 1, 1), date(2020, 12, 31))
    assert list(axis.columns(1)) == [
        (date(2020, 1, 1), date(2020, 3, 31)),
        (date(2020, 4, 1), date(2020, 7, 1)),
        (date(2020, 7, 2), date(2020, 9, 30)),
        (date(2020, 10, 1), date(2020, 12, 31)),
    ]


def test_without_periods_there_is_no_axis() -> None:
    assert list(plan_axes([], 60)) == []


@pytest.mark.parametrize("room", [1, 2, 5, 38])
@pytest.mark.parametrize("texts", [["0001-01-01", "9999-12-31"], ["0001", "5000", "9999"], [f"{year:04}" for year in range(1, 9999, 7)]])
def test_every_axis_fits_and_labels_and_divides_all_its_cells(texts: list[str], room: int) -> None:
    for axis in plan_axes([days for text in texts if (days := read_days(text))], room):
        assert len(axis.labels()) <= axis.room <= room
        days = [day for place, start in enumerate(axis.starts) if start is not None for column in axis.columns(place) for day in column]
        assert days == sorted(days)
