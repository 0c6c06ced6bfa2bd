"""A sentence in, its date expressions out as written: each with its resolver, those that belong together in one stretch."""

import re
from collections.abc import Iterable, Iterator, Set
from functools import cache

from pipeline.extract import relative
from pipeline.extract.resolvers import Anchor, Resolver, bare_month, bare_year, day_without_year, full, month_with_year, season_with_year
from pipeline.lexicon.beginnings import words_in
from pipeline.lexicon.times import time_words
from pipeline.records import Period

YEAR = r"(?:1[5-9]|20)\d\d"
KINDS: dict[Resolver, str] = {  # dates that can belong together: "3 May to 5 June 2019"
    **dict.fromkeys((full, day_without_year), "day"),
    **dict.fromkeys((month_with_year, bare_month), "month"),
    bare_year: "year",
    relative.weekday: "weekday",
}
WRITTEN = (full, day_without_year, month_with_year, season_with_year, bare_month, bare_year)  # no words that count from another time

LETTERS, DIGITS = re.compile(r"[^\W\d_]+"), re.compile(r"\d")
DIGIT = "0"  # stands for any, among the words of a sentence

Found = tuple[re.Match[str], Resolver]
Written = tuple[tuple[str, ...], str, Resolver]  # the kinds of words that a pattern needs, the pattern, what reads it
Pattern = tuple[tuple[frozenset[str], ...], re.Pattern[str], Resolver]  # the same with the words themselves


def find_stretches(text: str) -> Iterator[list[Found]]:
    """Date expressions from left to right, those that belong together in one list ("3 May to 5 June 2019")."""
    stretch: list[Found] = []
    for item in find_expressions(text):
        if stretch and not _are_linked(text, stretch[-1], item):
            yield stretch
            stretch = []
        stretch.append(item)
    if stretch:
        yield stretch


def find_expressions(text: str) -> list[Found]:
    """Date expressions from left to right; where two overlap, the more explicit one."""
    there: Set[str] = words_in(text)
    if DIGITS.search(text):
        there = there | {DIGIT}
    if _hints().isdisjoint(there):
        return []
    found: list[Found] = []
    for needs, pattern, resolver in _patterns():
        if any(map(there.isdisjoint, needs)):
            continue
        for match in pattern.finditer(text):
            if not any(match.start() < other.end() and other.start() < match.end() for other, _ in found):
                found.append((match, resolver))
    return sorted(found, key=lambda item: item[0].start())


def years_written(text: str) -> set[int]:
    """The years of all dates of a text that are written with month and year."""
    dated = (pattern for _, pattern, resolver in _patterns() if resolver in (full, month_with_year))
    plain = " ".join(text.split())
    return {int(match["year"]) for pattern in dated for match in pattern.finditer(plain) if re.fullmatch(YEAR, match["year"])}


def span_of(match: re.Match[str]) -> tuple[int, int]:
    """The expression without the word before it that shows that it is one, and without space around it."""
    start = match.end("before") if "before" in match.re.groupindex else match.start()
    text = match.string[start : match.end()]
    return match.end() - len(text.lstrip()), start + len(text.rstrip())


def follows(text: str, start: int, key: str) -> bool:
    """Whether one of these phrases comes right before a place, but for "on" and "the"."""
    return _before(key).search(text, max(start - 40, 0), start) is not None


def looks_ahead(text: str, start: int) -> bool:
    """Whether the words before a place put it in the future; what is said, is said now."""
    words = _ahead().findall(text, max(start - 80, 0), start)
    return bool(words) and words[-1].lower() in time_words().sets["ahead"]


def count_before(text: str, start: int) -> re.Match[str] | None:
    """ "Two days before" right before a date: `count`, `unit` and `side` (`before` or `after`); or "the eve of", without any of these."""
    return _count().search(text, max(start - 40, 0), start)


def any_of(words: Iterable[str]) -> str:
    """A pattern for any of these, the longest first."""
    return "|".join(re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word)))


def _are_linked(text: str, one: Found, other: Found) -> bool:
    kind = KINDS.get(one[1])
    return kind is not None and kind == KINDS.get(other[1]) and _link().fullmatch(text, one[0].end(), span_of(other[0])[0]) is not None


@cache
def _link() -> re.Pattern[str]:
    return re.compile(rf"\s*(?:,\s*)?(?:{any_of(time_words().phrases['links'])})\s*(?:the\s+)?", re.IGNORECASE)


@cache
def _hints() -> frozenset[str]:
    """What every date expression holds one of; most sentences have none and need no closer look."""
    return frozenset(word for needs, _, _ in _patterns() for words in needs for word in words)


@cache
def _before(key: str) -> re.Pattern[str]:
    phrases = time_words().phrases[key]
    words = [phrase for phrase in phrases if phrase[0].isalpha()]
    marks = [phrase for phrase in phrases if not phrase[0].isalpha()]
    either = "|".join([rf"\b(?:{any_of(words)})", *map(re.escape, marks)])
    return re.compile(rf"(?:{either})(?:\s+(?:{'on' if 'the' in phrases else 'on|the'}))*\s*$", re.IGNORECASE)


