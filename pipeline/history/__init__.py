"""Two states of the data in, what became of each event out: identifiers that last, and the registry of their changes."""

from pipeline.history.carry import carry_ids
from pipeline.history.compare import compare, first_changes
from pipeline.history.fingerprint import code_sha256, files_sha256
from pipeline.history.snapshot import Change, EventState, FieldChange, Fix, MentionState, Snapshot, grouped, snapshot_of, told_by

__all__ = [
    "Change",
    "EventState",
    "FieldChange",
    "Fix",
    "MentionState",
    "Snapshot",
    "carry_ids",
    "code_sha256",
    "compare",
    "files_sha256",
    "first_changes",
    "grouped",
    "snapshot_of",
    "told_by",
]
