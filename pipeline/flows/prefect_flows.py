"""The Prefect flows `refresh`, `build`, `release` and `publish`: the same work, of which each step is a task run.

All parameters are plain JSON, so that a worker can run them from a deployment. Relative paths begin at the folder in which a run works.
"""

from collections.abc import Iterable, Sequence
from contextlib import suppress
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

import httpx
from prefect import flow, get_run_logger, runtime
from prefect.artifacts import create_markdown_artifact, create_table_artifact

from pipeline.corpus import settings
from pipeline.errors import LegationError
from pipeline.flows import account as accounts
from pipeline.flows import artifacts, parameters, publishing, refreshing, turn, work
from pipeline.flows.notice import check_notice, tell_failure
from pipeline.flows.prefect_runs import FIRST_WAIT, TAG, Caller, as_task, caller_now, has_server, let_go, light, slug, tasks, told
from pipeline.logs import printable, set_up_once
from pipeline.publish import lines as told_publications
from pipeline.summary import BuildSummary, ReleaseSummary, write_release

if TYPE_CHECKING:
    from pipeline.flows.artifacts import Shown
    from pipeline.flows.publishing import Stores

__all__ = ["Caller", "build", "has_server", "publish", "refresh", "release", "told"]

DB, DIST = "build/legation.duckdb", "dist"


def _run_name() -> str:
    """The flow, what it works on and, to the minute, when: `refresh-ministries-2026-11-22-0600`."""
    given = runtime.flow_run.parameters
    subject = _name_of(Path(given["corpus"])) if "corpus" in given else Path(given.get("db") or given.get("dist") or TAG).stem
    return f"{slug(runtime.flow_run.flow_name)}-{slug(subject)}-{runtime.flow_run.scheduled_start_time:%Y-%m-%d-%H%M}"


def _name_of(corpus: Path) -> str:
    """The name of a corpus; that of its folder where its file cannot be read, which the run will say."""
    try:
        return settings.read_settings(corpus).name
    except (LegationError, OSError):
        return corpus.absolute().parent.name


@flow(name="refresh", flow_run_name=_run_name, on_failure=[tell_failure, let_go], on_crashed=[tell_failure])
def refresh(
    corpus: str,
    db: str = DB,
    dist: str = DIST,
    options: dict[str, Any] | None = None,
    release: bool = False,
    publish_to: list[str] | None = None,
    endpoint: str | None = None,
    region: str | None = None,
    bands: str | None = None,
    accept: bool = False,
    wait: float = 600,
    first_wait: float = FIRST_WAIT,
    notify: str | None = None,
) -> None:
    """Fetch the documents of a corpus file that are new, build and check the database and, where asked, release and publish.

    `options` are those of a build. `notify` names the block (`type/name`) that is told of a failure. `wait` is for how many seconds to wait
    for another run on the same database; `first_wait` is that before what failed outside is tried again.
    """
    plan = accounts.Plan(
        corpus=Path(corpus),
        db=Path(db),
        dist=Path(dist),
        options=parameters.options_of(options or {}),
        release=release,
        stores=_stores(publish_to, endpoint, region, bands),
        accept=accept,
        wait=wait,
    )
    account = caller_now().account or accounts.Account(plan=plan)
    _get_ready(notify)
    try:
        light(refreshing.refresh)(account, caller_now().on_progress, run=tasks(first_wait))
    except BaseException:
        with suppress(httpx.HTTPError, LegationError):  # the first error is what counts
            _show(artifacts.shown_of_refresh(account), account.corpus)
        raise
    _show(artifacts.shown_of_refresh(account), account.corpus)
    _say(accounts.account_lines(account), account.problems, account.warnings)
    _fail(account.problems)


@flow(name="build", flow_run_name=_run_name, on_failure=[let_go])
def build(corpora: list[str], db: str = DB, options: dict[str, Any] | None = None) -> BuildSummary:
    """Documents into a DuckDB file; see `work.build`."""
    _get_ready(None)
    caller = caller_now()
    return light(work.build)(corpora, Path(db), parameters.options_of(options or {}), caller.on_progress, run=as_task, crew=caller.crew)


