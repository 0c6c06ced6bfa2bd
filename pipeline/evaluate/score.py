"""Hand-coded documents and the mentions found in them in, one evaluation out: what is right, what is wrong, in which fields."""

import itertools
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from pipeline.evaluate.clusters import BCubed, b_cubed, links_of, pairs
from pipeline.evaluate.found import FoundMention
from pipeline.evaluate.gold import GoldDocument, GoldEvent
from pipeline.evaluate.intervals import Documents
from pipeline.evaluate.matching import Comparison, compare
from pipeline.evaluate.rates import Count, Rates, rates_of
from pipeline.evaluate.relations import Relations, compare_relations

COUNTS: dict[str, Count] = {"hit": (1, 0, 0), "alarm": (0, 1, 0), "miss": (0, 0, 1)}


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
    links = links_of(comparisons)
    return Evaluation(
        documents=len(documents),
        documents_with_mentions=sum(map(bool, found)),
        detection=detection_of(comparisons),
        strict=strict_of(comparisons),
        by_field=fields_of(comparisons),
        same_event=pairs(links),
        b_cubed=b_cubed(links),
        by_type={name: detection_of(of_type) for name, of_type in comparisons_by_type(comparisons).items()},
        comparisons=comparisons,
        relations=compare_relations(documents, found),
    )


def comparisons_by_type(comparisons: Iterable[Comparison]) -> dict[str, list[Comparison]]:
    """Those of each event type, by name: of the type that people coded; of a false alarm, of the type that was found."""
    by_type = defaultdict[str, list[Comparison]](list)
    for comparison in comparisons:
        coded = comparison.gold or comparison.found
        if coded and comparison.outcome != "optional":
            by_type[coded.event_type].append(comparison)
    return dict(sorted(by_type.items()))


def detection_of(comparisons: Iterable[Comparison]) -> Rates:
    """Events that were found, false alarms, and events that were missed."""
    return rates_of(((each.document,), COUNTS[each.outcome]) for each in comparisons if each.outcome != "optional")


def strict_of(comparisons: Iterable[Comparison]) -> Rates:
    """The same, where an event that was found but is not right in every field is both missed and a false alarm."""

    def count(comparison: Comparison) -> Count:
        gold, found = comparison.gold, comparison.found
        return COUNTS[comparison.outcome] if not gold or not found or _is_strictly_right(gold, found) else (0, 1, 1)

    return rates_of(((each.document,), count(each)) for each in comparisons if each.outcome != "optional")


def fields_of(comparisons: Iterable[Comparison]) -> dict[str, Rates]:
    """By field, how many of the events that were found are right in it, and how many wrong."""
    counts = defaultdict[str, list[tuple[Documents, Count]]](list)
    for each in comparisons:
        if each.outcome == "hit" and each.gold and each.found:
            for name, is_right in compared_fields(each.gold, each.found):
                counts[name].append(((each.document,), (1, 0, 0) if is_right else (0, 1, 0)))
    return {name: rates_of(counted) for name, counted in sorted(counts.items())}


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


def _folded_name(name: str) -> str:
    return re.sub(r"\W+", " ", name.casefold())

