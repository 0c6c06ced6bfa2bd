"""Date expressions as written: which words belong to them, which belong together, what stands before them."""

import pytest

from pipeline.extract.expressions import count_before, find_expressions, find_stretches, follows, looks_ahead, span_of, years_written


def written(text: str) -> list[str]:
    return [text[slice(*span_of(match))] for match, _ in find_expressions(text)]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("On Wednesday, June 3, they met.", ["Wednesday, June 3"]),
        ("They met on Sept. 5.", ["Sept. 5"]),
        ("They met in May.", ["May"]),
        ("They met (2004), and on 5 May.", ["2004", "5 May"]),
        ("They met on 3 to 5 May 2019, not on Tuesday.", ["3 to 5 May 2019", "on Tuesday"]),
        ("They met on 12 May of the same year.", ["12 May of the same year"]),
        ("They met in Lima.", []),
        ("Three delegations met.", []),
    ],
)
def test_an_expression_takes_all_of_its_words(text: str, wanted: list[str]) -> None:
    assert written(text) == wanted


@pytest.mark.parametrize(
    ("text", "sizes"),
    [
        ("They met from 3 May to 5 June 2019.", [2]),
        ("They met in 1991, 1992 and 1995.", [3]),
        ("They met on 3 May and in June 2019.", [1, 1]),
        ("They met in 1991 and on 3 May 1992.", [1, 1]),
        ("They met on Monday and Tuesday.", [2]),
        ("They met on Monday, and Chile left on Tuesday.", [1, 1]),
    ],
)
def test_dates_of_one_kind_that_only_a_link_parts_belong_together(text: str, sizes: list[int]) -> None:
    assert [len(stretch) for stretch in find_stretches(text)] == sizes


@pytest.mark.parametrize(
    ("text", "key", "wanted"),
    [
        ("visas are needed as of |", "effective", True),
        ("visas are needed effective on the |", "effective", True),
        ("visas are needed on |", "effective", False),
        ("it is closed until |", "until", True),
        ("it is closed by the |", "until", True),
        ("a hobby |", "until", False),
        ("the award of |", "aside", True),
        ("the |", "aside", True),
        ("on |", "aside", False),
    ],
)
def test_the_words_right_before_a_place(text: str, key: str, wanted: bool) -> None:
    assert follows(text, text.index("|"), key) is wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("They will meet on |", True),
        ("Talks scheduled for |", True),
        ("They'll meet on |", True),
        ("They will meet, he said on |", False),
        ("They will meet; they met on |", False),
        ("They met on |", False),
    ],
)
def test_what_is_said_is_said_now_and_what_will_be_lies_ahead(text: str, wanted: bool) -> None:
    assert looks_ahead(text, text.index("|")) is wanted


def test_days_counted_from_a_date() -> None:
    match = count_before("Two days before |", 16)
    assert match is not None
    assert match.group("count", "unit", "side") == ("Two", "day", "before")
    eve = count_before("on the eve of |", 14)
    assert eve is not None
    assert eve.group("count", "unit", "side") == (None, None, None)
    assert count_before("two days of |", 12) is None


def test_only_dates_with_a_month_tell_the_years_of_a_text() -> None:
    assert years_written("On 5 May 2019 and in June 2020 the law of 1961 was read, 2018-03-01 too.") == {2018, 2019, 2020}
