"""What Prefect still has to tell its server of the runs of this process in; nothing out, when all of it is told."""

from typing import Any

from prefect.events.worker import EventsWorker
from prefect.logging.handlers import APILogWorker

SECONDS = 15.0


def drain() -> None:
    """Tell all, and end what tells it: begun anew, that asks for the server's address again."""
    EventsWorker.drain_all(timeout=SECONDS)
    APILogWorker.drain_all(timeout=SECONDS)


async def drain_there() -> None:
    """The same, in a process that serves others meanwhile."""
    for teller in (EventsWorker, APILogWorker):
        waiting: Any = teller.drain_all(timeout=SECONDS)
        await waiting
