"""Tables of what was read: documents, their parts, and the pages that they cite."""

# ruff: noqa: RUF012 -- pandera reads a Config, nobody changes it
import pyarrow as arrow

from schemas.codes import SHA256, SOURCE_ID
from schemas.tables.columns import Table, column, enum, reference


class Sources(Table):
    """Documents that were read, and pages that a read document cites."""

    source_id: arrow.string() = column("Identifier made from path and content, or from the address of a cited page.", unique=True, str_matches=SOURCE_ID)
    path: arrow.string() = column("Path relative to its corpus, `file.jsonl#id` for a line; the address for a cited page.")
    kind: arrow.string() = enum("source_kind", "`document` where Legation read it, `cited` where a document only links to it.")
    format: arrow.string() = enum("format", "Kind of text, as detected; null for a cited page.", null=True)
    title: arrow.string() = column("Title as the document gives it, a fact that no policy withholds; of a digest page, which has none, the first sentence of its story, as a quote.", null=True)
    url: arrow.string() = column("Address of the document.", null=True)
    publisher: arrow.string() = column("Who published the document.", null=True)
    language: arrow.string() = column("Language as an ISO 639-1 code.", null=True, str_matches=r"^[a-z]{2,3}$")
    published_on: arrow.date32() = column("The document's own date; null where it states none.", null=True)
    licence: arrow.string() = column("Licence of the text, where it is known: the identifier of SPDX where there is one, else the words of the document.", null=True)
    policy: arrow.string() = enum("policy", "What the data may hold of its words: `full` quotes, `excerpt` (the first `quote_chars` code points of each), or `reference` (only their places and hashes); other words of it, such as headings, stand where they are no longer than a quote may be. Null for a cited page.", null=True)
    quote_chars: arrow.int32() = column("Longest quote of an `excerpt`, in Unicode code points; null for other policies.", null=True, ge=1)
    sha256: arrow.string() = column("SHA-256 of the document's bytes as read; null for a cited page.", null=True, str_matches=SHA256)
    n_chars: arrow.int32() = column("Length of the text as read, in Unicode code points.", null=True, ge=0)

    class Config:
        name = "sources"
        metadata = {"primary_key": ["source_id"]}


class Sections(Table):
    """The parts of a read document: its body under each heading, and every item of a list of reports."""

    source_id: arrow.string() = reference("sources.source_id", "The document.")
    section_no: arrow.int32() = column("Position in the document, from 0.", ge=0)
    section: arrow.string() = enum("section", "`main` text, `related` report, or `other` (comments, bibliography: never coded).")
    heading: arrow.string() = column("Heading in force, as the document writes it and as far as its policy lets it stand.", null=True)
    published_on: arrow.date32() = column("Date of the report: that of the item's own link, else the document's.", null=True)
    link: arrow.string() = column("Where the item links to, as far as the policy of the document lets it stand: addresses of news are made from their words.", null=True)
    n_sentences: arrow.int32() = column("Number of sentences.", ge=0)
    is_coded: arrow.bool_() = column("Whether its sentences were given to the coder.")
    char_start: arrow.int32() = column("First code point of the section in the document's text.", ge=0)
    char_end: arrow.int32() = column("Code point after the last one of the section.", ge=0)

    class Config:
        name = "sections"
        metadata = {"primary_key": ["source_id", "section_no"], "ordered": [("char_start", "char_end")]}
        unique = ["source_id", "section_no"]


class SectionContexts(Table):
    """Context labels that a digest page gives to its story and to each related item."""

    source_id: arrow.string() = reference("sources.source_id", "The document.")
    section_no: arrow.int32() = column("Position of the section in the document.", ge=0)
    context: arrow.string() = column("The label, as the page writes it.")

    class Config:
        name = "section_contexts"
        metadata = {"primary_key": ["source_id", "section_no", "context"]}
        unique = ["source_id", "section_no", "context"]


class Citations(Table):
    """Which pages a document names as its sources (the digest page's Source list)."""

    source_id: arrow.string() = reference("sources.source_id", "The citing document.")
    cited_source_id: arrow.string() = reference("sources.source_id", "The cited page.")
    label: arrow.string() = column("Name that the citing document gives to the page, as far as its policy lets it stand.", null=True)

    class Config:
        name = "citations"
        metadata = {"primary_key": ["source_id", "cited_source_id"]}
        unique = ["source_id", "cited_source_id"]


class Licences(Table):
    """Under which terms the coded data and the texts of sources stand."""

    licence: arrow.string() = column("Name of the licence, an SPDX identifier where there is one.", unique=True)
    title: arrow.string() = column("Name in full.", null=True)
    url: arrow.string() = column("Address of its text.", null=True)
    covers: arrow.string() = column("What stands under it: the coded data, or quotes and titles of the sources that name it.")
    n_sources: arrow.int32() = column("Number of sources whose texts stand under it.", ge=0)
    text: arrow.string() = column("Text of the licence, where it is that of the coded data.", null=True)

    class Config:
        name = "licences"
        metadata = {"primary_key": ["licence"]}


class TakeDowns(Table):
    """Requests to take documents out of the data, which every build that is given them obeys."""

    take_down_no: arrow.int32() = column("Number of the row, in the order of the list, from 0.", unique=True, ge=0)
    kind: arrow.string() = enum("take_down_kind", "How the documents are named.")
    value: arrow.string() = column("The identifier, hash, path, address or publisher of the documents.")
    reason: arrow.string() = column("Why, in words for other readers.")
    requested_by: arrow.string() = column("Who asked for it.", null=True)
    requested_on: arrow.date32() = column("Day of the request.", null=True)
    n_documents: arrow.int32() = column("Documents of this build that were left out for it.", ge=0)

    class Config:
        name = "take_downs"
        metadata = {"primary_key": ["take_down_no"]}
