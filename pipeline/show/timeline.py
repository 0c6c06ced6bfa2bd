"""A database and two countries in, the events between them out, by date."""

from dataclasses import dataclass, fields
from datetime import date
from typing import Any

import duckdb

from pipeline.days import Days, read_days, write_days
from pipeline.show.claims import Conflict, conflicts_of
from pipeline.show.countries import Country
from pipeline.show.rows import rows_of


@dataclass(frozen=True, slots=True)
class Entry:
    """One event of a timeline. `date` has as many parts as are known (`2017-08-11`, `2017-08`, `2017`) and is None where none is;
    `conflicts` are what its mentions say differently."""

    date: str | None
    date_precision: str
    event_type: str
    act: str | None
    actors: list[str]
    recipients: list[str]
    summary: str
    quote: str | None
    n_sources: int
    event_id: str
    mode: str | None
    quad_class: str
    status: str
    confidence: float
    n_mentions: int
    conflicts: tuple[Conflict, ...]


def read_timeline(
    connection: duckdb.DuckDBPyConnection, a: Country, b: Country, *, since: date | None = None, until: date | None = None
) -> list[Entry]:
    """The events between two countries by date. With a limit, those that can lie within it: undated ones do not count."""
    rows = rows_of(connection, _TIMELINE, a.code, b.code)
    kept = [row for row in rows if (since is None and until is None) or ((days := _days(row)) and _is_within(days, since, until))]
    conflicts = conflicts_of(connection, [row["event_id"] for row in kept if row["n_mentions"] > 1])
    return [_entry({**row, "conflicts": conflicts.get(row["event_id"], ())}) for row in kept]


def _entry(row: dict[str, Any]) -> Entry:
    shown = {field.name: row[field.name] for field in fields(Entry)}
    return Entry(**{**shown, "date": write_days(row["date"], row["date_precision"])})


def _days(row: dict[str, Any]) -> Days | None:
    return read_days(write_days(row["date"], row["date_precision"]))


def _is_within(days: Days, since: date | None, until: date | None) -> bool:
    return (since is None or days[1] >= since) and (until is None or days[0] <= until)


_TIMELINE = """
    SELECT * FROM timeline(?, ?)
    JOIN (SELECT event_id, mode, quad_class, status, confidence, n_mentions FROM events) USING (event_id)
    ORDER BY date NULLS LAST, event_id
"""
