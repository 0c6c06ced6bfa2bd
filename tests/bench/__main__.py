"""`python -m tests.bench [--only PARTS] [--sizes N,N] [--write] [--json]`: all parts of the benchmark, one after the other; with `--write`
they become `docs/benchmarks.md` and its picture.

`python -m tests.bench write [--keep FILE]`: that page from what was measured before.

`python -m tests.bench merge [--mentions N] [--json]`: how long merging takes, and in how much memory, for a tenth of N and for N.

`python -m tests.bench release [--events N] [--folder DIR] [--json]`: how long a release of N events takes to write and to check.

`python -m tests.bench refresh [--documents N] [--compare] [--json]`: how long N documents take to build, again without changes, and
with 1 % changed; to compare, the changed ones are built from nothing too.
"""

import argparse
import json
import sys
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

from tests.bench import merging, refresh, release
from tests.bench.command import ROOT
from tests.bench.news import CORPORA
from tests.bench.page import TABLES, write_page
from tests.bench.series import PARTS, Series, kept, measure
from tests.bench.synthetic import SEED

KEPT, DOCS = ROOT / "build" / "benchmarks.json", ROOT / "docs"


def main() -> None:
    """Read the arguments, measure, print."""
    parser = _parser()
    arguments = parser.parse_args()
    least = {"merge": "mentions", "release": "events", "refresh": "documents"}
    if (name := least.get(arguments.bench)) and getattr(arguments, name) < 10:
        parser.error(f"--{name} must be 10 or more.")
    if unknown := sorted(set(arguments.only or ()) - PARTS.keys()):
        parser.error(f"There is no part {unknown[0]!r}; there are {', '.join(PARTS)}.")
    {None: _series, "write": _write, "merge": _merge, "release": _release, "refresh": _refresh}[arguments.bench](arguments)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description="Benchmarks of Legation: all parts, or one by its name.")
    parser.add_argument("--only", type=_names, metavar="PARTS", help=f"of {','.join(PARTS)}; those that are expensive last [all]")
    parser.add_argument("--corpora", type=Path, default=CORPORA, metavar="DIR", help="folder of news [../shared/corpora; else the sample]")
    parser.add_argument("--documents", type=int, metavar="N", help="code only so many documents of the news [all]")
    parser.add_argument("--read", type=int, default=Series.read, metavar="N", help=f"read so many documents in each form [{Series.read}]")
    for name, meaning in (
        ("sizes", "documents of the corpora that are built"),
        ("rows", "mentions and events that are merged and released"),
    ):
        told = ",".join(map(str, getattr(Series, name)))
        parser.add_argument(f"--{name}", type=_numbers, default=getattr(Series, name), metavar="N,N,N", help=f"{meaning} [{told}]")
    parser.add_argument(
        "--recorded", type=int, default=Series.recorded, metavar="N", help=f"documents of the part prefect [{Series.recorded}]"
    )
    parser.add_argument("--times", type=int, default=Series.times, metavar="N", help=f"how often short ones are measured [{Series.times}]")
    parser.add_argument("--commands", type=int, metavar="N", help="ask only so many commands for --help [all]")
    parser.add_argument("--write", action="store_true", help="write the page and its picture at the end")
    benches = parser.add_subparsers(metavar="BENCHMARK", dest="bench")
    writing = benches.add_parser("write", help="Write the page and its picture from what was measured before.")
    merge = benches.add_parser("merge", help="Merge synthetic mentions.")
    merge.add_argument("--mentions", type=int, default=1_000_000, metavar="N", help="how many; a tenth of them first [1000000]")
    merge.add_argument("--seed", type=int, default=SEED, help=f"of the random numbers that make them [{SEED}]")
    releasing = benches.add_parser("release", help="Release and check a synthetic build.")
    releasing.add_argument("--events", type=int, default=1_000_000, metavar="N", help="how many [1000000]")
    releasing.add_argument("--folder", type=Path, metavar="DIR", help="keep the build and the release there, and use such a build again")
    refreshing = benches.add_parser("refresh", help="Build made-up documents from nothing, unchanged, and with 1 %% of them changed.")
    refreshing.add_argument("--documents", type=int, default=15_814, metavar="N", help="how many [15814]")
    refreshing.add_argument("--seed", type=int, default=SEED, help=f"of the random numbers that make them [{SEED}]")
    refreshing.add_argument("--compare", action="store_true", help="build the changed ones from nothing too, and compare")
    for bench in (parser, merge, releasing, refreshing):
        bench.add_argument("--json", action="store_true", help="print JSON")
    for bench in (parser, writing):
        bench.add_argument("--keep", type=Path, default=KEPT, metavar="FILE", help="what is measured, part by part [build/benchmarks.json]")
        bench.add_argument("--docs", type=Path, default=DOCS, metavar="DIR", help="where the page goes [docs]")
    return parser


def _series(arguments: argparse.Namespace) -> None:
    names = ("corpora", "documents", "read", "sizes", "rows", "recorded", "times", "commands")
    chosen = [part for part in PARTS if not arguments.only or part in arguments.only]
    results = measure(Series(parts=chosen, **{name: getattr(arguments, name) for name in names}), keep=arguments.keep)
    if arguments.json:
        print(json.dumps(results, indent=2, ensure_ascii=False))
    else:
        measured = {part: results["parts"][part]["measured"] for part in chosen}
        print("\n\n".join("\n".join(TABLES[part](each)) for part, each in measured.items() if each))
    if arguments.write:
        _write(arguments)


def _write(arguments: argparse.Namespace) -> None:
    results = kept(arguments.keep)
    if not results:
        sys.exit(f"{arguments.keep} holds no measurements. Make some first: python -m tests.bench --keep {arguments.keep}")
    write_page(results, arguments.docs)


def _names(text: str) -> list[str]:
    return text.split(",")


def _numbers(text: str) -> list[int]:
    return [int(number) for number in text.split(",")]


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
