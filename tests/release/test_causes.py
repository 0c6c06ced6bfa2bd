"""The registry of the newer release knows better than a comparison why something changed."""

from collections.abc import Mapping

from pipeline.history import Change, FieldChange, Snapshot
from pipeline.release.causes import change_rows, count_changes
from tests.release.making import registered, registered_field

FIELDS = (FieldChange("date", "2017", "2018"), FieldChange("act", None, "meet"))
CHANGED = Change("evt_a", "changed", "source", "It happened.", fields=FIELDS)


def snapshot(*history: Mapping[str, object], changes: tuple[Mapping[str, object], ...] = ()) -> Snapshot:
    return Snapshot("0.3.0", "1.0", "", {}, frozenset(), history=history, changes=changes)


def causes(change: Change, new: Snapshot) -> list[str]:
    return [row.cause for row in change_rows([change], new, since=(0, 1, 0))]


def test_without_a_word_of_the_registry_the_comparison_counts() -> None:
    assert causes(CHANGED, snapshot()) == ["source", "source"]
    assert causes(CHANGED, snapshot(registered("evt_a", "added", version="0.1.0", cause="code"))) == ["source", "source"]
    assert causes(CHANGED, snapshot(registered("evt_b", "changed", version="0.2.0", cause="code"))) == ["source", "source"]


def test_the_registry_wins_and_its_last_word_over_earlier_ones() -> None:
    versions = (("0.10.0", "correction"), ("0.9.0", "code"))
    history = [registered("evt_a", "changed", version=version, cause=cause) for version, cause in versions]
    assert causes(CHANGED, snapshot(*history)) == ["correction", "correction"]


def test_only_a_word_on_the_same_kind_of_change_counts() -> None:
    new = snapshot(registered("evt_a", "changed", version="0.2.0", cause="code"), registered("evt_a", "split", version="0.3.0"))
    assert causes(CHANGED, new) == ["code", "code"]
    assert causes(Change("evt_a", "withdrawn", "codebook", "It happened."), new) == ["codebook"]


def test_each_field_has_its_own_cause() -> None:
    fields = (registered_field("evt_a", "act", version="0.2.0", cause="correction"),)
    new = snapshot(registered("evt_a", "changed", version="0.2.0", cause="code"), changes=fields)
    rows = change_rows([CHANGED], new, since=(0, 1, 0))
    assert [(row.field, row.old_value, row.new_value, row.cause) for row in rows] == [
        ("act", None, "meet", "correction"),
        ("date", "2017", "2018", "code"),
    ]


def test_a_registry_that_names_no_cause_is_no_word() -> None:
    entry = {"event_id": "evt_a", "release": "0.2.0", "change": "changed"}
    assert causes(CHANGED, snapshot(entry, entry | {"cause": None})) == ["source", "source"]


def test_events_are_counted_once_and_rows_are_in_order() -> None:
    changes = [
        Change("evt_c", "split", "code", "It happened.", split_from="evt_a"),
        Change("evt_b", "merged", "code", "It happened.", into="evt_a"),
        CHANGED,
    ]
    rows = change_rows(changes, snapshot(changes=(registered_field("evt_a", "act", version="0.2.0", cause="code"),)), since=(0, 1, 0))
    assert [(row.event_id, row.field, row.into, row.split_from) for row in rows] == [
        ("evt_a", "act", None, None),
        ("evt_a", "date", None, None),
        ("evt_b", None, "evt_a", None),
        ("evt_c", None, None, "evt_a"),
    ]
    counts = count_changes(rows)
    assert counts["changed"] == {"source": 1, "code": 1, "codebook": 0, "correction": 0, "all": 1}
    assert counts["added"]["all"] == 0
