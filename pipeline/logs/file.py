"""Lines of the log in, the same as JSON at the end of a file out: of several processes at a time, and never more than so many bytes."""

import fcntl
import logging
import os
import sys
from contextvars import ContextVar
from pathlib import Path
from typing import Literal

from pipeline.errors import LegationError

MOST_BYTES, KEPT = 10_000_000, 5  # a full file is put aside; so many of them are kept, which bounds what a year writes
FILE_VARIABLE = "LEGATION_LOG_FILE"

run_id: ContextVar[str | None] = ContextVar("run_id", default=None)


class LogError(LegationError):
    """The log file at `file` cannot be written."""

    def __init__(self, file: Path, problem: str) -> None:
        super().__init__(f"The log file {file} cannot be written: {problem}. Name another one with --log-file or {FILE_VARIABLE}.")
        self.file = file


class LogFile(logging.Handler):
    """One JSON object a line, of several processes at a time; a full file is put aside as `<file>.1`, and so on."""

    def __init__(self, file: Path) -> None:
        from pythonjsonlogger.json import JsonFormatter

        super().__init__()
        self.file = file.absolute()
        try:
            self.descriptor: int | None = _open(self.file)
        except OSError as error:
            raise LogError(file, error.strerror or str(error)) from None
        names = {"levelname": "level", "name": "logger"}
        self.setFormatter(JsonFormatter("{levelname}{name}{message}{process}", style="{", timestamp="time", rename_fields=names))
        self.addFilter(_with_run)

    def emit(self, record: logging.LogRecord) -> None:
        try:
            os.write(self._opened(), f"{self.format(record)}\n".encode())
        except OSError as error:
            self.setLevel(logging.CRITICAL + 1)
            sys.stderr.write(f"legation: The log file {self.file} cannot be written: {error.strerror}. The run goes on without it.\n")

    def close(self) -> None:
        """Close the file; what is logged later opens it again, for Prefect closes all handlers when it sets up its own."""
        if self.descriptor is not None:
            os.close(self.descriptor)
            self.descriptor = None
        super().close()

    def _opened(self) -> int:
        """The file that now has the name, open, with room in it."""
        while True:
            if self.descriptor is None:
                self.descriptor = _open(self.file)
            if _is_at(self.file, self.descriptor) and os.fstat(self.descriptor).st_size < MOST_BYTES:
                return self.descriptor
            fcntl.flock(self.descriptor, fcntl.LOCK_EX)
            if _is_at(self.file, self.descriptor):  # else another process has put it aside meanwhile
                _put_aside(self.file)
            os.close(self.descriptor)  # which lets go of the lock
            self.descriptor = None


def _open(file: Path) -> int:
    return os.open(file, os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_CLOEXEC, 0o666)


def _is_at(file: Path, descriptor: int) -> bool:
    try:
        return os.path.samestat(os.fstat(descriptor), file.stat())
    except FileNotFoundError:
        return False


def _put_aside(file: Path) -> None:
    for number in reversed(range(1, KEPT)):
        if (older := Path(f"{file}.{number}")).exists():
            older.replace(f"{file}.{number + 1}")
    file.replace(f"{file}.1")


def _with_run(record: logging.LogRecord) -> Literal[True]:
    record.run = run_id.get()
    return True
