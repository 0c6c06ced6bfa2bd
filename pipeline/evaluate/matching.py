"""A hand-coded document and the mentions found in it in, which mention is which coded event out.

A coded event and a mention can be the same where their types agree, they share a party, and they stand at the same words. Pairs are
taken greedily, the most similar first. Events that the coder marked as not required are neither rewarded nor punished.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta

from pipeline.days import Days
from pipeline.evaluate.found import FoundMention
from pipeline.evaluate.gold import GoldDocument, GoldEvent

SLACK = timedelta(days=3)  # between two dates of one event (codebook, section 6)


@dataclass(frozen=True, slots=True)
class Comparison:
    """A coded event and the mention that is it; a miss has no mention, a false alarm no coded event."""

    document: str
    gold: GoldEvent | None
    found: FoundMention | None

    @property
    def outcome(self) -> str:
        """`hit`, `miss`, `alarm`, or `optional` for an event that the coder does not require, found or not."""
        if self.gold is None:
            return "alarm"
        if not self.gold.required:
            return "optional"
        return "hit" if self.found else "miss"


def compare(document: GoldDocument, found: Sequence[FoundMention]) -> Iterator[Comparison]:
    """Hits in the order of their events, then misses, then false alarms."""
    golds = document.events
    if document.is_sentence:  # one pair of it is coded: what else the sentence reports is no false alarm
        found = [mention for mention in found if any(similarity(gold, mention) is not None for gold in golds)][:1] or found[:1]
    pairs = dict(_pairs(golds, found))
    for g, p in sorted(pairs.items()):
        yield Comparison(document.key, golds[g], found[p])
    for g, gold in enumerate(golds):
        if g not in pairs:
            yield Comparison(document.key, gold, None)
    for p, mention in enumerate(found):
        if p not in pairs.values():
            yield Comparison(document.key, None, mention)


def _pairs(golds: Sequence[GoldEvent], found: Sequence[FoundMention]) -> Iterator[tuple[int, int]]:
    likely = [
        (likeness + 0.01 * gold.required, g, p)
        for g, gold in enumerate(golds)
        for p, mention in enumerate(found)
        if (likeness := similarity(gold, mention)) is not None
    ]
    taken_golds, taken_mentions = set[int](), set[int]()
    for _, g, p in sorted(likely, key=lambda pair: -pair[0]):
        if g not in taken_golds and p not in taken_mentions:
            taken_golds.add(g)
            taken_mentions.add(p)
            yield g, p


def similarity(gold: GoldEvent, mention: FoundMention) -> float | None:
    """How alike an event and a mention are; None where they cannot be the same."""
    actor, recipient = gold.actor or frozenset(), gold.recipient or frozenset()
    if not share_type(gold, mention) or not share_party(gold, mention):
        return None
    same_words = share_words(gold, mention)
    same_date = _can_be_same_date(gold.days, mention.days)
    if not (same_words or (same_date and gold.span is None)):
        return None
    return (
        2.0 * same_words
        + 1.0 * same_date
        + 2.0 * (actor == mention.actor)
        + 1.0 * bool(actor & mention.actor)
        + 1.5 * (recipient == mention.recipient)
        + 1.5 * (gold.act == mention.act)
    )


def share_words(gold: GoldEvent, mention: FoundMention) -> bool:
    """Whether an event and a mention stand at the same words."""
    if gold.span and mention.span:
        return gold.span[0] < mention.span[1] and mention.span[0] < gold.span[1]
    a, b = (" ".join(text.split()) for text in (gold.quote, mention.quote))
    return bool(a and b) and gold.span is None and (a in b or b in a)


def share_party(gold: GoldEvent, mention: FoundMention) -> bool:
    """Whether they have a party in common, or the coder named none. What two sides do together may carry the second in either role."""
    parties = (gold.actor or frozenset()) | (gold.recipient or frozenset())
    return not parties or bool(parties & (mention.actor | mention.recipient))


def share_type(gold: GoldEvent, mention: FoundMention) -> bool:
    """Whether their types agree."""
    if gold.is_sentence:
        return folded_type(gold.event_type) == folded_type(mention.event_type)
    return gold.event_type == mention.event_type


def folded_type(event_type: str) -> str:
    """Sets of single sentences may be coded by an older PLOVER, where YIELD is both CONCEDE and RETREAT."""
    return "YIELD" if event_type in ("CONCEDE", "RETREAT") else event_type


def _can_be_same_date(a: Days | None, b: Days | None) -> bool:
    if a is None or b is None:
        return a is b
    return (a[0] <= b[1] and b[0] <= a[1]) or abs(a[0] - b[0]) <= SLACK
