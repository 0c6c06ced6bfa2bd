"""An evaluation in, the measurements that go with the package and into every release out: figures only, no words of any document."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict
from importlib.metadata import version
from typing import Any

from pipeline.evaluate.figures import figures, rounded, with_intervals
from pipeline.evaluate.rates import Rates
from pipeline.evaluate.relations import Relations
from pipeline.evaluate.reliability import reliability_of
from pipeline.evaluate.score import Evaluation, comparisons_by_type, fields_of, strict_of
from schemas.ontology import CODEBOOK_VERSION, EVENT_TYPES

ALL = "all"  # the name of what is measured over all sets
ENOUGH = 10  # events that were found, for a figure of one field of one type to say anything

Row = dict[str, Any]


def measurements(evaluation: Evaluation) -> str:
    """The figures as JSON: `quality` and `calibration`, rows of the tables of these names, and `figures`, all that the evaluation says; a
    row to a line."""
    facts = json.dumps({"pipeline_version": version("legation"), "codebook_version": CODEBOOK_VERSION})[1:-1]
    tables = (f'"{name}": [\n{_lines(rows)}\n]' for name, rows in _tables_of(evaluation).items())
    parts = ",\n".join(f"{json.dumps(key)}: {json.dumps(value)}" for key, value in figures(evaluation).items())
    return "{" + ",\n".join([facts, *tables, f'"figures": {{\n{parts}\n}}']) + "}\n"


def _tables_of(evaluation: Evaluation) -> dict[str, Iterable[Row]]:
    return {"quality": quality_rows(evaluation), "calibration": calibration_rows(evaluation)}


def _lines(rows: Iterable[Row]) -> str:
    return ",\n".join(json.dumps(row) for row in rows)


def quality_rows(evaluation: Evaluation) -> Iterator[Row]:
    """Rows of the table `quality`, without their numbers: over all sets, by format over all sets, and by set, and there by format."""
    yield from _rows_of(ALL, None, evaluation)
    for format, part in evaluation.formats.items():
        yield from _rows_of(ALL, format, part)
    for name, part in sorted(evaluation.sets.items()):
        yield from _rows_of(name, None, part)
        if len(part.formats) > 1:
            for format, within in part.formats.items():
                yield from _rows_of(name, format, within)


def calibration_rows(evaluation: Evaluation) -> Iterator[Row]:
    """Rows of the table `calibration`: over all sets, and by set. Of single sentences only one pair is coded, so they are passed over."""
    for name, part in {ALL: evaluation, **dict(sorted(evaluation.sets.items()))}.items():
        if not part.relations:
            for bin in reliability_of(part.comparisons).bins:
                yield {"document_set": name, **rounded(asdict(bin))}


def _rows_of(document_set: str, format: str | None, evaluation: Evaluation) -> Iterator[Row]:
    """Without a type first: the events, then their fields; then, of each type, the events, and the fields where enough were found."""
    if evaluation.relations:
        yield from _relation_rows(document_set, evaluation.relations)
        return
    of_set = {"document_set": document_set, "format": format}
    for name, rates in {"detection": evaluation.detection, "strict": evaluation.strict, "same-event": evaluation.same_event}.items():
        yield {**of_set, "event_type": None, "field": name, **with_intervals(rates)}
    yield {**of_set, "event_type": None, "field": "b-cubed", **with_intervals(evaluation.b_cubed)}
    yield from _field_rows({**of_set, "event_type": None}, evaluation.by_field)
    for kind, comparisons in comparisons_by_type(evaluation.comparisons).items():
        of_type = {**of_set, "event_type": kind}
        yield {**of_type, "field": "detection", **with_intervals(evaluation.by_type[kind])}
        yield {**of_type, "field": "strict", **with_intervals(strict_of(comparisons))}
        yield from _field_rows(of_type, {name: each for name, each in fields_of(comparisons).items() if each.n_found >= ENOUGH})


def _field_rows(of: Row, fields: Mapping[str, Rates]) -> Iterator[Row]:
    """Only the events that were found are compared: so there is no recall."""
    for name, rates in fields.items():
        only_precision = {key: value if "precision" in key else None for key, value in with_intervals(rates).items()}
        counted = {"n": rates.n_found, "n_mentions": rates.n_found, "n_documents": rates.n_documents}
        yield {**of, "field": name, **only_precision, **counted}


def _relation_rows(document_set: str, relations: Relations) -> Iterator[Row]:
    """Of single sentences: how often the relation of the marked pair is right, its mean f1 over types, and each type of this ontology."""
    of_set = {"document_set": document_set, "format": None}
    whole = with_intervals(Rates(relations.n_right, relations.n_coded - relations.n_right, relations.n - relations.n_right))
    whole |= {"n_documents": relations.n}
    yield {**of_set, "event_type": None, "field": "relation", **whole}
    counted = {key: whole[key] for key in ("n", "n_mentions", "n_documents")}
    macro = dict.fromkeys(whole) | counted | {"f1": round(relations.macro_f1, 3)}
    yield {**of_set, "event_type": None, "field": "relation-macro", **macro}
    for name, rates in relations.by_type.items():
        if name in EVENT_TYPES:  # such a set may have a type of an older ontology
            yield {**of_set, "event_type": name, "field": "relation", **with_intervals(rates)}
