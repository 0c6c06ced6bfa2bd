"""A release and the corpora that it was made from in, whether each word that it quotes stands where it says out. Nothing is coded again."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from pipeline.parse import parse
from pipeline.records import RawDocument, Reject
from pipeline.summary import OnProgress
from pipeline.verify.claims import Connection, Source, count_claims, is_of_this_code, open_release, read_claims, read_sources
from pipeline.verify.proof import BY_HASH, RIGHT, UNTOLD, WRONG, Problem, prove
from pipeline.verify.search import Search

__all__ = ["BY_HASH", "RIGHT", "UNTOLD", "WRONG", "Problem", "Verification", "verify_release"]

DOCUMENTS, CHARACTERS = 2_000, 8_000_000  # of which the claims are read at once, whichever comes first
KEPT = 1_000  # problems that are told; the rest are counted

Batch = list[tuple[Source, RawDocument]]


@dataclass(slots=True)
class Verification:
    """What came of a release.

    `counts` says how many claims of a kind (`documents`, `quotes`, `triggers`, `dates`, `actors`, `sections`) are `right` or `wrong`,
    are proved `by_hash`, or are `untold` because a policy withholds the words; `totals` how many rows the release has. Documents that are
    `moved` were found under another path; of the `problems` no more than KEPT are told, and all are counted.
    """

    release: str
    n_documents: int
    same_code: bool
    totals: dict[str, int]
    n_found: int = 0
    n_moved: int = 0
    n_missing: int = 0
    n_changed: int = 0
    n_problems: int = 0
    counts: Counter[tuple[str, str]] = field(default_factory=Counter)
    problems: list[Problem] = field(default_factory=list)

    def add(self, problems: Iterable[Problem]) -> None:
        """Note what is wrong."""
        for problem in problems:
            self.n_problems += 1
            if len(self.problems) < KEPT:
                self.problems.append(problem)


def verify_release(
    release: Path, corpora: Sequence[str], *, max_bytes: int = 5_000_000, on_progress: OnProgress | None = None
) -> Verification:
    """Compare a release folder, or a database, with the documents of these corpora, which may hold more than it does.

    No more is in memory than the list of documents, and some of their texts. Raises CorpusError, ReleaseError and LegationError.
    """
    with open_release(release) as connection:
        sources = read_sources(connection)
        search = Search(sources, corpora, max_bytes=max_bytes)
        result = Verification(str(release), len(sources), is_of_this_code(connection), count_claims(connection))
        for batch in _batches(search.documents()):
            _prove(connection, batch, result)
            if on_progress is not None:
                on_progress("documents", len(search.found), len(sources))
    result.n_found, result.n_moved = len(search.found), len(search.moved)
    for source, instead in search.not_found():
        result.n_changed += instead is not None
        result.n_missing += instead is None
        result.add([Problem(source.path, None, instead or "no document of these corpora has its path or its content")])
    return result


def _prove(connection: Connection, batch: Batch, result: Verification) -> None:
    claims = read_claims(connection, [source.source_id for source, _ in batch])
    for source, raw in batch:
        document = parse(raw)
        if isinstance(document, Reject):
            result.add([Problem(source.path, None, f"it is no document any more: {document.reason}")])
            continue
        found = prove(document, source, claims[source.source_id], same_code=result.same_code)
        result.counts.update(found.counts)
        result.add(found.problems)


def _batches(found: Iterable[tuple[Source, RawDocument]]) -> Iterator[Batch]:
    batch: Batch = []
    size = 0
    for source, raw in found:
        batch.append((source, raw))
        size += len(raw.text)
        if len(batch) >= DOCUMENTS or size >= CHARACTERS:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch
