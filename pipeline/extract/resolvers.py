"""A matched expression and what it is resolved against in, the period that it names out.

A resolver gives None for what nothing places. What no calendar holds ("31 April") is a ValueError or an OverflowError of `datetime`, left
to the one caller. Never more precise than the words are (codebook, section 5).
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta

from pipeline.extract.period import coarser, day, month, year_of
from pipeline.lexicon.times import time_words
from pipeline.records import Period

TOLD_STEPS = {"last": -1, "previous": -1, "this": 0, "next": 1}  # from the day of the report
STORY_STEPS = {"previous": -1, "same": 0, "that": 0, "the same": 0, "following": 1}  # from where the story is
MOST = 500  # "4,000 years ago" dates no event


@dataclass(frozen=True, slots=True)
class Anchor:
    """What an expression is resolved against.

    `told_on` is the day of the report (None where the document does not say); `story` the period that the narrative has reached.
    """

    told_on: date | None = None
    story: Period = field(default_factory=Period)


Resolver = Callable[[re.Match[str], Anchor], Period | None]


def from_report(anchor: Anchor, days: int) -> Period | None:
    """Days from the day of the report."""
    return day(anchor.told_on + timedelta(days)) if anchor.told_on else None


def from_story(anchor: Anchor, days: int) -> Period | None:
    """Days from the point that the story has reached; from the report's own day where the story has none."""
    if anchor.story.precision == "day" and anchor.story.first:
        return day(anchor.story.first + timedelta(days))
    if anchor.story.first is None and anchor.told_on:
        return day(anchor.told_on + timedelta(days))
    return coarser(anchor.story) if anchor.story.first else None


def _month_number(match: re.Match[str]) -> int:
    return time_words().months[match["month"].lower().rstrip(".")]


def _is_name(match: re.Match[str]) -> bool:
    """Months and weekdays are written with a capital, or they are other words ("may", "march", "sat")."""
    return match["month"][0].isupper()


def full(match: re.Match[str], anchor: Anchor) -> Period | None:
    """ "12 May 2019", "2019-05-12"."""
    groups = match.groupdict()
    number = int(groups["number"]) if groups.get("number") else _month_number(match)
    return day(date(int(match["year"]), number, int(match["day"])))


def month_with_year(match: re.Match[str], anchor: Anchor) -> Period | None:
    """ "May 2019"."""
    return month(int(match["year"]), _month_number(match)) if _is_name(match) else None


def day_of_story_month(match: re.Match[str], anchor: Anchor) -> Period | None:
    """ "The 12th of that month"."""
    first = anchor.story.first
    return day(date(first.year, first.month, int(match["day"]))) if first and anchor.story.precision in ("day", "month") else None


def month_of_story_year(match: re.Match[str], anchor: Anchor) -> Period | None:
    """ "May of the same year"."""
    return month(anchor.story.first.year, _month_number(match)) if anchor.story.first else None


def month_of_next_year(match: re.Match[str], anchor: Anchor) -> Period | None:
    """ "May of the following year"."""
    return month(anchor.story.first.year + 1, _month_number(match)) if anchor.story.first else None


def _year_for(number: int, value: int, anchor: Anchor) -> int | None:
    """The year of a day or month that is written without one.

    In a dated report it is the nearest one around the report's day; in a chronology, the next one as the story moves forward.
    """
    if anchor.told_on is not None:
        told = anchor.told_on
        return min((told.year - 1, told.year, told.year + 1), key=lambda year: abs((date(year, number, min(value, 28)) - told).days))
    first = anchor.story.first
    if first is None:
        return None
    earlier = anchor.story.precision != "year" and (number, value) < (first.month, first.day if anchor.story.precision == "day" else 1)
    return first.year + 1 if earlier else first.year


def day_without_year(match: re.Match[str], anchor: Anchor) -> Period | None:
    """ "12 May"."""
    if not _is_name(match):
        return None
    number, value = _month_number(match), int(match["day"])
    year = _year_for(number, value, anchor)
    return day(date(year, number, value)) if year else None


