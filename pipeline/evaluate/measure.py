"""Files of hand-coded documents and a database in, the evaluation of the coder out: of all, and of each set, format and half."""

import tempfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from pipeline.database import open_database
from pipeline.errors import LegationError
from pipeline.evaluate.found import FoundMention, read_mentions
from pipeline.evaluate.gold import GoldDocument, read_gold
from pipeline.evaluate.halves import HALVES, in_half
from pipeline.evaluate.score import Evaluation, score
from pipeline.summary import OnProgress

Mentions = Mapping[str, Sequence[FoundMention]]


def measure(
    gold_files: Sequence[Path],
    db: Path | None = None,
    *,
    docs: Sequence[Path] = (),
    half: str | None = None,
    on_progress: OnProgress | None = None,
) -> Evaluation:
    """Compare the gold files with `db`, or with a build of their own documents where no database is given.

    The documents lie beside each gold file, or in one of the folders `docs`; `half` takes only that half of them. Where single
    sentences are given beside whole documents, the figures over all are of the documents. Raises LegationError where a file cannot
    be read.
    """
    documents = [document for file in gold_files for document in read_gold(file, docs=docs)]
    if half is not None:
        documents = in_half(documents, half)
    if not documents:
        raise LegationError("There are no hand-coded documents in these files" + (f" in the half {half}." if half else "."))
    if db:
        return _compare_with(documents, db)
    corpora = corpora_of(documents)
    from pipeline.flows import run_build

    with tempfile.TemporaryDirectory(prefix="legation-evaluate-") as folder:
        built = Path(folder) / "gold.duckdb"
        run_build(corpora, built, on_progress=on_progress)
        return _compare_with(documents, built)


def corpora_of(documents: Iterable[GoldDocument]) -> list[str]:
    """The files of the documents, each once; LegationError where one is not there."""
    files = dict.fromkeys(document.file for document in documents)
    if absent := [str(file) for file in files if not file.is_file()]:
        raise LegationError(
            f"{len(absent)} of {len(files)} documents are not there, the first {absent[0]}. Where do they lie? --docs FOLDER"
        )
    return [str(file) for file in files]


def evaluate(documents: Sequence[GoldDocument], mentions: Mentions) -> Evaluation:
    """The figures of all documents, with those of each set, each format and each half."""
    whole = [document for document in documents if not document.is_sentence] or list(documents)
    sets = dict.fromkeys(document.set_name for document in documents)
    return replace(
        _score_by_format(whole, mentions),
        sets={name: _score_by_format([each for each in documents if each.set_name == name], mentions) for name in sets},
        halves={half: score(in_half(whole, half), mentions) for half in HALVES},
    )


def _score_by_format(documents: Sequence[GoldDocument], mentions: Mentions) -> Evaluation:
    formats = sorted({document.format for document in documents if document.format})
    by_format = {name: score([each for each in documents if each.format == name], mentions) for name in formats}
    return replace(score(documents, mentions), formats=by_format)


def _compare_with(documents: Sequence[GoldDocument], db: Path) -> Evaluation:
    with open_database(db) as connection:
        return evaluate(documents, read_mentions(connection))
