"""Written dates: days, months and years, alone or several together, with and without their year."""

from datetime import date

import pytest

from tests.extract.dating import dates

AUGUST = date(2019, 8, 14)
FEBRUARY = date(2019, 2, 14)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("They met on 12.05.2019.", "2019-05-12"),
        ("They met on 2019/05/12.", "2019-05-12"),
        ("The note bears the stamp 2019-05-12T10:00.", "2019-05-12"),
        ("They met on Sunday, 12 May 2019.", "2019-05-12"),
        ("They met on Sunday, May 12, 2019.", "2019-05-12"),
        ("They met on Sun., May 12, 2019.", "2019-05-12"),
        ("They met on Sunday the 12th of May, 2019.", "2019-05-12"),
        ("They met on May the 12th, 2019.", "2019-05-12"),
        ("They met in the summer of 1979.", "1979"),
        ("They met in Spring 2019.", "2019"),
        ("They met in mid-2015.", "2015"),
        ("They met in late 2003.", "2003"),
        ("They met in the first half of 2017.", "2017"),
        ("They met in mid-May 2015.", "2015-05"),
        ("They met at the end of May 1990.", "1990-05"),
        ("They met in early September, 1990.", "1990-09"),
    ],
)
def test_a_date_with_its_year(text: str, wanted: str) -> None:
    assert dates(text) == dates(text, told_on=AUGUST, story="1901-02-03", year=1950) == [wanted]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("They met from 3 to 5 May 2019.", ["2019-05-03"]),
        ("They met on 3-5 May 2019.", ["2019-05-03"]),
        ("They met on 3 and 4 May 2019.", ["2019-05-03"]),
        ("They met on May 3 and 4, 2019.", ["2019-05-03"]),
        ("They met on May 3, 5 and 7, 2019.", ["2019-05-03"]),
        ("They met from 30 April to 2 May 2019.", ["2019-04-30"]),
        ("They met from 30 December to 2 January 2019.", ["2018-12-30"]),
        ("They met from December 30, 2018 until January 2, 2019.", ["2018-12-30"]),
        ("They met in January-February 2019.", ["2019-01"]),
        ("They met in March and April 2019.", ["2019-03"]),
        ("They met from May to July 2019.", ["2019-05"]),
        ("They met from December to January 2019.", ["2018-12"]),
        ("They met from 1945 to 1948.", ["1945"]),
        ("They met in 1980 and 1981.", ["1980"]),
        ("They met in 1991, 1992 and 1995.", ["1991"]),
        ("They met on 3 May 2018 and in June 2019.", ["2018-05-03", "2019-06"]),
    ],
)
def test_of_several_dates_together_the_first_counts(text: str, wanted: list[str]) -> None:
    assert dates(text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("They met between 3 and 5 May 2019.", ["2019-05"]),
        ("They met between 3 May and 5 June 2019.", ["2019"]),
        ("They met between March and May 2019.", ["2019"]),
        ("They met between 1945 and 1948.", []),
        ("They met between 30 December 2018 and 2 January 2019.", []),
    ],
)
def test_between_two_dates_lies_what_holds_both(text: str, wanted: list[str]) -> None:
    assert dates(text) == wanted


