"""Corrections of events: each field, merging, moving and withdrawing, and what stands against it."""

from datetime import date
from itertools import permutations
from pathlib import Path

import pytest

from pipeline.corrections import Corrected, CorrectionError, Problem, correct_events
from pipeline.corrections.values import value_of
from pipeline.ids import mention_id
from pipeline.records import Event
from tests.corrections.reports import CHILE, DAY, NO_EVENT, NO_MENTION, ONE, OTHER, PERU, THIRD, event, fixes, ids, mention

LATER = date(2017, 8, 13)
FIRST, SECOND, THERE, ALONE = mention(1), mention(2, day=LATER), mention(3, day=LATER), mention(4, actors=(CHILE,))
EVENTS = (event(ONE, FIRST, SECOND), event(OTHER, THERE), event(THIRD, ALONE))
Row = tuple[str, str, str, str]


def correct(folder: Path, *rows: Row) -> Corrected:
    return correct_events(EVENTS, fixes(folder, *rows))


def contents(corrected: Corrected) -> dict[str, list[str]]:
    """The documents that report each event."""
    return {each.event_id: sorted(mention.source_id[-1] for mention in each.mentions) for each in corrected.events}


def problems_of(folder: Path, *rows: Row, events: tuple[Event, ...] = EVENTS) -> tuple[Problem, ...]:
    with pytest.raises(CorrectionError) as caught:
        correct_events(events, fixes(folder, *rows))
    return caught.value.problems


@pytest.mark.parametrize(
    ("field", "old", "new", "choice"),
    [
        ("act", "recall-envoy", "expel-envoy", "kind"),
        ("date", "2017-08-11", "2017-08", "date"),
        ("date", "2017-08-11", "", "date"),
        ("effective_on", "", "2017-09-01", None),
        ("status", "occurred", "announced", "status"),
        ("actors", "PER", "CHL; PER", "parties"),
        ("recipients", "VEN", "", "parties"),
    ],
)
def test_each_field_gets_its_new_value_which_no_mention_gave(field: str, old: str, new: str, choice: str | None, tmp_path: Path) -> None:
    found, *others = correct(tmp_path, (ONE, field, old, new)).events
    assert value_of(found, field) == (new or None)
    assert found.mentions == EVENTS[0].mentions
    assert {each.field for each in EVENTS[0].choices} - {each.field for each in found.choices} == ({choice} if choice else set())
    assert tuple(others) == EVENTS[1:]


def test_type_and_mode_follow_the_act(tmp_path: Path) -> None:
    found = correct(tmp_path, (ONE, "act", "recall-envoy", "condemn")).events[0]
    assert (found.event_type, found.mode) == ("ACCUSE", "disapprove")
    rows = [(ONE, "act", "recall-envoy", ""), (ONE, "event_type", "SANCTION", "COERCE"), (ONE, "mode", "withdraw", "seize")]
    found = correct(tmp_path, *rows).events[0]
    assert (found.act, found.event_type, found.mode) == (None, "COERCE", "seize")
    [problem] = problems_of(tmp_path, (ONE, "event_type", "SANCTION", "AID"))
    assert "the act recall-envoy is always SANCTION" in problem.reason


def test_without_corrections_the_events_stay_as_they_are() -> None:
    assert correct_events(iter(EVENTS), ()) == Corrected(EVENTS)


def test_two_events_become_one(tmp_path: Path) -> None:
    found = correct(tmp_path, (OTHER, "event_id", OTHER, ONE))
    assert contents(found) == {ONE: ["1", "2", "3"], THIRD: ["4"]}
    assert found.events[0] == event(ONE, FIRST, SECOND, THERE), "made anew by the rules of merging"
    assert value_of(found.events[0], "date") == "2017-08-13", "two documents say so"
    assert found.withdrawn == ()


def test_an_event_is_withdrawn_with_all_its_mentions(tmp_path: Path) -> None:
    found = correct(tmp_path, (ONE, "event_id", ONE, ""))
    assert contents(found) == {OTHER: ["3"], THIRD: ["4"]}
    assert [(each.mention, each.event_id) for each in found.withdrawn] == [(FIRST, ONE), (SECOND, ONE)]
    assert {each.correction.line for each in found.withdrawn} == {2}


def test_a_mention_moves_to_another_event(tmp_path: Path) -> None:
    [target] = ids([SECOND])
    found = correct(tmp_path, (target, "event_id", ONE, OTHER))
    assert contents(found) == {ONE: ["1"], OTHER: ["2", "3"], THIRD: ["4"]}
    assert found.events[:2] == (event(ONE, FIRST), event(OTHER, SECOND, THERE))
    kept = {id(mention) for mention in found.events[0].mentions}
    assert all(id(choice.mention) in kept for choice in found.events[0].choices)


def test_a_mention_is_withdrawn_and_its_event_is_what_the_others_say(tmp_path: Path) -> None:
    [target] = ids([FIRST])
    found = correct(tmp_path, (target, "event_id", ONE, ""))
    assert contents(found) == {ONE: ["2"], OTHER: ["3"], THIRD: ["4"]}
    assert (found.events[0].period.first, found.events[0].date_min, found.events[0].choices) == (LATER, LATER, ())
    assert [each.mention for each in found.withdrawn] == [FIRST]


def test_an_event_without_mentions_is_gone(tmp_path: Path) -> None:
    [target] = ids([ALONE])
    assert contents(correct(tmp_path, (target, "event_id", THIRD, ONE))) == {ONE: ["1", "2", "4"], OTHER: ["3"]}
    assert contents(correct(tmp_path, (target, "event_id", THIRD, ""))) == {ONE: ["1", "2"], OTHER: ["3"]}


