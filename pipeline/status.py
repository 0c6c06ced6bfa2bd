"""A database and two countries in, the status of their relations out, on a day or over time: rows for scripts, lines for the terminal."""

import textwrap
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import duckdb

from pipeline.days import write_days
from pipeline.show import Country
from pipeline.summary import counted


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
    pair = sorted((a.code, b.code))
    order = "ORDER BY start_date NULLS FIRST"
    rows = connection.execute(f"FROM relation_spells WHERE country_a = ? AND country_b = ? {order}", pair)
    return [_held(row) for row in _named(rows)]


def read_status(connection: duckdb.DuckDBPyConnection, a: Country, b: Country, day: date) -> tuple[Held, bool] | None:
    """The spell that a day lies in, and whether it had certainly begun by then; None where no event tells of that time."""
    rows = _named(connection.execute("FROM status(?, ?, ?)", [a.code, b.code, day]))
    return (_held(rows[0]), bool(rows[0]["is_certain"])) if rows else None


def write_spells(spells: list[Held], a: Country, b: Country, *, width: int = 100) -> Iterator[str]:
    """The lines of a table of spells, no wider than `width`."""
    yield f"{a.name} ({a.code}) and {b.name} ({b.code}): {counted(len(spells), 'spell')} of relations"
    for held in spells:
        yield ""
        yield f"{held.since or 'undated':<10}  {held.status}{f' (until {held.until})' if held.until else ''}"
        yield from _evidence(held, width)


def write_status(found: tuple[Held, bool] | None, a: Country, b: Country, day: date, *, width: int = 100) -> Iterator[str]:
    """The lines that say what the status of a day was, and how that is known."""
    start = f"{a.name} ({a.code}) and {b.name} ({b.code}) on {day}:"
    if found is None:
        yield f"{start} unknown. No event of this database tells of their relations at that time."
        return
    held, is_certain = found
    yield f"{start} {held.status}{'' if is_certain else ', if it had begun by then'}"
    yield ""
    yield f"{'since':<10}  {held.since or 'an unknown day'}{f', until {held.until}' if held.until else ''}"
    yield from _evidence(held, width)


def _evidence(held: Held, width: int) -> Iterator[str]:
    for text in filter(None, (held.summary, held.quote and f"“{' '.join(held.quote.split())}”")):
        yield from textwrap.wrap(text, width, initial_indent=" " * 12, subsequent_indent=" " * 12)
    yield f"{'':12}{' · '.join(filter(None, (held.path, held.url, held.opened_by)))}"


def _named(rows: duckdb.DuckDBPyConnection) -> list[dict[str, Any]]:
    columns = [column[0] for column in rows.description or ()]
    return [dict(zip(columns, row, strict=True)) for row in rows.fetchall()]


def _held(row: dict[str, Any]) -> Held:
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
