"""Which mentions that agree in what was done, by and to whom, are of one event."""

from dataclasses import replace

import pytest

from pipeline.merge import merge
from pipeline.records import Mention
from schemas.ontology import ACTS
from tests.merge.reports import are_one, clusters, report


def test_nothing_gives_nothing() -> None:
    assert list(merge([])) == []


@pytest.mark.parametrize(
    "other",
    [
        report("VEN", "expel-envoy", "PER", source="b"),
        report("PER", "expel-envoy", "CHL", source="b"),
        report("PER", "expel-envoy", source="b"),
        report("", "expel-envoy", "VEN", source="b"),
        report("PER", "recall-envoy", "VEN", source="b"),
        report("PER", "SANCTION", "VEN", source="b"),
    ],
)
def test_another_act_or_other_parties_are_another_event(other: Mention) -> None:
    assert not are_one(report("PER", "expel-envoy", "VEN"), other)


@pytest.mark.parametrize(
    ("one", "other", "together"),
    [
        ("2017-08-11", "2017-08-11", True),
        ("2017-08-11", "2017-08-14", True),
        ("2017-07-31", "2017-08-02", True),
        ("2017-08-11", "2017-08-15", False),
        ("2017-08-11", "2017-08", True),
        ("2017-08-11", "2017", True),
        ("2017-08", "2017-08", True),
        ("2017-08", "2017", True),
        ("2017", "2017", True),
        ("2017-08-11", "2017-09", False),
        ("2017-08-11", "2018", False),
        ("2017-08", "2017-09", False),
        ("2017-08-11", None, False),
        ("2017", None, False),
        (None, None, False),
    ],
)
def test_dates_that_can_be_the_same_or_lie_within_three_days_make_one_event(one: str | None, other: str | None, together: bool) -> None:
    first, second = report("PER", "expel-envoy", "VEN", one), report("PER", "expel-envoy", "VEN", other, source="b")
    assert are_one(first, second) is together


def test_reports_of_a_running_quarrel_do_not_all_become_one_event() -> None:
    days = [report("PER", "condemn", "VEN", f"2017-08-{number:02}", source=str(number)) for number in range(1, 29, 2)]
    for event in merge(days):
        assert event.date_min is not None and event.date_max is not None
        assert (event.date_max - event.date_min).days <= 3


def test_a_less_precise_date_joins_only_where_one_event_can_hold_it() -> None:
    early, late = (report("PER", "expel-envoy", "VEN", day, source=day) for day in ("2017-08-01", "2017-08-20"))
    vague = report("PER", "expel-envoy", "VEN", "2017-08", source="vague")
    assert clusters(early, vague) == {frozenset({0, 1})}
    assert clusters(early, late, vague) == {frozenset({0}), frozenset({1}), frozenset({2})}


@pytest.mark.parametrize("act", ["condemn", "ASSAULT"])
def test_of_what_happens_every_day_a_vague_date_means_no_certain_day(act: str) -> None:
    month = report("PER", act, "VEN", "2017-08", section_no=1)
    assert not are_one(report("PER", act, "VEN"), month)
    assert are_one(month, replace(month, source_id="b"))
    assert not are_one(report("PER", act, "VEN", "2017"), report("PER", act, "VEN", "2017", source="b"))
    assert not are_one(report("PER", act, "VEN"), report("PER", act, "VEN", "2017-08-13", source="b"))


def test_two_who_suffer_what_no_act_names_are_two_events() -> None:
    assert not are_one(report("PER", "ASSAULT", "VEN/Ana Paz"), report("PER", "ASSAULT", "VEN/Luis Rey", source="b"))
    assert are_one(report("PER", "ASSAULT", "VEN/Ana Paz"), report("PER", "ASSAULT", "VEN", source="b"))


def test_whom_one_report_names_more_fully_is_the_same_person() -> None:
    full, bare = report("PER", "ASSAULT", "VEN, /Ana Maria Paz"), report("PER", "ASSAULT", "VEN, /Paz", source="b")
    assert are_one(full, bare)
    assert not are_one(full, report("PER", "ASSAULT", "VEN, /Luis Rey", source="c"))
    assert not are_one(report("PER, /Paz", "meet"), report("PER, /Rey", "meet", source="b"))


