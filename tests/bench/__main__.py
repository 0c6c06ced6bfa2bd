"""`python -m tests.bench merge [--mentions N] [--json]`: how long merging takes, and in how much memory, for a tenth of N and for N.

`python -m tests.bench release [--events N] [--folder DIR] [--json]`: how long a release of N events takes to write and to check.

`python -m tests.bench refresh [--documents N] [--compare] [--json]`: how long N documents take to build, again without changes, and
with 1 % changed; to compare, the changed ones are built from nothing too.
"""

import argparse
import json
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

from tests.bench import merging, refresh, release
from tests.bench.synthetic import SEED


def main() -> None:
    """Read the arguments, measure, print."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description="Benchmarks of Legation.")
    benches = parser.add_subparsers(required=True, metavar="BENCHMARK", dest="bench")
    merge = benches.add_parser("merge", help="Merge synthetic mentions.")
    merge.add_argument("--mentions", type=int, default=1_000_000, metavar="N", help="how many; a tenth of them first [1000000]")
    merge.add_argument("--seed", type=int, default=SEED, help=f"of the random numbers that make them [{SEED}]")
    releasing = benches.add_parser("release", help="Release and check a synthetic build.")
    releasing.add_argument("--events", type=int, default=1_000_000, metavar="N", help="how many [1000000]")
    releasing.add_argument("--folder", type=Path, metavar="DIR", help="keep the build and the release there, and use such a build again")
    refreshing = benches.add_parser("refresh", help="Build made-up documents from nothing, unchanged, and with 1 % of them changed.")
    refreshing.add_argument("--documents", type=int, default=15_814, metavar="N", help="how many [15814]")
    refreshing.add_argument("--seed", type=int, default=SEED, help=f"of the random numbers that make them [{SEED}]")
    refreshing.add_argument("--compare", action="store_true", help="build the changed ones from nothing too, and compare")
    for bench in (merge, releasing, refreshing):
        bench.add_argument("--json", action="store_true", help="print JSON")
    arguments = parser.parse_args()
    if arguments.bench == "merge":
        if arguments.mentions < 10:
            parser.error("--mentions must be 10 or more.")
        _merge(arguments)
    elif arguments.bench == "refresh":
        if arguments.documents < 10:
            parser.error("--documents must be 10 or more.")
        _refresh(arguments)
    else:
        if arguments.events < 10:
            parser.error("--events must be 10 or more.")
        _release(arguments)


def _merge(arguments: argparse.Namespace) -> None:
    few, many = (merging.measure_merging(n, seed=arguments.seed) for n in (arguments.mentions // 10, arguments.mentions))
    if arguments.json:
        print(json.dumps({"runs": [asdict(few), asdict(many)], "processor_ratio": _ratio(few, many)}, indent=2))
    else:
        print("\n".join(_merge_lines(few, many)))


def _release(arguments: argparse.Namespace) -> None:
    measured = release.measure_release(arguments.events, folder=arguments.folder)
    print(json.dumps(asdict(measured), indent=2) if arguments.json else "\n".join(_release_lines(measured)))


def _refresh(arguments: argparse.Namespace) -> None:
    measured = refresh.measure_refresh(arguments.documents, seed=arguments.seed, compare=arguments.compare)
    print(json.dumps(asdict(measured), indent=2) if arguments.json else "\n".join(_refresh_lines(measured)))


def _refresh_lines(measured: refresh.Measured) -> Iterator[str]:
    full = measured.commands[0]
    yield f"{measured.documents:,} documents, of which {measured.changed} change"
    yield f"{'build':<14}{'seconds':>9}{'of CPU':>9}{'at most':>10}{'of full':>9}"
    for command in measured.commands:
        share = f"1/{full.seconds / command.seconds:.0f}"
        yield f"{command.name:<14}{command.seconds:>9.1f}{command.processor_seconds:>9.1f}{command.peak_gb:>7.2f} GB{share:>9}"
    if measured.is_identical is not None:
        yield f"The database of the changed documents {'is' if measured.is_identical else 'IS NOT'} that of a build from nothing."


def _merge_lines(few: merging.Measured, many: merging.Measured) -> Iterator[str]:
    yield f"{'mentions':>10}{'made':>9}{'identified':>12}{'merged':>9}{'of that CPU':>13}{'mentions in':>13}{'at most':>10}{'events':>10}"
    for run in (few, many):
        seconds = f"{run.made_seconds:>7.1f} s{run.identified_seconds:>10.1f} s{run.merged_seconds:>7.1f} s{run.processor_seconds:>11.1f} s"
        yield f"{run.mentions:>10}{seconds}{run.mentions_gb:>10.2f} GB{run.peak_gb:>7.2f} GB{run.events:>10}"
    yield f"{many.mentions / few.mentions:.0f} times the mentions take {_ratio(few, many):.1f} times the processor time to merge."
    for run in (few, many):
        figures = "; ".join(f"{name} {' '.join(f'{share:.3f}' for share in getattr(run, name))}" for name in ("pairs", "b_cubed"))
        yield f"{run.mentions:>10} are of {run.coded_events} events. Precision, recall, f1 of merging: {figures}"


def _release_lines(measured: release.Measured) -> Iterator[str]:
    sizes = f"a build of {measured.build_gb} GB, made in {measured.made_seconds} s, and a release of {measured.release_gb} GB"
    yield f"{measured.events:,} events: {sizes}"
    yield f"{'command':<10}{'seconds':>9}{'target':>9}{'of CPU':>9}{'at most':>10}{'target':>9}"
    for command in measured.commands:
        seconds = f"{command.seconds:>9.1f}{release.TARGETS[command.name]:>9.0f}{command.processor_seconds:>9.1f}"
        yield f"{command.name:<10}{seconds}{command.peak_gb:>7.2f} GB{release.TARGET_GB:>6.0f} GB"
    if measured.events != 1_000_000:
        yield "The targets are for 1,000,000 events on two cores."


def _ratio(few: merging.Measured, many: merging.Measured) -> float:
    return round(many.processor_seconds / few.processor_seconds, 2) if few.processor_seconds else 0.0


main()
