"""The tree of a web page in; the same tree without what its reader does not see out.

Read are attributes, `style` attributes and the style sheets within the page: what a sheet from elsewhere or a script hides is not known
here. Details that are closed stay (a reader opens them), and so does what is only kept from screen readers (`aria-hidden`).
"""

import re
from collections.abc import Iterator
from itertools import chain
from typing import Any

from pipeline.parse.styles import Style, hidden_by_sheets, read_style

# Not shown at all, or shown only by a browser that lacks what everybody's has. Scripts and styles are left to the extractor, which takes
# the facts of a page from some of them.
_UNSEEN = (
    "template", "noscript", "noembed", "noframes", "iframe", "object", "audio", "video", "canvas", "datalist", "select", "textarea",
    "svg", "math", "dialog",
)  # fmt: skip
_NONE = re.compile(r"[+-]?0*\.?0*(?:px|em|rem|ex|pt|pc|%|vh|vw|ch|cm|mm|in)?")
_FAR = re.compile(r"-\d{3,}(?:\.\d*)?(?:px|em|rem|pt|%|vh|vw)?")
_LONGEST_LENGTH = 40  # characters of a length; a longer one is none
_CLIPPED = ("rect(0,0,0,0)", "rect(0px,0px,0px,0px)", "rect(1px,1px,1px,1px)", "inset(50%)", "inset(100%)", "circle(0)")
_INVISIBLE = ("transparent", "#00000000", "#0000")
_NAMED = {"white": "#ffffff", "black": "#000000"}
_RGB = re.compile(r"rgba?\((\d{1,3})[, ](\d{1,3})[, ](\d{1,3})(?:[,/]([\d.]{1,8}%?))?\)")
_PAGE = ("html", "body")  # often hidden until a script shows them: else nothing would be left


def remove_hidden(tree: Any) -> None:
    """Empty every element of the page that is not shown; its place, and the text after it, stay."""
    grounds = Grounds(tree)
    unseen = (element for element in tree.iter() if isinstance(element.tag, str) and _is_unseen(element, grounds))
    for element in list(chain(unseen, hidden_by_sheets(tree))):
        if element.tag not in _PAGE:
            element.clear(keep_tail=True)  # not taken out: a hundred thousand tails put together one by one take hours


class Grounds:
    """What the text of an element stands on: the nearest background that the page itself states, white where nothing can state one."""

    def __init__(self, tree: Any) -> None:
        sheets = "".join(style.text or "" for style in tree.iter("style"))
        is_plain = "background" not in sheets and next(_linked_sheets(tree), None) is None
        self._page = "#ffffff" if is_plain else None
        self._known: dict[Any, str | None] = {}

    def behind(self, element: Any, style: Style) -> str | None:
        """The colour behind an element, or None where that is not known; the elements above it must have been asked for."""
        above = self._known.get(element.getparent(), self._page)
        stated = style.get("background-color") or style.get("background") or element.get("bgcolor")
        self._known[element] = _colour(stated) if stated else above
        return self._known[element]


def _is_unseen(element: Any, grounds: Grounds) -> bool:
    style = read_style(element.get("style") or "")
    ground = grounds.behind(element, style)
    if element.tag in _UNSEEN:
        return element.tag != "dialog" or element.get("open") is None
    if element.get("hidden") is not None:
        return True
    colour = style.get("color") or (element.get("color") if element.tag == "font" else None)
    return _is_hidden(style) or bool(colour and ground and _colour(colour) in (ground, *_INVISIBLE))


def _is_hidden(style: Style) -> bool:
    if not style:
        return False
    if style.get("display") == "none" or style.get("visibility") in ("hidden", "collapse"):
        return True
    if _is_none(style.get("opacity")) or _is_none(style.get("font-size")) or style.get("color") in _INVISIBLE:
        return True
    clips = style.get("overflow") in ("hidden", "clip")
    if clips and any(_is_none(style.get(side)) for side in ("width", "height", "max-width", "max-height")):
        return True
    if style.get("position") in ("absolute", "fixed"):
        return any(_is_far(style.get(side)) for side in ("left", "top", "right", "bottom")) or _is_clipped(style)
    return _is_far(style.get("text-indent")) or style.get("transform") in ("scale(0)", "scale(0,0)")


def _is_clipped(style: Style) -> bool:
    return style.get("clip") in _CLIPPED or style.get("clip-path") in _CLIPPED


def _is_none(length: str | None) -> bool:
    """Whether a length or a share is stated and nothing: "0", "0.0px"."""
    return bool(length) and len(length or "") <= _LONGEST_LENGTH and "0" in (length or "") and _NONE.fullmatch(length or "") is not None


def _is_far(length: str | None) -> bool:
    return length is not None and len(length) <= _LONGEST_LENGTH and _FAR.fullmatch(length) is not None


def _colour(value: str) -> str | None:
    """A colour as `#rrggbb`, or as it stands where it is written in another way; None for a background that is no colour alone."""
    plain = _NAMED.get(value.strip().lower(), value.strip().lower())
    if len(plain) == 4 and plain.startswith("#"):
        return "#" + "".join(2 * digit for digit in plain[1:])
    if rgb := _RGB.fullmatch(plain):
        is_clear = rgb[4] is not None and _is_none(rgb[4])
        return "transparent" if is_clear else "#" + "".join(f"{min(int(rgb[part]), 255):02x}" for part in (1, 2, 3))
    return plain if plain and " " not in plain and "(" not in plain else None


def _linked_sheets(tree: Any) -> Iterator[Any]:
    return (link for link in tree.iter("link") if "stylesheet" in (link.get("rel") or "").lower())
