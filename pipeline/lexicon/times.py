"""Words for time: `dates.toml` in, lookup tables out."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

NAMED = ("months", "weekdays", "numbers", "seasons")  # tables whose order counts


@dataclass(frozen=True, slots=True)
class TimeWords:
    """Names of months (1 to 12), weekdays (0 to 6, Monday first), seasons (their first month) and numbers; and every list by its name."""

    months: dict[str, int]
    weekdays: dict[str, int]
    numbers: dict[str, int]
    seasons: dict[str, int]
    phrases: dict[str, tuple[str, ...]]
    sets: dict[str, frozenset[str]]


@cache
def time_words() -> TimeWords:
    """The words of `dates.toml`; names are lower case."""
    source = tomllib.loads(files("pipeline.lexicon").joinpath("dates.toml").read_text(encoding="utf-8"))
    phrases = {key: tuple(words) for key, words in source.items() if key not in NAMED}
    return TimeWords(
        months={name: number for number, names in enumerate(source["months"], start=1) for name in names},
        weekdays={name: number for number, names in enumerate(source["weekdays"]) for name in names},
        numbers={name: number for number, name in enumerate(source["numbers"], start=1)} | {"a": 1, "an": 1, "the": 1},
        seasons={name: 3 * number for number, names in enumerate(source["seasons"], start=1) for name in names},
        phrases=phrases,
        sets={key: frozenset(words) for key, words in phrases.items()},
    )
