"""An evaluation in, plain rounded values out, as JSON holds them: the names are part of what users script against."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from typing import Any

from pipeline.evaluate.clusters import BCubed
from pipeline.evaluate.diagnose import KINDS, Error, find_errors, type_confusion
from pipeline.evaluate.found import FoundMention
from pipeline.evaluate.gold import GoldEvent
from pipeline.evaluate.matching import Comparison
from pipeline.evaluate.rates import Rates
from pipeline.evaluate.relations import Relations
from pipeline.evaluate.reliability import reliability_of
from pipeline.evaluate.score import Evaluation


def figures(evaluation: Evaluation, *, n_errors: int = 0, split: bool = False) -> dict[str, Any]:
    """All figures of an evaluation, of its sets and of its halves.

    With up to `n_errors` examples of each kind of error; where `split` sets one half apart, the examples are of the other one.
    """
    examples = find_errors((evaluation.halves["tune"] if split else evaluation).comparisons)
    return {
        **_figures(evaluation),
        **({"errors": _examples(examples, n_errors)} if n_errors else {}),
        "sets": _parts(evaluation.sets),
        "formats": _parts(evaluation.formats),
        "halves": {**_parts(evaluation.halves), "f1_gap": _round(f1_gap(evaluation))} if evaluation.halves else {},
    }


def f1_gap(evaluation: Evaluation) -> float:
    """How much better the half is on which the coder was tuned than the one that was held out: a large gap means narrow rules."""
    return evaluation.halves["tune"].detection.f1 - evaluation.halves["held-out"].detection.f1


def _parts(parts: Mapping[str, Evaluation]) -> dict[str, Any]:
    return {name: _figures(part) for name, part in parts.items()}


def _figures(evaluation: Evaluation) -> dict[str, Any]:
    errors = list(find_errors(evaluation.comparisons))
    counts = Counter(error.kind for error in errors)
    return {
        "documents": evaluation.documents,
        "documents_with_mentions": evaluation.documents_with_mentions,
        "coded_events": evaluation.coded_events,
        "mentions": evaluation.mentions,
        **_rates(evaluation.detection),
        **{f"strict_{key}": rate for key, rate in _rates(evaluation.strict).items()},
        "fields": {name: _round(share) for name, share in evaluation.fields.items()},
        "same_event_pairs": {"coded": evaluation.same_event.n_coded, **_rates(evaluation.same_event)},
        "same_event": _same_event(evaluation),
        "f1_by_type": {name: _round(rates.f1) for name, rates in evaluation.by_type.items()},
        "intervals": {name: with_intervals(getattr(evaluation, name)) for name in ("detection", "strict")},
        "types": {name: with_intervals(rates) for name, rates in evaluation.by_type.items()},
        "type_confusion": [{"coded": coded, "found": found, "n": n} for coded, found, n in type_confusion(errors)],
        "error_kinds": {kind: counts[kind] for kind in KINDS if counts[kind]},
        "reliability": rounded(asdict(reliability_of(evaluation.comparisons))),
        **({"relations": _relations(evaluation.relations)} if evaluation.relations else {}),
    }


def with_intervals(rates: Rates | BCubed) -> dict[str, Any]:
    """Counts, shares and their 95 % intervals, which are null where there is nothing to divide by."""
    values: dict[str, Any] = {"n": rates.n_coded, "n_mentions": rates.n_found, "n_documents": rates.n_documents}
    for name, interval in rates.intervals.items():
        low, high = interval or (None, None)
        values |= {name: interval and getattr(rates, name), f"{name}_low": low, f"{name}_high": high}
    return {key: rounded(value) for key, value in values.items()}


def describe(error: Error) -> dict[str, Any]:
    """An error as a developer wants to see it: where, what people coded, what the coder found and by which rule.

    Of two mentions that were wrongly put together or kept apart, the second is `other`.
    """
    return {**_told(error), **({"other": _told(error.other)} if error.other else {})}


def _told(error: Error | Comparison) -> dict[str, Any]:
    told = {name: _side(side) for name, side in (("coded", error.gold), ("found", error.found)) if side}
    quote = next((side.quote for side in (error.gold, error.found) if side), "")
    return {"document": error.document, **told, "rule": error.found and error.found.rule, "quote": " ".join(quote.split())}


def _side(side: GoldEvent | FoundMention) -> dict[str, Any]:
    return {
        "type": side.event_type,
        "mode": side.mode,
        "act": side.act,
        "actor": sorted(side.actor or ()),
        "recipient": sorted(side.recipient or ()),
        "date": side.days and side.days[0].isoformat(),
        "names": sorted(side.names),
        "event": side.cluster if isinstance(side, GoldEvent) else side.event_id,
    }


def _same_event(evaluation: Evaluation) -> dict[str, Any]:
    """How well mentions of one event were put together: `mentions` that were found, of so many events by hand, in so many events."""
    b_cubed = evaluation.b_cubed
    return {
        "mentions": b_cubed.n,
        "coded_events": b_cubed.n_coded_events,
        "found_events": b_cubed.n_found_events,
        "pairs": with_intervals(evaluation.same_event),
        "b_cubed": with_intervals(b_cubed),
    }


def _examples(errors: Iterable[Error], n: int) -> dict[str, list[dict[str, Any]]]:
    by_kind: defaultdict[str, list[dict[str, Any]]] = defaultdict(list)
    for error in errors:
        if len(by_kind[error.kind]) < n:
            by_kind[error.kind].append(describe(error))
    return {kind: by_kind[kind] for kind in KINDS if by_kind[kind]}


def _relations(relations: Relations) -> dict[str, Any]:
    return {
        "n": relations.n,
        "coded": _round(relations.n_coded / relations.n),
        "accuracy": _round(relations.n_right / relations.n),
        "macro_f1": _round(relations.macro_f1),
        "pair_right": _round(relations.n_with_pair / relations.n),
        "accuracy_with_pair": _round(relations.n_right_with_pair / relations.n),
        "f1": {name: _round(rates.f1) for name, rates in relations.by_type.items()},
    }


def _rates(rates: Rates) -> dict[str, float]:
    return {"precision": _round(rates.precision), "recall": _round(rates.recall), "f1": _round(rates.f1)}


def rounded(value: Any) -> Any:
    """A value, or what it holds, with floats rounded to three places."""
    if isinstance(value, dict):
        return {key: rounded(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [rounded(item) for item in value]
    return _round(value) if isinstance(value, float) else value


def _round(value: float) -> float:
    return round(value, 3)
