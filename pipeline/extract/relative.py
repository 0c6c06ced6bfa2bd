"""A relative expression and what is known around it in, the period that it names out: counted from the report, or from where the story is.

As for `resolvers`: None for what nothing places, and never more precise than the words are (codebook, sections 5 and 7).
"""

import re
from datetime import timedelta

from pipeline.extract.period import coarser, day, month, spanning, year_of
from pipeline.extract.resolvers import Anchor, is_name, month_number
from pipeline.lexicon.times import time_words
from pipeline.records import Period

STEPS = {"last": -1, "past": -1, "previous": -1, "this": 0, "same": 0, "that": 0, "next": 1, "coming": 1, "following": 1}
OF_THE_STORY = ("previous", "same", "that", "following")
LEAST_AND_MOST = {"hour": (0, 1), "day": (2, 6), "week": (14, 42), "month": (60, 330)}  # in days: what "some days later" may mean
MOST = 500  # "4,000 years ago" dates no event
WEEKEND = 5  # Saturday


def from_report(anchor: Anchor, days: int) -> Period | None:
    """Days from the day of the report."""
    return day(anchor.told_on + timedelta(days)) if anchor.told_on else None


def from_story(anchor: Anchor, days: int) -> Period | None:
    """Days from the point that the story has reached; where it has reached none, up to the report's own day from there."""
    if anchor.story.precision == "day" and anchor.story.first:
        return day(anchor.story.first + timedelta(days))
    if anchor.story.first is None:
        return from_report(anchor, days) if days <= 0 else None
    return coarser(anchor.story)


def recently(anchor: Anchor) -> Period | None:
    """The month of the report."""
    return month(anchor.told_on.year, anchor.told_on.month) if anchor.told_on else None


def weekday(match: re.Match[str], anchor: Anchor) -> Period | None:
    """ "On Thursday": the last one, today included, or the next one where it lies ahead; "next Thursday"."""
    told, name = anchor.told_on, match["weekday"]
    if told is None or not name[0].isupper() or _is_part_of_name(match):
        return None
    back = (told.weekday() - time_words().weekdays[name.lower()]) % 7
    which = (match["which"] or "").lower()
    if which == "next" or (anchor.is_ahead and back and "last" not in which):
        return day(told + timedelta(7 - back))
    return day(told - timedelta(back or (7 if which == "last" else 0)))


def weekday_of_week(match: re.Match[str], anchor: Anchor) -> Period | None:
    """ "Tuesday of last week", "last week on Tuesday"."""
    if anchor.told_on is None or not match["weekday"][0].isupper():
        return None
    monday = anchor.told_on - timedelta(anchor.told_on.weekday())
    return day(monday + timedelta(7 * STEPS[match["which"].lower()] + time_words().weekdays[match["weekday"].lower()]))


def weekend(match: re.Match[str], anchor: Anchor) -> Period | None:
    """ "Over the weekend": of two days, the month that holds them; the last one, unless it lies ahead."""
    told, which = anchor.told_on, match["which"].lower()
    if told is None or which == "that":
        return coarser(anchor.story) if which == "that" else None
    saturday = told - timedelta((told.weekday() - WEEKEND) % 7)
    if which in ("next", "coming") or (which == "this" and anchor.is_ahead and told.weekday() < WEEKEND):
        saturday += timedelta(7)
    return spanning(saturday, saturday + timedelta(1))


def month_of_year(match: re.Match[str], anchor: Anchor) -> Period | None:
    """ "12 May of the same year", "May the following year", "May last year"."""
    if not is_name(match):
        return None
    base = _base(match["which"].lower().split()[-1], anchor, by_story=match["which"].lower().startswith("the"))
    if base.first is None:
        return None
    year, number = base.first.year + STEPS[match["which"].lower().split()[-1]], month_number(match)
    value = match["day"]
    return day(base.first.replace(year=year, month=number, day=int(value))) if value else month(year, number)


def day_of_month(match: re.Match[str], anchor: Anchor) -> Period | None:
    """ "The 12th of that month"."""
    first = anchor.story.first
    return day(first.replace(day=int(match["day"]))) if first and anchor.story.precision in ("day", "month") else None


