"""An explanation in, lines for the terminal out, no wider than a page."""

import textwrap
from collections.abc import Iterator, Sequence

from pipeline.explain import Clause, Explanation
from pipeline.explain.coding import Coding, Named
from pipeline.explain.reasons import Verdict
from pipeline.explain.words import Word

WIDTH = 100
DEEPEST = 24  # columns of indentation


def write_explanations(explanations: Sequence[Explanation]) -> Iterator[str]:
    """The lines of one or several sentences."""
    for number, explanation in enumerate(explanations):
        yield from ("", "") if number else ()
        yield from _sentence(explanation)


def write_coding(coding: Coding, indent: str, *, is_whole: bool = True) -> Iterator[str]:
    """What an event is coded as, a field a line; where it is not `is_whole`, words of the document are left out."""
    rows = {
        "rule": coding.rule and f"{coding.rule}{in_file(coding.file)}",
        "actor": names_of(coding.actors) or "nobody named",
        "recipient": names_of(coding.recipients),
        "date": f"{coding.date or 'none'}{_date_source(coding, is_whole=is_whole)}",
        "applies": coding.effective_on and f"from {coding.effective_on} on",
        "status": coding.status + (f", said by {coding.said_by}" if coding.said_by else ""),
        "confidence": f"{coding.confidence:.2f}",
        "quote": coding.quote and f"“{' '.join(coding.quote.split())}”",
    }
    for name, text in rows.items():
        if text:
            yield from wrapped(f"{name:<12}{text}", indent, indent + " " * 12)


def title_of(coding: Coding) -> str:
    """Type, mode and act: `SANCTION · expel · expel-envoy`."""
    return " · ".join(filter(None, (coding.event_type, coding.mode, coding.act)))


def names_of(parties: Sequence[Named]) -> str:
    """`Peru (PER), Juan Paz`."""
    return ", ".join(f"{party.name} ({party.code})" if party.code and party.code != party.name else party.name for party in parties)


def in_file(file: str | None) -> str:
    """Where a frame is written."""
    return f" (acts/{file})" if file else ""


def wrapped(text: str, first: str = "", rest: str = "") -> list[str]:
    """A text in lines no wider than a page, the first with one indentation, the others with another."""
    return textwrap.wrap(text, WIDTH, initial_indent=first, subsequent_indent=rest, break_on_hyphens=False)


def _date_source(coding: Coding, *, is_whole: bool) -> str:
    if coding.date_text:
        return f", from “{coding.date_text}”"
    if coding.date and not is_whole:
        return ", from words that are withheld, or not stated here"
    return ", not stated here: that of the report or of the story so far" if coding.date else ": nothing places it"


def _sentence(explanation: Explanation) -> Iterator[str]:
    yield from wrapped(f"“{explanation.text}”")
    if not explanation.has_trigger:
        yield ""
        yield from wrapped("No frame finds all its words here: a build never parses it. This is the parse that a new frame would meet.")
    yield ""
    yield from _parse(explanation.words)
    if explanation.dates:
        dates = "; ".join(f"“{found.text}” is {found.date or 'no date here'}" for found in explanation.dates)
        yield ""
        yield from wrapped(f"DATES  {dates}", "", " " * 7)
    for clause in explanation.clauses:
        if clause.coding or not explanation.words[clause.at].label.startswith("aux"):
            yield ""
            yield from _clause(clause)
    if explanation.unread:
        words = ", ".join(f"“{word}”" for word in explanation.unread)
        yield ""
        yield from wrapped(f"{words}: frames begin with this form, but with none of them as the parser reads it here.")
    if not any(clause.coding for clause in explanation.clauses):
        yield ""
        yield "Nothing is coded here."


def _parse(words: Sequence[Word]) -> Iterator[str]:
    """The words in their order, each indented under the one that it depends on."""
    step = 2 if 2 * max(word.depth for word in words) <= DEEPEST else 1
    rows = [("PARSE", "tag", "label", "head", "known as")]
    for number, word in enumerate(words):
        head = words[word.head].text if word.head != number else ""
        rows.append((" " * min(step * word.depth, DEEPEST) + word.text, word.tag, word.label, head, ", ".join(word.known)))
    widths = [*(max(len(row[column]) for row in rows) for column in range(4)), 0]
    for row in rows:
        line = "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        yield line if len(line) <= WIDTH else line[: WIDTH - 1] + "…"


def _clause(clause: Clause) -> Iterator[str]:
    around = "".join(f" · {place} {', '.join(f'“{phrase}”' for phrase in phrases)}" for place, phrases in clause.around.items())
    yield from wrapped(f"{clause.word.upper()}{around}", "", "    ")
    if clause.coding:
        yield f"  ✓ {title_of(clause.coding)}"
        yield from write_coding(clause.coding, " " * 6)
    for verdict in clause.others:
        if verdict.reason != "words":
            yield from wrapped(f"✗ {verdict.rule} ({verdict.file}): {verdict.why}", "  ", "      ")
    yield from _lacking_words([verdict for verdict in clause.others if verdict.reason == "words"])


def _lacking_words(verdicts: Sequence[Verdict]) -> Iterator[str]:
    """Frames of phrases of which other words are not here, in one list."""
    if verdicts:
        listed = ", ".join(f"{verdict.rule} {verdict.why}" for verdict in verdicts)
        yield from wrapped(f"✗ other words are not here: {listed}", "  ", "      ")
