"""`python -m tests.bench merge [--mentions N] [--json]`: how long merging takes, and in how much memory, for a tenth of N and for N."""

import argparse
import json
from collections.abc import Iterator
from dataclasses import asdict

from tests.bench.merging import Measured, measure_merging
from tests.bench.synthetic import SEED


def main() -> None:
    """Read the arguments, measure, print."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description="Benchmarks of Legation.")
    merging = parser.add_subparsers(required=True, metavar="BENCHMARK").add_parser("merge", help="Merge synthetic mentions.")
    merging.add_argument("--mentions", type=int, default=1_000_000, metavar="N", help="how many; a tenth of them first [1000000]")
    merging.add_argument("--seed", type=int, default=SEED, help=f"of the random numbers that make them [{SEED}]")
    merging.add_argument("--json", action="store_true", help="print JSON")
    arguments = parser.parse_args()
    if arguments.mentions < 10:
        parser.error("--mentions must be 10 or more.")
    few, many = (measure_merging(n, seed=arguments.seed) for n in (arguments.mentions // 10, arguments.mentions))
    if arguments.json:
        print(json.dumps({"runs": [asdict(few), asdict(many)], "processor_ratio": _ratio(few, many)}, indent=2))
    else:
        print("\n".join(_lines(few, many)))


def _lines(few: Measured, many: Measured) -> Iterator[str]:
    yield f"{'mentions':>10}{'made':>9}{'identified':>12}{'merged':>9}{'of that CPU':>13}{'mentions in':>13}{'at most':>10}{'events':>10}"
    for run in (few, many):
        seconds = f"{run.made_seconds:>7.1f} s{run.identified_seconds:>10.1f} s{run.merged_seconds:>7.1f} s{run.processor_seconds:>11.1f} s"
        yield f"{run.mentions:>10}{seconds}{run.mentions_gb:>10.2f} GB{run.peak_gb:>7.2f} GB{run.events:>10}"
    yield f"{many.mentions / few.mentions:.0f} times the mentions take {_ratio(few, many):.1f} times the processor time to merge."
    for run in (few, many):
        figures = "; ".join(f"{name} {' '.join(f'{share:.3f}' for share in getattr(run, name))}" for name in ("pairs", "b_cubed"))
        yield f"{run.mentions:>10} are of {run.coded_events} events. Precision, recall, f1 of merging: {figures}"


def _ratio(few: Measured, many: Measured) -> float:
    return round(many.processor_seconds / few.processor_seconds, 2) if few.processor_seconds else 0.0


main()
