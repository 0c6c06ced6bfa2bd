"""Work and seconds in; its result out, or TooSlow where it takes longer.

What counts is the time of the processor that this process spends, so that a machine busy with something else makes nothing too slow.
A regular expression is interrupted too: Python's engine looks for signals while it searches.
"""

import signal
import threading
from collections.abc import Callable
from types import FrameType
from typing import TypeVar

AGAIN = 1.0  # seconds after which the work is interrupted once more, where something in it caught the first interruption

R = TypeVar("R")


class TooSlow(Exception):
    """A piece of work took more of the processor's time than it may; `seconds` is the limit."""

    def __init__(self, seconds: float) -> None:
        super().__init__(f"It took more than {seconds:g} seconds.")
        self.seconds = seconds


class _Interruption(BaseException):
    """Not an Exception, for a library may go on after any of those."""


def within(seconds: float, work: Callable[[], R]) -> R:
    """What the work returns; TooSlow after so many seconds of the processor's time.

    Only the main thread can be interrupted: in others (see `can_limit`), and on systems without such timers, the work takes what it takes.
    A limit within another one is part of it, and does not count on its own.
    """
    if not can_limit() or signal.getitimer(signal.ITIMER_VIRTUAL)[0]:
        return work()
    if signal.getsignal(signal.SIGVTALRM) is not _interrupt:  # it stays: to set it for each sentence takes longer than many a sentence
        signal.signal(signal.SIGVTALRM, _interrupt)
    try:
        signal.setitimer(signal.ITIMER_VIRTUAL, seconds, AGAIN)
        return work()
    except _Interruption:
        raise TooSlow(seconds) from None
    finally:
        try:
            signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        except _Interruption:  # it came just now; the next one is a second away
            signal.setitimer(signal.ITIMER_VIRTUAL, 0)


def can_limit() -> bool:
    """Whether work that is begun here can be interrupted."""
    return hasattr(signal, "setitimer") and threading.current_thread() is threading.main_thread()


def _interrupt(number: int, frame: FrameType | None) -> None:
    raise _Interruption
