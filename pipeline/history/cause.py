"""Two states of the data in, why an event is not the same in both out."""

from collections.abc import Callable, Iterator
from collections.abc import Set as AbstractSet

from pipeline.history.snapshot import Fix, Snapshot

CauseOf = Callable[..., str]  # ids of the events that a change concerns -> its cause


def causes_between(old: Snapshot, new: Snapshot) -> CauseOf:
    """What names the cause of a change, given the ids of the events that it concerns.

    `correction` where one that only one of the states has is of the event or of a mention of it; else `source` where only one of the
    states has a document that reports it; else `codebook` or `code` where those differ; else `source`: other documents changed what is
    known.
    """
    corrected = set(_corrected(old.corrections, new.corrections))
    documents = old.sources ^ new.sources
    otherwise = "source"
    if old.codebook_version != new.codebook_version:
        otherwise = "codebook"
    elif old.code_sha256 != new.code_sha256:
        otherwise = "code"

    def cause_of(*event_ids: str) -> str:
        states = [state.events[event_id] for state in (old, new) for event_id in event_ids if event_id in state.events]
        mentions = [mention for state in states for mention in state.mentions]
        if corrected and not corrected.isdisjoint([*event_ids, *(mention.mention_id for mention in mentions)]):
            return "correction"
        return "source" if any(mention.source_id in documents for mention in mentions) else otherwise

    return cause_of


def _corrected(old: AbstractSet[Fix], new: AbstractSet[Fix]) -> Iterator[str]:
    """The targets of corrections that only one of two states has, and the events to which these lead, by way of others."""
    before, after = ({(fix.target, fix.field, fix.new) for fix in fixes} for fixes in (old, new))
    ways = [{fix.target: fix.new for fix in fixes if fix.field == "event_id"} for fixes in (old, new)]
    for target, field, home in before ^ after:
        yield target
        for way in ways if field == "event_id" else ():
            place = home
            while place is not None:
                yield place
                place = way.get(place)
