"""Only events that are not the same in two releases are read to compare them, and nothing that became of events is missed for it."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb
import pytest

from pipeline.history import compare
from pipeline.release.differing import differing_events
from pipeline.release.snapshot import read_snapshot
from pipeline.release.versions import ReleaseError
from tests.release.making import (
    Rows,
    add_event,
    correct,
    event_of,
    id_of,
    merge,
    move_mention,
    registered,
    remove_event,
    rows_of,
    tables_of_release,
)


def split(rows: Rows) -> None:
    add_event(rows, 5)
    move_mention(rows, 1, to=5)


def rename_mention(rows: Rows) -> None:
    """Have the mention of the second event be read otherwise: another identifier in the same place."""
    mention = next(mention for mention in rows["mentions"] if mention["mention_id"] == id_of("mnt", 3))
    mention["mention_id"] = id_of("mnt", 7)


def drop_party(rows: Rows) -> None:
    rows["event_actors"] = [row for row in rows["event_actors"] if (row["event_id"], row["actor_id"]) != (id_of("evt", 1), "CHL")]


def turn_party(rows: Rows) -> None:
    next(row for row in rows["event_actors"] if row["event_id"] == id_of("evt", 4))["role"] = "recipient"


CHANGES: dict[str, tuple[Callable[[Rows], Any], set[int]]] = {
    "nothing": (lambda rows: None, set()),
    "a field": (lambda rows: event_of(rows, 3).update(status="alleged"), {3}),
    "a field that is not compared": (lambda rows: event_of(rows, 3).update(confidence=0.5, summary="Other."), set()),
    "null": (lambda rows: event_of(rows, 2).update(mode=None), {2}),
    "an event more": (lambda rows: add_event(rows, 5), {5}),
    "an event less": (lambda rows: remove_event(rows, 4), {4}),
    "a party less": (drop_party, {1}),
    "a party on the other side": (turn_party, {4}),
    "merged": (merge, {1, 2}),
    "split": (split, {1, 5}),
    "a mention elsewhere": (lambda rows: move_mention(rows, 3, to=4), {2, 4}),
    "a mention read otherwise": (rename_mention, {2}),
    "corrected": (lambda rows: correct(rows, 3, "status", "alleged"), {3}),
}


@pytest.fixture(scope="module")
def old(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tables_of_release(tmp_path_factory.mktemp("old") / "dist", rows_of())


@pytest.mark.parametrize(("change", "numbers"), CHANGES.values(), ids=CHANGES)
def test_what_became_of_events_is_told_from_those_alone_that_differ(
    change: Callable[[Rows], Any], numbers: set[int], old: Path, tmp_path: Path
) -> None:
    new = tables_of_release(tmp_path / "dist", rows_of(change, since_release="0.1.0"), "0.2.0")
    only = differing_events(old, new)
    assert sorted(only.column("event_id").to_pylist()) == [id_of("evt", number) for number in sorted(numbers)]
    before, after = (read_snapshot(folder, only=only) for folder in (old, new))
    assert before.events.keys() | after.events.keys() == {id_of("evt", number) for number in numbers}
    assert compare(before, after) == compare(read_snapshot(old), read_snapshot(new))


def test_of_the_registry_only_the_rows_of_these_events_are_read(old: Path, tmp_path: Path) -> None:
    def change(rows: Rows) -> None:
        event_of(rows, 3)["status"] = "alleged"
        rows["event_history"].append(registered(id_of("evt", 3), "changed", version="0.2.0"))

    new = tables_of_release(tmp_path / "dist", rows_of(change, since_release="0.1.0"), "0.2.0")
    state = read_snapshot(new, only=differing_events(old, new))
    assert [row["event_id"] for row in state.history] == [id_of("evt", 3)] * 2
    assert len(read_snapshot(new).history) == 5


def test_what_an_older_layout_does_not_tell_does_not_differ(old: Path, tmp_path: Path) -> None:
    older = tmp_path / "legation-0.0.9"
    (older / "parquet").mkdir(parents=True)
    with duckdb.connect() as connection:
        for table, query in (
            ("events", "SELECT * EXCLUDE (effective_on, act)"),
            ("mentions", "SELECT *"),
            ("sources", "SELECT *"),
            ("release_info", "SELECT *"),
        ):
            source, target = old / "parquet" / f"{table}.parquet", older / "parquet" / f"{table}.parquet"
            connection.execute(f"COPY ({query} FROM '{source}') TO '{target}'")
    found = differing_events(older, old)
    assert found.num_rows == 4  # the parties, of which the older one has none
    assert compare(read_snapshot(older, only=found), read_snapshot(old, only=found)) == compare(read_snapshot(older), read_snapshot(old))


def test_what_is_no_release_is_named(old: Path, tmp_path: Path) -> None:
    (tmp_path / "parquet").mkdir()
    with duckdb.connect() as connection:
        connection.execute(f"COPY (SELECT 1 AS x) TO '{tmp_path}/parquet/events.parquet'")
    with pytest.raises(ReleaseError, match="has no table events with a column event_id") as raised:
        differing_events(old, tmp_path)
    assert raised.value.folder == tmp_path
