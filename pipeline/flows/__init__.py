"""What the commands call: a build, a release and a refresh, as runs of Prefect where it has a server to tell, else as plain work.

Without a server there is nobody to tell: a temporary one takes ten seconds to start, and Prefect's import longer than to code a dozen
documents. So it is imported only where something may have configured a server.
"""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

from pipeline.cluster.engine import await_scheduler, refuse_elsewhere
from pipeline.errors import LegationError
from pipeline.flows.hiring import engine_in, hired_ahead
from pipeline.options import BuildOptions
from pipeline.summary import BuildSummary, OnProgress, ReleaseSummary

if TYPE_CHECKING:
    from pipeline.flows.account import Account, Plan
    from pipeline.flows.timetable import Timetable

# Unless the user says otherwise: nothing is reported to Prefect's makers, and the terminal belongs to Legation.
QUIET = {
    "DO_NOT_TRACK": "1",
    "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
    "PREFECT_CLOUD_ENABLE_ORCHESTRATION_TELEMETRY": "false",
    "PREFECT_LOGGING_HANDLERS_CONSOLE_LEVEL": "CRITICAL",
    "PREFECT_LOGGING_EXTRA_LOGGERS": "pipeline",  # the log of a run on the server holds our lines, too
    "PREFECT_LOGGING_TO_API_WHEN_MISSING_FLOW": "ignore",
}


DEFAULTS = BuildOptions()


def run_build(
    corpora: list[str],
    db: Path,
    options: BuildOptions = DEFAULTS,
    *,
    on_progress: OnProgress | None = None,
) -> BuildSummary:
    """Documents into a DuckDB file.

    Raises CorpusError, RosterError, CorrectionError, ReleaseError (of the release to carry on), LoadError, and NoServer where the
    configured Prefect server does not answer; EngineError, StorageError and OtherProgram where a cluster is to work for it.
    """
    with hired_ahead(corpora, db, options) as crew, _flows_for(options, db) as flows:
        from pipeline.flows import work  # while the crew starts
        from pipeline.flows.parameters import plain_options

        if flows is None:
            return work.build(corpora, db, options, on_progress, crew=crew)
        parameters = {"corpora": corpora, "db": str(db), "options": plain_options(options)}
        summary: BuildSummary = flows.told(flows.build, flows.Caller(on_progress, crew=crew), **parameters)
        return summary


def run_release(db: Path, dist: Path, version: str | None, *, on_progress: OnProgress | None = None) -> ReleaseSummary:
    """A DuckDB file into a release folder. Raises ReleaseError, and NoServer as above."""
    from pipeline.flows import work

    flows = _prefect_flows()
    if flows is None:
        return work.release(db, dist, version, on_progress)
    summary: ReleaseSummary = flows.told(flows.release, flows.Caller(on_progress), db=str(db), dist=str(dist), version=version)
    return summary


def run_refresh(plan: "Plan", *, notify: str | None = None, on_progress: OnProgress | None = None) -> "Account":
    """New documents into the database of a corpus file and, where asked, into a release and stores.

    The account says what was done, and what of it counts as failed. Raises CorpusError, Busy, StoreError, what `run_build` and
    `run_release` raise, and LegationError for a block of a Prefect server (`notify`) that cannot tell anybody of a failure.
    """
    from pipeline.flows.account import Account
    from pipeline.flows.parameters import plain_plan
    from pipeline.flows.refreshing import refresh

    account = Account(plan=plan)
    with _flows_for(plan.options, plan.db) as flows:
        if flows is None:
            if notify:
                raise LegationError(
                    "--notify names a block of a Prefect server, and none is configured. Set PREFECT_API_URL to its address."
                )
            refresh(account, on_progress)
            return account
        try:
            flows.told(flows.refresh, flows.Caller(on_progress, account), **plain_plan(plan), notify=notify)
        except LegationError:
            if not account.is_complete:
                raise
    return account


def serve(plan: "Plan", timetable: "Timetable", *, notify: str | None, port: int | None, say: Callable[[str], None]) -> None:
    """Refresh, release and publish by the clock until this process is told to end; see `serve_plan`."""
    ours = {} if _is_configured() else {"PREFECT_HOME": str(plan.db.with_name(f"{plan.db.name}.prefect").absolute())}
    for name, value in {**QUIET, **ours}.items():
        os.environ.setdefault(name, value)  # before the import, which reads them
    from pipeline.flows.serve import serve_plan

    serve_plan(plan, timetable, notify=notify, port=port, say=say)


@contextmanager
def _flows_for(options: BuildOptions, db: Path) -> Iterator[ModuleType | None]:
    """The module of the Prefect flows, where Prefect has an address to tell of runs; for a cluster it gets one, until the block ends."""
    engine = engine_in(options, db)
    flows = _prefect_flows()
    if engine is None or flows is not None:
        yield flows
        return
    refuse_elsewhere(engine)
    await_scheduler(engine)  # before ten seconds go into the server
    os.environ.update({name: value for name, value in QUIET.items() if name not in os.environ})
    from pipeline.flows import prefect_flows
    from pipeline.flows.passing import passing_server

    with passing_server():
        yield prefect_flows


def _is_configured() -> bool:
    """Whether anything may have configured Prefect."""
    return any(name.startswith("PREFECT_") for name in os.environ) or any(map(_holds, _settings_files()))


def _prefect_flows() -> ModuleType | None:
    """The module of the Prefect flows, where Prefect has an address to tell of runs."""
    if not _is_configured():
        return None
    for name, value in QUIET.items():
        os.environ.setdefault(name, value)  # before the import, which reads them
    from pipeline.flows import prefect_flows

    return prefect_flows if prefect_flows.has_server() else None


def _settings_files() -> list[tuple[Path, str]]:
    """The files in which Prefect looks for settings when no variable of the environment names another, and what marks its settings."""
    return [
        (Path.home() / ".prefect" / "profiles.toml", "active"),
        (Path("prefect.toml"), ""),
        (Path("pyproject.toml"), "[tool.prefect"),
        (Path(".env"), "PREFECT_"),
    ]


def _holds(file: tuple[Path, str]) -> bool:
    path, mark = file
    return path.is_file() and mark in path.read_text(encoding="utf-8", errors="replace")
