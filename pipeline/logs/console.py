"""Lines of the log in, the same for people on standard error out."""

import logging
import sys

from pipeline.logs.printable import printable

OWN = "pipeline"  # the logger of this program, above those of its rooms


class Console(logging.Handler):
    """Lines for people, on what is standard error at the time: while a bar is shown, that is not the same as before.

    Where only warnings are wanted, errors are left out: they are what a run ends with, and the command tells them itself.
    """

    def __init__(self, verbosity: int) -> None:
        super().__init__((logging.WARNING, logging.INFO, logging.DEBUG)[min(verbosity, 2)])
        self.verbosity = verbosity
        if not verbosity:
            self.addFilter(_is_no_error)

    def format(self, record: logging.LogRecord) -> str:
        """`legation: ...` where only warnings are shown; else the time before, and with all that is known the room, too."""
        warning = "warning: " if record.levelno >= logging.WARNING else ""
        said = printable(record.getMessage())
        if not self.verbosity:
            return f"legation: {said}"
        time = logging.Formatter().formatTime(record, "%H:%M:%S")
        room = f"{record.name.removeprefix(f'{OWN}.')}: " if self.verbosity > 1 else ""
        return f"{time} {room}{warning}{said}"

    def emit(self, record: logging.LogRecord) -> None:
        try:
            sys.stderr.write(f"{self.format(record)}\n")
            sys.stderr.flush()
        except (OSError, ValueError):  # nobody reads it any more; the work goes on
            self.setLevel(logging.CRITICAL + 1)


def _is_no_error(record: logging.LogRecord) -> bool:
    return record.levelno < logging.ERROR


def is_ours(record: logging.LogRecord) -> bool:
    """Whether a line is this program's, and no library's."""
    return record.name == OWN or record.name.startswith(f"{OWN}.")
