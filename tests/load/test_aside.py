"""Rows that come in any order stand in that of their places, however few fit in memory; what is awaited is filled in and then checked."""

import random
from pathlib import Path
from typing import Any

import duckdb
import pytest

from pipeline.load import filling, open_warehouse, staged, waiting
from pipeline.load import warehouse as warehouse_module
from pipeline.load.staged import place_key
from tests.example_rows import Row, dataset

PARENTS = ("sources", "actors", "events", "mentions")


@pytest.fixture(params=[False, True], ids=["in memory", "on disk"])
def _size(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """The limits of what waits in memory: the usual ones, or such that a handful of rows exceeds them all."""
    if request.param:
        for module, name, value in ((waiting, "FEW", 2), (warehouse_module, "BATCH", 3), (staged, "MOST", 4), (filling, "PART", 5)):
            monkeypatch.setattr(module, name, value)


def mention_actors(n: int) -> list[Row]:
    """Rows with keys of their own, in the order in which they are to stand."""
    mentions, actors = ([row[f"{name}_id"] for row in dataset()[f"{name}s"]] for name in ("mention", "actor"))
    keys = [(mention, actor, role) for mention in mentions for actor in actors for role in ("actor", "recipient")]
    made = ({"mention_id": mention, "actor_id": actor, "role": role} for mention, actor, role in keys[:n])
    return [row | {"text": f"They {number}", "char_start": number, "char_end": None} for number, row in enumerate(made)]


def load(db: Path, aside: list[tuple[Row, tuple[str | int, ...]]], names: dict[str, str]) -> list[tuple[Any, ...]]:
    """Load rows of `mention_actors` beside their parents; what the table then holds, in its own order."""
    with open_warehouse(db) as warehouse:
        for table in PARENTS:
            warehouse.add(table, dataset()[table])
        for row, place in aside:
            warehouse.set_aside("mention_actors", [row], place, awaits="text")
        warehouse.fill_in("mention_actors", "text", "actor_id", names)
    return query(db, "SELECT char_start, text FROM mention_actors")


def query(db: Path, sql: str) -> list[tuple[Any, ...]]:
    with duckdb.connect(db, read_only=True) as connection:
        return connection.execute(sql).fetchall()


@pytest.mark.usefixtures("_size")
def test_rows_stand_in_the_order_of_their_places(tmp_path: Path) -> None:
    rows = mention_actors(16)
    aside = [(row, ("b" if number > 7 else "a", number)) for number, row in enumerate(rows)]
    random.Random(1).shuffle(aside)
    assert load(tmp_path / "a.duckdb", aside, {}) == [(row["char_start"], row["text"]) for row in rows]


@pytest.mark.usefixtures("_size")
def test_rows_at_one_place_stand_as_they_came(tmp_path: Path) -> None:
    rows = mention_actors(16)
    found = load(tmp_path / "a.duckdb", [(row, ("a",)) for row in reversed(rows)], {})
    assert found == [(row["char_start"], row["text"]) for row in reversed(rows)]


@pytest.mark.usefixtures("_size")
def test_what_is_awaited_is_filled_in_and_then_checked(tmp_path: Path) -> None:
    rows = mention_actors(12)
    named = rows[0]["actor_id"]
    aside = [(row | {"text": None} if number % 2 == 0 else row, (number,)) for number, row in enumerate(rows)]
    found = load(tmp_path / "a.duckdb", aside, {named: "A name"})
    kept = [
        row | {"text": "A name"} if number % 2 == 0 else row for number, row in enumerate(rows) if number % 2 or row["actor_id"] == named
    ]
    assert found == [(row["char_start"], row["text"]) for row in kept]
    assert query(tmp_path / "a.duckdb", "SELECT count(*), min(reason) FROM rejects") == [
        (len(rows) - len(kept), "text is null: it must have a value.")
    ]


@pytest.mark.usefixtures("_size")
def test_of_rows_with_one_key_the_first_in_place_is_kept(tmp_path: Path) -> None:
    [first, *rest] = mention_actors(9)
    twice = [(first | {"text": "Second"}, (1,)), *((row, (2, number)[:1]) for number, row in enumerate(rest)), (first, (0,))]
    found = load(tmp_path / "a.duckdb", twice, {})
    assert found == [(row["char_start"], row["text"]) for row in (first, *rest)]
    ((check, row),) = query(tmp_path / "a.duckdb", "SELECT check_name, row FROM rejects")
    assert (check, '"Second"' in row) == ("unique", True)


@pytest.mark.usefixtures("_size")
def test_a_refused_row_is_written_as_it_was_given(tmp_path: Path) -> None:
    row = {"n_mentions": 1, "actor_id": "nobody", "role": "Envoy", "country": "PER", "last_seen": None, "first_seen": None}
    with open_warehouse(tmp_path / "a.duckdb") as warehouse:
        warehouse.add("actor_roles", [row])
    assert query(tmp_path / "a.duckdb", "SELECT row FROM rejects") == [
        ('{"n_mentions": 1, "actor_id": "nobody", "role": "Envoy", "country": "PER", "last_seen": null, "first_seen": null}',)
    ]


def test_keys_of_places_are_in_the_order_of_the_places() -> None:
    texts = ["", "\0", "\0\0", "\0\1", "a", "a\0", "a\0b", "ab", "é", "\ud800", "\uffff", "\U00010000"]
    places = [(text, number, other) for text in texts for number in (0, 9, 10, 2**40) for other in ("", "\0", "z")]
    assert sorted(places, key=place_key) == sorted(places)
