"""Corrections of mentions: each field, what keeps, and what stands against it."""

from datetime import date
from pathlib import Path

import pytest

from pipeline.corrections import Problem, correct_mentions
from pipeline.corrections.values import value_of
from pipeline.ids import mention_id
from pipeline.records import Mention, Party, Period
from tests.corrections.reports import CHILE, DAY, NO_MENTION, PAZ, PERU, VENEZUELA, fixes, mention

THIS, NEXT = mention(1), mention(2, actors=(CHILE,), said_by=PAZ)


def correct(folder: Path, *rows: tuple[str, str, str], of: Mention = THIS) -> tuple[Mention, list[Problem]]:
    """A mention, of three, after corrections given as field, old and new value."""
    target = mention_id(of)
    (_, found, _), problems = correct_mentions((mention(3), of, NEXT), fixes(folder, *((target, *row) for row in rows)))
    return found, problems


@pytest.mark.parametrize(
    ("field", "old", "new"),
    [
        ("act", "recall-envoy", "expel-envoy"),
        ("act", "recall-envoy", ""),
        ("date", "2017-08-11", "2017-08"),
        ("date", "2017-08-11", "2016"),
        ("date", "2017-08-11", ""),
        ("effective_on", "", "2017-09-01"),
        ("status", "occurred", "alleged"),
        ("actors", "PER", "CHL; PER"),
        ("actors", "PER", ""),
        ("recipients", "VEN", "OAS; ana-paz"),
    ],
)
def test_each_field_gets_its_new_value_and_nothing_else_changes(field: str, old: str, new: str, tmp_path: Path) -> None:
    found, problems = correct(tmp_path, (field, old, new))
    assert problems == []
    assert value_of(found, field) == (new or None)
    with_act = {"act", "event_type", "mode"}
    kept = {"date", "effective_on", "status", "actors", "recipients", *with_act} - ({field} if field != "act" else with_act)
    assert {name: value_of(found, name) for name in kept} == {name: value_of(THIS, name) for name in kept}
    assert (mention_id(found), found.quote, found.date_text, found.coded) == (mention_id(THIS), THIS.quote, THIS.date_text, THIS)


def test_a_day_a_month_and_a_year_are_periods(tmp_path: Path) -> None:
    assert correct(tmp_path, ("date", "2017-08-11", "2016-02"))[0].period == Period(date(2016, 2, 1), date(2016, 2, 29), "month")
    assert correct(tmp_path, ("date", "2017-08-11", "2016"))[0].period == Period(date(2016, 1, 1), date(2016, 12, 31), "year")
    undated = mention(1, day=None)
    assert correct(tmp_path, ("date", "", "2017-08-11"), of=undated)[0].period == Period(DAY, DAY, "day")


@pytest.mark.parametrize(
    ("rows", "found"),
    [
        ([("act", "recall-envoy", "condemn")], ("condemn", "ACCUSE", "disapprove")),
        ([("act", "recall-envoy", "apologize")], ("apologize", "CONCEDE", None)),
        ([("act", "recall-envoy", "")], (None, "SANCTION", "withdraw")),
        ([("act", "recall-envoy", "refuse"), ("mode", "withdraw", "meet")], ("refuse", "REJECT", "meet")),
        ([("act", "recall-envoy", ""), ("event_type", "SANCTION", "RETREAT")], (None, "RETREAT", "withdraw")),
        ([("act", "recall-envoy", ""), ("event_type", "SANCTION", "COERCE")], (None, "COERCE", None)),
        ([("act", "recall-envoy", ""), ("event_type", "SANCTION", "COERCE"), ("mode", "withdraw", "arrest")], (None, "COERCE", "arrest")),
        ([("act", "recall-envoy", "condemn"), ("event_type", "SANCTION", "ACCUSE")], ("condemn", "ACCUSE", "disapprove")),
    ],
)
@pytest.mark.parametrize("order", [1, -1])
def test_an_act_sets_type_and_mode_and_a_mode_that_the_type_has_not_falls_away(
    rows: list[tuple[str, str, str]], found: tuple[str | None, str, str | None], order: int, tmp_path: Path
) -> None:
    corrected, problems = correct(tmp_path, *rows[::order])
    assert problems == []
    assert (corrected.act, corrected.event_type, corrected.mode) == found


