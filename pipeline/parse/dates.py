"""A line that dates a document (a header, a dateline, a time stamp, a link) in, that day out."""

import re
from datetime import date

MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?"
    r"|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_ISO = re.compile(r"(?<!\d)(\d{4})[-/](\d{1,2})[-/](\d{1,2})(?!\d)")
_MONTH_DAY = re.compile(rf"\b({MONTH}) ?(\d{{1,2}})(?:st|nd|rd|th)? ?,? ?(\d{{4}})(?!\d)", re.IGNORECASE)
_DAY_MONTH = re.compile(rf"(?<!\d)(\d{{1,2}})(?:st|nd|rd|th)? ({MONTH}),? (\d{{4}})(?!\d)", re.IGNORECASE)


def find_day(line: str) -> date | None:
    """The first full date in a line (`2017-02-3`, `/2017/08/6/`, `Dec 11 , 2006`, `11 December 2006`); None without one."""
    if match := _ISO.search(line):
        return _day(match[1], match[2], match[3])
    if match := _MONTH_DAY.search(line):
        return _day(match[3], _month(match[1]), match[2])
    if match := _DAY_MONTH.search(line):
        return _day(match[3], _month(match[2]), match[1])
    return None


def _month(name: str) -> int:
    return _MONTHS.index(name[:3].lower()) + 1


def _day(year: str, month: str | int, day: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None
