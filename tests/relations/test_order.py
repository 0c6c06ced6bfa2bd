"""Which of several events of one time comes first, and which say nothing of their own."""

import pytest

from pipeline.records import Event
from pipeline.relations import spells_of
from schemas.ontology import ACTS
from tests.relations.telling import spells, told

ESTABLISHED = ("ambassadors", "1853")


def act(when: str, name: str, *places: tuple[str, int]) -> Event:
    sides = (["PER", "VEN"],) if ACTS[name].mutual else ("PER", "VEN")
    return told(when, name, *sides, places=places or ((f"{when}-{name}.md", 0),))


ESTABLISH = act("1853", "establish-relations")


@pytest.mark.parametrize(
    ("names", "wanted"),
    [
        (("recall-envoy", "sever-relations"), "severed"),
        (("restore-relations", "sever-relations"), "severed"),
        (("expel-envoy", "suspend-relations"), "suspended"),
        (("recall-envoy", "expel-envoy"), "charges"),
        (("suspend-relations", "sever-relations", "recall-envoy"), "severed"),
    ],
)
def test_a_day_has_one_status_and_a_break_comes_last(names: tuple[str, ...], wanted: str) -> None:
    assert spells(ESTABLISH, *(act("2017-03-30", name) for name in names)) == [ESTABLISHED, (wanted, "2017-03-30")]


def test_what_one_day_does_and_undoes_opens_nothing() -> None:
    assert spells(ESTABLISH, act("2017-03-30", "recall-envoy"), act("2017-03-30", "accept-envoy")) == [ESTABLISHED]


def test_on_a_day_the_word_on_relations_opens_the_spell() -> None:
    freeze, credentials, restored = act("2001", "recall-envoy"), act("2021-10-16", "accept-envoy"), act("2021-10-16", "restore-relations")
    assert list(spells_of([freeze, credentials, restored]))[-1].opened_by == restored.event_id


def test_of_two_reports_of_one_step_the_better_known_opens_it() -> None:
    one = told("2024-07-29", "sever-relations", "VEN", "PER", places=[("a.md", 0), ("b.md", 0)])
    other = told("2024-07-29", "sever-relations", "PER", "VEN", places=[("c.md", 0)])
    assert [spell.opened_by for spell in spells_of([other, one])] == [one.event_id]


@pytest.mark.parametrize("vague", ["2021", "2021-10"])
def test_a_year_or_month_that_may_be_that_of_a_known_day_does_nothing(vague: str) -> None:
    found = spells(act("1992", "sever-relations"), act(vague, "restore-relations"), act("2021-10-16", "restore-relations"))
    assert found == [("severed", "1992"), ("ambassadors", "2021-10-16")]


def test_a_year_after_which_all_was_undone_again_does_nothing() -> None:
    found = spells(ESTABLISH, act("2001-03-05", "sever-relations"), act("2001-11-05", "restore-relations"), act("2001", "sever-relations"))
    assert found == [ESTABLISHED, ("severed", "2001-03-05"), ("ambassadors", "2001-11-05")]


def test_a_month_of_another_year_is_another_event() -> None:
    found = spells(act("1992", "sever-relations"), act("2020", "restore-relations"), act("2021-10-16", "restore-relations"))
    assert found == [("severed", "1992"), ("ambassadors", "2020")]


def test_a_word_on_relations_does_not_give_way_to_one_on_envoys() -> None:
    charges, restored, appointed = act("2017-03-30", "recall-envoy"), act("2021", "restore-relations"), act("2021-12", "appoint-envoy")
    assert spells(charges, restored, appointed) == [("charges", "2017-03-30"), ("ambassadors", "2021")]
    assert list(spells_of([charges, restored, appointed]))[-1].opened_by == restored.event_id


def test_a_word_on_envoys_gives_way_to_one_on_relations() -> None:
    found = spells(act("2017-03-30", "recall-envoy"), act("2021", "appoint-envoy"), act("2021-10-16", "restore-relations"))
    assert found == [("charges", "2017-03-30"), ("ambassadors", "2021-10-16")]


def test_within_a_year_what_a_document_tells_first_came_first() -> None:
    severed = act("1992", "sever-relations")
    freeze, recall, restored = (("suspend-relations", 10), ("recall-envoy", 30), ("restore-relations", 90))
    frozen_first = [act("2001", name, ("a.md", start)) for name, start in (freeze, recall, restored)]
    assert spells(severed, *frozen_first) == [("severed", "1992"), ("suspended", "2001"), ("ambassadors", "2001")]
    frozen_last = [act("2001", name, ("a.md", start)) for name, start in (("restore-relations", 5), freeze)]
    assert spells(severed, *frozen_last) == [("severed", "1992"), ("ambassadors", "2001"), ("suspended", "2001")]


def test_documents_that_contradict_each_other_leave_the_order_to_the_table() -> None:
    freeze = act("2001", "suspend-relations", ("a.md", 0), ("b.md", 9))
    restored = act("2001", "restore-relations", ("a.md", 9), ("b.md", 0))
    assert spells(ESTABLISH, freeze, restored) == [ESTABLISHED, ("suspended", "2001"), ("ambassadors", "2001")]


def test_a_restoration_in_a_year_follows_the_freeze_of_that_year() -> None:
    found = spells(ESTABLISH, act("2001-03-05", "suspend-relations"), act("2001", "restore-relations"))
    assert found == [ESTABLISHED, ("suspended", "2001-03-05"), ("ambassadors", "2001")]


def test_a_restoration_told_before_the_freeze_of_that_year_does_not_follow_it() -> None:
    found = spells(ESTABLISH, act("2001-03-05", "suspend-relations", ("a.md", 50)), act("2001", "restore-relations", ("a.md", 3)))
    assert found == [ESTABLISHED, ("suspended", "2001-03-05")]


def test_the_year_of_a_restoration_ends() -> None:
    found = spells(ESTABLISH, act("2001", "restore-relations"), act("2002-03-05", "suspend-relations"))
    assert found == [ESTABLISHED, ("suspended", "2002-03-05")]


def test_an_appointment_in_a_year_does_not_undo_the_recall_of_that_year() -> None:
    assert spells(ESTABLISH, act("2021-07-18", "recall-envoy"), act("2021", "appoint-envoy")) == [ESTABLISHED, ("charges", "2021-07-18")]


def test_spells_of_one_year_do_not_share_a_day() -> None:
    names = ("suspend-relations", "restore-relations", "sever-relations")
    events = [act("2001", name, ("a.md", start)) for start, name in enumerate(names)]
    found = list(spells_of([ESTABLISH, *events]))
    assert [str(spell.start.first) for spell in found] == ["1853-01-01", "2001-01-01", "2001-01-02", "2001-01-03"]
    assert [str(spell.end) for spell in found] == ["2000-12-31", "2001-01-01", "2001-01-02", "None"]
    assert {spell.start.precision for spell in found} == {"year"}
