"""Steps of one pair in, the same in the order in which they were taken out, without those that another tells better."""

from collections import defaultdict
from collections.abc import Iterable

from pipeline.days import write_days
from pipeline.records import Period
from pipeline.relations.steps import Step
from schemas.ontology import RELATION_EFFECTS

RANKS = {act: rank for rank, act in enumerate(RELATION_EFFECTS)}
WIDER = {"day": ("month", "year"), "month": ("year",), "year": ()}  # the periods that contain one of this precision
FINENESS = ("day", "month", "year")

Claim = tuple[str, str | None]  # a status, and the day, month or year from which on it holds
Group = list[Step]  # of one day, or of one month or year


def groups_of(steps: Iterable[Step]) -> list[Group]:
    """The dated steps by the first day of their periods, the more precise ones first; those of one period together.

    Within a day the order is that of the ontology; within a month or year it is, where one document tells of both, that of its telling.
    """
    groups: defaultdict[Period, Group] = defaultdict(list)
    for step in _best_told(_distinct(step for step in steps if step.start.first is not None)):
        groups[step.start].append(step)
    ordered = sorted(groups, key=lambda period: (str(period.first), FINENESS.index(period.precision)))
    return [_in_order(groups[period]) for period in ordered]


def is_told_before(one: Step, other: Step) -> bool:
    """Whether more of the documents that tell of both tell of the one first."""
    places, others = dict(one.places), dict(other.places)
    shared = places.keys() & others.keys()
    return sum((places[source] < others[source]) - (places[source] > others[source]) for source in shared) > 0


def best(steps: Iterable[Step]) -> Step:
    """The step of the event of which most is known."""
    return min(steps, key=lambda step: (-step.n_mentions, -step.confidence, step.event_id))


def _distinct(steps: Iterable[Step]) -> list[Step]:
    """One step for each act and period."""
    same: defaultdict[tuple[str, Period], list[Step]] = defaultdict(list)
    for step in steps:
        same[step.effect.act, step.start].append(step)
    return [best(found) for found in same.values()]


def _best_told(steps: list[Step]) -> list[Step]:
    """The steps without those that lead to the same status as a more precise one of their month or year, which may be the same event; or
    as one of their own period that speaks of the relations themselves, when they do not."""
    said: defaultdict[Claim, set[tuple[bool, bool]]] = defaultdict(set)
    for step in steps:
        precision, is_decisive = step.start.precision, step.effect.decisive
        said[_claim(step, precision)].add((False, is_decisive))
        for wider in WIDER[precision]:
            said[_claim(step, wider)].add((True, is_decisive))
    return [step for step in steps if not _is_told_better(step, said[_claim(step, step.start.precision)])]


def _claim(step: Step, precision: str) -> Claim:
    return step.effect.opens, write_days(step.start.first, precision)


def _is_told_better(step: Step, said: set[tuple[bool, bool]]) -> bool:
    """`said`: of each step with this claim, whether it is more precise and whether it is decisive."""
    is_weak = not step.effect.decisive
    return any((is_finer and (is_weak or is_decisive)) or (is_weak and is_decisive) for is_finer, is_decisive in said)


def _in_order(group: Group) -> Group:
    rest = sorted(group, key=lambda step: RANKS[step.effect.act])
    if len(rest) < 2 or rest[0].start.precision == "day":
        return rest
    ordered = []
    while rest:
        step = next((one for one in rest if not any(is_told_before(other, one) for other in rest)), rest[0])
        rest.remove(step)
        ordered.append(step)
    return ordered
