"""Hand-coded documents and the mentions found in them in, one evaluation out: what is right, what is wrong, in which fields."""

import itertools
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from pipeline.evaluate.clusters import BCubed, b_cubed, links_of, pairs
from pipeline.evaluate.found import FoundMention
from pipeline.evaluate.gold import GoldDocument, GoldEvent
from pipeline.evaluate.matching import Comparison, compare
from pipeline.evaluate.rates import Rates
from pipeline.evaluate.relations import Relations, compare_relations


@dataclass(frozen=True, slots=True)
class Evaluation:
    """How well the documents were coded.

    `detection` counts events that were found, `strict` those that are right in every field, `by_field` what of the found events is right
    in that field, `same_event` pairs of mentions of one event, `b_cubed` rates the company of every mention. `relations` is there where
    documents are single sentences. An evaluation of several sets, formats or halves holds one of each part.
    """

    documents: int
    documents_with_mentions: int
    detection: Rates
    strict: Rates
    by_field: dict[str, Rates]
    same_event: Rates
    b_cubed: BCubed
    by_type: dict[str, Rates]
    comparisons: tuple[Comparison, ...]
    relations: Relations | None = None
    sets: Mapping[str, "Evaluation"] = field(default_factory=dict)
    formats: Mapping[str, "Evaluation"] = field(default_factory=dict)
    halves: Mapping[str, "Evaluation"] = field(default_factory=dict)

    @property
    def coded_events(self) -> int:
        """Events that the coder requires."""
        return self.detection.n_coded

    @property
    def mentions(self) -> int:
        """Mentions found, those of events that are not required included."""
        return sum(comparison.found is not None for comparison in self.comparisons)

    @property
    def fields(self) -> dict[str, float]:
        """Share of the found events in which each field is right."""
        return {name: rates.precision for name, rates in self.by_field.items()}


def score(documents: Sequence[GoldDocument], mentions: Mapping[str, Sequence[FoundMention]]) -> Evaluation:
    """The figures for documents whose mentions were found under these paths."""
    found = [[mention for path in mentions if document.is_at(path) for mention in mentions[path]] for document in documents]
    comparisons = tuple(itertools.chain.from_iterable(map(compare, documents, found)))
    outcomes = Counter(comparison.outcome for comparison in comparisons)
    hits, misses, alarms = outcomes["hit"], outcomes["miss"], outcomes["alarm"]
    links = links_of(comparisons)
    strict = sum(_is_strictly_right(gold, mention) for gold, mention in found_events(comparisons))
    return Evaluation(
        documents=len(documents),
        documents_with_mentions=sum(map(bool, found)),
        detection=Rates(hits, alarms, misses),
        strict=Rates(strict, alarms + hits - strict, hits + misses - strict),
        by_field=_by_field(comparisons),
        same_event=pairs(links),
        b_cubed=b_cubed(links),
        by_type=_by_type(comparisons),
        comparisons=comparisons,
        relations=compare_relations(documents, found),
    )


def found_events(comparisons: Iterable[Comparison]) -> Iterator[tuple[GoldEvent, FoundMention]]:
    """The required events that were found, each with its mention."""
    return ((c.gold, c.found) for c in comparisons if c.outcome == "hit" and c.gold and c.found)


def compared_fields(gold: GoldEvent, found: FoundMention) -> Iterator[tuple[str, bool]]:
    """The fields that the coder filled in, and whether the mention has them right."""
    if gold.actor is not None:
        yield "actor", gold.actor == found.actor
    if gold.recipient is not None:
        yield "recipient", gold.recipient == found.recipient
    if gold.is_sentence:
        return
    yield "date", gold.days == found.days
    if gold.mode:
        yield "mode", gold.mode == found.mode
    if gold.act:
        yield "act", gold.act == found.act
    if gold.names:
        yield "names", set(map(_folded_name, gold.names)) <= set(map(_folded_name, found.names))


def _is_strictly_right(gold: GoldEvent, found: FoundMention) -> bool:
    return (
        gold.act in (None, "", found.act)
        and (gold.actor or frozenset()) == found.actor
        and (gold.recipient or frozenset()) == found.recipient
        and gold.days == found.days
    )


def _by_field(comparisons: Iterable[Comparison]) -> dict[str, Rates]:
    right, compared = Counter[str](), Counter[str]()
    for gold, found in found_events(comparisons):
        for name, is_right in compared_fields(gold, found):
            right[name] += is_right
            compared[name] += 1
    return {name: Rates(right[name], compared[name] - right[name]) for name in sorted(compared)}


def _folded_name(name: str) -> str:
    return re.sub(r"\W+", " ", name.casefold())


def _by_type(comparisons: Iterable[Comparison]) -> dict[str, Rates]:
    counts: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for comparison in comparisons:
        coded = comparison.gold or comparison.found
        if coded and comparison.outcome != "optional":
            counts[coded.event_type][comparison.outcome] += 1
    return {name: Rates(count["hit"], count["alarm"], count["miss"]) for name, count in sorted(counts.items())}
