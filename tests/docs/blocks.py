"""A page in Markdown goes in, its code blocks come out, each with what the comments before it say of how it is to be tried.

The comments are HTML, so that no reader sees them, here or on a forge:

    <!-- tested in: a release -->       once, anywhere: the folder in which the page's blocks are tried (PLACES; by default a clone)
    <!-- given: mkdir articles -->      commands that are run at this place, and that a reader need not
    <!-- file: corpus.toml -->          the block that follows is this file
    <!-- exits with 1 -->               the block that follows ends with this code
    <!-- not run: needs a server -->    the block that follows cannot run here; why
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from markdown_it import MarkdownIt

PLACES = ("a clone", "a release", "an empty folder")
COMMENT = re.compile(r"<!--\s*(tested in:|given:|file:|exits with|not run:)\s*(.*?)\s*-->", re.DOTALL)

DIRECTIVE = re.compile(r"\{(?!code|literalinclude|parsed-literal|prompt|eval)\w+\}")  # what Sphinx makes of it holds no code


class BlockError(Exception):
    """A page marks a block in a way that nobody understands; the message says where."""


@dataclass(frozen=True, slots=True)
class Block:
    """One block: the line at which it begins, its language and text, and what its comments say (None where they do not)."""

    line: int
    language: str
    text: str
    file: str | None = None
    not_run: str | None = None
    exit_code: int = 0


@dataclass(frozen=True, slots=True)
class Page:
    """A page by its path in the repository, with its blocks in their order; commands that are only given have the language `given`."""

    name: str
    place: str
    blocks: tuple[Block, ...]


def read_page(root: Path, name: str) -> Page:
    """The blocks of a page; BlockError where one has no language, or a comment belongs to no block."""
    text = (root / name).read_text(encoding="utf-8")
    places = [value for kind, value in COMMENT.findall(text) if kind == "tested in:"] or [PLACES[0]]
    if len(places) > 1 or places[0] not in PLACES:
        raise BlockError(f"{name}: tested in {places}; one of {', '.join(PLACES)} is wanted")
    return Page(name, places[0], tuple(_blocks(name, text)))


def _blocks(name: str, text: str) -> Iterator[Block]:
    said: dict[str, str] = {}
    for token in MarkdownIt("commonmark").parse(text):
        line = (token.map or [0])[0] + 1
        if token.type == "html_block":
            for kind, value in COMMENT.findall(token.content):
                if kind == "given:":
                    yield Block(line, "given", value)
                elif kind != "tested in:":
                    said[kind] = value
        elif token.type == "fence" and not DIRECTIVE.match(token.info):
            yield _block(f"{name}:{line}", line, token.info.strip(), token.content, said)
            said = {}
        elif said and token.type != "list_item_open":
            raise BlockError(f"{name}:{line}: no block of code follows the comment {said}")


def _block(where: str, line: int, language: str, text: str, said: dict[str, str]) -> Block:
    if not re.fullmatch(r"[a-z]+", language):
        raise BlockError(f"{where}: a block of code begins with ``` and one word, its language; here is “{language}”")
    if said.get("not run:") == "":
        raise BlockError(f"{where}: it does not say why it cannot run")
    return Block(line, language, text, said.get("file:"), said.get("not run:"), int(said.get("exits with", "0")))
