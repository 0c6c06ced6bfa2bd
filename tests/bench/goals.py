"""What was measured in; the figures that the project wants to reach on two cores, each with what was found, out."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Goal:
    """A figure: what is measured, what is wanted, what was found, and whether that is enough."""

    what: str
    wanted: str
    found: str
    is_met: bool


def goals(parts: dict[str, Any]) -> Iterator[Goal]:
    """Those of the parts that were measured, with what they need."""
    for part, wanted in GOALS.items():
        if part in parts:
            yield from wanted(parts[part])


def _coding(measured: Any) -> Iterator[Goal]:
    speed = {rate["name"]: rate["sentences_per_second"] for rate in measured["rates"]}
    for name, given in (("full", "single sentences"), ("stories", "whole stories")):
        ratio = speed["warm"] / speed[name]
        what = f"coding with two processes, against one of the full spaCy pipeline on {given}"
        yield Goal(what, "≥ 8 times", f"{ratio:.1f} times", ratio >= 8)
    yield Goal("coding with two processes", "≥ 1,500 sentences/s", f"{speed['warm']:,.0f} sentences/s", speed["warm"] >= 1500)


def _digest(measured: Any) -> Iterator[Goal]:
    seconds = measured["seconds"]
    yield Goal("15,814 digest pages read, loaded and released", "≤ 60 s", f"{seconds:.1f} s", seconds <= 60)


def _start(measured: Any) -> Iterator[Goal]:
    best = {start["command"]: start["best"] for start in measured}
    slowest = max(seconds for command, seconds in best.items() if command.endswith("--help"))
    for what, wanted, found in (
        ("the slowest `--help`", 0.4, slowest),
        ("`legation show`", 1.0, best["legation show PER VEN"]),
        ("`legation build` of the sample corpus", 10.0, best["legation build --anew"]),
    ):
        yield Goal(what, f"≤ {wanted:g} s", f"{found:.2f} s", found <= wanted)


def _prefect(measured: Any) -> Iterator[Goal]:
    share, n = measured["share"], measured["documents"]
    yield Goal(f"what to record a build of {n:,} documents with Prefect takes longer", "≤ 5 %", f"{100 * share:.1f} %", share <= 0.05)


def _size(measured: Any) -> Iterator[Goal]:
    largest = measured["sizes"][-1]
    memory = max(largest["memory"]["main_gb"], largest["memory"]["worker_gb"])
    yield Goal(f"memory of a process, {largest['documents']:,} documents", "< 2 GB", f"{memory:.2f} GB", memory < 2)
    if len(measured["sizes"]) > 1:
        few = measured["sizes"][-2]
        more = largest["whole_per_document_ms"] / few["whole_per_document_ms"] - 1
        what = f"cost of a document at {largest['documents']:,}, against {few['documents']:,}"
        yield Goal(what, "at most 15 % more", f"{abs(100 * more):.1f} % {'more' if more > 0 else 'less'}", more <= 0.15)


GOALS = {"coding": _coding, "digest": _digest, "start": _start, "prefect": _prefect, "size": _size}
