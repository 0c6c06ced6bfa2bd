"""Coded batches in, rows of the warehouse out: what one build has read so far, and the tables made from all of it at the end."""

import logging
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path

from pipeline import rows
from pipeline.coding import Batch
from pipeline.corrections import Corrected, Withdrawn, correct_events, correct_mentions
from pipeline.counts import check_counts, documents_rejected
from pipeline.history import Snapshot, carry_ids, code_sha256, compare, first_changes, snapshot_of, told_by
from pipeline.identity import identify, learn_identities
from pipeline.ids import mention_id
from pipeline.load import Warehouse
from pipeline.merge import merge, uncollected
from pipeline.parse import CODED_LANGUAGES
from pipeline.people.known import Known, People
from pipeline.records import Correction, Document, Event, Mention, Reject
from pipeline.relations import spells_of
from pipeline.release.versions import FIRST, parse_version, version_after
from pipeline.rights import Clearance
from pipeline.summary import BuildSummary
from schemas.ontology import CODEBOOK_VERSION, DATA_LICENCE

LOG = logging.getLogger(__name__)


@dataclass(slots=True)
class Ledger:
    """What a build knows so far: mentions, the contexts of their sections and the stories that these belong to, which documents it has,
    the counts of the summary, what may be said of its documents, and at its end what rosters say of its actors."""

    mentions: list[Mention] = field(default_factory=list)
    contexts: dict[tuple[str, int], tuple[str, ...]] = field(default_factory=dict)
    stories: dict[tuple[str, int], int] = field(default_factory=dict)
    seen: set[str] = field(default_factory=set)
    hashes: list[str] = field(default_factory=list)
    n_found: int = 0
    coverage: Counter[tuple[rows.Place, str]] = field(default_factory=Counter)
    uncoded: Counter[str] = field(default_factory=Counter)
    n_uncoded_sentences: int = 0
    known: dict[str, Known] = field(default_factory=dict)
    paths: dict[str, str] = field(default_factory=dict)
    corrections: tuple[Correction, ...] = ()
    withdrawn: tuple[Withdrawn, ...] = ()
    moved: Mapping[str, str] = field(default_factory=dict)
    places: dict[str, rows.Place] = field(default_factory=dict)
    earlier: Snapshot | None = None
    clearance: Clearance = field(default_factory=Clearance)


def add_batch(warehouse: Warehouse, ledger: Ledger, batch: Batch) -> int:
    """Load the documents of a batch and note their mentions; returns how many documents and rejects it held."""
    for item in batch.coded:
        document, mentions = item.document, item.mentions
        if document.source_id in ledger.seen:
            reason = "Another document of this build has the same path and content."
            _reject(warehouse, ledger, _place(document), Reject("corpus", "duplicate", reason, document.path, corpus=document.corpus))
            continue
        admitted = _add_document(warehouse, ledger, document)
        ledger.mentions += mentions
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


@uncollected()
def merge_mentions(ledger: Ledger, people: People | None = None) -> tuple[Event, ...]:
    """The events of all mentions, persons identified across documents."""
    identities = learn_identities(ledger.mentions, people)
    ledger.known = identities.known
    mentions = (identify(mention, identities) for mention in ledger.mentions)
    ledger.mentions, problems = correct_mentions(mentions, ledger.corrections)
    events = carry_ids(merge(ledger.mentions), ledger.earlier, ledger.paths)
    corrected = correct_events(events, ledger.corrections, problems)
    ledger.moved = corrected.moved
    if corrected.withdrawn:
        _withdraw(ledger, corrected)
    LOG.info("%d mentions are reports of %d events", len(ledger.mentions), len(corrected.events))
    return corrected.events


