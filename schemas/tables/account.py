"""Tables of how the data came about: what was refused, what was read, how good it is, and what became of events."""

# ruff: noqa: RUF012 -- pandera reads a Config, nobody changes it
import pyarrow as arrow

from schemas.codes import EVENT_ID
from schemas.tables.columns import Table, column, enum, reference


class Rejects(Table):
    """What was not used, and why: nothing is dropped in silence."""

    reject_no: arrow.int32() = column("Number of the row, in order of stage, corpus, path, locator and reason.", unique=True, ge=0)
    stage: arrow.string() = enum("stage", "Stage that refused it.")
    corpus: arrow.string() = column("Corpus of the document, where one is concerned.", null=True)
    path: arrow.string() = column("Document, where one is concerned.", null=True)
    locator: arrow.string() = column("Place within the document or table.", null=True)
    check_name: arrow.string() = column("Name of the check that failed.")
    reason: arrow.string() = column("What is wrong, in a sentence.")
    row: arrow.string() = column("The refused row as JSON.", null=True)

    class Config:
        name = "rejects"
        metadata = {"primary_key": ["reject_no"]}


class Coverage(Table):
    """How many documents were read, per corpus, publisher and day, so that zero is not missing."""

    coverage_no: arrow.int32() = column("Number of the row, in order of corpus, publisher and day.", unique=True, ge=0)
    corpus: arrow.string() = column("Name of the corpus.")
    publisher: arrow.string() = column("Publisher; null where documents name none.", null=True)
    published_on: arrow.date32() = column("Day of publication; null where documents state none.", null=True)
    n_read: arrow.int32() = column("Documents read: coded, without events, uncoded and rejected together.", ge=0)
    n_coded: arrow.int32() = column("Documents with at least one mention.", ge=0)
    n_without_events: arrow.int32() = column("Documents given to the coder that report no event.", ge=0)
    n_uncoded: arrow.int32() = column("Documents in a language that is read but not coded.", ge=0)
    n_rejected: arrow.int32() = column("Documents that could not be used (see `rejects`); where they could not be read, publisher and day are null.", ge=0)

    class Config:
        name = "coverage"
        metadata = {"primary_key": ["coverage_no"]}


class Quality(Table):
    """Measured accuracy, per set of hand-coded documents, format, event type and field."""

    quality_no: arrow.int32() = column("Number of the row, in order of set, format, event type and field.", unique=True, ge=0)
    document_set: arrow.string() = column("Name of the set of hand-coded documents; `all` for all sets of whole documents together.")
    format: arrow.string() = enum("format", "Format of the documents; null for all.", null=True)
    event_type: arrow.string() = enum("event_type", "Event type; null for all.", null=True)
    field: arrow.string() = column("`detection` (an event is found), `strict` (and right in all fields), `same-event` (two mentions of one event are put together), `b-cubed` (of the mentions put together with a mention, itself included, the share of its event; of those of its event, the share put together with it; means over found mentions), `relation` (type of a marked pair in a single sentence), `relation-macro` (mean f1 of the types), or the field that is compared in events that were found, such as `date`; of one event type, where ten or more of them were found.")
    n: arrow.int32() = column("Number compared that people coded: events, pairs of mentions, found mentions (`b-cubed`), or found events with that field.", ge=0)
    n_mentions: arrow.int32() = column("Number compared that the coder found.", ge=0)
    n_documents: arrow.int32() = column("Number of documents that they are in, on which the intervals rest; null where the measurements do not say it.", null=True, ge=0)
    precision: arrow.float64() = column("Share right of what the coder found.", null=True, ge=0, le=1)
    precision_low: arrow.float64() = column("Lower end of the 95 % interval of `precision`, in which what is in one document speaks together.", null=True, ge=0, le=1)
    precision_high: arrow.float64() = column("Upper end of the 95 % interval of `precision`.", null=True, ge=0, le=1)
    recall: arrow.float64() = column("Share found of what people coded; null for fields, which are compared in what was found.", null=True, ge=0, le=1)
    recall_low: arrow.float64() = column("Lower end of the 95 % interval of `recall`.", null=True, ge=0, le=1)
    recall_high: arrow.float64() = column("Upper end of the 95 % interval of `recall`.", null=True, ge=0, le=1)
    f1: arrow.float64() = column("Harmonic mean of precision and recall; null for fields.", null=True, ge=0, le=1)
    f1_low: arrow.float64() = column("Lower end of the 95 % interval of `f1`.", null=True, ge=0, le=1)
    f1_high: arrow.float64() = column("Upper end of the 95 % interval of `f1`.", null=True, ge=0, le=1)

    class Config:
        name = "quality"
        metadata = {
            "primary_key": ["quality_no"],
            "ordered": [("precision_low", "precision_high"), ("recall_low", "recall_high"), ("f1_low", "f1_high")],
        }


