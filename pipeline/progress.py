"""What the stages report while they run in; bars or plain lines on standard error out."""

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, ProgressColumn, Task, TaskID, TextColumn, TimeElapsedColumn
from rich.text import Text

from pipeline.logs import is_talking
from pipeline.summary import OnProgress

SECONDS_BETWEEN_LINES = 5.0


@contextmanager
def show_progress() -> Iterator[OnProgress]:
    """A function that shows how far each stage is: a bar for each on a terminal, else, and beside a log, a line every few seconds."""
    console = Console(stderr=True)
    if is_talking() or not console.is_terminal:
        yield _Lines().show
        return
    columns = (TextColumn("{task.description:>10}"), BarColumn(), MofNCompleteColumn(), _SpeedColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True) as progress:
        tasks: dict[str, TaskID] = {}

        def show(stage: str, done: int, total: int | None) -> None:
            if stage not in tasks:
                tasks[stage] = progress.add_task(stage, total=total)
            progress.update(tasks[stage], completed=done, total=total)

        yield show


class _SpeedColumn(ProgressColumn):
    """What a stage does in a second, of what it counts."""

    def render(self, task: Task) -> Text:
        speed = task.finished_speed or task.speed
        return Text(f"{speed:,.0f}/s" if speed else "", style="progress.data.speed")


class _Lines:
    """The plain form: the first and the last word of a stage, and one every few seconds between them."""

    def __init__(self) -> None:
        self.started: dict[str, float] = {}
        self.last = 0.0

    def show(self, stage: str, done: int, total: int | None) -> None:
        now = time.monotonic()
        begins = stage not in self.started
        started = self.started.setdefault(stage, now)
        if done and (begins or done == total or now - self.last >= SECONDS_BETWEEN_LINES):
            self.last = now
            of = f" of {total:,}" if total is not None else ""
            speed = f", {done / (now - started):,.0f}/s" if now - started >= 1 else ""
            _say(f"{stage}: {done:,}{of}{speed}")
        elif begins and not done and total is None:
            _say(stage)


def _say(line: str) -> None:
    sys.stderr.write(f"{line}\n")
    sys.stderr.flush()
