"""A number of events in; how long a release of so many made-up ones takes to write and to check, and in how much memory, out.

Each command is a process of its own, started as a user does it, so that none has the memory of another.
"""

import time
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.bench.command import Command, gigabytes, run_command
from tests.bench.database import write_synthetic

TARGETS = {"release": 90.0, "check": 60.0}  # seconds for a million events on two cores
TARGET_GB = 4.0


@dataclass(frozen=True, slots=True)
class Measured:
    """Both commands on a build of so many events, how long that took to make up, and the gigabytes of the build and of the release."""

    events: int
    made_seconds: float
    build_gb: float
    release_gb: float
    commands: tuple[Command, ...]


def measure_release(n: int, *, folder: Path | None = None) -> Measured:
    """Make up a build of `n` events, release and check it; CalledProcessError where that fails.

    With a `folder`, the build and the release stay there, and a build that is there already is used again.
    """
    with TemporaryDirectory() as scratch:
        place = folder or Path(scratch)
        place.mkdir(parents=True, exist_ok=True)
        build, dist = place / f"{n}.duckdb", place / f"dist-{n}"
        started = time.perf_counter()
        if not build.exists():
            write_synthetic(build, n)
        made = time.perf_counter() - started
        version = f"0.{len(list(dist.glob('legation-*'))) + 1}.0"
        release = dist / f"legation-{version}"
        commands = (
            run_command("release", "release", "--db", str(build), "--dist", str(dist), "--version", version),
            run_command("check", "check", str(release)),
        )
        size = sum(path.stat().st_size for path in release.rglob("*") if path.is_file())
        return Measured(n, round(made, 1), gigabytes(build.stat().st_size), gigabytes(size), commands)