@uncollected()
def add_events(warehouse: Warehouse, ledger: Ledger, events: Iterable[Event]) -> None:
    """Load the actors, events and mentions, and what follows from them."""
    events = tuple(events)
    parties = (party for event in events for party in (*event.actors, *event.recipients))
    actors = list(rows.actor_rows(ledger.mentions, ledger.known, others=parties))
    warehouse.add("actors", actors)
    names = {str(row["actor_id"]): str(row["name"]) for row in actors}
    warehouse.add("actor_names", rows.actor_name_rows(ledger.mentions, names, ledger.known, ledger.clearance.terms))
    warehouse.add("actor_roles", rows.actor_role_rows(ledger.mentions))
    for event in events:
        warehouse.add("events", [rows.event_row(event)])
        warehouse.add("event_actors", rows.event_actor_rows(event))
    for mention, event_id in _reports(events):
        moved_from = ledger.moved.get(mention_id(mention)) if ledger.moved else None
        terms = ledger.clearance.terms_of(mention.source_id)
        warehouse.add("mentions", [rows.mention_row(mention, event_id, moved_from, terms=terms)])
        warehouse.add("mention_actors", rows.mention_actor_rows(mention, names, terms=terms))
    for event in events:
        warehouse.add("event_choices", rows.event_choice_rows(event))
    warehouse.add("event_links", rows.event_link_rows(events, ledger.stories))
    warehouse.add("event_contexts", rows.event_context_rows(events, ledger.contexts))
    warehouse.add("relations", rows.relation_rows(spells_of(events)))
    warehouse.add("corrections", rows.correction_rows(ledger.corrections, events))
    for each in ledger.withdrawn:
        source_id = each.mention.source_id
        corpus, path, terms = ledger.places[source_id][0], ledger.paths[source_id], ledger.clearance.terms_of(source_id)
        warehouse.reject([rows.withdrawn_reject(each, corpus=corpus, path=path, terms=terms)])


def _reports(events: Iterable[Event]) -> list[tuple[Mention, str]]:
    """The mentions of all documents with the ids of their events, in the order of the text: so they read in the table."""

    def place(report: tuple[Mention, str]) -> tuple[object, ...]:
        mention, event_id = report
        return mention.source_id, mention.start, mention.end, mention.rule, mention.trigger, event_id

    return sorted(((mention, event.event_id) for event in events for mention in event.mentions), key=place)


@uncollected()
def add_history(warehouse: Warehouse, ledger: Ledger, events: Iterable[Event]) -> None:
    """Load the registry: what became of events up to the earlier release, and what this build makes of them."""
    earlier, release = ledger.earlier, coming_release(ledger.earlier)
    changes = compare(earlier, state_of(ledger, events)) if earlier else first_changes(events, rows.summary_of)
    warehouse.add("event_history", rows.event_history_rows(earlier, changes, release))
    hushed = told_by(earlier, ledger.clearance.gone_before) if earlier else frozenset[str]()
    warehouse.add("event_changes", rows.event_change_rows(earlier, changes, release, hushed=hushed))


def state_of(ledger: Ledger, events: Iterable[Event]) -> Snapshot:
    """The state in which a build leaves the data, without its registry, to be compared with that of the earlier release."""
    return snapshot_of(
        events,
        ledger.paths,
        summarize=rows.summary_of,
        version=coming_release(ledger.earlier),
        codebook_version=CODEBOOK_VERSION,
        code_sha256=code_sha256(),
        corrections=ledger.corrections,
        moved=ledger.moved,
        withdrawn=((each.event_id, each.mention) for each in ledger.withdrawn),
    )


def coming_release(earlier: Snapshot | None) -> str:
    """The version under which changes are noted until a release gives them another: the next minor one after the earlier release."""
    number = parse_version(earlier.version) if earlier else None
    return version_after(number, "minor") if number else FIRST


