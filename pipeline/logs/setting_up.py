"""How much a user wants to be told in; the log goes where it is wanted.

Processes that work for a run write their lines themselves: a line is one write to the end of a file, which needs neither a queue nor a
parent that lives.
"""

import logging
import os
from dataclasses import dataclass
from pathlib import Path

from pipeline.logs.console import OWN, Console, is_ours
from pipeline.logs.file import FILE_VARIABLE, LogFile, run_id


@dataclass(frozen=True, slots=True)
class Telling:
    """How much goes to standard error (0 warnings, 1 also what is done, 2 all), and the file that the log goes to, if any."""

    verbosity: int = 0
    file: Path | None = None


@dataclass(frozen=True, slots=True)
class Passed:
    """What a process that works for a run is told of its log: None of `telling` where nothing was set up."""

    telling: Telling | None
    run: str | None


_telling: Telling | None = None


def set_up(telling: Telling = Telling()) -> None:
    """Send the log where it is wanted, in place of where it went before. Raises LogError.

    Warnings of libraries go to the file, and to standard error only where all is wanted there.
    """
    global _telling
    file = LogFile(telling.file) if telling.file else None
    own, root, wants_all = logging.getLogger(OWN), logging.getLogger(), telling.verbosity > 1
    for logger in (own, root):
        _take_off(logger)
    console = Console(telling.verbosity)
    handlers: list[logging.Handler] = [console, file] if file else [console]
    others: list[logging.Handler] = [console] * wants_all + ([file] if file else [])
    own.setLevel(logging.DEBUG if wants_all else logging.INFO)
    for handler in handlers:
        own.addHandler(handler)
    root.addHandler(_Others(others))
    logging.captureWarnings(True)
    _telling = telling


def set_up_once() -> None:
    """Send the log where the environment wants it, unless something is set up: for what runs without a command, as under Prefect."""
    if _telling is None:
        named = os.environ.get(FILE_VARIABLE)
        set_up(Telling(file=Path(named) if named else None))


def is_talking() -> bool:
    """Whether more than warnings goes to standard error, where bars would be in the way."""
    return _telling is not None and _telling.verbosity > 0


def passed_on() -> Passed:
    """What to tell a process that works for this run."""
    return Passed(_telling, run_id.get())


def take_over(passed: Passed) -> None:
    """In a process that works for a run: log as that run does."""
    if passed.telling is not None:
        set_up(passed.telling)
    run_id.set(passed.run)


class _Others(logging.Handler):
    """Warnings of libraries, handed on to where they are wanted; what is ours has gone there already."""

    def __init__(self, handlers: list[logging.Handler]) -> None:
        super().__init__(logging.WARNING)
        self.handlers = handlers

    def emit(self, record: logging.LogRecord) -> None:
        if not is_ours(record):
            for handler in self.handlers:
                if record.levelno >= handler.level:
                    handler.handle(record)


def _take_off(logger: logging.Logger) -> None:
    for handler in list(logger.handlers):
        if isinstance(handler, Console | _Others | LogFile):
            logger.removeHandler(handler)
            handler.close()
