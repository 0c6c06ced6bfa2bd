"""Runs in, the lines of a journal out, and back: the last line of a run says all that is known of it.

A journal is bounded: where it grows too long, its older half goes, but for the last good run of each command.
"""

import json
import logging
import os
from collections.abc import Iterator
from dataclasses import asdict, fields, replace
from datetime import date, datetime
from pathlib import Path

from pipeline.disk import NoLocks
from pipeline.runs.lock import has_crashed, open_locked
from pipeline.runs.record import CRASHED, OK, RunRecord

LOG = logging.getLogger(__name__)
MOST_BYTES = 2_000_000  # some thousand runs


def journal_of(beside: Path) -> Path:
    """The journal of the runs that work on this file or folder: that of `x.duckdb` is `x.duckdb.runs.jsonl`."""
    return beside.parent / f"{beside.name}.runs.jsonl"


def read_runs(beside: Path) -> list[RunRecord]:
    """The runs of a journal by their start, oldest first; lines that a crash cut off count for nothing. OSError where it cannot be read."""
    beside = beside.absolute()
    found = _read(beside)
    if not any(has_crashed(each, beside) for each in found):
        return found
    # Such a run may have ended after its line was read and before its lock was looked for.
    return [replace(each, outcome=CRASHED) if has_crashed(each, beside) else each for each in _read(beside)]


def note(record: RunRecord, beside: Path) -> None:
    """Add a line to the journal, or warn that it cannot be written."""
    journal = journal_of(beside)
    line = json.dumps({key: value for key, value in asdict(record).items() if value is not None}, default=_text).encode() + b"\n"
    try:
        with open_locked(journal) as handle:
            _add(handle, line, journal)
    except OSError as error:
        LOG.warning("The run is not recorded in %s: %s.", journal, error.strerror or error)
    except NoLocks as error:
        LOG.warning("The run is not recorded. %s", error.message)


def _text(value: object) -> str:
    return value.isoformat() if isinstance(value, date) else str(value)


def _add(handle: int, line: bytes, journal: Path) -> None:
    size = os.fstat(handle).st_size
    if size + len(line) > MOST_BYTES:
        _replace(journal, b"".join((*_worth_keeping(os.pread(handle, size, 0)), line)))
        return
    is_torn = size > 0 and os.pread(handle, 1, size - 1) != b"\n"
    os.pwrite(handle, b"\n" + line if is_torn else line, size)
    os.fsync(handle)


def _worth_keeping(content: bytes) -> Iterator[bytes]:
    """The newer half of the lines, and the last good run of each command."""
    lines = content.splitlines(keepends=True)
    good = {record.command: number for number, line in enumerate(lines) if (record := _parsed(line)) and record.outcome == OK}
    size = 0
    for number, line in enumerate(lines):
        size += len(line)
        if (size > len(content) // 2 or number in good.values()) and line.endswith(b"\n"):
            yield line


def _replace(journal: Path, content: bytes) -> None:
    building = journal.with_name(f".{journal.name}.{os.getpid()}.building")
    try:
        with building.open("wb") as handle:
            handle.write(content)
            handle.flush()
            os.fsync(handle.fileno())
        building.replace(journal)
    finally:
        building.unlink(missing_ok=True)


def _read(beside: Path) -> list[RunRecord]:
    try:
        content = journal_of(beside).read_bytes()
    except FileNotFoundError:
        return []
    found = {record.run: record for line in content.splitlines() if (record := _parsed(line))}
    return sorted(found.values(), key=lambda record: record.started_at)


def _parsed(line: bytes) -> RunRecord | None:
    """The record of a line; None for one that a crash cut off, or that something else wrote. What a later version adds is left out."""
    try:
        values = json.loads(line)
        times = {name: datetime.fromisoformat(values[name]) for name in ("started_at", "ended_at") if name in values}
        known = {field.name: values[field.name] for field in fields(RunRecord) if field.name in values}
        record = RunRecord(**known | times)
    except (ValueError, TypeError, KeyError):
        return None
    return record if record.started_at.tzinfo else None
