"""Corrections files: a row is read in its normal form, and every mistake is told with file, line, column and what to do."""

from datetime import date
from pathlib import Path

import pytest

from pipeline.corrections import COLUMNS, CorrectionError, Problem, read_corrections
from pipeline.errors import LegationError
from pipeline.records import Correction
from tests.corrections.reports import NO_MENTION, ONE, OTHER, THIRD, fixes, write_fixes

SIGNED = "Reason,R. Reviewer,2026-11-20"


def problems_of(folder: Path, *lines: str) -> tuple[Problem, ...]:
    with pytest.raises(CorrectionError) as caught:
        read_corrections(write_fixes(folder, *lines))
    return caught.value.problems


def test_a_row_is_read_with_who_says_so_and_why(tmp_path: Path) -> None:
    path = write_fixes(tmp_path, f'{ONE},date,2017-08-12,2017-08-11,"Both say  ""Friday"", the 11th",R. Reviewer,2026-11-20')
    assert read_corrections(path) == (
        Correction(
            2, ONE, "date", "2017-08-12", "2017-08-11", 'Both say "Friday", the 11th', "R. Reviewer", date(2026, 11, 20), str(path)
        ),
    )


def test_columns_may_come_in_another_order_after_a_mark_of_order_and_empty_lines_are_passed_over(tmp_path: Path) -> None:
    row = f"2026-11-20,R. R.,Reason,2017,,date,{ONE}"
    path = write_fixes(tmp_path, "", ",,,,,,", row, head="\ufeffwhen,who,reason,new,old,field,target")
    [found] = read_corrections(path)
    assert (found.line, found.target_id, found.field, found.old, found.new) == (4, ONE, "date", None, "2017")


def test_a_file_without_rows_corrects_nothing(tmp_path: Path) -> None:
    assert read_corrections(write_fixes(tmp_path)) == ()


@pytest.mark.parametrize(
    ("field", "old", "new", "found"),
    [
        ("actors", "PER", " VEN;PER ; ana-paz", ("PER", "PER; VEN; ana-paz")),
        ("recipients", "VEN", "", ("VEN", None)),
        ("date", "2017", "2017-08", ("2017", "2017-08")),
        ("date", "2016-02-29", "", ("2016-02-29", None)),
        ("effective_on", "", "2017-09-01", (None, "2017-09-01")),
        ("act", "", "meet", (None, "meet")),
        ("event_type", "AID", "AGREE", ("AID", "AGREE")),
        ("mode", "visit", "", ("visit", None)),
        ("status", "alleged", "occurred", ("alleged", "occurred")),
        ("event_id", ONE, OTHER, (ONE, OTHER)),
        ("event_id", ONE, "", (ONE, None)),
    ],
)
def test_values_of_each_field_have_one_form(field: str, old: str, new: str, found: tuple[str | None, str | None], tmp_path: Path) -> None:
    [correction] = fixes(tmp_path, (ONE, field, old, new))
    assert (correction.old, correction.new) == found


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (f"evt_12,act,meet,,{SIGNED}", "the column target holds 'evt_12'"),
        (f"{ONE}0,act,meet,,{SIGNED}", "the column target holds"),
        (f",act,meet,,{SIGNED}", "the column target holds ''"),
        (f"{ONE},summary,a,b,{SIGNED}", "the column field holds 'summary'; known are act, event_type, mode, date,"),
        (f"{ONE},act,,meets,{SIGNED}", "column new: 'meets' is no act"),
        (f"{ONE},act,meets,,{SIGNED}", "column old: 'meets' is no act"),
        (f"{ONE},event_type,AID,HELP,{SIGNED}", "column new: 'HELP' is no event type"),
        (f"{ONE},event_type,AID,,{SIGNED}", "column new: the event type cannot be empty"),
        (f"{ONE},mode,,virtual,{SIGNED}", "column new: 'virtual' is no mode"),
        (f"{ONE},status,alleged,true,{SIGNED}", "column new: 'true' is no status; known are occurred, announced, alleged"),
        (f"{ONE},status,alleged,,{SIGNED}", "column new: the status cannot be empty"),
        (f"{ONE},date,,11.8.2017,{SIGNED}", "column new: the date '11.8.2017' is not written as 2017-08-11, 2017-08 or 2017"),
        (f"{ONE},date,,2017-02-30,{SIGNED}", "column new: the date '2017-02-30'"),
        (f"{ONE},date,,2017-13,{SIGNED}", "column new: the date '2017-13'"),
        (f"{ONE},date,,0000,{SIGNED}", "column new: the date '0000'"),
        (f"{ONE},effective_on,,2017-09,{SIGNED}", "column new: the day '2017-09' is not written as 2017-08-11"),
        (f"{ONE},actors,PER,Ana Paz,{SIGNED}", "column new: 'Ana Paz' is no actor id"),
        (f"{ONE},actors,PER,VEN; VEN,{SIGNED}", "column new: 'VEN; VEN' names an actor twice"),
        (f"{ONE},event_id,{ONE},evt_2,{SIGNED}", "column new: 'evt_2' is no id of an event"),
        (f"{ONE},event_id,{OTHER},,{SIGNED}", "column old: the event_id of an event is its own id"),
        (f"{NO_MENTION},event_id,,{ONE},{SIGNED}", "column old: it must hold the event to which the row belongs now"),
        (f"{ONE},actors,PER; VEN,VEN;PER,{SIGNED}", "old and new are the same"),
        (f"{ONE},act,,meet,,R. Reviewer,2026-11-20", "the column reason is empty"),
        (f"{ONE},act,,meet,Reason,-,2026-11-20", "the column who is empty"),
        (f"{ONE},act,,meet,Reason,R. Reviewer,20.11.2026", "the column when holds '20.11.2026', not a day"),
        (f"{ONE},act,,meet,Reason,R. Reviewer,2026-11-31", "the column when holds '2026-11-31'"),
        (f"{ONE},act,,meet,Reason,R. Reviewer,2026-11-20,x", "more fields than the first line has columns (7)"),
    ],
)
def test_a_mistake_is_told_with_file_line_and_column(line: str, reason: str, tmp_path: Path) -> None:
    with pytest.raises(CorrectionError) as caught:
        read_corrections(write_fixes(tmp_path, f"{THIRD},act,meet,,{SIGNED}", line))
    assert isinstance(caught.value, LegationError)
    assert caught.value.message.startswith(f"{tmp_path / 'fixes.csv'}, line 3: ")
    assert reason in caught.value.message


