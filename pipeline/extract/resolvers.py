"""A written date and what is known around it in, the period that it names out: days, months, years, with or without their year.

A resolver gives None for what nothing places. What no calendar holds ("31 April") is a ValueError or an OverflowError of `datetime`, left
to the one caller. Never more precise than the words are (codebook, section 5).
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta

from pipeline.extract.period import day, month, year_of
from pipeline.lexicon.times import time_words
from pipeline.records import Period

SOON = timedelta(45)  # how far ahead of its day a report may tell of a day without saying that it is still to come
NEXT_WORD = re.compile(r"\s+([A-Za-z]+)")


@dataclass(frozen=True, slots=True)
class Anchor:
    """What an expression is resolved against.

    `told_on` is the day of the report (None where the document does not say); `story` the period that the narrative has reached; `year`
    the one that a heading puts in force. `is_near`: this very sentence has brought the story there. `is_ahead`: the words before look
    ahead. `is_linked`: it is one of two dates that belong together ("March to May 2019").
    """

    told_on: date | None = None
    story: Period = field(default_factory=Period)
    year: int | None = None
    is_near: bool = False
    is_ahead: bool = False
    is_linked: bool = False


Resolver = Callable[[re.Match[str], Anchor], Period | None]


def full(match: re.Match[str], anchor: Anchor) -> Period | None:
    """ "12 May 2019", "2019-05-12", "12.05.2019"."""
    groups = match.groupdict()
    number = int(groups["number"]) if groups.get("number") else month_number(match)
    return day(date(int(match["year"]), number, int(match["day"])))


def day_without_year(match: re.Match[str], anchor: Anchor) -> Period | None:
    """ "12 May"."""
    if not is_name(match) or _is_named_after(match):
        return None
    number, value = month_number(match), int(match["day"])
    year = _year_for(number, value, anchor)
    return day(date(year, number, value)) if year else None


def month_with_year(match: re.Match[str], anchor: Anchor) -> Period | None:
    """ "May 2019"."""
    return month(int(match["year"]), month_number(match)) if is_name(match) else None


def bare_month(match: re.Match[str], anchor: Anchor) -> Period | None:
    """ "In May": of a dated report, the last one, unless it lies ahead."""
    if not is_name(match) or not (anchor.is_linked or _is_month(match)):
        return None
    number = month_number(match)
    if anchor.told_on is not None:
        told = anchor.told_on
        if anchor.is_ahead:
            return month(told.year if number >= told.month else told.year + 1, number)
        return month(told.year if number <= told.month else told.year - 1, number)
    year = _year_for(number, 31, anchor)
    return month(year, number) if year else None


def bare_year(match: re.Match[str], anchor: Anchor) -> Period | None:
    """ "In 2019"; no number of people."""
    return year_of(int(match["year"])) if anchor.is_linked or _is_year(match) else None


def season_with_year(match: re.Match[str], anchor: Anchor) -> Period | None:
    """ "The spring of 1979": the year."""
    return year_of(int(match["year"]))


def month_number(match: re.Match[str]) -> int:
    """The number of the month that a match names."""
    return time_words().months[match["month"].lower().rstrip(".")]


def is_name(match: re.Match[str]) -> bool:
    """Months and weekdays are written with a capital, or they are other words ("may", "march", "sat")."""
    return match["month"][0].isupper()


def _year_for(number: int, value: int, anchor: Anchor) -> int | None:
    """The year of a day or month that is written without one.

    In a dated report it is the last one, unless it lies ahead or will come soon; in a chronology, and beside a date of an earlier year in
    the same sentence, it is the heading's, or the next one as the story moves forward.
    """
    first, told = anchor.story.first, anchor.told_on
    is_beside = first is not None and anchor.is_near and anchor.story.precision == "day"
    if told is not None and not (is_beside and first is not None and first.year < told.year):
        return _year_around(number, value, told, is_ahead=anchor.is_ahead)
    if first is None or first.year == anchor.year:
        return anchor.year
    if is_beside and not anchor.is_ahead and first - SOON <= date(first.year, number, min(value, 28)) < first:
        return first.year  # "left on 30 March over a ruling of 29 March"
    earlier = anchor.story.precision != "year" and (number, value) < (first.month, first.day if anchor.story.precision == "day" else 1)
    return first.year + 1 if earlier else first.year


def _year_around(number: int, value: int, told: date, *, is_ahead: bool) -> int:
    this = date(told.year, number, min(value, 28))
    if is_ahead:
        return told.year if told - this < 2 * SOON else told.year + 1
    if this - told > SOON:
        return told.year - 1
    return told.year + 1 if date(told.year + 1, number, min(value, 28)) - told <= SOON else told.year


def _is_named_after(match: re.Match[str]) -> bool:
    """Whether a day is part of a name ("the March 14 Alliance") or of an event that is told of in any year."""
    sets = time_words().sets
    following = NEXT_WORD.match(match.string, match.end())
    if following is None:
        return False
    after = following[1]
    return (after[0].isupper() and after.lower() in sets["of_a_name"]) or (
        after.lower() in sets["bygone_nouns"] and match[0].strip().lower() in sets["bygone"]
    )


def _is_month(match: re.Match[str]) -> bool:
    """Whether the word before shows that a month is meant."""
    sets, before, name = time_words().sets, match["before"].lower().rstrip("-"), match["month"].lower().rstrip(".")
    if name not in sets["names_too"]:
        return before in sets["before_date"] or before in sets["before_clear_date"]
    following = NEXT_WORD.match(match.string, match.end())
    return before in sets["before_date"] and (name == "may" or following is None or following[1].islower())


def _is_year(match: re.Match[str]) -> bool:
    """Whether the word before, and those around, show that a number is a year."""
    sets, before = time_words().sets, match["before"].lower().rstrip("-")
    following = NEXT_WORD.match(match.string, match.end())
    after = following[1] if following else ""
    if before not in sets["before_date"] | sets["before_clear_date"] or after.lower() in sets["units"]:
        return False
    if before in sets["before_date"] or before in ("(", "year"):
        return True
    holder = match.string[: match.start("before")].rstrip().rpartition(" ")[2].lower()
    counts = after.islower() and after.endswith("s") and after not in sets["no_plurals"]
    return not counts and holder not in sets["crowds"] and int(match["year"]) % 100 != 0