@pytest.mark.parametrize(
    ("rows", "line", "reason"),
    [
        ([("event_type", "SANCTION", "ACCUSE")], 2, "the act recall-envoy is always SANCTION"),
        ([("act", "recall-envoy", "condemn"), ("event_type", "SANCTION", "AID")], 3, "the act condemn is always ACCUSE"),
        ([("mode", "withdraw", "expel")], 2, "the act recall-envoy always has the mode withdraw"),
        ([("mode", "withdraw", "")], 2, "the act recall-envoy always has the mode withdraw"),
        ([("act", "recall-envoy", ""), ("mode", "withdraw", "visit")], 3, "SANCTION has no mode 'visit'; its modes: convict, expel,"),
        ([("act", "recall-envoy", "promise"), ("mode", "withdraw", "visit")], 3, "AGREE has no mode 'visit'; its modes: none"),
        ([("actors", "PER", "PER; luis-rey")], 2, "this build knows no luis-rey"),
        ([("status", "alleged", "announced")], 2, "the row expects 'alleged', and the coder says 'occurred' now. Review it"),
        ([("effective_on", "2017-09-01", "2017-09-02")], 2, "the row expects '2017-09-01', and the coder says nothing now"),
        ([("date", "2017-08-12", "2017-08-11")], 2, "the coder says '2017-08-11' now, as the row wants it. Remove the row."),
        ([("actors", "CHL", "CHL; PER")], 2, "put 'PER' as its old value"),
    ],
)
def test_what_does_not_apply_is_told_and_the_mention_stays(
    rows: list[tuple[str, str, str]], line: int, reason: str, tmp_path: Path
) -> None:
    found, [problem] = correct(tmp_path, *rows)
    assert found == THIS
    assert problem.line == line
    assert reason in problem.reason
    assert mention_id(THIS) in problem.reason


def test_sides_are_compared_in_any_order(tmp_path: Path) -> None:
    both = mention(1, actors=(VENEZUELA, PERU), recipients=())
    found, problems = correct(tmp_path, ("actors", "PER;VEN", "VEN"), of=both)
    assert problems == []
    assert found.actors == (VENEZUELA,)


def test_whom_the_mention_names_keeps_the_words_and_another_has_a_name_without_a_place(tmp_path: Path) -> None:
    found, _ = correct(tmp_path, ("actors", "PER", "VEN; ana-paz"), ("recipients", "VEN", "PER; UN"))
    assert found.actors == (VENEZUELA, Party("ana-paz", "Ana Paz", "person", "PER", "Ana Paz", sector="diplomacy"))
    assert found.recipients[0] == PERU
    assert (found.recipients[1].actor_id, found.recipients[1].kind, found.recipients[1].start) == ("UN", "organization", None)


def test_a_name_is_that_of_most_mentions(tmp_path: Path) -> None:
    names = ("A. Paz", "Ana Paz", "Ana Paz", "Ana M. Paz")
    others = [mention(number, actors=(Party("ana-paz", name, "person", "PER", name),)) for number, name in enumerate(names, start=2)]
    [found, *_], _ = correct_mentions([THIS, *others], fixes(tmp_path, (mention_id(THIS), "actors", "PER", "ana-paz")))
    assert found.actors[0].name == "Ana Paz"


def test_a_mention_that_is_gone_is_told(tmp_path: Path) -> None:
    found, [problem] = correct_mentions([THIS], fixes(tmp_path, (NO_MENTION, "act", "meet", "")))
    assert found == [THIS]
    assert f"this build has no mention {NO_MENTION}, of which the row corrects act from 'meet'" in problem.reason


def test_rows_of_events_and_of_where_mentions_belong_wait(tmp_path: Path) -> None:
    event_id = "evt_" + "1" * 16
    rows = fixes(tmp_path, (mention_id(THIS), "event_id", event_id, ""), (event_id, "act", "meet", ""))
    assert correct_mentions([THIS], rows) == ([THIS], [])
