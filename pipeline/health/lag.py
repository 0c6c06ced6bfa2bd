"""`36h` in, that much time out."""

import re
from datetime import timedelta

UNITS = {"m": "minutes", "h": "hours", "d": "days", "w": "weeks"}


def read_lag(text: str) -> timedelta:
    """The time that a number with `m`, `h`, `d` or `w` stands for, such as `36h`. ValueError for anything else, and for no time at all."""
    found = re.fullmatch(r"([0-9]{1,6})\s*([mhdw])", text.strip().lower())
    if found is None or not int(found[1]):
        raise ValueError(f"{text!r} is no time such as 90m, 36h, 7d or 2w")
    return timedelta(**{UNITS[found[2]]: int(found[1])})
