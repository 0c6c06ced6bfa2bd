"""What a user writes for an event in, its identifier out; or what became of it, and which ones are near."""

import re

import duckdb

from pipeline.errors import LegationError
from pipeline.show.claims import fixes_of
from pipeline.show.rows import rows_of

LEAST = 8  # hexadecimal digits that may stand for an identifier, where no other begins with them
SHOWN = 4  # identifiers named in a hint
START = len("evt_")


def is_event_id(text: str) -> bool:
    """Whether a text is meant as the identifier of an event, be there such an event or not."""
    return re.fullmatch(r"\s*evt_\S*\s*", text) is not None


def names_event(text: str) -> bool:
    """Whether a text is meant as an identifier, as the beginning of one, or as its digits alone."""
    return is_event_id(text) or re.fullmatch(rf"\s*[0-9a-f]{{{LEAST},16}}\s*", text) is not None


def find_event(connection: duckdb.DuckDBPyConnection, text: str) -> str:
    """The identifier that a text gives in full or begins; LegationError with the nearest ones where it is that of none or of several."""
    event_id = text.strip() if is_event_id(text) else f"evt_{text.strip()}"
    found = _beginning_with(connection, event_id)
    if found[:1] == [event_id]:
        return event_id
    if found and len(event_id) < START + LEAST:
        raise LegationError(f"{event_id} is too short. Give at least {LEAST} digits of an identifier, such as {found[0][: START + LEAST]}.")
    if len(found) > 1:
        more = ", ..." if len(found) > SHOWN else ""
        raise LegationError(f"Several events begin with {event_id}: {', '.join(found[:SHOWN])}{more}. Give more digits.")
    if not found:
        raise LegationError(absence_of(connection, event_id))
    return found[0]


def absence_of(connection: duckdb.DuckDBPyConnection, event_id: str) -> str:
    """What is known of an event that the database has not: the correction that took it away, its last entry in the registry, or those that
    begin as it does."""
    absent = f"This database has no event {event_id}"
    for fix in fixes_of(connection, event_id):
        if (fix.target_id, fix.field) == (event_id, "event_id"):
            fate = f"put it into {fix.new_value}" if fix.new_value else "withdrew it"
            return f"{absent}: {fix.corrected_by} {fate} on {fix.corrected_on}. {fix.reason}"
    for row in rows_of(connection, _LAST, event_id):
        into = f" into {row['into']}" if row["into"] else ""
        return f"{absent}: it was {row['change']}{into} in {row['release']} (cause: {row['cause']})."
    near = _nearest(connection, event_id)
    hint = f"The nearest by its beginning: {', '.join(near)}." if near else "The table events lists them in its column event_id."
    return f"{absent}. {hint}"


def _nearest(connection: duckdb.DuckDBPyConnection, event_id: str) -> list[str]:
    """Those that have most of their first digits in common with it, three at least."""
    for length in range(len(event_id) - 1, START + 2, -1):
        if near := _beginning_with(connection, event_id[:length]):
            return near[:SHOWN]
    return []


def _beginning_with(connection: duckdb.DuckDBPyConnection, text: str) -> list[str]:
    """One identifier more than a hint names, at most."""
    query = f"SELECT event_id FROM events WHERE starts_with(event_id, ?) ORDER BY event_id LIMIT {SHOWN + 1}"
    return [row["event_id"] for row in rows_of(connection, query, text)]


_LAST = """
    SELECT change, "into", release, cause FROM event_history WHERE event_id = ?
    ORDER BY string_split(release, '.')::INTEGER[] DESC LIMIT 1
"""
