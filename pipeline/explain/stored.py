"""A database and an event of it in, how it was coded out: its fields and whose claim each is, each report as stored and explained again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any

import duckdb

from pipeline.days import write_days
from pipeline.explain import Explanation, explain_text
from pipeline.explain.coding import Coding, Named, file_of
from pipeline.show.claims import Chosen, Claim, Fix, choices_of, fixes_of
from pipeline.show.event_ids import find_event, is_event_id
from pipeline.show.rows import rows_of

if TYPE_CHECKING:
    from spacy.language import Language

__all__ = ["Chosen", "Claim", "Fix", "Origin", "Report", "StoredEvent", "explain_event", "is_event_id"]

COMPARED = ("rule", "event_type", "mode", "act", "actors", "recipients", "date", "status")


@dataclass(frozen=True, slots=True)
class Origin:
    """The document of a mention: where it comes from, what may be quoted of it (`policy`), and the hash of its bytes."""

    source_id: str
    path: str
    title: str | None
    publisher: str | None
    published_on: str | None
    url: str | None
    licence: str | None
    policy: str | None
    quote_chars: int | None
    sha256: str | None


@dataclass(frozen=True, slots=True)
class Report:
    """One mention as stored: its document, where it stands (offsets are code points of the document's text), what was coded, and its quote
    explained. `quote_sha256` is the hash of the words where they may not stand in full.

    `again` is what is coded in the quote alone, None where nothing is; `changed` are the fields in which that differs.
    """

    mention_id: str
    document: Origin
    section: str
    section_no: int
    heading: str | None
    sentence: int
    char_start: int
    char_end: int
    quote_sha256: str | None
    trigger: str | None
    coding: Coding
    again: Coding | None
    changed: tuple[str, ...]
    explanations: tuple[Explanation, ...]


@dataclass(frozen=True, slots=True)
class StoredEvent:
    """An event with its reports, the most confident one first; nothing is chosen where there is only one. `corrections` are in the order
    of their file."""

    event_id: str
    event_type: str
    quad_class: str
    mode: str | None
    act: str | None
    actors: tuple[Named, ...]
    recipients: tuple[Named, ...]
    date: str | None
    date_precision: str
    effective_on: str | None
    status: str
    confidence: float
    cameo_code: str | None
    goldstein: float | None
    summary: str
    n_mentions: int
    n_sources: int
    choices: tuple[Chosen, ...]
    corrections: tuple[Fix, ...]
    reports: tuple[Report, ...]


def explain_event(connection: duckdb.DuckDBPyConnection, event_id: str, load_parser: Callable[[], Language]) -> StoredEvent:
    """An event and its reports. The database holds the quotes of documents, not their text: a quote is explained as it stands alone.

    `event_id` may be the beginning of one identifier. LegationError where the database has no such event.
    """
    [event] = rows_of(connection, "FROM events WHERE event_id = ?", find_event(connection, event_id))
    parties = rows_of(connection, _PARTIES.format(table="event_actors", key="event_id"), event["event_id"])
    reports = [_report(connection, row, load_parser) for row in rows_of(connection, _MENTIONS, event["event_id"])]
    known = _known(event) | {"actors": _in_role(parties, "actor"), "recipients": _in_role(parties, "recipient"), "reports": tuple(reports)}
    known["choices"] = choices_of(connection, event["event_id"])
    known["corrections"] = fixes_of(connection, event["event_id"])
    return StoredEvent(**{field.name: known[field.name] for field in fields(StoredEvent)})


def _report(connection: duckdb.DuckDBPyConnection, row: dict[str, Any], load_parser: Callable[[], Language]) -> Report:
    parties = rows_of(connection, _PARTIES.format(table="mention_actors", key="mention_id"), row["mention_id"])
    known = _known(row) | {"actors": _in_role(parties, "actor"), "recipients": _in_role(parties, "recipient"), "file": file_of(row["rule"])}
    stored = Coding(**{field.name: known[field.name] for field in fields(Coding)})
    told_on, text_format = row["published_on"], row["format"] or "other"
    is_whole = row["quote"] and not row["quote_sha256"]
    explanations = explain_text(row["quote"], load_parser, told_on=told_on, format=text_format) if is_whole else ()
    found = [clause for explanation in explanations for clause in explanation.clauses if clause.coding]
    again = next((clause.coding for clause in found if clause.word == row["trigger"]), None)
    return Report(
        **{name: row[name] for name in _PLACE},
        document=Origin(**{field.name: known[field.name] for field in fields(Origin)}),
        coding=stored,
        again=again,
        changed=tuple(name for name in COMPARED if again and _compared(stored, name) != _compared(again, name)),
        explanations=explanations,
    )


def _compared(coding: Coding, name: str) -> Any:
    """A field for comparison: of parties only those with a code, for names are unified over all documents of a build."""
    value = getattr(coding, name)
    return {party.code for party in value if party.code} if name in ("actors", "recipients") else value


def _known(row: dict[str, Any]) -> dict[str, Any]:
    """A row with its days written as far as they are known."""
    days: dict[str, Any] = {name: row[name].isoformat() if row[name] else None for name in ("effective_on", "published_on") if name in row}
    return {**row, "date": write_days(row["date"], row["date_precision"]), **days}


def _in_role(parties: list[dict[str, Any]], role: str) -> tuple[Named, ...]:
    return tuple(Named(party["name"], party["code"]) for party in parties if party["role"] == role)


_PARTIES = """
    SELECT role, name, coalesce(country, CASE WHEN kind IN ('country', 'organization') THEN upper(actor_id) END) AS code
    FROM {table} JOIN actors USING (actor_id) WHERE {key} = ? ORDER BY name, actor_id
"""
_PLACE = ("mention_id", "section", "section_no", "heading", "sentence", "char_start", "char_end", "quote_sha256", "trigger")
_MENTIONS = """
    SELECT mentions.* REPLACE (coalesce(said.name, mentions.said_by) AS said_by), sources.* EXCLUDE (source_id), sections.heading
    FROM mentions JOIN sources USING (source_id) LEFT JOIN actors AS said ON said.actor_id = mentions.said_by
    LEFT JOIN sections ON sections.source_id = mentions.source_id AND sections.section_no = mentions.section_no
    WHERE event_id = ? ORDER BY confidence DESC, mention_id
"""
