"""What differs between two releases, as passed between those who find it and those who tell it. Frozen, typed, without behaviour."""

from dataclasses import dataclass

from pipeline.release.layout import LayoutChange
from pipeline.release.versions import Step


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """A line of `changes.csv`: what became of an event, or of one field of it, and why."""

    event_id: str
    change: str
    cause: str
    field: str | None
    old_value: str | None
    new_value: str | None
    into: str | None
    split_from: str | None
    summary: str


@dataclass(frozen=True, slots=True)
class TableChange:
    """How many rows of a table are new and how many are gone (a changed row is both), and how many of them no correction explains."""

    table: str
    n_added: int
    n_removed: int
    n_unexplained: int


@dataclass(frozen=True, slots=True)
class Credit:
    """A correction that one release has and the other has not."""

    target_id: str
    event_id: str | None
    field: str
    old_value: str | None
    new_value: str | None
    reason: str
    corrected_by: str
    corrected_on: str  # 2017-08-11


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a version needs a step of at least this size, as a clause: "12 events were added"."""

    step: Step
    says: str


@dataclass(frozen=True, slots=True)
class Difference:
    """Two releases by version, and all that differs; `step` and `next_version` (the least after the older one) are None for nothing.

    `rows` are in order of event and field; `corrections` are new, `taken_back` those of which only the older release has one of that field.
    `note` warns where the newer one was not built on the older one, and where `old` is the newer one: then there is no `next_version`.
    """

    old: str
    new: str
    rows: tuple[ChangeRow, ...]
    layout: tuple[LayoutChange, ...]
    tables: tuple[TableChange, ...]
    corrections: tuple[Credit, ...]
    reasons: tuple[Reason, ...]
    step: Step | None
    next_version: str | None
    note: str | None = None
    taken_back: tuple[Credit, ...] = ()
