"""A command of Legation in; how long it took as a process of its own, started as a user does it, and in how much memory, out."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from tests.bench.memory import Memory, Watch

ROOT = Path(__file__).resolve().parents[2]
Say = Callable[[str], None]  # what is told of how far a measurement is


def silent(line: str) -> None:
    """Tell nobody."""


@dataclass(frozen=True, slots=True)
class Command:
    """A command of Legation as it ran: seconds, of these its processor time (of all cores together), and gigabytes at most."""

    name: str
    seconds: float
    processor_seconds: float
    peak_gb: float


@dataclass(frozen=True, slots=True)
class Module:
    """A module of the bench as it ran: what it printed, and how it and the processes that it started used memory."""

    command: Command
    told: Any
    memory: Memory


def run_command(name: str, *arguments: str, places: int = 1, environment: Mapping[str, str] | None = None) -> Command:
    """Run a command to its end, its seconds to so many `places`.

    What it prints is not shown unless it fails, which raises CalledProcessError.
    """
    with TemporaryDirectory() as scratch:
        output = Path(scratch) / "output"
        command = [sys.executable, "-c", "from pipeline.cli import main; main()", *arguments]
        return _run(name, command, output, places=places, environment=environment)[0]


def run_module(name: str, *arguments: str, environment: Mapping[str, str] | None = None, every: float = 0.5) -> Module:
    """Run `python -m tests.bench.NAME`, which prints JSON, and look at its memory `every` so many seconds. Raises CalledProcessError."""
    with TemporaryDirectory() as scratch:
        output = Path(scratch) / "output"
        command = [sys.executable, "-m", f"tests.bench.{name}", *arguments]
        ran, memory = _run(name, command, output, environment=environment, every=every)
        return Module(ran, json.loads(output.read_text(encoding="utf-8").splitlines()[-1]), memory)


def gigabytes(size: int) -> float:
    """A number of bytes in gigabytes, to two places."""
    return round(size / 1e9, 2)


def _run(
    name: str, command: list[str], file: Path, *, places: int = 1, environment: Mapping[str, str] | None = None, every: float | None = None
) -> tuple[Command, Memory]:
    started = time.perf_counter()
    with file.open("w+") as output:
        given = {**os.environ, **(environment or {})}
        process = subprocess.Popen(command, cwd=ROOT, env=given, stdout=output, stderr=subprocess.STDOUT if every is None else None)
        watch = Watch(process.pid, every=every)
        _, status, used = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - started
        memory = watch.end()
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            output.seek(0)
            sys.stderr.write(output.read())
            raise subprocess.CalledProcessError(process.returncode, command)
    unit = 1 if sys.platform == "darwin" else 1024
    processor_seconds = round(used.ru_utime + used.ru_stime, places)
    return Command(name, round(seconds, places), processor_seconds, gigabytes(used.ru_maxrss * unit)), memory
