"""A database and two countries in, what they did to each other out: rows for scripts, lines for the terminal."""

import textwrap
from collections.abc import Iterator
from dataclasses import dataclass, fields
from datetime import date
from difflib import get_close_matches
from typing import Any

import duckdb

from pipeline.days import Days, read_days, write_days
from pipeline.errors import LegationError
from pipeline.summary import counted


@dataclass(frozen=True, slots=True)
class Country:
    """A country of the database: its code, ISO 3166-1 alpha-3, and its name."""

    code: str
    name: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One event of a timeline. `date` has as many parts as are known (`2017-08-11`, `2017-08`, `2017`) and is None where none is."""

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


def find_country(connection: duckdb.DuckDBPyConnection, text: str) -> Country:
    """The country with this code or name; LegationError with the nearest ones where the database knows none."""
    known = {code: Country(code, name) for code, name in connection.execute(_COUNTRIES).fetchall()}
    names = {name.casefold(): code for name, code in connection.execute(_NAMES).fetchall()}
    if code := known.get(text.strip().upper()):
        return code
    if (name := text.strip().casefold()) in names:
        return known[names[name]]
    if not known:
        raise LegationError("This database holds no country: no event was found in its documents.")
    near = get_close_matches(name, [*map(str.casefold, known), *names], n=3, cutoff=0.6)
    codes = dict.fromkeys(names.get(word, word.upper()) for word in near) or sorted(known)[:8]
    start = "Did you mean" if near else "It knows, among others,"
    suggestion = ", ".join(f"{code} ({known[code].name})" for code in codes)
    raise LegationError(f"This database knows no country {text!r}. {start} {suggestion}{'?' if near else '.'}")


def read_timeline(
    connection: duckdb.DuckDBPyConnection, a: Country, b: Country, *, since: date | None = None, until: date | None = None
) -> list[Entry]:
    """The events between two countries by date. With a limit, those that can lie within it: undated ones do not count."""
    rows = connection.execute("FROM timeline(?, ?)", [a.code, b.code])
    columns = [column[0] for column in rows.description or ()]
    entries = [_entry(dict(zip(columns, row, strict=True))) for row in rows.fetchall()]
    if since is None and until is None:
        return entries
    return [entry for entry in entries if (days := read_days(entry.date)) and _is_within(days, since, until)]


def write_timeline(entries: list[Entry], a: Country, b: Country, *, width: int = 100) -> Iterator[str]:
    """The lines of a timeline, no wider than `width`."""
    yield f"{a.name} ({a.code}) and {b.name} ({b.code}): {counted(len(entries), 'event')}"
    for entry in entries:
        yield ""
        yield f"{entry.date or 'undated':<10}  {_parties(entry)}"
        yield f"{'':12}{entry.event_type}{f' · {entry.act}' if entry.act else ''}"
        for text in filter(None, (entry.summary, entry.quote and f"“{' '.join(entry.quote.split())}”")):
            yield from textwrap.wrap(text, width, initial_indent=" " * 12, subsequent_indent=" " * 12)
        yield f"{'':12}{counted(entry.n_sources, 'source')} · {entry.event_id}"


def _entry(row: dict[str, Any]) -> Entry:
    shown = {field.name: row[field.name] for field in fields(Entry)}
    return Entry(**{**shown, "date": write_days(row["date"], row["date_precision"])})


def _is_within(days: Days, since: date | None, until: date | None) -> bool:
    return (since is None or days[1] >= since) and (until is None or days[0] <= until)


def _parties(entry: Entry) -> str:
    actors, recipients = (", ".join(names) for names in (entry.actors, entry.recipients))
    return f"{actors or 'somebody'} → {recipients}" if recipients else actors


_COUNTRIES = """
    SELECT upper(actor_id), name FROM actors WHERE kind = 'country' ORDER BY 1
"""
_NAMES = """
    SELECT actor_names.name, upper(actor_id) FROM actor_names JOIN actors USING (actor_id) WHERE actors.kind = 'country'
    UNION
    SELECT name, upper(actor_id) FROM actors WHERE kind = 'country'
    ORDER BY ALL
"""
