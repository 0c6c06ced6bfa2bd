"""Text in; spans of its lines and of its paragraphs out."""

import re
from collections.abc import Iterator

from pipeline.records import Span

_LINE = re.compile(r"[^\r\n]+")
_BLANK = re.compile(r"[\s\ufeff\u200b]*+")


def find_lines(text: str, start: int = 0, end: int | None = None) -> Iterator[Span]:
    """Spans of the lines that hold more than white space, without their line ends, indentation kept."""
    for match in _LINE.finditer(text, start, len(text) if end is None else end):
        if not match.group().isspace():
            yield match.span()


def find_blocks(text: str, start: int = 0, end: int | None = None) -> Iterator[Span]:
    """Spans of the paragraphs: runs of lines with no blank line between them, trimmed, none of them empty."""
    for block in _join_lines(text, find_lines(text, start, end)):
        first, last = trim(text, *block)
        if first < last:
            yield first, last


def trim(text: str, start: int, end: int) -> Span:
    """The span without white space (and without a byte order mark) at either end; empty where nothing is left."""
    blank = _BLANK.match(text, start, end)
    start = blank.end() if blank else start
    return start, start + len(text[start:end].rstrip())


def flatten(text: str) -> str:
    """The text on one line, with single spaces."""
    return " ".join(text.split())


def _join_lines(text: str, lines: Iterator[Span]) -> Iterator[Span]:
    block: Span | None = None
    for line in lines:
        if block and _is_next_line(text[block[1] : line[0]]):
            block = (block[0], line[1])
            continue
        if block:
            yield block
        block = line
    if block:
        yield block


def _is_next_line(gap: str) -> bool:
    return max(gap.count("\n"), gap.count("\r")) == 1
