"""The events that a sentence's predicates tell in, each of them once out."""

from collections.abc import Sequence

from pipeline.extract.coding import Coded
from pipeline.extract.judgement import Judgement
from pipeline.extract.parties import codes_of


def told_once(events: Sequence[Judgement]) -> list[Judgement]:
    """The events without what another word of the sentence tells already: the noun of a verb that performs it ("launched an attack"),
    or the same deed in other words ("killed two and wounded five"), for an event is one list of actors, act, recipients and a date."""
    seen: set[object] = set()
    told = []
    for event in events:
        core = _core(event)
        if core not in seen and not any(_performs(other, event) for other in events):
            seen.add(core)
            told.append(event)
    return told


def _core(event: Judgement) -> object:
    """What makes an event that event; the event itself where nobody in it has a code by which to compare."""
    if not isinstance(event.coded, Coded) or event.roles is None or event.placed is None:
        return id(event)
    codes = (frozenset(codes_of(event.roles.actors)), frozenset(codes_of(event.roles.recipients)))
    return (event.coded.event_type, event.coded.act, *codes, event.placed.period) if any(codes) else id(event)


def _performs(verb: Judgement, noun: Judgement) -> bool:
    """Whether a verb tells the act that its subject or object names."""
    if noun.match.predicate.is_verb or not verb.match.predicate.is_verb:
        return False
    same_type = isinstance(verb.coded, Coded) and isinstance(noun.coded, Coded) and verb.coded.event_type == noun.coded.event_type
    return same_type and noun.match.predicate.token in (*verb.match.predicate.patients, *verb.match.predicate.agents)
