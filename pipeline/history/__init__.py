"""Two states of the data in, what became of each event out: identifiers that last, and the registry of their changes."""

from pipeline.history.carry import carried_ids
from pipeline.history.compare import compare, first_changes
from pipeline.history.fingerprint import code_sha256, files_sha256
from pipeline.history.snapshot import (
    Change,
    EventState,
    FieldChange,
    Fix,
    MentionState,
    Snapshot,
    event_state,
    grouped,
    moved_of,
    snapshot_of,
    told_by,
)

__all__ = [
    "Change",
    "EventState",
    "FieldChange",
    "Fix",
    "MentionState",
    "Snapshot",
    "carried_ids",
    "code_sha256",
    "compare",
    "event_state",
    "files_sha256",
    "first_changes",
    "grouped",
    "moved_of",
    "snapshot_of",
    "told_by",
]
