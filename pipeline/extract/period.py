"""Days and numbers in, periods out: days, calendar months and calendar years."""

import calendar
from datetime import date

from pipeline.records import Period


def day(value: date) -> Period:
    """One day."""
    return Period(value, value, "day")


def month(year: int, number: int) -> Period:
    """A calendar month; its number may lie outside 1 to 12 and then counts on into other years."""
    year, number = year + (number - 1) // 12, (number - 1) % 12 + 1
    return Period(date(year, number, 1), date(year, number, calendar.monthrange(year, number)[1]), "month")


def year_of(number: int) -> Period:
    """A calendar year."""
    return Period(date(number, 1, 1), date(number, 12, 31), "year")


def coarser(period: Period) -> Period:
    """The month of a day, for what is told beside it without a time of its own; months and years stay as they are."""
    return month(period.first.year, period.first.month) if period.first and period.precision == "day" else period


def spanning(first: date, last: date) -> Period:
    """The day, month or year in which both days lie, whichever is the shortest; no period for days of two years."""
    if first.year != last.year:
        return Period()
    if first.month != last.month:
        return year_of(first.year)
    return month(first.year, first.month) if first != last else day(first)
