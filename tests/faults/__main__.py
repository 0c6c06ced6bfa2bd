"""`python3 -m tests.faults --kills 50 --seed 7`: kills so many runs of the command at random, and prints what came of it."""

import argparse
import random
import sys
import tempfile
import time
from pathlib import Path

from tests.faults.kills import Outcome, kill, prepare
from tests.faults.nursery import opened
from tests.fetch.web import serving


def main() -> int:
    """Exit code 0 where everything survived, 1 where not."""
    arguments = argparse.ArgumentParser(prog="python3 -m tests.faults", description="Kill runs of legation at random.")
    arguments.add_argument("--kills", type=int, default=50, metavar="N", help="how many runs to kill [default: 50]")
    arguments.add_argument("--seed", type=int, metavar="N", help="of the random points [default: another one each time]")
    given = arguments.parse_args()
    seed = random.randrange(10_000) if given.seed is None else given.seed
    started = time.monotonic()
    with tempfile.TemporaryDirectory() as place, opened(Path(place)) as nursery, serving() as web:
        undisturbed = prepare(nursery, web, Path(place))
        outcome = kill(given.kills, undisturbed, seed=seed, nursery=nursery, web=web, folder=Path(place), on_kill=_tell)
    print(f"{outcome.killed.total()} runs killed in {time.monotonic() - started:.0f} s (seed {seed})")
    print("".join(f"  {phase:8}{count:4}\n" for phase, count in outcome.killed.items()), end="")
    print(f"survived {outcome.survived}, rows lost {outcome.lost}, rows doubled {outcome.doubled}")
    print("".join(f"  {problem}\n" for problem in outcome.problems), end="")
    return 1 if outcome.problems else 0


def _tell(outcome: Outcome) -> None:
    if sys.stderr.isatty():
        print(f"\r{outcome.killed.total()} killed", end="\r", file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
