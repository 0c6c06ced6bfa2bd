"""An evaluation in, the measurements that go with the package and into every release out: figures only, no words of any document."""

import json
from collections.abc import Iterator
from importlib.metadata import version
from typing import Any

from pipeline.evaluate.figures import figures, with_intervals
from pipeline.evaluate.rates import Rates
from pipeline.evaluate.relations import Relations
from pipeline.evaluate.score import Evaluation
from schemas.ontology import CODEBOOK_VERSION, EVENT_TYPES

ALL = "all"  # the name of what is measured over all sets

Row = dict[str, Any]


def measurements(evaluation: Evaluation) -> str:
    """The figures as JSON: `quality`, rows of the table of that name, and `figures`, all that the evaluation says; a row to a line."""
    facts = {"pipeline_version": version("legation"), "codebook_version": CODEBOOK_VERSION}
    rows = ",\n".join(json.dumps(row) for row in quality_rows(evaluation))
    parts = ",\n".join(f"{json.dumps(key)}: {json.dumps(value)}" for key, value in figures(evaluation).items())
    return f'{json.dumps(facts)[:-1]},\n"quality": [\n{rows}\n],\n"figures": {{\n{parts}\n}}}}\n'


def quality_rows(evaluation: Evaluation) -> Iterator[Row]:
    """Rows of the table `quality`, without their numbers: over all sets, by format over all sets, and by set."""
    yield from _rows_of(ALL, None, evaluation)
    for format, part in evaluation.formats.items():
        yield from _rows_of(ALL, format, part)
    for name, part in sorted(evaluation.sets.items()):
        yield from _rows_of(name, None, part)


def _rows_of(document_set: str, format: str | None, evaluation: Evaluation) -> Iterator[Row]:
    """Without a type first: the events, then their fields; then the events of each type."""
    if evaluation.relations:
        yield from _relation_rows(document_set, evaluation.relations)
        return
    of_set = {"document_set": document_set, "format": format}
    for name, rates in {"detection": evaluation.detection, "strict": evaluation.strict, "same-event": evaluation.same_event}.items():
        yield {**of_set, "event_type": None, "field": name, **with_intervals(rates)}
    yield {**of_set, "event_type": None, "field": "b-cubed", **with_intervals(evaluation.b_cubed)}
    for name, rates in evaluation.by_field.items():
        only_precision = {key: value if "precision" in key else None for key, value in with_intervals(rates).items()}
        yield {**of_set, "event_type": None, "field": name, **only_precision, "n": rates.n_found, "n_mentions": rates.n_found}
    for name, rates in evaluation.by_type.items():
        yield {**of_set, "event_type": name, "field": "detection", **with_intervals(rates)}


def _relation_rows(document_set: str, relations: Relations) -> Iterator[Row]:
    """Of single sentences: how often the relation of the marked pair is right, its mean f1 over types, and each type of this ontology."""
    of_set = {"document_set": document_set, "format": None}
    whole = with_intervals(Rates(relations.n_right, relations.n_coded - relations.n_right, relations.n - relations.n_right))
    yield {**of_set, "event_type": None, "field": "relation", **whole}
    macro = dict.fromkeys(whole) | {"n": relations.n, "n_mentions": relations.n_coded, "f1": round(relations.macro_f1, 3)}
    yield {**of_set, "event_type": None, "field": "relation-macro", **macro}
    for name, rates in relations.by_type.items():
        if name in EVENT_TYPES:  # such a set may have a type of an older ontology
            yield {**of_set, "event_type": name, "field": "relation", **with_intervals(rates)}
