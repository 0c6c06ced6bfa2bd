"""A policy and words of a document in, as much of them as the data may hold out.

What a bibliography says of a document (title, address, publisher, day, the addresses that it cites) and the names of actors are facts, of
which no policy speaks.
"""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, replace

from pipeline.parse.lines import flatten
from pipeline.records import Citation, Document, Section


@dataclass(frozen=True, slots=True)
class Terms:
    """What the data may hold of the words of a document: all quotes (`full`), the first `quote_chars` code points of each (`excerpt`), or
    only their places and hashes (`reference`)."""

    policy: str = "full"
    quote_chars: int | None = None

    def words(self, text: str) -> str | None:
        """Words that say nothing when they are cut, such as a name or a heading: whole, or None where they may not stand whole."""
        return text if self.policy == "full" or len(text) <= (self.quote_chars or 0) else None

    def quote(self, text: str) -> tuple[str | None, str | None]:
        """As much of a quote as may stand, from its beginning, and the SHA-256 of all of it where that is less than all."""
        if self.words(text) is not None:
            return text, None
        return text[: self.quote_chars] if self.quote_chars else None, sha256_of(text)


FULL = Terms()


def sha256_of(text: str) -> str:
    """The SHA-256 of a text in UTF-8."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def withheld(document: Document, terms: Terms, *, licence: str | None, is_gone: Callable[[str], bool] = lambda url: False) -> Document:
    """The document under a licence, without the headings, labels and names of cited pages that may not stand, and without the addresses
    that are gone. Its text stays, for it is not loaded."""
    citations = tuple(_cited(citation, terms) for citation in document.citations if not is_gone(citation.url))
    sections = tuple(_section(section, terms, is_gone) for section in document.sections)
    return replace(document, licence=licence, title=_title(document, terms), citations=citations, sections=sections)


def _title(document: Document, terms: Terms) -> str | None:
    """A digest page has no title of its own: where its reader gave it the first sentence of its story, that is quoted like any other."""
    story = next((section for section in document.sections if section.kind == "main" and section.sentences), None)
    if document.title is None or document.format != "digest" or story is None:
        return document.title
    is_quote = flatten(document.text[slice(*story.sentences[0])]) == document.title
    return terms.quote(document.title)[0] if is_quote else document.title


def _cited(citation: Citation, terms: Terms) -> Citation:
    label = terms.words(citation.label) if citation.label else citation.label
    return citation if label == citation.label else replace(citation, label=label)


def _section(section: Section, terms: Terms, is_gone: Callable[[str], bool]) -> Section:
    heading = terms.words(section.heading) if section.heading else None
    link = terms.words(section.link) if section.link and not is_gone(section.link) else None
    contexts = tuple(context for context in section.contexts if terms.words(context) is not None)
    if (heading, link, contexts) == (section.heading, section.link, section.contexts):
        return section  # nearly every section is this case, and to make one anew takes long
    return replace(section, heading=heading, link=link, contexts=contexts)
