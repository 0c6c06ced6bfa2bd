"""A process in; how much memory it, and the processes that it started, had over time, out."""

import time
from contextlib import suppress
from dataclasses import dataclass, field
from threading import Event, Thread

import psutil

MOST = 240  # looks that are kept


@dataclass(frozen=True, slots=True)
class Look:
    """Seconds after the start; the gigabytes of the process, of the largest that it started, and of all together."""

    seconds: float
    main_gb: float
    worker_gb: float
    all_gb: float


@dataclass(frozen=True, slots=True)
class Memory:
    """The most that any look saw of each, and some of the looks, evenly over time."""

    main_gb: float = 0.0
    worker_gb: float = 0.0
    all_gb: float = 0.0
    looks: tuple[Look, ...] = field(default_factory=tuple)


class Watch:
    """Looks at a process `every` so many seconds, or never, until it is told to end."""

    def __init__(self, pid: int, *, every: float | None) -> None:
        self._looks: list[Look] = []
        self._ended = Event()
        self._thread = Thread(target=self._watch, args=(pid, every), daemon=True) if every else None
        if self._thread:
            self._thread.start()

    def end(self) -> Memory:
        """What was seen."""
        self._ended.set()
        if self._thread:
            self._thread.join()
        if not self._looks:
            return Memory()
        most = [max(getattr(look, name) for look in self._looks) for name in ("main_gb", "worker_gb", "all_gb")]
        return Memory(*most, tuple(self._looks[:: len(self._looks) // MOST + 1]))

    def _watch(self, pid: int, every: float) -> None:
        started = time.monotonic()
        while not self._ended.wait(every):
            with suppress(psutil.Error):  # it ended between two looks
                process = psutil.Process(pid)
                sizes = [size for each in process.children(recursive=True) if (size := _size(each))]
                main = process.memory_info().rss / 1e9
                figures = (main, max(sizes, default=0.0), main + sum(sizes))
                self._looks.append(Look(round(time.monotonic() - started, 1), *(round(figure, 3) for figure in figures)))


def processor_seconds() -> float:
    """What this process, and those that it started and that still work, have used of all processors."""
    this = psutil.Process()
    times = [each.cpu_times() for each in (this, *this.children(recursive=True))]
    return sum(time.user + time.system for time in times)


def _size(process: psutil.Process) -> float:
    with suppress(psutil.Error):
        return float(process.memory_info().rss / 1e9)
    return 0.0
