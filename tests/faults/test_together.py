"""Two at once: either waits or is told so; nothing is broken, and what a dead process left is no obstacle."""

import os
from collections.abc import Callable

import duckdb
import pytest

from tests.faults.conftest import Scene
from tests.faults.scene import DB, PHASES, write_texts
from tests.faults.state import rows_of, state_of
from tests.faults.trouble import statement, without_locks

At = Callable[[str], Scene]

LEFT = {
    "fetch": ("holdings/fetch.lock",),
    "build": ("data/last.duckdb.lock", "data/.last.duckdb.{}.building", "data/.last.duckdb.{}.building.wal"),
    "release": ("dist/.legation.lock", "dist/.legation.{}.building/csv/events.csv"),
    "publish": ("mirror/.lock", "mirror/.index.json.{}.part", "mirror/legation-0.2.0/.SHA256SUMS.{}.part"),
}


@pytest.mark.parametrize(
    ("phase", "place", "told"),
    [
        ("fetch", "pipeline.fetched.holdings:flush", "are being filled by another fetch"),
        ("build", "pipeline.flows.work:add_events", f"{DB} is being built by another run"),
        ("release", "pipeline.release.write:export_table", "dist is being given a release by another run"),
    ],
)
def test_the_second_of_two_is_told_who_is_at_work(scene: At, phase: str, place: str, told: str) -> None:
    at = scene(phase)
    held = at.hold(place)
    second = at.run()
    assert second.code == 2
    assert told in second.errors
    assert f"(process {held})" in second.errors
    assert "Traceback" not in second.errors
    assert at.go_on(held).code == 0
    assert at.wrong() == []


def test_two_publish_one_release_at_once(scene: At) -> None:
    at = scene("publish")
    held = at.hold("pipeline.publish.folder:_flush", call=5)
    assert at.run().code == 0
    ended = at.go_on(held)
    assert ended.code == 0, ended.errors
    assert at.wrong() == []


def test_a_release_is_of_the_database_with_which_it_began(scene: At) -> None:
    at = scene("release")
    held = at.hold("pipeline.release.database:_missing")
    write_texts(at.folder / "corpus", {"b/late.txt": "Peru condemned Venezuela on 12 August 2017."})
    assert at.run("build").code == 0
    assert rows_of(at.folder / DB) != at.new.rows
    assert at.go_on(held).code == 0
    assert state_of(at.folder).releases == at.new.releases


def test_a_reader_keeps_the_file_that_it_has_open(scene: At) -> None:
    at, query = scene("build"), "SELECT count(*) FROM mentions JOIN events USING (event_id)"
    with duckdb.connect(str(at.folder / DB), read_only=True) as reader:
        before = reader.execute(query).fetchall()
        assert at.run().code == 0
        assert reader.execute(query).fetchall() == before
    assert rows_of(at.folder / DB) == at.new.rows


@pytest.mark.parametrize(
    ("place", "call"), [("pipeline.load.file:sync", 1), ("pipeline.load.file:sync", 2), ("pipeline.flows.work:note_build", 1)]
)
def test_a_reader_may_come_at_any_moment_of_a_replacement(scene: At, place: str, call: int) -> None:
    at = scene("build")
    held = at.hold(place, call=call)
    assert rows_of(at.folder / DB) == (at.old.rows if (place, call) == ("pipeline.load.file:sync", 1) else at.new.rows)
    assert at.nursery.run("status", "PER", "VEN", "--db", DB, folder=at.folder).code == 0
    assert at.go_on(held).code == 0
    assert at.wrong() == []


def test_what_is_fetched_meanwhile_waits_for_the_next_build(scene: At) -> None:
    at = scene("fetch")
    held = at.hold("pipeline.fetched.holdings:flush", call=2)
    assert at.run("build").code == 0
    assert at.go_on(held).code == 0
    assert at.wrong() == []
    assert at.run("build").code == 0
    assert rows_of(at.folder / DB) == at.new.rows


@pytest.mark.parametrize("phase", PHASES)
def test_what_the_dead_left_is_no_obstacle(scene: At, phase: str) -> None:
    """Not even where another process has the number of the one that left it."""
    at = scene(phase)
    for name in LEFT[phase]:
        path = at.folder / name.format(os.getpid())
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(str(os.getpid()), encoding="utf-8")
    at.finish()


@pytest.mark.parametrize("phase", PHASES)
def test_a_file_system_without_locks_is_named(scene: At, phase: str) -> None:
    at = scene(phase)
    before = state_of(at.folder)
    ended = at.run(patches=[statement(without_locks)])
    assert ended.code == 2, ended.errors
    *_, last = ended.errors.splitlines()
    assert "lies on a file system without locks (No locks available)" in last
    assert "Traceback" not in ended.errors
    assert state_of(at.folder).rows == before.rows
    assert state_of(at.folder).releases == before.releases
