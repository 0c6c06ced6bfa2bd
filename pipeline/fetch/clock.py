"""The time of day, the time that passes, and waiting, which another thread may end."""

import time
from datetime import UTC, datetime
from threading import Event


class Stopped(Exception):
    """The fetch is to end: it was interrupted, or another of its threads met a defect."""


class Clock:
    """What a fetch knows of time; a test gives it another one, which does not wait."""

    def __init__(self) -> None:
        self._stopped = Event()

    def now(self) -> datetime:
        """This moment, in UTC, to the second."""
        return datetime.now(UTC).replace(microsecond=0)

    def monotonic(self) -> float:
        """Seconds since some moment."""
        return time.monotonic()

    def sleep(self, seconds: float) -> None:
        """Wait. Raises Stopped as soon as `stop` was called."""
        if self._stopped.wait(seconds):
            raise Stopped

    def go_on(self) -> None:
        """Raise Stopped if `stop` was called."""
        if self._stopped.is_set():
            raise Stopped

    def stop(self) -> None:
        """End what is waiting or under way in other threads, now and from now on."""
        self._stopped.set()
