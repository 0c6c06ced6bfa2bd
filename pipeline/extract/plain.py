"""The sentences of a document in, the texts that the parser gets out: single spaces, plain quotes, and the way back to every offset."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.records import Document, Span

ENTITY = re.compile(r"&(quot|amp|apos|#39);")
ENTITIES = {"quot": '"', "amp": "&", "apos": "'", "#39": "'"}
# Nobody sees these: marks of direction and of breaks, joiners, fillers, tags, controls. They must neither part a word nor hide one.
INVISIBLE = (
    *((0x00, 0x08), (0x0E, 0x1B), (0x7F, 0x84), (0x86, 0x9F), (0xAD, 0xAD), (0x034F, 0x034F), (0x061C, 0x061C), (0x115F, 0x1160)),
    *((0x17B4, 0x17B5), (0x180B, 0x180F), (0x200B, 0x200F), (0x202A, 0x202E), (0x2060, 0x206F), (0x3164, 0x3164), (0xFE00, 0xFE0F)),
    *((0xFEFF, 0xFEFF), (0xFFA0, 0xFFA0), (0xFFF0, 0xFFFB), (0x1BCA0, 0x1BCA3), (0x1D173, 0x1D17A), (0xE0000, 0xE0FFF)),
)
UNSEEN = {point: "" for first, last in INVISIBLE for point in range(first, last + 1)}
PLAIN = UNSEEN | str.maketrans(
    {"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-", "\u00a0": " "}
    | {"\x91": "'", "\x92": "'", "\x93": '"', "\x94": '"', "\x96": "-", "\x97": "-"}  # the same, of text taken for Latin-1
)
REPEATED = re.compile(r"(?<=\bre)-(?=[a-z])", re.IGNORECASE)  # the parser would take "re-establish" for three words
DASH = re.compile(r"--+")  # as typewriters write it; the parser would take "talks--while" for one word
LONGEST = 2_000  # code points; what has no full stop for so long is no sentence, and a parser's memory grows with it
PER_SENTENCE = 10.0  # seconds of the processor's time to code it: hundreds of times what a long one takes
PER_DOCUMENT = 60.0  # for what all sentences of a document teach together


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


def longest_sentences(document: Document) -> Iterator[Span]:
    """The coded sentences of which only a beginning is read."""
    for section in document.sections:
        yield from ((start, end) for start, end in section.sentences if section.is_coded and end - start > LONGEST)


def plain_text(text: str) -> str:
    """A text as the parser gets it, sentence or not."""
    return _flatten(text, 0, len(text))[0]


def seen_text(text: str) -> str:
    """A text as a reader sees it: letter by letter as it is written, on one line, without what is invisible."""
    return " ".join(text.translate(UNSEEN).split())


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
