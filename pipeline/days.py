"""`2017-08-11`, `2017-08` or `2017` in, the first and the last day out; and back."""

import calendar
from datetime import date

Days = tuple[date, date]  # first and last day


def read_days(text: str | None) -> Days | None:
    """First and last day of an ISO day, month or year; None for nothing. ValueError for anything else."""
    if not text:
        return None
    numbers = [int(part) for part in text.split("-")]
    if len(numbers) == 3:
        return (day := date(*numbers)), day
    if len(numbers) == 2:
        year, month = numbers
        return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])
    [year] = numbers
    return date(year, 1, 1), date(year, 12, 31)


def write_days(first: date | None, precision: str) -> str | None:
    """What is known of a date, as `read_days` reads it: `2017-08` for a first day of precision `month`; None for no date."""
    if first is None or precision == "none":
        return None
    return first.isoformat()[: {"day": 10, "month": 7, "year": 4}[precision]]
