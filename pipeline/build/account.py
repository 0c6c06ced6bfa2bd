"""A build that has merged its mentions in; what became of events, what it says of itself, and the figures of its summary out."""

import logging
from collections import Counter
from collections.abc import Iterable, Mapping
from importlib.metadata import version
from pathlib import Path

from pipeline import rows
from pipeline.build.ledger import Ledger
from pipeline.counts import check_counts, documents_rejected
from pipeline.history import Snapshot, code_sha256, compare, moved_of, snapshot_of, told_by
from pipeline.load import Warehouse
from pipeline.merge import uncollected
from pipeline.release.versions import FIRST, parse_version, version_after
from pipeline.summary import BuildSummary
from schemas.ontology import CODEBOOK_VERSION, DATA_LICENCE

LOG = logging.getLogger(__name__)


@uncollected()
def add_history(warehouse: Warehouse, ledger: Ledger) -> None:
    """Load the registry of events up to the earlier release, and what this build makes of them; without one, all were added."""
    if (earlier := ledger.earlier) is None:
        return
    release, changes = coming_release(earlier), compare(earlier, state_of(ledger))
    warehouse.add("event_history", rows.event_history_rows(earlier, changes, release))
    hushed = told_by(earlier, ledger.clearance.gone_before)
    warehouse.add("event_changes", rows.event_change_rows(earlier, changes, release, hushed=hushed))


def state_of(ledger: Ledger) -> Snapshot:
    """The state in which a build leaves the data, without its registry, to be compared with that of the earlier release."""
    withdrawn = ((each.event_id, each.mention) for each in ledger.withdrawn)
    return snapshot_of(
        ledger.states.values(),
        ledger.paths,
        version=coming_release(ledger.earlier),
        codebook_version=CODEBOOK_VERSION,
        code_sha256=code_sha256(),
        corrections=ledger.corrections,
        moved=moved_of(ledger.corrected, ledger.paths, ledger.moved, withdrawn),
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


def summarize(ledger: Ledger, rejected: Counter[tuple[str, str]], *, db: Path, seconds: float, documents_known: int = 0) -> BuildSummary:
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
        mentions=ledger.spool.n - len(ledger.withdrawn),
        events=ledger.events_by_type.total(),
        events_by_type=dict(sorted(ledger.events_by_type.items())),
        seconds=seconds,
        corrections=len(ledger.corrections),
        notes=tuple(ledger.clearance.notes()),
        documents_known=documents_known,
    )
