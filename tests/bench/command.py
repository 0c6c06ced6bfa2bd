"""A command of Legation in; how long it took as a process of its own, started as a user does it, and in how much memory, out."""

import os
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True, slots=True)
class Command:
    """A command of Legation as it ran: seconds, of these its processor time (of all cores together), and gigabytes at most."""

    name: str
    seconds: float
    processor_seconds: float
    peak_gb: float


def run_command(name: str, *arguments: str) -> Command:
    """Run a command to its end; what it prints is not shown unless it fails, which raises CalledProcessError."""
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
    return Command(name, round(seconds, 1), round(used.ru_utime + used.ru_stime, 1), gigabytes(used.ru_maxrss * unit))


def gigabytes(size: int) -> float:
    """A number of bytes in gigabytes, to two places."""
    return round(size / 1e9, 2)
