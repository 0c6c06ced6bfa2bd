import random
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.history import Change, FieldChange, compare, first_changes
from pipeline.ids import mention_id
from pipeline.records import Correction, Mention
from pipeline.rows import summary_of
from tests.history.states import DAY, Built, build, party, report
from tests.history.test_carry import MENTIONS

LATER = DAY + timedelta(30)


def changes(old: Built, new: Built) -> list[tuple[str, str, str]]:
    """What happened to which event and why, by what is told of it."""
    return [(change.change, change.summary, change.cause) for change in compare(old.state, new.state)]


def correction(target_id: str) -> Correction:
    return Correction(
        line=2,
        target_id=target_id,
        field="date",
        old=None,
        new="2017-09-10",
        reason="It was later.",
        corrected_by="Ana Paz",
        corrected_on=DAY,
    )


def moved(mention: Mention) -> Mention:
    return replace(mention, period=report(when=LATER).period)


def test_two_equal_states_have_no_changes() -> None:
    assert compare(build(report()).state, build(report()).state) == ()


def test_what_one_of_them_lacks_was_added_or_withdrawn() -> None:
    one, both = build(report()), build(report(), report("CHL", path="b.md"))
    assert changes(one, both) == [("added", "CHL: recall envoy (VEN), 2017-08-11", "source")]
    assert changes(both, one) == [("withdrawn", "CHL: recall envoy (VEN), 2017-08-11", "source")]


def test_fields_that_changed_are_listed_with_their_old_and_new_values() -> None:
    old = build(report())
    [change] = compare(old.state, build(replace(moved(report()), recipients=(party("COL"), party("BRA"))), since=old).state)
    assert change == Change(
        event_id=old.events[0].event_id,
        change="changed",
        cause="source",
        summary="PER: recall envoy (COL, BRA), 2017-09-10",
        fields=(
            FieldChange("date", "2017-08-11", "2017-09-10"),
            FieldChange("date_end", "2017-08-11", "2017-09-10"),
            FieldChange("recipients", "VEN", "BRA; COL"),
        ),
    )


def test_a_field_that_an_older_layout_lacks_did_not_change() -> None:
    old, new = build(report()), build(report())
    [(event_id, event)] = old.state.events.items()
    older = {event_id: replace(event, fields={name: value for name, value in event.fields.items() if name != "status"})}
    assert compare(replace(old.state, events=older), new.state) == ()


def test_events_that_become_one_are_merged_into_it() -> None:
    few, many = report(path="a.md"), [moved(report(path=path)) for path in ("b.md", "c.md")]
    old = build(few, *many)
    new = build(moved(few), *many, since=old)
    [change] = compare(old.state, new.state)
    assert (change.event_id, change.change, change.into) == (old.id_of(few), "merged", old.id_of(many[0]))


def test_a_part_of_an_event_is_split_from_it() -> None:
    small, *large = (report(path=path) for path in ("a.md", "b.md", "c.md"))
    old = build(small, *large)
    new = build(moved(small), *large, since=old)
    [change] = compare(old.state, new.state)
    assert (change.event_id, change.change, change.split_from) == (new.id_of(moved(small)), "split", old.id_of(small))


def test_an_identifier_that_was_not_carried_on_can_be_followed() -> None:
    old, new = build(report()), build(moved(report()))
    merged, added = sorted(compare(old.state, new.state), key=lambda change: change.change, reverse=True)
    assert (merged.event_id, merged.change, merged.into) == (old.events[0].event_id, "merged", new.events[0].event_id)
    assert (added.event_id, added.change) == (new.events[0].event_id, "added")


def test_without_an_earlier_state_all_events_were_added_by_their_documents() -> None:
    new = build(report(), report("CHL", path="b.md"))
    assert first_changes(new.events, summary_of) == tuple(
        Change(event.event_id, "added", "source", summary_of(event)) for event in new.events
    )


OLD = build(report(), codebook_version="1.0", code="old")


@pytest.mark.parametrize(
    ("new", "cause"),
    [
        (build(moved(report()), since=OLD, codebook_version="1.0", code="old"), "source"),
        (build(moved(report()), since=OLD, codebook_version="1.0", code="new"), "code"),
        (build(moved(report()), since=OLD, codebook_version="1.1", code="new"), "codebook"),
        (build(moved(report()), since=OLD, code="new", quiet=["b.md"]), "code"),
        (build(moved(report()), moved(report(path="b.md")), since=OLD, code="new"), "source"),
        (build(moved(report(edition=2)), since=OLD, code="new"), "source"),
        (build(moved(report()), since=OLD, code="new", corrections=[correction(mention_id(report()))]), "correction"),
        (build(moved(report()), since=OLD, code="new", corrections=[correction(OLD.events[0].event_id)]), "correction"),
        (build(moved(report()), since=OLD, code="new", corrections=[correction("evt_" + "0" * 16)]), "code"),
    ],
    ids=["nothing else", "code", "codebook", "another document", "a new report", "another edition", "mention", "event", "of another event"],
)
def test_a_change_has_the_nearest_cause(new: Built, cause: str) -> None:
    [change] = compare(OLD.state, new.state)
    assert (change.change, change.cause) == ("changed", cause)


def test_a_correction_that_both_states_have_explains_nothing() -> None:
    rows = [correction(OLD.events[0].event_id)]
    old = build(report(), code="old", corrections=rows)
    [change] = compare(old.state, build(moved(report()), since=old, code="new", corrections=rows).state)
    assert change.cause == "code"


def test_a_document_that_brings_two_events_together_is_the_cause() -> None:
    apart = [report(when=DAY, path="a.md"), report(when=LATER, path="b.md")]
    old = build(*apart, code="old")
    new = build(*(replace(mention, period=apart[0].period) for mention in apart), report(path="c.md"), since=old, code="new")
    assert ("merged", "source") in [(change.change, change.cause) for change in compare(old.state, new.state)]


@given(MENTIONS, MENTIONS, st.booleans(), st.randoms(use_true_random=False))
def test_every_difference_is_told_once_and_in_order(
    first: list[Mention], second: list[Mention], carried: bool, chance: random.Random
) -> None:
    old = build(*first)
    new = build(*second, since=old if carried else None)
    found = compare(old.state, new.state)
    before, after = old.state.events, new.state.events
    assert [change.event_id for change in found] == sorted(
        event_id
        for event_id in before.keys() | after.keys()
        if event_id not in before or event_id not in after or before[event_id].fields != after[event_id].fields
    )
    for change in found:
        assert (change.event_id in before, change.event_id in after) == {
            "added": (False, True),
            "split": (False, True),
            "changed": (True, True),
            "merged": (True, False),
            "withdrawn": (True, False),
        }[change.change]
        assert change.into is None or change.into in after
        assert change.split_from is None or change.split_from in before
        assert bool(change.fields) == (change.change == "changed")
    shuffled = [
        replace(state, events=dict(chance.sample(sorted(state.events.items()), len(state.events)))) for state in (old.state, new.state)
    ]
    assert compare(*shuffled) == found
