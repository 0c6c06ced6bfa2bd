"""A number of events in; how long a release of so many made-up ones takes to write and to check, and in how much memory, out.

Each command is a process of its own, started as a user does it, so that none has the memory of another.
"""

import os
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.bench.database import write_synthetic

ROOT = Path(__file__).resolve().parents[2]
TARGETS = {"release": 90.0, "check": 60.0}  # seconds for a million events on two cores
TARGET_GB = 4.0


@dataclass(frozen=True, slots=True)
class Command:
    """A command of Legation as it ran: seconds, of these its processor time (of all cores together), and gigabytes at most."""

    name: str
    seconds: float
    processor_seconds: float
    peak_gb: float


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
            _run("release", "release", "--db", str(build), "--dist", str(dist), "--version", version),
            _run("check", "check", str(release)),
        )
        size = sum(path.stat().st_size for path in release.rglob("*") if path.is_file())
        return Measured(n, round(made, 1), _gb(build.stat().st_size), _gb(size), commands)


def _run(name: str, *arguments: str) -> Command:
    """Run a command to its end; what it prints is not shown unless it fails."""
    command = [sys.executable, "-c", "from pipeline.cli import main; main()", *arguments]
    started = time.perf_counter()
    with TemporaryDirectory() as scratch, (Path(scratch) / "output").open("w+") as output:
        process = subprocess.Popen(command, cwd=ROOT, stdout=output, stderr=subprocess.STDOUT)
        _, status, used = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - started
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            output.seek(0)
            sys.stderr.write(output.read())
            raise subprocess.CalledProcessError(process.returncode, command)
    unit = 1 if sys.platform == "darwin" else 1024
    return Command(name, round(seconds, 1), round(used.ru_utime + used.ru_stime, 1), _gb(used.ru_maxrss * unit))


def _gb(size: int) -> float:
    return round(size / 1e9, 2)
