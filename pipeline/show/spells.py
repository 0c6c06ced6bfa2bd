"""A database and two countries in, the spells of their relations out."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import duckdb

from pipeline.days import read_days, write_days
from pipeline.show.countries import Country
from pipeline.show.rows import rows_of


@dataclass(frozen=True, slots=True)
class Held:
    """A spell of relations, with its evidence: the event that opened it, and the words and the document that report it.

    `since` and `until`, when the next spell begins, have as many parts as are known (`2017-03-30`, `2017-03`, `2017`); `since` is None
    where nobody dates it, `until` while the spell lasts.
    """

    status: str
    since: str | None
    until: str | None
    opened_by: str
    summary: str
    quote: str | None
    path: str | None
    url: str | None


def read_spells(connection: duckdb.DuckDBPyConnection, a: Country, b: Country) -> list[Held]:
    """All spells of two countries by their start."""
    query = "FROM relation_spells WHERE country_a = ? AND country_b = ? ORDER BY start_date NULLS FIRST"
    return [held_of(row) for row in rows_of(connection, query, *sorted((a.code, b.code)))]


def held_of(row: dict[str, Any]) -> Held:
    """A spell of a row of `relation_spells`."""
    end = row["end_date"] and write_days(row["end_date"] + timedelta(days=1), row["end_precision"])
    return Held(
        status=row["status"],
        since=write_days(row["start_date"], row["start_precision"]),
        until=end,
        opened_by=row["opened_by"],
        summary=row["summary"],
        quote=row["quote"],
        path=row["path"],
        url=row["url"],
    )


def may_hold(held: Held, first: date, last: date) -> bool:
    """Whether a spell may have held on a day between two; a start or end known to the month or year counts from its first day."""
    since, until = read_days(held.since), read_days(held.until)
    return (since is None or since[0] <= last) and (until is None or until[0] > first)
