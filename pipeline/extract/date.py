"""A sentence and what is known of the time around it in, dated expressions out. Never more precise than the words are."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from pipeline.extract import relative
from pipeline.extract.expressions import (
    KINDS,
    WRITTEN,
    YEAR,
    Found,
    count_before,
    find_stretches,
    follows,
    looks_ahead,
    span_of,
    years_written,
)
from pipeline.extract.period import coarser, day, spanning, year_of
from pipeline.extract.resolvers import Anchor, bare_month, day_without_year, full, month_with_year
from pipeline.lexicon.times import time_words
from pipeline.records import Period

LOOKALIKES = str.maketrans("ſıİK", "siIK")  # letters that a pattern takes for these when it ignores case; a table of words does not
FINENESS = ("year", "month", "day")


@dataclass(frozen=True, slots=True)
class When:
    """A date expression: its place in the sentence, the period it names, and what the words before it make of it.

    `is_effective`: from then on a measure applies; `is_start`: from then on something lasts; `is_end`: not when it happened, but a limit;
    `is_ahead`: still to come; `is_aside`: of something named in passing.
    """

    start: int
    end: int
    text: str
    period: Period
    is_effective: bool = False
    is_end: bool = False
    is_start: bool = False
    is_ahead: bool = False
    is_aside: bool = False


def find_dates(text: str, anchor: Anchor) -> list[When]:
    """All date expressions of a sentence, left to right, each resolved against the anchor; a stretch of time is dated by its start.

    An expression that nothing places ("on Thursday" in a document without a date) is left out: codebook, section 5.
    """
    plain = text.translate(LOOKALIKES)
    found: list[When] = []
    for stretch in find_stretches(plain):
        when = _read(text, plain, stretch, anchor)
        if when is not None:
            found.append(when)
            if not (when.is_end or when.is_effective or when.is_aside):
                anchor = replace(anchor, story=when.period, is_near=True)
    return found


def heading_year(heading: str | None) -> Period:
    """The year that a heading puts in force ("2013", "Break of 2021"); none for a range, a century or what has no end ("Since 2013")."""
    words = re.findall(r"\w+", (heading or "").lower())
    years = [word for word in words if re.fullmatch(YEAR, word)]
    return year_of(int(years[0])) if len(years) == 1 and not time_words().sets["open_headings"] & set(words) else Period()


def reached_by(whens: Sequence[When], story: Period) -> Period:
    """Where the date expressions of a sentence bring the story: to the last of its days, but not to a limit, a plan or a thing of the past
    named in passing; no period where they leave it where it is."""
    told = [when for when in whens if not (when.is_end or when.is_effective or when.is_ahead or _holds(when.period, story))]
    main = [when for when in told if not when.is_aside] or [when for when in told if story.first is None or _first(when) >= story.first]
    return max(main, key=lambda when: (_first(when), FINENESS.index(when.period.precision))).period if main else Period()


def year_written(text: str) -> Period:
    """The one year in which all dates of a text lie that are written with month and year; no period where there is none or several."""
    years = years_written(text)
    return year_of(years.pop()) if len(years) == 1 else Period()


def is_unplaced(text: str, anchor: Anchor) -> bool:
    """Whether a sentence tells a time that nothing places ("on Thursday" in a document without a date)."""
    plain = text.translate(LOOKALIKES)
    relative_ones = [stretch for stretch in find_stretches(plain) if stretch[0][1] not in WRITTEN]
    return any(_read(text, plain, stretch, anchor) is None for stretch in relative_ones)


def lead_day(texts: Iterable[str], told_on: date) -> date:
    """The day of which the first sentences of a report tell; reports are often dated by the day after ("said on Thursday", on a Friday)."""
    days = [when.period.first for text in texts for when in find_dates(text, Anchor(told_on)) if when.period.precision == "day"]
    return next((first for first in days if first is not None and timedelta() <= told_on - first <= timedelta(1)), told_on)


def _read(text: str, plain: str, stretch: Sequence[Found], anchor: Anchor) -> When | None:
    """One expression, or two dates that belong together."""
    start, end = span_of(stretch[0][0])[0], span_of(stretch[-1][0])[1]
    counted = count_before(plain, start)
    effective, limit = follows(plain, start, "effective"), counted is None and follows(plain, start, "until")
    ahead = effective or looks_ahead(plain, start)
    begins, between = follows(plain, start, "start"), follows(plain, start, "between")
    anchor = replace(anchor, is_ahead=ahead or limit)
    try:
        period = _period(stretch, anchor, is_between=between, is_linked=begins or between)
        period = _counted_from(period, counted) if period is not None and counted is not None else period
    except (ValueError, OverflowError):  # a day that no calendar holds
        return None
    if period is None or period.first is None:
        return None
    resolver, story = stretch[0][1], anchor.story.first
    back = story is not None and resolver in (relative.counted, relative.relative_unit) and period.last is not None and period.last < story
    of_a_thing = resolver in KINDS and follows(plain, start, "aside") and not follows(plain, start, "part")
    aside = back or (of_a_thing and counted is None and not effective)
    return When(start, end, text[start:end], period, effective, limit, begins and not _is_stretch(stretch), ahead, aside)


def _period(stretch: Sequence[Found], anchor: Anchor, *, is_between: bool, is_linked: bool) -> Period | None:
    """What an expression names; of two dates the first, or after "between" what holds both. `is_linked`: the word before it links them."""
    (match, resolver), (last, last_resolver) = stretch[0], stretch[-1]
    if len(stretch) == 1:
        period = resolver(match, anchor)
        return coarser(period) if period is not None and is_between and _is_stretch(stretch) else period
    end = last_resolver(last, replace(anchor, is_linked=True))
    if end is None or end.first is None or end.last is None:
        return None
    dated = last_resolver in (full, month_with_year) and resolver in (day_without_year, bare_month)
    first = resolver(match, Anchor(end.first, is_linked=True) if dated else replace(anchor, is_linked=is_linked))
    return spanning(first.first, end.last) if is_between and first is not None and first.first is not None else first


def _counted_from(period: Period, match: re.Match[str]) -> Period | None:
    """ "Two days before 5 May", "the eve of 5 May": the day that is meant; None where more is counted than days."""
    if period.precision != "day" or period.first is None or (match["unit"] or "day").lower() != "day":
        return None
    number = (match["count"] or "one").lower()
    days = int(number) if number.isdigit() else time_words().numbers[number]
    return day(period.first + timedelta(days if (match["side"] or "").lower() == "after" else -days))


def _is_stretch(stretch: Sequence[Found]) -> bool:
    """ "3 to 5 May", "3 May to 5 June"."""
    return len(stretch) > 1 or bool(stretch[0][0].groupdict().get("more"))


def _holds(period: Period, story: Period) -> bool:
    """ "Later that year": no step on."""
    return story.first is not None and period != story and spanning(story.first, period.first or story.first) == period


def _first(when: When) -> date:
    return when.period.first or date.min
