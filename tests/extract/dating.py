"""A sentence and an anchor in, what its date expressions name out: for the tests of dates."""

from datetime import date

from pipeline.days import read_days, write_days
from pipeline.extract.date import When, find_dates
from pipeline.extract.resolvers import Anchor
from pipeline.records import Period

PRECISION = {10: "day", 7: "month", 4: "year"}


def period(text: str | None) -> Period:
    """The period that is written `2017-08-11`, `2017-08` or `2017`; none for None."""
    days = read_days(text)
    return Period(*days, PRECISION[len(text)]) if text and days else Period()


def whens(text: str, *, told_on: date | None = None, story: str | None = None, year: int | None = None) -> list[When]:
    """The date expressions of a sentence."""
    return find_dates(text, Anchor(told_on, period(story), year))


def dates(text: str, *, told_on: date | None = None, story: str | None = None, year: int | None = None) -> list[str | None]:
    """What the expressions of a sentence name, written as `2017-08-11`, `2017-08` or `2017`."""
    return [write_days(when.period.first, when.period.precision) for when in whens(text, told_on=told_on, story=story, year=year)]
