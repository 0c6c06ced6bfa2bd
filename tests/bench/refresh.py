"""A number of documents in; how long they take to build from nothing, again without changes, and with a hundredth of them changed, out.

Where asked, the changed corpus is built from nothing too, and the two databases are compared, table by table.
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
    """Builds of so many documents, of which `changed` changed, and, if compared, whether the database is that of a build from nothing."""

    documents: int
    changed: int
    commands: tuple[Command, ...]
    is_identical: bool | None


def measure_refresh(n: int, *, seed: int, compare: bool = False) -> Measured:
    """Write `n` documents and build them in the three ways, and to `compare` a fourth; CalledProcessError where a build fails."""
    with TemporaryDirectory() as scratch:
        folder, db, other = Path(scratch) / "stories", Path(scratch) / "kept.duckdb", Path(scratch) / "anew.duckdb"
        write_stories(folder, n, seed=seed)
        commands = [run_command(name, "build", str(folder), "--db", str(db)) for name in ("from nothing", "unchanged")]
        change_stories(folder, max(n // CHANGED, 3), seed=seed + 1)
        commands.append(run_command("1 % changed", "build", str(folder), "--db", str(db)))
        if compare:
            commands.append(run_command("that anew", "build", str(folder), "--db", str(other)))
        return Measured(n, max(n // CHANGED, 3), tuple(commands), contents(db) == contents(other) if compare else None)