@cache
def _ahead() -> re.Pattern[str]:
    phrases = time_words().phrases
    words = [phrase for phrase in (*phrases["ahead"], *phrases["breaks"]) if phrase[0].isalpha()]
    return re.compile(rf"\b(?:{any_of(words)})\b|'ll\b|[;:\"]", re.IGNORECASE)


@cache
def _count() -> re.Pattern[str]:
    return re.compile(
        rf"\b(?:(?P<count>{any_of(time_words().numbers)}|\d{{1,3}})\s+(?P<unit>day|week|month|year)s?\s+(?P<side>before|after)"
        r"|the\s+eve\s+of)\s+(?:the\s+)?$",
        re.IGNORECASE,
    )


@cache
def _patterns() -> tuple[Pattern, ...]:
    """Patterns from the most to the least explicit; a later one never takes words of an earlier one."""
    kinds = _kinds_of_words()
    table = (*_written_days(), *_relative_to_other_dates(), *_relative(), *_vague())
    return tuple((tuple(map(kinds.__getitem__, needs)), re.compile(pattern, re.IGNORECASE), resolver) for needs, pattern, resolver in table)


def _kinds_of_words() -> dict[str, frozenset[str]]:
    """The kinds of words that a pattern can need: all words of which a sentence must have one; of phrases the last ones."""
    words = time_words()
    units = ("hour", "day", "week", "month", "year")
    kinds = {"digit": {DIGIT}, "month": words.months, "weekday": words.weekdays, "season": words.seasons, "weekend": {"weekend"}}
    kinds |= {"unit": {form for unit in units for form in (unit, f"{unit}s")}}
    kinds |= {key: {LETTERS.findall(phrase)[-1] for phrase in words.phrases[key]} for key, _ in _phrases()}
    return {kind: frozenset(found) for kind, found in kinds.items()}


def _months() -> str:
    names = time_words().months
    short = [name for name in names if any(other != name and other.startswith(name) for other in names)]
    return rf"(?P<month>{any_of(names.keys() - short)}|(?:{any_of(short)})\b\.?)(?!\w)"


def _written_days() -> Iterator[Written]:
    """With day, month and year, or two of them; "Wednesday, 3 to 5 June 2019" is one expression."""
    words = time_words()
    months = _months()
    named = rf"(?:\b(?:{any_of(words.weekdays)})\b\.?,?\s+)?"
    ordinal = r"(?:st|nd|rd|th)?"
    more = rf"(?:\s*(?:,\s*)?(?:{any_of(words.phrases['links'])})\s*(?P<more>\d{{1,2}}){ordinal}\b(?![.,:]\d|\s*%)){{0,6}}"
    days = rf"(?:the\s+)?(?P<day>\d{{1,2}}){ordinal}\b{more}"
    alone = r"(?<![\d.,/-])"
    yield ("digit",), r"\b(?P<year>\d{4})([-/])(?P<number>\d{1,2})\2(?P<day>\d{1,2})(?=T|\b)", full
    yield ("digit",), rf"{alone}\b(?P<day>\d{{1,2}})\.(?P<number>\d{{1,2}})\.(?P<year>{YEAR})\b", full
    yield ("month", "digit"), rf"{named}\b{months}\s+{days}\s*,?\s+(?:of\s+)?(?P<year>{YEAR})\b", full
    yield ("month", "digit"), rf"{named}{alone}\b{days}\s+(?:of\s+)?{months},?\s+(?:of\s+)?(?P<year>{YEAR})\b", full
    of_year = r"(?:\s+of|,)?\s+(?P<which>that|the same|the following|the next|the previous|this|last|next)\s+year\b"
    yield ("month", "unit"), rf"{alone}(?:\b(?P<day>\d{{1,2}}){ordinal}\s+(?:of\s+)?)?\b{months}{of_year}", relative.month_of_year
    yield ("month", "digit", "unit"), rf"\b{months}\s+(?P<day>\d{{1,2}}){ordinal}{of_year}", relative.month_of_year
    yield ("digit", "unit"), rf"\bthe\s+(?P<day>\d{{1,2}}){ordinal}\s+of\s+(?:that|the same)\s+month\b", relative.day_of_month
    yield ("month", "digit"), rf"{named}\b{months}\s+{days}(?![.,:]\d|\s*%)", day_without_year
    yield ("month", "digit"), rf"{named}{alone}\b{days}\s+(?:of\s+)?{months}", day_without_year
    yield ("month", "digit"), rf"\b{months}\s*,?\s+(?:of\s+)?(?P<year>{YEAR})\b", month_with_year
    yield ("season", "digit"), rf"\b(?:{any_of(words.seasons)})(?:\s+of|,)?\s+(?P<year>{YEAR})\b(?!\s*[-/]\s*\d)", season_with_year


