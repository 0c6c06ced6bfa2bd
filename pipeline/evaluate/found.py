"""A built database in, its mentions in the shape of hand-coded events out."""

from collections import defaultdict
from dataclasses import dataclass

import duckdb

from pipeline.days import Days
from pipeline.records import Span


@dataclass(frozen=True, slots=True)
class FoundMention:
    """A mention as a database holds it, with the codes of who acts and is acted upon, and names that are not of countries.

    `places` says in which words each role is named.
    """

    event_id: str
    event_type: str
    mode: str | None
    act: str | None
    actor: frozenset[str]
    recipient: frozenset[str]
    names: frozenset[str]
    days: Days | None
    quote: str
    span: Span | None
    confidence: float = 1.0
    rule: str = ""
    places: tuple[tuple[str, Span], ...] = ()


def read_mentions(connection: duckdb.DuckDBPyConnection) -> dict[str, list[FoundMention]]:
    """Every mention of a database, by the path of its document, in the order in which they are stored."""
    parties: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    places: defaultdict[str, list[tuple[str, Span]]] = defaultdict(list)
    for mention_id, role, code, name, start, end in connection.execute(_PARTIES).fetchall():
        if code:
            parties[mention_id, role].add(code)
        if name:
            parties[mention_id, "name"].add(name)
        if start is not None:
            places[mention_id].append((role, (start, end)))
    found: defaultdict[str, list[FoundMention]] = defaultdict(list)
    for path, mention_id, event_id, kind, mode, act, first, last, quote, start, end, sure, rule in connection.execute(_MENTIONS).fetchall():
        actor, recipient, names = (frozenset(parties[mention_id, side]) for side in ("actor", "recipient", "name"))
        days = (first, last or first) if first else None
        span = None if start is None else (start, end)
        found[path].append(
            FoundMention(
                event_id, kind, mode, act, actor, recipient, names, days, quote or "", span, sure, rule or "", tuple(places[mention_id])
            )
        )
    return dict(found)


# A code is the actor's country, or the identifier of a country or body of states (contract, Tables).
_PARTIES = """
    select mention_id, role::varchar, coalesce(country, if(kind in ('country', 'organization'), upper(actor_id), null)),
           if(kind = 'country', null, name), char_start, char_end
    from mention_actors join actors using (actor_id)
    order by all
"""
_MENTIONS = """
    select path, mention_id, event_id, event_type::varchar, mode::varchar, act::varchar, date, date_end, quote, char_start, char_end,
           confidence, rule
    from mentions join sources using (source_id)
    order by mentions.rowid
"""
