"""A plan and a timetable in; one process that refreshes, releases and publishes by the clock, out. It ends when it is told to.

Runs go through Prefect: through the server that is configured, or through one of our own. Each run is a process of its own, so that what
goes wrong in it, however wrong, ends that run only.
"""

import asyncio
import logging
import os
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx
from prefect import Flow, get_client
from prefect.client.schemas.filters import FlowRunFilter, FlowRunFilterState, FlowRunFilterStateType
from prefect.client.schemas.objects import ConcurrencyLimitConfig, ConcurrencyLimitStrategy, StateType
from prefect.context import refresh_global_settings_context
from prefect.deployments.runner import RunnerDeployment
from prefect.runner import Runner
from prefect.schedules import Cron, Interval, Schedule
from prefect.states import Crashed
from prefect.types.entrypoint import EntrypointType

from pipeline.cluster.engine import Engine, refuse_elsewhere
from pipeline.corpus.settings import read_settings
from pipeline.errors import LegationError
from pipeline.flows import prefect_flows
from pipeline.flows.account import Plan
from pipeline.flows.hiring import engine_in
from pipeline.flows.notice import check_notice
from pipeline.flows.parameters import plain_plan, plain_stores
from pipeline.flows.prefect_runs import TAG, NoServer, has_server, slug
from pipeline.flows.publishing import refuse_unusable
from pipeline.flows.server import Served, own_server
from pipeline.flows.timetable import CRON, Timetable, check_timetable
from pipeline.flows.turn import only_server

LOG = logging.getLogger(__name__)
MIDNIGHT = datetime(2020, 1, 1, tzinfo=UTC)  # from which intervals are counted, so that a restart does not shift them
SECONDS_BETWEEN_TRIES = 10.0
UNFINISHED = [StateType.PENDING, StateType.RUNNING, StateType.CANCELLING]

Say = Callable[[str], None]


def serve_plan(plan: Plan, timetable: Timetable, *, notify: str | None, port: int | None, say: Say) -> None:
    """Carry out the plan by the timetable, until this process is told to end (SIGINT, SIGTERM).

    `notify` names the block of the Prefect server that is told of failures; `port` is that of a server of our own. Raises LegationError
    for what is wrong from the beginning: the corpus file, the timetable, the stores, the block, a server that does not answer.
    """
    name = read_settings(plan.corpus).name
    refuse_unusable(plan.stores)
    engine = engine_in(plan.options, plan.db)
    schedules = _schedules(timetable)
    with only_server(plan.db), _server(plan.db, port, engine) as own:
        if notify:
            check_notice(notify)
        if own:
            _close_unfinished()
            say(f"Prefect: {own.url.removesuffix('/api')} (the password, legation:..., is in {own.secret})")
        deployments = _deployments(plan, schedules, slug(name), notify)
        for deployment in deployments:
            say(f"Serving {deployment.full_name}: {_when(schedules.get(str(deployment.flow_name)))}")
        _run(deployments, is_own=own is not None)


def _schedules(timetable: Timetable) -> dict[str, Schedule]:
    """The schedule of each flow that has one. LegationError for a cron line that is none."""
    check_timetable(timetable)
    try:
        schedules = {"refresh": _refreshing(timetable)}
        if timetable.release_cron:
            schedules["release"] = Cron(timetable.release_cron, timezone=timetable.zone)
    except ValueError as error:
        raise LegationError(f"{error}. {CRON}") from None
    return schedules


def _refreshing(timetable: Timetable) -> Schedule:
    if timetable.every is not None:
        return Interval(timetable.every, anchor_date=MIDNIGHT, timezone=timetable.zone)
    return Cron(timetable.cron or "", timezone=timetable.zone)


