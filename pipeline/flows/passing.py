"""Nothing in; a Prefect server of our own for the runs of this process out, that leaves nothing when the block ends."""

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from prefect.context import refresh_global_settings_context

from pipeline.flows.drain import drain
from pipeline.flows.server import PASSING, own_server


@contextmanager
def passing_server() -> Iterator[None]:
    """Have Prefect tell a server of this machine's own of what runs in the block. ServerError."""
    with (
        TemporaryDirectory(prefix="legation-prefect-", ignore_cleanup_errors=True) as home,
        own_server(Path(home), kind=PASSING) as served,
        _environment(served.settings),
    ):
        try:
            yield
        finally:
            drain()


@contextmanager
def _environment(settings: Mapping[str, str]) -> Iterator[None]:
    before = {name: os.environ.get(name) for name in settings}
    os.environ.update(settings)
    refresh_global_settings_context()
    try:
        yield
    finally:
        for name, value in before.items():
            os.environ.pop(name)
            if value is not None:
                os.environ[name] = value
        refresh_global_settings_context()
