"""Every table once: one pandera model each, with type, rule and sentence for every column.

From these models `derive.py` makes the DuckDB DDL, the Data Package descriptor, the Parquet and CSV types and the
table part of the codebook. A column's `metadata` may hold `enum` (the name of a DuckDB ENUM; its values are the
column's `isin` check) and `references` (`table.column`); a table's `Config.metadata` holds `primary_key` and,
where one column may not be later than another, `ordered` pairs.
"""

from typing import Any

import pandera.pyarrow as pandera
import pyarrow as arrow

from schemas.ontology import ACTS, EVENT_TYPES, MODES, QUAD_CLASSES

ENUMS: dict[str, tuple[str, ...]] = {
    "event_type": tuple(EVENT_TYPES),
    "quad_class": tuple(QUAD_CLASSES),
    "mode": MODES,
    "act": tuple(ACTS),
    "date_precision": ("day", "month", "year", "none"),
    "event_status": ("occurred", "announced", "alleged"),
    "role": ("actor", "recipient"),
    "source_kind": ("document", "cited"),
    "format": ("digest", "encyclopedia", "blog", "newswire", "other"),
    "section": ("main", "related", "other"),
    "actor_kind": ("country", "organization", "institution", "person", "group"),
    "name_kind": ("canonical", "alias", "observed"),
    "relation_status": ("ambassadors", "charges", "suspended", "severed"),
    "change": ("added", "changed", "merged", "split", "withdrawn"),
    "cause": ("source", "code", "codebook", "correction"),
    "stage": ("corpus", "parse", "extract", "merge", "load"),
    "link": ("related",),
}

SOURCE_ID = r"^src_[0-9a-f]{16}$"
EVENT_ID = r"^evt_[0-9a-f]{16}$"
MENTION_ID = r"^mnt_[0-9a-f]{16}$"
RELATION_ID = r"^rel_[0-9a-f]{16}$"
ACTOR_ID = r"^[A-Za-z0-9]+(-[A-Za-z0-9]+)*$"
COUNTRY = r"^[A-Z]{3}$"
SHA256 = r"^[0-9a-f]{64}$"


def _column(description: str, *, null: bool = False, metadata: dict[str, Any] | None = None, **rules: Any) -> Any:
    return pandera.Field(description=description, nullable=null, metadata=metadata, **rules)


def _enum(name: str, description: str, *, null: bool = False) -> Any:
    return _column(description, null=null, metadata={"enum": name}, isin=list(ENUMS[name]))


def _reference(target: str, description: str, *, null: bool = False, **rules: Any) -> Any:
    return _column(description, null=null, metadata={"references": target}, **rules)


class _Config:
    strict = True
    coerce = False


class Sources(pandera.DataFrameModel):
    """Documents that were read, and pages that a read document cites."""

    source_id: arrow.string() = _column("Identifier made from path and content, or from the address of a cited page.", unique=True, str_matches=SOURCE_ID)
    path: arrow.string() = _column("Path relative to its corpus, `file.jsonl#id` for a line; the address for a cited page.")
    kind: arrow.string() = _enum("source_kind", "`document` where Legation read it, `cited` where a document only links to it.")
    format: arrow.string() = _enum("format", "Kind of text, as detected; null for a cited page.", null=True)
    title: arrow.string() = _column("Title as the document gives it.", null=True)
    url: arrow.string() = _column("Address of the document.", null=True)
    publisher: arrow.string() = _column("Who published the document.", null=True)
    language: arrow.string() = _column("Language as an ISO 639-1 code.", null=True, str_matches=r"^[a-z]{2,3}$")
    published_on: arrow.date32() = _column("The document's own date; null where it states none.", null=True)
    licence: arrow.string() = _column("Licence of the text, where it is known.", null=True)
    sha256: arrow.string() = _column("SHA-256 of the document's bytes as read; null for a cited page.", null=True, str_matches=SHA256)
    n_chars: arrow.int32() = _column("Length of the text as read, in Unicode code points.", null=True, ge=0)

    class Config(_Config):
        name = "sources"
        metadata = {"primary_key": ["source_id"]}


