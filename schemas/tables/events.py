"""Tables of what happened: events, the mentions that report them, and what links them."""

# ruff: noqa: RUF012 -- pandera reads a Config, nobody changes it
import pyarrow as arrow

from schemas.codes import COUNTRY, EVENT_ID, MENTION_ID, RELATION_ID, SHA256
from schemas.tables.columns import Table, column, enum, reference


class Events(Table):
    """What happened: one (actors, act, recipients, date), however many documents report it."""

    event_id: arrow.string() = column("Identifier made from what was done, by and to whom, and when.", unique=True, str_matches=EVENT_ID)
    event_type: arrow.string() = enum("event_type", "PLOVER event type.")
    mode: arrow.string() = enum("mode", "PLOVER mode, where the type has one that fits.", null=True)
    quad_class: arrow.string() = enum("quad_class", "PLOVER quad class of the type.")
    act: arrow.string() = enum("act", "Diplomatic act, where one fits.", null=True)
    date: arrow.date32() = column("First day of the period in which it happened; null where no text places it.", null=True)
    date_end: arrow.date32() = column("Last day of that period.", null=True)
    date_precision: arrow.string() = enum("date_precision", "How precisely the documents place it.")
    date_min: arrow.date32() = column("Earliest day that any mention allows.", null=True)
    date_max: arrow.date32() = column("Latest day that any mention allows.", null=True)
    effective_on: arrow.date32() = column("Day from which an announced act applies.", null=True)
    cameo_code: arrow.string() = column("CAMEO root code of the type, where there is one.", null=True, str_matches=r"^[0-9]{2,4}$")
    goldstein: arrow.float64() = column("Goldstein conflict-cooperation score of the CAMEO code, -10 to 10.", null=True, ge=-10, le=10)
    summary: arrow.string() = column("A sentence made from the coded fields; no words of any document.")
    n_mentions: arrow.int32() = column("Number of mentions.", ge=1)
    n_sources: arrow.int32() = column("Number of documents that mention it.", ge=1)
    status: arrow.string() = enum("event_status", "`occurred`, `announced` for later, or `alleged` by somebody.")
    confidence: arrow.float64() = column("Confidence of the coder, 0 to 1.", ge=0, le=1)

    class Config:
        name = "events"
        metadata = {"primary_key": ["event_id"], "ordered": [("date", "date_end"), ("date_min", "date_max")]}


class EventActors(Table):
    """Who did it and to whom."""

    event_id: arrow.string() = reference("events.event_id", "The event.")
    actor_id: arrow.string() = reference("actors.actor_id", "Who.")
    role: arrow.string() = enum("role", "`actor` did it, `recipient` is who it is aimed at.")

    class Config:
        name = "event_actors"
        metadata = {"primary_key": ["event_id", "actor_id", "role"]}
        unique = ["event_id", "actor_id", "role"]


class Mentions(Table):
    """One report of an event in one place of one document, with the words that report it."""

    mention_id: arrow.string() = column("Identifier made from the document, the place and what is reported.", unique=True, str_matches=MENTION_ID)
    event_id: arrow.string() = reference("events.event_id", "The event that is reported.")
    source_id: arrow.string() = reference("sources.source_id", "The document.")
    section: arrow.string() = enum("section", "`main` text, `related` item of a digest page, or `other`.")
    section_no: arrow.int32() = column("Position of the section in the document.", ge=0)
    sentence: arrow.int32() = column("Number of the sentence in the document, from 0.", ge=0)
    char_start: arrow.int32() = column("First code point of the quote in the document's text as read.", ge=0)
    char_end: arrow.int32() = column("Code point after the last one of the quote.", ge=0)
    quote: arrow.string() = column("The words that report it: the text from `char_start` to `char_end`, as far as the policy of the source lets them stand.", null=True)
    quote_sha256: arrow.string() = column("SHA-256 of all these words in UTF-8, given where the policy does not let them stand in full.", null=True, str_matches=SHA256)
    trigger: arrow.string() = column("The word or words that name the act; null where the policy of the source withholds them.", null=True)
    rule: arrow.string() = column("The lexicon entry that coded it.", null=True)
    event_type: arrow.string() = enum("event_type", "PLOVER event type.")
    mode: arrow.string() = enum("mode", "PLOVER mode.", null=True)
    act: arrow.string() = enum("act", "Diplomatic act.", null=True)
    date: arrow.date32() = column("First day of the period that this document states.", null=True)
    date_end: arrow.date32() = column("Last day of that period.", null=True)
    date_precision: arrow.string() = enum("date_precision", "How precisely this document places it.")
    date_text: arrow.string() = column("The date expression that was read; null where the document's own date was used, or none, or where the policy of the source withholds it.", null=True)
    effective_on: arrow.date32() = column("Day from which an announced act applies.", null=True)
    status: arrow.string() = enum("event_status", "`occurred`, `announced` for later, or `alleged` by somebody.")
    said_by: arrow.string() = reference("actors.actor_id", "Who says so, when the act is known only through a statement.", null=True)
    confidence: arrow.float64() = column("Confidence of the coder, 0 to 1.", ge=0, le=1)
    moved_from: arrow.string() = column("The event in which the coder saw it, where a correction moved it into this one; it may no longer exist.", null=True, str_matches=EVENT_ID)

    class Config:
        name = "mentions"
        metadata = {"primary_key": ["mention_id"], "ordered": [("date", "date_end"), ("char_start", "char_end")]}


