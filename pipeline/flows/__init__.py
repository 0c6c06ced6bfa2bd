"""What the commands call: a build and a release, as runs of Prefect where it has a server to tell, else as plain work.

Without a server there is nobody to tell: a temporary one takes ten seconds to start, and Prefect's import longer than to code a dozen
documents. So it is imported only where something may have configured a server.
"""

import os
from pathlib import Path
from types import ModuleType

from pipeline.flows import work
from pipeline.options import BuildOptions
from pipeline.summary import BuildSummary, OnProgress, ReleaseSummary

# Unless the user says otherwise: nothing is reported to Prefect's makers, and the terminal belongs to Legation.
QUIET = {
    "DO_NOT_TRACK": "1",
    "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
    "PREFECT_CLOUD_ENABLE_ORCHESTRATION_TELEMETRY": "false",
    "PREFECT_LOGGING_HANDLERS_CONSOLE_LEVEL": "CRITICAL",
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
    configured Prefect server does not answer.
    """
    flows = _prefect_flows()
    if flows is None:
        return work.build(corpora, db, options, on_progress)
    summary: BuildSummary = flows.told(flows.build, corpora, db, options, on_progress)
    return summary


def run_release(db: Path, dist: Path, version: str | None, *, on_progress: OnProgress | None = None) -> ReleaseSummary:
    """A DuckDB file into a release folder. Raises ReleaseError, and NoServer as above."""
    flows = _prefect_flows()
    if flows is None:
        return work.release(db, dist, version, on_progress)
    summary: ReleaseSummary = flows.told(flows.release, db, dist, version, on_progress)
    return summary


def _prefect_flows() -> ModuleType | None:
    """The module of the Prefect flows, where Prefect has an address to tell of runs."""
    if not any(name.startswith("PREFECT_") for name in os.environ) and not any(map(_holds, _settings_files())):
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
