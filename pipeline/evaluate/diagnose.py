"""Comparisons in, errors by kind out: what was missed, coded wrongly or coded in vain, sorted by what a developer would mend."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import groupby

from pipeline.evaluate.clusters import find_joins
from pipeline.evaluate.found import FoundMention
from pipeline.evaluate.gold import GoldEvent
from pipeline.evaluate.matching import Comparison, folded_type, share_party, share_type, share_words
from pipeline.evaluate.score import compared_fields
from pipeline.lexicon.beginnings import LETTERS
from pipeline.lexicon.forms import noun_lemmas, verb_lemmas
from pipeline.lexicon.frames import frames

KINDS = {
    "no-words": "missed: no frame of this type has any of these words",
    "not-coded": "missed: a frame of this type has these words, but it did not fit, or its parties were not found",
    "one-of-several": "missed: only another event of the same words was coded",
    "wrong-type": "these words were coded as another type",
    "wrong-parties": "these words were coded as this type, between others",
    "another-event": "these words were coded as another type, between others",
    "coded-twice": "false alarm: another mention tells this event already",
    "beside-an-event": "false alarm: among the words of an event that was found",
    "no-event": "false alarm: people coded nothing at these words",
    "wrong-actor": "found, but somebody else did it",
    "wrong-recipient": "found, but it was done to somebody else",
    "wrong-date": "found, but at another time",
    "wrong-act": "found, but as another act",
    "wrong-mode": "found, but in another mode",
    "wrong-names": "found, but somebody whom people named is not named",
    "wrong-merge": "put together, though people coded two events",
    "missed-merge": "kept apart, though people coded one event",
}


@dataclass(frozen=True, slots=True)
class Error:
    """Something that is wrong in a document: `kind` is one of `KINDS`; `gold` is what people coded, `found` what the coder did.

    `other` is the second of two mentions that were wrongly put together or kept apart.
    """

    kind: str
    document: str
    gold: GoldEvent | None
    found: FoundMention | None
    other: Comparison | None = None


def find_errors(comparisons: Iterable[Comparison]) -> Iterator[Error]:
    """Every error, document by document, then those between mentions. A miss and a false alarm at the same words are one error, of type or
    parties; an event made of three, or kept as three, is two errors."""
    comparisons = list(comparisons)
    for document, group in groupby(comparisons, key=lambda comparison: comparison.document):
        yield from _errors_of(document, list(group))
    for join in find_joins(comparisons):
        yield Error(join.kind, join.one.document, join.one.gold, join.one.found, join.other)


def type_confusion(errors: Iterable[Error]) -> list[tuple[str, str, int]]:
    """How often the words of an event of one type were coded as another: (coded by hand, found, times), the most frequent first."""
    pairs = Counter((error.gold.event_type, error.found.event_type) for error in errors if error.gold and error.found)
    different = ((coded, found, n) for (coded, found), n in pairs.items() if coded != found)
    return sorted(different, key=lambda row: (-row[2], row[0], row[1]))


def _errors_of(document: str, comparisons: Sequence[Comparison]) -> Iterator[Error]:
    golds = [comparison.gold for comparison in comparisons if comparison.gold]
    matched = [comparison.found for comparison in comparisons if comparison.found and comparison.gold]
    misses = [comparison.gold for comparison in comparisons if comparison.gold and comparison.outcome == "miss"]
    alarms = [comparison.found for comparison in comparisons if comparison.found and comparison.outcome == "alarm"]
    pairs = dict(_pairs(misses, alarms))
    for m, gold in enumerate(misses):
        alarm = alarms[pairs[m]] if m in pairs else None
        yield Error(_kind_of_pair(gold, alarm) if alarm else _kind_of_miss(gold, matched), document, gold, alarm)
    for a, alarm in enumerate(alarms):
        if a not in pairs.values():
            yield Error(_kind_of_alarm(alarm, golds), document, None, alarm)
    for comparison in comparisons:
        if comparison.outcome == "hit" and comparison.gold and comparison.found:
            for name, is_right in compared_fields(comparison.gold, comparison.found):
                if not is_right:
                    yield Error(f"wrong-{name}", document, comparison.gold, comparison.found)


def _pairs(misses: Sequence[GoldEvent], alarms: Sequence[FoundMention]) -> Iterator[tuple[int, int]]:
    """Misses and false alarms at the same words, each once, the most alike first."""
    likely = [
        (share_type(gold, alarm) + share_party(gold, alarm), m, a)
        for m, gold in enumerate(misses)
        for a, alarm in enumerate(alarms)
        if share_words(gold, alarm)
    ]
    taken_misses, taken_alarms = set[int](), set[int]()
    for _, m, a in sorted(likely, key=lambda pair: -pair[0]):
        if m not in taken_misses and a not in taken_alarms:
            taken_misses.add(m)
            taken_alarms.add(a)
            yield m, a


def _kind_of_pair(gold: GoldEvent, alarm: FoundMention) -> str:
    if share_type(gold, alarm):
        return "wrong-parties"
    return "wrong-type" if share_party(gold, alarm) else "another-event"


def _kind_of_miss(gold: GoldEvent, matched: Iterable[FoundMention]) -> str:
    if any(share_words(gold, mention) for mention in matched):
        return "one-of-several"
    types = {folded_type(name) for word in LETTERS.findall(gold.quote) for name in _types_of(word.lower())}
    return "not-coded" if folded_type(gold.event_type) in types else "no-words"


def _types_of(word: str) -> set[str]:
    """The event types of the frames that a form of a word may begin."""
    lemmas = verb_lemmas().get(word, frozenset()) | noun_lemmas().get(word, frozenset())
    return {name for lemma in lemmas for name in _types_by_lemma().get(lemma, ())}


@cache
def _types_by_lemma() -> dict[str, set[str]]:
    types = defaultdict[str, set[str]](set)
    for frame in frames():
        for lemma in (*(phrase[0] for phrase in frame.verbs), *(phrase[-1] for phrase in frame.nouns)):
            types[lemma].add(frame.event_type)
    return dict(types)


def _kind_of_alarm(alarm: FoundMention, golds: Iterable[GoldEvent]) -> str:
    there = [gold for gold in golds if share_words(gold, alarm)]
    if any(share_type(gold, alarm) and share_party(gold, alarm) for gold in there):
        return "coded-twice"
    return "beside-an-event" if there else "no-event"