class MentionActors(Table):
    """Who acts and is acted upon according to one mention, and the words that say so."""

    mention_id: arrow.string() = reference("mentions.mention_id", "The mention.")
    actor_id: arrow.string() = reference("actors.actor_id", "Who.")
    role: arrow.string() = enum("role", "`actor` or `recipient`.")
    text: arrow.string() = column("The words that name the actor in the document; where the policy of the source withholds them, the actor's name.")
    char_start: arrow.int32() = column("First code point of those words.", null=True, ge=0)
    char_end: arrow.int32() = column("Code point after the last of them.", null=True, ge=0)

    class Config:
        name = "mention_actors"
        metadata = {"primary_key": ["mention_id", "actor_id", "role"], "ordered": [("char_start", "char_end")]}
        unique = ["mention_id", "actor_id", "role"]


class EventChoices(Table):
    """Which mention gave an event each of its values, and why that one; events with a single mention have no rows here."""

    event_id: arrow.string() = reference("events.event_id", "The event.")
    field: arrow.string() = enum("choice", "What was chosen: `kind` is type, mode and act; `parties` is actors and recipients.")
    mention_id: arrow.string() = reference("mentions.mention_id", "The mention whose claim the event has.")
    reason: arrow.string() = enum("choice_reason", "The rule that decided, as the codebook states it; `agreed` where all mentions claim the same.")
    n_claims: arrow.int32() = column("Number of different claims that the mentions make.", ge=1)

    class Config:
        name = "event_choices"
        metadata = {"primary_key": ["event_id", "field"]}
        unique = ["event_id", "field"]


class EventLinks(Table):
    """From the events of a digest page's story to those of its Related list; in this direction only."""

    event_id: arrow.string() = reference("events.event_id", "An event of the story.")
    linked_event_id: arrow.string() = reference("events.event_id", "An event of an item of its list.")
    link: arrow.string() = enum("link", "Kind of link.")

    class Config:
        name = "event_links"
        metadata = {"primary_key": ["event_id", "linked_event_id", "link"]}
        unique = ["event_id", "linked_event_id", "link"]


class EventContexts(Table):
    """Context labels under which digest pages file an event."""

    event_id: arrow.string() = reference("events.event_id", "The event.")
    context: arrow.string() = column("The label.")

    class Config:
        name = "event_contexts"
        metadata = {"primary_key": ["event_id", "context"]}
        unique = ["event_id", "context"]


class Relations(Table):
    """Spells of diplomatic relations of pairs of countries, as the events tell them."""

    relation_id: arrow.string() = column("Identifier made from the pair and the event that opened the spell.", unique=True, str_matches=RELATION_ID)
    country_a: arrow.string() = column("First country of the pair, in alphabetical order.", str_matches=COUNTRY)
    country_b: arrow.string() = column("Second country of the pair.", str_matches=COUNTRY)
    status: arrow.string() = enum("relation_status", "Level of relations during the spell.")
    start_date: arrow.date32() = column("First day of the spell: `effective_on` of the event that opened it, else the first day of its period, or the day after another spell that starts in this month or year; null where no text dates it.", null=True)
    start_precision: arrow.string() = enum("date_precision", "How precisely the start is known: with `month`, it is some day of that month.")
    end_date: arrow.date32() = column("Last day of the spell, the one before the next begins; null while no event has ended it.", null=True)
    end_precision: arrow.string() = enum("date_precision", "How precisely the end is known, as the start of the next spell is; null while no event has ended it.", null=True)
    opened_by: arrow.string() = reference("events.event_id", "Event that opened the spell.", null=True)
    closed_by: arrow.string() = reference("events.event_id", "Event that ended the spell: the one that opened the next.", null=True)

    class Config:
        name = "relations"
        metadata = {"primary_key": ["relation_id"], "ordered": [("country_a", "country_b"), ("start_date", "end_date")]}