@contextmanager
def _server(db: Path, port: int | None, engine: Engine | None) -> Iterator[Served | None]:
    """The Prefect server of the settings, or one of our own whose data lie beside the database. NoServer, ServerError, EngineError."""
    if has_server():
        yield None
        return
    if engine:
        refuse_elsewhere(engine)
    with own_server(db.with_name(f"{db.name}.prefect"), port=port) as served:
        os.environ.update(served.settings)  # for the processes of the runs, too
        refresh_global_settings_context()
        yield served


def _deployments(plan: Plan, schedules: dict[str, Schedule], name: str, notify: str | None) -> list[RunnerDeployment]:
    """One for each flow; those without a schedule run on demand."""
    folder = Path.cwd()
    whole = plain_plan(plan, folder=folder)
    if not plan.release:
        whole["publish_to"] = []  # there is nothing new to publish
    place = {key: whole[key] for key in ("db", "dist", "wait")}
    stores = plain_stores(plan.stores, folder=folder)
    parameters = {"refresh": whole, "release": {**place, **stores}, "publish": {"dist": whole["dist"], **stores}}
    flows: dict[str, Flow[..., Any]] = {
        "refresh": prefect_flows.refresh,
        "release": prefect_flows.release,
        "publish": prefect_flows.publish,
    }
    return [_deployment(flow, name, schedules.get(key), {**parameters[key], "notify": notify}) for key, flow in flows.items()]


def _deployment(flow: Flow[..., Any], name: str, schedule: Schedule | None, parameters: dict[str, Any]) -> RunnerDeployment:
    """One run at a time: a refresh that is due while another works is cancelled, for that one does its work; other runs wait."""
    meets = ConcurrencyLimitStrategy.CANCEL_NEW if flow.name == "refresh" else ConcurrencyLimitStrategy.ENQUEUE
    deployment = flow.to_deployment(
        name=name,
        schedule=schedule,
        paused=False,
        concurrency_limit=ConcurrencyLimitConfig(limit=1, collision_strategy=meets),
        parameters=parameters,
        tags=[TAG, name],
        entrypoint_type=EntrypointType.MODULE_PATH,
    )
    assert isinstance(deployment, RunnerDeployment)  # not a coroutine, as within a loop
    return deployment


def _close_unfinished() -> None:
    """Mark runs as crashed that a former process of ours began: with it and our server gone, nobody else would say how they ended."""
    state = FlowRunFilterState(type=FlowRunFilterStateType(any_=UNFINISHED))
    with get_client(sync_client=True) as client:
        for run in client.read_flow_runs(flow_run_filter=FlowRunFilter(state=state)):
            client.set_flow_run_state(run.id, Crashed(message="It was cut off with the process that served it."), force=True)


def _run(deployments: list[RunnerDeployment], *, is_own: bool) -> None:
    """Start runs when they are due, until this process is told to end. A server that is lost is waited for."""
    while True:
        runner = Runner(name=TAG, pause_on_shutdown=not is_own)
        try:
            for deployment in deployments:
                runner.add_deployment(deployment)
            if asyncio.run(_until_told(runner)):
                return
        except* (httpx.HTTPError, RuntimeError) as lost:  # a RuntimeError is what Prefect's runner ends with when its server is gone
            LOG.warning("The Prefect server is lost (%s); runs go on when it answers again.", lost.exceptions[0])
            _await_server()


async def _until_told(runner: Runner) -> bool:
    """Run the runner; whether it ended because this process was told to end."""
    told = False

    def end() -> None:
        nonlocal told
        told = True
        running.cancel()

    running = asyncio.create_task(runner.start())
    await asyncio.sleep(0)  # it has set up a handler of its own, which ours replace
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, end)
    try:
        await running
    except asyncio.CancelledError:
        if not told:
            raise
    return told


def _await_server() -> None:
    while True:
        try:
            if has_server():
                return
        except NoServer:
            time.sleep(SECONDS_BETWEEN_TRIES)


def _when(schedule: Schedule | None) -> str:
    if schedule is None:
        return "on demand"
    return f"every {schedule.interval}" if schedule.interval else f"at {schedule.cron} ({schedule.timezone})"
