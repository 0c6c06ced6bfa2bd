"""How the flows are carried out: a step as a task run, a flow as a run in this process, and whether there is a server to tell of it."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import wraps
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar

from prefect import get_client, tags, task
from prefect.cache_policies import NO_CACHE
from prefect.client.schemas.objects import FlowRun, State
from prefect.flows import Flow
from prefect.settings import PREFECT_API_URL, PREFECT_FLOWS_HEARTBEAT_FREQUENCY, temporary_settings
from prefect.tasks import exponential_backoff
from prefect.utilities.annotations import quote

from pipeline.errors import LegationError
from pipeline.summary import OnProgress

if TYPE_CHECKING:  # see `light`
    from pipeline.coding import Crew
    from pipeline.flows.account import Account
    from pipeline.flows.work import Run

P = ParamSpec("P")
R = TypeVar("R")

TAG = "legation"
FIRST_WAIT = 30.0  # seconds before a step is tried again; each wait is twice as long as the one before
RETRIES = 3
LONGEST = {"fetch_documents": 21_600, "publish_release": 7_200}  # seconds of a step that touches the outside world; these are tried again


class NoServer(LegationError):
    """The Prefect server at `url`, which the settings name, does not answer."""

    def __init__(self, url: str) -> None:
        super().__init__(f"The Prefect server at {url} does not answer. Start it, or unset PREFECT_API_URL to run without one.")
        self.url = url


@dataclass(slots=True)
class Caller:
    """Who runs a flow in this process: it is told how far the work is, and has the account that a refresh fills, or a crew for a build."""

    on_progress: OnProgress | None = None
    account: "Account | None" = None
    crew: "Crew | None" = None


_caller: ContextVar[Caller] = ContextVar("caller")


def has_server() -> bool:
    """Whether Prefect's settings name a server; NoServer where it does not answer."""
    url = PREFECT_API_URL.value()
    if url is None:
        return False
    with get_client(sync_client=True) as client:
        if client.api_healthcheck() is not None:
            raise NoServer(url)
    return True


def told(which: Flow[..., Any], /, caller: Caller, **parameters: object) -> Any:
    """Run a flow in this process."""
    token = _caller.set(caller)
    try:
        with tags(TAG), _unwatched(which):
            return light(which)(**parameters)
    finally:
        _caller.reset(token)
        caller.on_progress = caller.account = caller.crew = None  # Prefect keeps copies of the context (see `light`)


@contextmanager
def _unwatched(which: Flow[..., Any]) -> Iterator[None]:
    """Have a flow that somebody waits for not tell now and then that it lives: to end the telling takes up to a second."""
    if which.name == "refresh":  # which works while nobody looks
        yield
        return
    with temporary_settings({PREFECT_FLOWS_HEARTBEAT_FREQUENCY: None}):
        yield


def caller_now() -> Caller:
    """Who runs the flow that runs; nobody where a worker does."""
    return _caller.get(Caller())


def as_task(step: Callable[P, R], /, *arguments: P.args, **options: P.kwargs) -> R:
    """Carry out a step as a task run that bears its name."""
    return tasks(FIRST_WAIT)(step, *arguments, **options)


def tasks(first_wait: float) -> "Run":
    """What carries out steps as task runs; those that touch the outside world have a time limit, and are tried again with growing waits.

    Arguments are quoted, for Prefect looks into every collection that it is handed, and a ledger is a large one.
    """

    def run(step: Callable[P, R], /, *arguments: P.args, **options: P.kwargs) -> R:
        name, patience = step.__name__, dict[str, Any]()
        if name in LONGEST:
            waits = exponential_backoff(first_wait)
            patience = {"retries": RETRIES, "retry_delay_seconds": waits, "retry_jitter_factor": 0.5, "timeout_seconds": LONGEST[name]}
        carried: Callable[..., R] = task(name=name.replace("_", " "), cache_policy=NO_CACHE, **patience)(light(step))
        return carried(*map(quote, arguments), **{key: quote(value) for key, value in options.items()})

    return run


def light(function: Callable[P, R]) -> Callable[P, R]:
    """The function, with mistakes of the user raised afresh, as errors that know their message only.

    Prefect keeps flows and errors to the end of the process, and with them all that their functions, classes and frames name. DuckDB,
    where it is among that, then complains of leaks on the terminal. So the modules of flows know others as modules, not what is in them.
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


def let_go(flow: Flow[Any, Any], flow_run: FlowRun, state: State[Any]) -> None:
    """Forget the frames of the mistake of the user that ended a run, for the same reason; for Prefect, as a hook."""
    error = getattr(state.data, "result", state.data)  # within a record of it, or by itself
    if isinstance(error, LegationError):
        error.__traceback__ = error.__context__ = error.__cause__ = None


def slug(text: str) -> str:
    """A text as the names and keys of Prefect may hold it: small letters, digits and hyphens."""
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-") or TAG
