"""A database and an event of it in, how it was coded out: its fields and whose claim each is, each report as stored and explained again."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any

import duckdb

from pipeline.days import write_days
from pipeline.errors import LegationError
from pipeline.explain import Explanation, explain_text
from pipeline.explain.coding import Coding, Named, file_of

if TYPE_CHECKING:
    from spacy.language import Language

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
class Claim:
    """What some of the reports say of a field of which others say something else, and how many documents they are in."""

    claim: str
    is_chosen: bool
    n_sources: int
    mention_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Chosen:
    """Which report gave the event a field, and the rule that chose it among so many claims (the codebook states it); `conflict` are claims
    that contradict one another, that of the event first."""

    field: str
    mention_id: str
    reason: str
    n_claims: int
    conflict: tuple[Claim, ...]


@dataclass(frozen=True, slots=True)
class Fix:
    """A correction of the event, of one of its mentions, or of what it gained or lost by one: who says since when (a day) and why."""

    target_id: str
    field: str
    old_value: str | None
    new_value: str | None
    reason: str
    corrected_by: str
    corrected_on: str


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


def is_event_id(text: str) -> bool:
    """Whether a text is meant as the identifier of an event, be there such an event or not."""
    return re.fullmatch(r"\s*evt_\S*\s*", text) is not None


def explain_event(connection: duckdb.DuckDBPyConnection, event_id: str, load_parser: Callable[[], Language]) -> StoredEvent:
    """An event and its reports. The database holds the quotes of documents, not their text: a quote is explained as it stands alone.

    LegationError where the database has no such event.
    """
    rows = _rows(connection, "FROM events WHERE event_id = ?", event_id.strip())
    if not rows:
        raise LegationError(_absent(connection, event_id.strip()))
    [event] = rows
    parties = _rows(connection, _PARTIES.format(table="event_actors", key="event_id"), event["event_id"])
    reports = [_report(connection, row, load_parser) for row in _rows(connection, _MENTIONS, event["event_id"])]
    known = _known(event) | {"actors": _in_role(parties, "actor"), "recipients": _in_role(parties, "recipient"), "reports": tuple(reports)}
    known["choices"] = _choices(connection, event["event_id"])
    known["corrections"] = _fixes(connection, event["event_id"])
    return StoredEvent(**{field.name: known[field.name] for field in fields(StoredEvent)})


def _absent(connection: duckdb.DuckDBPyConnection, event_id: str) -> str:
    """What is known of an event that the database has not: the correction that took it away, or else its last entry in the registry."""
    absent = f"This database has no event {event_id}"
    for fix in _fixes(connection, event_id):
        if (fix.target_id, fix.field) == (event_id, "event_id"):
            fate = f"put it into {fix.new_value}" if fix.new_value else "withdrew it"
            return f"{absent}: {fix.corrected_by} {fate} on {fix.corrected_on}. {fix.reason}"
    for row in _rows(connection, _LAST, event_id):
        into = f" into {row['into']}" if row["into"] else ""
        return f"{absent}: it was {row['change']}{into} in {row['release']} (cause: {row['cause']})."
    return f"{absent}. The table events lists them in its column event_id."


def _fixes(connection: duckdb.DuckDBPyConnection, event_id: str) -> tuple[Fix, ...]:
    return tuple(Fix(**row) for row in _rows(connection, _FIXES, event_id))


def _choices(connection: duckdb.DuckDBPyConnection, event_id: str) -> tuple[Chosen, ...]:
    claims = defaultdict(list)
    for row in _rows(connection, _CONFLICTS, event_id):
        claims[row["field"]].append(Claim(row["claim"], row["is_chosen"], row["n_sources"], tuple(row["mention_ids"])))
    return tuple(
        Chosen(row["field"], row["mention_id"], row["reason"], row["n_claims"], tuple(claims[row["field"]]))
        for row in _rows(connection, _CHOICES, event_id)
    )


def _report(connection: duckdb.DuckDBPyConnection, row: dict[str, Any], load_parser: Callable[[], Language]) -> Report:
    parties = _rows(connection, _PARTIES.format(table="mention_actors", key="mention_id"), row["mention_id"])
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


def _rows(connection: duckdb.DuckDBPyConnection, query: str, key: str) -> list[dict[str, Any]]:
    found = connection.execute(query, [key])
    columns = [column[0] for column in found.description or ()]
    return [dict(zip(columns, row, strict=True)) for row in found.fetchall()]


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
_FIXES = """
    SELECT target_id, field, old_value, new_value, reason, corrected_by, corrected_on::VARCHAR AS corrected_on
    FROM corrections WHERE $1 IN (event_id, target_id) OR field = 'event_id' AND $1 IN (old_value, new_value) ORDER BY correction_no
"""
_LAST = """
    SELECT change, "into", release, cause FROM event_history WHERE event_id = ?
    ORDER BY string_split(release, '.')::INTEGER[] DESC LIMIT 1
"""
_CHOICES = "SELECT field, mention_id, reason, n_claims FROM event_choices WHERE event_id = ? ORDER BY field"
_CONFLICTS = """
    SELECT field, claim, is_chosen, n_sources, list(mention_id ORDER BY mention_id) AS mention_ids
    FROM conflicts WHERE event_id = ? GROUP BY ALL ORDER BY field, is_chosen DESC, n_sources DESC, claim
"""
