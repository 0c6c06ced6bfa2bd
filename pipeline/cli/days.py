"""A date or a time as the user wrote it in, its days or its length out; anything else is wrong usage of the option that it was given to."""

from datetime import date, timedelta
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from pipeline.days import Days


def days_of(text: str | None, option: str) -> "Days | None":
    """First and last day of what was given to an option; None for nothing. BadParameter for what is no date."""
    from pipeline.days import read_days

    try:
        return read_days(text)
    except ValueError as error:
        raise typer.BadParameter("a date is written as 2017-08-11, 2017-08 or 2017.", param_hint=option) from error


def day_of(text: str | None, option: str) -> date | None:
    """The day that was given to an option; None for nothing. BadParameter for a month, a year or what is no date."""
    days = days_of(text, option)
    if days is not None and days[0] != days[1]:
        raise typer.BadParameter("give a whole day, such as 2017-08-11.", param_hint=option)
    return days and days[0]


def lag_of(text: str | None, option: str) -> timedelta | None:
    """The time that was given to an option; None for nothing. BadParameter for what is no time."""
    from pipeline.health import read_lag

    try:
        return read_lag(text) if text else None
    except ValueError as error:
        raise typer.BadParameter("a time is written as 90m, 36h, 7d or 2w.", param_hint=option) from error
