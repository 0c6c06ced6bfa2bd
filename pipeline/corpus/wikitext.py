"""The markup of a wiki page in; its text, with its headings in Markdown, out: without templates, tables, notes, files and categories.

A link keeps its label. What the parser would need very long for, pages do not hold: openings by the hundred that are never closed.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Any

import mwparserfromhell
from mwparserfromhell import nodes
from mwparserfromhell.definitions import is_single

LONGEST = 2_200_000  # characters; a MediaWiki takes no more than 2 MB
_MOST_WORK = 20_000_000  # openings that are never closed, times characters: some three seconds
_DEEPEST = 40  # the parser takes what stands deeper for text
_MARK = re.compile(
    r"<!--|-->|\{\{|\}\}|\[\[|\]\]|^[ \t:*]{0,9}\{\||^[ \t]{0,9}\|\}(?!\})|\[(?:[a-z]{2,9}:)?//[^\[\]\n]*\]?"
    r"|</?[a-z][a-z0-9]{0,20}[^<>]{0,2000}>?",
    re.IGNORECASE | re.MULTILINE,
)
_NESTING = ("{{", "[[", "{|")
_CLOSES = {"-->": "<!--", "}}": "{{", "]]": "[[", "|}": "{|"}
_DROPPED_TAGS = frozenset(
    ("ref", "references", "table", "gallery", "math", "chem", "timeline", "imagemap", "score", "syntaxhighlight", "source", "pre", "code",
     "templatedata", "templatestyles", "style", "script", "graph", "mapframe", "maplink", "categorytree", "inputbox", "hiero", "section")
)  # fmt: skip
_FILE_OR_CATEGORY = re.compile(
    r"\s*(?:file|image|media|category|datei|bild|kategorie|fichier|catégorie|archivo|categoría|ficheiro|categoria)\s*:", re.IGNORECASE
)
_OTHER_LANGUAGE = re.compile(r"\s*[a-z]{2,3}(?:-[a-z-]+)?\s*:", re.IGNORECASE)
_TAG = re.compile(r"</?[a-z][a-z0-9]{0,20}(?:\s[^<>]{0,500})?/?>", re.IGNORECASE)
_MAGIC = re.compile(r"__[A-Z]{3,30}__")
_EMPTY = re.compile(r"[ \t]*\([ \t,;:]*\)")
_SPACES = re.compile(r"[ \t\xa0]+")
_LINES = re.compile(r"[ \t]*\n[ \t]*(?:\n[ \t]*)+")


class TooIntricate(ValueError):
    """A page that is not read, for its markup is too long, too deep, or so broken that it would take very long."""


def read_wikitext(markup: str, *, title: str | None = None) -> str:
    """The text of a page, under its title as a heading where that is given; empty where nothing is left of it. Raises TooIntricate."""
    if len(markup) > LONGEST:
        raise TooIntricate(f"it has {len(markup):,} characters; {LONGEST:,} are the most")
    n_open, depth = _survey(markup)
    if n_open * len(markup) > _MOST_WORK:
        raise TooIntricate(f"{n_open:,} of its links, templates, tables or tags are never closed")
    if depth > _DEEPEST:
        raise TooIntricate(f"its templates, tables or tags stand more than {_DEEPEST} deep in one another")
    try:
        text = "".join(_text_of(mwparserfromhell.parse(markup).nodes))
    except RecursionError as error:
        raise TooIntricate("its templates, tables or tags stand too deep in one another") from error
    text = _tidy(text)
    return f"# {title}\n\n{text}" if title and text else text


def _survey(markup: str) -> tuple[int, int]:
    """How many openings have no end of their own (one that lies across another has none), and how deep links, templates and tables stand
    in one another."""
    n_open, depth, deepest, opened = 0, 0, 0, list[str]()
    for found in _MARK.finditer(markup):
        opens, closes = _meaning_of(found[0].lower().lstrip(" \t:*"))
        if opens and closes:
            n_open += 1
        elif opens:
            opened.append(opens)
            depth += opens in _NESTING
            deepest = max(deepest, depth)
        elif closes in opened[-2 * _DEEPEST :]:
            n_open -= 1
            last = None
            while last != closes:
                last = opened.pop()
                n_open += 1
                depth -= last in _NESTING
    return n_open + len(opened), deepest


def _meaning_of(mark: str) -> tuple[str | None, str | None]:
    """What a mark opens, and what it closes; both of one that is open for ever."""
    if mark in _CLOSES:
        return None, _CLOSES[mark]
    if mark[0] == "[" and mark != "[[":
        return (None, None) if mark.endswith("]") else (mark, mark)
    if mark[0] != "<" or mark == "<!--":
        return mark, None
    name = "<" + re.split(r"[^a-z0-9]", mark.lstrip("</"), maxsplit=1)[0]
    if not mark.endswith(">") or mark.count('"') % 2:
        return name, name
    if mark.endswith("/>") or is_single(name[1:]):
        return None, None
    return (None, name) if mark[1] == "/" else (name, None)


def _text_of(parts: Iterable[Any]) -> Iterator[str]:
    for node in parts:
        match node:
            case nodes.Text():
                yield node.value
            case nodes.Heading():
                yield f"\n\n{'#' * node.level} {_line(node.title)}\n\n"
            case nodes.Wikilink():
                yield from _label_of(node)
            case nodes.ExternalLink():
                yield from _text_of(node.title.nodes) if node.title else () if node.brackets else (str(node.url),)
            case nodes.HTMLEntity():
                yield node.normalize()
            case nodes.Tag():
                yield from _inside(node)


def _label_of(link: nodes.Wikilink) -> Iterator[str]:
    target = str(link.title)
    if _FILE_OR_CATEGORY.match(target):
        return
    if link.text is not None:
        yield from _text_of(link.text.nodes)
    elif not _OTHER_LANGUAGE.match(target):
        yield _line(link.title).lstrip(":")


def _inside(tag: nodes.Tag) -> Iterator[str]:
    name = str(tag.tag).strip().lower()
    if name == "br":
        yield "\n"
    elif name in ("li", "dt", "dd"):
        yield "- " if tag.wiki_markup in ("*", "#") else ""
    elif name not in _DROPPED_TAGS and tag.contents is not None:
        yield from _text_of(tag.contents.nodes)


def _line(markup: Any) -> str:
    return " ".join("".join(_text_of(markup.nodes)).split())


def _tidy(text: str) -> str:
    text = _TAG.sub(" ", text)  # those that are never closed, or were never opened
    text = _EMPTY.sub("", _MAGIC.sub("", text.replace("\r\n", "\n").replace("\0", " ")))
    lines = (re.sub(r"^(?:- +)+", "- ", _SPACES.sub(" ", line).strip()) for line in text.split("\n"))
    return _LINES.sub("\n\n", "\n".join(line for line in lines if line != "-")).strip()
