"""What became of events in, rows of `event_history` and `event_changes` out: those of the earlier release, then those of this one."""

from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet

from pipeline.history import Change, FieldChange, Snapshot
from pipeline.rows.row import Row


def event_history_rows(earlier: Snapshot | None, changes: Iterable[Change], release: str) -> Iterator[Row]:
    """The registry of the earlier release, unchanged, and one row for each change that makes `release`.

    Events of the earlier release that its registry does not know, because its version of Legation kept none, are entered as added by it.
    """
    if earlier is not None:
        yield from map(dict, earlier.history)
        known = {row["event_id"] for row in earlier.history}
        for event_id in sorted(earlier.events.keys() - known):
            yield _history(Change(event_id, "added", "source", ""), earlier.version)
    for change in changes:
        yield _history(change, release)


def event_change_rows(
    earlier: Snapshot | None, changes: Iterable[Change], release: str, *, hushed: AbstractSet[str] = frozenset()
) -> Iterator[Row]:
    """The same for the fields of the events that changed; without values where they are `hushed`: told by documents that are taken down."""
    rows = [dict(row) for row in earlier.changes] if earlier is not None else []
    rows += (_field(change, field, release) for change in changes for field in change.fields)
    for row in rows:
        yield row | {"old_value": None, "new_value": None} if row["event_id"] in hushed else row


def _field(change: Change, field: FieldChange, release: str) -> Row:
    return {
        "event_id": change.event_id,
        "release": release,
        "field": field.field,
        "old_value": field.old,
        "new_value": field.new,
        "cause": change.cause,
    }


def _history(change: Change, release: str) -> Row:
    return {
        "event_id": change.event_id,
        "release": release,
        "change": change.change,
        "into": change.into,
        "split_from": change.split_from,
        "cause": change.cause,
    }
