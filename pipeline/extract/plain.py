"""The sentences of a document in, the texts that the parser gets out: single spaces, plain quotes, and the way back to every offset."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.records import Document

ENTITY = re.compile(r"&(quot|amp|apos|#39);")
ENTITIES = {"quot": '"', "amp": "&", "apos": "'", "#39": "'"}
PLAIN = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-", "\u00a0": " "})
REPEATED = re.compile(r"(?<=\bre)-(?=[a-z])", re.IGNORECASE)  # the parser would take "re-establish" for three words
DASH = re.compile(r"--+")  # as typewriters write it; the parser would take "talks--while" for one word
LONGEST = 2_000  # code points; what has no full stop for so long is no sentence, and a parser's memory grows with it


@dataclass(frozen=True, slots=True)
class Plain:
    """A sentence as the parser gets it; `number` counts all sentences of the document, `offset` leads each code point back to it."""

    section_no: int
    number: int
    text: str
    offset: tuple[int, ...]


def plain_sentences(document: Document) -> Iterator[Plain]:
    """The sentences of the sections that are coded."""
    number = 0
    for section_no, section in enumerate(document.sections):
        for start, end in section.sentences:
            if section.is_coded:
                text, offset = _flatten(document.text, start, min(end, start + LONGEST))
                if text:
                    yield Plain(section_no, number, text, offset)
            number += 1


def plain_text(text: str) -> str:
    """A text as the parser gets it, sentence or not."""
    return _flatten(text, 0, len(text))[0]


def _flatten(text: str, start: int, end: int) -> tuple[str, tuple[int, ...]]:
    chars: list[str] = []
    offset: list[int] = []
    at = start
    while at < end:
        told, after = _told_at(text, at, end)
        for char in told:
            if not char.isspace() or (chars and chars[-1] != " "):
                chars.append(" " if char.isspace() else char)
                offset.append(at)
        at = after
    return "".join(chars), tuple(offset)


def _told_at(text: str, at: int, end: int) -> tuple[str, int]:
    """What the parser gets for the code point at a place, and the place after what that stands for."""
    char = text[at]
    if char == "&" and (entity := ENTITY.match(text, at, end)):
        return ENTITIES[entity[1]], entity.end()
    if char == "-" and (dash := DASH.match(text, at, end)):
        return " - ", dash.end()
    return ("" if char == "-" and REPEATED.match(text, at, end) else char.translate(PLAIN)), at + 1
