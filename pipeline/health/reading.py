"""A database, the folder of its releases, the journal of runs and the time of day in, whether all is well out."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import duckdb

from pipeline.errors import LegationError
from pipeline.health.data import Data, read_data
from pipeline.health.disk import Disk, read_disk
from pipeline.runs import CRASHED, FAILED, OK, RUNNING, RunRecord, journal_of, read_runs
from pipeline.summary import counted

FETCHING = ("fetch", "refresh")


@dataclass(frozen=True, slots=True)
class Release:
    """The newest release in the folder of releases, and when it was made."""

    version: str
    folder: Path
    built_at: datetime


@dataclass(frozen=True, slots=True)
class Health:
    """What is known at a moment of a database and of the runs that work on it.

    `problems` make it ill, `notices` are worth a look. `last` is the last run that has ended, `good_build` the last build that ended well,
    and `built_at` its end, or where no run is on record the time of the file; `data` is None where the database cannot be read.
    """

    at: datetime
    db: Path
    problems: tuple[str, ...]
    notices: tuple[str, ...]
    running: tuple[RunRecord, ...]
    last: RunRecord | None
    good_build: RunRecord | None
    built_at: datetime | None
    release: Release | None
    publication: RunRecord | None
    data: Data | None
    disk: Disk


def read_health(db: Path, dist: Path, *, now: datetime, most_lag: timedelta | None = None) -> Health:
    """What is known at the moment `now`; with `most_lag`, a last good build that is older makes it ill. Raises OSError."""
    runs = sorted((*read_runs(db), *read_runs(dist)), key=lambda run: run.started_at)
    good_build = _last(runs, "build")
    built_at = good_build.ended_at if good_build else _written_at(db)
    data, unreadable = _read_data(db, now, is_live=any(run.command in FETCHING for run in runs))
    disk = read_disk(db, dist, journal_of(db), _holdings(runs))
    problems = [*unreadable, *_failures(runs), *_late(built_at, now, most_lag), *(data.differing if data else ())]
    if disk.free < disk.database:
        problems.append("The disk has less room than the database takes: the next build, which writes a second one, would fail.")
    ended = [run for run in runs if run.outcome != RUNNING]
    return Health(
        at=now,
        db=db,
        problems=tuple(problems),
        notices=(*_sources_down(runs), *_notices(data)),
        running=tuple(run for run in runs if run.outcome == RUNNING and run.within is None),
        last=max((run for run in ended if run.within is None), key=lambda run: run.ended_at or run.started_at, default=None),
        good_build=good_build,
        built_at=built_at,
        release=_newest_release(dist, runs),
        publication=_last(runs, "publish"),
        data=data,
        disk=disk,
    )


def _last(runs: Sequence[RunRecord], command: str) -> RunRecord | None:
    """The last run of a command that ended well."""
    return max(
        (run for run in runs if run.command == command and run.outcome == OK), key=lambda run: run.ended_at or run.started_at, default=None
    )


def _written_at(db: Path) -> datetime | None:
    return datetime.fromtimestamp(db.stat().st_mtime, UTC) if db.is_file() else None


def _read_data(db: Path, now: datetime, *, is_live: bool) -> tuple[Data | None, list[str]]:
    try:
        return read_data(db, today=now.date(), is_live=is_live), []
    except LegationError as error:
        return None, [error.message]
    except duckdb.Error as error:  # a damaged file, or another layout
        return None, [f"{db} cannot be read: {str(error).strip().partition(chr(10))[0]}"]


def _failures(runs: Sequence[RunRecord]) -> Iterator[str]:
    """Each command whose last run failed or crashed; of a run that took others down with it, only the one that was asked for."""
    latest = {run.command: run for run in runs if run.outcome != RUNNING}
    bad = {run.run: run for run in latest.values() if run.outcome in (FAILED, CRASHED)}
    for run in bad.values():
        if run.within not in bad:
            how = f"failed: {run.error}" if run.outcome == FAILED else "crashed: its process ended without a word"
            yield f"The last {run.command} ({run.started_at:%Y-%m-%d %H:%M} UTC) {how}"


def _late(built_at: datetime | None, now: datetime, most: timedelta | None) -> Iterator[str]:
    if most is None:
        return
    if built_at is None:
        yield "There was no good build yet."
    elif now - built_at > most:
        yield f"The last good build ended {built_at:%Y-%m-%d %H:%M} UTC, longer ago than it may ({most})."


def _sources_down(runs: Sequence[RunRecord]) -> Iterator[str]:
    """Each source of which the last fetch brought nothing; the next one may."""
    fetches = [run for run in runs if run.command == "fetch" and run.outcome != RUNNING]
    for source in fetches[-1].result.get("sources", ()) if fetches else ():
        if source.get("error"):
            yield f"Source {source.get('name')} could not be fetched ({fetches[-1].started_at:%Y-%m-%d %H:%M} UTC): {source['error']}"


def _notices(data: Data | None) -> Iterator[str]:
    if data is None:
        return
    for each in data.publishers:
        if each.silent_days is not None:
            name = each.publisher or "Documents without a publisher"
            usual = f"it usually publishes on {each.usual_days_a_week:g} of 7 days"
            yield f"{name} (corpus {each.corpus}) has been silent for {each.silent_days} days, since {each.last_day}; {usual}."
    if data.n_later:
        yield f"{counted(data.n_later, 'document')} dated after today."


def _holdings(runs: Sequence[RunRecord]) -> Path | None:
    """Where the last run that says so keeps what is fetched."""
    named = (run.result.get("holdings") for run in reversed(runs))
    return next((Path(folder) for folder in named if isinstance(folder, str)), None)


def _newest_release(dist: Path, runs: Sequence[RunRecord]) -> Release | None:
    found = {numbers: path for path in dist.glob("legation-*") if (numbers := _numbers(path.name))}
    if not found:
        return None
    folder = found[max(found)]
    version = folder.name.removeprefix("legation-")
    made = (run.ended_at for run in runs if run.command == "release" and run.result.get("version") == version and run.result.get("created"))
    return Release(version, folder, next(filter(None, made), None) or datetime.fromtimestamp(folder.stat().st_mtime, UTC))


def _numbers(name: str) -> tuple[int, ...]:
    """The version in the name of a release, as in pipeline/release, which takes seconds to import; empty for another name."""
    found = re.fullmatch(r"legation-(\d+)\.(\d+)\.(\d+)", name)
    return tuple(map(int, found.groups())) if found else ()