class Sections(pandera.DataFrameModel):
    """The parts of a read document: its body under each heading, and every item of a list of reports."""

    source_id: arrow.string() = _reference("sources.source_id", "The document.")
    section_no: arrow.int32() = _column("Position in the document, from 0.", ge=0)
    section: arrow.string() = _enum("section", "`main` text, `related` report, or `other` (comments, bibliography: never coded).")
    heading: arrow.string() = _column("Heading in force, as the document writes it.", null=True)
    published_on: arrow.date32() = _column("Date of the report: that of the item's own link, else the document's.", null=True)
    link: arrow.string() = _column("Where the item links to.", null=True)
    n_sentences: arrow.int32() = _column("Number of sentences.", ge=0)
    is_coded: arrow.bool_() = _column("Whether its sentences were given to the coder.")
    char_start: arrow.int32() = _column("First code point of the section in the document's text.", ge=0)
    char_end: arrow.int32() = _column("Code point after the last one of the section.", ge=0)

    class Config(_Config):
        name = "sections"
        metadata = {"primary_key": ["source_id", "section_no"], "ordered": [("char_start", "char_end")]}
        unique = ["source_id", "section_no"]


class SectionContexts(pandera.DataFrameModel):
    """Context labels that a digest page gives to its story and to each related item."""

    source_id: arrow.string() = _reference("sources.source_id", "The document.")
    section_no: arrow.int32() = _column("Position of the section in the document.", ge=0)
    context: arrow.string() = _column("The label, as the page writes it.")

    class Config(_Config):
        name = "section_contexts"
        metadata = {"primary_key": ["source_id", "section_no", "context"]}
        unique = ["source_id", "section_no", "context"]


class Citations(pandera.DataFrameModel):
    """Which pages a document names as its sources (the digest page's Source list)."""

    source_id: arrow.string() = _reference("sources.source_id", "The citing document.")
    cited_source_id: arrow.string() = _reference("sources.source_id", "The cited page.")
    label: arrow.string() = _column("Name that the citing document gives to the page.", null=True)

    class Config(_Config):
        name = "citations"
        metadata = {"primary_key": ["source_id", "cited_source_id"]}
        unique = ["source_id", "cited_source_id"]


class Actors(pandera.DataFrameModel):
    """Who acts or is acted upon: countries, bodies of states, institutions, persons and groups."""

    actor_id: arrow.string() = _column("`PER`, `OAS`, or a slug such as `pedro-pablo-kuczynski`.", unique=True, str_matches=ACTOR_ID)
    name: arrow.string() = _column("Canonical name.")
    kind: arrow.string() = _enum("actor_kind", "Kind of actor; `organization` only for bodies of states.")
    country: arrow.string() = _column("Country that the actor acts for, ISO 3166-1 alpha-3.", null=True, str_matches=COUNTRY)
    sector: arrow.string() = _column("Part of state or society, such as `government`, `opposition` or `military`.", null=True)
    wikidata_id: arrow.string() = _column("Wikidata item.", null=True, str_matches=r"^Q[0-9]+$")

    class Config(_Config):
        name = "actors"
        metadata = {"primary_key": ["actor_id"]}


class ActorNames(pandera.DataFrameModel):
    """Names under which an actor is known or was found."""

    actor_id: arrow.string() = _reference("actors.actor_id", "The actor.")
    name: arrow.string() = _column("A name of the actor.")
    kind: arrow.string() = _enum("name_kind", "`canonical`, `alias` (from the lexicon) or `observed` (from documents).")

    class Config(_Config):
        name = "actor_names"
        metadata = {"primary_key": ["actor_id", "name"]}
        unique = ["actor_id", "name"]


class ActorRoles(pandera.DataFrameModel):
    """Offices that documents give to a person, with the time over which they do."""

    actor_id: arrow.string() = _reference("actors.actor_id", "The person.")
    role: arrow.string() = _column("The office, such as `President`.")
    country: arrow.string() = _column("Country of the office, ISO 3166-1 alpha-3.", str_matches=COUNTRY)
    first_seen: arrow.date32() = _column("First date of a mention with this office.", null=True)
    last_seen: arrow.date32() = _column("Last date of a mention with this office.", null=True)
    n_mentions: arrow.int32() = _column("Number of mentions with this office.", ge=1)

    class Config(_Config):
        name = "actor_roles"
        metadata = {"primary_key": ["actor_id", "role", "country"], "ordered": [("first_seen", "last_seen")]}
        unique = ["actor_id", "role", "country"]


