"""The sentences of a document in, the texts that the parser gets out: single spaces, plain quotes, and the way back to every offset."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.records import Document

ENTITY = re.compile(r"&(quot|amp|apos|#39);")
ENTITIES = {"quot": '"', "amp": "&", "apos": "'", "#39": "'"}
PLAIN = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-", "\u00a0": " "})
REPEATED = re.compile(r"(?<=\bre)-(?=[a-z])", re.IGNORECASE)  # the parser would take "re-establish" for three words
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


def _flatten(text: str, start: int, end: int) -> tuple[str, tuple[int, ...]]:
    chars: list[str] = []
    offset: list[int] = []
    at = start
    while at < end:
        entity = ENTITY.match(text, at, end)
        char = ENTITIES[entity[1]] if entity else text[at].translate(PLAIN)
        is_left_out = REPEATED.match(text, at, end) is not None
        if not is_left_out and (not char.isspace() or (chars and chars[-1] != " ")):
            chars.append(" " if char.isspace() else char)
            offset.append(at)
        at = entity.end() if entity else at + 1
    return "".join(chars), tuple(offset)