class Calibration(Table):
    """How far the confidence of mentions can be believed: what share of the mentions with about the same confidence is right."""

    document_set: arrow.string() = column("Name of the set of hand-coded documents; `all` for all sets of whole documents together.")
    low: arrow.float64() = column("Least confidence of the mentions counted.", ge=0, le=1)
    high: arrow.float64() = column("Confidence that they stay below; 1 is included.", ge=0, le=1)
    n: arrow.int32() = column("Number of these mentions.", ge=1)
    mean_confidence: arrow.float64() = column("Mean of their confidence.", ge=0, le=1)
    share_right: arrow.float64() = column("Share of them that people coded too.", ge=0, le=1)
    share_low: arrow.float64() = column("Lower end of the 95 % interval of `share_right`, in which what is in one document speaks together.", ge=0, le=1)
    share_high: arrow.float64() = column("Upper end of the 95 % interval of `share_right`.", ge=0, le=1)
    kept_precision: arrow.float64() = column("Share right of these and all surer mentions.", ge=0, le=1)
    kept_recall: arrow.float64() = column("Share of what people coded that these and all surer mentions find.", ge=0, le=1)

    class Config:
        name = "calibration"
        metadata = {"primary_key": ["document_set", "low"], "ordered": [("low", "high"), ("share_low", "share_high")]}
        unique = ["document_set", "low"]


class Codebook(Table):
    """The codebook, entry by entry: every table, column and code with its meaning, and the rules of coding."""

    entry_no: arrow.int32() = column("Number of the entry, in reading order, from 0.", unique=True, ge=0)
    kind: arrow.string() = enum("codebook_kind", "What is explained.")
    name: arrow.string() = column("Name of the table, column, code or rule.")
    belongs_to: arrow.string() = column("Table of a column; for a code, the columns that hold it, as the name of their enumeration.", null=True)
    meaning: arrow.string() = column("What it means; for a rule, its text in Markdown.")

    class Config:
        name = "codebook"
        metadata = {"primary_key": ["entry_no"]}


class EventHistory(Table):
    """What became of an event from release to release."""

    event_id: arrow.string() = column("The event; it may no longer exist.", str_matches=EVENT_ID)
    release: arrow.string() = column("Version of the release that made the change.", str_matches=r"^[0-9]+\.[0-9]+\.[0-9]+$")
    change: arrow.string() = enum("change", "What happened to it.")
    into: arrow.string() = column("Event that it was merged into.", null=True, str_matches=EVENT_ID)
    split_from: arrow.string() = column("Event that it was a part of before.", null=True, str_matches=EVENT_ID)
    cause: arrow.string() = enum("cause", "Why: documents, the coder, the codebook or a correction changed.", null=True)

    class Config:
        name = "event_history"
        metadata = {"primary_key": ["event_id", "release"]}
        unique = ["event_id", "release"]


class EventChanges(Table):
    """Which fields of an event changed from one release to the next, with the old and the new value."""

    event_id: arrow.string() = column("The event.", str_matches=EVENT_ID)
    release: arrow.string() = column("Version of the release that made the change.", str_matches=r"^[0-9]+\.[0-9]+\.[0-9]+$")
    field: arrow.string() = column("Name of the column of `events`; `actors` or `recipients` for the sorted identifiers of one side.")
    old_value: arrow.string() = column("Value before; null where there was none. Of an event that documents told which are taken down by now, both values are null.", null=True)
    new_value: arrow.string() = column("Value since; null where there is none.", null=True)
    cause: arrow.string() = enum("cause", "Why: documents, the coder, the codebook or a correction changed.")

    class Config:
        name = "event_changes"
        metadata = {"primary_key": ["event_id", "release", "field"]}
        unique = ["event_id", "release", "field"]


class Corrections(Table):
    """Reviewed fixes that win over the coder, with who made them."""

    correction_no: arrow.int32() = column("Number of the row, in the order of the corrections file, from 0.", unique=True, ge=0)
    target_id: arrow.string() = column("The event or mention that is corrected.", str_matches=r"^(evt|mnt)_[0-9a-f]{16}$")
    event_id: arrow.string() = reference("events.event_id", "The event that the corrected row belongs to now; null where it was withdrawn.", null=True)
    field: arrow.string() = column("What is corrected: a column of the row, `actors` or `recipients`.")
    old_value: arrow.string() = column("What the coder says; null for nothing.", null=True)
    new_value: arrow.string() = column("What is right; null for nothing.", null=True)
    reason: arrow.string() = column("Why, in words for other readers.")
    corrected_by: arrow.string() = column("Who found and reviewed it, as they wish to be credited.")
    corrected_on: arrow.date32() = column("Day of the correction.")

    class Config:
        name = "corrections"
        metadata = {"primary_key": ["correction_no"]}


class ReleaseInfo(Table):
    """What this dataset is and what it was built from, one row per key."""

    key: arrow.string() = column("Name of the fact, such as `version` or `codebook_version`.", unique=True)
    value: arrow.string() = column("The fact.", null=True)

    class Config:
        name = "release_info"
        metadata = {"primary_key": ["key"]}
