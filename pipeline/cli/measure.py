"""The command that compares what was coded with what people coded: evaluate."""

import dataclasses
from pathlib import Path
from typing import Annotated, Literal

import typer

from pipeline.cli.options import AsJson
from pipeline.cli.printing import print_result, say


def evaluate(
    gold: Annotated[list[Path], typer.Argument(metavar="GOLD", help="JSON Lines files of hand-coded documents.")],
    db: Annotated[
        Path | None, typer.Option("--db", metavar="FILE", help="DuckDB file to evaluate; without one, the documents are built first.")
    ] = None,
    docs: Annotated[
        list[Path] | None, typer.Option(metavar="DIR", help="Where the documents lie; may be repeated. [default: beside each gold file]")
    ] = None,
    half: Annotated[
        Literal["tune", "held-out"] | None, typer.Option(help="Only this half of the documents; the name of a document puts it there.")
    ] = None,
    split: Annotated[bool, typer.Option("--split", help="Show both halves and their gap; examples of errors are of tune only.")] = False,
    errors: Annotated[int, typer.Option(min=0, metavar="N", help="Show up to N examples of each kind of error.")] = 0,
    write: Annotated[Path | None, typer.Option(metavar="FILE", help="Write the figures to a file, for `legation build --quality`.")] = None,
    calibrate: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Instead, fit the coder's confidence to these documents and write its weights.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Measure precision and recall against hand-coded documents.

    \b
    Examples:
      legation evaluate pipeline/sample/gold.jsonl --docs pipeline/sample/corpus
      legation evaluate gold.jsonl --db build/legation.duckdb --errors 10
      legation evaluate news/gold.jsonl digest/gold.jsonl --split --write build/measured.json
      legation evaluate news/gold.jsonl --half tune --errors 5
    """
    from pipeline.evaluate import figures, measure, measurements, write_evaluation
    from pipeline.progress import show_progress

    if calibrate is not None:
        _calibrate(gold, calibrate, docs=docs or [], as_json=as_json)
        return
    with show_progress() as on_progress:
        evaluation = measure(gold, db, docs=docs or [], half=half, on_progress=on_progress)
    result, lines = figures(evaluation, n_errors=errors, split=split), write_evaluation(evaluation, n_errors=errors, split=split)
    print_result(result, lines, as_json=as_json)
    if not evaluation.documents_with_mentions:
        say("legation: not one event was found in these documents. Were they built into this database?")
        raise typer.Exit(1)
    if write is not None:
        write.write_text(measurements(evaluation), encoding="utf-8")


def _calibrate(gold: list[Path], file: Path, *, docs: list[Path], as_json: bool) -> None:
    """Fit the weights of the coder's confidence, write them to a file, and show how well they hold across halves."""
    from pipeline.evaluate.calibrate import calibrate
    from pipeline.evaluate.write import write_reliability
    from pipeline.lexicon.confidence import write_weights

    fitted = calibrate(gold, docs=docs)
    file.write_text(write_weights(fitted.weights, n_mentions=fitted.n), encoding="utf-8")
    lines = (f"{file}: each half below is rated with weights fitted to the other", *write_reliability(fitted.across))
    print_result({"file": str(file), **dataclasses.asdict(fitted)}, lines, as_json=as_json)
