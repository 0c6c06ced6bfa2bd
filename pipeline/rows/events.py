"""Events and their mentions in, rows of `events`, `mentions` and what belongs to them out."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

from pipeline.days import write_days
from pipeline.ids import mention_id
from pipeline.records import Event, Mention
from pipeline.rights import FULL, Terms
from pipeline.rows.row import Row
from schemas.ontology import EVENT_TYPES

UNKNOWN: Mapping[int, str] = MappingProxyType({})

Section = tuple[str, int]  # a document's id and the number of a section of it


def event_row(event: Event) -> Row:
    """The row of an event."""
    kind = EVENT_TYPES[event.event_type]
    return {
        "event_id": event.event_id,
        "event_type": event.event_type,
        "mode": event.mode,
        "quad_class": kind.quad_class,
        "act": event.act,
        "date": event.period.first,
        "date_end": event.period.last,
        "date_precision": event.period.precision,
        "date_min": event.date_min,
        "date_max": event.date_max,
        "effective_on": event.effective_on,
        "cameo_code": kind.cameo,
        "goldstein": kind.goldstein,
        "summary": summary_of(event),
        "n_mentions": len(event.mentions),
        "n_sources": len({mention.source_id for mention in event.mentions}),
        "status": event.status,
        "confidence": event.confidence,
    }


def summary_of(event: Event) -> str:
    """A line made from the coded fields: "Venezuela: sever relations (Peru), 2024-07-29"."""
    actors = ", ".join(party.name for party in event.actors) or "Unnamed actor"
    recipients = ", ".join(party.name for party in event.recipients)
    done = (event.act or event.mode or event.event_type.lower()).replace("-", " ")
    when = write_days(event.period.first, event.period.precision) or "no date"
    return f"{actors}: {done}{f' ({recipients})' if recipients else ''}, {when}"


def event_actor_rows(event: Event) -> Iterator[Row]:
    """Who did an event and to whom."""
    for role, parties in (("actor", event.actors), ("recipient", event.recipients)):
        for actor_id in dict.fromkeys(party.actor_id for party in parties):
            yield {"event_id": event.event_id, "actor_id": actor_id, "role": role}


def mention_row(
    mention: Mention, event_id: str, moved_from: str | None = None, *, identifier: str | None = None, terms: Terms = FULL
) -> Row:
    """The row of a mention of an event; `moved_from` is the one in which the coder saw it, where a correction moved it.

    Of the document's words it holds what its terms say. `identifier` is that of the mention, for whoever has made it before.
    """
    quote, quote_sha256 = terms.quote(mention.quote)
    return {
        "mention_id": identifier or mention_id(mention),
        "event_id": event_id,
        "source_id": mention.source_id,
        "section": mention.section,
        "section_no": mention.section_no,
        "sentence": mention.sentence,
        "char_start": mention.start,
        "char_end": mention.end,
        "quote": quote,
        "quote_sha256": quote_sha256,
        "trigger": terms.words(mention.trigger),
        "rule": mention.rule,
        "event_type": mention.event_type,
        "mode": mention.mode,
        "act": mention.act,
        "date": mention.period.first,
        "date_end": mention.period.last,
        "date_precision": mention.period.precision,
        "date_text": terms.words(mention.date_text) if mention.date_text else None,
        "effective_on": mention.effective_on,
        "status": mention.status,
        "said_by": mention.said_by.actor_id if mention.said_by else None,
        "confidence": mention.confidence,
        "moved_from": moved_from,
    }


def mention_actor_rows(mention: Mention, *, identifier: str | None = None, terms: Terms = FULL) -> Iterator[Row]:
    """Who acts and is acted upon in a mention, with the words that name them; None for words that may not stand, in place of which comes
    the actor's name when all documents together have given it."""
    identifier = identifier or mention_id(mention)
    for role, parties in (("actor", mention.actors), ("recipient", mention.recipients)):
        for party in {party.actor_id: party for party in parties}.values():
            yield {
                "mention_id": identifier,
                "actor_id": party.actor_id,
                "role": role,
                "text": terms.words(party.text) or None,
                "char_start": party.start,
                "char_end": party.end,
            }


def event_choice_rows(event: Event, ids: Mapping[int, str] = UNKNOWN) -> Iterator[Row]:
    """Which mention gave each value of an event, where it has several; `ids` are those of its mentions, as `mention_ids` makes them."""
    for choice in event.choices:
        yield {
            "event_id": event.event_id,
            "field": choice.field,
            "mention_id": ids.get(id(choice.mention)) or mention_id(choice.mention),
            "reason": choice.reason,
            "n_claims": choice.n_claims,
        }


@dataclass(slots=True)
class Links:
    """The events, so far, of stories that have a list, and of the items of those lists; `stories` is the section of the story to which an
    item belongs, by document and section number of the item."""

    stories: Mapping[Section, int]
    _told: dict[Section, set[str]] = field(init=False)
    _listed: defaultdict[Section, set[str]] = field(init=False)

    def __post_init__(self) -> None:
        self._told = {(source_id, story): set() for (source_id, _), story in self.stories.items()}
        self._listed = defaultdict(set)

    def add(self, event: Event) -> None:
        """Note where an event is told."""
        for mention in event.mentions if self.stories else ():
            place = mention.source_id, mention.section_no
            if mention.section == "main":
                if place in self._told:
                    self._told[place].add(event.event_id)
            elif place in self.stories:
                self._listed[mention.source_id, self.stories[place]].add(event.event_id)

    def pairs(self) -> list[tuple[str, str]]:
        """An event of a story and one of its list, in order."""
        found = {(told, other) for story, others in self._listed.items() for told in self._told[story] for other in others}
        return sorted((told, other) for told, other in found if told != other)


def event_link_rows(links: Links) -> Iterator[Row]:
    """The events of a digest page's story, each linked to the events of its Related list."""
    for event_id, other in links.pairs():
        yield {"event_id": event_id, "linked_event_id": other, "link": "related"}


def event_context_rows(event: Event, contexts: Mapping[Section, Sequence[str]]) -> Iterator[Row]:
    """The context labels of the sections that mention an event; `contexts` is by document and section number."""
    places = {(mention.source_id, mention.section_no) for mention in event.mentions} if contexts else ()
    for context in sorted({context for place in places for context in contexts.get(place, ())}):
        yield {"event_id": event.event_id, "context": context}
