"""Steps of one pair in, its spells out: a walk from step to step, in which each changes the status or nothing."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from itertools import zip_longest

from pipeline.records import Period, Spell
from pipeline.relations.order import Group, best, groups_of, is_told_before
from pipeline.relations.steps import Pair, Step

DAY = timedelta(days=1)
YEAR = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class Opening:
    """A status, the step that brought it about, and from when on: a period whose first day no other opening of the pair has."""

    status: str
    step: Step
    first: date
    last: date


@dataclass(slots=True)
class Walk:
    """The openings so far, and steps of a month or year that changed nothing when it began, but may do so within it."""

    openings: list[Opening] = field(default_factory=list)
    waiting: list[Step] = field(default_factory=list)


def spells_of_pair(pair: Pair, steps: Sequence[Step]) -> Iterator[Spell]:
    """The spells of a pair by their start; the same for the same steps in any order."""
    walk = Walk()
    for group in groups_of(steps):
        (_take_day if group[0].start.precision == "day" else _take_period)(walk, group)
        _take_waiting(walk)
    yield from _spells(pair, walk.openings, _undated(steps))


def _spells(pair: Pair, openings: Sequence[Opening], undated: Step | None) -> Iterator[Spell]:
    """The openings, each closed by the next. What nobody dates came before all else, unless that says the same."""
    if undated is not None and (not openings or openings[0].status != undated.effect.opens):
        yield _closed(Spell(pair, undated.effect.opens, Period(), undated.event_id), openings[0] if openings else None)
    for opening, closing in zip_longest(openings, openings[1:]):
        start = Period(opening.first, opening.last, opening.step.start.precision)
        yield _closed(Spell(pair, opening.status, start, opening.step.event_id), closing)


def _closed(spell: Spell, closing: Opening | None) -> Spell:
    if closing is None:
        return spell
    return replace(spell, end=closing.first - DAY, end_precision=closing.step.start.precision, closed_by=closing.step.event_id)


def _take_day(walk: Walk, group: Group) -> None:
    """A day has one status, the last one; what is not known to the day makes room for what is."""
    day = group[0].start.first
    while walk.openings and day is not None and walk.openings[-1].first >= day:
        walk.waiting.append(walk.openings.pop().step)
    before = status = _status(walk)
    last = group[0]
    for step in group:
        if _changes(status, walk, step):
            status, last = step.effect.opens, step
    if status != before:
        _open(walk, last)


def _take_period(walk: Walk, group: Group) -> None:
    for step in group:
        if _changes(_status(walk), walk, step):
            _open(walk, step)
        elif step.effect.decisive:
            walk.waiting.append(step)


def _take_waiting(walk: Walk) -> None:
    """Whatever the last step has made possible, while its month or year lasts and no document tells the two the other way round."""
    if not walk.openings:
        return
    walk.waiting = [step for step in walk.waiting if step.start.last and step.start.last > walk.openings[-1].first]
    for step in walk.waiting:
        if _changes(_status(walk), walk, step) and not is_told_before(step, walk.openings[-1].step):
            walk.waiting.remove(step)
            _open(walk, step)
            _take_waiting(walk)
            return


def _open(walk: Walk, step: Step) -> None:
    first, last = step.start.first, step.start.last
    if first is None or last is None:
        raise ValueError(f"{step.event_id} has no date")
    if walk.openings:
        first = max(first, walk.openings[-1].first + DAY)
    walk.openings.append(Opening(step.effect.opens, step, first, last))


def _status(walk: Walk) -> str:
    return walk.openings[-1].status if walk.openings else "unknown"


def _changes(status: str, walk: Walk, step: Step) -> bool:
    if status in step.effect.after:
        return True
    if status not in step.effect.after_a_year or not walk.openings or step.start.first is None:
        return False
    return step.start.first - walk.openings[-1].last >= YEAR


def _undated(steps: Sequence[Step]) -> Step | None:
    found = [step for step in steps if step.start.first is None and step.effect.undated]
    return best(found) if found else None
