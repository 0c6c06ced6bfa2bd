"""A full disk, a folder that cannot be written to, files that are damaged: the last good state stays, and the next run finishes the job."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.faults.conftest import Scene
from tests.faults.nursery import Ended
from tests.faults.scene import DB, PHASES
from tests.faults.state import breaches, rows_of
from tests.faults.trouble import statement, without_privileges
from tests.fetch.web import Reply

At = Callable[[str], Scene]

FOLDERS = {"fetch": "holdings", "build": "data", "release": "dist", "publish": "mirror"}
CACHE, JOURNAL = f"{DB}.coded", f"{DB}.runs.jsonl"


def told(ended: Ended) -> str:
    """The message of a command that says what the user can mend."""
    assert ended.code == 2, (ended.code, ended.errors)
    assert "Traceback" not in ended.errors
    return ended.errors


@pytest.mark.parametrize(
    ("phase", "most"),
    [
        *(("fetch", most) for most in (0, 3_000, 9_000, 20_000)),
        *(("build", most) for most in (0, 20_000, 300_000, 1_500_000)),
        *(("release", most) for most in (0, 20_000, 300_000, 1_500_000)),
        *(("publish", most) for most in (4_000, 20_000, 300_000)),
    ],
)
def test_a_full_disk_leaves_what_was_there(scene: At, phase: str, most: int) -> None:
    """A process that may write no file longer than this is told so as on a full disk, at other places for each number."""
    at = scene(phase)
    ended = at.run(limits={"FSIZE": most})
    assert re.search("cannot be (written|checked)", told(ended).splitlines()[-1])
    assert list(breaches(at.folder, at.old, at.new)) == []
    at.finish()


@pytest.mark.parametrize("phase", PHASES)
def test_a_folder_that_cannot_be_written_to_is_named(scene: At, phase: str) -> None:
    at = scene(phase)
    folders = [path for path in (at.folder / FOLDERS[phase], *(at.folder / FOLDERS[phase]).rglob("*")) if path.is_dir()]
    for folder in folders:
        folder.chmod(0o555)
    try:
        message = told(at.run(patches=[statement(without_privileges)]))
    finally:
        for folder in folders:
            folder.chmod(0o755)
    assert FOLDERS[phase] in message
    assert "Permission denied" in message or "readonly" in message
    assert list(breaches(at.folder, at.old, at.new)) == []
    at.finish()


def halve(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def fill(path: Path) -> None:
    path.write_bytes(b"no database, and long enough to be looked at" * 500)


def spoil(path: Path) -> None:
    """Change bytes in the middle of each page but the first ones, where SQLite would notice at once."""
    content = bytearray(path.read_bytes())
    for place in range(8192 + 1000, len(content), 4096):
        content[place : place + 300] = bytes(300)
    path.write_bytes(content)


def empty(path: Path) -> None:
    path.write_bytes(b"")


@pytest.mark.parametrize("damage", [halve, fill, spoil, empty])
def test_a_damaged_memory_is_not_trusted(scene: At, damage: Callable[[Path], None]) -> None:
    at = scene("build")
    damage(at.folder / CACHE)
    at.finish()
    assert rows_of(at.folder / DB) == at.new.rows


@pytest.mark.parametrize("damage", [halve, fill, empty])
def test_a_damaged_journal_of_runs_is_begun_anew(scene: At, damage: Callable[[Path], None]) -> None:
    at = scene("build")
    damage(at.folder / JOURNAL)
    at.finish()
    ended = at.nursery.run("status", "--db", DB, folder=at.folder)
    assert ended.code == 0, ended.errors


@pytest.mark.parametrize("damage", [halve, fill, empty])
def test_a_damaged_database_is_named_and_kept(scene: At, damage: Callable[[Path], None]) -> None:
    """It is all that is left of somebody's data; a build would replace it."""
    at = scene("build")
    damage(at.folder / DB)
    kept = (at.folder / DB).read_bytes()
    for command in (("build", "corpus.toml", "--db", DB), ("release", "--db", DB), ("show", "PER", "VEN", "--db", DB)):
        assert DB in told(at.nursery.run(*command, folder=at.folder))
    assert (at.folder / DB).read_bytes() == kept
    (at.folder / DB).unlink()
    at.finish()


@pytest.mark.parametrize("name", ["index.sqlite", "fetched-00001.warc.gz"])
def test_damaged_holdings_are_named(scene: At, name: str) -> None:
    at = scene("build")
    damaged = at.folder / "holdings" / name
    kept = damaged.read_bytes()
    halve(damaged)
    for phase in ("fetch", "build"):
        assert "Put" in told(at.run(phase))
    assert rows_of(at.folder / DB) == at.old.rows
    damaged.write_bytes(kept)
    at.finish()


def test_a_damaged_archive_costs_only_itself(scene: At) -> None:
    at = scene("build")
    (at.folder / "corpus" / "half.zip").write_bytes(b"PK\x03\x04" + bytes(400))
    (at.folder / "corpus" / "half.tar.xz").write_bytes(b"\xfd7zXZ\x00" + bytes(range(200)))
    ended = at.run()
    assert ended.code == 0, ended.errors
    found = rows_of(at.folder / DB)
    assert (found["rejects"] - at.new.rows["rejects"]).total() == 2
    assert found["mentions"] == at.new.rows["mentions"]


def test_a_lost_connection_costs_only_what_it_could_not_give(scene: At) -> None:
    at = scene("fetch")
    kept = dict(at.web.answers)
    half = Reply(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 9999\r\n\r\n<html>", raw=True)
    at.web.answers |= dict.fromkeys(list(kept)[2:], half)
    try:
        ended = at.run(patches=["from pipeline.fetch import pauses; pauses._FIRST = 0.0"])
    finally:
        at.web.answers = kept
    assert "Traceback" not in ended.errors
    assert list(breaches(at.folder, at.old, at.new)) == []
    assert at.run("build").code == 0
    at.finish()