class Events(pandera.DataFrameModel):
    """What happened: one (actors, act, recipients, date), however many documents report it."""

    event_id: arrow.string() = _column("Identifier made from what was done, by and to whom, and when.", unique=True, str_matches=EVENT_ID)
    event_type: arrow.string() = _enum("event_type", "PLOVER event type.")
    mode: arrow.string() = _enum("mode", "PLOVER mode, where the type has one that fits.", null=True)
    quad_class: arrow.string() = _enum("quad_class", "PLOVER quad class of the type.")
    act: arrow.string() = _enum("act", "Diplomatic act, where one fits.", null=True)
    date: arrow.date32() = _column("First day of the period in which it happened; null where no text places it.", null=True)
    date_end: arrow.date32() = _column("Last day of that period.", null=True)
    date_precision: arrow.string() = _enum("date_precision", "How precisely the documents place it.")
    date_min: arrow.date32() = _column("Earliest day that any mention allows.", null=True)
    date_max: arrow.date32() = _column("Latest day that any mention allows.", null=True)
    effective_on: arrow.date32() = _column("Day from which an announced act applies.", null=True)
    cameo_code: arrow.string() = _column("CAMEO root code of the type, where there is one.", null=True, str_matches=r"^[0-9]{2,4}$")
    goldstein: arrow.float64() = _column("Goldstein conflict-cooperation score of the CAMEO code, -10 to 10.", null=True, ge=-10, le=10)
    summary: arrow.string() = _column("A sentence made from the coded fields; no words of any document.")
    n_mentions: arrow.int32() = _column("Number of mentions.", ge=1)
    n_sources: arrow.int32() = _column("Number of documents that mention it.", ge=1)
    status: arrow.string() = _enum("event_status", "`occurred`, `announced` for later, or `alleged` by somebody.")
    confidence: arrow.float64() = _column("Confidence of the coder, 0 to 1.", ge=0, le=1)

    class Config(_Config):
        name = "events"
        metadata = {"primary_key": ["event_id"], "ordered": [("date", "date_end"), ("date_min", "date_max")]}


class EventActors(pandera.DataFrameModel):
    """Who did it and to whom."""

    event_id: arrow.string() = _reference("events.event_id", "The event.")
    actor_id: arrow.string() = _reference("actors.actor_id", "Who.")
    role: arrow.string() = _enum("role", "`actor` did it, `recipient` is who it is aimed at.")

    class Config(_Config):
        name = "event_actors"
        metadata = {"primary_key": ["event_id", "actor_id", "role"]}
        unique = ["event_id", "actor_id", "role"]


class Mentions(pandera.DataFrameModel):
    """One report of an event in one place of one document, with the words that report it."""

    mention_id: arrow.string() = _column("Identifier made from the document, the place and what is reported.", unique=True, str_matches=MENTION_ID)
    event_id: arrow.string() = _reference("events.event_id", "The event that is reported.")
    source_id: arrow.string() = _reference("sources.source_id", "The document.")
    section: arrow.string() = _enum("section", "`main` text, `related` item of a digest page, or `other`.")
    section_no: arrow.int32() = _column("Position of the section in the document.", ge=0)
    sentence: arrow.int32() = _column("Number of the sentence in the document, from 0.", ge=0)
    char_start: arrow.int32() = _column("First code point of the quote in the document's text as read.", ge=0)
    char_end: arrow.int32() = _column("Code point after the last one of the quote.", ge=0)
    quote: arrow.string() = _column("The words that report it: the text from `char_start` to `char_end`.", null=True)
    trigger: arrow.string() = _column("The word or words that name the act.", null=True)
    rule: arrow.string() = _column("The lexicon entry that coded it.", null=True)
    event_type: arrow.string() = _enum("event_type", "PLOVER event type.")
    mode: arrow.string() = _enum("mode", "PLOVER mode.", null=True)
    act: arrow.string() = _enum("act", "Diplomatic act.", null=True)
    date: arrow.date32() = _column("First day of the period that this document states.", null=True)
    date_end: arrow.date32() = _column("Last day of that period.", null=True)
    date_precision: arrow.string() = _enum("date_precision", "How precisely this document places it.")
    date_text: arrow.string() = _column("The date expression that was read; null where the document's own date was used.", null=True)
    effective_on: arrow.date32() = _column("Day from which an announced act applies.", null=True)
    status: arrow.string() = _enum("event_status", "`occurred`, `announced` for later, or `alleged` by somebody.")
    said_by: arrow.string() = _reference("actors.actor_id", "Who says so, when the act is known only through a statement.", null=True)
    confidence: arrow.float64() = _column("Confidence of the coder, 0 to 1.", ge=0, le=1)

    class Config(_Config):
        name = "mentions"
        metadata = {"primary_key": ["mention_id"], "ordered": [("date", "date_end"), ("char_start", "char_end")]}