@pytest.mark.parametrize(
    ("text", "told_on", "wanted"),
    [
        ("Peru broke ties on January 12.", AUGUST, "2019-01-12"),
        ("Peru broke ties on 5 December.", AUGUST, "2018-12-05"),
        ("Peru will break ties on 5 December.", AUGUST, "2019-12-05"),
        ("Peru broke ties on Sept. 5.", AUGUST, "2019-09-05"),
        ("Talks are scheduled for 5 November.", AUGUST, "2019-11-05"),
        ("Talks will be held on 5 March.", AUGUST, "2020-03-05"),
        ("Peru, which will hold talks, a minister said on 5 March, is big.", AUGUST, "2019-03-05"),
        ("Visas are needed as of June 15.", AUGUST, "2019-06-15"),
        ("Visas are needed as of June 15.", FEBRUARY, "2019-06-15"),
        ("The envoy stays until 3 January.", AUGUST, "2020-01-03"),
        ("Peru broke ties on December 30.", date(2019, 1, 3), "2018-12-30"),
        ("The envoy leaves on January 3.", date(2018, 12, 30), "2019-01-03"),
        ("Peru broke ties in December.", AUGUST, "2018-12"),
        ("Elections are due in March.", AUGUST, "2020-03"),
        ("The talks would be held in late March.", FEBRUARY, "2019-03"),
        ("Peru broke ties on Wednesday, June 3.", AUGUST, "2019-06-03"),
        ("Peru broke ties in May.", FEBRUARY, "2018-05"),
    ],
)
def test_a_report_tells_of_the_past_unless_it_looks_ahead(text: str, told_on: date, wanted: str) -> None:
    assert dates(text, told_on=told_on) == [wanted]
    assert dates(text) == []


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("On 5 May 2010 they agreed, and on 6 June they met.", ["2010-05-05", "2010-06-06"]),
        ("On 6 June 2018 it said that visas would be needed from 15 June.", ["2018-06-06", "2018-06-15"]),
        ("On Tuesday they agreed, and on 6 June they met.", ["2019-08-13", "2019-06-06"]),
        ("On 30 December 2018 it left, on January 2 it came back.", ["2018-12-30", "2019-01-02"]),
    ],
)
def test_in_a_report_a_date_beside_one_of_an_earlier_year_goes_on_from_it(text: str, wanted: list[str]) -> None:
    assert dates(text, told_on=AUGUST) == wanted


@pytest.mark.parametrize(
    ("text", "story", "year", "wanted"),
    [
        ("It reopened in July.", "2018-09-06", 2018, ["2018-07"]),
        ("It reopened in July.", "2018-09-06", None, ["2019-07"]),
        ("It reopened on 5 July.", "2018", 2018, ["2018-07-05"]),
        ("It reopened on 5 July.", None, 2018, ["2018-07-05"]),
        ("It reopened in July.", "2020-09-06", 2018, ["2021-07"]),
        ("On 30 March 2017 it left over a ruling of 29 March.", None, None, ["2017-03-30", "2017-03-29"]),
        ("On 30 December 2017 it left, on 2 January it came back.", None, None, ["2017-12-30", "2018-01-02"]),
        ("On 6 November 2018 it said that visas would be needed from 1 May.", None, None, ["2018-11-06", "2019-05-01"]),
    ],
)
def test_a_chronology_takes_the_year_of_its_heading_or_of_what_stands_beside(
    text: str, story: str | None, year: int | None, wanted: list[str]
) -> None:
    assert dates(text, story=story, year=year) == wanted


@pytest.mark.parametrize(
    "text",
    [
        "They fought in the early 1990s.",
        "They fought in the 1990's.",
        "They fought in the 19th century.",
        "They fought in 2008-2010.",
        "They agreed on the budget of 2015/16.",
        "Resolution 2000 was adopted.",
        "Euro 2024 was postponed, and so was COP 21.",
        "They adopted Agenda 2030.",
        "A crowd of 2000 came.",
        "A contingent of 1950 was sent.",
        "The loss of 1950 barrels was felt.",
        "They came from 1950 villages.",
        "About 1900 came.",
        "In 1950 people were counted.",
        "Theresa May and Cameron spoke.",
        "It was signed by May.",
        "The plan of Jan Egeland was heard.",
        "The March 14 Alliance met.",
        "The September 11 attacks shook the world.",
        "They saw the film on 31 June 2018.",
    ],
)
def test_these_are_no_dates(text: str) -> None:
    assert dates(text, told_on=AUGUST) == []


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("It met in 2000.", "2000"),
        ("The year 2000 was calm.", "2000"),
        ("The crisis of 1973 was over.", "1973"),
        ("The coup of 2013 was condemned.", "2013"),
        ("The pact (1998) held.", "1998"),
        ("It met in May.", "2019-05"),
        ("In a December interview he spoke.", "2018-12"),
        ("Since March they have talked.", "2019-03"),
    ],
)
def test_but_these_are(text: str, wanted: str) -> None:
    assert dates(text, told_on=AUGUST) == [wanted]
