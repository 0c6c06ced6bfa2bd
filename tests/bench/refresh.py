"""A number of documents in; how long they take to build from nothing, again without changes, and with a hundredth of them changed, out.

At the end the changed corpus is built from nothing too, and the two databases are compared, table by table.
"""

from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.bench.command import Command, run_command
from tests.bench.stories import change_stories, write_stories
from tests.coded.changing import contents

CHANGED = 100  # one in so many documents


@dataclass(frozen=True, slots=True)
class Measured:
    """Builds of so many documents, of which `changed` changed, and whether the database is that of a build from nothing."""

    documents: int
    changed: int
    commands: tuple[Command, ...]
    is_identical: bool


def measure_refresh(n: int, *, seed: int) -> Measured:
    """Write `n` documents and build them in the four ways; CalledProcessError where a build fails."""
    with TemporaryDirectory() as scratch:
        folder, db, other = Path(scratch) / "stories", Path(scratch) / "kept.duckdb", Path(scratch) / "anew.duckdb"
        write_stories(folder, n, seed=seed)
        full = run_command("from nothing", "build", str(folder), "--db", str(db))
        same = run_command("unchanged", "build", str(folder), "--db", str(db))
        change_stories(folder, max(n // CHANGED, 3), seed=seed + 1)
        some = run_command("1 % changed", "build", str(folder), "--db", str(db))
        anew = run_command("that anew", "build", str(folder), "--db", str(other))
        return Measured(n, max(n // CHANGED, 3), (full, same, some, anew), contents(db) == contents(other))