def relative_month(match: re.Match[str], anchor: Anchor) -> Period | None:
    """ "Last May", "next May"."""
    if anchor.told_on is None or not is_name(match):
        return None
    number, told, which = month_number(match), anchor.told_on, match["which"].lower()
    if which == "this":
        return month(told.year, number)
    if which in ("next", "this coming"):
        return month(told.year if number > told.month else told.year + 1, number)
    return month(told.year if number < told.month else told.year - 1, number)


def relative_unit(match: re.Match[str], anchor: Anchor) -> Period | None:
    """ "Last week", "this year", "the following month", "the end of the year"; "the last year" is a stretch up to now."""
    which, unit = (match["which"] or "this").lower().split()[-1], match["unit"].lower()
    with_article = bool(match["which"] and match["article"])
    if with_article and which in ("last", "past", "coming", "this"):
        return recently(anchor) if unit == "week" and which in ("last", "past") else None
    base = _base(which, anchor, by_story=with_article or not (match["which"] or anchor.told_on))
    if base.first is None or (unit != "year" and base.precision == "year"):
        return None
    first, step = base.first, STEPS[which]
    if unit == "year":
        return year_of(first.year + step)
    if unit == "month":
        return month(first.year, first.month + step)
    return coarser(day(first + timedelta(7 * step))) if base.precision == "day" else base


def season(match: re.Match[str], anchor: Anchor) -> Period | None:
    """ "Last fall", "that spring", "in the summer": the year; a winter lies in two years."""
    which, first_month = (match["which"] or "in").lower().split()[-1], time_words().seasons[match["unit"].lower()]
    if first_month == 12:
        return None
    if which in STEPS and (which in OF_THE_STORY or match["which"].lower().startswith("the")):
        return year_of(anchor.story.first.year + STEPS[which]) if anchor.story.first else None
    told = anchor.told_on
    if told is None:
        return year_of(anchor.story.first.year) if anchor.story.precision == "year" and anchor.story.first and which == "in" else None
    if which == "next" or (which == "in" and anchor.is_ahead):
        return year_of(told.year + (first_month <= told.month))
    if which == "this":
        return year_of(told.year)
    is_over = told.month > first_month + 2 if which == "last" else told.month >= first_month
    return year_of(told.year if is_over else told.year - 1)


def counted(match: re.Match[str], anchor: Anchor) -> Period | None:
    """ "Two days later", "three weeks ago": days keep the day, weeks and months the month, years the year."""
    words = time_words()
    count = int(match["count"]) if match["count"].isdigit() else words.numbers[match["count"].lower()]
    unit, side = match["unit"].lower(), match["side"].lower()
    base = anchor.story if side != "ago" else day(anchor.told_on) if anchor.told_on else Period()
    if base.first is None or count > MOST:
        return None
    step = -count if side in ("ago", "earlier", "before", "previously") else count
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


def vaguely_counted(match: re.Match[str], anchor: Anchor) -> Period | None:
    """ "Days later", "a few weeks ago": what holds all that this may mean."""
    unit, side = match["unit"].lower(), match["side"].lower()
    base = anchor.story if side != "ago" else day(anchor.told_on) if anchor.told_on else Period()
    if base.first is None or base.precision != "day":
        return None
    sign = 1 if side in ("later", "afterwards") else -1
    first, last = sorted(base.first + timedelta(sign * days) for days in LEAST_AND_MOST[unit])
    return spanning(first, last) if unit != "hour" else coarser(base)


def _base(which: str, anchor: Anchor, *, by_story: bool) -> Period:
    """What a step is counted from: "the next month" from the story, "next month" from the report."""
    if which in OF_THE_STORY or by_story or (which == "next" and anchor.told_on is None):
        if anchor.story.first is None and which in ("previous", "same"):
            return day(anchor.told_on) if anchor.told_on else Period()
        return anchor.story
    return day(anchor.told_on) if anchor.told_on else Period()


def _is_part_of_name(match: re.Match[str]) -> bool:
    """ "Black Friday", "the Sunday Times"; "the Sun": who means the day writes it out, or without an article."""
    sets = time_words().sets
    before = match.string[: match.start("weekday")].rstrip().rpartition(" ")[2].lower()
    after = re.match(r"\s+([A-Z]\w+)", match.string[match.end() :])
    return before in sets["before_weekday_name"] or (after is not None and after[1] in sets["after_weekday_name"])
