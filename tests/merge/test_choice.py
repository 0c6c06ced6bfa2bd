"""Which of the mentions of an event gives it each of its values, and why."""

import random
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given

from pipeline.merge import event_of
from pipeline.merge.choice import FIELDS, choose, find_period
from pipeline.merge.claim import order
from pipeline.records import Choice, Mention
from schemas.tables import ENUMS
from tests.merge.reports import MENTIONS, period, report

EXPELLED = ("PER", "expel-envoy", "VEN")


def chosen(field: str, *mentions: Mention) -> tuple[int, str, int]:
    """The position of the mention that gives the field, the reason, and the number of claims."""
    [choice] = [choice for choice in _choices(*mentions) if choice.field == field]
    return mentions.index(choice.mention), choice.reason, choice.n_claims


def _choices(*mentions: Mention) -> tuple[Choice, ...]:
    return choose(sorted(mentions, key=order))


def dated(*days: str | None, **fields: Any) -> list[Mention]:
    """A report a day, each of another document."""
    return [report(*EXPELLED, day, source=f"doc{number}", **fields) for number, day in enumerate(days)]


def test_the_names_are_those_of_the_schema() -> None:
    assert ENUMS["choice"] == FIELDS


def test_of_a_single_mention_nothing_is_chosen() -> None:
    assert choose([report(*EXPELLED)]) == ()
    assert event_of("evt_1", [report(*EXPELLED)]).choices == ()


def test_where_all_agree_the_most_certain_mention_stands_for_all() -> None:
    sure, unsure = report(*EXPELLED, confidence=0.9), report(*EXPELLED, source="b")
    for field in ("kind", "parties", "date", "status"):
        assert chosen(field, unsure, sure) == (1, "agreed", 1)


def test_nobody_is_asked_for_a_day_that_nobody_tells() -> None:
    assert [choice.field for choice in _choices(*dated(None, None))] == ["kind", "parties", "status"]
    assert "effective_on" not in [choice.field for choice in _choices(*dated("2017", "2017"))]


@pytest.mark.parametrize(
    ("days", "wanted"),
    [
        (["2017-08-11", "2017-08-11"], (0, "agreed", 1)),
        (["2017-08-11", None], (0, "agreed", 1)),
        (["2017", "2017-08", "2017-08-11"], (2, "most-precise", 3)),
        (["2017", "2017", "2017-08"], (2, "most-precise", 2)),
        (["2017-08-11", "2017-08-12", "2017-08-12"], (1, "most-sources", 2)),
        (["2017-08-12", "2017-08-11"], (1, "earliest", 2)),
        (["2017", "2017-08-12", "2017-08-11"], (2, "earliest", 3)),
    ],
)
def test_a_date_is_the_most_precise_of_most_documents_then_the_earliest(days: list[str | None], wanted: tuple[int, str, int]) -> None:
    assert chosen("date", *dated(*days)) == wanted


def test_two_mentions_of_one_document_are_one_voice() -> None:
    early, late = dated("2017-08-11", "2017-08-12")
    assert chosen("date", early, late, replace(late, start=50)) == (0, "earliest", 2)


def test_a_headline_does_not_date_what_its_own_document_dates() -> None:
    headline = report(*EXPELLED, "2017-08-12", confidence=0.9)
    text = replace(report(*EXPELLED, "2017-08-11", section_no=3, start=90), date_text="on Friday")
    later = replace(report(*EXPELLED, "2017-08-12", source="b"), date_text="12 August")
    assert chosen("date", headline, text) == (1, "agreed", 1)
    assert chosen("date", headline, text, later) == (1, "earliest", 2)
    assert chosen("date", headline, later) == (1, "agreed", 1), "of two that agree the one that writes the date"
    vague = replace(text, period=period("2017"), date_text="in 2017")
    assert chosen("date", headline, vague) == (0, "most-precise", 2), "a year tells less than the day of the document"
    item = replace(headline, section="related", section_no=2)
    assert chosen("date", item, replace(text, period=period("2017-08-13"))) == (0, "earliest", 2), "an item has its own date"


@pytest.mark.parametrize(
    ("sides", "wanted"),
    [
        ([("PER", "VEN"), ("PER", "VEN"), ("PER, CHL", "VEN")], (2, "fullest", 2)),
        ([("", "VEN"), ("PER", "VEN")], (1, "fullest", 2)),
        ([("PER", ""), ("", "VEN"), ("PER", "VEN")], (2, "fullest", 3)),
        ([("PER", "VEN"), ("VEN", "PER"), ("PER, VEN", "")], (2, "fullest", 3)),
        ([("PER", "VEN"), ("PER", "VEN, CHL"), ("PER, COL", "VEN"), ("COL, PER", "VEN")], (2, "most-sources", 3)),
        ([("PER", "VEN"), ("PER/Ana Paz", "VEN")], (1, "agreed", 1)),
        ([("PER/Ana Paz", "VEN"), ("PER/Ana Paz", "VEN/Luis Rey")], (1, "agreed", 1)),
    ],
)
def test_the_fullest_list_wins_and_of_it_the_wording_that_names_most(sides: list[tuple[str, str]], wanted: tuple[int, str, int]) -> None:
    mentions = [report(actors, "recall-envoy", recipients, source=str(number)) for number, (actors, recipients) in enumerate(sides)]
    assert chosen("parties", *mentions) == wanted


