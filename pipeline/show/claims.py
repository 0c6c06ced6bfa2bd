"""A database and the identifier of an event in, whose claims the event has and who corrected it out."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import duckdb

from pipeline.show.rows import rows_of

REASONS = {
    "agreed": "all agree",
    "most-precise": "the most precise",
    "most-sources": "that of most documents",
    "fullest": "the fullest",
    "most-certain": "the most certain",
    "earliest": "the earliest",
}


@dataclass(frozen=True, slots=True)
class Claim:
    """What some of the reports say of a field of which others say something else, and how many documents they are in."""

    claim: str
    is_chosen: bool
    n_sources: int
    mention_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Conflict:
    """A field in which the mentions of an event contradict one another, and what they say: the claim of the event first."""

    field: str
    claims: tuple[Claim, ...]


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


def conflicts_of(connection: duckdb.DuckDBPyConnection, event_ids: Sequence[str]) -> dict[str, tuple[Conflict, ...]]:
    """The conflicts of those of these events that have any."""
    claims: defaultdict[str, defaultdict[str, list[Claim]]] = defaultdict(lambda: defaultdict(list))
    # A filter by values comes before all the work of the view; one by a list would not.
    query = _CONFLICTS.format(", ".join("?" * len(event_ids)))
    for row in rows_of(connection, query, *event_ids) if event_ids else ():
        claims[row["event_id"]][row["field"]].append(Claim(row["claim"], row["is_chosen"], row["n_sources"], tuple(row["mention_ids"])))
    return {event_id: tuple(Conflict(field, tuple(found)) for field, found in fields.items()) for event_id, fields in claims.items()}


def choices_of(connection: duckdb.DuckDBPyConnection, event_id: str) -> tuple[Chosen, ...]:
    """Which mention each field of an event is of, by field; none where there is only one mention."""
    claims = {conflict.field: conflict.claims for conflict in conflicts_of(connection, [event_id]).get(event_id, ())}
    return tuple(
        Chosen(row["field"], row["mention_id"], row["reason"], row["n_claims"], claims.get(row["field"], ()))
        for row in rows_of(connection, _CHOICES, event_id)
    )


def fixes_of(connection: duckdb.DuckDBPyConnection, event_id: str) -> tuple[Fix, ...]:
    """The corrections that concern an event, in the order of their file."""
    return tuple(Fix(**row) for row in rows_of(connection, _FIXES, event_id))


_CHOICES = "SELECT field, mention_id, reason, n_claims FROM event_choices WHERE event_id = ? ORDER BY field"
_CONFLICTS = """
    SELECT event_id, field, claim, is_chosen, n_sources, list(mention_id ORDER BY mention_id) AS mention_ids
    FROM conflicts WHERE event_id IN ({}) GROUP BY ALL ORDER BY event_id, field, is_chosen DESC, n_sources DESC, claim
"""
_FIXES = """
    SELECT target_id, field, old_value, new_value, reason, corrected_by, corrected_on::VARCHAR AS corrected_on
    FROM corrections WHERE $1 IN (event_id, target_id) OR field = 'event_id' AND $1 IN (old_value, new_value) ORDER BY correction_no
"""
