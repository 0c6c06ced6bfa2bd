"""A stretch of text in, spans of its sentences out, by rules and in one pass."""

import re
from collections.abc import Iterator

from pipeline.parse.lines import find_blocks, find_lines, trim
from pipeline.parse.words import read_words
from pipeline.records import Span

_CLOSERS = r"(?:[\"'”’»)\]」』）】]|&quot;|&#39;|&rsquo;|&rdquo;|\[\d{1,3}\])*+"
_OPENERS = r"(?:[\"'“‘«(\[「『（¿¡]|&quot;|&#39;|&lsquo;|&ldquo;)*+"
# Possessive throughout: a run of a million full stops is read once.
_STOP = re.compile(rf"([.!?…]++|[。！？]++){_CLOSERS}")
_NEXT_WORD = re.compile(rf"\s++(?:[.…]++\s*+)?{_OPENERS}([^\W_]++)")  # over an ellipsis: "Go! ... you said"
_BULLET = re.compile(r"\s*+(?:[-*•‣▪]|(\d{1,3})[.)])[ \t]+")
_WORD = re.compile(r"\w")

_BEFORE_NAMES = read_words("sentences", "before_names")
_BEFORE_NUMBERS = read_words("sentences", "before_numbers")
_MAYBE_LAST = read_words("sentences", "maybe_last")
_OPENING_WORDS = read_words("sentences", "openers")


def split_sentences(text: str, start: int = 0, end: int | None = None) -> tuple[Span, ...]:
    """Spans of the sentences between two offsets, trimmed, in order; a paragraph's end and a list item's end are also a sentence's end."""
    spans: list[Span] = []
    for block in find_blocks(text, start, end):
        for item in _find_items(text, *block):
            spans.extend(span for span in _split_item(text, *item) if _WORD.search(text, *span))
    return tuple(spans)


def _find_items(text: str, start: int, end: int) -> Iterator[Span]:
    """The paragraph, or where it is a list its items without their bullets."""
    lines = list(find_lines(text, start, end))
    first = _BULLET.match(text, *lines[0])
    is_numbered = bool(first and first[1])
    item = start
    for line in lines:
        bullet = _BULLET.match(text, *line)
        # A number may also be the start of a wrapped line, so it counts only in a list that began with one.
        if bullet and (is_numbered or not bullet[1]):
            if line[0] > item:
                yield item, line[0]
            item = bullet.end()
    yield item, end


def _split_item(text: str, start: int, end: int) -> Iterator[Span]:
    begin = start
    for stop in _STOP.finditer(text, start, end):
        cut = _find_cut(text, begin, stop, end)
        if cut:
            yield trim(text, begin, cut)
            begin = cut
    yield trim(text, begin, end)


def _find_cut(text: str, begin: int, stop: re.Match[str], end: int) -> int | None:
    """Where the sentence ends at this stop; None where it goes on."""
    after = stop.end()
    if after >= end or stop[1][0] in "。！？":
        return after
    if not text[after].isspace():
        return _find_glued_cut(text, begin, stop)
    following = _NEXT_WORD.match(text, after, end)
    if following is None:
        return after
    word = following[1]
    if word[0].islower() or (stop[1] == "." and _is_abbreviation(text, begin, stop.start(), word)):
        return None
    return after


def _is_abbreviation(text: str, begin: int, dot: int, following: str) -> bool:
    before = text[max(begin, dot - 24) : dot]
    if not before or before[-1].isspace():
        return False
    word = before.split()[-1].lstrip("\"'“‘«([-–—")
    if word in _BEFORE_NAMES:
        return True
    if word in _BEFORE_NUMBERS and following[0].isdigit():
        return True
    is_initial = len(word) == 1 and word.isupper() and word != "I"
    if is_initial or "." in word or word in _MAYBE_LAST:
        return following not in _OPENING_WORDS
    return False


def _find_glued_cut(text: str, begin: int, stop: re.Match[str]) -> int | None:
    """`... on Sunday.The governor`: lower-case letters, a stop, and a capitalised word with no space between."""
    dot, after = stop.start(), stop.end()
    before = text[max(begin, dot - 24) : dot]
    if not (before[-2:].isalpha() and before[-2:].islower() and text[after].isupper() and text[after + 1 : after + 2].islower()):
        return None
    if "/" in before.split()[-1] or before.split()[-1].startswith("www."):
        return None
    opens_a_quote = text[stop.end(1) : after] == '"' and text.count('"', begin, dot) % 2 == 0
    return stop.end(1) if opens_a_quote else after