def test_several_rows_of_one_event_apply_together_in_any_order(tmp_path: Path) -> None:
    [moved] = ids([ALONE])
    rows = [
        (ONE, "act", "recall-envoy", "close-mission"),
        (ONE, "date", "2017-08-11", "2017-08-12"),
        (OTHER, "event_id", OTHER, ONE),
        (moved, "event_id", THIRD, OTHER),
        (ONE, "status", "occurred", "announced"),
    ]
    found = [correct(tmp_path, *some) for some in permutations(rows)]
    assert contents(found[0]) == {ONE: ["1", "2", "3", "4"]}
    assert (found[0].events[0].act, value_of(found[0].events[0], "date")) == ("close-mission", "2017-08-12")
    assert all(each == found[0] for each in found)


def test_events_go_on_to_where_their_new_event_goes(tmp_path: Path) -> None:
    found = correct(tmp_path, (ONE, "event_id", ONE, OTHER), (OTHER, "event_id", OTHER, THIRD))
    assert contents(found) == {THIRD: ["1", "2", "3", "4"]}


def test_a_row_of_a_mention_wins_over_that_of_its_event(tmp_path: Path) -> None:
    [target] = ids([FIRST])
    found = correct(tmp_path, (ONE, "event_id", ONE, ""), (target, "event_id", ONE, OTHER))
    assert contents(found) == {OTHER: ["1", "3"], THIRD: ["4"]}
    assert [each.mention for each in found.withdrawn] == [SECOND]


def test_the_old_value_is_that_of_the_event_with_the_mentions_that_rows_give_it(tmp_path: Path) -> None:
    [problem] = problems_of(tmp_path, (OTHER, "event_id", OTHER, ONE), (ONE, "date", "2017-08-11", "2017-08-12"))
    assert (problem.line, "the coder says '2017-08-13' now" in problem.reason) == (3, True)


def test_whom_a_correction_names_must_be_known(tmp_path: Path) -> None:
    found = correct(tmp_path, (ONE, "recipients", "VEN", "CHL; EU")).events[0]
    assert [(party.actor_id, party.name) for party in found.recipients] == [("CHL", "Chile"), ("EU", "European Union")]
    [problem] = problems_of(tmp_path, (ONE, "recipients", "VEN", "VEN; luis-rey; no-one"))
    assert f"recipients of {ONE}: this build knows no luis-rey, no-one" in problem.reason


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ((ONE, "date", "2017-08-10", "2017-08-09"), "the row expects '2017-08-10', and the coder says '2017-08-11' now"),
        ((ONE, "act", "meet", "recall-envoy"), "the coder says 'recall-envoy' now, as the row wants it. Remove the row."),
        ((NO_EVENT, "act", "meet", ""), f"this build has no event {NO_EVENT}"),
        ((NO_EVENT, "event_id", NO_EVENT, ""), f"this build has no event {NO_EVENT}"),
        ((ONE, "event_id", ONE, NO_EVENT), f"this build has no event {NO_EVENT}, to which {ONE} is to go"),
        ((NO_MENTION, "event_id", ONE, ""), f"this build has no mention {NO_MENTION}"),
        ((ids([FIRST])[0], "event_id", OTHER, THIRD), f"the row expects '{OTHER}', and the coder says '{ONE}' now"),
        ((ids([FIRST])[0], "event_id", OTHER, ONE), f"the coder says '{ONE}' now, as the row wants it"),
        ((ids([FIRST])[0], "event_id", ONE, NO_EVENT), f"this build has no event {NO_EVENT}, to which"),
    ],
)
def test_what_does_not_apply_fails_with_what_to_do(row: Row, reason: str, tmp_path: Path) -> None:
    [problem] = problems_of(tmp_path, row)
    assert (problem.line, reason in problem.reason) == (2, True), problem


def test_an_event_that_other_rows_empty_cannot_be_corrected(tmp_path: Path) -> None:
    rows = [(THIRD, "date", "2017-08-11", "2017"), (ids([ALONE])[0], "event_id", THIRD, ONE)]
    [problem] = problems_of(tmp_path, *rows)
    assert (problem.line, "other rows move or withdraw all its mentions" in problem.reason) == (2, True)


def test_all_problems_are_told_at_once_with_those_of_mentions(tmp_path: Path) -> None:
    rows = fixes(tmp_path, (ONE, "act", "meet", "visit"), (NO_EVENT, "date", "", "2017"), (NO_MENTION, "event_id", ONE, ""))
    with pytest.raises(CorrectionError) as caught:
        correct_events(EVENTS, rows, [Problem(9, "of a mention")])
    assert [problem.line for problem in caught.value.problems] == [2, 3, 4, 9]
    assert caught.value.message.startswith(f"{tmp_path / 'fixes.csv'} has 4 rows that cannot be used:\n  line 2: act of {ONE}: ")
    assert caught.value.file == str(tmp_path / "fixes.csv")


def test_mentions_keep_what_they_say(tmp_path: Path) -> None:
    found = correct(tmp_path, (ONE, "actors", "PER", "CHL"), (ONE, "date", "2017-08-11", "2016")).events[0]
    assert [(each.actors, mention_id(each)) for each in found.mentions] == [((PERU,), mention_id(FIRST)), ((PERU,), mention_id(SECOND))]
    assert (found.date_min, found.date_max) == (DAY, LATER)
