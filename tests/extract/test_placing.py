"""When it happened: by its own words, by the report, by the story."""

from datetime import date

import pytest

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
