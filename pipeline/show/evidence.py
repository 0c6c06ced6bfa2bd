"""A database and the identifier of an event in, everything that the data hold about that event out."""

from dataclasses import dataclass
from datetime import date
from typing import Any

import duckdb

from pipeline.days import write_days
from pipeline.show.claims import Chosen, Fix, choices_of, fixes_of
from pipeline.show.event_ids import find_event
from pipeline.show.rows import rows_of

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Evidence:
    """An event with its mentions, the most confident one first.

    `event` has the columns of `events`, the names of `actors` and `recipients`, and `contexts` and `links`; `mentions` the columns of
    `mentions`, those of their `sources`, the `heading` they stand under and the `parties` they name, each with the words that do. Days are
    written as ISO dates. `meanings` say by column what is in `event`, `codes` what its codes mean; `history` and `changes` are what became
    of it from release to release. `version` is that of the data, None where they do not say.
    """

    event: Row
    meanings: dict[str, str]
    codes: dict[str, str]
    mentions: tuple[Row, ...]
    choices: tuple[Chosen, ...]
    corrections: tuple[Fix, ...]
    history: tuple[Row, ...]
    changes: tuple[Row, ...]
    version: str | None


def read_evidence(connection: duckdb.DuckDBPyConnection, text: str) -> Evidence:
    """The evidence for the event with this identifier, or with the only one that begins so; LegationError where there is none."""
    event_id = find_event(connection, text)
    [event] = rows_of(connection, _EVENT, event_id)
    return Evidence(
        event=_plain(event) | {"links": [_plain(row) for row in rows_of(connection, _LINKS, event_id)]},
        meanings={row["name"]: row["meaning"] for row in rows_of(connection, _MEANINGS)},
        codes={row["name"]: row["meaning"] for row in rows_of(connection, _CODES, event_id)},
        mentions=_mentions(connection, event_id),
        choices=choices_of(connection, event_id),
        corrections=fixes_of(connection, event_id),
        history=tuple(rows_of(connection, _HISTORY, event_id)),
        changes=tuple(rows_of(connection, _CHANGES, event_id)),
        version=next((row["value"] for row in rows_of(connection, _VERSION)), None),
    )


def date_of(row: Row) -> str | None:
    """The date of an event or a mention with as many parts as are known."""
    return write_days(date.fromisoformat(row["date"]), row["date_precision"]) if row["date"] else None


def _mentions(connection: duckdb.DuckDBPyConnection, event_id: str) -> tuple[Row, ...]:
    parties: dict[str, list[Row]] = {}
    for row in rows_of(connection, _PARTIES, event_id):
        parties.setdefault(row.pop("mention_id"), []).append(row)
    return tuple(_plain(row) | {"parties": parties.get(row["mention_id"], [])} for row in rows_of(connection, _MENTIONS, event_id))


def _plain(row: Row) -> Row:
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in row.items()}


_EVENT = """
    SELECT events.*, coalesce(actors, []) AS actors, coalesce(recipients, []) AS recipients, coalesce(contexts, []) AS contexts
    FROM events LEFT JOIN (
        SELECT
            event_id,
            list(name ORDER BY name, actor_id) FILTER (role = 'actor') AS actors,
            list(name ORDER BY name, actor_id) FILTER (role = 'recipient') AS recipients
        FROM event_actors JOIN actors USING (actor_id) WHERE event_id = $1 GROUP BY event_id
    ) AS named USING (event_id) LEFT JOIN (
        SELECT event_id, list(context ORDER BY context) AS contexts FROM event_contexts WHERE event_id = $1 GROUP BY event_id
    ) AS filed USING (event_id)
    WHERE event_id = $1
"""
_LINKS = """
    SELECT link, other AS event_id, is_from, date, date_precision, summary
    FROM (
        SELECT link, linked_event_id AS other, true AS is_from FROM event_links WHERE event_id = $1
        UNION ALL
        SELECT link, event_id, false FROM event_links WHERE linked_event_id = $1
    ) JOIN (SELECT event_id AS other, date, date_precision, summary FROM events) USING (other)
    ORDER BY is_from DESC, date NULLS LAST, other
"""
_MEANINGS = "SELECT name, meaning FROM codebook WHERE kind = 'column' AND belongs_to = 'events' ORDER BY entry_no"
_CODES = """
    SELECT name, meaning FROM codebook JOIN events
    ON (belongs_to, name) IN (
        ('event_type', event_type::VARCHAR), ('mode', mode::VARCHAR), ('act', act::VARCHAR), ('quad_class', quad_class::VARCHAR),
        ('date_precision', date_precision::VARCHAR), ('event_status', status::VARCHAR)
    )
    WHERE codebook.kind = 'code' AND event_id = ? ORDER BY entry_no
"""
_MENTIONS = """
    SELECT
        mentions.* REPLACE (coalesce(said.name, mentions.said_by) AS said_by), path, format, title, publisher, published_on, url, language,
        licence, policy, quote_chars, sha256, heading
    FROM mentions
    JOIN (SELECT * EXCLUDE (kind, n_chars) FROM sources) AS documents USING (source_id)
    LEFT JOIN (SELECT actor_id AS said_by, name FROM actors) AS said USING (said_by)
    LEFT JOIN (SELECT source_id, section_no, heading FROM sections) AS headed USING (source_id, section_no)
    WHERE event_id = ? ORDER BY confidence DESC, mention_id
"""
_PARTIES = """
    SELECT
        mention_id, role, name, coalesce(country, CASE WHEN kind IN ('country', 'organization') THEN upper(actor_id) END) AS code,
        text, char_start, char_end
    FROM mention_actors JOIN actors USING (actor_id)
    WHERE mention_id IN (SELECT mention_id FROM mentions WHERE event_id = ?) ORDER BY mention_id, role, name, actor_id
"""
_HISTORY = """
    SELECT release, change, "into", split_from, cause FROM event_history WHERE event_id = ?
    ORDER BY string_split(release, '.')::INTEGER[]
"""
_CHANGES = """
    SELECT release, field, old_value, new_value, cause FROM event_changes WHERE event_id = ?
    ORDER BY string_split(release, '.')::INTEGER[], field
"""
_VERSION = "SELECT value FROM release_info WHERE key = 'version'"
