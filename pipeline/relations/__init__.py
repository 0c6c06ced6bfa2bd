"""Events in, spells of diplomatic relations of each pair of countries out (codebook, "Relations")."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from pipeline.records import Event, Spell
from pipeline.relations.spells import spells_of_pair
from pipeline.relations.steps import Pair, Step, steps_of

__all__ = ["Pair", "Step", "spells_of", "spells_of_steps", "steps_of"]


def spells_of(events: Iterable[Event]) -> Iterator[Spell]:
    """The spells of every pair of which events tell, by pair and start; the same for the same events in any order.

    No two spells of a pair share a day, and each ends on the day before the next begins.
    """
    yield from spells_of_steps(steps_of(events))


def spells_of_steps(steps: Iterable[tuple[Pair, Step]]) -> Iterator[Spell]:
    """The same from what the events do to each pair, which takes less memory than the events."""
    by_pair: defaultdict[Pair, list[Step]] = defaultdict(list)
    for pair, step in steps:
        by_pair[pair].append(step)
    for pair in sorted(by_pair):
        yield from spells_of_pair(pair, by_pair[pair])
