"""What a run does in, two lines in the journal beside what it works on out: that it begins, and how it ended."""

import logging
import os
import secrets
import socket
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import replace
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

from pipeline.errors import LegationError
from pipeline.logs import run_id
from pipeline.runs.journal import journal_of, note
from pipeline.runs.lock import held
from pipeline.runs.record import FAILED, INTERRUPTED, OK, RunRecord

LOG = logging.getLogger(__name__)
LONGEST_ERROR = 1_000

Clock = Callable[[], datetime]


class Running:
    """A run that is under way."""

    def __init__(self, record: RunRecord, beside: Path) -> None:
        self.record, self.beside = record, beside
        self.result: dict[str, Any] = {}
        self.problem: str | None = None

    def tell(self, figures: Mapping[str, Any]) -> None:
        """Add to the figures that the record of the run ends with; JSON must be able to hold them."""
        self.result |= figures

    def fail(self, problem: str) -> None:
        """Have the run count as failed, though it raises nothing."""
        self.problem = problem


_current: ContextVar[Running | None] = ContextVar("current_run", default=None)


def utc_now() -> datetime:
    """The clock of the records."""
    return datetime.now(UTC)


@contextmanager
def recorded(command: str, *, beside: Path, makes_it: bool = True, clock: Clock = utc_now) -> Iterator[Running]:
    """Note that a run begins and how it ends, in the journal beside what it works on; within another run, in the journal of that one.

    Where a run does not make what it works on, and neither that nor a journal is there, the name is mistaken, and nothing is noted. A
    journal that cannot be written stops no run: a warning says so. What the run raises goes on.
    """
    outer = _current.get()
    beside = outer.beside if outer else beside.absolute()
    running = Running(_begun(command, beside, outer, clock()), beside)
    tokens = _current.set(running), run_id.set(running.record.run)
    try:
        if makes_it or beside.exists() or journal_of(beside).exists():
            with held(running.record, beside):
                yield from _noted(running, clock)
        else:
            yield running
    finally:
        _current.reset(tokens[0])
        run_id.reset(tokens[1])


def _noted(running: Running, clock: Clock) -> Iterator[Running]:
    record, outcome, error, defect = running.record, FAILED, None, None
    LOG.info("%s begins: run %s, noted beside %s", record.command, record.run, record.beside)
    note(record, running.beside)
    try:
        yield running
        outcome, error = (FAILED, running.problem) if running.problem else (OK, None)
    except BaseException as raised:
        outcome, error = (FAILED if isinstance(raised, Exception) else INTERRUPTED), _told(raised)
        defect = raised if isinstance(raised, Exception) and not isinstance(raised, LegationError | OSError) else None
        raise
    finally:
        ended = replace(record, ended_at=clock(), outcome=outcome, error=error, result=running.result)
        note(ended, running.beside)
        said = f"{record.command} ended: {outcome}, after {ended.seconds or 0:.1f} s{f': {error}' if error else ''}"
        LOG.log(logging.ERROR if outcome == FAILED else logging.INFO, "%s", said, exc_info=defect)


def _begun(command: str, beside: Path, outer: Running | None, now: datetime) -> RunRecord:
    return RunRecord(
        run=f"{now:%Y%m%dT%H%M%SZ}-{secrets.token_hex(3)}",
        command=command,
        started_at=now,
        process=os.getpid(),
        host=socket.gethostname(),
        version=version("legation"),
        beside=str(beside),
        within=outer.record.run if outer else None,
    )


def _told(raised: BaseException) -> str:
    message = raised.message if isinstance(raised, LegationError) else f"{type(raised).__name__}: {raised}".removesuffix(": ")
    return message[:LONGEST_ERROR]
