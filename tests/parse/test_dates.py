from datetime import date

import pytest

from pipeline.parse.dates import find_day


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("2017-02-3", date(2017, 2, 3)),
        ("/news/2003/04/1/some-slug-2019-01-01.md", date(2003, 4, 1)),
        ("2024-01-11T19:29:30", date(2024, 1, 11)),
        ("ACCRA, Dec 11 , 2006, 2006", date(2006, 12, 11)),
        ("By A. Writer | May 24, 2002 | Page 12", date(2002, 5, 24)),
        ("Sept. 4th, 1999", date(1999, 9, 4)),
        ("11 December 2006", date(2006, 12, 11)),
        ("2017-02-31", None),
        ("in May 2004", None),
        ("Dec 11", None),
        ("120170-01-011", None),
    ],
)
def test_find_day(line: str, day: date | None) -> None:
    assert find_day(line) == day
