"""Documents coded with the scan for triggers and without it: what the scan leaves out tells nothing, so that no mention is lost.

"Without" means that every sentence is parsed and judged; what later sentences may refer back to is the same both times, for it is part of
how a document is read, whatever is parsed.
"""

from pathlib import Path

import pytest

from pipeline.coding import parser
from pipeline.corpus import read_corpus
from pipeline.extract.coder import code_documents
from pipeline.extract.plain import plain_sentences
from pipeline.lexicon.triggers import can_tell
from pipeline.options import PARSER
from pipeline.parse import CODED_LANGUAGES, parse
from pipeline.records import Document, Mention, RawDocument
from pipeline.sample import corpus_path
from tests.extract.coding import document_of

SHARED = Path(__file__).resolve().parents[2].parent / "shared"


def coded(documents: list[Document], *, scan: bool) -> list[tuple[Mention, ...]]:
    return [mentions for _, mentions, _ in code_documents(documents, lambda: parser(PARSER), scan=scan)]


def documents_in(place: Path) -> list[Document]:
    files = sorted(file for file in place.rglob("*") if file.suffix in (".md", ".txt", ".html"))
    read = [parse(raw) for file in files for raw in read_corpus(str(file)) if isinstance(raw, RawDocument)]
    return [document for document in read if isinstance(document, Document) and document.language in CODED_LANGUAGES]


def left_out(documents: list[Document]) -> int:
    return sum(not can_tell(sentence.text) for document in documents for sentence in plain_sentences(document))


def test_the_scan_loses_nothing_of_the_sample() -> None:
    documents = documents_in(corpus_path())
    with_scan = coded(documents, scan=True)
    assert left_out(documents)
    assert sum(map(len, with_scan)) > 20
    assert coded(documents, scan=False) == with_scan


@pytest.mark.skipif(not SHARED.is_dir(), reason="the development documents lie beside the project only where it is developed")
@pytest.mark.parametrize("folder", ["seeds", "gold/digest", "gold/articles", "gold/encyclopedia"])
def test_the_scan_loses_nothing_of_the_development_documents(folder: str) -> None:
    documents = documents_in(SHARED / folder)
    with_scan = coded(documents, scan=True)
    assert left_out(documents)
    assert sum(map(len, with_scan)) > 20
    assert coded(documents, scan=False) == with_scan


def test_without_the_scan_every_sentence_is_parsed() -> None:
    def refuse() -> None:
        raise AssertionError("loaded")

    quiet = document_of("The weather was mild.")
    assert [mentions for _, mentions, _ in code_documents([quiet], refuse)] == [()]  # type: ignore[arg-type]
    with pytest.raises(AssertionError, match="loaded"):
        list(code_documents([quiet], refuse, scan=False))  # type: ignore[arg-type]
