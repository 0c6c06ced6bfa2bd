"""Workers that die: what they were at is done again, and a document that ends them time and again is left out with its reason."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.command import ended_legation, write_corpus
from tests.faults.conftest import Scene
from tests.faults.nursery import Ended
from tests.faults.scene import DB, write_texts
from tests.faults.state import Rows, rows_of
from tests.faults.trouble import end_worker_at, statement

At = Callable[[str], Scene]

READING = "pipeline.coding.batches:parse"


def build(at: Scene, *, words: tuple[str, ...], most: int) -> Ended:
    """A build with two workers, of which those die that read a document with one of the words, so many times for each word."""
    patches = [statement(end_worker_at, READING, word, str(at.folder.parent / word), most) for word in words]
    return at.run(workers=2, patches=patches)


@pytest.mark.parametrize("most", [1, 2])
def test_what_a_worker_was_at_is_done_again(scene: At, most: int) -> None:
    at = scene("build")
    ended = build(at, words=("Madrid", "Caracas"), most=most)
    assert ended.code == 0, ended.errors
    assert rows_of(at.folder / DB) == at.new.rows


def test_documents_that_end_their_workers_are_left_out(scene: At) -> None:
    at = scene("build")
    bad = {"a/bad.txt": "Peru condemned Poison.", "b/worse.txt": "Peru condemned Venom."}
    write_texts(at.folder / "corpus", bad)
    ended = build(at, words=("Poison", "Venom"), most=1000)
    assert ended.code == 0, ended.errors
    found = rows_of(at.folder / DB)
    assert sorted(rejected(found) - rejected(at.new.rows)) == [("worker-lost", f"notes/{name}") for name in bad]
    assert found["mentions"] == at.new.rows["mentions"]
    assert at.run(workers=2).code == 0, "what is left out is tried again on another day"
    assert rejected(rows_of(at.folder / DB)) == rejected(at.new.rows)


def test_a_machine_without_memory_is_told_as_such(scene: At) -> None:
    at = scene("build")
    ended = build(at, words=("a",), most=1000)
    assert ended.code == 2
    assert "most often for want of memory" in ended.errors
    assert "Traceback" not in ended.errors
    assert rows_of(at.folder / DB) == at.old.rows
    at.finish()


def test_want_of_memory_is_no_defect(scene: At) -> None:
    at = scene("build")
    ended = at.run(patches=["from pipeline.flows import work; work.add_events = lambda *_: [0] * (1 << 62)"])
    assert ended.code == 2
    assert ended.errors.splitlines()[-1].startswith("legation: this machine has too little memory")
    assert rows_of(at.folder / DB) == at.old.rows
    at.finish()


def test_workers_do_not_outlive_a_build_that_is_killed(tmp_path: Path) -> None:
    """Started as for a user, they hold the standard error that the test reads to its end."""
    corpus = write_corpus(tmp_path, [f"The lake is blue and the sky above it is wide. {number}" for number in range(250)])
    killed = ended_legation("build", str(corpus), "--workers", "2", folder=tmp_path, at="pipeline.build:add_batch", call=2)
    assert killed.returncode == -9
    assert killed.stderr.startswith("documents: 100")
    assert "Traceback" not in killed.stderr


def rejected(rows: Rows) -> set[tuple[str, str]]:
    """Check and path of everything that was rejected."""
    return {(str(row[5]), str(row[3])) for row in rows["rejects"]}
