"""`python -m tests.fuzz`: throw inputs at the program, and print what came of them. The exit code is 1 where anything fell or hung."""

import argparse
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from tests.fuzz.guided import Guided, is_there, run_guided
from tests.fuzz.running import Outcome, run
from tests.fuzz.targets import TARGETS


def main(arguments: Sequence[str]) -> int:
    """Half of the inputs are made at random, half by a fuzzer that watches which code they reach, where there is one for this machine."""
    options = _options(arguments)
    names, started = options.target or list(TARGETS), time.monotonic()
    n_guided = options.inputs // 2 if is_there() else 0
    if not is_there():
        print("Atheris is not installed for this machine: nothing is guided by coverage, and Hypothesis makes all inputs.")
    outcomes = []
    for outcome in run(names, n_inputs=options.inputs - n_guided, random_seed=options.seed, folder=options.folder):
        print("\n".join(_lines(outcome)), flush=True)
        outcomes.append(outcome)
    guided = Guided(0, None)
    if n_guided:
        limits = {"seconds": options.seconds} if options.seconds else {"seconds": 3600, "n_inputs": n_guided}
        guided = run_guided(names, folder=options.folder, random_seed=options.seed, **limits)
        print(f"{'guided':<12} {guided.n_inputs:>7,} inputs by coverage{f', FAILED: {guided.failure}' if guided.failure else ''}")
    print(_total(outcomes, guided, time.monotonic() - started))
    n_failed = sum(outcome.n_crashes + outcome.n_hangs for outcome in outcomes) + (guided.failure is not None)
    if n_failed:
        print(f"Inputs that failed: {options.folder}")
    return int(n_failed > 0)


def _lines(outcome: Outcome) -> list[str]:
    counts = f"{outcome.n_inputs:>7,} inputs, {outcome.n_crashes:,} crashes, {outcome.n_hangs:,} hangs"
    line = f"{outcome.target:<12} {counts}, slowest {outcome.slowest:.2f} s, memory grew by {outcome.grown / 1e6:.1f} MB"
    return [line, *(f"    {said}\n      {file}" for said, file in outcome.failures.items())]


def _total(outcomes: Sequence[Outcome], guided: Guided, seconds: float) -> str:
    n_inputs = sum(outcome.n_inputs for outcome in outcomes) + guided.n_inputs
    crashes = sum(outcome.n_crashes for outcome in outcomes) + (guided.failure is not None)
    slowest = max(outcomes, key=lambda outcome: outcome.slowest)
    grown = max(outcomes, key=lambda outcome: outcome.grown)
    return (
        f"{n_inputs:,} inputs in {seconds:.0f} s: {crashes:,} crashes, {sum(outcome.n_hangs for outcome in outcomes):,} hangs; slowest"
        f" {slowest.slowest:.2f} s ({slowest.target}); memory grew at most by {grown.grown / 1e6:.1f} MB ({grown.target})"
    )


def _options(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=main.__doc__)
    parser.add_argument("--inputs", type=int, default=10_000, metavar="N", help="how many, in all [default: 10000]")
    parser.add_argument("--seconds", type=int, metavar="N", help="how long the guided half goes on [default: until its inputs are done]")
    parser.add_argument("--target", action="append", choices=list(TARGETS), help="only this one; may be repeated [default: all]")
    parser.add_argument("--seed", type=int, default=1, metavar="N", help="another one makes other inputs [default: 1]")
    parser.add_argument("--folder", type=Path, default=Path("build", "fuzz"), help="where inputs that fail are kept [default: build/fuzz]")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
