"""Date expressions of a sentence: what they name, where they stand, what the words before make of them, and where they bring the story."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.days import write_days
from pipeline.extract.date import find_dates, heading_year, is_unplaced, lead_day, reached_by, year_written
from pipeline.extract.period import day, month, year_of
from pipeline.extract.resolvers import Anchor
from pipeline.lexicon.times import time_words
from pipeline.records import Period
from tests.extract.dating import dates, period, whens

TOLD = date(2017, 8, 11)  # a Friday
STORY = "2019-01-30"


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Peru recalled its envoy on 30 March 2017.", "2017-03-30"),
        ("Peru recalled its envoy on March 30, 2017.", "2017-03-30"),
        ("Peru recalled its envoy on March 30th, 2017.", "2017-03-30"),
        ("Peru recalled its envoy on the 30th of March 2017.", "2017-03-30"),
        ("Peru recalled its envoy on Mar. 30, 2017.", "2017-03-30"),
        ("Peru recalled its envoy on 2017-3-30.", "2017-03-30"),
        ("The talks of March 30-31, 2017 failed.", "2017-03-30"),
        ("The talks of 30-31 March 2017 failed.", "2017-03-30"),
        ("Peru recalled its envoy in March 2017.", "2017-03"),
        ("Peru recalled its envoy in March of 2017.", "2017-03"),
        ("Peru recalled its envoy in 2017.", "2017"),
        ("The treaty (1998) was denounced.", "1998"),
        ("The treaty holds since 1826.", "1826"),
    ],
)
@pytest.mark.parametrize("told_on", [None, TOLD])
def test_an_explicit_date_needs_no_anchor_and_obeys_none(text: str, wanted: str, told_on: date | None) -> None:
    assert dates(text, told_on=told_on, story="1901-02-03" if told_on else None) == [wanted]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Peru recalled its envoy today.", "2017-08-11"),
        ("Peru recalled its envoy yesterday.", "2017-08-10"),
        ("The envoy leaves tomorrow.", "2017-08-12"),
        ("Peru recalled its envoy on Thursday.", "2017-08-10"),
        ("Peru recalled its envoy on Friday.", "2017-08-11"),
        ("Peru recalled its envoy last Friday.", "2017-08-04"),
        ("The envoy leaves next Friday.", "2017-08-18"),
        ("Monday's talks failed.", "2017-08-07"),
        ("Peru recalled its envoy on July 30.", "2017-07-30"),
        ("Peru recalled its envoy on 30 July.", "2017-07-30"),
        ("Peru recalled its envoy in March.", "2017-03"),
        ("Peru recalled its envoy in December.", "2016-12"),
        ("Peru recalled its envoy last August.", "2016-08"),
        ("The envoy leaves this August.", "2017-08"),
        ("The envoy leaves next March.", "2018-03"),
        ("Peru recalled its envoy three days ago.", "2017-08-08"),
        ("Peru recalled its envoy two weeks ago.", "2017-07"),
        ("Peru recalled its envoy 3 months ago.", "2017-05"),
        ("Peru recalled its envoy five years ago.", "2012"),
        ("Peru recalled its envoy last week.", "2017-08"),
        ("Peru recalled its envoy in recent days.", "2017-08"),
        ("Peru recalled its envoy last month.", "2017-07"),
        ("The envoy leaves next year.", "2018"),
        ("Peru recalled its envoy this year.", "2017"),
    ],
)
def test_a_relative_date_is_resolved_against_the_report_or_left_out(text: str, wanted: str) -> None:
    assert dates(text, told_on=TOLD) == [wanted]
    assert dates(text) == []


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Two days later Peru recalled its envoy.", "2019-02-01"),
        ("The next day Peru recalled its envoy.", "2019-01-31"),
        ("The day before, Peru had recalled its envoy.", "2019-01-29"),
        ("That day Peru recalled its envoy.", "2019-01-30"),
        ("Three weeks later Peru recalled its envoy.", "2019-02"),
        ("The following week Peru recalled its envoy.", "2019-02"),
        ("That week Peru recalled its envoy.", "2019-01"),
        ("The following month Peru recalled its envoy.", "2019-02"),
        ("The previous month Peru had recalled its envoy.", "2018-12"),
        ("The previous year Peru had recalled its envoy.", "2018"),
        ("A year earlier Peru had recalled its envoy.", "2018"),
        ("In March of the same year Peru recalled its envoy.", "2019-03"),
        ("In March of the following year Peru recalled its envoy.", "2020-03"),
        ("On the 12th of that month Peru recalled its envoy.", "2019-01-12"),
        ("In April Peru recalled its envoy.", "2019-04"),
        ("In January Peru recalled its envoy.", "2019-01"),
        ("On 2 February Peru recalled its envoy.", "2019-02-02"),
        ("On 5 January Peru recalled its envoy.", "2020-01-05"),
    ],
)
def test_a_chronology_goes_on_from_where_the_story_is(text: str, wanted: str) -> None:
    assert dates(text, story=STORY) == [wanted]
    assert dates(text) == []


@pytest.mark.parametrize(
    ("text", "story", "wanted"),
    [
        ("Two days later Peru recalled its envoy.", "2019-01", ["2019-01"]),
        ("The next day Peru recalled its envoy.", "2019-01", ["2019-01"]),
        ("The next day Peru recalled its envoy.", "2019", ["2019"]),
        ("Two days later Peru recalled its envoy.", "2019", []),
        ("That week Peru recalled its envoy.", "2019", []),
        ("The following month Peru recalled its envoy.", "2019", []),
        ("On the 12th of that month Peru recalled its envoy.", "2019", []),
        ("In April Peru recalled its envoy.", "2019", ["2019-04"]),
        ("In April Peru recalled its envoy.", "1992-11", ["1993-04"]),
        ("In November Peru recalled its envoy.", "1992-11", ["1992-11"]),
    ],
)
def test_a_vague_story_gives_no_more_than_it_has(text: str, story: str, wanted: list[str]) -> None:
    assert dates(text, story=story) == wanted


def test_what_is_past_is_counted_from_the_report_not_from_the_story() -> None:
    assert dates("Five years ago Peru recalled its envoy.", story=STORY) == []
    assert dates("Five years ago Peru recalled its envoy.", told_on=TOLD, story=STORY) == ["2012"]


def test_each_date_of_a_sentence_moves_the_story_on() -> None:
    text = "It broke ties on 30 January 2019, two days later recalled its envoy, and in March of the following year sent him back."
    assert dates(text) == ["2019-01-30", "2019-02-01", "2020-03"]


@pytest.mark.parametrize(
    "text",
    [
        "Lima may 5 times refuse.",
        "They march in protest.",
        "The ministers sat in silence.",
        "The Sun reported that Peru recalled its envoy.",
        "Theresa May met Peru's envoy.",
        "It was sent on 31 April 2017.",
        "It was sent on April 0.",
        "A crowd of 2000 people marched.",
        "It was built 1.5 years ago, not 4,000 years ago.",
        "The Sunday Times reported it.",
        "In 2017-2018 nothing happened.",
    ],
)
def test_other_words_and_impossible_days_are_no_dates(text: str) -> None:
    assert dates(text, told_on=TOLD) == []


def test_a_number_of_people_is_no_day() -> None:
    assert dates("In May 15,000 people marched.", told_on=TOLD) == ["2017-05"]


@pytest.mark.parametrize(
    ("text", "is_effective", "is_end"),
    [
        ("Peru requires visas as of June 15.", True, False),
        ("Peru requires visas effective on the 15th of June.", True, False),
        ("Peru requires visas, starting on Monday.", True, False),
        ("Peru requires visas starting in June 2018.", False, False),
        ("Peru requires visas until June 15.", False, True),
        ("Peru requires visas until June.", False, True),
        ("Peru requires visas (until 2019).", False, True),
        ("Peru requires visas by 15 June 2018.", False, True),
        ("Peru required visas on June 15.", False, False),
        ("Peru required visas in 2016.", False, False),
    ],
)
def test_the_words_before_a_date_say_whether_it_starts_or_ends_a_measure(text: str, is_effective: bool, is_end: bool) -> None:
    [when] = find_dates(text, Anchor(TOLD))
    assert (when.is_effective, when.is_end) == (is_effective, is_end)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("In mid-May it ended.", "May"),
        ("It ended in 2016.", "2016"),
        ("It ended on Monday.", "on Monday"),
        ("Monday it ended.", "Monday"),
        ("It ended yesterday.", "yesterday"),
    ],
)
def test_the_text_of_an_expression_is_where_it_says(text: str, wanted: str) -> None:
    [when] = find_dates(text, Anchor(TOLD))
    assert when.text == text[when.start : when.end] == wanted


@pytest.mark.parametrize(
    ("heading", "wanted"),
    [
        ("2013", "2013"),
        ("Break of 2021", "2021"),
        ("21st century", None),
        ("2013-2015", None),
        ("1990s", None),
        ("Since 2010", None),
        ("2010 onwards", None),
        ("Year 2018", "2018"),
        ("Relations", None),
        (None, None),
        ("", None),
    ],
)
def test_a_heading_puts_one_year_in_force(heading: str | None, wanted: str | None) -> None:
    assert heading_year(heading) == period(wanted)


@pytest.mark.parametrize(
    ("text", "story", "wanted"),
    [
        ("In May 2015 they met.", None, "2015-05"),
        ("On 5 June 2018 it accepted the award of 2002.", None, "2018-06-05"),
        ("On 6 March 1976 it recognised the state that had been proclaimed a week earlier.", None, "1976-03-06"),
        ("In a communique of 16 May 1988 they made peace.", None, "1988-05-16"),
        ("In a communique of 16 May 1988 they made peace.", "1990", None),
        ("In 1937 they opened relations, which were cut in 1975 and resumed in 1990.", None, "1990"),
        ("In 2015 they said that an embassy would open in 2017.", None, "2015"),
        ("In 2015 they closed the border until 2017.", None, "2015"),
        ("Later that year they met.", "2015-05-12", None),
        ("A year earlier they had met.", "2015-05-12", None),
        ("They met.", "2015", None),
    ],
)
def test_a_sentence_brings_the_story_to_its_last_date_but_not_to_plans_limits_and_things_in_passing(
    text: str, story: str | None, wanted: str | None
) -> None:
    assert reached_by(whens(text, story=story), period(story)) == period(wanted)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("On July 29, 2024, they voted. On July 30 the 2020 law fell.", "2024"),
        ("On July 29, 2024, they voted, on 3 May 2024 they met.", "2024"),
        ("On July 29, 2024, they voted, in May 2023 they met.", None),
        ("They voted on July 29 in 2024.", None),
        ("", None),
    ],
)
def test_a_text_whose_dates_are_all_of_one_year_is_of_that_year(text: str, wanted: str | None) -> None:
    assert year_written(text) == period(wanted)


@pytest.mark.parametrize(
    ("texts", "wanted"),
    [
        (["Peru leaves", "Peru left on Thursday."], date(2017, 8, 10)),
        (["Peru leaves", "Peru left on Friday, as it said on Thursday."], TOLD),
        (["Peru leaves", "Peru left on Monday."], TOLD),
        (["Peru leaves", "Peru left in July."], TOLD),
        ([], TOLD),
    ],
)
def test_the_lead_says_of_which_day_a_report_tells(texts: list[str], wanted: date) -> None:
    assert lead_day(texts, TOLD) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Peru left on Thursday.", True),
        ("Last year Peru left.", True),
        ("Two days after the vote Peru left.", False),
        ("Peru left in 2015.", False),
        ("Peru left.", False),
    ],
)
def test_a_time_that_nothing_places_is_known_to_be_one(text: str, wanted: bool) -> None:
    assert is_unplaced(text, Anchor()) is wanted


@pytest.mark.parametrize(
    ("text", "flags"),
    [
        ("Visas are needed from Monday.", (True, False, False)),
        ("They met from 3 to 5 May 2017.", (False, False, False)),
        ("They met from 3 May to 5 June 2017.", (False, False, False)),
        ("They will meet on Monday.", (False, True, False)),
        ("They met over the ruling of 29 March 2017.", (False, False, True)),
        ("They met over the March 29, 2017 deal.", (False, False, True)),
        ("They met at the end of March 2017.", (False, False, False)),
    ],
)
def test_the_words_before_a_date_say_whether_it_lasts_lies_ahead_or_is_named_in_passing(text: str, flags: tuple[bool, ...]) -> None:
    [when] = whens(text, told_on=TOLD)
    assert (when.is_start, when.is_ahead, when.is_aside) == flags


words = time_words()
PIECES = st.sampled_from(
    [
        *words.months,
        *words.weekdays,
        *words.numbers,
        *words.seasons,
        *(phrase for phrases in words.phrases.values() for phrase in phrases),
        *("last", "next", "this", "previous", "following", "the same", "that", "on", "in", "of", "the", "ago", "later", "(", ")", ",", "-"),
        *(
            "day",
            "days",
            "week",
            "month",
            "years",
            "0",
            "1",
            "31",
            "99",
            "2019",
            "1500",
            "2099",
            "500",
            "501",
            "9" * 5000,
            "12th",
            "0000-01-01",
        ),
        *("ſunday", "Frıday", "Aprİl", "wee\u212a", "٣", "²"),
    ]
)
TEXTS = st.one_of(
    st.lists(PIECES, max_size=12).map(" ".join), st.lists(PIECES.map(str.title), max_size=12).map(" ".join), st.text(max_size=60)
)
PERIODS = st.dates().flatmap(lambda value: st.sampled_from([day(value), month(value.year, value.month), year_of(value.year)]))
ANCHORS = st.builds(Anchor, st.none() | st.dates(), st.just(Period()) | PERIODS)


@given(TEXTS, ANCHORS)
def test_never_raises_and_always_gives_whole_periods_in_their_places(text: str, anchor: Anchor) -> None:
    last = 0
    for when in find_dates(text, anchor):
        assert last <= when.start < when.end <= len(text)
        assert text[when.start : when.end] == when.text
        assert when.period == period(write_days(when.period.first, when.period.precision))
        last = when.end


DAYS = [word for key in ("today", "yesterday", "tomorrow", "same_day", "next_day", "day_before") for word in words.phrases[key]]
NAMES_DAY = ("day", *words.weekdays, *DAYS)
STEPS = ("month", "week", "day", "hour", "fall", "spring", "summer", "autumn")


@given(TEXTS, ANCHORS)
def test_a_day_needs_a_number_or_a_word_for_a_day(text: str, anchor: Anchor) -> None:
    for when in find_dates(text.replace("ſ", "s").replace("ı", "i").replace("İ", "I").replace("\u212a", "K"), anchor):
        said = when.text.lower()
        if when.period.precision == "day":
            assert any(letter.isdigit() for letter in said) or any(word in said for word in NAMES_DAY)
        if when.period.precision == "month":
            assert any(word in said for word in (*words.months, *STEPS, *DAYS, *words.phrases["recent"]))


@given(TEXTS)
def test_without_any_anchor_only_a_written_year_dates(text: str) -> None:
    first = next(iter(find_dates(text, Anchor())), None)
    assert first is None or (first.period.first is not None and str(first.period.first.year) in first.text)


@given(st.dates(date(1600, 1, 1), date(2090, 12, 31)))
def test_a_written_day_is_read_back(value: date) -> None:
    written = f"Peru recalled its envoy on {value.day} {value:%B} {value.year}."
    assert dates(written) == [value.isoformat()]
    assert dates(f"{value:%A}'s talks failed.", told_on=value + timedelta(6)) == [value.isoformat()]
