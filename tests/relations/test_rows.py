from pipeline.relations import spells_of
from pipeline.rows import relation_rows
from tests.relations.telling import told


def test_an_event_that_opens_spells_of_several_pairs_has_a_row_for_each() -> None:
    event = told("2024-07-29", "sever-relations", "VEN", ["PER", "CHL", "ARG"])
    found = list(relation_rows(spells_of([event])))
    assert [(row["country_a"], row["country_b"]) for row in found] == [("ARG", "VEN"), ("CHL", "VEN"), ("PER", "VEN")]
    assert {row["opened_by"] for row in found} == {event.event_id}
    assert len({row["relation_id"] for row in found}) == 3


def test_a_spell_keeps_its_identifier_when_others_come_before_and_after_it() -> None:
    event = told("2017-03-30", "recall-envoy", "PER", "VEN")
    others = [told("1853", "establish-relations", ["PER", "VEN"]), told("2021", "restore-relations", ["PER", "VEN"])]
    [alone] = relation_rows(spells_of([event]))
    _, between, _ = relation_rows(spells_of([*others, event]))
    assert alone["relation_id"] == between["relation_id"]
    assert (alone["end_date"], str(between["end_date"]), between["end_precision"]) == (None, "2020-12-31", "year")
