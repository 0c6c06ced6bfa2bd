"""Corrections and the events that they belong to in, rows of `corrections` out; and what became of mentions that they withdraw."""

import json
from collections.abc import Iterable, Iterator, Sequence

from pipeline.corrections import Moves, Withdrawn
from pipeline.ids import mention_id
from pipeline.records import Correction, Event, Reject
from pipeline.rights import FULL, Terms
from pipeline.rows.events import mention_row
from pipeline.rows.row import Row

LONGEST_CELL = 1_000  # characters of one text of a withdrawn mention: a longer row would be cut, and its JSON broken


def correction_rows(corrections: Sequence[Correction], events: Iterable[Event]) -> Iterator[Row]:
    """The corrections, in the order of their file; `events` are those that they leave."""
    homes = _homes({correction.target_id for correction in corrections}, Moves(corrections), events)
    for number, correction in enumerate(corrections):
        yield {
            "correction_no": number,
            "target_id": correction.target_id,
            "event_id": homes.get(correction.target_id),
            "field": correction.field,
            "old_value": correction.old,
            "new_value": correction.new,
            "reason": correction.reason,
            "corrected_by": correction.corrected_by,
            "corrected_on": correction.corrected_on,
        }


def withdrawn_reject(withdrawn: Withdrawn, *, corpus: str | None, path: str | None, terms: Terms = FULL) -> Reject:
    """The reject of a mention that a correction withdraws, with who says so and why; `corpus`, `path` and `terms` are its document's."""
    correction = withdrawn.correction
    reason = f"No event, according to {correction.corrected_by} ({correction.corrected_on}): {correction.reason}"
    shortest = min(terms.quote_chars or LONGEST_CELL, LONGEST_CELL)
    terms = terms if terms.policy == "reference" else Terms("excerpt", shortest)
    row = json.dumps(mention_row(withdrawn.mention, withdrawn.event_id, terms=terms), ensure_ascii=False, default=str)
    return Reject("merge", "correction", reason, path, mention_id(withdrawn.mention), row, corpus)


def _homes(targets: set[str], moves: Moves, events: Iterable[Event]) -> dict[str, str]:
    """The event to which each of some events and mentions belongs."""
    homes: dict[str, str] = {}
    left: set[str] = set()
    has_mentions = any(target.startswith("mnt_") for target in targets)
    for event in events:
        left.add(event.event_id)
        for mention in event.mentions if has_mentions else ():
            if (target := mention_id(mention)) in targets:
                homes[target] = event.event_id
    ends = {target: moves.home_of(target) for target in targets if target.startswith("evt_")}
    return homes | {target: home for target, home in ends.items() if home in left}
