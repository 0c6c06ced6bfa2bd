"""News in; sentences per second of the whole way that codes it, and of spaCy alone on the same sentences, out.

`python -m tests.bench.coding WAY FILE` measures one way and prints JSON; each is a process of its own. The sentences are those that our
reader finds; spaCy gets them as a stream of texts, as it likes them best, and for the way `stories` the documents as they are.
The time to import and load is left out, but for the way `cold`, which counts all from the start.
"""

import json
import os
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from tests.bench.command import Say, run_module, silent
from tests.bench.memory import processor_seconds
from tests.bench.news import CORPORA, REAL, write_news
from tests.bench.stories import stories

if TYPE_CHECKING:
    from pipeline.coded import Recall
    from pipeline.coding import Found
    from pipeline.records import Document

WARMING = (12, 4)  # batches, and documents in each
N_MADE = 400  # documents where there is no news
PARSER_ONLY = ("ner", "attribute_ruler", "lemmatizer", "senter")
ONE_THREAD = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")


@dataclass(frozen=True, slots=True)
class Way:
    """A way through the sentences: how it is called, at length and in short, in how many processes it works, what it does with news."""

    name: str
    title: str
    short: str
    processes: int
    measure: Callable[[Path], dict[str, float]]


@dataclass(frozen=True, slots=True)
class Rate:
    """One way as it was measured; `per_processor_second` counts sentences by the time of processors, which other programs change little."""

    name: str
    title: str
    short: str
    processes: int
    sentences: int
    seconds: float
    processor_seconds: float
    sentences_per_second: float
    per_processor_second: float


def measure_coding(*, corpora: Path = CORPORA, documents: int | None = None, say: Say = silent) -> dict[str, Any]:
    """All ways on the news of a folder, or on made-up news where it is not there; of it only so many `documents`, where said."""
    with TemporaryDirectory() as scratch:
        file = Path(scratch) / "news.jsonl"
        origin = _write(file, corpora, documents)
        n = len(_sentences(file))
        rates = []
        for way in WAYS.values():
            ran = run_module("coding", way.name, str(file), environment=ONE_THREAD if way.name not in OWN else None)
            seconds = ran.told["seconds"] if way.name != "cold" else ran.command.seconds
            processor = ran.told["processor_seconds"] if way.name != "cold" else ran.command.processor_seconds
            speeds = (round(n / seconds, 1), round(n / processor, 1))
            rates.append(Rate(way.name, way.title, way.short, way.processes, n, round(seconds, 2), round(processor, 2), *speeds))
            say(f"{way.title}, {way.processes} process(es): {n / seconds:,.0f} sentences/s")
    return {"origin": origin, "sentences": n, "rates": list(map(asdict, rates))}


def _write(file: Path, corpora: Path, documents: int | None) -> str:
    """Put the news in one file; where it is from."""
    real = [corpora / name for name in REAL if (corpora / name).is_file()]
    if not real:
        write_news(file, documents or N_MADE, seed=0, corpora=corpora)
        return "documents made from the sample corpus"
    lines = [line for each in real for line in each.read_text(encoding="utf-8").splitlines()]
    file.write_text("".join(f"{line}\n" for line in lines[:documents]), encoding="utf-8")
    return " and ".join(each.name for each in real) + (f", the first {documents} documents" if documents else "")


def _sentences(file: Path) -> list[str]:
    """Every sentence that the coder is given."""
    sections = [(document, section) for document in _documents(file) for section in document.sections]
    return [document.text[slice(*span)] for document, section in sections if section.is_coded for span in section.sentences]


def _stories(file: Path) -> list[str]:
    """The text of every document that has such sentences."""
    return [document.text for document in _documents(file) if any(section.is_coded and section.sentences for section in document.sections)]


def _documents(file: Path) -> Iterator["Document"]:
    from pipeline.corpus import read_corpus
    from pipeline.parse import parse
    from pipeline.records import Document, RawDocument

    read = (parse(raw) for raw in read_corpus(str(file)) if isinstance(raw, RawDocument))
    return (document for document in read if isinstance(document, Document))