def test_reports_of_the_same_vague_date_are_one_event_though_none_of_the_days_can_be_told() -> None:
    days = [report("PER", "condemn", "VEN", day, source=day) for day in ("2017-08-01", "2017-08-20")]
    vague = [report("PER", "condemn", "VEN", "2017-08", source=source) for source in "xy"]
    assert clusters(*days, *vague) == {frozenset({0}), frozenset({1}), frozenset({2, 3})}


def test_undated_mentions_are_one_event_within_a_document_only() -> None:
    mentions = [report("PER", "condemn", "VEN", None, source=source, start=start) for source, start in (("a", 0), ("a", 50), ("b", 0))]
    assert clusters(*mentions) == {frozenset({0, 1}), frozenset({2})}


def test_one_report_that_gives_two_days_tells_of_two_events() -> None:
    monday, tuesday = (report("USA, GEO", "meet", "", day, start=start) for day, start in (("2006-12-11", 0), ("2006-12-12", 90)))
    assert not are_one(monday, tuesday)
    assert are_one(monday, report("USA, GEO", "meet", "", "2006-12-12", section_no=1)), "an item of a list is a report of its own"


def test_two_people_of_a_country_who_criticise_are_two_events_where_both_are_named() -> None:
    paz, rey = report("PER/Ana Paz", "condemn", "VEN"), report("PER/Luis Rey", "condemn", "VEN", source="b")
    unnamed = report("PER", "condemn", "VEN", source="c")
    assert not are_one(paz, rey)
    assert are_one(paz, report("PER/Ana Paz", "condemn", "VEN", source="b"))
    assert are_one(paz, unnamed)
    assert are_one(unnamed, report("PER", "condemn", "VEN", source="d"))
    assert len(clusters(paz, rey, unnamed)) == 2


def test_statements_to_nobody_by_some_are_not_those_by_more() -> None:
    assert not are_one(report("PER", "promise"), report("PER, VEN", "promise", source="b"))
    assert are_one(report("PER", "promise", "CHL"), report("PER, VEN", "promise", "CHL", source="b"))


def test_two_who_are_accused_by_nobody_named_are_two_events() -> None:
    assert not are_one(report("", "allege", "VEN/Ana Paz"), report("", "allege", "VEN/Luis Rey", source="b"))


def test_a_statement_on_another_day_is_another_statement() -> None:
    monday = report("PER", "condemn", "VEN", "2017-08-07")
    assert are_one(monday, report("PER", "condemn", "VEN", "2017-08-08", source="printed"))
    assert not are_one(monday, report("PER", "condemn", "VEN", "2017-08-09", source="b"))


def test_other_people_of_a_country_are_another_meeting_visit_or_appointment() -> None:
    paz, rey = (report(f"PER/{name}, VEN", "meet", source=name) for name in ("Ana Paz", "Luis Rey"))
    assert not are_one(paz, rey)
    assert are_one(paz, report("PER, VEN", "meet", source="b"))
    for act in ("visit", "appoint-envoy"):
        assert not are_one(report("PER/Ana Paz", act, "VEN"), report("PER/Luis Rey", act, "VEN", source="b"))
        assert are_one(report("PER/Ana Paz", act, "VEN"), report("PER/Ana Paz, PER/Luis Rey", act, "VEN", source="b"))


def test_a_state_acts_once_whoever_is_named_for_it() -> None:
    assert are_one(report("PER/Ana Paz", "sever-relations", "VEN"), report("PER/Luis Rey", "sever-relations", "VEN", source="b"))


@pytest.mark.parametrize("act", [name for name, act in ACTS.items() if act.mutual])
def test_a_mutual_act_is_the_same_in_either_form(act: str) -> None:
    together, with_whom = report("PER, VEN", act), report("VEN", act, "PER", source="b")
    assert are_one(together, with_whom)
    assert are_one(with_whom, report("PER", act, "VEN", source="c"))


def test_what_is_not_mutual_has_sides() -> None:
    assert not are_one(report("PER", "recall-envoy", "VEN"), report("VEN", "recall-envoy", "PER", source="b"))


def test_where_nobody_is_named_nothing_agrees_beyond_the_document() -> None:
    assert not are_one(report("", "condemn"), report("", "condemn", source="b"))
    assert are_one(report("", "condemn"), report("", "condemn", start=50))
