"""The text of an article in; its title, day, publisher and sections out: what blogs, reports and plain texts have in common.

The prose under one heading is one `main` section even where a caption or a tag stands within it, so that what one sentence says of
time and place holds for the next; the caption is an `other` section of its own, and none of its sentences is among the prose's.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from pipeline.parse import furniture
from pipeline.parse.dateline import find_dateline
from pipeline.parse.dates import find_day
from pipeline.parse.lines import find_blocks, flatten, trim
from pipeline.parse.reading import Reading
from pipeline.parse.sentences import split_sentences
from pipeline.records import Section, Span

_HEADING = re.compile(r"#{1,6}[ \t]+(?=\S)")
_SENTENCE_END = re.compile(r"[.。!！…;,][\"'”’)\]]*$")
_NUMBERED = re.compile(r"1[.)][ \t]")
_SIGNATURE = re.compile(r"[.!?…][\"'”’]?\s*(\([A-Z][\w.'’/-]*(?: [\w.'’/-]+){0,4}\))$")
_FEED = re.compile(r"^[ \t]*(?:Staff Writer[ \t]*$|\(?(?:Additional )?Reporting by )", re.MULTILINE)
_LONGEST_TITLE = 250  # code points


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph: `title`, `heading`, `prose`, `comment`, or a kind of furniture; what its front matter says of day and publisher."""

    kind: str
    start: int
    end: int
    published_on: date | None = None
    publisher: str | None = None


def read_article(text: str) -> Reading:
    """Title and prose as `main` sections; furniture and readers' comments as `other`, never coded."""
    blocks = list(_find_parts(text, list(find_blocks(text))))
    sections = [*_read_main(text, blocks), *_read_other(text, blocks)]
    title = next((flatten(_unmark(text[block.start : block.end])) for block in blocks if block.kind == "title"), None)
    return Reading(
        sections=tuple(sorted(sections, key=lambda section: (section.start, -section.end))),
        title=title,
        published_on=next((block.published_on for block in blocks if block.published_on), None),
        publisher=next((block.publisher for block in blocks if block.publisher), None),
    )


def _find_parts(text: str, spans: list[Span]) -> Iterator[Block]:
    in_prose, in_comments = False, False
    from_feed = bool(_FEED.search(text))
    has_prompts = any(furniture.invites(text[slice(*span)]) for span in spans)
    for number, span in enumerate(spans):
        words = text[slice(*span)]
        in_comments = in_comments or (in_prose and _begins_comments(text, span, has_prompts=has_prompts, is_last=span == spans[-1]))
        if in_comments or furniture.opens_comments(words):
            yield Block("comment", *span)
        elif kind := furniture.find_furniture(words):
            yield Block(kind, *span, published_on=find_day(words) if kind in ("stamp", "byline") else None)
        elif number == 0 and _is_title(words, is_alone=len(spans) == 1):
            yield Block("title", *span)
        elif _HEADING.match(words) and "\n" not in words:
            yield Block("heading", *span)
        elif not in_prose:
            for block in _find_first_prose(text, span, from_feed=from_feed, is_last=span == spans[-1]):
                in_prose = in_prose or block.kind == "prose"
                yield block
        else:
            yield from _find_prose(text, span, is_last=span == spans[-1])


def _begins_comments(text: str, span: Span, *, has_prompts: bool, is_last: bool) -> bool:
    words = text[slice(*span)]
    if furniture.opens_comments(words):
        return not is_last
    is_indented = text[max(0, span[0] - 1) : span[0]] in (" ", "\t")
    return furniture.is_comment_head(words) or (has_prompts and is_indented and bool(_NUMBERED.match(words)))


def _is_title(words: str, *, is_alone: bool) -> bool:
    is_short = len(words) <= _LONGEST_TITLE and words.count("\n") < 3
    return is_short and (bool(_HEADING.match(words)) or not (is_alone or _SENTENCE_END.search(words)))


def _find_first_prose(text: str, span: Span, *, from_feed: bool, is_last: bool) -> Iterator[Block]:
    dateline = find_dateline(text, *span, from_feed=from_feed)
    if dateline is None:
        yield from _find_prose(text, span, is_last=is_last)
        return
    yield Block("dateline", *trim(text, span[0], dateline.end), dateline.published_on, dateline.publisher)
    if dateline.end < span[1]:
        yield from _find_prose(text, (dateline.end, span[1]), is_last=is_last)


def _find_prose(text: str, span: Span, *, is_last: bool) -> Iterator[Block]:
    """Prose; a name in parentheses after it signs the article or, within the article, credits the picture that it describes."""
    signature = _SIGNATURE.search(text[max(span[0], span[1] - 90) : span[1]])
    if signature is None:
        yield Block("prose", *span)
        return
    begin = span[1] - len(signature[1])
    if is_last:
        yield Block("prose", *trim(text, span[0], begin))
        yield Block("signature", begin, span[1])
        return
    is_caption = " " in signature[1] and len(split_sentences(text, *span)) <= 3
    yield Block("caption" if is_caption else "prose", *span)


def _read_main(text: str, blocks: list[Block]) -> Iterator[Section]:
    heading: str | None = None
    prose: list[Block] = []
    for block in blocks:
        if block.kind == "title":
            start = block.start + len(text[block.start : block.end]) - len(_unmark(text[block.start : block.end]))
            yield Section("main", block.start, block.end, sentences=((start, block.end),))
        elif block.kind == "heading":
            yield from _join_prose(text, prose, heading)
            heading, prose = flatten(_unmark(text[block.start : block.end])), []
        elif block.kind == "prose":
            prose.append(block)
    yield from _join_prose(text, prose, heading)


def _join_prose(text: str, prose: list[Block], heading: str | None) -> Iterator[Section]:
    if prose:
        sentences = tuple(span for block in prose for span in split_sentences(text, block.start, block.end))
        yield Section("main", prose[0].start, prose[-1].end, heading=heading, sentences=sentences)


def _read_other(text: str, blocks: list[Block]) -> Iterator[Section]:
    """One section for each piece of furniture, and one for all the comments."""
    comments = [block for block in blocks if block.kind == "comment"]
    for block in blocks:
        if block.kind not in ("title", "heading", "prose", "comment"):
            yield _other(text, block.start, block.end)
    if comments:
        yield _other(text, comments[0].start, comments[-1].end)


def _other(text: str, start: int, end: int) -> Section:
    return Section("other", start, end, is_coded=False, sentences=split_sentences(text, start, end))


def _unmark(words: str) -> str:
    return _HEADING.sub("", words, count=1) if _HEADING.match(words) else words