class MentionActors(pandera.DataFrameModel):
    """Who acts and is acted upon according to one mention, and the words that say so."""

    mention_id: arrow.string() = _reference("mentions.mention_id", "The mention.")
    actor_id: arrow.string() = _reference("actors.actor_id", "Who.")
    role: arrow.string() = _enum("role", "`actor` or `recipient`.")
    text: arrow.string() = _column("The words that name the actor in the document.")
    char_start: arrow.int32() = _column("First code point of those words.", null=True, ge=0)
    char_end: arrow.int32() = _column("Code point after the last of them.", null=True, ge=0)

    class Config(_Config):
        name = "mention_actors"
        metadata = {"primary_key": ["mention_id", "actor_id", "role"], "ordered": [("char_start", "char_end")]}
        unique = ["mention_id", "actor_id", "role"]


class EventLinks(pandera.DataFrameModel):
    """Events that a digest page presents as related to one another."""

    event_id: arrow.string() = _reference("events.event_id", "The event that the page is about.")
    linked_event_id: arrow.string() = _reference("events.event_id", "The event that its list names.")
    link: arrow.string() = _enum("link", "Kind of link.")

    class Config(_Config):
        name = "event_links"
        metadata = {"primary_key": ["event_id", "linked_event_id", "link"]}
        unique = ["event_id", "linked_event_id", "link"]


class EventContexts(pandera.DataFrameModel):
    """Context labels under which digest pages file an event."""

    event_id: arrow.string() = _reference("events.event_id", "The event.")
    context: arrow.string() = _column("The label.")

    class Config(_Config):
        name = "event_contexts"
        metadata = {"primary_key": ["event_id", "context"]}
        unique = ["event_id", "context"]


class Relations(pandera.DataFrameModel):
    """Spells of diplomatic relations of pairs of countries, as the events tell them."""

    relation_id: arrow.string() = _column("Identifier made from the pair and the event that opened the spell.", unique=True, str_matches=RELATION_ID)
    country_a: arrow.string() = _column("First country of the pair, in alphabetical order.", str_matches=COUNTRY)
    country_b: arrow.string() = _column("Second country of the pair.", str_matches=COUNTRY)
    status: arrow.string() = _enum("relation_status", "Level of relations during the spell.")
    start_date: arrow.date32() = _column("First day of the spell.", null=True)
    end_date: arrow.date32() = _column("Last day of the spell; null while it lasts.", null=True)
    opened_by: arrow.string() = _reference("events.event_id", "Event that opened the spell.", null=True)
    closed_by: arrow.string() = _reference("events.event_id", "Event that closed the spell.", null=True)

    class Config(_Config):
        name = "relations"
        metadata = {"primary_key": ["relation_id"], "ordered": [("country_a", "country_b"), ("start_date", "end_date")]}


class Rejects(pandera.DataFrameModel):
    """What was not used, and why: nothing is dropped in silence."""

    reject_no: arrow.int32() = _column("Number of the row, in order of stage, path, locator and reason.", unique=True, ge=0)
    stage: arrow.string() = _enum("stage", "Stage that refused it.")
    path: arrow.string() = _column("Document, where one is concerned.", null=True)
    locator: arrow.string() = _column("Place within the document or table.", null=True)
    check_name: arrow.string() = _column("Name of the check that failed.")
    reason: arrow.string() = _column("What is wrong, in a sentence.")
    row: arrow.string() = _column("The refused row as JSON.", null=True)

    class Config(_Config):
        name = "rejects"
        metadata = {"primary_key": ["reject_no"]}


