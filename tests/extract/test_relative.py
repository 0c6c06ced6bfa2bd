"""Relative dates: counted from the report, or from where the story is; what neither places is left out."""

from datetime import date

import pytest

from tests.extract.dating import dates

AUGUST = date(2019, 8, 14)  # a Wednesday
FEBRUARY = date(2019, 2, 14)


@pytest.mark.parametrize(
    ("text", "told_on", "wanted"),
    [
        ("Peru left last fall.", FEBRUARY, "2018"),
        ("Peru left last fall.", AUGUST, "2018"),
        ("Peru left last spring.", FEBRUARY, "2018"),
        ("Peru left last spring.", AUGUST, "2019"),
        ("Peru left last summer.", AUGUST, "2018"),
        ("Peru left in the summer.", AUGUST, "2019"),
        ("Peru left in the autumn.", FEBRUARY, "2018"),
        ("Peru will leave this autumn.", AUGUST, "2019"),
        ("Peru will leave next spring.", AUGUST, "2020"),
        ("Peru left on Tuesday night.", AUGUST, "2019-08-13"),
        ("Peru left late Tuesday.", AUGUST, "2019-08-13"),
        ("Peru left on Tues.", AUGUST, "2019-08-13"),
        ("Peru will leave on Friday.", AUGUST, "2019-08-16"),
        ("Talks are set for Monday.", AUGUST, "2019-08-19"),
        ("Peru will leave, a minister said on Friday.", AUGUST, "2019-08-09"),
        ("A minister said on Friday that Peru would leave.", AUGUST, "2019-08-09"),
        ("Peru left on Tuesday of last week.", AUGUST, "2019-08-06"),
        ("Peru left last week on Tuesday.", AUGUST, "2019-08-06"),
        ("Peru will leave on Friday next week.", AUGUST, "2019-08-23"),
        ("Peru met Chile from Monday to Wednesday.", AUGUST, "2019-08-12"),
        ("Peru left over the weekend.", AUGUST, "2019-08"),
        ("Peru left over the weekend.", date(2019, 6, 3), "2019-06"),
        ("Peru left over the weekend.", date(2019, 7, 2), "2019-06"),
        ("Peru will leave this weekend.", date(2019, 8, 29), "2019"),  # of 31 August and 1 September
        ("Peru left last night.", AUGUST, "2019-08-13"),
        ("Peru left in November last year.", AUGUST, "2018-11"),
        ("Peru left on 5 May this year.", AUGUST, "2019-05-05"),
        ("Peru left on June 3 of last year.", AUGUST, "2018-06-03"),
        ("Peru left earlier in the year.", AUGUST, "2019"),
        ("Peru left in the past week.", AUGUST, "2019-08"),
        ("Peru left days ago.", AUGUST, "2019-08"),
        ("Peru left a few weeks ago.", AUGUST, "2019-07"),
        ("Peru left a few weeks ago.", date(2019, 8, 5), "2019"),  # in June or in July
        ("Peru left the previous day.", AUGUST, "2019-08-13"),
        ("Peru left on the same day.", AUGUST, "2019-08-14"),
    ],
)
def test_counted_from_the_report(text: str, told_on: date, wanted: str) -> None:
    assert dates(text, told_on=told_on) == [wanted]
    assert dates(text) == []


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("A month after that, Peru left.", "2019-02"),
        ("Peru left the year before.", "2018"),
        ("The next month Peru left.", "2019-02"),
        ("The next year Peru left.", "2020"),
        ("Later that year Peru left.", "2019"),
        ("In the same month Peru left.", "2019-01"),
        ("Peru left in June the following year.", "2020-06"),
        ("Peru left on 5 June of the same year.", "2019-06-05"),
        ("In that spring Peru left.", "2019"),
        ("In the following spring Peru left.", "2020"),
        ("Later in the year Peru left.", "2019"),
        ("The same evening Peru left.", "2019-01-30"),
        ("The next morning Peru left.", "2019-01-31"),
        ("Hours later Peru left.", "2019-01"),
        ("Days later Peru left.", "2019-02"),
        ("A few weeks later Peru left.", "2019"),
        ("Three days earlier, Peru had left.", "2019-01-27"),
        ("That weekend Peru left.", "2019-01"),
    ],
)
def test_counted_from_the_story(text: str, wanted: str) -> None:
    assert dates(text, story="2019-01-30") == [wanted]
    assert dates(text) == []


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Two days before 5 May 2019 Peru left.", ["2019-05-03"]),
        ("The day after 5 May 2019 Peru left.", ["2019-05-06"]),
        ("On the eve of 5 May 2019 Peru left.", ["2019-05-04"]),
        ("A week after 5 May 2019 Peru left.", []),
    ],
)
def test_counted_from_a_date_that_stands_beside(text: str, wanted: list[str]) -> None:
    assert dates(text) == wanted


@pytest.mark.parametrize(
    "text",
    [
        "Two days after the vote Peru left.",
        "The day before the summit Peru left.",
        "A week after Chile had left, Peru followed.",
        "The following day Peru left.",
        "Two days later Peru left.",
        "Peru left last winter.",  # of two years
        "Peru left more than two years ago.",
        "Peru left about two months ago.",
        "Peru left a year and a half ago.",
        "Peru left years ago.",
        "Over the past year Peru kept away.",
        "The last year was hard.",
        "The Black Friday sale began.",
        "The Sunday Telegraph and USA Today reported it.",
        "The Sun reported it.",
    ],
)
def test_what_a_report_without_a_story_does_not_place(text: str) -> None:
    assert dates(text, told_on=AUGUST) == []
