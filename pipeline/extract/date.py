"""A sentence and what is known of the time around it in, dated expressions out. Never more precise than the words are."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from pipeline.extract.period import coarser, day, month, year_of
from pipeline.extract.resolvers import (
    Anchor,
    Resolver,
    bare_month,
    bare_year,
    counted,
    day_of_story_month,
    day_without_year,
    from_report,
    from_story,
    full,
    month_of_next_year,
    month_of_story_year,
    month_with_year,
    relative_month,
    relative_season,
    relative_unit,
    weekday,
)
from pipeline.lexicon.times import time_words
from pipeline.records import Period

__all__ = ["Anchor", "When", "coarser", "day", "find_dates", "heading_year", "month", "year_of"]

YEAR = r"(?:1[5-9]|20)\d\d"
LOOKALIKES = str.maketrans("ſıİK", "siIK")  # letters that a pattern takes for these when it ignores case; a table of words does not


@dataclass(frozen=True, slots=True)
class When:
    """A date expression: its place in the sentence, the period it names, and whether it starts or ends a measure."""

    start: int
    end: int
    text: str
    period: Period
    is_effective: bool = False
    is_end: bool = False


def find_dates(text: str, anchor: Anchor) -> list[When]:
    """All date expressions of a sentence, left to right, each resolved against the anchor.

    An expression that nothing places ("on Thursday" in a document without a date) is left out: codebook, section 5.
    """
    plain = text.translate(LOOKALIKES)
    found: list[When] = []
    story = anchor.story
    for match, resolver in _matches(plain):
        period = _resolve(match, resolver, Anchor(anchor.told_on, story))
        if period is not None and period.first is not None:
            start, end = _span(match)
            found.append(When(start, end, text[start:end], period, _follows(plain, start, "effective"), _follows(plain, start, "until")))
            story = period
    return found


def heading_year(heading: str | None) -> Period:
    """The year that a heading puts in force ("2013", "Break of 2021"); no period for a range or a century."""
    years = re.findall(rf"\b{YEAR}\b", heading or "")
    return year_of(int(years[-1])) if len(years) == 1 else Period()


def _matches(text: str) -> list[tuple[re.Match[str], Resolver]]:
    """Date expressions from left to right; where two overlap, the more explicit one."""
    found: list[tuple[re.Match[str], Resolver]] = []
    for pattern, resolver in _patterns():
        for match in pattern.finditer(text):
            if not any(match.start() < other.end() and other.start() < match.end() for other, _ in found):
                found.append((match, resolver))
    return sorted(found, key=lambda item: item[0].start())


def _resolve(match: re.Match[str], resolver: Resolver, anchor: Anchor) -> Period | None:
    try:
        return resolver(match, anchor)
    except (ValueError, OverflowError):  # a day that no calendar holds
        return None


def _span(match: re.Match[str]) -> tuple[int, int]:
    """The expression without the word before it that shows that it is one, and without space around it."""
    start = match.end("before") if "before" in match.re.groupindex else match.start()
    text = match.string[start : match.end()]
    return match.end() - len(text.lstrip()), start + len(text.rstrip())


def _follows(text: str, start: int, key: str) -> bool:
    """Whether one of the phrases comes right before this place, but for "on" and "the"."""
    return _before(key).search(text, 0, start) is not None


@cache
def _before(key: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{_any(time_words().phrases[key])})(?:\s+(?:on|the))*\s*$", re.IGNORECASE)


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], Resolver], ...]:
    """Patterns from the most to the least explicit; a later one never takes words of an earlier one."""
    words = time_words()
    months = rf"(?P<month>{_any(words.months)})\b\.?"
    numbers = _any(words.numbers)
    day_number = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
    number_end = r"\b(?![.,:]\d|\s*%)"  # "May 15,000 people marched"
    table: list[tuple[str, Resolver]] = [
        (r"\b(?P<year>\d{4})-(?P<number>\d{1,2})-(?P<day>\d{1,2})\b", full),
        (rf"\b{months}\s+{day_number}(?:\s*-\s*\d+)?\s*,?\s+(?P<year>{YEAR})\b", full),
        (rf"\b{day_number}(?:\s*-\s*\d+)?\s+(?:of\s+)?{months},?\s+(?P<year>{YEAR})\b", full),
        (rf"\bthe\s+{day_number}\s+of\s+(?:that|the same)\s+month\b", day_of_story_month),
        (rf"\b{months}\s+of\s+(?:that|the same)\s+year\b", month_of_story_year),
        (rf"\b{months}\s+of\s+the\s+(?:following|next)\s+year\b", month_of_next_year),
        (rf"\b{months}\s+{day_number}{number_end}", day_without_year),
        (rf"\b{day_number}(?:\s*-\s*\d+)?\s+(?:of\s+)?{months}\b", day_without_year),
        (rf"\b{months}\s*,?\s+(?:of\s+)?(?P<year>{YEAR})\b", month_with_year),
        (rf"(?<![\w.,-])(?P<count>{numbers}|\d+)\s+(?P<unit>day|week|month|year)s?\s+(?P<side>ago|later|earlier|before|after)\b", counted),
        (rf"\b(?P<which>last|next|this past|this coming|this)\s+(?:{months})(?=[^\w]|$)", relative_month),
        (rf"\b(?P<which>last|next|this|on|late|early)?\s*\b(?P<weekday>{_any(words.weekdays)})\b(?!\s+Times|\s+Herald)", weekday),
        (r"\b(?P<which>last|previous|this|next|following|same|that|the same)\s+(?P<unit>week|month|year)\b", relative_unit),
        (rf"\b(?P<which>last|this|next)\s+(?P<unit>{_any(words.seasons)})\b", relative_season),
        *((rf"\b(?:{_any(words.phrases[key])})\b", resolver) for key, resolver in _phrases()),
        (rf"(?P<before>\b\w+-?|\()\s*\b{months}(?![\w\s]*\bmarch)", bare_month),
        (rf"(?P<before>\b\w+|\()\s*\b(?P<year>{YEAR})\b(?!s|\s*[-–]\s*\d|\s+\w*(?:km|million|people|troops))", bare_year),
    ]
    return tuple((re.compile(pattern, re.IGNORECASE), resolver) for pattern, resolver in table)


def _phrases() -> Iterator[tuple[str, Resolver]]:
    yield "today", lambda match, anchor: from_report(anchor, 0)
    yield "yesterday", lambda match, anchor: from_report(anchor, -1)
    yield "tomorrow", lambda match, anchor: from_report(anchor, 1)
    yield "same_day", lambda match, anchor: from_story(anchor, 0)
    yield "next_day", lambda match, anchor: from_story(anchor, 1)
    yield "day_before", lambda match, anchor: from_story(anchor, -1)
    yield "recent", lambda match, anchor: month(anchor.told_on.year, anchor.told_on.month) if anchor.told_on else None


def _any(words: Iterable[str]) -> str:
    """A pattern for any of these, the longest first."""
    return "|".join(sorted(words, key=lambda word: (-len(word), word)))
