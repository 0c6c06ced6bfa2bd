"""A document and what a release says of it in, each claim proved or contradicted out."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from pipeline.extract.plain import plain_text
from pipeline.parse import source_id
from pipeline.records import Document, Section
from pipeline.rights import Terms, sha256_of, withheld
from pipeline.verify.claims import Claims, Row, Source

RIGHT, WRONG, BY_HASH, UNTOLD = "right", "wrong", "by_hash", "untold"
SHOWN = 60  # characters of a text that a message shows

Verdict = tuple[str, str | None]  # what came of a claim, and why where it is wrong
PROVED: Verdict = (RIGHT, None)


@dataclass(frozen=True, slots=True)
class Problem:
    """What a release says of a document that is not so; `place` is the row that says it, None for the document itself."""

    path: str
    place: str | None
    reason: str


@dataclass(slots=True)
class Findings:
    """How many claims of each kind were found `right` or `wrong`, are proved `by_hash`, or are `untold` because a policy withholds the
    words; and what is wrong."""

    counts: Counter[tuple[str, str]] = field(default_factory=Counter)
    problems: list[Problem] = field(default_factory=list)


def prove(document: Document, source: Source, claims: Claims, *, same_code: bool) -> Findings:
    """Compare all that a release says of a document with its text, in code points. Sections are compared with those that are read today
    only where the program that made the release is this one (`same_code`)."""
    found = Findings()
    for kind, place, (verdict, reason) in _verdicts(document, source, claims, same_code=same_code):
        found.counts[kind, verdict] += 1
        if reason is not None:
            found.problems.append(Problem(source.path, place, reason))
    return found


class _Text:
    """The text of a document, and the same as the parser gets it, whose words triggers and dates are."""

    def __init__(self, words: str) -> None:
        self.words = words

    @cached_property
    def plain(self) -> str:
        return plain_text(self.words)

    def has(self, words: str) -> bool:
        return words in self.words or words in self.plain


def _verdicts(document: Document, source: Source, claims: Claims, *, same_code: bool) -> Iterator[tuple[str, str | None, Verdict]]:
    text, terms = _Text(document.text), source.terms
    yield "documents", None, _of_document(document, source)
    spans = {row["section_no"]: _span(row) for row in claims.sections}
    for row in claims.mentions:
        words = document.text[slice(*_span(row))]
        yield "quotes", row["mention_id"], _of_quote(row, words, document, spans.get(row["section_no"]), terms)
        for kind, column, where in (("triggers", "trigger", _Text(words)), ("dates", "date_text", text)):
            if row[column] is not None or terms.policy != "full":
                yield kind, row["mention_id"], _of_words(row[column], column, where, terms)
    for row in claims.actors:
        if row["char_start"] is not None:
            yield "actors", f"{row['mention_id']} {row['actor_id']}", _of_actor(row, document, terms)
    read = dict(enumerate(withheld(document, terms, licence=None).sections)) if same_code else {}
    for row in claims.sections:
        yield "sections", f"section {row['section_no']}", _of_section(row, document, read.get(row["section_no"]))


def _of_document(document: Document, source: Source) -> Verdict:
    if source.n_chars is not None and source.n_chars != len(document.text):
        return WRONG, f"its text has {len(document.text):,} code points, and n_chars says {source.n_chars:,}"
    if source.source_id != source_id(source.path, source.sha256):
        return WRONG, f"{source.source_id} is not made from its path and hash"
    return PROVED


def _of_quote(row: Row, words: str, document: Document, section: tuple[int, int] | None, terms: Terms) -> Verdict:
    """The text from `char_start` to `char_end`, or its beginning, or its hash, as the policy has it; and it stands in its section."""
    start, end = _span(row)
    if not _is_within((start, end), (0, len(document.text))):
        return WRONG, f"it is said to stand from {start} to {end} of a text of {len(document.text)} code points"
    if section is not None and not _is_within((start, end), section):
        return WRONG, f"it stands from {start} to {end}, outside its section, which stands from {section[0]} to {section[1]}"
    quote, quote_sha256 = row["quote"], row["quote_sha256"]
    if quote is not None and terms.quote(quote) != (quote, None):
        return WRONG, f"its quote has {len(quote)} code points, more than the policy {terms.policy} lets stand"
    if quote is None and quote_sha256 is None:
        return WRONG, "it holds neither words nor a hash, so that nothing can be proved"
    if quote_sha256 is not None and sha256_of(words) != quote_sha256:
        return WRONG, f"the text there has another hash than quote_sha256: {_shown(words)}"
    if quote is not None and words != quote and not (quote_sha256 and words.startswith(quote)):
        return WRONG, f"the text there is {_shown(words)}, and the quote says {_shown(quote)}"
    return (BY_HASH, None) if quote_sha256 else PROVED


def _of_words(words: str | None, column: str, where: _Text, terms: Terms) -> Verdict:
    """Words without offsets of their own, which stand somewhere in a text."""
    if words is None:
        return UNTOLD, None
    if terms.words(words) is None:
        return WRONG, f"its {column} is more than the policy {terms.policy} lets stand"
    return PROVED if where.has(words) else (WRONG, f"the text has no {_shown(words)}, which {column} says")


def _of_actor(row: Row, document: Document, terms: Terms) -> Verdict:
    """The words that name an actor; where the policy withholds them, the row has the actor's name in their place."""
    start, end = _span(row)
    if not _is_within((start, end), (0, len(document.text))):
        return WRONG, f"the words are said to stand from {start} to {end} of a text of {len(document.text)} code points"
    words = document.text[start:end]
    if terms.words(words) is None:
        return UNTOLD, None
    return PROVED if words == row["text"] else (WRONG, f"the text there is {_shown(words)}, and the row says {_shown(row['text'])}")


def _of_section(row: Row, document: Document, read: Section | None) -> Verdict:
    start, end = _span(row)
    if not _is_within((start, end), (0, len(document.text))):
        return WRONG, f"it is said to stand from {start} to {end} of a text of {len(document.text)} code points"
    if read is None:
        return PROVED
    said = row["section"], start, end, row["heading"], row["n_sentences"], row["is_coded"]
    found = read.kind, read.start, read.end, read.heading, len(read.sentences), read.is_coded
    differing = [f"{name} {_shown(str(b))} instead of {_shown(str(a))}" for name, a, b in zip(_SECTION, said, found, strict=True) if a != b]
    return (WRONG, f"the document has {', '.join(differing)}") if differing else PROVED


def _span(row: Row) -> tuple[int, int]:
    return row["char_start"], row["char_end"]


def _is_within(inner: tuple[int, int], outer: tuple[int, int]) -> bool:
    return outer[0] <= inner[0] <= inner[1] <= outer[1]


def _shown(text: str) -> str:
    line = " ".join(text.split())
    return f"“{line if len(line) <= SHOWN else line[:SHOWN] + '…'}”"


_SECTION = ("section", "char_start", "char_end", "heading", "n_sentences", "is_coded")
