"""A mention in, what it claims as far as merging compares it out: what was done, by and to whom, who is named, when. Never its text."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from pipeline.records import Mention, Party, Period
from schemas.ontology import ACTS, EVENT_TYPES

PRECISIONS = ("day", "month", "year", "none")


class Key(NamedTuple):
    """What reports of one event agree in: type, act or mode, and the codes of the two sides."""

    event_type: str
    act: str
    actors: frozenset[str]
    recipients: frozenset[str]

    def __str__(self) -> str:
        return "|".join((self.event_type, self.act, "+".join(sorted(self.actors)), "+".join(sorted(self.recipients))))

    @property
    def is_mutual(self) -> bool:
        """Whether all who do it are actors, in whatever form it is told (codebook, section 7)."""
        return self.act in ACTS and ACTS[self.act].mutual

    @property
    def is_spoken(self) -> bool:
        """Whether it is a statement, which may be repeated the next day."""
        return (ACTS[self.act] if self.act in ACTS else EVENT_TYPES[self.event_type]).spoken

    @property
    def is_common(self) -> bool:
        """Whether the like happens every day between the same two, so that a vague date says little: a statement, or what no act names."""
        return self.act not in ACTS or self.is_spoken

    @property
    def is_personal(self) -> bool:
        """Whether another person of the same country makes it another event."""
        kind = ACTS[self.act] if self.act in ACTS else EVENT_TYPES[self.event_type]
        return kind.spoken or kind.personal


def key_of(mention: Mention) -> Key:
    """Of mutual acts, whichever side is named first. Where nobody is named, nothing agrees beyond the document."""
    if mention.act is not None and ACTS[mention.act].mutual:
        actors, recipients = codes_of((*mention.actors, *mention.recipients)), frozenset[str]()
    else:
        actors, recipients = states_of(mention.actors), states_of(mention.recipients)
    if not actors and not recipients:
        actors = frozenset({mention.source_id})
    return Key(mention.event_type, mention.act or mention.mode or "", actors, recipients)


def codes_of(parties: Iterable[Party]) -> frozenset[str]:
    """Codes where there are codes, else identifiers: a person acts for a country."""
    return frozenset([party.country or party.actor_id for party in parties])


def states_of(parties: Sequence[Party]) -> frozenset[str]:
    """Codes without the persons and groups of no known country beside them, whom another report may call otherwise."""
    known = [party for party in parties if party.country or party.kind not in ("person", "group")]
    return codes_of(known or parties)


def are_others(some: set[str], others: set[str]) -> bool:
    """Whether no name of one set of persons can be one of the other: a surname alone can be that of a fuller name."""
    if not some.isdisjoint(others):
        return False
    words = [set(person.split("-")) for person in others]
    return not any(name <= other or other <= name for person in some for name in [set(person.split("-"))] for other in words)


def people_of(mention: Mention, key: Key) -> dict[str, set[str]]:
    """Persons by country, where it matters who they are: those who act, or where nobody is named who acts, or of what no act names (an
    arrest, a killing), those who suffer it; nobody for what a state does, whoever is named for it."""
    people: dict[str, set[str]] = {}
    for party in _people_who_count(mention, key):
        if party.kind == "person":
            people.setdefault(party.country or "", set()).add(party.actor_id)
    return people


def _people_who_count(mention: Mention, key: Key) -> tuple[Party, ...]:
    if key.is_personal:
        return (*mention.actors, *mention.recipients) if key.is_mutual else mention.actors or mention.recipients
    return () if key.act in ACTS else mention.recipients


def overlap(one: Period, other: Period) -> bool:
    """Whether two dates can be the same day; without a date, only nothing can."""
    if one.first is None or one.last is None or other.first is None or other.last is None:
        return one.first is other.first
    return one.first <= other.last and other.first <= one.last


def ordered(mentions: Iterable[Mention]) -> list[Mention]:
    """The mentions in their total order."""
    found = list(mentions)
    return sorted(found, key=order) if len(found) > 1 else found


def order(mention: Mention) -> tuple[object, ...]:
    """A total order: two mentions that share it are the same in all that an event takes from them. People named come first."""
    return (
        PRECISIONS.index(mention.period.precision),
        mention.period.first or date.max,
        not any(party.kind == "person" for party in mention.actors),
        mention.source_id,
        mention.start,
        mention.end,
        mention.section_no,
        mention.rule,
        mention.trigger,
        [(party.actor_id, party.text, party.start or 0) for party in mention.actors],
        [(party.actor_id, party.text, party.start or 0) for party in mention.recipients],
        mention.confidence,
        mention.status,
        mention.effective_on or date.max,
        mention.event_type,
        mention.act or "",
        mention.mode or "",
    )
