"""What an event takes from its mentions; and that nothing depends on their order."""

import random
from collections.abc import Sequence
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.merge import merge
from pipeline.records import Mention
from schemas.ontology import EVENT_TYPES
from tests.merge.reports import MENTIONS, OF_ONE_KIND, OTHERS, one_event, period, report


def test_an_event_takes_over_what_its_only_mention_says() -> None:
    mention = report("PER", "expel-envoy", "VEN", effective_on=date(2017, 8, 16), status="announced", confidence=0.7)
    event = one_event(mention)
    assert event.event_id.startswith("evt_")
    assert (event.event_type, event.mode, event.act) == ("SANCTION", "expel", "expel-envoy")
    assert (event.period, event.date_min, event.date_max) == (period("2017-08-11"), date(2017, 8, 11), date(2017, 8, 11))
    assert (event.effective_on, event.status, event.confidence) == (date(2017, 8, 16), "announced", 0.7)
    assert (event.actors, event.recipients, event.mentions) == (mention.actors, mention.recipients, (mention,))


def test_an_event_takes_the_most_precise_date_of_most_documents_and_keeps_the_rest() -> None:
    days = {"a": "2017-08-12", "b": "2017-08-11", "c": "2017-08-12", "d": "2017-08"}
    event = one_event(*(report("PER", "expel-envoy", "VEN", day, source=source) for source, day in days.items()))
    assert event.period == period("2017-08-12")
    assert (event.date_min, event.date_max) == (date(2017, 8, 1), date(2017, 8, 31))


def test_many_mentions_of_one_document_are_one_voice() -> None:
    loud = [report("PER", "expel-envoy", "VEN", "2017-08-12", start=start) for start in range(3)]
    others = [report("PER", "expel-envoy", "VEN", "2017-08-11", source=source) for source in "bc"]
    assert one_event(*loud, *others).period == period("2017-08-11")


@pytest.mark.parametrize(
    ("told", "status"),
    [(("alleged", "announced", "occurred"), "occurred"), (("alleged", "announced"), "announced"), (("alleged",), "alleged")],
)
def test_what_one_document_tells_as_a_fact_is_one(told: Sequence[str], status: str) -> None:
    assert one_event(*(report("PER", "expel-envoy", "VEN", source=each, status=each) for each in told)).status == status


def test_an_event_has_the_surest_confidence_and_the_earliest_effect() -> None:
    mentions = [
        report("PER", "impose-visa", "VEN", source=str(day), effective_on=date(2018, 6, day), confidence=day / 40) for day in (20, 15)
    ]
    event = one_event(*mentions)
    assert (event.confidence, event.effective_on) == (0.5, date(2018, 6, 15))


def test_an_identifier_depends_on_what_was_done_only() -> None:
    [one] = merge([report("PER", "expel-envoy", "VEN", source="a")])
    [same] = merge([report("PER", "expel-envoy", "VEN", source="z", start=900, confidence=0.9)])
    [other] = merge([report("PER", "expel-envoy", "VEN", "2017-08-12")])
    assert one.event_id == same.event_id != other.event_id


@given(MENTIONS, st.randoms(use_true_random=False))
def test_the_order_of_mentions_does_not_matter(mentions: list[Mention], chance: random.Random) -> None:
    shuffled = mentions[:]
    chance.shuffle(shuffled)
    assert list(merge(mentions)) == list(merge(shuffled))


@given(MENTIONS)
def test_every_mention_is_in_one_event_with_which_it_agrees(mentions: list[Mention]) -> None:
    events = list(merge(mentions))
    assert sorted(map(repr, mentions)) == sorted(repr(mention) for event in events for mention in event.mentions)
    assert [event.event_id for event in events] == sorted({event.event_id for event in events})
    for event in events:
        assert {mention.act for mention in event.mentions} == {event.act}
        assert {mention.event_type for mention in event.mentions} == {event.event_type} <= set(EVENT_TYPES)
        assert event.period in {mention.period for mention in event.mentions}
        assert event.actors in {mention.actors for mention in event.mentions}
        assert event.date_min is None or event.date_max is None or event.date_min <= event.date_max


@given(OF_ONE_KIND, st.randoms(use_true_random=False))
def test_of_whatever_kind_the_order_of_mentions_does_not_matter(mentions: list[Mention], chance: random.Random) -> None:
    expected = list(merge(mentions))
    for _ in range(3):
        chance.shuffle(mentions)
        assert list(merge(iter(mentions))) == expected


@given(MENTIONS, OTHERS)
def test_what_other_documents_tell_of_others_changes_nothing(mentions: list[Mention], others: list[Mention]) -> None:
    apart = [*merge(mentions), *merge(others)]
    assert list(merge(others + mentions)) == sorted(apart, key=lambda event: event.event_id)