def _spacy(exclude: Iterable[str], processes: int, texts: Callable[[Path], list[str]] = _sentences) -> Callable[[Path], dict[str, float]]:
    def measure(file: Path) -> dict[str, float]:
        import spacy

        from pipeline.options import PARSER

        given = texts(file)
        model = spacy.load(PARSER, exclude=list(exclude))
        for _ in model.pipe(_sentences(file)[:50]):  # what is made once is made now
            continue
        started, used = time.perf_counter(), processor_seconds() + sum(os.times()[2:4])
        for _ in model.pipe(given, n_process=processes):
            continue
        ended = processor_seconds() + sum(os.times()[2:4])  # with that of the processes that have ended
        return {"seconds": time.perf_counter() - started, "processor_seconds": ended - used}

    return measure


def _whole(workers: int, *, is_warm: bool) -> Callable[[Path], dict[str, float]]:
    """Read, survey, learn who is who, and code: all that a build does before it loads."""

    def measure(file: Path) -> dict[str, float]:
        from pipeline.coded import Recall, coder_of, open_store
        from pipeline.coding import batches_of, hired
        from pipeline.corpus import read_corpus
        from pipeline.options import PARSER
        from pipeline.rights import Requests

        with TemporaryDirectory() as scratch, open_store(Path(scratch) / "coded") as store, hired(workers) as crew:
            recall = Recall(crew, store, coder_of(PARSER, []), requests=Requests(()))
            if is_warm:
                warming = [tuple(_made(Path(scratch) / f"{number}.jsonl", number)) for number in range(WARMING[0])]
                _code(recall, lambda: iter(warming))
            started, used = time.perf_counter(), processor_seconds()
            _code(recall, lambda: batches_of(read_corpus(str(file))))
            return {"seconds": time.perf_counter() - started, "processor_seconds": processor_seconds() - used}

    return measure


def _code(recall: "Recall", batches: Callable[[], Iterator[tuple["Found", ...]]]) -> None:
    from pipeline.flows.work import learn_people
    from pipeline.options import PARSER
    from pipeline.people.learning import Gathered

    gathered = Gathered()
    for survey in recall.survey(batches()):
        for surveyed in survey():
            gathered.add(*surveyed)
    people = learn_people(gathered, ())
    for coming in recall.code(batches(), model=PARSER, people=people):
        coming()


def _made(file: Path, seed: int) -> Iterator["Found"]:
    """A few made-up stories, which warm up a process: none of the sentences that are measured."""
    from pipeline.corpus import read_corpus

    told = zip(range(WARMING[1]), stories(Random(seed)), strict=False)
    file.write_text("".join(f"{json.dumps({'id': str(number), 'text': text})}\n" for number, text in told), encoding="utf-8")
    return read_corpus(str(file))


OWN = ("cold", "warm", "single")
WAYS = {
    way.name: way
    for way in (
        Way("full", "spaCy, the full pipeline", "spaCy, full", 1, _spacy((), 1)),
        Way("full-2", "spaCy, the full pipeline", "spaCy, full", 2, _spacy((), 2)),
        Way("stories", "spaCy, the full pipeline on whole stories", "spaCy, stories", 1, _spacy((), 1, _stories)),
        Way("parser", "spaCy, tagger and parser only", "spaCy, parser", 1, _spacy(PARSER_ONLY, 1)),
        Way("parser-2", "spaCy, tagger and parser only", "spaCy, parser", 2, _spacy(PARSER_ONLY, 2)),
        Way("single", "Legation, read, survey and code", "Legation", 1, _whole(1, is_warm=True)),
        Way("warm", "Legation, read, survey and code", "Legation", 2, _whole(2, is_warm=True)),
        Way("cold", "Legation, the same from a cold start", "Legation, cold", 2, _whole(2, is_warm=False)),
    )
}

if __name__ == "__main__":
    print(json.dumps(WAYS[sys.argv[1]].measure(Path(sys.argv[2]))))
