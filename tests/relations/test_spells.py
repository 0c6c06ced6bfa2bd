"""What each act does after each status, and the spells that come of it."""

from datetime import date
from itertools import pairwise

import pytest

from pipeline.records import Event
from pipeline.relations import spells_of
from schemas.ontology import ACTS, RELATION_EFFECTS, RELATION_STATUSES
from tests.relations.telling import spells, told

BEFORE = {  # an act that brings about each status
    "ambassadors": "establish-relations",
    "charges": "recall-envoy",
    "suspended": "suspend-relations",
    "severed": "sever-relations",
}
AFTER = {  # by act: the statuses after unknown, ambassadors, charges, suspended and severed
    "recall-envoy": ("charges", "charges", "charges", "suspended", "severed"),
    "expel-envoy": ("charges", "charges", "charges", "suspended", "severed"),
    "appoint-envoy": (None, "ambassadors", "ambassadors", "suspended", "severed"),
    "accept-envoy": ("ambassadors", "ambassadors", "ambassadors", "suspended", "severed"),
    "upgrade-relations": ("ambassadors",) * 5,
    "establish-relations": ("ambassadors",) * 5,
    "restore-relations": ("ambassadors",) * 5,
    "suspend-relations": ("suspended",) * 5,
    "sever-relations": ("severed",) * 5,
}
CASES = [(act, before, wanted) for act, row in AFTER.items() for before, wanted in zip([None, *BEFORE], row, strict=True)]


def act(when: str | None, name: str) -> Event:
    return told(when, name, ["PER", "VEN"]) if ACTS[name].mutual else told(when, name, "PER", "VEN")


@pytest.mark.parametrize(("name", "before", "wanted"), CASES)
def test_what_an_act_does_after_a_status(name: str, before: str | None, wanted: str | None) -> None:
    first = [act("2001-05-01", BEFORE[before])] if before else []
    found = spells(*first, act("2010-05-01", name))
    expected = [(before, "2001-05-01")] if before else []
    assert found == [*expected, *([(wanted, "2010-05-01")] if wanted not in (None, before) else [])]


def test_the_ontology_says_what_every_act_does() -> None:
    assert list(AFTER) == list(RELATION_EFFECTS)
    assert RELATION_EFFECTS.keys() <= ACTS.keys()
    for effect in RELATION_EFFECTS.values():
        assert effect.opens in RELATION_STATUSES
        assert {*effect.after, *effect.after_a_year} <= {*RELATION_STATUSES, "unknown"} - {effect.opens}
        assert effect.limits


@pytest.mark.parametrize(("when", "wanted"), [("2016-06-30", "severed"), ("2017-01-04", "suspended")])
def test_within_a_year_of_a_break_to_suspend_is_another_word_for_it(when: str, wanted: str) -> None:
    assert spells(act("2016-01-03", "sever-relations"), act(when, "suspend-relations"))[-1][0] == wanted


def test_a_break_may_follow_a_freeze_at_once() -> None:
    found = spells(act("2016-01-03", "suspend-relations"), act("2016-01-04", "sever-relations"))
    assert found == [("suspended", "2016-01-03"), ("severed", "2016-01-04")]


def test_spells_follow_each_other_and_name_who_opened_and_closed_them() -> None:
    events = [act("1853", "establish-relations"), act("2017-03-30", "recall-envoy"), act("2021-10", "restore-relations")]
    one, two, three = spells_of(events)
    assert {one.countries, two.countries, three.countries} == {("PER", "VEN")}
    assert [spell.opened_by for spell in (one, two, three)] == [event.event_id for event in events]
    assert [spell.closed_by for spell in (one, two, three)] == [events[1].event_id, events[2].event_id, None]
    assert [(spell.end, spell.end_precision) for spell in (one, two, three)] == [
        (date(2017, 3, 29), "day"),
        (date(2021, 9, 30), "month"),
        (None, None),
    ]
    assert (one.start.first, one.start.last, one.start.precision) == (date(1853, 1, 1), date(1853, 12, 31), "year")


def test_pairs_come_in_order() -> None:
    events = [told("2017-03-30", "sever-relations", "VEN", ["PER", "CHL"]), told("2001", "establish-relations", ["VEN", "PER"])]
    assert [(spell.countries, spell.status) for spell in spells_of(events)] == [
        (("CHL", "VEN"), "severed"),
        (("PER", "VEN"), "ambassadors"),
        (("PER", "VEN"), "severed"),
    ]


def test_an_undated_establishment_comes_before_what_ends_it() -> None:
    undated = act(None, "establish-relations")
    one, two = spells_of([act("1992", "sever-relations"), undated])
    assert (one.status, one.start.first, one.start.precision, one.end, one.opened_by) == (
        "ambassadors",
        None,
        "none",
        date(1991, 12, 31),
        undated.event_id,
    )
    assert two.status == "severed"
    assert spells(undated) == [("ambassadors", None)]


def test_an_undated_establishment_says_nothing_where_relations_begin_by_a_date() -> None:
    assert spells(act(None, "establish-relations"), act("1853", "establish-relations")) == [("ambassadors", "1853")]


@pytest.mark.parametrize("name", [name for name, effect in RELATION_EFFECTS.items() if not effect.undated])
def test_other_undated_events_are_left_out(name: str) -> None:
    assert spells(act(None, name)) == []
    assert spells(act("1853", "establish-relations"), act(None, name)) == [("ambassadors", "1853")]


def test_what_is_not_known_to_the_day_makes_room_for_what_is() -> None:
    found = spells(
        act("1853", "establish-relations"),
        act("2001-03-05", "suspend-relations"),
        act("2001", "restore-relations"),  # possible from March 6 on
        act("2001-03-06", "sever-relations"),
    )
    assert found == [("ambassadors", "1853"), ("suspended", "2001-03-05"), ("severed", "2001-03-06"), ("ambassadors", "2001")]


def test_many_events_of_one_pair_and_year_are_no_burden() -> None:
    """Each act counts once a period: nothing here is compared with every other."""
    months = [f"2001-{month:02}" for month in range(1, 13)]
    events = [told(month, name, "PER", "VEN", places=[(f"{n}.md", n)]) for n in range(30) for month in months for name in AFTER]
    found = list(spells_of(events))
    assert found == list(spells_of(reversed(events)))
    assert 12 <= len(found) <= 12 * len(AFTER)
    assert all(one.end and other.start.first and one.end < other.start.first for one, other in pairwise(found))
