"""Events in, spells of diplomatic relations of each pair of countries out (codebook, "Relations")."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from pipeline.records import Event, Spell
from pipeline.relations.spells import spells_of_pair
from pipeline.relations.steps import Pair, Step, steps_of


def spells_of(events: Iterable[Event]) -> Iterator[Spell]:
    """The spells of every pair of which events tell, by pair and start; the same for the same events in any order.

    No two spells of a pair share a day, and each ends on the day before the next begins.
    """
    steps: defaultdict[Pair, list[Step]] = defaultdict(list)
    for pair, step in steps_of(events):
        steps[pair].append(step)
    for pair in sorted(steps):
        yield from spells_of_pair(pair, steps[pair])
