"""Rosters: what ships is sound, and the user's mistakes are told with file, line and reason."""

from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from pipeline.errors import LegationError
from pipeline.lexicon.roster import COLUMNS, Listed, RosterError, read_roster, shipped_roster

HEAD = ",".join(COLUMNS)


def roster(folder: Path, *lines: str, head: str = HEAD) -> Path:
    path = folder / "mine.csv"
    path.write_text("\n".join((head, *lines)) + "\n", encoding="utf-8")
    return path


def test_a_row_is_read_with_its_names_and_time(tmp_path: Path) -> None:
    (row,) = read_roster(roster(tmp_path, "Ana Paz,Ana M. Paz; A. Paz ,person,per,diplomacy,Q42,2001-07,2006"))
    assert row == Listed("Ana Paz", ("Ana M. Paz", "A. Paz"), "person", "PER", "diplomacy", "Q42", date(2001, 7, 1), date(2006, 12, 31))
    assert row.names == ("Ana Paz", "Ana M. Paz", "A. Paz")


def test_columns_may_come_in_another_order_with_others_among_them_and_empty_lines_are_passed_over(tmp_path: Path) -> None:
    head = "note,to,from,wikidata_id,sector,country,kind,aliases,name"
    path = roster(tmp_path, "x,,,Q1,,PER,group,,Sol Front", "", ",,,,,,,,", head=head)
    assert read_roster(path) == (Listed("Sol Front", (), "group", "PER", None, "Q1"),)


def test_an_organization_stands_in_the_place_of_a_country_for_whoever_speaks_for_it(tmp_path: Path) -> None:
    (row,) = read_roster(roster(tmp_path, "Ana Paz,,person,UN,,,,"))
    assert (row.country, row.body) == (None, "UN")


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (",,person,PER,,,,", "name is empty"),
        ("Ana Paz,,persona,PER,,,,", "unknown kind 'persona'"),
        ("Ana Paz,,,PER,,,,", "unknown kind ''"),
        ("Ana Paz,,country,PER,,,,", "unknown kind 'country'"),
        ("Ana Paz,,person,PRU,,,,", "unknown country 'PRU'"),
        ("Ana Paz,,person,PER,,42,,", "'42'"),
        ("Ana Paz,,person,PER,,,2001-13,", "'2001-13' in the column from"),
        ("Ana Paz,,person,PER,,,,31.12.2001", "'31.12.2001' in the column to"),
        ("Ana Paz,,person,PER,,,0000,", "'0000'"),
        ("Ana Paz,,person,PER,,,2002,2001", "before it begins"),
        ("Ana Paz,,person,PER,,,,,,", "more fields"),
    ],
)
def test_a_mistake_is_told_with_file_line_and_reason(tmp_path: Path, line: str, reason: str) -> None:
    with pytest.raises(RosterError, match=r"mine\.csv, line 3: ") as caught:
        read_roster(roster(tmp_path, "Luis Rey,,person,PER,,,,", line))
    assert isinstance(caught.value, LegationError)
    assert caught.value.line == 3
    assert reason in caught.value.reason


def test_a_missing_column_is_named(tmp_path: Path) -> None:
    with pytest.raises(RosterError, match=r"mine\.csv, line 1: the first line lacks the columns wikidata_id, from, to"):
        read_roster(roster(tmp_path, head="name,aliases,kind,country,sector"))


@pytest.mark.parametrize(("content", "reason"), [(None, "cannot be read"), (b"\xff\xfe", "not UTF-8")])
def test_a_file_that_cannot_be_read_is_a_mistake_of_the_user(tmp_path: Path, content: bytes | None, reason: str) -> None:
    path = tmp_path / "mine.csv"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(RosterError, match=reason):
        read_roster(path)


def test_the_roster_that_ships_covers_the_world_and_a_century() -> None:
    rows = shipped_roster()
    assert len(rows) > 1200
    assert len({row.country for row in rows}) > 150
    assert all(row.first for row in rows)
    assert min(row.first for row in rows if row.first).year < 1905


def test_no_row_that_ships_is_there_twice_or_claims_the_full_name_of_another_person_of_its_country() -> None:
    rows = shipped_roster()
    assert [row for row, count in Counter((row.name, row.country, row.body, row.first) for row in rows).items() if count > 1] == []
    owners: dict[tuple[str, str | None], set[str]] = {}
    for row in rows:
        for name in row.names:
            if " " in name:
                owners.setdefault((name, row.country), set()).add(row.name)
    assert {name: found for name, found in owners.items() if len(found) > 1} == {}