def _relative_to_other_dates() -> Iterator[Written]:
    """Counted from the report or from another date; what is counted from an event ("two days after the vote") is left out."""
    words = time_words()
    closed = rf"(?=\s*(?:$|[.,;:)!?\"]|(?:{any_of(words.phrases['closes'])})\b))"
    side = rf"(?P<side>ago|later|earlier|previously|afterwards|(?:before|after){closed})"
    hedged = "".join(rf"(?<!\b{re.escape(hedge)}\s)" for hedge in words.phrases["hedges"])
    some = rf"(?:(?:{any_of(words.phrases['vague_counts'])})\s+)?"
    yield (
        ("unit",),
        rf"(?<![\w.,-]){hedged}(?P<count>{any_of(words.numbers)}|\d+)\s+(?P<unit>day|week|month|year)s?\s+{side}(?!\w)",
        relative.counted,
    )
    yield ("unit",), rf"\b{some}(?P<unit>hour|day|week|month)s\s+(?P<side>later|earlier|afterwards|ago)\b", relative.vaguely_counted


def _relative() -> Iterator[Written]:
    """Counted from the report or from where the story is."""
    words = time_words()
    written = any_of(name for name in words.weekdays if name.endswith("day"))
    short = any_of(name for name in words.weekdays if not name.endswith("day"))
    which = r"(?P<which>last|next|this(?: past| coming)?|on|late|early)"
    yield ("month",), rf"\b(?P<which>last|next|this past|this coming|this)\s+{_months()}(?=[^\w]|$)", relative.relative_month
    yield ("weekday", "unit"), rf"\b(?P<weekday>{written})\s+(?:of\s+)?(?P<which>last|this|next)\s+week\b", relative.weekday_of_week
    yield ("weekday", "unit"), rf"\b(?P<which>last|this|next)\s+week\s+on\s+(?P<weekday>{written})\b", relative.weekday_of_week
    yield ("weekday",), rf"\b(?:{which}\s+)?(?P<weekday>{written})\b", relative.weekday
    yield ("weekday",), rf"\b{which}\s+(?P<weekday>{short})\b\.?", relative.weekday
    unit = r"(?P<unit>week|month|year)"
    which_unit = r"(?P<which>(?:this )?past|last|previous|this|next|coming|following|same|that)\s+(?:same\s+)?"
    yield ("unit",), rf"\b(?P<article>the\s+)?{which_unit}{unit}\b", relative.relative_unit
    yield (
        ("unit",),
        rf"\b(?:end|beginning|start|middle|later|earlier)\s+(?:of|in)\s+(?P<article>the\s+)(?P<which>)?{unit}\b",
        relative.relative_unit,
    )
    which_season = r"(?P<which>(?:the )?(?:last|this|next|that|same|following|previous)|in(?: the)?)"
    yield ("season",), rf"\b{which_season}\s+(?P<unit>{any_of(words.seasons)})\b", relative.season
    yield ("weekend",), r"\b(?:(?:over|at|on|during)\s+)?(?P<which>last|this|the|next|past|that)\s+(?:past\s+)?weekend\b", relative.weekend
    for key, resolver in _phrases():
        yield (key,), rf"\b(?:{any_of(words.phrases[key])})\b", _unless_title(resolver)


def _phrases() -> Iterator[tuple[str, Resolver]]:
    yield "today", lambda match, anchor: relative.from_report(anchor, 0)
    yield "yesterday", lambda match, anchor: relative.from_report(anchor, -1)
    yield "tomorrow", lambda match, anchor: relative.from_report(anchor, 1)
    yield "same_day", lambda match, anchor: relative.from_story(anchor, 0)
    yield "next_day", lambda match, anchor: relative.from_story(anchor, 1) if _closes(match) else None
    yield "day_before", lambda match, anchor: relative.from_story(anchor, -1) if _closes(match) else None
    yield "recent", lambda match, anchor: relative.recently(anchor)


def _unless_title(resolver: Resolver) -> Resolver:
    """ "Today" within a sentence is a programme or a newspaper."""

    def resolve(match: re.Match[str], anchor: Anchor) -> Period | None:
        is_title = match[0][0].isupper() and match.string[: match.start()].rstrip()[-1:].isalnum()
        return None if is_title else resolver(match, anchor)

    return resolve


def _closes(match: re.Match[str]) -> bool:
    """ "The day after" counts from the story; "the day after the vote" from another event."""
    if not match[0].lower().endswith(("before", "after")):
        return True
    after = re.match(r"\s*(\w+|$|\W)", match.string[match.end() :])
    return after is None or not after[1].isalpha() or after[1].lower() in time_words().sets["closes"]


def _vague() -> Iterator[Written]:
    """A month or a year alone, with the word before it that shows what it is."""
    before = r"(?P<before>\b\w+(?:\s*-)?|[(,-])"
    yield ("month",), rf"{before}\s*\b{_months()}", bare_month
    yield ("digit",), rf"{before}\s*\b(?P<year>{YEAR})\b(?!['’]s|\s*[-–/]\s*\d|\s*%|[.,]\d)", bare_year
