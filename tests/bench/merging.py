"""A number of mentions in; how long merging them takes, in how much memory, and how well their events are found out.

Each measurement is a process of its own (`python -m tests.bench.merging MENTIONS SEED`), so that none has the memory of another.
"""

import itertools
import json
import resource
import subprocess
import sys
import time
from dataclasses import asdict, dataclass
from pathlib import Path

from tests.bench.synthetic import SEED

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True, slots=True)
class Measured:
    """Seconds to make, identify and merge mentions, and the processor time of merging, which other programs do not lengthen.

    Gigabytes before merging and at most; events; precision, recall and f1 of pairs and B-cubed.
    """

    mentions: int
    made_seconds: float
    identified_seconds: float
    merged_seconds: float
    processor_seconds: float
    mentions_gb: float
    peak_gb: float
    coded_events: int
    events: int
    pairs: tuple[float, float, float]
    b_cubed: tuple[float, float, float]


def measure_merging(n: int, *, seed: int = SEED) -> Measured:
    """Merge `n` synthetic mentions in a new process; CalledProcessError where it fails."""
    command = [sys.executable, "-m", "tests.bench.merging", str(n), str(seed)]
    done = subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True)
    values = json.loads(done.stdout)
    return Measured(**values | {name: tuple(values[name]) for name in ("pairs", "b_cubed")})


def _merge(n: int, seed: int) -> Measured:
    """As above, in this process."""
    from pipeline.evaluate.clusters import Link, b_cubed, pairs
    from pipeline.identity import Roll, identify, learn_identities
    from pipeline.merge import merge
    from tests.bench.synthetic import synthetic_mentions

    clock = [time.perf_counter()]
    mentions, coded = synthetic_mentions(n, seed=seed)
    clock.append(time.perf_counter())
    roll = Roll()
    roll.add(mentions)
    identities = learn_identities(roll)
    for number, mention in enumerate(mentions):  # in place, so that both lists are never there together
        mentions[number] = identify(mention, identities)
    clock.append(time.perf_counter())
    before, processor = peak_gb(), time.process_time()
    events = list(merge(mentions))
    clock.append(time.perf_counter())
    peak, processor = peak_gb(), time.process_time() - processor

    found = {mention.start: number for number, event in enumerate(events) for mention in event.mentions}
    links = [Link(mention.source_id, event, found[mention.start]) for mention, event in zip(mentions, coded, strict=True)]
    by_pairs, by_mentions = pairs(links), b_cubed(links)
    made, identified, merged = (round(end - start, 3) for start, end in itertools.pairwise(clock))
    return Measured(
        n,
        made,
        identified,
        merged,
        round(processor, 3),
        before,
        peak,
        len(set(coded)),
        len(events),
        (by_pairs.precision, by_pairs.recall, by_pairs.f1),
        (by_mentions.precision, by_mentions.recall, by_mentions.f1),
    )


def peak_gb() -> float:
    """The most memory that this process has had so far."""
    unit = 1 if sys.platform == "darwin" else 1024
    return round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / 1e9, 3)


if __name__ == "__main__":
    print(json.dumps(asdict(_merge(int(sys.argv[1]), int(sys.argv[2])))))
