"""Runs that are killed at any moment lose nothing and double nothing; `python3 -m tests.faults` kills more of them."""

from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest

from tests.faults.conftest import Scene
from tests.faults.kills import SIGKILL, Undisturbed, kill
from tests.faults.nursery import Nursery
from tests.faults.scene import DB, PHASES
from tests.faults.state import breaches, difference, state_of
from tests.faults.trouble import end_at, statement
from tests.fetch.web import Web


def test_fifty_runs_that_are_killed_lose_nothing(undisturbed: Undisturbed, nursery: Nursery, running_web: Web, tmp_path: Path) -> None:
    outcome = kill(50, undisturbed, seed=6, nursery=nursery, web=running_web, folder=tmp_path)
    assert outcome.problems == []
    assert (outcome.killed.total(), outcome.survived, outcome.lost, outcome.doubled) == (50, 50, 0, 0)
    assert set(outcome.killed) == set(PHASES)


@pytest.mark.parametrize(
    ("phase", "places"),
    [
        ("fetch", ["pipeline.fetched.holdings:flush", "pipeline.fetched.holdings:Holdings._note"]),
        ("build", ["pipeline.flows.work:add_batch", "pipeline.flows.work:add_events", "pipeline.load.warehouse:verify"]),
        ("build", ["pipeline.load.warehouse:Warehouse._number_rejects", "pipeline.load.file:sync", "pipeline.flows.work:note_build"]),
        ("release", ["pipeline.release.write:_write_sums", "pipeline.release.write:sync_all"]),
        ("publish", ["pipeline.publish.folder:FolderStore.replace", "pipeline.publish.folder:sync"]),
    ],
)
def test_a_run_that_is_killed_at_a_certain_step_loses_nothing(scene: Callable[[str], Scene], phase: str, places: list[str]) -> None:
    at = scene(phase)
    for place in places:
        assert at.run(patches=[statement(end_at, place)]).code == SIGKILL
        assert list(breaches(at.folder, at.old, at.new)) == []
    at.finish()


def test_what_is_lost_or_doubled_would_show(scene: Callable[[str], Scene]) -> None:
    at = scene("fetch")
    with duckdb.connect(str(at.folder / DB)) as connection:
        connection.execute("DELETE FROM rejects")
        connection.execute("INSERT INTO release_info VALUES ('more', 'than there was')")
    (at.folder / "data" / "left").touch()
    (at.folder / "dist" / "legation-0.1.0" / "CHANGES.md").write_text("half", encoding="utf-8")
    found = difference(state_of(at.folder), at.old)
    assert (found.lost, found.doubled) == (1, 1)
    assert [line.partition(":")[0] for line in found.what] == ["rejects", "release_info", "dist", "left behind"]
    broken = [line.partition(" is ")[0] for line in breaches(at.folder, at.old, at.new)]
    assert broken == ["the database", "the release legation-0.1.0", "the file legation-0.1.0/CHANGES.md of the store"]
