"""A raw document in; a document with title, day, publisher, sections and sentences out, or the reason why there is none.

Readers only read: they know no country, no act and no date but the document's own.
"""

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from pipeline.ids import content_id
from pipeline.parse import blog, digest, encyclopedia, newswire, plain
from pipeline.parse.html import Page, extract_page
from pipeline.parse.language import detect_language
from pipeline.parse.reading import Reading
from pipeline.records import Document, RawDocument, Reject, Section
from pipeline.timelimit import TooSlow, within

CODED_LANGUAGES = ("en",)
PER_DOCUMENT = 60.0  # seconds of the processor's time

READERS: dict[str, Callable[[str], Reading]] = {
    "digest": digest.read,
    "encyclopedia": encyclopedia.read,
    "blog": blog.read,
    "newswire": newswire.read,
    "other": plain.read,
}
_DETECTORS: dict[str, Callable[[str], bool]] = {
    "digest": digest.is_digest,
    "encyclopedia": encyclopedia.is_encyclopedia,
    "blog": blog.is_blog,
    "newswire": newswire.is_newswire,
}


def parse(raw: RawDocument) -> Document | Reject:
    """Read one document with the reader of its format, given or detected.

    For HTML the document's text, and so every offset, is that of the extracted text. What the corpus says of a document wins over what
    its text says. Sections of a document in a language that is not coded are read like others, with `is_coded` false. One that takes
    longer than PER_DOCUMENT is refused.
    """
    try:
        return within(PER_DOCUMENT, partial(_parse, raw))
    except TooSlow as slow:
        return _reject(raw, "too-slow", f"It takes more than {slow.seconds:g} seconds to read.")


def _parse(raw: RawDocument) -> Document | Reject:
    given = raw.given
    if given.format is not None and given.format not in READERS:
        return _reject(raw, "unknown-format", f"The format {given.format!r} is none of {', '.join(READERS)}.")
    page = Page(raw.text)
    if raw.suffix in (".html", ".htm"):
        extracted = extract_page(raw.text)
        if extracted is None:
            return _reject(raw, "no-text", "No article was found in this HTML page.")
        page = extracted
    text_format = given.format or detect_format(page.text)
    reading = READERS[text_format](page.text)
    language = given.language or _detect_language(page.text, reading)
    return Document(
        source_id=source_id(raw.path, raw.sha256),
        corpus=raw.corpus,
        path=raw.path,
        format=text_format,
        text=page.text,
        sha256=raw.sha256,
        sections=reading.sections if language in CODED_LANGUAGES else tuple(map(_uncoded, reading.sections)),
        title=given.title or page.title or reading.title,
        url=given.url or page.url,
        publisher=given.publisher or page.publisher or reading.publisher,
        language=language,
        licence=given.licence or page.licence,
        published_on=given.published_on or page.published_on or reading.published_on,
        citations=reading.citations,
    )


def detect_format(text: str) -> str:
    """`digest`, `encyclopedia`, `blog` or `newswire` where the text has its marks, else `other`."""
    return next((name for name, detect in _DETECTORS.items() if detect(text)), "other")


def source_id(path: str, sha256: str) -> str:
    """The identifier of a document: the same path and bytes have the same one in every build."""
    return content_id("src", path, sha256)


def _detect_language(text: str, reading: Reading) -> str | None:
    """The title's script tells first: a page in Chinese may carry a long English summary."""
    prose = "\n".join(text[start:end] for section in reading.sections if section.kind != "other" for start, end in section.sentences[:20])
    from_title = detect_language(reading.title or "")
    return from_title if from_title not in (None, "en") else detect_language(prose or text)


def _uncoded(section: Section) -> Section:
    return replace(section, is_coded=False)


def _reject(raw: RawDocument, check_name: str, reason: str) -> Reject:
    return Reject("parse", check_name, reason, path=raw.path, corpus=raw.corpus)
