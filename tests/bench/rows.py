"""Numbers of mentions and events in; how long a build takes from its mentions on, and a release of its events, out: all made up."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from tests.bench.command import Say, silent
from tests.bench.loading import measure_loading
from tests.bench.release import measure_release


@dataclass(frozen=True, slots=True)
class Step:
    """A step with so much of what it works on: seconds of the clock (None: not measured), of the processors, and gigabytes at most."""

    step: str
    unit: str
    count: int
    seconds: float | None
    processor_seconds: float
    peak_gb: float


def measure_rows(counts: Sequence[int], *, say: Say = silent) -> list[dict[str, Any]]:
    """Each step with each count of mentions or events, the fewest first."""
    steps: list[Step] = []
    for n in sorted(counts):
        built = measure_loading(n)
        steps += (
            Step("take", "mentions", n, None, built.taken_seconds, built.peak_taken_gb),
            Step("merge", "mentions", n, None, built.merged_seconds, built.peak_merged_gb),
            Step("load", "mentions", n, None, built.finished_seconds, built.peak_gb),
        )
        released = measure_release(n)
        steps += (Step(ran.name, "events", n, ran.seconds, ran.processor_seconds, ran.peak_gb) for ran in released.commands)
        for step in steps[-5:]:
            say(f"{step.step} {n:,} {step.unit}: {step.processor_seconds:.1f} CPU seconds")
    return list(map(asdict, steps))


STEPS = {
    "take": "take documents and mentions",
    "merge": "merge mentions into events",
    "load": "load the rows, finish the database",
    "release": "write a release",
    "check": "check a release",
}
