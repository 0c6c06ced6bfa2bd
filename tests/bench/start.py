"""Every command in; how long it takes to answer `--help`, and how long short commands take on the sample, out."""

from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any

from tests.bench.command import Command, Say, run_command, silent

TIMES = 3


@dataclass(frozen=True, slots=True)
class Start:
    """A command as it is typed: the best of some times, the middle one, and the processor's seconds of the best."""

    command: str
    best: float
    median: float
    processor_seconds: float


def measure_start(*, times: int = TIMES, only: int | None = None, say: Say = silent) -> list[dict[str, Any]]:
    """`--help` of the program and of its commands (of only so many of these, where said), then commands on the sample corpus."""
    from pipeline.cli import LOOKING, MAKING

    helps = [[], *([command.__name__] for command in (*MAKING, *LOOKING)[:only])]
    starts = [_measure([*command, "--help"], times, say) for command in helps]
    with TemporaryDirectory() as scratch:
        db, dist = Path(scratch) / "sample.duckdb", Path(scratch) / "dist"
        place = ["--db", str(db)]
        starts.append(_measure(["build", *place, "--anew"], times, say))
        for command in (["build"], ["show", "PER", "VEN"], ["status", "PER", "VEN"], ["status"]):
            starts.append(_measure([*command, *place], times, say))
        starts.append(_measure(["release", *place, "--dist", str(dist)], 1, say))
        starts.append(_measure(["check", str(dist / "legation-0.1.0")], 1, say))
    return list(map(asdict, starts))


def _measure(arguments: list[str], times: int, say: Say) -> Start:
    runs: list[Command] = [run_command(arguments[0], *arguments, places=2) for _ in range(times)]
    best = min(runs, key=lambda run: run.seconds)
    start = Start(_typed(arguments), best.seconds, round(median(run.seconds for run in runs), 2), best.processor_seconds)
    say(f"{start.command}: {start.best} s")
    return start


def _typed(arguments: list[str]) -> str:
    """The command as a reader would type it: without the places of this run."""
    typed: list[str] = []
    for word, before in zip(arguments, ["", *arguments], strict=False):
        if word not in ("--db", "--dist") and before not in ("--db", "--dist"):
            typed.append(Path(word).name)
    return " ".join(["legation", *typed])
