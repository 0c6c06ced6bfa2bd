"""What is known of the health of a database in, lines for people and figures for scripts out."""

from collections.abc import Iterator, Mapping
from dataclasses import asdict
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from humanize import naturaldelta, naturalsize

from pipeline.health.data import Data
from pipeline.health.publishers import LATELY, Publisher
from pipeline.health.reading import Health
from pipeline.runs import RunRecord
from pipeline.summary import counted

SHOWN = 20  # publishers


def health_lines(health: Health, *, is_well: bool) -> Iterator[str]:
    """What is wrong first, then what is known."""
    yield f"{health.db}: {'healthy' if is_well else 'not healthy'}"
    for problem in health.problems:
        yield f"  problem: {problem}"
    for notice in health.notices:
        yield f"  notice: {notice}"
    for name, told in _facts(health):
        yield f"{name:<16} {told}"
    if health.data:
        yield from _data_lines(health.data, health.at)


def health_figures(health: Health, *, is_well: bool) -> dict[str, Any]:
    """All that is known, as JSON can hold it; times are in UTC."""
    lag = health.at - health.built_at if health.built_at else None
    newest = health.data.newest_day if health.data else None
    more = {
        "healthy": is_well,
        "lag_seconds": lag and round(lag.total_seconds()),
        "newest_document_days": (health.at.date() - newest).days if newest else None,
    }
    figures: dict[str, Any] = _plain(more | asdict(health))
    return figures


def _facts(health: Health) -> Iterator[tuple[str, str]]:
    for run in health.running:
        yield "Running now", f"{run.command} for {naturaldelta(health.at - run.started_at)} (process {run.process} on {run.host})"
    yield "Last run", _told_run(health.last, health.at) if health.last else "none is on record"
    build = health.good_build
    source = f"took {naturaldelta(timedelta(seconds=build.seconds or 0))}" if build else "no run is on record; the time of the file"
    yield "Last good build", f"{_ago(health.built_at, health.at)}, {source}" if health.built_at else "none"
    release = health.release
    yield "Last release", f"{release.version}, {_ago(release.built_at, health.at)}" if release else "none"
    if sent := health.publication:
        yield "Last publication", f"{sent.result.get('version')} to {sent.result.get('store')}, {_ago(sent.ended_at, health.at)}"
    disk = {name: size for name, size in asdict(health.disk).items() if size is not None and name != "free"}
    yield "Disk", f"{', '.join(f'{name} {naturalsize(size)}' for name, size in disk.items())}; {naturalsize(health.disk.free)} free"


def _told_run(run: RunRecord, now: datetime) -> str:
    took = f", took {naturaldelta(timedelta(seconds=run.seconds))}" if run.seconds is not None else ""
    return f"{run.command}: {run.outcome}, {_ago(run.ended_at or run.started_at, now)}{took}{f'; {run.error}' if run.error else ''}"


def _data_lines(data: Data, now: datetime) -> Iterator[str]:
    newest = data.newest_day
    day = f"{newest}, {counted((now.date() - newest).days, 'day')} ago" if newest else "no document is dated"
    yield f"{'Newest document':<16} {day}"
    read, fates = data.documents["read"], {name: count for name, count in data.documents.items() if name != "read" and count}
    yield f"{'Documents':<16} {read:,} read: {_list(fates) or 'none'}; {counted(data.events, 'event')}"
    yield f"{'Rejects':<16} {_list(data.rejects) or 'none'}"
    if data.publishers:
        yield f"Publishers, with their documents of the last {LATELY} days and their last day:"
        yield from map(_publisher_line, data.publishers[:SHOWN])
        if len(data.publishers) > SHOWN:
            yield f"  and {len(data.publishers) - SHOWN:,} more (--json lists all)"


def _publisher_line(each: Publisher) -> str:
    silent = f", silent for {each.silent_days} days" if each.silent_days is not None else ""
    name = f"{each.publisher or '(none named)'} ({each.corpus})"
    usual = f", usually on {each.usual_days_a_week:g} of 7 days" if each.usual_days_a_week is not None else ""
    return f"  {each.n_lately:>7,}  {each.last_day}  {name}{usual}{silent}"


def _ago(moment: datetime | None, now: datetime) -> str:
    return f"{naturaldelta(now - moment)} ago ({moment:%Y-%m-%d %H:%M} UTC)" if moment else "at an unknown time"


def _list(counts: Mapping[str, int]) -> str:
    return ", ".join(f"{name.replace('_', ' ')} {count:,}" for name, count in counts.items())


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {key: _plain(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(each) for each in value]
    if isinstance(value, Path):
        return str(value)
    return value.isoformat() if hasattr(value, "isoformat") else value
