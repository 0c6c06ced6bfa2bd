"""One sentence in, what the coder makes of it out: for the tests of the lexicon and of the coder."""

from collections.abc import Sequence
from datetime import date
from functools import cache

from pipeline.coding import parser
from pipeline.extract.coder import code_documents
from pipeline.options import PARSER
from pipeline.records import Document, Mention, Party, Section


def document_of(text: str, number: int = 0, *, told_on: date | None = None, format: str = "other", title: str | None = None) -> Document:
    """A document of one paragraph, of which every line is a sentence."""
    spans, start = [], 0
    for line in text.splitlines(keepends=True):
        if line.strip():
            spans.append((start, start + len(line.rstrip())))
        start += len(line)
    section = Section("main", 0, len(text), sentences=tuple(spans))
    return Document(
        source_id=f"src_{number:016x}",
        corpus="test",
        path=f"{number}.txt",
        format=format,
        text=text,
        sha256="0" * 64,
        sections=(section,),
        title=title,
        language="en",
        published_on=told_on,
    )


def code_texts(texts: Sequence[str]) -> list[tuple[Mention, ...]]:
    """The mentions of each of many texts, parsed together."""
    documents = [document_of(text, number) for number, text in enumerate(texts)]
    return [mentions for _, mentions, _ in code_documents(documents, lambda: parser(PARSER))]


@cache
def code(text: str, *, told_on: date | None = None, format: str = "other", title: str | None = None) -> tuple[Mention, ...]:
    """The mentions of one text."""
    ((_, mentions, _),) = code_documents([document_of(text, told_on=told_on, format=format, title=title)], lambda: parser(PARSER))
    return mentions


def who(parties: Sequence[Party]) -> set[str]:
    """Codes of the parties of a mention; a person or group of no known country has none."""
    return {party.country or party.actor_id for party in parties if party.country or party.kind in ("country", "organization")}
