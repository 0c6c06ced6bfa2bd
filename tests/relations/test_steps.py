"""Which events count, for which pairs of countries, from when on."""

from datetime import date

import pytest

from pipeline.records import Party
from schemas.ontology import ACTS, RELATION_EFFECTS
from tests.relations.telling import pairs, person, spells, told

DAY = "2017-03-30"


def test_each_actor_and_each_recipient_are_a_pair() -> None:
    assert pairs(told(DAY, "sever-relations", ["PER", "CHL"], ["VEN", "CUB"])) == ["CHL-CUB", "CHL-VEN", "CUB-PER", "PER-VEN"]


def test_those_who_do_a_mutual_act_are_pairs_with_one_another() -> None:
    assert pairs(told(DAY, "restore-relations", ["VEN", "PER", "CHL"])) == ["CHL-PER", "CHL-VEN", "PER-VEN"]


def test_a_mutual_act_with_somebody_is_theirs_with_him() -> None:
    assert pairs(told(DAY, "restore-relations", ["VEN", "PER"], "CHL")) == ["CHL-PER", "CHL-VEN"]


def test_two_who_both_recall_their_envoys_recall_them_from_each_other() -> None:
    assert pairs(told(DAY, "recall-envoy", ["VEN", "PER"])) == ["PER-VEN"]


def test_of_three_who_recall_their_envoys_nobody_knows_from_where() -> None:
    assert pairs(told(DAY, "recall-envoy", ["VEN", "PER", "CHL"])) == []


@pytest.mark.parametrize(("actors", "recipients"), [((), "VEN"), ("PER", ()), ("PER", "PER")])
def test_one_country_alone_is_no_pair(actors: str, recipients: str) -> None:
    assert pairs(told(DAY, "sever-relations", actors, recipients)) == []


def test_a_recipient_that_is_no_country_makes_no_pair_of_the_actors() -> None:
    union = Party("EU", "European Union", "organization", None, "EU")
    assert pairs(told(DAY, "sever-relations", ["PER", "VEN"], union)) == []
    assert pairs(told(DAY, "sever-relations", ["PER", union], "VEN")) == ["PER-VEN"]


@pytest.mark.parametrize("sector", ["government", "diplomacy", "royal", None])
@pytest.mark.parametrize("kind", ["person", "institution"])
def test_who_acts_for_a_state_acts_for_its_country(kind: str, sector: str | None) -> None:
    assert pairs(told(DAY, "expel-envoy", person("PER", sector, kind=kind), person("VEN", sector, kind=kind))) == ["PER-VEN"]


@pytest.mark.parametrize(
    ("kind", "sector"),
    [("person", "opposition"), ("person", "civil"), ("institution", "legislature"), ("institution", "military"), ("group", None)],
)
def test_who_does_not_act_for_the_state_has_no_relations(kind: str, sector: str | None) -> None:
    somebody = person("VEN", sector, kind=kind)
    assert pairs(told(DAY, "appoint-envoy", somebody, "PER"), told(DAY, "sever-relations", somebody, "PER")) == []
    assert pairs(told(DAY, "sever-relations", "PER", somebody)) == []


def test_the_envoy_of_a_parliament_is_not_that_of_the_state() -> None:
    envoy, parliament = person("VEN", None), person("VEN", "legislature", kind="institution")
    recalled = told("2017-03-30", "recall-envoy", "PER", "VEN")
    assert spells(recalled, told("2019-01-29", "appoint-envoy", [parliament, envoy], "PER")) == [("charges", "2017-03-30")]
    sent = told("2019-01-29", "appoint-envoy", ["VEN", envoy], "PER")
    assert spells(recalled, sent) == [("charges", "2017-03-30"), ("ambassadors", "2019-01-29")]


def test_a_government_acts_for_the_state_whoever_stands_beside_it() -> None:
    government, opposition = person("VEN", "government", kind="institution"), person("VEN", "opposition")
    assert pairs(told(DAY, "sever-relations", [opposition, government], "PER")) == ["PER-VEN"]


def test_who_has_no_country_has_no_relations() -> None:
    assert pairs(told(DAY, "sever-relations", person(None, "government"), "PER")) == []


def test_what_is_alleged_does_nothing() -> None:
    assert spells(told(DAY, "sever-relations", "PER", "VEN", status="alleged")) == []


def test_what_is_announced_holds_from_the_day_it_applies() -> None:
    announced = told(DAY, "sever-relations", "PER", "VEN", status="announced", effective_on=date(2017, 4, 15))
    assert spells(announced) == [("severed", "2017-04-15")]
    assert spells(told(DAY, "sever-relations", "PER", "VEN", status="announced")) == [("severed", DAY)]


def test_a_day_of_effect_before_the_event_is_no_start() -> None:
    assert spells(told(DAY, "sever-relations", "PER", "VEN", effective_on=date(2016, 4, 15))) == [("severed", DAY)]


@pytest.mark.parametrize("act", sorted(ACTS.keys() - RELATION_EFFECTS.keys()))
def test_other_acts_change_no_relations(act: str) -> None:
    assert spells(told("2001", "establish-relations", ["PER", "VEN"]), told(DAY, act, "PER", "VEN")) == [("ambassadors", "2001")]
    assert spells(told(DAY, act, "PER", "VEN")) == []
