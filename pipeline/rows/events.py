"""Events and their mentions in, rows of `events`, `mentions` and what belongs to them out."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType

from pipeline.days import write_days
from pipeline.ids import mention_id
from pipeline.records import Event, Mention
from pipeline.rights import FULL, Terms
from pipeline.rows.row import Row
from schemas.ontology import EVENT_TYPES

NOBODY: Mapping[str, str] = MappingProxyType({})


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


def mention_row(mention: Mention, event_id: str, moved_from: str | None = None, *, terms: Terms = FULL) -> Row:
    """The row of a mention of an event; `moved_from` is the one in which the coder saw it, where a correction moved it.

    Of the document's words it holds what its terms say.
    """
    quote, quote_sha256 = terms.quote(mention.quote)
    return {
        "mention_id": mention_id(mention),
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


def mention_actor_rows(mention: Mention, names: Mapping[str, str] = NOBODY, *, terms: Terms = FULL) -> Iterator[Row]:
    """Who acts and is acted upon in a mention, with the words that name them; in place of words that may not stand, those of `names`."""
    identifier = mention_id(mention)
    for role, parties in (("actor", mention.actors), ("recipient", mention.recipients)):
        for party in {party.actor_id: party for party in parties}.values():
            yield {
                "mention_id": identifier,
                "actor_id": party.actor_id,
                "role": role,
                "text": terms.words(party.text) or names.get(party.actor_id, party.name),
                "char_start": party.start,
                "char_end": party.end,
            }


def event_choice_rows(event: Event) -> Iterator[Row]:
    """Which mention gave each value of an event, where it has several."""
    for choice in event.choices:
        yield {
            "event_id": event.event_id,
            "field": choice.field,
            "mention_id": mention_id(choice.mention),
            "reason": choice.reason,
            "n_claims": choice.n_claims,
        }


def event_link_rows(events: Iterable[Event], stories: Mapping[tuple[str, int], int]) -> Iterator[Row]:
    """The events of a digest page's story, each linked to the events of its Related list; `stories` is the section of the story to which an
    item belongs, by document and section number of the item."""
    main: dict[tuple[str, int], set[str]] = defaultdict(set)
    related: dict[tuple[str, int], set[str]] = defaultdict(set)
    for event in events:
        for mention in event.mentions:
            place = mention.source_id, mention.section_no
            if mention.section == "main":
                main[place].add(event.event_id)
            elif place in stories:
                related[mention.source_id, stories[place]].add(event.event_id)
    links = {(event, other) for story, others in related.items() for event in main.get(story, ()) for other in others if event != other}
    for event_id, other in sorted(links):
        yield {"event_id": event_id, "linked_event_id": other, "link": "related"}


def event_context_rows(events: Iterable[Event], contexts: Mapping[tuple[str, int], Sequence[str]]) -> Iterator[Row]:
    """The context labels of the sections that mention an event; `contexts` is by document and section number."""
    found = {
        (event.event_id, context)
        for event in events
        for mention in event.mentions
        for context in contexts.get((mention.source_id, mention.section_no), ())
    }
    for event_id, context in sorted(found):
        yield {"event_id": event_id, "context": context}