def test_lists_that_differ_and_have_as_many_documents_are_told_apart_by_confidence_and_then_by_their_order() -> None:
    chile, colombia = (report(f"PER, {code}", "recall-envoy", "VEN", source=code) for code in ("CHL", "COL"))
    assert chosen("parties", chile, replace(colombia, confidence=0.6)) == (1, "most-certain", 2)
    assert chosen("parties", colombia, chile) == (1, "earliest", 2), "CHL is the name of the first document"
    assert chosen("parties", replace(colombia, period=period("2017-08-10")), chile) == (0, "earliest", 2)


def test_a_mutual_act_is_one_claim_in_either_form() -> None:
    forms = [report("PER, VEN", "meet"), report("VEN", "meet", "PER", source="b"), report("PER/Ana Paz", "meet", "VEN", source="c")]
    assert chosen("parties", *forms) == (2, "agreed", 1)


def test_an_act_is_fuller_than_a_mode_and_a_mode_than_a_type() -> None:
    bare, act = report("PER", "SANCTION", "VEN"), report(*EXPELLED, source="c")
    mode = replace(bare, mode="withdraw", source_id="b", confidence=0.9)
    assert chosen("kind", bare, mode, act) == (2, "fullest", 3)
    assert chosen("kind", bare, mode) == (1, "fullest", 2)
    event = event_of("evt_1", [bare, mode, act])
    assert (event.mode, event.act) == ("expel", "expel-envoy")
    other = replace(mode, mode="expel", source_id="d")
    assert chosen("kind", mode, other, replace(other, source_id="e")) == (1, "most-sources", 2)


@pytest.mark.parametrize(
    ("told", "wanted"),
    [
        (("alleged", "alleged", "occurred"), (2, "most-certain", 2)),
        (("alleged", "announced", "alleged"), (1, "most-certain", 2)),
        (("alleged", "announced", "occurred"), (2, "most-certain", 3)),
        (("alleged", "alleged"), (0, "agreed", 1)),
    ],
)
def test_what_any_document_tells_as_a_fact_has_occurred(told: tuple[str, ...], wanted: tuple[int, str, int]) -> None:
    assert chosen("status", *(report(*EXPELLED, source=str(number), status=status) for number, status in enumerate(told))) == wanted


def test_it_applies_from_the_day_that_most_documents_state_and_of_these_from_the_earliest() -> None:
    days = {"a": date(2017, 8, 15), "b": date(2017, 8, 16), "c": None}
    fifteenth, sixteenth, silent = (report(*EXPELLED, source=source, effective_on=day) for source, day in days.items())
    assert chosen("effective_on", silent, sixteenth) == (1, "agreed", 1)
    assert chosen("effective_on", sixteenth, fifteenth) == (1, "earliest", 2)
    assert chosen("effective_on", fifteenth, sixteenth, replace(sixteenth, source_id="d")) == (1, "most-sources", 2)


@given(MENTIONS.filter(bool))
def test_an_event_has_the_values_of_the_mentions_that_were_chosen(mentions: list[Mention]) -> None:
    event = event_of("evt_1", mentions)
    mention = {choice.field: choice.mention for choice in event.choices} or dict.fromkeys(FIELDS, mentions[0])
    assert (event.event_type, event.mode, event.act) == (mention["kind"].event_type, mention["kind"].mode, mention["kind"].act)
    assert (event.actors, event.recipients) == (mention["parties"].actors, mention["parties"].recipients)
    assert event.period == (mention["date"].period if "date" in mention else period(None)) == find_period(mentions)
    assert event.status == mention["status"].status
    for choice in event.choices:
        assert choice.reason in ENUMS["choice_reason"]
        assert (choice.reason == "agreed") is (choice.n_claims == 1)


@given(MENTIONS.filter(bool))
def test_the_order_of_mentions_does_not_matter(mentions: list[Mention]) -> None:
    shuffled = random.Random(0).sample(mentions, len(mentions))
    assert event_of("evt_1", shuffled) == event_of("evt_1", mentions)
    assert find_period(shuffled) == find_period(mentions)
