"""Words for time: `dates.toml` in, lookup tables out."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class TimeWords:
    """Names of months (1 to 12), weekdays (0 to 6, Monday first) and numbers, and the phrases that point in time."""

    months: dict[str, int]
    weekdays: dict[str, int]
    numbers: dict[str, int]
    seasons: tuple[str, ...]
    before_month: frozenset[str]
    before_year: frozenset[str]
    phrases: dict[str, tuple[str, ...]]


@cache
def time_words() -> TimeWords:
    """The words of `dates.toml`; names are lower case."""
    source = tomllib.loads(files("pipeline.lexicon").joinpath("dates.toml").read_text(encoding="utf-8"))
    return TimeWords(
        months={name: number for number, names in enumerate(source["months"], start=1) for name in names},
        weekdays={name: number for number, names in enumerate(source["weekdays"]) for name in names},
        numbers={name: number for number, name in enumerate(source["numbers"], start=1)} | {"a": 1, "an": 1},
        seasons=tuple(source["seasons"]),
        before_month=frozenset(source["before_month"]),
        before_year=frozenset(source["before_year"]),
        phrases={
            key: tuple(source[key])
            for key in ("today", "yesterday", "tomorrow", "same_day", "next_day", "day_before", "effective", "until", "recent")
        },
    )
