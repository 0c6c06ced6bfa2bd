"""Targets in, what a fuzzer guided by coverage finds out: Atheris in a process of its own, for it ends with that.

`python -m tests.fuzz.guided TARGET,TARGET FOLDER ARGUMENTS...` is that process; the arguments are libFuzzer's. The first byte of an input
says which target gets the rest, each in as many cases as is its share.
"""

import random
import re
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

HANGS = 20  # seconds for one input
MEMORY = 3_000  # megabytes
# What is watched: to watch every library costs more than it shows.
WATCHED = ["pipeline.parse", "pipeline.extract", "pipeline.people", "pipeline.corpus", "pipeline.rights", "pipeline.corrections"]


@dataclass(frozen=True, slots=True)
class Guided:
    """What came of it: inputs, and what fell in libFuzzer's own words; the input that did is in the folder."""

    n_inputs: int
    failure: str | None


def is_there() -> bool:
    """Whether this machine has Atheris."""
    return find_spec("atheris") is not None


def run_guided(targets: Sequence[str], *, folder: Path, seconds: int, n_inputs: int = -1, random_seed: int = 1) -> Guided:
    """Fuzz until the time is over or so many inputs are done, or until the first fails."""
    folder.mkdir(parents=True, exist_ok=True)
    limits = [f"-max_total_time={seconds}", f"-runs={n_inputs}", f"-timeout={HANGS}", f"-rss_limit_mb={MEMORY}", f"-seed={random_seed}"]
    with tempfile.TemporaryDirectory() as corpus:
        process = [sys.executable, "-m", "tests.fuzz.guided", ",".join(targets), corpus]
        command = [*process, f"-artifact_prefix={folder}/guided-", "-max_len=8000", *limits]
        ended = subprocess.run(command, capture_output=True, text=True, errors="replace", timeout=seconds + 300, check=False)
    counts = [int(count) for count in re.findall(r"^#(\d+)\s|^Done (\d+) runs", ended.stderr, re.MULTILINE) for count in count if count]
    return Guided(max(counts, default=0), _failure(ended.stdout + ended.stderr) if ended.returncode else None)


def _failure(words: str) -> str:
    lines = [line for line in words.splitlines() if "Error" in line or "ERROR" in line or "Exception" in line]
    return "\n".join(lines[:4]) or "\n".join(words.splitlines()[-5:])


def main(names: Sequence[str], corpus: str, arguments: Sequence[str]) -> None:
    """Fuzz for ever, or as long as the arguments say."""
    import atheris

    with atheris.instrument_imports(include=WATCHED):
        from tests.fuzz.targets import TARGETS, made, seeds

    cases = [name for name in names for _ in range(max(1, round(100 * TARGETS[name].share)))]
    for name in names:
        for number, data in enumerate(seeds(name)):
            (Path(corpus) / f"{name}-{number:03}").write_bytes(bytes([cases.index(name)]) + data)
        TARGETS[name].check(seeds(name)[0])  # loads what is loaded once, before memory and time are watched

    def mutate(data: bytes, most: int, number: int) -> bytes:
        chance = random.Random(number)
        if chance.random() < 0.3 or not data:
            case = chance.randrange(len(cases))
            return (bytes([case]) + made(cases[case], chance))[:most]
        return data[:1] + bytes(atheris.Mutate(data[1:], most - 1))

    def check(data: bytes) -> None:
        if data:
            TARGETS[cases[data[0] % len(cases)]].check(data[1:])

    atheris.Setup([sys.argv[0], *arguments, corpus], check, custom_mutator=mutate)
    atheris.Fuzz()


if __name__ == "__main__":
    main(sys.argv[1].split(","), sys.argv[2], sys.argv[3:])
