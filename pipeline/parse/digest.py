"""A page of the news digest in: its story, its related items (each a report with a date of its own), its sources and contexts out.

Two layouts share the marks: the page of one story (`# story`, then the lists of sources and of related items), and the index of a day,
whose `### [text](link)` items are stories themselves. `##### topic` lines are contexts of what follows them.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import groupby

from pipeline.parse.dates import find_day
from pipeline.parse.lines import find_lines, flatten, trim
from pipeline.parse.reading import Reading
from pipeline.parse.sentences import split_sentences
from pipeline.parse.story_name import find_story_names
from pipeline.records import Citation, Section, Span

_PAGE = re.compile(r"^\ufeff?#{2,3} \[[^\]\n]{1,40}\]\([^)\s]{0,80}/\d{4}/\d{1,2}/\d{1,2}/index\.md\)", re.MULTILINE)
_DAY = re.compile(r"#{2,3} \[([^\]\n]{1,40})\]\([^)\s]*/index\.md\)\s*$")
_LISTS = {"source": "source", "sources": "source", "信息来源": "source", "related": "related", "有关": "related"}
_NUMBER = re.compile(r"\s*\d{1,3}\. \[")
_URL = re.compile(r"https?://[^\s|]+")
_IMAGES = ("IMG", "Cover Image")

Part = tuple[str, int, int]  # what a line is, and the span of what it says


def is_digest(text: str) -> bool:
    """Whether the text begins as a page of the digest does."""
    return bool(_PAGE.search(text[:2000]))


def read(text: str) -> Reading:
    """The story and the related items as sections in the order of the page; the day in the header is the page's date."""
    parts = list(_join_stories(_find_parts(text)))
    days = [find_day(text[start:end]) for kind, start, end in parts if kind == "day"]
    sections = _join_equal(text, _read_sections(text, parts))
    story = next((section for section in sections if section.kind == "main" and section.sentences), None)
    return Reading(
        sections=tuple(sections),
        title=flatten(text[slice(*story.sentences[0])]) if story else None,
        published_on=next((day for day in days if day), None),
        citations=tuple(_read_citations(text, parts)),
    )


def _find_parts(text: str) -> Iterator[Part]:
    """One part per line: `day`, `topic`, `story`, `item`, `related`, `source`, `list` (a heading) or `text`."""
    current = "text"
    for start, end in find_lines(text):
        start, end = trim(text, start, end)
        line = text[start:end]
        if day := _DAY.match(line):
            current = "text"
            yield "day", start + day.start(1), start + day.end(1)
        elif line.startswith("##### "):
            yield "topic", *trim(text, start + 6, end)
        elif line.startswith("### ["):
            yield "item", start + 4, end
        elif line.startswith("### "):
            current = _LISTS.get(line[4:].rstrip(" :：").lower(), "text")
            yield "list", start, end
        elif line.startswith("# "):
            current = "text"
            yield "story", *trim(text, start + 2, end)
        elif current != "text" and (number := _NUMBER.match(line)):
            yield current, start + number.end() - 1, end
        elif line.strip("#- "):
            yield "text", start, end


def _join_stories(parts: Iterator[Part]) -> Iterator[Part]:
    """The lines under a story's first line become one part, `more`; so do loose lines before any list, which are a story too."""
    in_story = True
    for is_text, run in groupby(parts, key=lambda part: part[0] == "text"):
        found = list(run)
        if is_text and in_story:
            yield "more", found[0][1], found[-1][2]
        else:
            in_story = found[-1][0] in ("day", "topic", "story")
            yield from found


def _read_sections(text: str, parts: list[Part]) -> Iterator[Section]:
    topics: list[str] = []
    story: Section | None = None
    for kind, start, end in parts:
        if kind == "more":
            story = _extend(text, story, start, end, topics)
            continue
        if story:
            yield story
            story, topics = None, []
        if kind == "topic" and end > start:
            topics.append(text[start:end])
        elif kind == "story" and end > start:
            story = _make_section(text, "main", (start, end), topics)
        elif kind in ("item", "related"):
            yield from _read_item(text, "main" if kind == "item" else "related", (start, end), topics)
            topics = []
        elif kind == "text":
            yield Section("other", start, end, is_coded=False, sentences=split_sentences(text, start, end))
    if story:
        yield story


def _extend(text: str, story: Section | None, start: int, end: int, topics: list[str]) -> Section:
    if story is None:
        return _make_section(text, "main", (start, end), topics)
    return replace(story, end=end, sentences=story.sentences + split_sentences(text, start, end))


def _make_section(text: str, kind: str, span: Span, contexts: list[str], link: str | None = None) -> Section:
    names, begin = find_story_names(text, *span)
    return Section(
        kind, *span, link=link, published_on=find_day(link) if link else None,
        contexts=tuple(dict.fromkeys([*contexts, *names])), sentences=split_sentences(text, begin, span[1]),
    )  # fmt: skip


def _read_item(text: str, kind: str, span: Span, topics: list[str]) -> Iterator[Section]:
    """`[text](link) _Context: A, B_`; brackets within the text are allowed, so the link is sought from the end."""
    line = text[slice(*span)]
    middle = line.rfind("](/")
    middle = middle if middle >= 0 else line.rfind("](")
    inner = trim(text, span[0] + 1, span[0] + middle) if middle > 0 else (0, 0)
    if inner[0] >= inner[1]:
        return
    rest = line[middle + 2 :]
    cut = rest.rfind(") _")
    link = (rest[:cut] if cut >= 0 else rest.rstrip().removesuffix(")")).strip() or None
    labels = rest[cut + 3 :].strip().removesuffix("_").replace("：", ":", 1).partition(":")[2] if cut >= 0 else ""
    contexts = topics + [label.strip() for label in labels.split(", ") if label.strip()]
    yield _make_section(text, kind, inner, contexts, link)


def _join_equal(text: str, sections: Iterator[Section]) -> list[Section]:
    """An index lists an item once under each of its topics: one section, with all of them as contexts. Each story has a list of its own."""
    joined: dict[tuple[str, str, date | None, int], Section] = {}
    contexts: dict[tuple[str, str, date | None, int], dict[str, None]] = {}
    story = 0
    for section in sections:
        story = section.start if section.kind == "main" else story
        place = section.start if not section.link else story if section.kind == "related" else 0
        key = (section.kind, text[section.start : section.end], section.published_on, place)
        joined.setdefault(key, section)
        contexts.setdefault(key, {}).update(dict.fromkeys(section.contexts))
    return [replace(section, contexts=tuple(contexts[key])) for key, section in joined.items()]


def _read_citations(text: str, parts: list[Part]) -> Iterator[Citation]:
    """`[label](address) [IMG](address)`: pictures are no sources; the first label of an address stays."""
    seen: set[str] = set()
    for _, start, end in (part for part in parts if part[0] == "source"):
        label, _, address = text[start + 1 : end].split(") [IMG](")[0].partition("](")
        url = _URL.search(address.strip().removesuffix(")"))
        if url and label not in _IMAGES and url.group() not in seen:
            seen.add(url.group())
            yield Citation(url.group(), flatten(label) or None)