class Coverage(pandera.DataFrameModel):
    """How many documents were read, per corpus, publisher and day, so that zero is not missing."""

    coverage_no: arrow.int32() = _column("Number of the row, in order of corpus, publisher and day.", unique=True, ge=0)
    corpus: arrow.string() = _column("Name of the corpus.")
    publisher: arrow.string() = _column("Publisher; null where documents name none.", null=True)
    published_on: arrow.date32() = _column("Day of publication; null where documents state none.", null=True)
    n_read: arrow.int32() = _column("Documents read: coded, without events, uncoded and rejected together.", ge=0)
    n_coded: arrow.int32() = _column("Documents with at least one mention.", ge=0)
    n_without_events: arrow.int32() = _column("Documents given to the coder that report no event.", ge=0)
    n_uncoded: arrow.int32() = _column("Documents in a language that is read but not coded.", ge=0)
    n_rejected: arrow.int32() = _column("Documents that could not be used.", ge=0)

    class Config(_Config):
        name = "coverage"
        metadata = {"primary_key": ["coverage_no"]}


class Quality(pandera.DataFrameModel):
    """Measured accuracy, per set of hand-coded documents, format, event type and field."""

    quality_no: arrow.int32() = _column("Number of the row, in order of set, format, event type and field.", unique=True, ge=0)
    document_set: arrow.string() = _column("Name of the set of hand-coded documents.")
    format: arrow.string() = _enum("format", "Format of the documents; null for all.", null=True)
    event_type: arrow.string() = _enum("event_type", "Event type; null for all.", null=True)
    field: arrow.string() = _column("`detection`, `strict`, or the field that is compared.")
    n: arrow.int32() = _column("Number of hand-coded events compared.", ge=0)
    precision: arrow.float64() = _column("Share of coded mentions that are right.", null=True, ge=0, le=1)
    recall: arrow.float64() = _column("Share of hand-coded events that were found.", null=True, ge=0, le=1)
    f1: arrow.float64() = _column("Harmonic mean of precision and recall.", null=True, ge=0, le=1)
    f1_low: arrow.float64() = _column("Lower end of the 95 % interval of `f1`.", null=True, ge=0, le=1)
    f1_high: arrow.float64() = _column("Upper end of the 95 % interval of `f1`.", null=True, ge=0, le=1)

    class Config(_Config):
        name = "quality"
        metadata = {"primary_key": ["quality_no"], "ordered": [("f1_low", "f1_high")]}


class EventHistory(pandera.DataFrameModel):
    """What became of an event from release to release."""

    event_id: arrow.string() = _column("The event; it may no longer exist.", str_matches=EVENT_ID)
    release: arrow.string() = _column("Version of the release that made the change.", str_matches=r"^[0-9]+\.[0-9]+\.[0-9]+$")
    change: arrow.string() = _enum("change", "What happened to it.")
    into: arrow.string() = _column("Event that took its place.", null=True, str_matches=EVENT_ID)
    cause: arrow.string() = _enum("cause", "Why.", null=True)

    class Config(_Config):
        name = "event_history"
        metadata = {"primary_key": ["event_id", "release"]}
        unique = ["event_id", "release"]


class ReleaseInfo(pandera.DataFrameModel):
    """What this dataset is and what it was built from, one row per key."""

    key: arrow.string() = _column("Name of the fact, such as `version` or `codebook_version`.", unique=True)
    value: arrow.string() = _column("The fact.", null=True)

    class Config(_Config):
        name = "release_info"
        metadata = {"primary_key": ["key"]}


# In the order in which a table may refer to those before it.
TABLES: tuple[type[pandera.DataFrameModel], ...] = (
    Sources, Sections, SectionContexts, Citations, Actors, ActorNames, ActorRoles, Events, EventActors, Mentions,
    MentionActors, EventLinks, EventContexts, Relations, Rejects, Coverage, Quality, EventHistory, ReleaseInfo,
)
