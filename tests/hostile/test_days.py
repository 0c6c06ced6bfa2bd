"""Days that no calendar holds, and those at its ends."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from pipeline.extract.date import find_dates
from pipeline.extract.resolvers import Anchor
from pipeline.people.known import People
from pipeline.people.learning import Gathered, Introduced, learn
from pipeline.people.rosters import people_of
from pipeline.records import Period
from pipeline.release.starts import write_examples
from tests.release.test_starts_examples import folder_of
from tests.small_database import Report

ENDS = (date.min, date.min + timedelta(1), date.max - timedelta(1), date.max)


@pytest.mark.parametrize(
    "text",
    ["on the 99th of May", "in 99999", "on 0000-00-00", "on 31 February 2019", "on 29 February 2019", "on 2017-13-01", "on 00.00.2017"],
)
def test_what_no_calendar_holds_is_no_day(text: str) -> None:
    assert [when.period for when in find_dates(f"It happened {text}.", Anchor()) if when.period.precision == "day"] == []


@pytest.mark.parametrize("told_on", ENDS)
def test_no_expression_leads_out_of_the_calendar(told_on: date) -> None:
    words = (
        "yesterday, tomorrow, on Friday, next week, last weekend, in May, two years later, 499 years ago, a few weeks ago, on 31 December"
    )
    anchor = Anchor(told_on, Period(told_on, told_on, "day"))
    for when in find_dates(f"It was {words}, last spring, this year, the following month and {'9' * 500} days later.", anchor):
        assert when.period.first is not None and when.period.last is not None and when.period.first <= when.period.last


def learnt(day: date) -> People:
    gathered = Gathered()
    gathered.add("src_1", day, [Introduced("Ana Sotomayor", "PER", "GOV")])
    return people_of(learnt=learn(gathered))


@pytest.mark.parametrize("day", ENDS)
def test_somebody_of_whom_a_document_without_a_true_date_tells_is_known_on_any_day(day: date) -> None:
    """Programs write the first day of the calendar where they know no date."""
    people = learnt(day)
    assert people.called("Sotomayor", on=day) is not None
    assert people.called("Sotomayor", on=date(2017, 5, 5)) is None


def test_the_example_of_a_release_draws_events_at_both_ends_of_the_calendar(tmp_path: Path) -> None:
    reports = [
        Report("a.txt", "the first", "SUPPORT", ("PER", "VEN"), act="establish-relations", date=date.min),
        Report("b.txt", "the last", "COERCE", ("PER",), ("VEN",), act="sever-relations", date=date.max),
    ]
    spells = [
        ("PER", "VEN", "ambassadors", "0001-01-01", "9999-12-30", "the first"),
        ("PER", "VEN", "severed", "9999-12-31", None, "the last"),
    ]
    folder = folder_of(tmp_path / "release", reports, spells)
    write_examples(folder)
    assert (folder / "examples" / "break_and_mend.svg").stat().st_size
