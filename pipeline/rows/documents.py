"""Documents in, rows of `sources`, `sections`, `section_contexts`, `citations` and `coverage` out."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from pipeline.ids import cited_source_id
from pipeline.records import Citation, Document
from pipeline.rights import FULL, Terms
from pipeline.rows.row import Row

Place = tuple[str, str | None, date | None]  # corpus, publisher, day

FATES = ("coded", "without_events", "uncoded", "rejected")  # what becomes of a document


def source_row(document: Document, terms: Terms = FULL) -> Row:
    """The row of a document that was read, of whose words the data may hold what the terms say."""
    return {
        "source_id": document.source_id,
        "path": document.path,
        "kind": "document",
        "format": document.format,
        "title": document.title,
        "url": document.url,
        "publisher": document.publisher,
        "language": document.language,
        "published_on": document.published_on,
        "licence": document.licence,
        "policy": terms.policy,
        "quote_chars": terms.quote_chars,
        "sha256": document.sha256,
        "n_chars": len(document.text),
    }


def cited_row(citation: Citation) -> Row:
    """The row of a page that is only linked to."""
    unknown = ("format", "title", "publisher", "language", "published_on", "licence", "policy", "quote_chars", "sha256", "n_chars")
    return dict.fromkeys(unknown) | {"source_id": cited_id(citation), "path": citation.url, "kind": "cited", "url": citation.url}


def cited_id(citation: Citation) -> str:
    """Identifier of a cited page, made from its address."""
    return cited_source_id(citation.url)


def citation_rows(document: Document) -> Iterator[Row]:
    """Each page that a document cites, once."""
    labels: dict[str, str | None] = {}
    for citation in document.citations:
        cited = cited_id(citation)
        labels[cited] = labels.get(cited) or citation.label
    for cited, label in labels.items():
        yield {"source_id": document.source_id, "cited_source_id": cited, "label": label}


def section_rows(document: Document) -> Iterator[Row]:
    """The sections of a document, in order."""
    for number, section in enumerate(document.sections):
        yield {
            "source_id": document.source_id,
            "section_no": number,
            "section": section.kind,
            "heading": section.heading,
            "published_on": section.published_on or document.published_on,
            "link": section.link,
            "n_sentences": len(section.sentences),
            "is_coded": section.is_coded,
            "char_start": section.start,
            "char_end": section.end,
        }


def context_rows(document: Document) -> Iterator[Row]:
    """The context labels of a document's sections."""
    for number, section in enumerate(document.sections):
        for context in dict.fromkeys(section.contexts):
            yield {"source_id": document.source_id, "section_no": number, "context": context}


def story_of(document: Document, section_no: int) -> int | None:
    """The section of the story to whose Related list an item belongs: the last one before it. None for what is no such item."""
    if document.sections[section_no].kind != "related":
        return None
    return next((number for number in reversed(range(section_no)) if document.sections[number].kind == "main"), None)


def coverage_rows(counts: Mapping[tuple[Place, str], int]) -> Iterator[Row]:
    """Documents by corpus, publisher and day; `counts` says how many met which of the FATES."""
    places = sorted({place for place, _ in counts}, key=_by_corpus_publisher_day)
    for number, place in enumerate(places):
        corpus, publisher, day = place
        fates = {f"n_{fate}": counts.get((place, fate), 0) for fate in FATES}
        named: Row = {"coverage_no": number, "corpus": corpus, "publisher": publisher, "published_on": day}
        yield named | {"n_read": sum(fates.values())} | fates


def _by_corpus_publisher_day(place: Place) -> tuple[object, ...]:
    corpus, publisher, day = place
    return corpus, publisher is not None, publisher or "", day or date.min


def digest_of(hashes: Iterable[str]) -> str:
    """One SHA-256 over the hashes of all documents, in whatever order they were read."""
    return hashlib.sha256("".join(sorted(hashes)).encode()).hexdigest()
