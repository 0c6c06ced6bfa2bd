"""What passes between the stages: raw documents, documents, mentions, events, rejects. Frozen, typed, without behaviour."""

from dataclasses import dataclass
from datetime import date

Span = tuple[int, int]  # first code point, and the one after the last, in the document's text


@dataclass(frozen=True, slots=True)
class Given:
    """What the corpus itself says of a document (the fields of a JSON line), before anything is read from its text."""

    title: str | None = None
    url: str | None = None
    publisher: str | None = None
    language: str | None = None
    licence: str | None = None
    format: str | None = None
    published_on: date | None = None


@dataclass(frozen=True, slots=True)
class RawDocument:
    """A document as found: its text is decoded, nothing in it is interpreted.

    `path` is relative to its corpus (`file.jsonl#id` for a line); `sha256` is that of the bytes; `suffix` says how the
    text is written (`.md`, `.txt`, `.html`; `.txt` for the text of a JSON line without another word).
    """

    corpus: str
    path: str
    suffix: str
    text: str
    sha256: str
    given: Given = Given()


@dataclass(frozen=True, slots=True)
class Reject:
    """Something that could not be used, and why."""

    stage: str
    check_name: str
    reason: str
    path: str | None = None
    locator: str | None = None
    row: str | None = None
    corpus: str | None = None


@dataclass(frozen=True, slots=True)
class Citation:
    """A page that a document names as its source."""

    url: str
    label: str | None = None


@dataclass(frozen=True, slots=True)
class Section:
    """A stretch of a document that is read in one context.

    `kind` is `main`, `related` or `other`; `published_on` is the date of this report, where it has one of its own (the link of a
    Related item); `sentences` are spans in the document's text; only those of a section that `is_coded` reach the coder.
    """

    kind: str
    start: int
    end: int
    heading: str | None = None
    published_on: date | None = None
    link: str | None = None
    contexts: tuple[str, ...] = ()
    is_coded: bool = True
    sentences: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """A document as read by one of the readers."""

    source_id: str
    corpus: str
    path: str
    format: str
    text: str
    sha256: str
    sections: tuple[Section, ...]
    title: str | None = None
    url: str | None = None
    publisher: str | None = None
    language: str | None = None
    licence: str | None = None
    published_on: date | None = None
    citations: tuple[Citation, ...] = ()


@dataclass(frozen=True, slots=True)
class Period:
    """When something happened: first and last day, and how precisely that is known (`day`, `month`, `year`, `none`)."""

    first: date | None = None
    last: date | None = None
    precision: str = "none"


@dataclass(frozen=True, slots=True)
class Party:
    """Somebody named in a mention, in one role; `start` and `end` point at the words that name them."""

    actor_id: str
    name: str
    kind: str
    country: str | None
    text: str
    start: int | None = None
    end: int | None = None
    office: str | None = None
    sector: str | None = None


@dataclass(frozen=True, slots=True)
class Mention:
    """One report of an event in one place of one document.

    Where a correction has changed it, `coded` is the mention as the coder made it, from which its identifier is made.
    """

    source_id: str
    section_no: int
    section: str
    sentence: int
    start: int
    end: int
    quote: str
    trigger: str
    rule: str
    event_type: str
    mode: str | None
    act: str | None
    period: Period
    date_text: str | None
    effective_on: date | None
    status: str
    said_by: Party | None
    confidence: float
    actors: tuple[Party, ...] = ()
    recipients: tuple[Party, ...] = ()
    coded: "Mention | None" = None


@dataclass(frozen=True, slots=True)
class Choice:
    """Which mention gave an event one of its values, and the rule that chose it among so many different claims (table `event_choices`)."""

    field: str
    mention: Mention
    reason: str
    n_claims: int


@dataclass(frozen=True, slots=True)
class Event:
    """What happened, as all its mentions together tell it."""

    event_id: str
    event_type: str
    mode: str | None
    act: str | None
    period: Period
    date_min: date | None
    date_max: date | None
    effective_on: date | None
    status: str
    confidence: float
    actors: tuple[Party, ...]
    recipients: tuple[Party, ...]
    mentions: tuple[Mention, ...] = ()
    choices: tuple[Choice, ...] = ()


@dataclass(frozen=True, slots=True)
class Spell:
    """A time in which two countries (in alphabetical order) keep relations of one status; `opened_by` and `closed_by` are event ids.

    `start` is the period to which the opening event is dated; `end` is the last day, None while the spell lasts.
    """

    countries: tuple[str, str]
    status: str
    start: Period
    opened_by: str
    end: date | None = None
    end_precision: str | None = None
    closed_by: str | None = None


@dataclass(frozen=True, slots=True)
class Correction:
    """A reviewed fix of an event or a mention (`target_id`); `line` is where `file` says so, from 1.

    `old` and `new` are written as in the file: a date as 2017-08-11, 2017-08 or 2017, a side as its sorted actor ids, joined by "; ".
    """

    line: int
    target_id: str
    field: str
    old: str | None
    new: str | None
    reason: str
    corrected_by: str
    corrected_on: date
    file: str = "corrections file"
