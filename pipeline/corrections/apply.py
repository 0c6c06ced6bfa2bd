"""A mention or an event and its corrections in, the corrected one out, or what stands against it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any, TypeVar

from pipeline.corrections.errors import Problem
from pipeline.corrections.values import SIDES, ids_of, period_of, value_of
from pipeline.records import Correction, Event, Mention, Party
from schemas.ontology import ACTS, EVENT_TYPES

KIND = ("act", "event_type", "mode")

R = TypeVar("R", Mention, Event)
Known = Mapping[str, Party]


def stale(correction: Correction, now: str | None) -> Problem | None:
    """What is wrong where the coder no longer says what a correction corrects; `now` is what it says, in normal form."""
    if correction.old == now:
        return None
    what = f"{correction.field} of {correction.target_id}"
    if correction.new == now:
        return Problem(correction.line, f"{what}: the coder says {shown(now)} now, as the row wants it. Remove the row.")
    found = f"{what}: the row expects {shown(correction.old)}, and the coder says {shown(now)} now."
    return Problem(correction.line, f"{found} Review it: remove the row if the coder is right, else put {shown(now)} as its old value.")


def shown(value: str | None) -> str:
    """A value as a message shows it."""
    return repr(value) if value else "nothing"


def find_problems(record: R, rows: Sequence[Correction], known: Known) -> Iterator[Problem]:
    """Why corrections cannot be applied to a mention or an event as the coder made it."""
    for row in rows:
        if problem := stale(row, value_of(record, row.field)):
            yield problem
        if row.field in SIDES and (unknown := [each for each in ids_of(row.new) if each not in known]):
            reason = f"this build knows no {', '.join(unknown)}. Give the code of a country or a body, or an id of the table actors."
            yield Problem(row.line, f"{row.field} of {row.target_id}: {reason}")


def kind_problems(record: R, rows: Sequence[Correction]) -> Iterator[Problem]:
    """Why corrected act, type and mode do not go together: an act has its type, and a type its modes (codebook)."""
    new = {row.field: row for row in rows}
    act, event_type, mode = _kind(record, rows)
    fixed = ACTS[act] if act else None
    if fixed and "event_type" in new and new["event_type"].new != fixed.event_type:
        reason = f"the act {act} is always {fixed.event_type}. Correct the act, which sets type and mode, or empty it in a row of its own."
        yield Problem(new["event_type"].line, f"event_type of {new['event_type'].target_id}: {reason}")
    elif "mode" in new and fixed and fixed.mode and mode != fixed.mode:
        reason = f"the act {act} always has the mode {fixed.mode}. Correct the act, which sets the mode, or empty it in a row of its own."
        yield Problem(new["mode"].line, f"mode of {new['mode'].target_id}: {reason}")
    elif "mode" in new and mode and mode not in EVENT_TYPES[event_type].modes:
        modes = ", ".join(EVENT_TYPES[event_type].modes) or "none"
        yield Problem(new["mode"].line, f"mode of {new['mode'].target_id}: {event_type} has no mode {mode!r}; its modes: {modes}.")


def corrected(record: R, rows: Sequence[Correction], known: Known) -> R:
    """The mention or event with its corrections, in which no problem was found."""
    changes: dict[str, Any] = {}
    if any(row.field in KIND for row in rows):
        changes |= zip(KIND, _kind(record, rows), strict=True)
    for row in rows:
        if row.field == "date":
            changes["period"] = period_of(row.new)
        elif row.field == "effective_on":
            changes["effective_on"] = date.fromisoformat(row.new) if row.new else None
        elif row.field == "status":
            changes["status"] = row.new
        elif row.field in SIDES:
            changes[row.field] = tuple(known[actor_id] for actor_id in ids_of(row.new))
    return replace(record, **changes)


def _kind(record: Mention | Event, rows: Sequence[Correction]) -> tuple[str | None, str, str | None]:
    """Act, type and mode: an act sets the other two; a mode that the type does not have falls away."""
    new = {row.field: row.new for row in rows}
    act = new.get("act", record.act)
    event_type = ACTS[act].event_type if act else new.get("event_type") or record.event_type
    if "mode" in new:
        return act, event_type, new["mode"]
    mode = record.mode
    if "act" in new and act and ACTS[act].mode:
        mode = ACTS[act].mode
    return act, event_type, mode if mode in EVENT_TYPES[event_type].modes else None
