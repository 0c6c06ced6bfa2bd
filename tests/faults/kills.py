"""A number and a seed go in; as many runs are killed at random, finished by the next run, and compared with undisturbed ones.

Each chain of runs starts from a database, a release and a store of yesterday's documents, and brings them to today's: fetch, build,
release, publish. Of each of these, several runs are killed one after the other before one may end, so that what they leave piles up.
"""

import random
import shutil
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from tests.faults.moments import Moment
from tests.faults.nursery import Ended, Nursery
from tests.faults.scene import PHASES, bring_today, command, set_up
from tests.faults.state import State, breaches, difference, state_of
from tests.fetch.web import Web

SHARES = {"fetch": 5, "build": 10, "release": 5, "publish": 5}  # kills of each in one chain: it is the build where most can happen
SIGKILL = -9


@dataclass
class Outcome:
    """What came of all kills: `killed` counts them by phase, `lost` and `doubled` rows of all chains, `problems` says what broke where."""

    killed: Counter[str] = field(default_factory=Counter)
    survived: int = 0
    lost: int = 0
    doubled: int = 0
    problems: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Undisturbed:
    """The runs that nothing disturbs: the folder before each phase, the states before and after all, and how long each takes and which
    moments it has."""

    before: Mapping[str, Path]
    old: State
    new: State
    runs: dict[tuple[str, int], Ended]  # by phase and workers


@dataclass(frozen=True)
class Hunt:
    """What all chains share."""

    n_kills: int
    undisturbed: Undisturbed
    nursery: Nursery
    chance: random.Random
    on_kill: Callable[[Outcome], None]
    outcome: Outcome = field(default_factory=Outcome)

    @property
    def is_over(self) -> bool:
        return self.outcome.killed.total() >= self.n_kills


def kill(
    n_kills: int,
    undisturbed: Undisturbed,
    *,
    seed: int,
    nursery: Nursery,
    web: Web,
    folder: Path,
    on_kill: Callable[[Outcome], None] = lambda _: None,
) -> Outcome:
    """Kill as many runs as asked, in chains, and see what is left."""
    hunt = Hunt(n_kills, undisturbed, nursery, random.Random(seed), on_kill)
    number = 0
    while not hunt.is_over:
        number += 1
        chain = folder / f"chain{number}"
        shutil.copytree(undisturbed.before["fetch"], chain)
        bring_today(chain, web)
        _kill_chain(chain, 1 + number % 2, hunt)
        shutil.rmtree(chain)
    return hunt.outcome


def prepare(nursery: Nursery, web: Web, folder: Path) -> Undisturbed:
    """Make yesterday's state, and today's without disturbance; `folder` keeps the stages between them."""
    yesterday, today = folder / "yesterday", folder / "today"
    set_up(yesterday, web)
    for phase in PHASES:
        _succeed(nursery.run(*command(phase, yesterday), folder=yesterday))
    runs: dict[tuple[str, int], Ended] = {}
    before: dict[str, Path] = {"fetch": yesterday}
    shutil.copytree(yesterday, today)
    bring_today(today, web)
    for phase in PHASES:
        if phase != "fetch":
            before[phase] = shutil.copytree(today, folder / f"before-{phase}")
        if phase == "build":
            other = shutil.copytree(today, folder / "other")
            runs[phase, 2] = _succeed(nursery.run(*command(phase, other, 2), folder=other, counted=True))
        runs[phase, 1] = _succeed(nursery.run(*command(phase, today), folder=today, counted=True))
    return Undisturbed(before, state_of(yesterday), state_of(today), runs)


def _kill_chain(chain: Path, workers: int, hunt: Hunt) -> None:
    """Kill some runs of each phase, let one end, and compare."""
    outcome, before = hunt.outcome, hunt.outcome.killed.total()
    problems: list[str] = []
    for phase in PHASES:
        usual = hunt.undisturbed.runs[phase, workers if phase == "build" else 1]
        for after, at in _points(SHARES[phase], usual, hunt.chance):
            if hunt.is_over or not _kill_run(chain, phase, workers, after, at, hunt, problems):
                break
        good = hunt.nursery.run(*command(phase, chain, workers), folder=chain)
        if good.code != 0:
            problems.append(f"{phase} after kills: ended with {good.code}: {good.errors[-500:]}")
    found = difference(state_of(chain), hunt.undisturbed.new)
    outcome.lost, outcome.doubled = outcome.lost + found.lost, outcome.doubled + found.doubled
    problems += [f"{chain.name}, {workers} workers: {each}" for each in found.what]
    outcome.problems += problems
    outcome.survived += 0 if problems else outcome.killed.total() - before


def _kill_run(chain: Path, phase: str, workers: int, after: float | None, at: Moment | None, hunt: Hunt, problems: list[str]) -> bool:
    """Whether a run was killed before it ended, which leaves something to do."""
    ended = hunt.nursery.run(*command(phase, chain, workers), folder=chain, after=after, at=at)
    place = f"{phase}, {workers} workers, killed {f'at {at}' if at else f'after {after:.3f} s'}"
    if ended.code == SIGKILL:
        hunt.outcome.killed[phase] += 1
        problems += [f"{place}: {each}" for each in breaches(chain, hunt.undisturbed.old, hunt.undisturbed.new)]
        hunt.on_kill(hunt.outcome)
    elif ended.code != 0:
        problems.append(f"{place}: ended with {ended.code}: {ended.errors[-500:]}")
    return ended.code == SIGKILL


def _points(count: int, usual: Ended, chance: random.Random) -> Iterator[tuple[float | None, Moment | None]]:
    """Where to kill: by turns after a time, one in each part of what the run takes, and at a moment, of each kind as likely."""
    for number in range(count):
        if number % 2:
            kind = chance.choice(sorted(usual.moments))
            side, name = kind.split()
            yield None, Moment(side, name, chance.randint(1, usual.moments[kind]))
        else:
            yield usual.seconds * (number + chance.random()) / count, None


def _succeed(ended: Ended) -> Ended:
    if ended.code != 0:
        raise AssertionError(f"an undisturbed run ended with {ended.code}: {ended.errors}")
    return ended
