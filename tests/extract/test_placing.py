"""When it happened: by its own words, by the report, by the story."""

from datetime import date
from typing import Any

import pytest

from pipeline.days import write_days
from tests.extract.coding import code

TOLD = date(2019, 1, 17)  # a Thursday


@pytest.mark.parametrize(
    ("text", "first", "precision"),
    [
        ("Peru expelled the Chilean ambassador.", date(2019, 1, 17), "day"),
        ("Peru expelled the Chilean ambassador on Tuesday.", date(2019, 1, 15), "day"),
        ("Peru expelled the Chilean ambassador yesterday.", date(2019, 1, 16), "day"),
        ("Peru expelled the Chilean ambassador in 1992.", date(1992, 1, 1), "year"),
        ("In November 2018 Peru expelled the Chilean ambassador.", date(2018, 11, 1), "month"),
        ("Peru expelled the Chilean ambassador last week.", date(2019, 1, 1), "month"),
    ],
)
def test_a_dated_report(text: str, first: date, precision: str) -> None:
    (mention,) = code(text, told_on=TOLD, format="digest")
    assert (mention.period.first, mention.period.precision) == (first, precision)


def test_without_any_date_none_is_invented() -> None:
    (mention,) = code("Peru expelled the Chilean ambassador on Tuesday.")
    assert (mention.period.first, mention.period.precision, mention.date_text) == (None, "none", None)


def test_an_announced_rule_keeps_the_day_on_which_it_will_apply() -> None:
    (mention,) = code("On January 15, 2019, Peru announced that Chileans would need a visa as of June 15, 2019.")
    assert (mention.period.first, mention.effective_on, mention.status) == (date(2019, 1, 15), date(2019, 6, 15), "announced")


def test_a_bare_month_is_the_next_one_of_the_story() -> None:
    text = "In November 1992 Peru recalled its ambassador to Chile.\nIn April Peru expelled the Chilean consul."
    assert code(text, format="encyclopedia")[-1].period.first == date(1993, 4, 1)


def test_a_report_tells_the_month_of_what_has_been_said() -> None:
    (mention,) = code("Peru has condemned Cuba.", told_on=TOLD, format="newswire")
    assert (mention.period.first, mention.period.precision) == (date(2019, 1, 1), "month")


def test_a_promise_is_of_the_day_on_which_it_is_given() -> None:
    (mention,) = code("Peruvian President Rosa Quispe will visit Chile on Monday.", told_on=TOLD, format="digest")
    assert (mention.act, mention.period.first) == ("promise", TOLD)
    (mention,) = code("The Peruvian president will visit Chile in May, a spokesman said on Tuesday.", told_on=TOLD, format="newswire")
    assert (mention.act, mention.period.first) == ("promise", date(2019, 1, 15))


def placed(text: str, **document: Any) -> list[str | None]:
    """When each act of a text happened, written as `2017-08-11`, `2017-08` or `2017`."""
    return [write_days(mention.period.first, mention.period.precision) for mention in code(text, **document)]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        # the day before, told in the same breath
        ("On Wednesday, Peru expelled the Chilean ambassador.\nPeru also condemned Chile.", ["2019-01-16", "2019-01-16"]),
        ("Peru expelled the Chilean envoy on Wednesday.\n\nIn a separate statement, Peru condemned Chile.", ["2019-01-16"] * 2),
        # some time between what was told before and the report
        ("On January 2, Peru expelled the Chilean ambassador.\nChile condemned Peru.", ["2019-01-02", "2019"]),
        ("Peru expelled the Chilean ambassador last week.\nChile condemned Peru.", ["2019-01", "2019-01"]),
        ("Peru expelled the Chilean ambassador in 1992.\nChile condemned Peru.", ["1992", "1992"]),
        ("Peru expelled the Chilean ambassador in 1992.\n\nChile condemned Peru.", ["1992", "2019-01-17"]),
        ("Peru expelled the Chilean ambassador in 1992.\nChile condemns Peru.", ["1992", "2019-01-17"]),
        # what has been done
        ("Peru has condemned Chile.", ["2019-01"]),
        ("Chile expelled the Peruvian ambassador in March 2018.\nPeru has imposed sanctions on Chile.", ["2018-03", "2019-01"]),
        ("Peru has been urging Chile to release the fishermen.", [None]),
        # two clauses
        ("Peru recalled its ambassador to Chile and expelled the Chilean consul on Tuesday.", ["2019-01-15", "2019-01-15"]),
        ("Peru expelled the Chilean ambassador in October, but Chile has been urging Peru to resume talks.", ["2018-10", None]),
        # ahead
        ("Peru will expel the Chilean ambassador on Monday.", ["2019-01-17"]),
    ],
)
def test_what_a_report_tells_without_a_time(text: str, wanted: list[str | None]) -> None:
    assert placed(text, told_on=TOLD, format="newswire")[: len(wanted)] == wanted


