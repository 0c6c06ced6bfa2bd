"""Sections go in, Markdown comes out that reads well as plain text too."""

import re
from collections.abc import Iterable, Iterator

from pipeline.release.pages.section import Grid, Section


def markdown_of(sections: Iterable[Section], *, level: int = 2) -> str:
    """Sections as headings of a level and of those below it, with their text and grids."""
    return "\n\n".join(_blocks(sections, level)) + "\n"


def contents_of(sections: Iterable[Section]) -> str:
    """A list of links to sections, by the anchors that viewers of Markdown make from headings."""
    return "\n".join(f"- [{section.title}](#{_slug(section.title)})" for section in sections)


def _blocks(sections: Iterable[Section], level: int) -> Iterator[str]:
    for section in sections:
        yield f"{'#' * level} {section.title}"
        yield from (_grid(block) if isinstance(block, Grid) else block for block in section.blocks)
        yield from _blocks(section.parts, level + 1)


def _grid(grid: Grid) -> str:
    return "\n".join([_row(grid.header), "|" + "---|" * len(grid.header), *map(_row, grid.rows)])


def _row(cells: Iterable[str]) -> str:
    """A bar in a cell would end it, even in code, unless a backslash stands before it."""
    return "| " + " | ".join(re.sub(r"(?<!\\)\|", r"\\|", cell) for cell in cells) + " |"


def _slug(title: str) -> str:
    return re.sub(r"[^\w -]", "", title.lower()).replace(" ", "-")
