"""Hand-coded documents and a database in, precision, recall and field accuracy out."""

import itertools
import re
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from pipeline.database import open_database
from pipeline.errors import LegationError
from pipeline.gold import FoundMention, GoldDocument, GoldEvent, read_gold, read_mentions
from pipeline.matching import Comparison, compare
from pipeline.summary import OnProgress, counted


@dataclass(frozen=True, slots=True)
class Rates:
    """Shares between 0 and 1; 0 where there is nothing to divide by."""

    precision: float
    recall: float
    f1: float


@dataclass(frozen=True, slots=True)
class Evaluation:
    """How well the documents were coded. `fields` is the share of found events in which that field is right."""

    documents: int
    documents_with_mentions: int
    coded_events: int
    mentions: int
    detection: Rates
    strict: Rates
    fields: dict[str, float]
    same_event: Rates
    same_event_pairs: int
    by_type: dict[str, Rates]
    comparisons: tuple[Comparison, ...]


def measure(
    gold_files: Sequence[Path], db: Path | None = None, *, docs: Path | None = None, on_progress: OnProgress | None = None
) -> Evaluation:
    """Compare the gold files with `db`, or with a build of their own documents where no database is given.

    The documents lie beside each gold file, or in `docs`. Raises LegationError where a file cannot be read.
    """
    documents = [document for file in gold_files for document in read_gold(file, docs=docs)]
    if db:
        return _compare_with(documents, db)
    corpora = _corpora(documents)
    from pipeline.flows import run_build

    with tempfile.TemporaryDirectory(prefix="legation-evaluate-") as folder:
        built = Path(folder) / "gold.duckdb"
        run_build(corpora, built, on_progress=on_progress)
        return _compare_with(documents, built)


def _compare_with(documents: Sequence[GoldDocument], db: Path) -> Evaluation:
    with open_database(db) as connection:
        return score(documents, read_mentions(connection))


def _corpora(documents: Sequence[GoldDocument]) -> list[str]:
    files = dict.fromkeys(document.file for document in documents)
    if absent := [str(file) for file in files if not file.is_file()]:
        raise LegationError(
            f"{len(absent)} of {len(files)} documents are not there, the first {absent[0]}. Where do they lie? --docs FOLDER"
        )
    return [str(file) for file in files]


def score(documents: Sequence[GoldDocument], mentions: dict[str, list[FoundMention]]) -> Evaluation:
    """The figures for documents whose mentions were found under these paths."""
    found = [[mention for path in mentions if document.is_at(path) for mention in mentions[path]] for document in documents]
    comparisons = tuple(itertools.chain.from_iterable(map(compare, documents, found)))
    outcomes = Counter(comparison.outcome for comparison in comparisons)
    hits, misses, alarms = outcomes["hit"], outcomes["miss"], outcomes["alarm"]
    strict = sum(_is_strictly_right(gold, mention) for gold, mention in _hits(comparisons))
    together, apart, split = _same_event_pairs(comparisons)
    return Evaluation(
        documents=len(documents),
        documents_with_mentions=sum(map(bool, found)),
        coded_events=hits + misses,
        mentions=sum(comparison.found is not None for comparison in comparisons),
        detection=_rates(hits, alarms, misses),
        strict=_rates(strict, alarms + hits - strict, hits + misses - strict),
        fields=_field_accuracy(comparisons),
        same_event=_rates(together, apart, split),
        same_event_pairs=together + split,
        by_type=_rates_by_type(comparisons),
        comparisons=comparisons,
    )


def _hits(comparisons: Iterable[Comparison]) -> Iterator[tuple[GoldEvent, FoundMention]]:
    return ((c.gold, c.found) for c in comparisons if c.outcome == "hit" and c.gold and c.found)


def _is_strictly_right(gold: GoldEvent, found: FoundMention) -> bool:
    return (
        gold.act in (None, "", found.act)
        and (gold.actor or frozenset()) == found.actor
        and (gold.recipient or frozenset()) == found.recipient
        and gold.days == found.days
    )


def _field_accuracy(comparisons: Iterable[Comparison]) -> dict[str, float]:
    right, compared = Counter[str](), Counter[str]()
    for gold, found in _hits(comparisons):
        for name, is_right in _compared_fields(gold, found):
            right[name] += is_right
            compared[name] += 1
    return {name: right[name] / compared[name] for name in sorted(compared)}


