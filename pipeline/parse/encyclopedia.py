"""An encyclopedia article in: a section for the text under each heading out, the lists of references left uncoded."""

import re
from collections.abc import Iterator

from pipeline.parse.lines import find_lines, flatten, trim
from pipeline.parse.reading import Reading
from pipeline.parse.sentences import split_sentences
from pipeline.records import Section, Span

_TITLE = re.compile(r"\ufeff?\s*= ?([^=\n][^\n]*?) ?=[ \t]*\r?\n")
_HEADING = re.compile(r"\ufeff?(={1,6})[ \t]*([^=\s][^=\n]*)\1[ \t]*$|(#{1,6})[ \t]+(\S.*)$")
_UNCODED = frozenset(
    ("see also", "references", "bibliography", "external links", "notes", "further reading", "footnotes", "citations", "sources",
     "works cited", "notes and references", "references and notes", "literature", "gallery", "infobox")
)  # fmt: skip
_FIELD = re.compile(r"\s*[-*|]\s*[\w .()/-]{1,60}?[:=]\s")


def is_encyclopedia(text: str) -> bool:
    """Whether the text has a `= Title =`, two `==Heading==` lines, or headings in Markdown of which one is a list of references."""
    if _TITLE.match(text[:1000]):
        return True
    headings = [match for line in find_lines(text) if (match := _match_heading(text, line))]
    return sum(bool(match[1]) for match in headings) > 1 or any(_name(match).lower() in _UNCODED for match in headings)


def read(text: str) -> Reading:
    """A `main` section under each chain of headings (`History / 21st century`); infobox and reference lists are `other`."""
    title: str | None = None
    chain: dict[int, str] = {}
    sections: list[Section] = []
    for heading, body in _find_stretches(text):
        level = len(heading[1] or heading[3]) if heading else 0
        if heading and level == 1 and title is None:
            title = _name(heading)
        elif heading:
            chain = {above: name for above, name in chain.items() if above < level} | {level: _name(heading)}
        sections.extend(_make_sections(text, body, tuple(chain.values())))
    return Reading(sections=tuple(sections), title=title)


def _find_stretches(text: str) -> Iterator[tuple[re.Match[str] | None, Span]]:
    """Each heading (None before the first) and the text below it."""
    heading: re.Match[str] | None = None
    start = 0
    for line in find_lines(text):
        if found := _match_heading(text, line):
            yield heading, (start, line[0])
            heading, start = found, line[1]
    yield heading, (start, len(text))


def _match_heading(text: str, line: Span) -> re.Match[str] | None:
    if line[1] - line[0] > 300 or text[line[0]] not in "=#\ufeff":
        return None
    return _HEADING.match(text[line[0] : line[1]].rstrip())


def _name(heading: re.Match[str]) -> str:
    return flatten(heading[2] or heading[4])


def _make_sections(text: str, body: Span, chain: tuple[str, ...]) -> Iterator[Section]:
    box_end = _find_infobox_end(text, body)
    box = trim(text, body[0], box_end)
    if box[0] < box[1]:
        yield Section("other", *box, heading="Infobox", is_coded=False)
    start, end = trim(text, box_end, body[1])
    if start >= end:
        return
    is_coded = not any(name.lower() in _UNCODED for name in chain)
    yield Section(
        "main" if is_coded else "other", start, end, heading=" / ".join(chain) or None, is_coded=is_coded,
        sentences=split_sentences(text, start, end),
    )  # fmt: skip


def _find_infobox_end(text: str, body: Span) -> int:
    """The end of a list `- Field: value` headed by a line `Infobox`; the start of the text where there is none."""
    end = body[0]
    for start, line_end in find_lines(text, *body):
        is_head = end == body[0] and text[start:line_end].strip().lower() == "infobox"
        if not is_head and not (end > body[0] and _FIELD.match(text, start, line_end)):
            break
        end = line_end
    return end
