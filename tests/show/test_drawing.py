from dataclasses import replace
from datetime import date

import duckdb
import pytest

from pipeline.show import Entry, read_timeline
from pipeline.show.drawing import STATUSES, draw_timeline
from pipeline.show.lines import QUADS
from pipeline.show.spells import Held, read_spells
from schemas.ontology import QUAD_CLASSES, RELATION_STATUSES
from tests.show.conftest import PERU, VENEZUELA


@pytest.fixture(scope="module")
def entries(connection: duckdb.DuckDBPyConnection) -> list[Entry]:
    return read_timeline(connection, PERU, VENEZUELA)


@pytest.fixture(scope="module")
def spells(connection: duckdb.DuckDBPyConnection) -> list[Held]:
    return read_spells(connection, PERU, VENEZUELA)


def drawn(entries: list[Entry], spells: list[Held], width: int, **limits: date) -> list[str]:
    return [line.plain for line in draw_timeline(entries, spells, width=width, **limits)]


def test_every_class_has_a_lane_and_relations_a_band(entries: list[Entry], spells: list[Held]) -> None:
    assert drawn(entries, spells, 100) == [
        "● verbal cooperation           ●",
        "■ material cooperation",
        "▲ verbal conflict",
        "◆ material conflict    ◆2              ◆",
        "! sources disagree                     !",
        "  relations            ????????━━━━━━━━××××",
        "                       2017        2020",
        "",
        "Relations: ━ ambassadors 2019 to 2021-03-01 · × severed 2021-03-01",
        "? unknown: no event of these data tells",
        "a cell is a year · a number counts events · not drawn: 1 undated event",
    ]


def test_a_narrow_drawing_names_its_lanes_below(entries: list[Entry], spells: list[Held]) -> None:
    lines = drawn(entries, spells, 40)
    assert lines[3] == "◆ ◆2              ◆"
    assert "▲ verbal conflict · ◆ material conflict" in lines
    assert max(map(len, lines)) <= 40


def test_limits_bound_the_drawing_and_months_show_what_is_known_to_them(entries: list[Entry], spells: list[Held]) -> None:
    within = [entry for entry in entries if entry.date and entry.date < "2019"]
    lines = drawn(within, [], 60, since=date(2017, 1, 1), until=date(2017, 12, 31))
    assert lines[3] == f"◆ {' ' * 28}◆2"
    assert lines[6:] == [
        *("", "● verbal cooperation · ■ material cooperation"),
        "▲ verbal conflict · ◆ material conflict",
        "Relations: ? unknown: no event of these data tells",
        "a cell is a month · a number counts events",
    ]


def test_what_lies_in_no_cell_is_counted(entries: list[Entry]) -> None:
    vague = [*[replace(entries[1], date=f"2019-{month:02}") for month in range(1, 13)], entries[2]]
    assert drawn(vague, [], 100)[-1] == "a cell is a month · not drawn: 1 event not known to the month"


@pytest.mark.parametrize(("n", "width", "lane"), [(9, 40, "9"), (9, 100, "◆9"), (123, 100, "◆123")])
def test_numbers_take_the_room_that_there_is(entries: list[Entry], n: int, width: int, lane: str) -> None:
    years = [replace(entries[1], date=str(year)) for year in range(1990, 2024, 2)]
    assert lane in drawn(years + [replace(entries[1], date="2000")] * (n - 1), [], width)[3]


def test_numbers_without_room_are_said_to_be_so(entries: list[Entry]) -> None:
    dense = [replace(entries[1], date=str(year)) for year in range(1990, 2024) for _ in range(2000)]
    lines = drawn(dense, [], 40)
    assert lines[3] == f"◆ {'+' * 34}"
    assert "+ stands for a number without room" in " ".join(lines)


def test_the_band_shows_the_lowest_status_of_a_part_of_a_cell(entries: list[Entry], spells: list[Held]) -> None:
    short = [replace(spells[0], status="suspended", since="2019-02", until="2019-03-01"), replace(spells[0], since=None)]
    assert drawn(entries, short, 100)[5] == "  relations            ━━━━━━━━╌━━━━━━━━???"


def test_a_long_silence_is_marked_in_the_band(entries: list[Entry], spells: list[Held]) -> None:
    old = [replace(entries[1], date="1853"), *entries]
    lines = drawn(old, spells, 80)
    assert lines[5].startswith("  relations            ????~~~~~~~~")
    assert "~ leaves out years without events" in " ".join(lines)


def test_where_nothing_is_dated_relations_are_told(entries: list[Entry], spells: list[Held]) -> None:
    undated = [entry for entry in entries if entry.date is None]
    assert drawn(undated, spells, 100) == ["Relations: ━ ambassadors 2019 to 2021-03-01 · × severed 2021-03-01"]
    assert drawn(undated, spells, 100, since=date(2022, 1, 1)) == ["Relations: × severed 2021-03-01"]
    assert drawn(undated, spells, 100, until=date(2018, 1, 1)) == ["Relations: ? unknown: no event of these data tells"]
    assert drawn([], [], 100) == ["Relations: ? unknown: no event of these data tells"]


def test_every_class_and_status_has_a_sign() -> None:
    assert list(QUADS) == list(QUAD_CLASSES)
    assert list(STATUSES) == list(RELATION_STATUSES)