def _compared_fields(gold: GoldEvent, found: FoundMention) -> Iterator[tuple[str, bool]]:
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


def _folded_name(name: str) -> str:
    return re.sub(r"\W+", " ", name.casefold())


def _same_event_pairs(comparisons: Iterable[Comparison]) -> tuple[int, int, int]:
    """Pairs of found mentions: of one event by both; only by the database; only by the coder."""
    linked = [(gold.cluster, found.event_id) for gold, found in _hits(comparisons) if gold.cluster]
    kinds = Counter((a[0] == b[0], a[1] == b[1]) for a, b in itertools.combinations(linked, 2))
    return kinds[True, True], kinds[False, True], kinds[True, False]


def _rates_by_type(comparisons: Iterable[Comparison]) -> dict[str, Rates]:
    counts: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for comparison in comparisons:
        coded = comparison.gold or comparison.found
        if coded and comparison.outcome != "optional":
            counts[coded.event_type][comparison.outcome] += 1
    return {name: _rates(count["hit"], count["alarm"], count["miss"]) for name, count in sorted(counts.items())}


def _rates(right: int, wrong: int, missed: int) -> Rates:
    precision = right / (right + wrong) if right + wrong else 0.0
    recall = right / (right + missed) if right + missed else 0.0
    return Rates(precision, recall, 2 * precision * recall / (precision + recall) if precision + recall else 0.0)


def figures(evaluation: Evaluation, *, n_errors: int = 0) -> dict[str, Any]:
    """The evaluation as plain values, rounded, with up to `n_errors` misses and false alarms."""
    rounded = {name: {key: round(rate, 3) for key, rate in asdict(getattr(evaluation, name)).items()} for name in _RATES}
    return {
        "documents": evaluation.documents,
        "documents_with_mentions": evaluation.documents_with_mentions,
        "coded_events": evaluation.coded_events,
        "mentions": evaluation.mentions,
        **rounded["detection"],
        **{f"strict_{key}": rate for key, rate in rounded["strict"].items()},
        "fields": {name: round(share, 3) for name, share in evaluation.fields.items()},
        "same_event_pairs": {"coded": evaluation.same_event_pairs, **rounded["same_event"]},
        "f1_by_type": {name: round(rates.f1, 3) for name, rates in evaluation.by_type.items()},
        **({"misses": _errors(evaluation, "miss")[:n_errors], "alarms": _errors(evaluation, "alarm")[:n_errors]} if n_errors else {}),
    }


def write_evaluation(evaluation: Evaluation, *, n_errors: int = 0) -> Iterator[str]:
    """The evaluation as lines for people."""
    coded, documents = counted(evaluation.coded_events, "coded event"), counted(evaluation.documents, "document")
    yield f"{coded} in {documents}; {counted(evaluation.mentions, 'mention')} found"
    yield f"{'':16}{'precision':>10}{'recall':>10}{'f1':>10}"
    rows = {"found": evaluation.detection, "all fields": evaluation.strict, "same event": evaluation.same_event, **evaluation.by_type}
    for name, rates in rows.items():
        yield f"{name:<16}{rates.precision:>10.3f}{rates.recall:>10.3f}{rates.f1:>10.3f}"
    yield "Right in what was found: " + ", ".join(f"{name} {share:.3f}" for name, share in evaluation.fields.items())
    for outcome, title in (("miss", "missed"), ("alarm", "false alarm")):
        for error in _errors(evaluation, outcome)[:n_errors]:
            yield f"{title}: " + " | ".join(str(value) for value in error.values())


def _errors(evaluation: Evaluation, outcome: str) -> list[dict[str, Any]]:
    return [
        {
            "document": comparison.document,
            "type": coded.event_type,
            "act": coded.act,
            "actor": sorted(coded.actor or ()),
            "recipient": sorted(coded.recipient or ()),
            "date": coded.days and coded.days[0].isoformat(),
            "quote": " ".join(coded.quote.split()),
        }
        for comparison in evaluation.comparisons
        if comparison.outcome == outcome and (coded := comparison.gold or comparison.found)
    ]


_RATES = ("detection", "strict", "same_event")
