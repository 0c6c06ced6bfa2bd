"""A value of a settings file in; the value as it is meant out, or a ValueError that says what belongs there."""

import re
from collections.abc import Callable
from datetime import date, datetime
from typing import Any


def text(value: Any) -> str:
    """A text on one line; what is invisible in it, or turns the direction of writing, is no part of a name or an address."""
    if not isinstance(value, str) or not value.strip() or not value.strip().isprintable():
        raise ValueError("is a text on one line, which is not empty")
    return value.strip()


def fact(value: Any) -> str | None:
    """A text; an empty one says nothing."""
    return None if value == "" else text(value)


def like(pattern: re.Pattern[str], reason: str) -> Callable[[Any], str]:
    def check(value: Any) -> str:
        if not isinstance(value, str) or not pattern.fullmatch(value.strip()):
            raise ValueError(reason)
        return value.strip()

    return check


def one_of(choices: tuple[str, ...]) -> Callable[[Any], str]:
    def check(value: Any) -> str:
        if value not in choices:
            raise ValueError(f"is one of {', '.join(choices)}")
        return str(value)

    return check


def number(least: float, most: float, *, whole: bool) -> Callable[[Any], Any]:
    kinds = (int,) if whole else (int, float)

    def check(value: Any) -> Any:
        if isinstance(value, bool) or not isinstance(value, kinds) or not least <= value <= most:
            raise ValueError(f"is a {'whole ' if whole else ''}number from {least:,} to {most:,}")
        return value if whole else float(value)

    return check


def flag(value: Any) -> bool:
    if not isinstance(value, bool):
        raise ValueError("is true or false, without quotation marks")
    return value


def texts(value: Any) -> tuple[str, ...]:
    if not isinstance(value, list):
        raise ValueError('is a list of texts, such as ["*/press/*"]')
    return tuple(map(text, value))


def day(value: Any) -> date:
    if not isinstance(value, date) or isinstance(value, datetime):
        raise ValueError("is a day without quotation marks, such as 2020-01-01")
    return value
