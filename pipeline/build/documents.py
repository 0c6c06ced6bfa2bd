"""Coded batches in, rows of documents out, and what the ledger must know of them."""

import logging

from pipeline import rows
from pipeline.build.ledger import Ledger
from pipeline.coding import Batch
from pipeline.load import Warehouse
from pipeline.parse import CODED_LANGUAGES
from pipeline.records import Document, Mention, Reject

LOG = logging.getLogger(__name__)


def add_batch(warehouse: Warehouse, ledger: Ledger, batch: Batch) -> int:
    """Load the documents of a batch and note their mentions; returns how many documents and rejects it held."""
    for item in batch.coded:
        document, mentions = item.document, item.mentions
        if document.source_id in ledger.seen:
            reason = "Another document of this build has the same path and content."
            _reject(warehouse, ledger, _place(document), Reject("corpus", "duplicate", reason, document.path, corpus=document.corpus))
            continue
        admitted = _add_document(warehouse, ledger, document)
        _note(ledger, admitted, mentions)
        warehouse.reject(item.rejects)
    for reject in batch.rejects:
        _reject(warehouse, ledger, (reject.corpus or "corpus", None, None), reject)
    for taken in batch.taken_down:
        reason = ledger.clearance.leave_out(taken.name, taken.numbers)
        reject = Reject("corpus", "take-down", reason, locator=taken.source_id, corpus=taken.corpus)
        _reject(warehouse, ledger, (taken.corpus, None, None), reject)
    ledger.n_found += len(batch.outcomes)
    n_rejected = len(batch.rejects) + len(batch.taken_down)
    LOG.debug("loaded %d documents, and %d that could not be used; %d so far", len(batch.coded), n_rejected, ledger.n_found)
    return len(batch.outcomes)


def _add_document(warehouse: Warehouse, ledger: Ledger, document: Document) -> Document:
    """Load a document as it may be published, and return it so."""
    document, terms = ledger.clearance.admit(document)
    ledger.seen.add(document.source_id)
    ledger.hashes.append(document.sha256)
    if not ledger.is_plain:
        ledger.paths[document.source_id] = document.path
    warehouse.add("sources", [rows.source_row(document, terms)])
    for citation in document.citations:
        cited = rows.cited_id(citation)
        if cited not in ledger.seen:
            ledger.seen.add(cited)
            warehouse.add("sources", [rows.cited_row(citation)])
    warehouse.add("sections", rows.section_rows(document))
    warehouse.add("section_contexts", rows.context_rows(document))
    warehouse.add("citations", rows.citation_rows(document))
    return document


def _note(ledger: Ledger, document: Document, mentions: tuple[Mention, ...]) -> None:
    ledger.spool.add(mentions)
    ledger.roll.add(mentions)
    for number in {mention.section_no for mention in mentions}:
        if contexts := document.sections[number].contexts:
            ledger.contexts[document.source_id, number] = contexts
        if (story := rows.story_of(document, number)) is not None:
            ledger.stories[document.source_id, number] = story
    if mentions and ledger.corrections:
        ledger.places[document.source_id] = _place(document)
        ledger.n_mentions_in[document.source_id] += len(mentions)
    fate = "coded" if mentions else "without_events" if document.language in CODED_LANGUAGES else "uncoded"
    ledger.coverage[_place(document), fate] += 1
    if fate == "uncoded":
        ledger.uncoded[document.language or "unknown"] += 1
        ledger.n_uncoded_sentences += sum(len(section.sentences) for section in document.sections)


def _reject(warehouse: Warehouse, ledger: Ledger, place: rows.Place, reject: Reject) -> None:
    warehouse.reject([reject])
    ledger.coverage[place, "rejected"] += 1


def _place(document: Document) -> rows.Place:
    return document.corpus, document.publisher, document.published_on
