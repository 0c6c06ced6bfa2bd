import duckdb
import pytest

from pipeline.show import read_timeline, write_timeline
from pipeline.show.spells import read_spells
from tests.show.conftest import PERU, VENEZUELA


def lines_of(connection: duckdb.DuckDBPyConnection, width: int) -> list[str]:
    entries, spells = read_timeline(connection, PERU, VENEZUELA), read_spells(connection, PERU, VENEZUELA)
    return [line.plain for line in write_timeline(entries, PERU, VENEZUELA, spells=spells, width=width)]


def test_a_timeline_reads_as_text(connection: duckdb.DuckDBPyConnection) -> None:
    lines = lines_of(connection, 60)
    assert lines[0] == "Peru (PER) and Venezuela (VEN): 5 events"
    text = "\n".join(lines)
    assert "2017-08-11  Peru → Venezuela\n            ◆ SANCTION · expel-envoy\n            expulsion happened." in text
    assert "“It expels him.”" in text
    assert "2019        Peru, Venezuela\n" in text
    assert "undated     Peru → Venezuela\n            ▲ ACCUSE · condemn · alleged" in text
    assert "1 source · evt_" in text
    assert max(map(len, lines)) <= 60


def test_conflicts_are_marked_with_what_each_side_says(connection: duckdb.DuckDBPyConnection) -> None:
    text = " ".join(" ".join(lines_of(connection, 100)).split())
    assert "! sources disagree on date: 2021-03-01 (1 source); 2021-03-02 (1 source) 2 sources · evt_" in text


@pytest.mark.parametrize("width", [40, 10])
def test_forty_columns_are_enough(connection: duckdb.DuckDBPyConnection, width: int) -> None:
    lines = lines_of(connection, width)
    assert max(map(len, lines)) <= 40
    assert "    ◆ SANCTION · expel-envoy" in lines


def test_letters_of_two_columns_count_for_two(connection: duckdb.DuckDBPyConnection) -> None:
    [entry, *_] = read_timeline(connection, PERU, VENEZUELA)
    wide = type(entry)(**{name: getattr(entry, name) for name in entry.__slots__} | {"quote": "秘鲁驱逐委内瑞拉大使" * 9})
    assert max(line.cell_len for line in write_timeline([wide], PERU, VENEZUELA, width=60)) <= 60


def test_a_pair_without_events_says_so() -> None:
    lines = [line.plain for line in write_timeline([], PERU, VENEZUELA)]
    assert lines == ["Peru (PER) and Venezuela (VEN): 0 events", "", "Relations: ? unknown: no event of these data tells"]
