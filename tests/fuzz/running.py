"""Targets and a number of inputs in; what fell, what hung, what was slowest and how memory grew out."""

import random
import resource
import sys
import time
import traceback
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from pipeline.timelimit import TooSlow, within
from tests.fuzz.targets import TARGETS, made, seeds

HANGS = 5.0  # seconds of the processor's time for an input of at most 20,000 bytes
AT_ONCE = 500  # inputs from one run of Hypothesis, which remembers all of them
WARM = 0.2  # of the inputs, until what is read and remembered once is in memory


@dataclass(slots=True)
class Outcome:
    """What came of the inputs of one target; `slowest` in seconds of the processor's time, `grown` in bytes after the first inputs."""

    target: str
    n_inputs: int = 0
    failures: dict[str, Path] = field(default_factory=dict)  # by what is said, the file that keeps the first such input
    n_crashes: int = 0
    n_hangs: int = 0
    slowest: float = 0.0
    grown: int = 0


def inputs_of(name: str) -> st.SearchStrategy[bytes]:
    """Inputs for a target: made to look real, the same with bytes changed, and bytes of any kind."""
    chances = st.integers(0, 2**64 - 1).map(random.Random)
    return st.one_of(
        chances.map(lambda chance: made(name, chance)),
        chances.map(lambda chance: made(name, chance)),
        chances.map(lambda chance: damaged(made(name, chance), chance)),
        st.text(max_size=200).map(lambda text: text.encode("utf-8", "surrogatepass")),
        st.binary(max_size=200),
    )


def damaged(data: bytes, chance: random.Random) -> bytes:
    """The bytes with some of them changed, left out or put in."""
    changed = bytearray(data)
    for _ in range(chance.randrange(1, 6)):
        at = chance.randrange(len(changed) + 1)
        changed[at : at + chance.randrange(3)] = chance.randbytes(chance.randrange(4))
    return bytes(changed)


def run(names: Iterable[str], *, n_inputs: int, random_seed: int, folder: Path) -> Iterator[Outcome]:
    """Throw so many inputs at the targets in all, each its share; those that fail are kept in the folder."""
    chosen = {name: TARGETS[name].share for name in names}
    for name, share in chosen.items():
        yield _run_one(name, max(1, round(n_inputs * share / sum(chosen.values()))), random_seed, folder)


def _run_one(name: str, n_inputs: int, random_seed: int, folder: Path) -> Outcome:
    outcome, memory = Outcome(name), 0
    for data in seeds(name):  # loads what is loaded once
        _throw(outcome, data, folder)
    outcome.slowest = 0.0
    while outcome.n_inputs < n_inputs:
        _throw_some(outcome, min(AT_ONCE, n_inputs - outcome.n_inputs), f"{random_seed} {outcome.n_inputs}", folder)
        memory = memory or (resident() if outcome.n_inputs >= WARM * n_inputs else 0)
    outcome.grown = max(0, resident() - memory)
    return outcome


def _throw_some(outcome: Outcome, n_inputs: int, random_seed: str, folder: Path) -> None:
    """Inputs by Hypothesis, and where it has seen all that it knows how to make, others."""
    end = outcome.n_inputs + n_inputs

    @seed(random_seed)
    @settings(max_examples=n_inputs, database=None, deadline=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
    @given(inputs_of(outcome.target))
    def throw(data: bytes) -> None:
        _throw(outcome, data, folder)

    throw()
    while outcome.n_inputs < end:
        _throw(outcome, made(outcome.target, random.Random(f"{random_seed} {outcome.n_inputs}")), folder)


def _throw(outcome: Outcome, data: bytes, folder: Path) -> None:
    started = time.process_time()
    try:
        within(HANGS, lambda: TARGETS[outcome.target].check(data))
    except TooSlow:
        outcome.n_hangs += 1
        _keep(outcome, data, f"more than {HANGS:g} seconds", folder)
    except Exception as error:  # whatever it is, it is what is looked for
        outcome.n_crashes += 1
        _keep(outcome, data, _said(error), folder)
    outcome.slowest = max(outcome.slowest, time.process_time() - started)
    outcome.n_inputs += 1


def _keep(outcome: Outcome, data: bytes, said: str, folder: Path) -> None:
    if said not in outcome.failures:
        folder.mkdir(parents=True, exist_ok=True)
        file = folder / f"{outcome.target}-{sha256(data).hexdigest()[:12]}"
        file.write_bytes(data)
        outcome.failures[said] = file


def _said(error: Exception) -> str:
    """The error and the last place of the program that it came from."""
    frames = [frame for frame in traceback.extract_tb(error.__traceback__) if "pipeline" in frame.filename or "fuzz" in frame.filename]
    place = f" at {Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else ""
    return f"{type(error).__name__}: {str(error)[:200]}{place}"


def resident() -> int:
    """Bytes of memory that this process holds; where the system does not say, the most that it ever held."""
    pages = Path("/proc/self/statm")
    if pages.exists():
        return int(pages.read_text(encoding="ascii").split()[1]) * resource.getpagesize()
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most if sys.platform == "darwin" else most * 1024
