"""Events of a build in, a state of the data that can be compared with another one out."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from datetime import date
from itertools import chain
from typing import NamedTuple

from pipeline.ids import mention_id
from pipeline.records import Correction, Event, Mention, Party
from pipeline.rights import sha256_of

Fields = Mapping[str, str | None]


@dataclass(frozen=True, slots=True)
class MentionState:
    """Where a report stands and what it is of: enough to know it again when the coder or the document has changed.

    `words` is the SHA-256 of the words that it quotes, which a release has even where the words themselves may not stand in it.
    """

    mention_id: str
    source_id: str
    path: str
    sentence: int
    event_type: str
    words: str | None


@dataclass(frozen=True, slots=True)
class EventState:
    """An event as it is compared: its fields as text (a date as 2017-08-11; a side as its sorted actor ids, joined by "; ")."""

    event_id: str
    fields: Fields
    summary: str
    mentions: tuple[MentionState, ...]


class Fix(NamedTuple):
    """A correction: what was made of a field, as a corrections file writes it; `old` is what the coder says."""

    target: str
    field: str
    old: str | None
    new: str | None


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The events of a release or a build, by id, and what explains a difference between two of them.

    `sources` are the ids of the documents read; `moved` are the mentions that corrections took from an event, by its id.
    """

    version: str
    codebook_version: str
    code_sha256: str
    events: Mapping[str, EventState]
    sources: frozenset[str]
    corrections: frozenset[Fix] = frozenset()
    moved: Mapping[str, tuple[MentionState, ...]] = field(default_factory=dict)
    history: tuple[Mapping[str, object], ...] = ()  # rows of `event_history` so far
    changes: tuple[Mapping[str, object], ...] = ()  # rows of `event_changes` so far


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field of an event with its old and its new value."""

    field: str
    old: str | None
    new: str | None


@dataclass(frozen=True, slots=True)
class Change:
    """What became of an event: `added`, `changed` (with its fields), `merged` (into another), `split` (from another) or `withdrawn`, and
    why (`source`, `code`, `codebook` or `correction`)."""

    event_id: str
    change: str
    cause: str
    summary: str
    into: str | None = None
    split_from: str | None = None
    fields: tuple[FieldChange, ...] = ()


def snapshot_of(
    states: Iterable[EventState],
    sources: Iterable[str],
    *,
    version: str,
    codebook_version: str,
    code_sha256: str,
    corrections: Iterable[Correction] = (),
    moved: Iterable[tuple[str, MentionState]] = (),
) -> Snapshot:
    """The state of a build: its events, the ids of the documents that were read, its corrections, and the mentions that these took from an
    event, each with its id."""
    return Snapshot(
        version=version,
        codebook_version=codebook_version,
        code_sha256=code_sha256,
        events={state.event_id: state for state in states},
        sources=frozenset(sources),
        corrections=frozenset(Fix(row.target_id, row.field, row.old, row.new) for row in corrections),
        moved=grouped(moved),
    )


def told_by(state: Snapshot, source_ids: AbstractSet[str]) -> frozenset[str]:
    """The events that any of these documents tells of, or told of before a correction."""
    if not source_ids:
        return frozenset()
    told = ((event_id, event.mentions) for event_id, event in state.events.items())
    reports = chain(told, state.moved.items())
    return frozenset(event_id for event_id, mentions in reports if any(mention.source_id in source_ids for mention in mentions))


def grouped(mentions: Iterable[tuple[str, MentionState]]) -> dict[str, tuple[MentionState, ...]]:
    """Mentions by the event with which each comes, in the order of their ids."""
    groups: defaultdict[str, list[MentionState]] = defaultdict(list)
    for event_id, mention in mentions:
        groups[event_id].append(mention)
    return {event_id: tuple(sorted(groups[event_id], key=lambda mention: mention.mention_id)) for event_id in sorted(groups)}


def event_state(event: Event, paths: Mapping[str, str], summary: str = "") -> EventState:
    """An event as it is compared; a document without a path among `paths` goes by its id."""
    mentions = tuple(mention_state(mention, paths.get(mention.source_id, mention.source_id)) for mention in event.mentions)
    return EventState(event.event_id, _fields(event), summary, mentions)


def mention_state(mention: Mention, path: str) -> MentionState:
    """A report as it is known again; `path` is that of its document."""
    return MentionState(mention_id(mention), mention.source_id, path, mention.sentence, mention.event_type, sha256_of(mention.quote))


def moved_of(
    events: Iterable[Event], paths: Mapping[str, str], moved: Mapping[str, str], withdrawn: Iterable[tuple[str, Mention]]
) -> Iterator[tuple[str, MentionState]]:
    """The mentions that corrections took from an event, each with its id.

    `moved` are the ids of mentions that are of another one of `events` now, with that of the event in which the coder saw them; `withdrawn`
    those events and the mentions that corrections took from them for good.
    """
    for event_id, mention in withdrawn:
        yield event_id, mention_state(mention, paths.get(mention.source_id, mention.source_id))
    for mention in (mention for event in events for mention in event.mentions) if moved else ():
        if home := moved.get(mention_id(mention)):
            yield home, mention_state(mention, paths.get(mention.source_id, mention.source_id))


def _fields(event: Event) -> Fields:
    return {
        "event_type": event.event_type,
        "mode": event.mode,
        "act": event.act,
        "date": _day(event.period.first),
        "date_end": _day(event.period.last),
        "date_precision": event.period.precision,
        "effective_on": _day(event.effective_on),
        "status": event.status,
        "actors": _side(event.actors),
        "recipients": _side(event.recipients),
    }


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _side(parties: Iterable[Party]) -> str | None:
    return "; ".join(sorted({party.actor_id for party in parties})) or None
