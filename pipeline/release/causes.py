"""The changes between two releases and the registry of the newer one in, a row for each event or field, with its cause, out."""

from collections.abc import Iterable, Iterator, Mapping

from pipeline.history import Change, FieldChange, Snapshot
from pipeline.release.difference import ChangeRow
from pipeline.release.versions import Version, parse_version
from schemas.tables import ENUMS

Registered = Mapping[str, object]
UNCHANGED = FieldChange("", None, None)


def change_rows(changes: Iterable[Change], new: Snapshot, *, since: Version) -> tuple[ChangeRow, ...]:
    """In order of event, change and field. What the registry of `new` says of the same change in a release after `since` wins over what
    the comparison infers, the latest entry over earlier ones."""
    causes: dict[tuple[object, ...], object] = {}
    causes |= {(entry["event_id"], entry["change"]): entry["cause"] for entry in _later(new.history, since)}
    causes |= {(entry["event_id"], "changed", entry["field"]): entry["cause"] for entry in _later(new.changes, since)}
    rows = (row for change in changes for row in _rows(change, causes))
    return tuple(sorted(rows, key=lambda row: (row.event_id, row.change, row.field or "")))


def count_changes(rows: Iterable[ChangeRow]) -> dict[str, dict[str, int]]:
    """How many events each change befell, by cause; an event with two causes counts for both. Each change has its `all`."""
    rows = tuple(rows)
    counts: dict[str, dict[str, int]] = {}
    for change in ENUMS["change"]:
        of_change = [row for row in rows if row.change == change]
        by_cause = {cause: len({row.event_id for row in of_change if row.cause == cause}) for cause in ENUMS["cause"]}
        counts[change] = by_cause | {"all": len({row.event_id for row in of_change})}
    return counts


def _rows(change: Change, causes: Mapping[tuple[object, ...], object]) -> Iterator[ChangeRow]:
    for field in change.fields or (UNCHANGED,):
        keys = ((change.event_id, change.change, field.field), (change.event_id, change.change))
        cause = next((str(causes[key]) for key in keys if key in causes), change.cause)
        values = (field.field or None, field.old, field.new)
        yield ChangeRow(change.event_id, change.change, cause, *values, change.into, change.split_from, change.summary)


def _later(entries: Iterable[Registered], since: Version) -> list[Registered]:
    """The entries of releases after one that name a cause, oldest first."""
    dated = [(parse_version(str(entry["release"])), entry) for entry in entries if entry.get("cause")]
    return [entry for version, entry in sorted(dated, key=lambda pair: pair[0] or since) if version and version > since]