def test_all_mistakes_are_told_at_once_and_no_more_than_ten_listed(tmp_path: Path) -> None:
    lines = [f"{ONE},act,,meets,,,{number}" for number in range(12)]
    with pytest.raises(CorrectionError) as caught:
        read_corrections(write_fixes(tmp_path, *lines))
    shown = caught.value.message.splitlines()
    assert shown[0] == f"{tmp_path / 'fixes.csv'} has 12 rows that cannot be used:"
    assert [line.split(":")[0] for line in shown[1:-1]] == [f"  line {number}" for number in range(2, 12)]
    assert shown[-1] == "  and 2 more."
    assert all(word in shown[1] for word in ("column new", "column reason", "column who", "column when"))
    assert len(caught.value.problems) == 12


@pytest.mark.parametrize(
    ("rows", "line", "reason"),
    [
        ([(ONE, "act", "meet", ""), (ONE, "act", "meet", "visit")], 3, f"line 2 corrects act of {ONE} too"),
        ([(ONE, "act", "meet", ""), (ONE, "event_id", ONE, "")], 2, "line 3 withdraws it"),
        ([(ONE, "event_id", ONE, OTHER), (ONE, "date", "", "2017")], 3, f"line 2 moves it into {OTHER}"),
        ([(NO_MENTION, "event_id", ONE, ""), (NO_MENTION, "date", "", "2017")], 3, "line 2 withdraws it"),
        ([(ONE, "event_id", ONE, OTHER), (OTHER, "event_id", OTHER, "")], 2, f"it leads to {OTHER}, which line 3 withdraws"),
        ([(OTHER, "event_id", OTHER, ""), (NO_MENTION, "event_id", ONE, OTHER)], 3, "which line 2 withdraws"),
    ],
)
def test_rows_that_contradict_one_another_are_refused(
    rows: list[tuple[str, str, str, str]], line: int, reason: str, tmp_path: Path
) -> None:
    [problem] = problems_of(tmp_path, *(",".join((*row, SIGNED)) for row in rows))
    assert problem.line == line
    assert reason in problem.reason


def test_events_that_go_round_in_a_circle_are_refused(tmp_path: Path) -> None:
    rows = [(ONE, OTHER), (OTHER, THIRD), (THIRD, ONE)]
    found = problems_of(tmp_path, *(f"{old},event_id,{old},{new},{SIGNED}" for old, new in rows))
    assert [problem.line for problem in found] == [2, 3, 4]
    assert all("round in a circle" in problem.reason for problem in found)


def test_a_mention_may_be_moved_and_corrected(tmp_path: Path) -> None:
    assert len(fixes(tmp_path, (NO_MENTION, "event_id", ONE, OTHER), (NO_MENTION, "date", "", "2017"))) == 2


@pytest.mark.parametrize(
    ("head", "reason"),
    [
        ("target,field,old,new,reason,when", "lacks who"),
        (",".join((*COLUMNS, "note", "page")), "has the unknown columns 'note', 'page'"),
        (",".join((*COLUMNS, "who")), "names one twice"),
        ("target;field;old;new;reason;who;when", "lacks target, field, old, new, reason, who, when and has the unknown column 'target;"),
        ("", "lacks target"),
    ],
)
def test_the_first_line_must_name_the_columns(head: str, reason: str, tmp_path: Path) -> None:
    with pytest.raises(CorrectionError) as caught:
        read_corrections(write_fixes(tmp_path, head=head))
    assert "line 1: the first line must name the columns target,field,old,new,reason,who,when, and " in caught.value.message
    assert reason in caught.value.message


@pytest.mark.parametrize(
    ("content", "reason"),
    [(None, "cannot be read"), (b"\xff\xfe", "not UTF-8"), (",".join(COLUMNS).encode() + b'\n"a"b', "no comma-separated table")],
)
def test_a_file_that_cannot_be_read_is_a_mistake_of_the_user(content: bytes | None, reason: str, tmp_path: Path) -> None:
    path = tmp_path / "fixes.csv"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(CorrectionError, match=reason):
        read_corrections(path)
