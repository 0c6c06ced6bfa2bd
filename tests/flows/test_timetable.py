"""When to refresh: what is accepted, and what is refused with a reason."""

from datetime import timedelta

import pytest

from pipeline.errors import LegationError
from pipeline.flows.timetable import Timetable, check_timetable


@pytest.mark.parametrize(
    "timetable",
    [
        Timetable(cron="0 6 * * *"),
        Timetable(cron="@daily", release_cron="0 6 * * 1", zone="America/Lima"),
        Timetable(every=timedelta(hours=6)),
    ],
)
def test_a_timetable_is_accepted(timetable: Timetable) -> None:
    check_timetable(timetable)


@pytest.mark.parametrize(
    ("timetable", "message"),
    [
        (Timetable(), "Say when to refresh"),
        (Timetable(cron="0 6 * * *", every=timedelta(hours=6)), "Say when to refresh"),
        (Timetable(every=timedelta(seconds=1)), "at least a minute"),
        (Timetable(every=timedelta(days=10_000)), "at most a year"),
        (Timetable(cron="every day"), "'every day' is no cron line"),
        (Timetable(cron="* * * * * *"), "is no cron line"),
        (Timetable(cron="0 6 * * *", zone="Lima/../x"), "is no time zone"),
        (Timetable(cron="0 6 * * *", zone="Moon"), "'Moon' is no time zone"),
    ],
)
def test_a_timetable_is_refused(timetable: Timetable, message: str) -> None:
    with pytest.raises(LegationError, match=message):
        check_timetable(timetable)
