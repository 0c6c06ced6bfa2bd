"""The Prefect flows `build` and `release`: the same work, of which each step is a task run. Only this file knows Prefect."""

from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any, ParamSpec, TypeVar

from prefect import flow, get_client, task
from prefect.cache_policies import NO_CACHE
from prefect.settings import PREFECT_API_URL
from prefect.utilities.annotations import quote

from pipeline.errors import LegationError
from pipeline.flows import work
from pipeline.options import BuildOptions
from pipeline.summary import BuildSummary, OnProgress, ReleaseSummary

P = ParamSpec("P")
R = TypeVar("R")


class NoServer(LegationError):
    """The Prefect server at `url`, which the settings name, does not answer."""

    def __init__(self, url: str) -> None:
        super().__init__(f"The Prefect server at {url} does not answer. Start it, or unset PREFECT_API_URL to run without one.")
        self.url = url


@flow(name="build", validate_parameters=False)
def build(
    corpora: list[str],
    db: Path,
    options: BuildOptions,
    on_progress: OnProgress | None,
) -> BuildSummary:
    """Documents into a DuckDB file; see `work.build`."""
    return _light(work.build)(corpora, db, options, on_progress, run=as_task)


@flow(name="release", validate_parameters=False)
def release(db: Path, dist: Path, version: str | None, on_progress: OnProgress | None) -> ReleaseSummary:
    """A DuckDB file into a release folder; see `work.release`."""
    return _light(work.release)(db, dist, version, on_progress, run=as_task)


def as_task(step: Callable[P, R], /, *arguments: P.args, **options: P.kwargs) -> R:
    """Carry out a step as a task run that bears its name.

    Arguments are quoted, for Prefect looks into every collection that it is handed, and a ledger is a large one.
    """
    run: Callable[..., R] = task(name=step.__name__.replace("_", " "), cache_policy=NO_CACHE)(_light(step))
    return run(*map(quote, arguments), **{key: quote(value) for key, value in options.items()})


def has_server() -> bool:
    """Whether Prefect's settings name a server; NoServer where it does not answer."""
    url = PREFECT_API_URL.value()
    if url is None:
        return False
    with get_client(sync_client=True) as client:
        if client.api_healthcheck() is not None:
            raise NoServer(url)
    return True


def told(which: Callable[..., Any], *arguments: object) -> Any:
    """Run a flow."""
    return _light(which)(*arguments)


def _light(function: Callable[P, R]) -> Callable[P, R]:
    """The function, with mistakes of the user raised afresh, as errors that know their message only.

    Prefect keeps an error to the end of the process, and with it every module that its class and its frames know. DuckDB, which is one
    of them, would then complain of leaks on the terminal.
    """

    @wraps(function)
    def run(*arguments: P.args, **options: P.kwargs) -> R:
        try:
            return function(*arguments, **options)
        except LegationError as error:
            message = error.message
            error.__traceback__ = error.__context__ = error.__cause__ = None
        raise LegationError(message)

    return run
