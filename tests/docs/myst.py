"""Sections, as the codebook of a release has them, go in; a page of the site comes out, whose sections and rows can be linked to."""

import re
from collections.abc import Iterable, Iterator, Mapping

from pipeline.release.pages.section import Grid, Section

GENERATED = "<!-- Written by `python -m tests.docs write` from {origin}: change that, not this page. -->"
CODE = re.compile(r"(?<!`)`([^`\n]+)`(?!`)")
FENCED = re.compile(r"^```.*?^```$", re.MULTILINE | re.DOTALL)


def page(title: str, origin: str, *parts: str) -> str:
    """A whole page: its title, where it is made from, and its parts in Markdown."""
    return "\n\n".join([f"# {title}", GENERATED.format(origin=origin), *(part.strip("\n") for part in parts if part)]) + "\n"


def sections(found: Iterable[Section], links: Mapping[str, str], *, level: int = 2) -> str:
    """Sections as headings with anchors; code that `links` knows leads to the page and anchor it gives."""
    return "\n\n".join(_blocks(found, links, level))


def contents(*names: str, caption: str = "") -> str:
    """The pages below this one, by their names without a suffix."""
    options = [f":caption: {caption}"] if caption else []
    return "\n".join(["```{toctree}", ":maxdepth: 1", *options, "", *names, "```"])


def linked(text: str, links: Mapping[str, str]) -> str:
    """Markdown with links from the code that `links` knows; blocks of code and code in links stay as they are."""
    kept = [(match.start(), match.end()) for match in FENCED.finditer(text)]

    def link(match: re.Match[str]) -> str:
        inside = any(start <= match.start() < end for start, end in kept) or text[max(match.start() - 1, 0) : match.start()] == "["
        return match[0] if inside or match[1] not in links else f"[{match[0]}]({links[match[1]]})"

    return CODE.sub(link, text)


def grid(found: Grid, links: Mapping[str, str]) -> str:
    """A table; the first cell of a row with an anchor has it."""
    rows = [tuple(linked(cell, links) for cell in row) for row in found.rows]
    if found.anchors:
        named = zip(found.rows, rows, found.anchors, strict=True)
        rows = [(f"[{plain[0]}]{{#{slug(anchor)}}}", *row[1:]) for plain, row, anchor in named]
    return "\n".join([_row(found.header), "|" + " --- |" * len(found.header), *map(_row, rows)])


def slug(anchor: str) -> str:
    """An anchor in small letters, digits and hyphens, which every tool leaves as it is."""
    return re.sub(r"[^a-z0-9]+", "-", anchor.lower()).strip("-")


def _blocks(found: Iterable[Section], links: Mapping[str, str], level: int) -> Iterator[str]:
    for section in found:
        yield f"({slug(section.anchor)})=\n{'#' * level} {section.title}"
        yield from (grid(block, links) if isinstance(block, Grid) else linked(block, links) for block in section.blocks)
        yield from _blocks(section.parts, links, level + 1)


def _row(cells: Iterable[str]) -> str:
    return "| " + " | ".join(re.sub(r"(?<!\\)\|", r"\\|", cell) for cell in cells) + " |"
