"""A database in, the turn of one run to work on it and on its releases out: others wait for theirs."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from pipeline.disk import Held, hold
from pipeline.errors import LegationError


class Busy(LegationError):
    """Another run works on the database, and did not end within the time to wait."""


@contextmanager
def turn(db: Path, *, wait: float) -> Iterator[None]:
    """Be the only refresh, release or publication of what is made from `db`, after at most `wait` seconds; else Busy.

    The system lets go of the turn however the process ends. LegationError where the folder cannot be written to.
    """
    busy = (
        f"Another run is at work on {_literal(db)} or its releases{{}}. This one did nothing. Run it again later, or have it --wait longer."
    )
    with _held(db.with_name(f"{db.name}.turn"), busy, wait):
        yield


@contextmanager
def only_server(db: Path) -> Iterator[None]:
    """Be the only process that serves what is made from `db`; else Busy."""
    with _held(db.with_name(f"{db.name}.serve"), f"Another process serves {_literal(db)} already{{}}. End it first.", wait=0):
        yield


@contextmanager
def _held(path: Path, busy: str, wait: float) -> Iterator[None]:
    with ExitStack() as stack:
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            stack.enter_context(hold(path, seconds=wait))
        except Held as held:
            raise Busy(busy.format(held.process)) from None
        except OSError as error:
            raise LegationError(f"{path} cannot be written: {error.strerror}. Choose another folder with --db.") from None
        yield


def _literal(path: Path) -> str:
    return str(path).replace("{", "{{").replace("}", "}}")
