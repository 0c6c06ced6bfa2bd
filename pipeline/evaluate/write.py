"""An evaluation in, lines for people out."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from pipeline.evaluate.clusters import BCubed
from pipeline.evaluate.diagnose import KINDS, Error, find_errors, type_confusion
from pipeline.evaluate.figures import describe, f1_gap
from pipeline.evaluate.intervals import Interval
from pipeline.evaluate.rates import Rates
from pipeline.evaluate.relations import Relations
from pipeline.evaluate.reliability import Reliability, reliability_of
from pipeline.evaluate.score import Evaluation
from pipeline.summary import counted

HEADER = f"{'':16}{'coded':>7}{'found':>7}   {'precision':<21}{'recall':<21}{'f1':<21}"


def write_evaluation(evaluation: Evaluation, *, n_errors: int = 0, split: bool = False) -> Iterator[str]:
    """The figures of all documents, with up to `n_errors` examples of each kind of error.

    Where `split` sets one half apart, both halves are shown, and the examples are of the other one.
    """
    coded, documents = counted(evaluation.coded_events, "coded event"), counted(evaluation.documents, "document")
    yield f"{coded} in {documents}; {counted(evaluation.mentions, 'mention')} found. In brackets: 95 % intervals."
    yield from _table({"found": evaluation.detection, "all fields": evaluation.strict})
    yield from _same_event(evaluation)
    yield from _table(evaluation.by_type, title="By type")
    fields = (f"{name} {_share(rates.precision, rates.intervals['precision'])}" for name, rates in evaluation.by_field.items())
    yield f"Right in what was found: {', '.join(fields)}"
    if len(evaluation.sets) > 1:
        yield from _table({name: part.detection for name, part in evaluation.sets.items()}, title="By set")
    for name, part in evaluation.sets.items():
        if part.relations:
            yield from _relations(name, part.relations)
    if split:
        yield from _halves(evaluation)
    examples = find_errors((evaluation.halves["tune"] if split else evaluation).comparisons) if n_errors else ()
    yield from _errors(list(find_errors(evaluation.comparisons)), list(examples), n_errors)
    yield from write_reliability(reliability_of(evaluation.comparisons))


def write_reliability(table: Reliability) -> Iterator[str]:
    """How far the confidence can be believed, and what is kept above each of its steps."""
    yield ""
    yield f"Confidence of {counted(table.n, 'mention')}; calibration error {table.calibration_error:.3f}"
    yield f"{'from':>8}{'to':>7}{'mentions':>10}{'mean':>8}{'right':>8}{'kept: precision':>18}{'recall':>9}"
    for row in table.bins:
        shares = f"{row.mean_confidence:>8.3f}{row.share_right:>8.3f}{row.kept_precision:>18.3f}{row.kept_recall:>9.3f}"
        yield f"{row.low:>8.2f}{row.high:>7.2f}{row.n:>10}{shares}"


def _table(rows: Mapping[str, Rates | BCubed], *, title: str = "") -> Iterator[str]:
    if title:
        yield ""
        yield title
    yield HEADER.rstrip()
    for name, rates in rows.items():
        shares = (f"{_share(getattr(rates, key), interval):<21}" for key, interval in rates.intervals.items())
        yield f"{name:<16}{rates.n_coded:>7}{rates.n_found:>7}   {''.join(shares)}".rstrip()


def _same_event(evaluation: Evaluation) -> Iterator[str]:
    """What becomes of mentions of one event: in words, then over all, by set and by format."""
    whole = evaluation.b_cubed
    if not whole.n:
        return
    yield ""
    hand, built = counted(whole.n_coded_events, "event"), counted(whole.n_found_events, "event")
    yield f"Same event: {counted(whole.n, 'mention')} of {hand} by hand were put together into {built}"
    yield f"  Of the mentions put together with a mention (itself included), {whole.precision:.3f} are of its event;"
    yield f"  of the mentions of its event, {whole.recall:.3f} are put together with it (B-cubed, mean over all mentions)."
    parts = {"all": evaluation}
    for group in (evaluation.sets, evaluation.formats):
        parts |= {f"{name} (format)" if name in parts else name: part for name, part in group.items()} if len(group) > 1 else {}
    yield from _table({name: part.b_cubed for name, part in parts.items() if part.b_cubed.n}, title="B-cubed, of mentions")
    yield from _table({name: part.same_event for name, part in parts.items() if part.b_cubed.n}, title="Of pairs of mentions of one event")


def _share(share: float, interval: Interval | None) -> str:
    return f"{share:.3f} ({interval[0]:.2f} to {interval[1]:.2f})" if interval else "-"


def _relations(name: str, relations: Relations) -> Iterator[str]:
    yield ""
    yield f"{name}: the relation of the marked pair in {counted(relations.n, 'sentence')}"
    shares = {"right": relations.n_right, "both sides found": relations.n_with_pair, "both right": relations.n_right_with_pair}
    yield f"  macro f1 {relations.macro_f1:.3f}, " + ", ".join(f"{name} {n / relations.n:.3f}" for name, n in shares.items())
    yield "  " + ", ".join(f"{kind} {rates.f1:.2f}" for kind, rates in relations.by_type.items())


def _halves(evaluation: Evaluation) -> Iterator[str]:
    yield from _table({name: part.detection for name, part in evaluation.halves.items()}, title="By half (a document's name decides)")
    yield from _table({f"  {name}": part.strict for name, part in evaluation.halves.items()}, title="All fields right")
    yield f"Gap in f1: {f1_gap(evaluation):+.3f}"


def _errors(errors: Sequence[Error], examples: Sequence[Error], n_examples: int) -> Iterator[str]:
    counts = Counter(error.kind for error in errors)
    yield ""
    yield "Errors by kind"
    for kind, meaning in KINDS.items():
        if counts[kind]:
            yield f"{counts[kind]:>7}  {kind:<16} {meaning}"
            yield from _examples([error for error in examples if error.kind == kind][:n_examples])
    for coded, found, n in type_confusion(errors):
        yield f"{n:>7}  {coded} coded as {found}"


def _examples(errors: Iterable[Error]) -> Iterator[str]:
    for error in errors:
        told = describe(error)
        yield from _example(told)
        if "other" in told:
            yield from _example(told["other"], before="and")


def _example(told: Mapping[str, Any], *, before: str = "") -> Iterator[str]:
    yield f"{before:>10} {told['document']}: {told['quote']}"
    for side in ("coded", "found"):
        if side in told:
            values = (value if isinstance(value, str) else "+".join(value or ()) for value in told[side].values())
            yield f"             {side:<6}" + " | ".join(value or "-" for value in values)
    if told["rule"]:
        yield f"             rule  {told['rule']}"
