"""Declarations and style sheets as a page holds them in; what they say of an element, and the elements that they hide, out.

Only what CSS says of a screen at once: rules within `@media`, `@supports` and `@keyframes` are passed over.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

Style = dict[str, str]  # property -> value, both in small letters, spaces only where they part words

_COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)", re.DOTALL)
_BRACE = re.compile(r"[{}]")
_IMPORTANT = re.compile(r"!\s*important\s*\Z")
_SPACES = re.compile(r"\s*([,:])\s*|\s+")
_HIDING = {"display": ("none",), "visibility": ("hidden", "collapse")}
MOST_CHARACTERS = 500_000  # of all sheets of a page; what is more is not read
MOST_RULES = 2_000  # that say how an element is displayed


@dataclass(frozen=True, slots=True)
class Rule:
    """What a rule says of one property of all elements that a selector finds, and the number of the rule in its page."""

    selector: str
    value: str
    is_important: bool
    number: int


def read_style(declarations: str) -> Style:
    """What declarations say, of each property the last word; an important one cannot be overruled."""
    style: Style = {}
    important = set[str]()
    for name, value, is_important in _declarations(declarations):
        if is_important or name not in important:
            style[name] = value
        if is_important:
            important.add(name)
    return style


def hidden_by_sheets(tree: Any) -> Iterator[Any]:
    """Elements that the style sheets within the page do not display."""
    sheets = [style.text or "" for style in tree.iter("style") if "screen" in (style.get("media") or "all screen").lower()]
    text = _COMMENT.sub(" ", "\n".join(sheets)[:MOST_CHARACTERS])
    for name, hiding in _HIDING.items():
        rules = list(islice(_rules(text, name), MOST_RULES))
        if any(rule.value in hiding for rule in rules):
            yield from _hidden(tree, name, rules, hiding)


def _hidden(tree: Any, name: str, rules: list[Rule], hiding: tuple[str, ...]) -> Iterator[Any]:
    """Elements for which a hiding rule wins over all others, and over their own style."""
    winners: dict[Any, tuple[tuple[bool, tuple[int, int, int], int], str]] = {}
    for rule in rules:
        for specificity, found in _find(tree, rule.selector):
            weight = (rule.is_important, specificity, rule.number)
            for element in found:
                if element not in winners or winners[element][0] < weight:
                    winners[element] = weight, rule.value
    for element, ((is_important, _, _), value) in winners.items():
        own = read_style(element.get("style") or "").get(name)
        if value in hiding and (own is None or is_important):
            yield element


def _find(tree: Any, selector: str) -> Iterator[tuple[tuple[int, int, int], list[Any]]]:
    """Elements of the page for each part of a selector, with its specificity; what only a browser can tell (`:hover`) finds none."""
    from cssselect import HTMLTranslator, SelectorError, parse
    from lxml.etree import XPathError

    try:
        parts = parse(selector)
    except (SelectorError, RecursionError):
        return
    for part in parts:
        if part.pseudo_element is None:
            try:
                yield part.specificity(), tree.xpath(HTMLTranslator().selector_to_xpath(part))
            except (SelectorError, XPathError, RecursionError):
                continue


def _rules(text: str, name: str) -> Iterator[Rule]:
    """The rules outside of any at-rule that say something of a property, in order."""
    for number, (selector, declarations) in enumerate(_blocks(text)):
        if name in declarations:
            for stated, value, is_important in _declarations(declarations):
                if stated == name:
                    yield Rule(selector, value, is_important, number)


def _blocks(text: str) -> Iterator[tuple[str, str]]:
    """Selector and declarations of each block at the top of a sheet."""
    begin, depth, opened = 0, 0, 0
    for brace in _BRACE.finditer(text):
        if brace[0] == "{":
            depth += 1
            opened = brace.start() if depth == 1 else opened
        elif depth:
            depth -= 1
            if not depth:
                selector = text[begin:opened].rpartition(";")[2].strip()
                if selector and not selector.startswith("@"):
                    yield selector, text[opened + 1 : brace.start()]
                begin = brace.end()
        else:
            begin = brace.end()


def _declarations(text: str) -> Iterator[tuple[str, str, bool]]:
    for declaration in text.split(";"):
        name, colon, value = declaration.partition(":")
        if colon:
            plain = value.lower().rstrip()
            cut = _IMPORTANT.search(plain, max(plain.rfind("!"), 0))
            value = _SPACES.sub(lambda space: space[1] or " ", plain[: cut.start()] if cut else plain).strip()
            yield name.strip().lower(), value, cut is not None
