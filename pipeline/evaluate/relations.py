"""Single sentences with one marked pair and their mentions in, how often the relation of the pair is right out."""

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.evaluate.found import FoundMention
from pipeline.evaluate.gold import GoldDocument, GoldEvent
from pipeline.evaluate.matching import folded_type
from pipeline.evaluate.rates import Rates, rates_of
from pipeline.records import Span


@dataclass(frozen=True, slots=True)
class Relations:
    """Of `n` sentences with one relation type each: how many got any, the right one, both sides, the right one with both sides."""

    n: int
    n_coded: int
    n_right: int
    n_with_pair: int
    n_right_with_pair: int
    by_type: dict[str, Rates]

    @property
    def macro_f1(self) -> float:
        """Mean f1 of the types that were coded by hand."""
        return sum(rates.f1 for rates in self.by_type.values()) / len(self.by_type)


def compare_relations(documents: Sequence[GoldDocument], found: Sequence[Sequence[FoundMention]]) -> Relations | None:
    """The figures for the documents that are single sentences; None where there are none.

    What is found for a pair is the type of the first mention whose words for both sides overlap the marked ones; failing that, for one
    side; failing that, of the first mention.
    """
    golds = [(document, mentions) for document, mentions in zip(documents, found, strict=True) if document.is_sentence]
    if not golds:
        return None
    pairs = [(document.events[0].event_type, *_relation(document.events[0], mentions)) for document, mentions in golds]
    types = [(document.key, coded, kind) for (document, _), (coded, kind, _) in zip(golds, pairs, strict=True)]
    return Relations(
        n=len(pairs),
        n_coded=sum(kind is not None for _, kind, _ in pairs),
        n_right=sum(coded == kind for coded, kind, _ in pairs),
        n_with_pair=sum(has_pair for _, _, has_pair in pairs),
        n_right_with_pair=sum(coded == kind and has_pair for coded, kind, has_pair in pairs),
        by_type={name: _rates(name, types) for name in sorted({coded for coded, _, _ in pairs})},
    )


def _relation(gold: GoldEvent, mentions: Sequence[FoundMention]) -> tuple[str | None, bool]:
    """The type found for the marked pair, and whether both its sides were found too."""
    ordered = sorted(mentions, key=lambda mention: mention.span[0] if mention.span else 0)
    if not ordered:
        return None, False
    best = max(ordered, key=lambda mention: _nearness(gold, mention))
    return folded_type(best.event_type), _nearness(gold, best) == 2


def _nearness(gold: GoldEvent, mention: FoundMention) -> int:
    """How many sides of the marked pair a mention names: the actor, and the recipient in either role; a recipient alone counts as one."""
    has_actor = _names(mention, "actor", gold.actor_span)
    has_recipient = _names(mention, "recipient", gold.recipient_span)
    return has_actor + (has_recipient or (has_actor and _names(mention, "actor", gold.recipient_span)))


def _names(mention: FoundMention, role: str, words: Span | None) -> bool:
    return words is not None and any(at == role and start < words[1] and words[0] < end for at, (start, end) in mention.places)


def _rates(name: str, types: Sequence[tuple[str, str, str | None]]) -> Rates:
    """Of a type, from sentences given with the type that was coded and the one that was found."""
    counted = (((key,), (coded == kind == name, coded != kind == name, kind != coded == name)) for key, coded, kind in types)
    return rates_of((key, count) for key, count in counted if any(count))
