"""What the tests of faults are given: the process that forks runs, a server, and a folder in which a phase is about to begin."""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.faults.kills import Undisturbed, prepare
from tests.faults.nursery import Ended, Nursery, opened
from tests.faults.scene import bring_today, command
from tests.faults.state import State, difference, state_of
from tests.faults.trouble import hold_at, statement, wait_for
from tests.fetch.web import Web, serving


@dataclass(frozen=True)
class Scene:
    """A folder in which the run of a phase is due; `old` is yesterday's state, `new` what comes of a day that nothing disturbs."""

    folder: Path
    phase: str
    nursery: Nursery
    web: Web
    old: State
    new: State

    def run(self, phase: str | None = None, *, workers: int = 1, **options: Any) -> Ended:
        """Run the phase, or another one."""
        return self.nursery.run(*command(phase or self.phase, self.folder, workers), folder=self.folder, **options)

    def hold(self, place: str, *, call: int = 1) -> int:
        """Begin the phase, and return when it is about to call the function at `place`."""
        patch = statement(hold_at, place, str(self.folder), call)
        held = self.nursery.begin(*command(self.phase, self.folder), folder=self.folder, patches=[patch])
        wait_for(self.folder / "held")
        return held

    def go_on(self, held: int) -> Ended:
        """Let a run go on that was held, and wait until it ends."""
        (self.folder / "go").touch()
        ended = self.nursery.end(held)
        for name in ("held", "go"):
            (self.folder / name).unlink()
        return ended

    def finish(self) -> None:
        """Run the phase, which must end well and leave everything of its own as if nothing had happened."""
        ended = self.run()
        assert ended.code == 0, ended.errors
        assert self.wrong() == []

    def wrong(self) -> list[str]:
        """What there is too much in the folder, and how what the phase makes differs from what it should be."""
        places = {"fetch": ("holdings",), "build": tuple(self.new.rows), "release": ("dist",), "publish": ("mirror",)}[self.phase]
        found = difference(state_of(self.folder), self.new).what
        return [line for line in found if line.startswith((*(f"{place}:" for place in places), "left behind"))]


@pytest.fixture(scope="session")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("faults")


@pytest.fixture(scope="session")
def nursery(home: Path) -> Iterator[Nursery]:
    with opened(home) as nursery:
        yield nursery


@pytest.fixture(scope="session")
def running_web() -> Iterator[Web]:
    with serving() as web:
        yield web


@pytest.fixture(scope="session")
def undisturbed(home: Path, nursery: Nursery, running_web: Web) -> Undisturbed:
    return prepare(nursery, running_web, home)


@pytest.fixture
def scene(undisturbed: Undisturbed, tmp_path: Path, nursery: Nursery, running_web: Web) -> Callable[[str], Scene]:
    """Makes the scene before a phase."""

    def make(phase: str) -> Scene:
        folder = shutil.copytree(undisturbed.before[phase], tmp_path / "scene")
        if phase == "fetch":
            bring_today(folder, running_web)
        return Scene(folder, phase, nursery, running_web, undisturbed.old, undisturbed.new)

    return make
