"""What a build and a release say of themselves while they run and when they end: figures for scripts, lines for people."""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

OnProgress = Callable[[str, int, int | None], None]  # stage, done (0 where it begins), total where it is known


@dataclass(frozen=True)
class BuildSummary:
    """What became of the documents of one build: those read are the sum of those coded, without events, uncoded and rejected.

    `documents_uncoded` counts by language, `documents_rejected` by check; `rejected` counts sentences, mentions and rows, too, by check.
    `notes` say what the user should look at again; `documents_known` are those that an earlier build had coded; where it `is_unchanged`,
    the database was left as it was.
    """

    db: str
    documents_read: int
    documents_coded: int
    documents_without_events: int
    documents_uncoded: dict[str, int]
    sentences_uncoded: int
    rejected: dict[str, int]
    mentions: int
    events: int
    events_by_type: dict[str, int]
    seconds: float
    corrections: int = 0
    documents_rejected: dict[str, int] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    documents_known: int = 0
    is_unchanged: bool = False


@dataclass(frozen=True)
class ReleaseSummary:
    """A published folder; `created` is false where the newest release already held the same data. `tables` counts rows.

    `note` warns where the data were not built on the release before; `stops` are the bands that it left, with which it is not published.
    """

    version: str
    folder: str
    created: bool
    tables: dict[str, int]
    seconds: float
    note: str | None = None
    stops: tuple[str, ...] = ()


def write_build(summary: BuildSummary) -> Iterator[str]:
    """The closing lines of a build."""
    speed = summary.documents_read / summary.seconds if summary.seconds else 0
    yield f"{counted(summary.documents_read, 'document')} read in {summary.seconds:.1f} s ({speed:,.0f} a second)"
    yield f"  {summary.documents_coded:>7,} with events"
    yield f"  {summary.documents_without_events:>7,} without events"
    if summary.documents_uncoded:
        languages = _list(summary.documents_uncoded)
        yield (
            f"  {sum(summary.documents_uncoded.values()):>7,} in languages that are read but not coded: {languages} "
            f"({counted(summary.sentences_uncoded, 'sentence')})"
        )
    if summary.documents_rejected:
        yield f"  {sum(summary.documents_rejected.values()):>7,} rejected: {_list(summary.documents_rejected)} (why: table rejects)"
    if parts := Counter(summary.rejected) - Counter(summary.documents_rejected):
        yield f"Rejected beside documents: {_list(parts)} (sentences, mentions or rows; why: table rejects)"
    yield f"{counted(summary.events, 'event')} in {counted(summary.mentions, 'mention')}"
    if summary.events_by_type:
        yield f"  {_list(summary.events_by_type)}"
    if summary.corrections:
        yield f"{counted(summary.corrections, 'correction')} applied (table corrections)"
    yield f"Database: {summary.db}"


def write_release(summary: ReleaseSummary) -> Iterator[str]:
    """The closing lines of a release."""
    if not summary.created:
        yield f"Nothing new: {summary.folder} already holds these data."
        return
    rows = sum(summary.tables.values())
    yield f"Release {summary.version}: {len(summary.tables)} tables, {counted(rows, 'row')}, in {summary.seconds:.1f} s"
    yield f"Folder: {summary.folder}"


def counted(n: int, noun: str) -> str:
    """`1 event`, `1,200 events`."""
    return f"{n:,} {noun}{'' if n == 1 else 's'}"


def _list(counts: dict[str, int]) -> str:
    """The most frequent first."""
    return ", ".join(f"{name} {n:,}" for name, n in sorted(counts.items(), key=lambda item: (-item[1], item[0])))
