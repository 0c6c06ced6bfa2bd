"""Two release folders in, which events are not the same in both out: only these need to be read to tell what became of events."""

from collections.abc import Sequence
from pathlib import Path

import duckdb
import pyarrow as arrow

from pipeline.release.snapshot import FIELDS, columns_of, open_tables, refuse_other
from schemas.derive import quoted, row_sql


def differing_events(old: Path, new: Path) -> arrow.Table:
    """A column `event_id`: of the events that only one release has, or that have other fields, parties or mentions in the other.

    What became of events can be told from these alone. One whose mentions are the same takes no part in it: they are known again by their
    identifiers, so that no other event became of it or went into it. ReleaseError where a folder is no release or cannot be read.
    """
    fields = [name for name in FIELDS if name in _fields(old) & _fields(new)]  # what a layout does not tell is not compared
    before, after = (_states(folder, fields) for folder in (old, new))
    with duckdb.connect() as connection:
        connection.register("before", before).register("after", after)
        query = "SELECT event_id FROM before FULL JOIN after USING (event_id) WHERE before.state IS DISTINCT FROM after.state"
        return connection.sql(query).to_arrow_table()


def _fields(folder: Path) -> set[str]:
    with open_tables(folder) as connection:
        refuse_other(folder, connection)
        return columns_of(connection, "events")


def _states(folder: Path, fields: Sequence[str]) -> arrow.Table:
    """A row `event_id` and `state` for each event: the same text where all these fields, the parties and the mentions are the same."""
    with open_tables(folder) as connection:
        parts = [f"CAST({quoted(name)} AS VARCHAR)" for name in fields] + ["mentioned"]
        told = "SELECT event_id, string_agg(mention_id, ' ' ORDER BY mention_id) AS mentioned FROM mentions GROUP BY event_id"
        relation = f"events LEFT JOIN ({told}) USING (event_id)"
        if columns_of(connection, "event_actors"):
            party = "role::VARCHAR || ' ' || actor_id"
            parties = f"SELECT event_id, string_agg({party}, ' ' ORDER BY {party}) AS parties FROM event_actors GROUP BY event_id"
            relation += f" LEFT JOIN ({parties}) USING (event_id)"
            parts.append("parties")
        return connection.sql(f"SELECT event_id, md5({row_sql(parts)}) AS state FROM {relation}").to_arrow_table()
