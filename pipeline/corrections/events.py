"""Events, under the identifiers that are published, and corrections in, the events as they are loaded out."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from pipeline.corrections.apply import KIND, Known, corrected, find_problems, kind_problems, stale
from pipeline.corrections.errors import CorrectionError, Problem
from pipeline.corrections.mentions import vanished
from pipeline.corrections.moves import Moves
from pipeline.corrections.parties import parties_named
from pipeline.corrections.values import SIDES
from pipeline.ids import mention_id
from pipeline.merge import event_of
from pipeline.records import Correction, Event, Mention

CHOICES = dict.fromkeys(KIND, "kind") | dict.fromkeys(SIDES, "parties")  # what a field is chosen with; others are chosen alone


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """A mention that reports no event, according to a correction; `event_id` is the event that the coder saw in it."""

    mention: Mention
    event_id: str
    correction: Correction


@dataclass(frozen=True, slots=True)
class Corrected:
    """The events that are left, in their order, and the mentions that are no longer of any; `moved` are the ids of those that are of
    another one now, with that of the event in which the coder saw them."""

    events: tuple[Event, ...]
    withdrawn: tuple[Withdrawn, ...] = ()
    moved: Mapping[str, str] = field(default_factory=dict)


class Concerned:
    """Which events corrections concern: those that they name, and those with a mention that they name. Only these need be corrected."""

    def __init__(self, corrections: Iterable[Correction]) -> None:
        rows = list(corrections)
        named = {name for row in rows for name in (row.target_id, *((row.old, row.new) if row.field == "event_id" else ())) if name}
        self._events = {name for name in named if name.startswith("evt_")}
        self._mentions = {name for name in named if name.startswith("mnt_")}

    def __contains__(self, event: Event) -> bool:
        if event.event_id in self._events:
            return True
        return bool(self._mentions) and not self._mentions.isdisjoint(map(mention_id, event.mentions))


def correct_events(
    events: Iterable[Event], corrections: Sequence[Correction], problems: Iterable[Problem] = (), known: Known | None = None
) -> Corrected:
    """The events with what corrections say of their mentions and their fields; the order of the rows does not matter.

    An event whose mentions change is made anew from those that it then has, by the rules of merging; what a row corrects is compared with
    that. `problems` are those of `correct_mentions`; `known` is whom corrections may name, by default whom the mentions of these events
    know. CorrectionError with all corrections that do not apply.
    """
    if not corrections:
        return Corrected(tuple(events))
    by_id, wrong = {event.event_id: event for event in events}, list(problems)
    moves = _moves(by_id, corrections, wrong)
    contents, withdrawn, moved = _settle(by_id, moves)
    made = by_id | {event_id: event_of(event_id, mentions) for event_id, mentions in contents.items() if mentions}
    for event_id in [event_id for event_id, mentions in contents.items() if not mentions]:
        del made[event_id]
    rows = _rows_by_event(corrections)
    if known is None:
        known = parties_named((row for found in rows.values() for row in found), _mentions(by_id.values()))
    for event_id, found in rows.items():
        if event_id in made:
            made[event_id] = _correct(made[event_id], found, known, wrong)
        else:
            wrong += (_emptied(row) if event_id in by_id else vanished(row) for row in found)
    if wrong:
        raise CorrectionError(corrections[0].file, wrong)
    return Corrected(tuple(made.values()), tuple(withdrawn), moved)


def _moves(by_id: Mapping[str, Event], corrections: Iterable[Correction], wrong: list[Problem]) -> Moves:
    """The corrections of `event_id` that can be applied; what is wrong with the others is added to `wrong`."""
    rows = [row for row in corrections if row.field == "event_id"]
    homes = _homes({row.target_id for row in rows}, by_id.values())
    sound = []
    for row in rows:
        problem = stale(row, homes[row.target_id]) if row.target_id in homes else vanished(row)
        if problem is None and row.new and row.new not in by_id:
            reason = f"this build has no event {row.new}, to which {row.target_id} is to go. Give the id of another, or remove the row."
            problem = Problem(row.line, reason)
        if problem is None:
            sound.append(row)
        else:
            wrong.append(problem)
    return Moves(sound)


def _homes(targets: set[str], events: Iterable[Event]) -> dict[str, str]:
    """The event to which each of some events and mentions belongs; no entry for what does not exist."""
    homes: dict[str, str] = {}
    has_mentions = any(target.startswith("mnt_") for target in targets)
    for event in events:
        if event.event_id in targets:
            homes[event.event_id] = event.event_id
        for mention in event.mentions if has_mentions else ():
            if (target := mention_id(mention)) in targets:
                homes[target] = event.event_id
    return homes


def _settle(by_id: Mapping[str, Event], moves: Moves) -> tuple[dict[str, list[Mention]], list[Withdrawn], dict[str, str]]:
    """The mentions of each event that loses or gets some, those that no event keeps, and the event from which each of the others goes."""
    staying: dict[str, list[Mention]] = {}
    arriving: defaultdict[str, list[Mention]] = defaultdict(list)
    withdrawn, moved = [], {}
    for event in by_id.values() if moves else ():
        staying[event.event_id] = stay = []
        for mention in event.mentions:
            correction, home = moves.fate_of(mention_id(mention) if moves.mentions else "", event.event_id)
            if home == event.event_id:
                stay.append(mention)
            elif home is not None:
                arriving[home].append(mention)
                moved[mention_id(mention)] = event.event_id
            elif correction is not None:
                withdrawn.append(Withdrawn(mention, event.event_id, correction))
    affected = [each for each in staying if each in arriving or len(staying[each]) < len(by_id[each].mentions)]
    return {event_id: staying[event_id] + arriving[event_id] for event_id in affected}, withdrawn, moved


def _rows_by_event(corrections: Iterable[Correction]) -> dict[str, list[Correction]]:
    """The corrections of the fields of events."""
    rows: defaultdict[str, list[Correction]] = defaultdict(list)
    for row in corrections:
        if row.target_id.startswith("evt_") and row.field != "event_id":
            rows[row.target_id].append(row)
    return rows


def _correct(event: Event, rows: Sequence[Correction], known: Known, wrong: list[Problem]) -> Event:
    """The event with its corrections; a value that is corrected was chosen by nobody else."""
    known = {**known, **{party.actor_id: party for party in (*event.actors, *event.recipients)}}
    if problems := list(find_problems(event, rows, known)) or list(kind_problems(event, rows)):
        wrong += problems
        return event
    fixed = {CHOICES.get(row.field, row.field) for row in rows}
    return replace(corrected(event, rows, known), choices=tuple(choice for choice in event.choices if choice.field not in fixed))


def _emptied(row: Correction) -> Problem:
    reason = "other rows move or withdraw all its mentions. Correct the event to which they go, or remove the row."
    return Problem(row.line, f"{row.field} of {row.target_id}: {reason}")


def _mentions(events: Iterable[Event]) -> Iterator[Mention]:
    return (mention for event in events for mention in event.mentions)