def test_deeds_of_a_year_are_of_the_year_of_both_the_story_and_the_report() -> None:
    text = "Chile expelled the Peruvian ambassador in March.\n\nPeru has imposed sanctions on Chile."
    assert placed(text, told_on=date(2019, 8, 14), format="newswire") == ["2019-03", "2019"]


def test_a_report_of_the_day_after_tells_of_the_day_of_its_lead() -> None:
    text = "Peru expels Chilean ambassador\n\nPeru expelled the Chilean ambassador on Wednesday.\n\nPeru condemned Chile."
    assert placed(text, told_on=TOLD, format="newswire") == ["2019-01-16"] * 3


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("On 5 May 2015 Peru expelled the Chilean ambassador because Chile had arrested Peruvian fishermen.", "2015-05-05"),
        ("On 5 May 2015 Peru expelled the Chilean ambassador after Chile condemned the arrest.", "2015-05-05"),
    ],
)
def test_a_clause_of_cause_takes_the_month_of_what_it_causes(text: str, wanted: str) -> None:
    mentions = {mention.act: write_days(mention.period.first, mention.period.precision) for mention in code(text, format="encyclopedia")}
    assert mentions.pop("expel-envoy") == wanted
    assert set(mentions.values()) <= {"2015-05", None}


def test_hours_before_is_the_same_day() -> None:
    text = "On 5 May 2015 Peru expelled the Chilean ambassador, hours after Chile condemned Peru."
    assert set(placed(text, format="encyclopedia")) == {"2015-05-05"}


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Peru arrested and expelled Chilean diplomats in 1980 and 1981.", {"1980"}),
        ("On 24 August 1994 Peru condemned Chile and, two days later, introduced visas for Chileans.", {"1994-08-24", "1994-08-26"}),
        ("The next day Peru condemned Chile.", {None}),
        ("On Thursday Peru condemned Chile.", {None}),
        ("In May 2015 Peru condemned Chile.\nOn Thursday Peru recalled its ambassador to Chile.", {"2015-05", None}),
        ("In May 2015 Peru condemned Chile.\nIt recalled its ambassador to Chile.", {"2015-05"}),
        ("On 6 May 2015 Peru recognised the state that had been proclaimed a week earlier.\nThe next day Chile condemned Peru.",
         {"2015-05-06", "2015-05-07"}),
    ],
)  # fmt: skip
def test_an_undated_text(text: str, wanted: set[str | None]) -> None:
    assert set(placed(text, format="encyclopedia")) == wanted


def test_an_undated_report_is_of_the_one_year_that_its_dates_name() -> None:
    text = "On July 30 Peru condemned Chile.\n\nThe vote was held on July 29, 2024."
    assert placed(text, format="newswire") == ["2024-07-30"]
    assert placed(text + "\n\nThe last one was in May 2020.", format="newswire") == [None]


def test_an_article_of_an_encyclopedia_is_no_report_of_the_day_on_which_it_was_written() -> None:
    assert placed("Peru expelled the Chilean ambassador.", told_on=TOLD, format="encyclopedia") == [None]


@pytest.mark.parametrize(
    ("text", "wanted", "effective_on"),
    [
        ("On 6 June 2018, Peru announced that Chileans would need a visa from 15 June.", "2018-06-06", date(2018, 6, 15)),
        ("Peru announced that Chileans will need a visa as of February 15.", "2019-01-17", date(2019, 2, 15)),
        ("Peru announced that Chileans will need a visa as of February.", "2019-01-17", None),
        ("Peru announced on Tuesday that Chileans will need a visa from 1 March.", "2019-01-15", date(2019, 3, 1)),
        ("The Peruvian president visited Chile from 5 January.", "2019-01-05", None),
    ],
)
def test_from_when_on_a_measure_applies(text: str, wanted: str, effective_on: date | None) -> None:
    (mention,) = code(text, told_on=TOLD, format="newswire")
    assert (write_days(mention.period.first, mention.period.precision), mention.effective_on) == (wanted, effective_on)
