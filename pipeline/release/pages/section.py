"""What a page is made of, before it is Markdown or HTML: sections of Markdown and grids, and text made safe to stand in them."""

import re
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Grid:
    """A table: cells are Markdown of one line; `anchors`, where given, name the rows."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    anchors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a page: its title is plain text, its blocks are Markdown or grids, `parts` are the sections within it."""

    title: str
    anchor: str
    blocks: tuple[str | Grid, ...] = ()
    parts: tuple["Section", ...] = ()


def anchors_of(sections: Iterable[Section]) -> set[str]:
    """The anchors of sections, of all within them and of the rows of their grids."""
    found = set[str]()
    for section in sections:
        found |= {section.anchor} | anchors_of(section.parts)
        found |= {anchor for block in section.blocks if isinstance(block, Grid) for anchor in block.anchors}
    return found


def escaped(text: str) -> str:
    """Any text on one line of Markdown, where it means itself and nothing else; control characters are left out."""
    line = " ".join("".join(character if character.isprintable() else " " for character in text).split())
    line = re.sub(r"([\\`*{}\[\]<>|~&$]|(?<![^\W_])_|_(?![^\W_]))", r"\\\1", line)
    return re.sub(r"^(\d+(?=[.)](?: |$)))?([#+=.)-])", r"\1\\\2", line)  # at the beginning, these make headings and lists


def shortened(text: str, length: int) -> str:
    """A text of at most so many code points, cut at a space where there is one."""
    return text if len(text) <= length else text[:length].rsplit(" ", 1)[0] + " …"
