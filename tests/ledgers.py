"""Mentions in, the ledger of a build that has coded them out, and its events: for tests without documents."""

from collections.abc import Iterable
from typing import Any

from pipeline.build import Ledger, merge_mentions
from pipeline.records import Event, Mention


def ledger_of(mentions: Iterable[Mention], **known: Any) -> Ledger:
    """What a build knows that has coded these mentions."""
    ledger = Ledger(**known)
    mentions = list(mentions)
    ledger.spool.add(mentions)
    ledger.roll.add(mentions)
    ledger.n_mentions_in.update(mention.source_id for mention in mentions)
    return ledger


def merged(ledger: Ledger) -> tuple[Event, ...]:
    """The events of a build, by id."""
    return tuple(sorted((event for events in merge_mentions(ledger) for event in events), key=lambda event: event.event_id))