def add_account(
    warehouse: Warehouse, ledger: Ledger, corpora: Iterable[str], measured: Mapping[str, Iterable[rows.Row]] | None = None
) -> None:
    """Load what the build says of itself: what was read by corpus, publisher and day, how good the coder is, its codebook, its origin."""
    warehouse.flush()  # after which it has counted all rejects of documents
    check_counts(ledger.coverage, n_found=ledger.n_found, n_documents=len(ledger.hashes), rejected=warehouse.n_rejected)
    for (stage, check), count in sorted(warehouse.n_rejected.items()):
        LOG.info("rejected by %s: %s %d", stage, check, count)
    warehouse.add("coverage", rows.coverage_rows(ledger.coverage))
    for table, measurements in (measured or {}).items():
        warehouse.add(table, measurements)
    warehouse.add("codebook", rows.codebook_rows())
    warehouse.add("take_downs", rows.take_down_rows(ledger.clearance.requests.take_downs, ledger.clearance.n_left_out()))
    warehouse.add("licences", rows.licence_rows(ledger.clearance.licences))
    facts = {
        "title": "Legation: events between states",
        "version": coming_release(ledger.earlier),
        "codebook_version": CODEBOOK_VERSION,
        "code_sha256": code_sha256(),
        "pipeline_version": version("legation"),
        "licence": DATA_LICENCE,
        "corpora": ", ".join(sorted(set(corpora))),
        "corpus_sha256": rows.digest_of(ledger.hashes),
        "n_documents": str(len(ledger.hashes)),
    }
    if ledger.earlier:
        facts["since_release"] = ledger.earlier.version
    warehouse.add("release_info", ({"key": key, "value": value} for key, value in sorted(facts.items())))


def summarize(
    ledger: Ledger, events: tuple[Event, ...], rejected: Counter[tuple[str, str]], *, db: Path, seconds: float, documents_known: int = 0
) -> BuildSummary:
    """The figures of a build that has ended."""
    fates: Counter[str] = Counter()
    for (_, fate), count in ledger.coverage.items():
        fates[fate] += count
    checks: Counter[str] = Counter()
    for (_, check), count in rejected.items():
        checks[check] += count
    return BuildSummary(
        db=str(db),
        documents_read=sum(fates.values()),
        documents_coded=fates["coded"],
        documents_without_events=fates["without_events"],
        documents_uncoded=dict(sorted(ledger.uncoded.items())),
        sentences_uncoded=ledger.n_uncoded_sentences,
        rejected=dict(sorted(checks.items())),
        documents_rejected=documents_rejected(rejected),
        mentions=len(ledger.mentions),
        events=len(events),
        events_by_type=dict(sorted(Counter(event.event_type for event in events).items())),
        seconds=seconds,
        corrections=len(ledger.corrections),
        notes=tuple(ledger.clearance.notes()),
        documents_known=documents_known,
    )


def _add_document(warehouse: Warehouse, ledger: Ledger, document: Document) -> Document:
    """Load a document as it may be published, and return it so."""
    document, terms = ledger.clearance.admit(document)
    ledger.seen.add(document.source_id)
    ledger.hashes.append(document.sha256)
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
    for mention in mentions:
        ledger.contexts[mention.source_id, mention.section_no] = document.sections[mention.section_no].contexts
        if (story := rows.story_of(document, mention.section_no)) is not None:
            ledger.stories[mention.source_id, mention.section_no] = story
        ledger.places[mention.source_id] = _place(document)
    fate = "coded" if mentions else "without_events" if document.language in CODED_LANGUAGES else "uncoded"
    ledger.coverage[_place(document), fate] += 1
    if fate == "uncoded":
        ledger.uncoded[document.language or "unknown"] += 1
        ledger.n_uncoded_sentences += sum(len(section.sentences) for section in document.sections)


def _withdraw(ledger: Ledger, corrected: Corrected) -> None:
    """Keep the mentions that are left; a document that has none is one without events."""
    ledger.withdrawn = corrected.withdrawn
    ledger.mentions = [mention for event in corrected.events for mention in event.mentions]
    emptied = {each.mention.source_id for each in ledger.withdrawn} - {mention.source_id for mention in ledger.mentions}
    for source_id in emptied:
        ledger.coverage[ledger.places[source_id], "coded"] -= 1
        ledger.coverage[ledger.places[source_id], "without_events"] += 1


def _reject(warehouse: Warehouse, ledger: Ledger, place: rows.Place, reject: Reject) -> None:
    warehouse.reject([reject])
    ledger.coverage[place, "rejected"] += 1


def _place(document: Document) -> rows.Place:
    return document.corpus, document.publisher, document.published_on
