"""The sentences of a document in, the texts that the parser gets out: single spaces, plain quotes, and the way back to every offset."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.records import Document, Span

ENTITIES = {"quot": '"', "amp": "&", "apos": "'", "#39": "'"}
# Nobody sees these: marks of direction and of breaks, joiners, fillers, tags, controls. They must neither part a word nor hide one.
INVISIBLE = (
    *((0x00, 0x08), (0x0E, 0x1B), (0x7F, 0x84), (0x86, 0x90), (0x95, 0x95), (0x98, 0x9F), (0xAD, 0xAD), (0x034F, 0x034F), (0x061C, 0x061C)),
    *((0x115F, 0x1160), (0x17B4, 0x17B5), (0x180B, 0x180F), (0x200B, 0x200F), (0x202A, 0x202E), (0x2060, 0x206F), (0x3164, 0x3164)),
    *((0xFE00, 0xFE0F), (0xFEFF, 0xFEFF), (0xFFA0, 0xFFA0), (0xFFF0, 0xFFFB), (0x1BCA0, 0x1BCA3), (0x1D173, 0x1D17A), (0xE0000, 0xE0FFF)),
)
OF_LATIN_1 = {"\x91": "'", "\x92": "'", "\x93": '"', "\x94": '"', "\x96": "-", "\x97": "-"}  # quotes of text taken for Latin-1
UNSEEN = {point: "" for first, last in INVISIBLE for point in range(first, last + 1)} | {ord(quote): "" for quote in OF_LATIN_1}
QUOTES = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-"} | OF_LATIN_1)
_UNSEEN = "".join(f"{chr(first)}-{chr(last)}" for first, last in INVISIBLE)
_AGAIN = r"(?i:(?<=\bre)-(?=[a-z]))"  # the parser would take "re-establish" for three words
# What stays as it is; and what takes more or less room in the parser's text: entities, dashes as typewriters write them (it would take
# "talks--while" for one word), white space that is no single space, and what is left out.
# Nothing here is possessive: about such repeats within groups, Python 3.11 can be wrong ("The span of capturing group is wrong").
PARTS = re.compile(
    rf"(?P<same>(?:[^\s&{_UNSEEN}-]+|[ ](?!\s)|&(?!(?:quot|amp|apos|#39);)|(?!{_AGAIN})-(?!-))+)"
    r"|&(?P<entity>quot|amp|apos|#39);|(?P<dash>--+)|(?P<space>\s+)|.",
    re.DOTALL,
)
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
    parts: list[str] = []
    offset: list[int] = []
    may_be_space = False
    for match in PARTS.finditer(text, start, end):
        part, places = _told(match)
        if part[:1] == " " and not may_be_space:
            part, places = part[1:], places[1:]
        if part:
            parts.append(part)
            offset.extend(places)
            may_be_space = part[-1] != " "
    return "".join(parts).translate(QUOTES), tuple(offset)


def _told(match: re.Match[str]) -> tuple[str, Sequence[int]]:
    """What the parser gets for a part of the text, with the place of each code point."""
    if match["same"]:
        return match[0], range(*match.span())
    told = ENTITIES[match["entity"]] if match["entity"] else " - " if match["dash"] else " " if match["space"] else ""
    return told, (match.start(),) * len(told)
