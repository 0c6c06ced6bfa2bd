"""Which reports are another form of one that says more."""

from dataclasses import replace

import pytest

from pipeline.records import Mention
from tests.merge.reports import are_one, clusters, one_event, report


def test_reports_whose_lists_contain_one_another_are_one_event() -> None:
    four = report("ARG, CHL, COL, PER", "recall-envoy", "VEN")
    two = report("PER, CHL", "recall-envoy", "VEN", "2017-08-12", source="b")
    alone = report("PER", "recall-envoy", "VEN", source="c")
    event = one_event(alone, two, four)
    assert {party.actor_id for party in event.actors} == {"ARG", "CHL", "COL", "PER"}
    assert are_one(report("VEN", "expel-envoy", "PER"), report("VEN", "expel-envoy", "PER, CHL, ARG", source="b"))


@pytest.mark.parametrize(
    "other",
    [
        report("PER, BRA", "recall-envoy", "VEN", source="b"),
        report("PER", "recall-envoy", "VEN", "2017-08-15", source="b"),
        report("PER", "recall-envoy", "VEN", "2017-09", source="b"),
        report("PER", "recall-envoy", "VEN", None, source="b"),
        report("PER", "recall-envoy", "CUB", source="b"),
        report("PER", "recall-envoy", source="b"),
        report("", "recall-envoy", "VEN", source="b"),
    ],
)
def test_lists_that_only_overlap_or_other_days_stay_apart(other: Mention) -> None:
    assert not are_one(report("PER, CHL", "recall-envoy", "VEN"), other)


def test_a_short_list_that_fits_two_long_ones_stays_alone() -> None:
    north, south = report("PER, COL", "recall-envoy", "VEN"), report("PER, CHL", "recall-envoy", "VEN", source="b")
    assert len(clusters(north, south, report("PER", "recall-envoy", "VEN", source="c"))) == 3


def test_a_short_list_with_a_month_joins_the_long_one_with_a_day_unless_it_is_a_statement() -> None:
    for act, together in (("recall-envoy", True), ("condemn", False)):
        assert are_one(report("PER, CHL", act, "VEN"), report("PER", act, "VEN", "2017-08", source="b")) is together


def test_of_a_meeting_only_most_of_those_present_are_the_same_meeting() -> None:
    summit = report("ARG, CHL, COL, PER", "meet")
    assert not are_one(summit, report("PER, CHL", "meet", source="b"))
    assert are_one(summit, report("PER, CHL, COL", "meet", source="b"))
    assert are_one(report("ARG, CHL, PER", "sign-agreement"), report("PER", "sign-agreement", "CHL", source="b"))


def test_what_both_did_to_each_other_contains_what_each_did() -> None:
    both = report("PER, VEN", "recall-envoy")
    one, other = report("PER", "recall-envoy", "VEN", source="b"), report("VEN", "recall-envoy", "PER", "2017-08-12", source="c")
    assert {party.actor_id for party in one_event(one, both, other).actors} == {"PER", "VEN"}
    assert not are_one(both, report("PER", "recall-envoy", "CUB", source="b"))
    assert not are_one(report("PER, VEN", "condemn"), report("PER", "condemn", "VEN", source="b"))


def test_within_a_document_a_side_or_the_date_may_be_left_out() -> None:
    told = report("PER", "expel-envoy", "VEN")
    for short in (
        report("PER", "expel-envoy", "", start=90),
        report("", "expel-envoy", "VEN", start=90),
        report("PER", "expel-envoy", "VEN", None, start=90),
    ):
        assert are_one(told, short)
        assert not are_one(told, replace(short, source_id="b"))
    assert not are_one(told, report("", "expel-envoy", "VEN", "2017-08-12", start=90)), "the dates exclude one another"
    assert not are_one(report("PER", "condemn", "VEN"), report("PER", "condemn", start=90)), "a statement is mostly another one"