@flow(name="release", flow_run_name=_run_name, on_failure=[tell_failure, let_go], on_crashed=[tell_failure])
def release(
    db: str = DB,
    dist: str = DIST,
    version: str | None = None,
    publish_to: list[str] | None = None,
    endpoint: str | None = None,
    region: str | None = None,
    bands: str | None = None,
    wait: float = 600,
    first_wait: float = FIRST_WAIT,
    notify: str | None = None,
) -> ReleaseSummary:
    """A DuckDB file into a release folder where the newest does not hold the same data; see `work.release`. Then, where asked, publish."""
    _get_ready(notify)
    stores = _stores(publish_to, endpoint, region, bands)
    with turn.turn(Path(db), wait=wait):
        summary = light(work.release)(Path(db), Path(dist), version, caller_now().on_progress, run=tasks(first_wait))
        _show(artifacts.shown_of_release(summary), Path(db).stem)
        _say(write_release(summary), warnings=summary.stops)
        if stores.addresses:
            _publish(Path(dist), stores, first_wait, Path(db).stem)
    return summary


@flow(name="publish", flow_run_name=_run_name, on_failure=[tell_failure, let_go], on_crashed=[tell_failure])
def publish(
    dist: str = DIST,
    publish_to: list[str] | None = None,
    endpoint: str | None = None,
    region: str | None = None,
    bands: str | None = None,
    first_wait: float = FIRST_WAIT,
    notify: str | None = None,
) -> None:
    """Publish the newest release of a folder in stores that do not have it yet."""
    _get_ready(notify)
    stores = _stores(publish_to, endpoint, region, bands)
    if not stores.addresses:
        raise LegationError("There is no store to publish in: give publish_to at least one, such as s3://bucket/data or a folder.")
    _publish(Path(dist), stores, first_wait, Path(dist).absolute().name)


def _get_ready(notify: str | None) -> None:
    """Have the log go where the environment wants it, and refuse a block that can tell nobody."""
    set_up_once()
    if notify:
        check_notice(notify)


def _stores(publish_to: list[str] | None, endpoint: str | None, region: str | None, bands: str | None) -> "Stores":
    return publishing.Stores(tuple(publish_to or ()), endpoint, region, Path(bands) if bands else None)


def _publish(dist: Path, stores: "Stores", first_wait: float, name: str) -> None:
    """Publish the newest release, and fail where a store was not given it."""
    publications = light(publishing.publish_newest)(dist, stores, caller_now().on_progress, run=tasks(first_wait))
    _show([artifacts.shown_publications(publications)], name)
    _say(chain.from_iterable(map(told_publications.publication_lines, publications)))
    _fail(list(filter(None, map(publishing.why_stopped, publications))))


def _show(shown: Iterable["Shown"], name: str) -> None:
    """Make the artifacts of this run; each has a history over the runs on the same corpus."""
    for each in shown:
        key = slug(f"{runtime.flow_run.flow_name}-{each.part}-{name}")
        if isinstance(each.content, str):
            create_markdown_artifact(each.content, key=key, description=each.title)
        else:
            create_table_artifact(each.content, key=key, description=each.title)


def _say(lines: Iterable[str], problems: Iterable[str] = (), warnings: Iterable[str] = ()) -> None:
    """Say in the run's log what it did, and on the terminal where no command does."""
    said = [*lines, *(f"warning: {warning}" for warning in warnings), *(f"problem: {problem}" for problem in problems)]
    for line in said:
        get_run_logger().info("%s", printable(line))
    if runtime.deployment.id:
        print("\n".join(printable(f"{runtime.flow_run.name}: {line}") for line in said), flush=True)


def _fail(problems: Sequence[str]) -> None:
    if problems:
        raise LegationError(" ".join(problems))
