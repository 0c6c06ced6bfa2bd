"""A database and two countries in, the status of their relations out, on a day or over time: rows for scripts, lines for the terminal."""

import textwrap
from collections.abc import Iterator
from datetime import date

import duckdb

from pipeline.show import Country
from pipeline.show.rows import rows_of
from pipeline.show.spells import Held, held_of, read_spells
from pipeline.summary import counted

__all__ = ["read_spells", "read_status", "write_spells", "write_status"]


def read_status(connection: duckdb.DuckDBPyConnection, a: Country, b: Country, day: date) -> tuple[Held, bool] | None:
    """The spell that a day lies in, and whether it had certainly begun by then; None where no event tells of that time."""
    rows = rows_of(connection, "FROM status(?, ?, ?)", a.code, b.code, day)
    return (held_of(rows[0]), bool(rows[0]["is_certain"])) if rows else None


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