def bare_month(match: re.Match[str], anchor: Anchor) -> Period | None:
    """ "In May": of a dated report, the last one."""
    if not _is_name(match) or match["before"].lower().rstrip("-") not in time_words().before_month:
        return None
    number = _month_number(match)
    if anchor.told_on is not None:
        told = anchor.told_on
        return month(told.year if number <= told.month else told.year - 1, number)
    year = _year_for(number, 31, anchor)
    return month(year, number) if year else None


def relative_month(match: re.Match[str], anchor: Anchor) -> Period | None:
    """ "Last May", "next May"."""
    if anchor.told_on is None or not _is_name(match):
        return None
    number, told, which = _month_number(match), anchor.told_on, match["which"].lower()
    if which == "this":
        return month(told.year, number)
    if which in ("next", "this coming"):
        return month(told.year if number > told.month else told.year + 1, number)
    return month(told.year if number < told.month else told.year - 1, number)


def bare_year(match: re.Match[str], anchor: Anchor) -> Period | None:
    """ "In 2019"."""
    return year_of(int(match["year"])) if match["before"].lower() in time_words().before_year else None


def weekday(match: re.Match[str], anchor: Anchor) -> Period | None:
    """ "On Thursday": the last one, today included; "next Thursday"."""
    told, name = anchor.told_on, match["weekday"]
    if told is None or not name[0].isupper() or _is_newspaper(match):
        return None
    back = (told.weekday() - time_words().weekdays[name.lower()]) % 7
    which = (match["which"] or "").lower()
    if which == "next":
        return day(told + timedelta(7 - back))
    return day(told - timedelta(back or (7 if which == "last" else 0)))


def _is_newspaper(match: re.Match[str]) -> bool:
    """ "The Sun": who means the day writes it out, or without an article."""
    return len(match["weekday"]) == 3 and match.string[: match.start("weekday")].lower().endswith("the ")


def relative_unit(match: re.Match[str], anchor: Anchor) -> Period | None:
    """ "Last week", "this year", "the following month"."""
    which, unit = match["which"].lower(), match["unit"].lower()
    of_story = which in STORY_STEPS and (anchor.story.first is not None or which not in TOLD_STEPS)
    base = anchor.story if of_story else day(anchor.told_on) if anchor.told_on else Period()
    step = STORY_STEPS[which] if of_story else TOLD_STEPS[which]
    if base.first is None or (unit != "year" and base.precision == "year"):
        return None
    first = base.first
    if unit == "year":
        return year_of(first.year + step)
    if unit == "month":
        return month(first.year, first.month + step)
    return coarser(day(first + timedelta(7 * step))) if base.precision == "day" else base


def relative_season(match: re.Match[str], anchor: Anchor) -> Period | None:
    """ "Last spring": the year."""
    step = {"last": 0, "this": 0, "next": 1}[match["which"].lower()]
    return year_of(anchor.told_on.year + step) if anchor.told_on else None


def counted(match: re.Match[str], anchor: Anchor) -> Period | None:
    """ "Two days later", "three weeks ago": days keep the day, weeks and months the month, years the year."""
    words = time_words()
    count = int(match["count"]) if match["count"].isdigit() else words.numbers[match["count"].lower()]
    unit, side = match["unit"].lower(), match["side"].lower()
    base = anchor.story if side != "ago" else day(anchor.told_on) if anchor.told_on else Period()
    if base.first is None or count > MOST:
        return None
    step = -count if side in ("ago", "earlier", "before") else count
    first = base.first
    if unit == "year":
        return year_of(first.year + step)
    if base.precision == "year":
        return None
    if unit == "month":
        return month(first.year, first.month + step)
    if base.precision != "day":
        return base
    moved = first + timedelta(step * (7 if unit == "week" else 1))
    return day(moved) if unit == "day" else month(moved.year, moved.month)
