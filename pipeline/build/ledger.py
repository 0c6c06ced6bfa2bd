"""What a build knows so far, beside the database that it fills: as much as there are documents and actors, not mentions."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from pipeline import rows
from pipeline.corrections import Withdrawn
from pipeline.history import EventState, Snapshot
from pipeline.identity import Roll
from pipeline.people.known import Known
from pipeline.records import Correction, Event
from pipeline.rights import Clearance
from pipeline.shards.mentions import Spool


@dataclass(slots=True)
class Ledger:
    """What a build knows so far.

    Of its documents: which it has and where from, what may be said of them, the mentions, whom they name, the labels of the sections that
    have mentions and the stories that these belong to; and the counts of the summary. Of its events: what rosters say of actors, and what
    corrections made of the events that they concern; with an earlier release, what is compared of every event.
    """

    spool: Spool = field(default_factory=Spool)
    roll: Roll = field(default_factory=Roll)
    contexts: dict[rows.Section, tuple[str, ...]] = field(default_factory=dict)
    stories: dict[rows.Section, int] = field(default_factory=dict)
    seen: set[str] = field(default_factory=set)
    hashes: list[str] = field(default_factory=list)
    n_found: int = 0
    coverage: Counter[tuple[rows.Place, str]] = field(default_factory=Counter)
    uncoded: Counter[str] = field(default_factory=Counter)
    n_uncoded_sentences: int = 0
    paths: dict[str, str] = field(default_factory=dict)
    places: dict[str, rows.Place] = field(default_factory=dict)
    n_mentions_in: Counter[str] = field(default_factory=Counter)
    clearance: Clearance = field(default_factory=Clearance)
    earlier: Snapshot | None = None
    known: dict[str, Known] = field(default_factory=dict)
    corrections: tuple[Correction, ...] = ()
    corrected: tuple[Event, ...] = ()
    withdrawn: tuple[Withdrawn, ...] = ()
    moved: Mapping[str, str] = field(default_factory=dict)
    states: dict[str, EventState] = field(default_factory=dict)
    events_by_type: Counter[str] = field(default_factory=Counter)

    @property
    def is_plain(self) -> bool:
        """Whether no mention and no event need be found again: nothing is corrected or compared."""
        return not self.corrections and self.earlier is None
